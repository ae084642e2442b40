"""The days that a text names, in the forms in which people write them."""

from __future__ import annotations

__all__ = ["Day", "find_days", "without_days"]

import re

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
# "may" is a word, too, and so is "march".
MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|(?-i:Mar(?:ch)?|MAR(?:CH)?)|apr(?:il)?|(?-i:May|MAY)"
    r"|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
NUMBER = r"[0-9]{1,2}(?:st|nd|rd|th)?"
# The other days of "25-27 October": what counts is the first.
MORE = rf"(?:\s?(?:[-–—/&,]|to|and)\s?{NUMBER}){{0,3}}"
DAY = re.compile(
    r"(?<![\w./-])(?:"
    r"(?P<y1>[0-9]{4})(?P<s>[-/])(?P<m1>[0-9]{1,2})(?P=s)(?P<d1>[0-9]{1,2})"
    r"|(?P<d2>[0-9]{1,2})\.(?P<m2>[0-9]{1,2})\.(?P<y2>[0-9]{4})"
    rf"|(?P<d3>[0-9]{{1,2}})(?:st|nd|rd|th)?{MORE}(?:\s|-| of )(?P<m3>{MONTH})\b"
    r"\.?(?:(?:,?\s|-)(?P<y3>[0-9]{4})\b)?"
    rf"|(?P<m4>{MONTH})\b\.?\s(?:the )?(?P<d4>[0-9]{{1,2}})(?:st|nd|rd|th)?{MORE}"
    r"(?![\w:.]\w)(?:,?\s(?P<y4>[0-9]{4})\b)?"
    r")(?![0-9]|[-/.][0-9])"
    r"|(?:(?P<y5>[0-9]{4})\s?年\s?)?(?P<m5>[0-9]{1,2})\s?月\s?(?P<d5>[0-9]{1,2})\s?日",
    re.ASCII | re.IGNORECASE,
)
LEAPS = 9  # years, within which every day comes again


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day, and where a text names it."""

    day: date
    start: int
    end: int


def find_days(text: str, today: date | None) -> Iterator[Day]:
    """Yield the days that a text names.

    A day without a year is the next of that name, from ``today`` on; where it is not
    known when the text was written, such a day is none.
    """
    for match in DAY.finditer(text):
        said = {
            key[0]: value
            for key, value in match.groupdict().items()
            if value and key != "s"
        }
        month = said["m"][:3].lower()
        number = MONTHS.index(month) + 1 if month in MONTHS else int(month)
        if found := _date(said.get("y"), number, int(said["d"]), today):
            yield Day(day=found, start=match.start(), end=match.end())


def without_days(text: str) -> str:
    """Return a text with blanks for the days it names, which may look like versions."""
    return DAY.sub(lambda match: " " * len(match[0]), text)


def _date(year: str | None, month: int, day: int, today: date | None) -> date | None:
    if year:
        years = range(int(year), int(year) + 1)
    else:
        years = range(today.year, today.year + LEAPS) if today else range(0)
    for each in years:
        try:
            found = date(each, month, day)
        except ValueError:  # such as 2011-02-29
            continue
        if year or not today or found >= today:
            return found
    return None
