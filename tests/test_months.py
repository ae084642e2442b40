"""Months name issues, and windows are what they cover."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.errors import UsageError
from digest.months import Month, Window, day_at

TOKYO = ZoneInfo("Asia/Tokyo")
MONTHS = st.builds(Month, st.integers(1000, 2999), st.integers(1, 12))
STEPS = st.integers(-5000, 5000)


@given(MONTHS)
def test_parse(month: Month) -> None:
    """A month is read as it is written."""
    read = Month.parse(str(month))

    assert read == month


@pytest.mark.parametrize(
    "text", ["2011-8", "2011-00", "2011-13", "0999-12", "2011-08\n", "２０１１-08", ""]
)
def test_parse_other_text(text: str) -> None:
    """Anything else is no month, and the message shows how one is written."""
    with pytest.raises(UsageError) as caught:
        Month.parse(text)

    assert str(caught.value) == (
        f'MONTH: not a month: "{text}"\n  hint: write it as YYYY-MM, such as 2011-08'
    )


@given(st.dates())
def test_month_of_a_day(day: date) -> None:
    """A day is in its month: from the first on, before the next one's first."""
    month = Month.of(day)

    assert month.first <= day
    assert month.first.replace(day=day.day) == day


@given(MONTHS, STEPS, STEPS)
def test_plus(month: Month, there: int, back: int) -> None:
    """Months are counted across years, forth and back, and keep their order."""
    far = month.plus(there)

    assert far.plus(-there) == month
    assert far.plus(back) == month.plus(there + back)
    assert (far > month) == (there > 0)
    assert 1 <= far.number <= 12


@given(MONTHS)
def test_windows_meet(month: Month) -> None:
    """Each day is in the window of one issue: that of the month after it."""
    window, after = Window.before(month), Window.before(month.plus(1))

    assert window.until == after.since == month.first
    assert window.last + timedelta(days=1) == window.until
    assert window.last in window
    assert month.first not in window


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2011, 6, 30), False),
        (date(2011, 7, 1), True),
        (date(2011, 7, 31), True),
        (date(2011, 8, 1), False),
    ],
)
def test_window(day: date, *, inside: bool) -> None:
    """An issue covers the month before it, the first day and the last included."""
    window = Window.before(Month(2011, 8))

    assert (day in window) == inside


def test_window_without_a_day() -> None:
    """A window has a day in it."""
    day = date(2011, 7, 1)

    with pytest.raises(ValueError, match=r"^nothing lies between 2011-07-01 and "):
        Window(day, day)


def test_widened() -> None:
    """A window can be read with a margin on each side."""
    window = Window.before(Month(2011, 8)).widened(1)

    assert window == Window(date(2011, 6, 30), date(2011, 8, 2))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2011, 7, 31, 14, 59, 59, tzinfo=UTC), date(2011, 7, 31)),
        (datetime(2011, 7, 31, 15, 0, 0, tzinfo=UTC), date(2011, 8, 1)),
        (datetime(1969, 12, 31, 0, 0, 0, tzinfo=UTC), date(1969, 12, 31)),
    ],
)
def test_day_at(moment: datetime, day: date) -> None:
    """A day is a day in the edition's time zone."""
    found = day_at(int(moment.timestamp()), TOKYO)

    assert found == day


@pytest.mark.parametrize("seconds", [10**12, -(10**12), 10**30, 253402300799])
def test_day_beyond_the_calendar(seconds: int) -> None:
    """A time that no calendar has is no day."""
    found = day_at(seconds, TOKYO)

    assert found is None
