"""Which changes matter first to somebody who runs a cluster."""

from __future__ import annotations

__all__ = ["Group", "Picked", "blocks", "picked"]

from dataclasses import dataclass
from itertools import chain, groupby
from typing import TYPE_CHECKING

from digest.marks import Rank, rank_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from digest.changes import Change

FEW = 5  # shown where nothing stands out
SHORT = 8  # so few are all shown
MANY = 100  # shown at most
MOST = 200  # folded at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Changes below one heading of the record."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """Changes: those that are shown, those that are folded, and how many more."""

    first: tuple[Group, ...]
    rest: tuple[Group, ...]
    beyond: int


def picked(changes: Sequence[Change]) -> Picked:
    """Return the changes that matter first, and the rest; what is nested stays so.

    What has a mark matters. Of a short list all is shown, as it stands; of others that
    have no marks, the first few. What is shown comes in the order of its marks, each
    group where the first of its entries belongs.
    """
    found = blocks(changes)
    worthy = [block for block in found if any(change.marks for change in block)]
    chosen = found if len(found) <= SHORT else _ordered(worthy)[:MANY] or found[:FEW]
    there = {id(block) for block in chosen}
    rest = [block for block in found if id(block) not in there]
    return Picked(
        first=_grouped(chain.from_iterable(chosen)),
        rest=_grouped(chain.from_iterable(rest[:MOST])),
        beyond=sum(map(len, rest[MOST:])),
    )


def blocks(changes: Sequence[Change]) -> list[list[Change]]:
    """Return the changes, each with those that are nested below it."""
    found: list[list[Change]] = []
    for change in changes:
        if change.depth and found:
            found[-1].append(change)
        else:
            found.append([change])
    return found


def _ordered(found: Sequence[list[Change]]) -> list[list[Change]]:
    """Return blocks in the order of their marks, those of one group together.

    What is wrong comes before what is new, though a word of that is watched for, too.
    """
    places: dict[str, int] = {}
    for block in found:
        ranks = _ranks(block)
        rank = min(ranks - {Rank.WATCHED} or ranks)
        places[block[0].group] = min(rank, places.get(block[0].group, rank))
    groups = sorted(places, key=lambda group: places[group])
    order = {group: at for at, group in enumerate(groups)}
    return sorted(found, key=lambda block: (order[block[0].group], *_key(block)))


def _key(block: Sequence[Change]) -> tuple[Rank, bool]:
    """Return what orders a group: the best reason; then, whether a word is watched."""
    ranks = _ranks(block)
    return min(ranks), Rank.WATCHED not in ranks


def _ranks(block: Sequence[Change]) -> set[Rank]:
    return {rank_of(mark) for change in block for mark in change.marks}


def _grouped(changes: Iterable[Change]) -> tuple[Group, ...]:
    return tuple(
        Group(title=title, changes=tuple(group))
        for title, group in groupby(changes, key=lambda change: change.group)
    )
