"""What was said of a release before it came, and how much else came with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from digest.history import History
from digest.model import Gap, NewsKind, Turn
from digest.months import Window
from digest.release import Digest
from digest.remarks import (
    BusiestWeek,
    EndOfSupportNear,
    QuietMonth,
    Rush,
    ScheduleBeaten,
    ScheduleKept,
    ScheduleMissed,
    month_remarks,
)
from tests.scene import DAY, FACTS, RELEASE, news, of_kind, release, told

if TYPE_CHECKING:
    from digest.model import News
    from digest.release import Remark

SCHEDULES = (ScheduleKept, ScheduleMissed, ScheduleBeaten)
PAST = (3, 2, 4, 3, 3, 5)
FIRST = FACTS.window.since


def planned(due: int | None, before: int = 30, **fields: Any) -> News:
    """Return a plan for so many days after the release, told so many days before it."""
    known: dict[str, Any] = {
        "version": "1.4.1",
        "day": DAY - timedelta(before),
    } | fields
    return news(NewsKind.PLANNED, due=due, **known)


def supported(due: int | None, version: str = "1.4", **fields: Any) -> News:
    """Return the end of a series' support, so many days after the end of the window."""
    window = (FACTS.window.until - DAY).days
    due = None if due is None else due + window
    return news(NewsKind.PROJECT, version, due, **fields)


def digest(*days: int, **fields: Any) -> Digest:
    """Return a digest of releases of these days of its month."""
    releases = tuple(
        release(f"1.4.{n}", day=FIRST + timedelta(day - 1))
        for n, day in enumerate(days)
    )
    known: dict[str, Any] = {
        "early": False,
        "releases": releases,
        "window": FACTS.window,
    }
    return Digest(month=FACTS.month, **known | fields)


@pytest.mark.parametrize(
    ("due", "kind"),
    [
        (0, ScheduleKept),
        (1, ScheduleKept),
        (-1, ScheduleKept),
        (-2, ScheduleMissed),
        (2, ScheduleBeaten),
    ],
)
def test_schedule(due: int, kind: type[ScheduleKept]) -> None:
    """A release is held against its plan; a day is as much as time zones are apart."""
    found = told(RELEASE, history=History(news=(planned(due),)))

    assert found == (
        kind(
            planned=DAY + timedelta(due),
            days=abs(due),
            url="https://example.org/news",
        ),
    )


def test_schedule_of_a_candidate() -> None:
    """Candidates have plans, too."""
    plan = planned(0, version="1.4.1-rc.1")
    candidate = replace(RELEASE, version="1.4.1rc1", prerelease=True)

    found = told(candidate, history=History(news=(plan,)))

    assert len(of_kind(found, *SCHEDULES)) == 1


def test_schedule_that_moved() -> None:
    """The day that was said last before the release counts, in whatever issue."""
    before = (planned(-9, 5), planned(-20, 30), planned(None, 20))
    here = replace(FACTS, news=(planned(-2, 4), planned(0, 0), planned(5, -3)))

    (found,) = told(RELEASE, facts=here, history=History(news=before))

    assert found == ScheduleMissed(
        planned=DAY - timedelta(2), days=2, url="https://example.org/news", moved=True
    )


@pytest.mark.parametrize(
    "said",
    [
        (planned(None),),
        (planned(0), planned(0, 20, turn=Turn.CANCELLED)),
        (planned(0), planned(None, 20)),
        (planned(0, version="1.4.2"),),
        (planned(0, project="beta"),),
        (news(NewsKind.EVENT, "1.4.1", 0),),
        (planned(0, 0),),
    ],
    ids=[
        "for no day",
        "cancelled",
        "moved to no day",
        "another version",
        "another project",
        "no plan",
        "said on that day",
    ],
)
def test_no_schedule(said: tuple[News, ...]) -> None:
    """What was not planned for a day was neither kept nor missed."""
    assert told(RELEASE, history=History(news=said)) == ()


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ((supported(0),), 0),
        ((supported(180),), 180),
        ((supported(90, "1.4.0"),), 90),
        ((supported(400), supported(90, day=DAY - timedelta(9))), 90),
        ((supported(181),), None),
        ((supported(-1),), None),
        ((supported(None),), None),
        ((supported(90, "1.3"),), None),
        ((supported(90, ""),), None),
        ((supported(90, turn=Turn.CANCELLED),), None),
    ],
    ids=[
        "at once",
        "in half a year",
        "named by a release",
        "moved",
        "later",
        "over",
        "on no day",
        "another series",
        "no series",
        "called off",
    ],
)
def test_end_of_support(said: tuple[News, ...], due: int | None) -> None:
    """The end of a series' support is told on its releases once it is near."""
    found = told(RELEASE, history=History(news=said))

    day = FACTS.window.until + timedelta(due or 0)
    near = EndOfSupportNear(series="1.4", day=day, url="https://example.org/news")
    assert found == (() if due is None else (near,))


