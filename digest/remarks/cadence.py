"""How soon, or how late, a release came, by its project's own past."""

from __future__ import annotations

__all__ = [
    "LongSilence",
    "QuickSuccession",
    "is_pace",
    "long_silence",
    "quick_succession",
]

from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, ClassVar

from digest.release import Remark
from digest.remarks.scene import gaps_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from digest.remarks.scene import Around, Past

# A release is quick if it comes in a third of the project's usual time between two,
# or within two weeks where the project is too young to have a habit.
QUICK = 3
QUICK_DAYS = 14
HABIT = 4

# A silence is long if it is three times the usual, and longer than all but one of the
# last dozen. Corosync's year between two was news twice, and is its pace by now.
LONG = 3
LONG_DAYS = 30
RECENT = 12
ENOUGH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickSuccession(Remark):
    """It came unusually soon after the release before it in its series."""

    kind: ClassVar[str] = "quick-succession"
    days: int
    than: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LongSilence(Remark):
    """It came unusually long after the release before it, of any series.

    Where others came meanwhile, ``series`` is the one that was silent so long.
    """

    kind: ClassVar[str] = "long-silence"
    days: int
    than: str
    tag: str
    series: str = ""


def quick_succession(around: Around) -> Iterator[QuickSuccession]:
    """Judge the days since the previous release by the project's own past."""
    before = around.before
    if before is None or before.day == around.release.day:
        return
    gaps = _gaps_in_series(around)
    days = around.days_since(before)
    limit = median(gaps) / QUICK if len(gaps) >= HABIT else QUICK_DAYS
    if days <= limit and not is_pace(days, around):
        yield QuickSuccession(days=days, than=before.written)


def is_pace(days: int, around: Around) -> bool:
    """Return whether releases of its series come as fast as that anyway.

    Corosync tagged one of its 1.99 every week.
    """
    own = gaps_of(past.day for past in around.siblings)
    return len(own) > 1 and days * 2 > median(own)


def long_silence(around: Around) -> Iterator[LongSilence]:
    """Judge the days since the release before it in the same way.

    Of several on one day the newest version says it.
    """
    day = around.release.day
    earlier = [past for past in around.finals if past.day < day]
    days = sorted({past.day for past in earlier})
    if around.newest and earlier and _is_long(day, days[-1], gaps_of(days)):
        yield _silence(around, earlier[-1])
        return
    series = around.release.series
    siblings = [past for past in earlier if past.series == series]
    if not siblings or siblings[-1].day == days[-1]:
        return
    if _is_long(day, siblings[-1].day, _gaps_in_series(around)):
        yield _silence(around, siblings[-1], series)


def _silence(around: Around, last: Past, series: str = "") -> LongSilence:
    return LongSilence(
        days=around.days_since(last), than=last.written, tag=last.tag, series=series
    )


def _is_long(day: date, last: date, gaps: Sequence[int]) -> bool:
    days, known = (day - last).days, gaps[-RECENT:]
    if len(known) < ENOUGH or days < LONG_DAYS:
        return False
    return days > LONG * median(known) and days > sorted(known)[-2]


def _gaps_in_series(around: Around) -> list[int]:
    """Return the days between two of a series, the oldest first."""
    series: defaultdict[str, list[date]] = defaultdict(list)
    gaps = []
    for past in around.finals:
        if days := series[past.series]:
            gaps.append((past.day - days[-1]).days)
        days.append(past.day)
    return gaps
