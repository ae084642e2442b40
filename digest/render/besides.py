"""What an issue tells besides its releases: news, their end, and what is newest."""

from __future__ import annotations

__all__ = ["Newest", "Topical", "follow_ups", "newest", "topical"]

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from digest.model import NewsKind, Turn
from digest.release import State

if TYPE_CHECKING:
    from digest.model import News
    from digest.release import Current, Digest, Matter

# What must not be missed comes first, what may never come last.
KINDS = (
    NewsKind.SECURITY,
    NewsKind.EVENT,
    NewsKind.PROJECT,
    NewsKind.LIST,
    NewsKind.PACKAGING,
    NewsKind.PLANNED,
    NewsKind.PROMISE,
)
STATES = (State.DONE, State.CANCELLED, State.OVERDUE, State.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topical:
    """News of one kind."""

    kind: NewsKind
    news: tuple[News, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """The newest releases of a project, series by series."""

    project: str
    series: tuple[Current, ...]


def topical(digest: Digest) -> tuple[Topical, ...]:
    """Return the news by what they are about, each kind in the digest's order.

    That a promise is kept is told with what became of the others.
    """
    fresh = (item for item in digest.news if item.turn is not Turn.KEPT)
    found = sorted(fresh, key=lambda item: KINDS.index(item.kind))
    return tuple(
        Topical(kind=kind, news=tuple(news))
        for kind, news in groupby(found, key=lambda item: item.kind)
    )


def follow_ups(digest: Digest) -> tuple[Matter, ...]:
    """Return the matters that have come further since they were told first.

    Of what was first told in this issue, only what came or is overdue is more than
    its news say. What is over comes first, then what is overdue; what is due sooner
    comes sooner.
    """
    told = frozenset(digest.news)
    further = (
        matter
        for matter in digest.matters
        if matter.state in (State.DONE, State.OVERDUE)
        or not told.issuperset(matter.news)
    )
    return tuple(
        sorted(further, key=lambda m: (STATES.index(m.state), m.due or date.max))
    )


def newest(digest: Digest) -> tuple[Newest, ...]:
    """Return what is current, project by project, in the digest's order."""
    return tuple(
        Newest(project=project, series=tuple(series))
        for project, series in groupby(digest.current, key=lambda each: each.project)
    )
