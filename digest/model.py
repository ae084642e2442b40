"""The nouns of a month's facts: what sources say, as values."""

from __future__ import annotations

__all__ = [
    "ChangesFrom",
    "Evidence",
    "EvidenceKind",
    "Facts",
    "Found",
    "Gap",
    "Heard",
    "News",
    "NewsKind",
    "Record",
    "Sighting",
    "Tag",
    "Tally",
    "Tip",
    "Turn",
]

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from digest.changes import Change, OptionChange, TopicChange
from digest.months import Month, Window


class EvidenceKind(StrEnum):
    """What sort of page proves a release."""

    TAG = "tag"
    MAIL = "mail"
    FEED = "feed"
    COMMIT = "commit"


class ChangesFrom(StrEnum):
    """Where the list of changes was read, the most trusted first."""

    CHANGELOG = "changelog"
    TAG = "tag"
    ANNOUNCEMENT = "announcement"
    COMMITS = "commits"
    NONE = "none"


class NewsKind(StrEnum):
    """What an announcement that is no release is about.

    A promise is our own: what we said that a later issue will tell.
    """

    EVENT = "event"
    PROJECT = "project"
    LIST = "list"
    PACKAGING = "packaging"
    PLANNED = "planned"
    SECURITY = "security"
    PROMISE = "promise"


class Turn(StrEnum):
    """What a piece of news says of the matter that it is about."""

    NEW = "new"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REVIVED = "revived"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The page that proves something, as one source shows it.

    ``url`` is an ``http(s)`` address, or empty where the source has no web page.
    """

    kind: EvidenceKind
    source: str
    url: str
    day: date
    title: str
    message_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """What a person says, in one language."""

    language: str
    text: str


# In whatever language it is, or in several.
Reason = str | tuple[Worded, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One source's word that a version was released.

    ``found`` is the day on which it was found, if the month had been read before.
    ``redated`` is the day of the release where a person knows better, for a ``reason``.
    """

    project: str
    version: str
    evidence: Evidence
    found: date | None = None
    redated: date | None = None
    reason: Reason = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One version in a project's history, as its repository tells it.

    ``committed`` is the day of the tagged commit, where that is another day. ``at`` is
    its moment in UTC; facts tell it of the tags of the window and the days around it.
    """

    project: str
    version: str
    name: str
    day: date
    committed: date | None = None
    at: datetime | None = None

    @property
    def made(self) -> date:
        """The day the version existed, whenever the tag was put on it."""
        return min(self.day, self.committed or self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one record says that a version changed since another.

    ``file`` is where it was read, if that was a file. ``left_out`` counts the commits
    that are not listed: merges, version bumps.
    """

    project: str
    version: str
    changes_from: ChangesFrom
    since: str = ""
    file: str = ""
    changes: tuple[Change, ...] = ()
    left_out: int = 0
    topics: tuple[TopicChange, ...] = ()
    options: tuple[OptionChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """An announcement that is no release.

    ``event_day`` is the day it is about: of an event, of a planned release, of the end
    of a series' support. ``version`` is the release or the series that it is about, if
    it is about one. ``message_id`` is the same wherever the message is read.
    ``found`` is the day on which it was found, if the month had been read before.
    """

    kind: NewsKind
    project: str | None
    day: date
    title: str
    url: str
    event_day: date | None = None
    version: str = ""
    turn: Turn = Turn.NEW
    source: str = ""
    message_id: str = ""
    found: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """A thread that could become a tip: somebody asked, and somebody knew.

    ``question`` is what was asked, in the words of ``asker``, a person's name; ``why``
    says what speaks for it. ``message_id`` is that of the question.
    """

    title: str
    url: str
    day: date
    project: str | None
    replies: int
    answered: bool
    why: tuple[str, ...]
    question: str = ""
    asker: str = ""
    source: str = ""
    message_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A source that could not be read, and what the reader may miss.

    ``hint`` is what a maintainer can do about it, if that is not just to try again.
    """

    source: str
    what: str
    url: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A sign of life: a source has a message of that day, whatever it says."""

    day: date


Found = Sighting | Tag | Record | News | Tip | Heard


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many messages of a month a source had that was read to its end.

    ``projects`` are those that it was asked for; none means all.
    """

    source: str
    messages: int
    projects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that was found for one month, as saved.

    ``read_until`` is the day before which the sources had been read; it is
    earlier than the window's end for a draft made before the month was over.
    """

    month: Month
    window: Window
    read_until: date
    sightings: tuple[Sighting, ...] = ()
    records: tuple[Record, ...] = ()
    news: tuple[News, ...] = ()
    tips: tuple[Tip, ...] = ()
    tallies: tuple[Tally, ...] = ()
    gaps: tuple[Gap, ...] = ()
    tags: tuple[Tag, ...] = ()
