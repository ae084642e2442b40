"""What is wrong with a translation."""

from __future__ import annotations

__all__ = ["Breach", "Rule"]

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """What a translation has to keep to."""

    EMPTY = "empty"
    UNTRANSLATED = "untranslated"
    LOST = "lost"
    ADDED = "added"
    SHORT = "short"
    LONG = "long"
    TERM = "term"


REASONS = {
    Rule.EMPTY: "there is nothing in it",
    Rule.UNTRANSLATED: "it is not translated",
    Rule.LOST: "{what} is lost",
    Rule.ADDED: "{what} is added",
    Rule.SHORT: "it is too short: {what}",
    Rule.LONG: "it is too long: {what}",
    Rule.TERM: "the glossary has {what}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A rule that a translation breaks, and what of it does."""

    rule: Rule
    what: str = ""

    def __str__(self) -> str:
        """Return the reason, for a person."""
        return REASONS[self.rule].format(what=self.what)
