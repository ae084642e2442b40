"""Changelogs that are tables: a row for each version."""

from __future__ import annotations

__all__ = ["by_rows"]

import re

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from digest.compare.changelog.heading import Heading
from digest.compare.changelog.naming import Named, Sure, named
from digest.compare.changelog.spelling import DAY, day_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.compare.changelog.page import Page

LONG = 10_000  # letters, and no row has as many
TITLE = re.compile(r"\W*(?:version|release|tag)", re.IGNORECASE)
FRAME = re.compile(r"[-=+|: \t]+")  # "|---|---|", "+---+---+"
COLUMNS = re.compile(r"={2,}(?:[ ]+={2,})+")  # "=====  ====", in reStructuredText
APART = re.compile(r"[ \t]{2,}|\t")
ONLY_DAY = re.compile(rf"\W*{DAY}\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row, the version that it starts with, and what its other cells say."""

    at: int
    named: Named | None
    said: list[str] = field(default_factory=list)


def by_rows(page: Page) -> Iterator[Heading]:
    """Yield the rows of tables whose first column is headed as one of versions.

    What stands below the table is of none.
    """
    for lines in chain(_barred(page), _spaced(page)):
        filled = (at for at in lines if not FRAME.fullmatch(page.line(at)))
        table = [(at, _cells(page.line(at))) for at in filled]
        if not table or not TITLE.match(table[0][1][0]):
            continue
        yield from map(_heading, _rows(table[1:]))
        yield Heading(at=lines[-1] + 1, body=lines[-1] + 1)


def _heading(row: _Row) -> Heading:
    if not row.named:
        return Heading(at=row.at, body=row.at + 1)
    return Heading(
        at=row.at,
        body=row.at + 1,
        version=row.named.version,
        name=row.named.name,
        day=row.named.day or day_of(" ".join(row.said)[:LONG]),
        said=" ".join(x for x in row.said if x and not ONLY_DAY.fullmatch(x)),
    )


def _rows(table: Sequence[tuple[int, list[str]]]) -> list[_Row]:
    """Return the rows that start with something; what does not goes on with them."""
    rows: list[_Row] = []
    for at, (first, *others) in table:
        if first:
            name = named(first)
            bare = name and name.sure == Sure.BARE
            rows.append(_Row(at, name if bare else None))
        if rows:
            rows[-1].said.extend(others)
    return rows


def _cells(row: str) -> list[str]:
    """Return the cells of a row, between bars or wide gaps."""
    row = row.rstrip()[:LONG]
    parts = row.strip("|").split("|") if row.startswith("|") else APART.split(row)
    return [part.strip() for part in parts]


def _barred(page: Page) -> Iterator[Sequence[int]]:
    """Yield the lines of each table of Markdown, and of each grid."""
    rows: list[int] = []
    for at in [*page.shown("|+"), -1]:
        if rows and at != rows[-1] + 1:
            yield rows
            rows = []
        rows.append(at)


def _spaced(page: Page) -> Iterator[Sequence[int]]:
    """Yield the lines of each table between rulers: one above, one below its title."""
    rulers = [at for at in page.shown("=") if COLUMNS.fullmatch(page.line(at))]
    for top, middle, bottom in zip(rulers, rulers[1:], rulers[2:], strict=False):
        if middle == top + 2:
            yield range(top + 1, bottom + 1)