@pytest.mark.parametrize(
    ("days", "past", "told"),
    [
        ((1, 5, 9, 15, 22, 29), PAST, [Rush(count=6, usual=3)]),
        ((1, 9, 15, 22, 29), PAST, []),
        ((1, 5, 9, 15, 22, 29), PAST[:5], []),
        ((1, 5, 9, 15, 22, 29), (9, 9, *PAST), []),
        ((1, 5, 9, 15, 22, 29), (9, *PAST), [Rush(count=6, usual=3)]),
        ((1, 9, 15, 22), (1,) * 12, [Rush(count=4, usual=1)]),
        ((1, 9, 15), (1,) * 12, []),
        ((), PAST, [QuietMonth(count=0, usual=3)]),
        ((9,), PAST, [QuietMonth(count=1, usual=3)]),
        ((9, 10), PAST, []),
        ((9,), (0, 1, *PAST), []),
        ((), (2,) * 12, []),
        ((9,), (30,) * 24 + (1,) * 12, []),
    ],
    ids=[
        "twice as many",
        "not quite",
        "too young",
        "two were larger",
        "one was",
        "from little to a few",
        "too few",
        "none",
        "half as many",
        "more",
        "no quieter than two others",
        "where a few are usual",
        "what is long ago",
    ],
)
def test_volume(
    days: tuple[int, ...], past: tuple[int, ...], told: list[Remark]
) -> None:
    """A month is held against the months before it, once there are six."""
    assert [*month_remarks(digest(*days), History(volumes=past))] == told


@pytest.mark.parametrize(
    ("days", "week"),
    [
        ((1, 20, 21, 22, 26, 27), (20, 26, 4)),
        ((1, 9, 20, 21, 26, 27), (20, 26, 3)),
        ((1, 8, 20, 20, 20, 20), (20, 20, 4)),
    ],
)
def test_busiest_week(days: tuple[int, ...], week: tuple[int, int, int]) -> None:
    """The week that had more than half of a rush is told."""
    first, last, count = week

    found = month_remarks(digest(*days), History(volumes=PAST))

    busiest = BusiestWeek(
        first=FIRST + timedelta(first - 1),
        last=FIRST + timedelta(last - 1),
        count=count,
    )
    more = (busiest,) if count * 2 > len(days) else ()
    assert found == (Rush(count=6, usual=3), *more)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, 1),
        ({"early": True}, 0),
        ({"gaps": (Gap(source="a-list", what=""),)}, 0),
        ({"window": Window(date(2011, 6, 1), date(2011, 8, 1))}, 0),
    ],
)
def test_quiet_as_far_as_we_know(fields: dict[str, Any], told: int) -> None:
    """A month is quiet only if all of it was read, and it was no longer than others."""
    found = month_remarks(digest(9, **fields), History(volumes=PAST))

    assert len(of_kind(found, QuietMonth)) == told


def test_rush_of_what_is_shown() -> None:
    """Candidates make no rush, nor does what is backdated."""
    releases = tuple(
        release(f"1.4.{n}", prerelease=n < 3, backdated=n > 3) for n in range(9)
    )

    assert month_remarks(digest(releases=releases), History(volumes=PAST)) == (
        QuietMonth(count=1, usual=3),
    )
