"""Which changes matter first to somebody who runs a cluster."""

from __future__ import annotations

__all__ = ["Group", "Picked", "blocks", "picked"]

import re

from dataclasses import dataclass
from itertools import chain, groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from digest.model import Change

# Groups whose entries are worth a look only where something in them says so.
FIXES = re.compile(r"\b(fix|fixes|fixed|bug ?fixes|bugs)\b", re.IGNORECASE)
# Groups for those who build on it, not for those who run it.
INSIDE = re.compile(r"\b(api|internal|testing|tests)\b", re.IGNORECASE)
SEVERE = {"critical", "high"}
# Marks that make even those worth a look.
DIRE = {"cve", "data loss", "security", "vulnerability"}
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

    Fixes that say why they matter come before what else is new; of a short list all
    is shown.
    """
    found = blocks(changes)
    worthy = [block for block in found if any(map(_matters, block))]
    chosen = found if len(found) <= SHORT else worthy or found[:FEW]
    chosen = sorted(chosen, key=lambda block: not FIXES.search(block[0].group))[:MANY]
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


def _matters(change: Change) -> bool:
    if INSIDE.search(change.group):
        return change.severity in SEVERE or not DIRE.isdisjoint(change.marks)
    named = bool(change.group) and not FIXES.search(change.group)
    return named or bool(change.marks) or change.severity in SEVERE


def _grouped(changes: Iterable[Change]) -> tuple[Group, ...]:
    return tuple(
        Group(title=title, changes=tuple(group))
        for title, group in groupby(changes, key=lambda change: change.group)
    )
