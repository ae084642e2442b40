"""Which days a text names, in the forms in which people write them."""

from __future__ import annotations

from datetime import date

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.recognise.days import find_days, without_days

TODAY = date(2011, 7, 20)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2011-07-26", ["2011-07-26"]),
        ("2011/7/26", ["2011-07-26"]),
        ("26.07.2011", ["2011-07-26"]),
        ("26 July 2011", ["2011-07-26"]),
        ("26-Jul-2011", ["2011-07-26"]),
        ("Tue, 26 Jul 2011", ["2011-07-26"]),
        ("the 26th of July, 2011", ["2011-07-26"]),
        ("July 26th, 2011", ["2011-07-26"]),
        ("Jul. 26 2011", ["2011-07-26"]),
        ("July the 26th", ["2011-07-26"]),
        ("july 26th", ["2011-07-26"]),
        ("JULY 26", ["2011-07-26"]),
        ("Sept 1st and Oct 2", ["2011-09-01", "2011-10-02"]),
        ("7月26日", ["2011-07-26"]),
        ("2012年 7月 26日に", ["2012-07-26"]),
        ("25-27 October", ["2011-10-25"]),
        ("25th to 27th of October 2011", ["2011-10-25"]),
        ("October 25 - 27, 2012", ["2012-10-25"]),
        ("24/25 October", ["2011-10-24"]),
        ("20 July", ["2011-07-20"]),
        ("19 July", ["2012-07-19"]),
        ("May 1", ["2012-05-01"]),
        ("29 February", ["2012-02-29"]),
        ("2011-02-29", []),
        ("31 June", []),
        ("40 July 2011", []),
        ("you may 5 times march 6 miles", []),
        ("July 2011", []),
        ("July 26.5", []),
        ("corosync-1.2011-07-26", []),
        ("1.4.1 and 2.0 May", []),
        ("2011-07-26-2", []),
    ],
)
def test_forms(text: str, days: list[str]) -> None:
    """A day is told in any of these forms; without a year it is the next such day."""
    assert [str(found.day) for found in find_days(text, TODAY)] == days


def test_no_year_and_no_day_to_count_from() -> None:
    """Where nobody knows when a text was written, a day needs its year."""
    found = find_days("July 26th, August 2nd 2011", None)

    assert [item.day for item in found] == [date(2011, 8, 2)]


def test_where_it_stands() -> None:
    """A day comes with its place, and can be blanked there."""
    text = "out on 26.07.2011, at last"
    (found,) = find_days(text, TODAY)

    assert text[found.start : found.end] == "26.07.2011"
    assert without_days(text) == f"out on {' ' * 10}, at last"


@given(
    st.lists(st.sampled_from([*"0123456789 ./-年月日,", "July", "th"])),
    st.dates(),
)
def test_any_text(parts: list[str], today: date) -> None:
    """Whatever a text says, its days are days, and to come if they have no year."""
    text = "".join(parts)

    for found in find_days(text, today):
        assert found.day >= today or "".join(str(found.day.year)) in text
    assert len(without_days(text)) == len(text)
