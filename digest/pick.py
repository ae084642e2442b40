"""Which changes matter first to somebody who runs a cluster."""

from __future__ import annotations

__all__ = ["Group", "Picked", "blocks", "picked"]

from dataclasses import dataclass
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING

from digest.marks import FOLDED, PICKED, Rank, rank_of
from digest.risks import risk_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from digest.changes import Change

FEW = 5  # shown where nothing stands out
SHORT = 8  # so few are all shown
MANY = 24  # shown, unless more than these may hurt
WORST = 100  # shown, however many may hurt
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
    group where the first of its entries belongs. What a person picked comes before
    all else, what one folded is in the rest, whatever else marks it. Of very many that
    matter the best reasons are shown, and all that may hurt whoever updates.
    """
    found = blocks(changes)
    free = [b for b in found if not _has(b, FOLDED) or _has(b, PICKED)]
    chosen = _as_it_stands(free) if len(found) <= SHORT else _marked(free)
    there = {id(block) for block in chosen}
    rest = [block for block in found if id(block) not in there]
    folded = _best(rest, MOST)
    return Picked(
        first=_grouped(chain.from_iterable(chosen)),
        rest=_grouped(chain.from_iterable(folded)),
        beyond=sum(map(len, rest)) - sum(map(len, folded)),
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


def _marked(found: Sequence[list[Change]]) -> list[list[Change]]:
    """Return the blocks that have marks; of a list that has none, the first few, too.

    What a person picked says nothing of the rest of the list.
    """
    worthy = [block for block in found if any(change.marks for change in block)]
    grave = sum(map(_is_grave, worthy))
    first = _ordered(_best(worthy, min(WORST, max(MANY, grave))))
    if all(_has(block, PICKED) for block in worthy):
        plain = (b for b in found if not any(change.marks for change in b))
        first += islice(plain, max(0, FEW - len(first)))
    return first


def _best(found: Sequence[list[Change]], count: int) -> list[list[Change]]:
    """Return so many blocks, those with the best reasons, in the order they stand in.

    What may hurt goes before all else but what a person picked.
    """
    if len(found) <= count:
        return [*found]
    places = sorted(range(len(found)), key=lambda at: _worth(found[at]))
    return [found[at] for at in sorted(places[:count])]


def _worth(block: Sequence[Change]) -> tuple[bool, bool, bool, tuple[Rank, bool]]:
    """Return what puts the best reason first, and no reason last."""
    marked = any(change.marks for change in block) and not _has(block, FOLDED)
    key = _key(block) if marked else (max(Rank), True)
    return not _has(block, PICKED), not _is_grave(block), not marked, key


def _is_grave(block: Sequence[Change]) -> bool:
    """Return whether no page may hide it: it may hurt, or a person picked it."""
    return _has(block, PICKED) or risk_of(block) is not None


def _as_it_stands(found: Sequence[list[Change]]) -> list[list[Change]]:
    """Return all blocks in their order, but those that were picked and their groups."""
    groups = list(dict.fromkeys(b[0].group for b in found if _has(b, PICKED)))

    def place(block: Sequence[Change]) -> tuple[int, bool]:
        group = block[0].group
        if group not in groups:
            return len(groups), False
        return groups.index(group), not _has(block, PICKED)

    return sorted(found, key=place)


def _has(block: Sequence[Change], mark: str) -> bool:
    return any(mark in change.marks for change in block)


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
