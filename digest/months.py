"""The calendar of the digest: months that name issues, windows that they cover."""

from __future__ import annotations

__all__ = ["Month", "Window", "day_at"]

import re

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from digest.errors import UsageError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

MONTH = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """The month in which an issue appears, and which names it."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the month written as ``2011-08``.

        Raises:
            UsageError: If it is not written so, or there is no such month.
        """
        if not (match := MONTH.fullmatch(text)):
            raise UsageError(
                f'not a month: "{text}"',
                where="MONTH",
                hint="write it as YYYY-MM, such as 2011-08",
            )
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month that a day is in."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        """Return the month as ``2011-08``."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> date:
        """The first day of the month."""
        return date(self.year, self.number, 1)

    def plus(self, months: int) -> Month:
        """Return the month that is so many months later, or earlier if negative."""
        years, number = divmod(self.number - 1 + months, 12)
        return Month(self.year + years, number + 1)


@dataclass(frozen=True, slots=True)
class Window:
    """The days an issue covers: from ``since`` on, before ``until``."""

    since: date
    until: date

    @classmethod
    def before(cls, month: Month) -> Window:
        """Return the whole calendar month before the one that names the issue."""
        return cls(month.plus(-1).first, month.first)

    def __post_init__(self) -> None:
        """See that there is a day in it.

        Raises:
            ValueError: If it ends before it starts.
        """
        if self.since >= self.until:
            raise ValueError(f"nothing lies between {self.since} and {self.until}")

    def widened(self, days: int) -> Window:
        """Return the window with so many days more on each side."""
        margin = timedelta(days=days)
        return Window(self.since - margin, self.until + margin)

    def __contains__(self, day: date) -> bool:
        """Return whether the day is one of the window's."""
        return self.since <= day < self.until

    @property
    def last(self) -> date:
        """The last day in the window."""
        return self.until - timedelta(days=1)


def day_at(seconds: int, zone: ZoneInfo) -> date | None:
    """Return the day of a Unix time in a time zone; none if no calendar has it."""
    try:
        return datetime.fromtimestamp(seconds, UTC).astimezone(zone).date()
    except (ValueError, OverflowError, OSError):
        return None
