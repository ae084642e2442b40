"""The nouns that facts become: releases, remarks, a digest, and its pages."""

from __future__ import annotations

__all__ = ["Digest", "Page", "Release", "Remark", "Tip"]

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from datetime import date

    from digest.changes import Change, OptionChange, TopicChange
    from digest.model import ChangesFrom, Evidence, Gap, News
    from digest.months import Month, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """A thread that could become a tip."""

    title: str
    url: str
    day: date
    project: str
    replies: int
    answered: bool
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something worth saying that follows from facts alone."""

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A version with all its evidence."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A month, assembled."""

    month: Month
    window: Window
    early: bool
    releases: tuple[Release, ...]
    news: tuple[News, ...] = ()
    tips: tuple[Tip, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A file to be: its path below ``content/``, and its text."""

    path: str
    text: str
