"""The nouns of what changed between two versions: entries, topics, options."""

from __future__ import annotations

__all__ = [
    "Aspect",
    "Change",
    "Field",
    "How",
    "OptionChange",
    "TopicChange",
]

from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """What became of a topic or an option between two tags."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


class Aspect(StrEnum):
    """What of an option changed, the surest first.

    All but the meaning is compared as it stands; whether a text means the same in
    other words is judged by its words.
    """

    NAME = "name"
    SECTION = "section"
    DEFAULT = "default"
    RANGE = "range"
    TYPE = "type"
    REQUIRED = "required"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry of what changed, in upstream's words."""

    text: str
    group: str = ""
    component: str = ""
    severity: str = ""
    depth: int = 0
    refs: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    also_in: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a topic, before and after."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicChange:
    """What became of one topic of a TODO file between ``old`` and ``new``.

    ``listed`` is the heading of the list that it stands in, if it is an item of one.
    """

    topic: str
    how: How
    old: str
    new: str
    file: str
    fields: tuple[Field, ...] = ()
    before: str = ""
    after: str = ""
    listed: str = ""

    @property
    def news(self) -> tuple[object, ...]:
        """What it tells, whichever two tags were compared to see it."""
        return self.topic, self.before, self.after, self.fields


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionChange:
    """What became of one option between two tags.

    ``where`` is the name of the ``file``, ``section`` the place in it: a command, a
    part of a configuration. ``what`` says which part of it changed, ``old`` and
    ``new`` how that reads. Of an option that was added or removed they are what is
    said of it, with its ``default`` and its ``limits``, where those are stated. Of
    what many files have in common, ``also`` says which others.
    """

    where: str
    option: str
    how: How
    old: str
    new: str
    what: Aspect | None = None
    section: str = ""
    file: str = ""
    default: str = ""
    limits: str = ""
    also: tuple[str, ...] = ()
