"""The nouns that facts become: releases, remarks, a digest, and its pages."""

from __future__ import annotations

__all__ = ["Current", "Digest", "Matter", "Page", "Release", "Remark", "State"]

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from datetime import date

    from digest.changes import Change, OptionChange, TopicChange
    from digest.model import ChangesFrom, Evidence, Gap, News, Reason, Tip
    from digest.months import Month, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something worth saying that follows from facts alone."""

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A version with all its evidence.

    One that is ``late`` was ``found`` when the month had been read before. ``redated``
    is why a person gave it another ``day`` than its evidence has.
    """

    project: str
    version: str
    day: date
    series: str
    previous: str | None
    prerelease: bool
    backdated: bool
    late: bool
    tag: str
    previous_tag: str
    evidence: tuple[Evidence, ...]
    changes_from: ChangesFrom
    file: str = ""
    changes: tuple[Change, ...] = ()
    left_out: int = 0
    topics: tuple[TopicChange, ...] = ()
    options: tuple[OptionChange, ...] = ()
    remarks: tuple[Remark, ...] = ()
    found: date | None = None
    redated: Reason = ""


class State(StrEnum):
    """What has become of a matter, at the end of a window."""

    OPEN = "open"
    OVERDUE = "overdue"
    CANCELLED = "cancelled"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something that was announced for later: a release, an event, an end of support.

    ``news`` is what was said of it, oldest first, in this issue or in earlier ones.
    ``due`` is the day that was said last, if one was. ``done`` is the day on which it
    came, or was called off, if that is in the window.
    """

    news: tuple[News, ...]
    state: State
    due: date | None = None
    done: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """The newest release of a living series at the end of a window."""

    project: str
    series: str
    version: str
    day: date
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A month, assembled.

    ``matters`` are those that wait, and those that came to an end in the window;
    ``current`` is what is the newest, ``remarks`` are about the month as a whole.
    """

    month: Month
    window: Window
    early: bool
    releases: tuple[Release, ...]
    news: tuple[News, ...] = ()
    tips: tuple[Tip, ...] = ()
    matters: tuple[Matter, ...] = ()
    current: tuple[Current, ...] = ()
    remarks: tuple[Remark, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A file to be: its path below ``content/``, and its text."""

    path: str
    text: str
