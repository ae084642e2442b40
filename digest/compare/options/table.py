"""What became of options, as rows of before and after, file by file."""

from __future__ import annotations

__all__ = ["OptionRow", "OptionTable", "tables_of"]

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.changes import OptionChange

FEW = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionRow:
    """One line of a table: what an option is called, and how it reads on each side.

    ``what`` says which part of it changed, or that it was added or removed; then the
    side that has it says what it is for, and ``default`` and ``limits`` are its own.
    """

    option: str
    what: str
    old: str
    new: str
    default: str = ""
    limits: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionTable:
    """What became of the options of one file; ``also`` are others like it."""

    where: str
    file: str
    also: tuple[str, ...]
    rows: tuple[OptionRow, ...]

    @property
    def short(self) -> bool:
        """Whether it can be shown without being asked for."""
        return len(self.rows) <= FEW


def tables_of(changes: Iterable[OptionChange]) -> tuple[OptionTable, ...]:
    """Return changes laid out to be shown, in their order."""
    return tuple(
        OptionTable(
            where=where,
            file=file,
            also=also,
            rows=tuple(_row(change) for change in same),
        )
        for (where, file, also), same in groupby(
            changes, lambda change: (change.where, change.file, change.also)
        )
    )


def _row(change: OptionChange) -> OptionRow:
    """Return the line of a change."""
    option = f"{change.section} {change.option}".lstrip()
    what = change.what or change.how
    return OptionRow(
        option=option,
        what=what,
        old=change.old,
        new=change.new,
        default=change.default,
        limits=change.limits,
    )
