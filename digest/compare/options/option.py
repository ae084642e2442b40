"""What a manual page or a schema says of one option."""

from __future__ import annotations

__all__ = ["Option", "Value", "between", "key_of", "place_of"]

import re

from dataclasses import dataclass

PLACE = re.compile(r"[a-z0-9_.-]+(?:,? [a-z0-9_.-]+){0,5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value that an option can have, and what is said of it, by sentences."""

    name: str
    meaning: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option, parameter or command, as one file describes it.

    ``section`` is where in the file: a command, a part of a configuration, a heading.
    ``aliases`` are its other spellings, ``usage`` is how its line reads, ``takes``
    what has to be given with it, ``type`` of what kind that is declared to be.
    ``limits`` are numbers such as ``1..255`` or ``≤ 255``, ``values`` words that it
    can be. ``meaning`` is what is said of it, by sentences. A ``reference`` only names
    an option that is described elsewhere, and what is ``within`` a command's line is
    described with the command.
    """

    name: str
    section: str = ""
    aliases: tuple[str, ...] = ()
    usage: str = ""
    takes: str = ""
    type: str = ""
    default: str = ""
    limits: str = ""
    values: tuple[Value, ...] = ()
    required: bool = False
    meaning: tuple[str, ...] = ()
    reference: bool = False
    within: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """How it can be called, short ones first: "-f", "--force"."""
        long = self.name.startswith("--")
        return (*self.aliases, self.name) if long else (self.name, *self.aliases)


def key_of(name: str) -> str:
    """Return a name without its dashes: the same option, in a file or a command."""
    return name.lstrip("-") or name


def between(least: str, most: str) -> str:
    """Return the numbers that an option lies between, as limits are written."""
    if least and most:
        return f"{least}..{most}"
    return f"≥ {least}" if least else most and f"≤ {most}"


def place_of(section: str) -> str:
    """Return a command or a part of a configuration, or nothing for a heading.

    "attach, disk-options" is a place, "Common options" is where one reads.
    """
    return section if PLACE.fullmatch(section) else ""
