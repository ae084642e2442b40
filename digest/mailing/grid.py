"""A table to text: columns where they fit, else each row as a list of its cells."""

from __future__ import annotations

__all__ = ["grid"]

from typing import TYPE_CHECKING

from digest.wrapping import columns, wrap

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree import ElementTree as ET

GAP = "  "


def grid(table: ET.Element, width: int, said: Callable[[ET.Element], str]) -> list[str]:
    """Return a table as lines no wider than a width; ``said`` says a cell's words."""
    rows = [
        [" ".join(said(cell).split()) for cell in row if cell.tag in {"td", "th"}]
        for row in table.iter("tr")
    ]
    if not (rows := [row for row in rows if row]):
        return []
    head = all(cell.tag == "th" for cell in next(table.iter("tr")))
    widths = [
        max(columns(row[at]) for row in rows if at < len(row))
        for at in range(max(map(len, rows)))
    ]
    if sum(widths) + len(GAP) * (len(widths) - 1) <= width:
        lines = [_padded(row, widths) for row in rows]
        rule = [_padded(["-" * n for n in widths], widths)]
        return [*lines[:1], *rule, *lines[1:]] if head else lines
    return _listed(rows[1:], rows[0], width) if head else _listed(rows, [], width)


def _padded(row: list[str], widths: list[int]) -> str:
    cells = (
        cell + " " * (n - columns(cell)) for cell, n in zip(row, widths, strict=False)
    )
    return GAP.join(cells).rstrip()


def _listed(rows: list[list[str]], names: list[str], width: int) -> list[str]:
    """Return rows too wide to stand beside each other, cell below cell."""
    lines = []
    for row in rows:
        for at, cell in enumerate(row):
            name = f"{names[at]}: " if at < len(names) else ""
            mark = "  " if at else "- "
            wrapped = wrap(name + cell, width - len(mark) - len(GAP), columns)
            lines += [
                (mark if not n else "    ") + line for n, line in enumerate(wrapped)
            ]
    return lines
