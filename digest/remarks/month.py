"""How much came out in a month, against the months before it."""

from __future__ import annotations

__all__ = ["BusiestWeek", "QuietMonth", "Rush", "month_remarks"]

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING, ClassVar

from digest.release import Remark
from digest.remarks.scene import is_news

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.history import History
    from digest.release import Digest

ENOUGH = 6  # months
RECENT = 12
TWICE = 2
FEW = 3
MONTH = timedelta(days=35)  # a window that is longer has more, for no reason of its own
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rush(Remark):
    """There were at least twice as many releases as ``usual``."""

    kind: ClassVar[str] = "rush"
    count: int
    usual: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietMonth(Remark):
    """There were at most half as many releases as ``usual``."""

    kind: ClassVar[str] = "quiet-month"
    count: int
    usual: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BusiestWeek(Remark):
    """Most releases of a rush came within the seven days from ``first`` to ``last``."""

    kind: ClassVar[str] = "busiest-week"
    first: date
    last: date
    count: int


def month_remarks(digest: Digest, history: History) -> tuple[Remark, ...]:
    """Return what is worth saying of a month as a whole, once there are six before it.

    Candidates do not count. A month that is not over, or of which not all was read, may
    be a rush already; that it is quiet, nobody knows.
    """
    window, past = digest.window, history.volumes[-RECENT:]
    if len(past) < ENOUGH or window.until - window.since > MONTH:
        return ()
    days = sorted(r.day for r in digest.releases if is_news(r))
    return tuple(_compared(digest, days, past))


def _compared(
    digest: Digest, days: list[date], past: tuple[int, ...]
) -> Iterator[Remark]:
    """Judge how many there were by the median, and by all but one of the months."""
    count, middle, ordered = len(days), median(past), sorted(past)
    usual = round(middle)
    if count >= max(TWICE * middle, middle + FEW) and count > ordered[-2]:
        yield Rush(count=count, usual=usual)
        yield from _week(days)
    whole = not (digest.early or digest.gaps)
    if whole and middle >= FEW and count * TWICE <= middle and count < ordered[1]:
        yield QuietMonth(count=count, usual=usual)


def _week(days: list[date]) -> Iterator[BusiestWeek]:
    """Tell the week that had more than half of the releases."""
    counts = [
        (sum(first <= day < first + WEEK for day in days), first)
        for first in dict.fromkeys(days)
    ]
    count, first = max(counts, key=lambda pair: pair[0])
    if count * TWICE > len(days):
        last = max(day for day in days if day < first + WEEK)
        yield BusiestWeek(first=first, last=last, count=count)
