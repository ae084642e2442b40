"""Which days an issue covers, so that no day is left out and none is told twice."""

from __future__ import annotations

__all__ = ["window_of"]

from typing import TYPE_CHECKING

from digest.errors import UsageError
from digest.months import Window

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from digest.model import Facts
    from digest.months import Month

CATCH_UP = 3  # months


def window_of(
    month: Month, known: Mapping[Month, Facts], since: date | None, until: date | None
) -> Window:
    """Return what an issue covers, given the facts of the issues there are.

    It is what it was when it was first collected. Else it starts where the newest
    earlier issue was read to, if that is at most three months older, or with the month
    before; and it ends where a later issue starts, or with that month. ``since`` and
    ``until`` go before all this, but what has facts never shrinks.

    Raises:
        UsageError: If no day is left, or facts would be left out.
    """
    own = known[month].window if month in known else None
    first, end = (own.since, own.until) if own else _usual(month, known)
    first, end = since or first, until or end
    if first >= end:
        raise UsageError(
            f"nothing lies between {first} and {end}",
            where=str(month),
            hint="choose other days with --since and --until",
        )
    if own and (first > own.since or end < own.until):
        raise UsageError(
            f"its facts cover {own.since} to {own.last} already",
            where=str(month),
            hint=f"remove content/facts/{month}.json to start over",
        )
    return Window(first, end)


def _usual(month: Month, known: Mapping[Month, Facts]) -> tuple[date, date]:
    whole = Window.before(month)
    earlier = [m for m in known if month.plus(-CATCH_UP) <= m < month]
    later = [facts.window.since for m, facts in known.items() if m > month]
    first = known[max(earlier)].read_until if earlier else whole.since
    return first, min([whole.until, *later])
