"""Which changes matter first to somebody who runs a cluster."""

from __future__ import annotations

__all__ = ["Group", "picked"]

import re

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from digest.model import Change

# Groups whose entries are worth a look only where something in them says so.
FIXES = re.compile(r"\b(fix|fixes|fixed|bug ?fixes|bugs)\b", re.IGNORECASE)
# Groups for those who build on it, not for those who run it.
INSIDE = re.compile(r"\b(api|internal|testing|tests)\b", re.IGNORECASE)
SEVERE = {"critical", "high"}
FEW = 5  # shown where nothing stands out
MANY = 100  # shown at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Changes below one heading of the record."""

    title: str
    changes: tuple[Change, ...]


def picked(changes: Sequence[Change]) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """Return the changes that matter first, and the rest; what is nested stays so."""
    blocks: list[list[Change]] = []
    for change in changes:
        if change.depth and blocks:
            blocks[-1].append(change)
        else:
            blocks.append([change])
    worthy = [at for at, block in enumerate(blocks) if any(map(_matters, block))]
    chosen = {*worthy[:MANY]} or {*range(FEW)}
    first: list[Change] = []
    rest: list[Change] = []
    for at, block in enumerate(blocks):
        (first if at in chosen else rest).extend(block)
    return _grouped(first), _grouped(rest)


def _matters(change: Change) -> bool:
    if INSIDE.search(change.group):
        return False
    named = bool(change.group) and not FIXES.search(change.group)
    return named or bool(change.marks) or change.severity in SEVERE


def _grouped(changes: Iterable[Change]) -> tuple[Group, ...]:
    return tuple(
        Group(title=title, changes=tuple(group))
        for title, group in groupby(changes, key=lambda change: change.group)
    )
