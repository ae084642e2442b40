"""What was found when its issue was whole already."""

from __future__ import annotations

__all__ = ["find_late"]

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from digest.gather.same import identity, matter

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from digest.model import Facts, News, Sighting

Item = TypeVar("Item", "Sighting", "News")


def find_late(old: Facts, new: Facts, today: date) -> Facts:
    """Return the new facts, where what is late says that it was found today.

    Late is what the old facts lack, although their window was over, and its source had
    no gap then: was read to its end, or was not watched. What a message says is not
    late where another source had it. What was found late before stays so.
    """
    whole = old.read_until >= old.window.until
    gaps = {gap.source for gap in old.gaps}

    def lateness(source: str, day: date) -> date | None:
        return today if whole and source not in gaps and day in old.window else None

    seen = _founds(old.sightings, identity)
    told = _founds(old.news, _about)
    return replace(
        new,
        sightings=tuple(
            replace(
                item,
                found=seen.get(
                    identity(item), lateness(item.evidence.source, item.evidence.day)
                ),
            )
            for item in new.sightings
        ),
        news=tuple(
            replace(item, found=told.get(_about(item), lateness(item.source, item.day)))
            for item in new.news
        ),
    )


def _founds(
    items: Iterable[Item], key: Callable[[Item], Hashable]
) -> dict[Hashable, date | None]:
    """Return when each thing was found first."""
    first: dict[Hashable, date | None] = {}
    for item in sorted(items, key=lambda item: item.found or date.min):
        first.setdefault(key(item), item.found)
    return first


def _about(news: News) -> Hashable:
    """Return what a piece of news is, whichever source told it."""
    return matter(news)[1:]
