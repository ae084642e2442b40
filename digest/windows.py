"""Which issues there should be, and which days one covers: each day is told once."""

from __future__ import annotations

__all__ = ["due", "window_of"]

from typing import TYPE_CHECKING

from digest.errors import UsageError
from digest.months import Window

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from digest.model import Facts
    from digest.months import Month

CATCH_UP = 3  # months
SILENCE = 12  # months; a digest that slept for longer wakes up with the newest


def due(month: Month, known: Sequence[Month]) -> tuple[Month, ...]:
    """Return what to work at in a month, oldest first, given the months with facts.

    It is what is missing since the newest issue that there is, up to the month; if
    nothing is, it is that issue, which something may have been late for. Without an
    issue, or after a year of silence, it is the month alone.
    """
    newest = max(known, default=None)
    if newest is None or newest < month.plus(-SILENCE):
        return (month,)
    missed = (month.plus(ago) for ago in range(1 - SILENCE, 1))
    return tuple(m for m in missed if m > newest) or (newest,)


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
