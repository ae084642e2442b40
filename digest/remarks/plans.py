"""What was said of a release before it came: its day, the end of its series."""

from __future__ import annotations

__all__ = [
    "EndOfSupportNear",
    "ScheduleBeaten",
    "ScheduleKept",
    "ScheduleMissed",
    "end_of_support_near",
    "schedule",
]

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from digest.merge import news_of, version_of
from digest.model import NewsKind, Turn
from digest.release import Remark
from digest.versions import series_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from digest.model import News
    from digest.remarks.scene import Around

# A day elsewhere may be the next one here.
ELSEWHERE = 1
NEAR = timedelta(days=180)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Schedule(Remark):
    """It was planned for a day, as ``url`` says; ``moved`` if for another one at first.

    ``days`` is how far from that day it came.
    """

    planned: date
    days: int
    url: str
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleKept(_Schedule):
    """It came on the day for which it was planned."""

    kind: ClassVar[str] = "schedule-kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleMissed(_Schedule):
    """It came later than planned."""

    kind: ClassVar[str] = "schedule-missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleBeaten(_Schedule):
    """It came before the day for which it was planned."""

    kind: ClassVar[str] = "schedule-beaten"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOfSupportNear(Remark):
    """Its series is supported for half a year more at most, as ``url`` says."""

    kind: ClassVar[str] = "end-of-support-near"
    series: str
    day: date
    url: str


def schedule(around: Around) -> Iterator[Remark]:
    """Hold the day of a release against the one that was said last before it."""
    release, version = around.release, version_of(around.release.version)
    said = [
        item
        for item in _said(around, NewsKind.PLANNED)
        if item.day < release.day and version_of(item.version) == version
    ]
    if not said or said[-1].turn is Turn.CANCELLED or not said[-1].event_day:
        return
    planned = said[-1].event_day
    days = (release.day - planned).days
    late = ScheduleMissed if days > 0 else ScheduleBeaten
    yield (late if abs(days) > ELSEWHERE else ScheduleKept)(
        planned=planned,
        days=abs(days),
        url=said[-1].url,
        moved=any(item.event_day not in {None, planned} for item in said),
    )


def end_of_support_near(around: Around) -> Iterator[EndOfSupportNear]:
    """Tell the end of a series' support once it is near."""
    release, until = around.release, around.scene.facts.window.until
    said = [
        item
        for item in _said(around, NewsKind.PROJECT)
        if item.version
        and release.series in {item.version, series_of(item.version, around.scene.rule)}
    ]
    if said and said[-1].event_day and said[-1].turn is not Turn.CANCELLED:
        day = said[-1].event_day
        if until <= day <= until + NEAR:
            yield EndOfSupportNear(series=release.series, day=day, url=said[-1].url)


def _said(around: Around, kind: NewsKind) -> list[News]:
    """Return the project's news of a kind in order, that of earlier issues included."""
    scene = around.scene
    every = (*scene.history.news, *news_of(scene.facts, scene.history.news))
    own = (item for item in every if item.project == around.release.project)
    return sorted((news for news in own if news.kind is kind), key=lambda n: n.day)
