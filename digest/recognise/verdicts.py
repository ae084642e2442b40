"""What a message turns out to be: the nouns."""

from __future__ import annotations

__all__ = ["Named", "Verdict", "VerdictKind"]

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from digest.model import Turn

if TYPE_CHECKING:
    from datetime import date


class VerdictKind(StrEnum):
    """What sort of news a message is."""

    RELEASE = "release"
    PRERELEASE = "prerelease"
    PLANNED = "planned"
    EVENT = "event"
    PROJECT = "project"
    LIST = "list"
    PACKAGING = "packaging"
    SECURITY = "security"

    @property
    def released(self) -> bool:
        """Whether something is out, be it a candidate."""
        return self in {VerdictKind.RELEASE, VerdictKind.PRERELEASE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A version that a message speaks of, as upstream writes it, without prefix.

    ``day`` is the day it is planned for, where that is said.
    """

    project: str
    version: str
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a message announces, in its order, and the signals that say so.

    ``project`` and ``version`` are what news is about, if it is about one;
    ``event_day`` is the day of an event, of a planned release, or of an end.
    """

    kind: VerdictKind
    releases: tuple[Named, ...] = ()
    why: tuple[str, ...] = ()
    project: str | None = None
    version: str = ""
    event_day: date | None = None
    turn: Turn = Turn.NEW
