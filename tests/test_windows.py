"""The days that issues cover."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from digest.errors import UsageError
from digest.model import Facts
from digest.months import Month, Window
from digest.windows import due, window_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

MAY, JUNE = date(2011, 5, 1), date(2011, 6, 1)
JULY, AUGUST = date(2011, 7, 1), date(2011, 8, 1)


def facts(month: str, since: date, until: date, read: date | None = None) -> Facts:
    """Return facts of a month that were read to a day, or else to the end."""
    return Facts(
        month=Month.parse(month), window=Window(since, until), read_until=read or until
    )


def of(month: str, *known: Facts, **asked: date) -> Window:
    """Return what an issue covers, beside others."""
    others = {one.month: one for one in known}
    since, until = asked.get("since"), asked.get("until")
    return window_of(Month.parse(month), others, since, until)


def test_alone() -> None:
    """The first issue covers the whole month before."""
    assert of("2011-08") == Window(JULY, AUGUST)


def test_follows() -> None:
    """An issue starts where one of the last three months ended, not an older one."""
    april, may = facts("2011-04", MAY, JUNE), facts("2011-05", MAY, JUNE)

    assert of("2011-08", may) == Window(JUNE, AUGUST)
    assert of("2011-08", april) == Window(JULY, AUGUST)


def test_follows_an_early_draft() -> None:
    """After a draft that was never completed, what it did not read is caught up."""
    early = facts("2011-07", JUNE, JULY, date(2011, 6, 20))

    assert of("2011-08", early) == Window(date(2011, 6, 20), AUGUST)


def test_before_a_later_issue() -> None:
    """An issue that comes after a later one leaves it what it covers."""
    later = facts("2011-08", date(2011, 6, 20), AUGUST)

    assert of("2011-07", later) == Window(JUNE, date(2011, 6, 20))


def test_already_covered() -> None:
    """If a later issue covers all of it, nothing is left."""
    later = facts("2011-08", MAY, AUGUST)

    with pytest.raises(UsageError) as told:
        of("2011-07", later)

    assert str(told.value) == (
        "2011-07: nothing lies between 2011-06-01 and 2011-05-01\n"
        "  hint: choose other days with --since and --until"
    )


def test_asked_for() -> None:
    """What is asked for goes before all."""
    may = facts("2011-05", MAY, JUNE)

    assert of("2011-08", may, since=JULY, until=date(2011, 7, 9)) == Window(
        JULY, date(2011, 7, 9)
    )


def test_collected_again() -> None:
    """What an issue covered first it covers again; it may grow, and never shrinks."""
    own = facts("2011-08", JUNE, JULY)

    with pytest.raises(UsageError) as told:
        of("2011-08", own, since=date(2011, 6, 2))

    assert of("2011-08", own) == Window(JUNE, JULY)
    assert of("2011-08", own, until=AUGUST) == Window(JUNE, AUGUST)
    assert str(told.value) == (
        "2011-08: its facts cover 2011-06-01 to 2011-06-30 already\n"
        "  hint: remove content/facts/2011-08.json to start over"
    )


@pytest.mark.parametrize(
    ("month", "known", "wanted"),
    [
        ("2011-08", "", "2011-08"),
        ("2011-08", "2011-06 2011-07", "2011-08"),
        ("2011-08", "2011-05", "2011-06 2011-07 2011-08"),
        ("2011-08", "2011-07 2011-08", "2011-08"),
        ("2011-08", "2011-09", "2011-09"),
        ("2011-02", "2010-11", "2010-12 2011-01 2011-02"),
        ("2012-08", "2011-07", "2012-08"),
    ],
)
def test_due(month: str, known: str, wanted: str) -> None:
    """Due is what is missing; else the newest issue; after a year what is new."""
    there = [Month.parse(each) for each in known.split()]

    assert " ".join(map(str, due(Month.parse(month), there))) == wanted


def test_due_after_a_year() -> None:
    """Up to a year of silence is made up for, month by month."""
    assert len(due(Month(2012, 8), [Month(2011, 8)])) == 12


def test_due_command(tmp_path: Path, run: Run) -> None:
    """The months to draft are listed, each on its line."""
    told = run("due", "2011-08", "--root", tmp_path)

    assert (told.status, told.out) == (0, "2011-08\n")
