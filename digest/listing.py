"""Sources and their answers, as tables for a terminal and as plain data."""

from __future__ import annotations

__all__ = ["as_data", "list_answers", "list_places", "list_troubles"]

from io import StringIO
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from digest.codec import encode
from digest.inert import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from digest.gather.check import Answer
    from digest.gather.places import Place

PLACES = ("SOURCE", "KIND", "SINCE", "UNTIL", "PROJECTS", "ADDRESS")
ANSWERS = ("SOURCE", "ANSWER", "NEWEST", "DAYS AGO", "AT MOST")
SHORT, INDENT = PLACES[:4], " " * 4
NOTHING = "-"
WIDE = 1 << 16


def list_places(places: Sequence[Place], width: int | None = None) -> str:
    """Return where sources are, a line for each.

    If that is wider than the terminal, addresses stand on lines of their own.
    """
    rows = [
        (
            place.source,
            place.kind,
            place.since,
            place.until,
            ", ".join(place.projects) or "all",
            place.url,
        )
        for place in places
    ]
    table = _table(PLACES, rows, None)
    if not width or max(map(cell_len, table.splitlines())) <= width:
        return table
    head, *lines = _table(SHORT, (row[: len(SHORT)] for row in rows), None).splitlines()
    return "".join((f"{head}\n", *map(_folded, lines, places)))


def _folded(line: str, place: Place) -> str:
    whose = f"{INDENT}of {', '.join(place.projects)}\n" if place.projects else ""
    return f"{line}\n{INDENT}{plain(place.url) or NOTHING}\n{whose}"


def list_answers(answers: Iterable[Answer], width: int | None = None) -> str:
    """Return how sources answered, a line for each, or more if that is too wide."""
    rows = (
        (
            answer.place.source,
            f"{answer.what}, but is silent" if answer.pulse.silent else answer.what,
            answer.pulse.newest,
            answer.pulse.ago,
            answer.pulse.usual,
        )
        for answer in answers
    )
    return _table(ANSWERS, rows, width)


def as_data(item: Place | Answer) -> dict[str, Any]:
    """Return a place or an answer as plain data, all its keys on one level."""
    data: dict[str, Any] = encode(item)
    place, pulse = data.pop("place", {}), data.pop("pulse", {})
    return {**place, **data, **pulse}


def list_troubles(answers: Iterable[Answer]) -> str:
    """Return who gave no answer and who is silent, each with what to do."""
    return "".join(map(_trouble, answers))


def _trouble(answer: Answer) -> str:
    name, url, pulse = answer.place.source, plain(answer.place.url), answer.pulse
    if answer.gap:
        hint = "; ".join(filter(None, (plain(answer.hint), f"see to {url}")))
        return f"gap: {name}: {plain(answer.what)}\n  hint: {hint}\n"
    if not pulse.silent:
        return ""
    what = "nothing within a year"
    if pulse.newest:
        before = "" if pulse.usual is None else f", {pulse.usual} at most before that"
        what = f"for {pulse.ago} days{before}"
    return f"silent: {name}: {what}\n  hint: see whether it has moved from {url}\n"


def _table(
    head: Sequence[str], rows: Iterable[Sequence[object]], width: int | None
) -> str:
    """Return rows under a head, in columns as wide as what stands in them."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="")
    for name in head:
        table.add_column(Text(name), overflow="fold", no_wrap=name != "ANSWER")
    for row in rows:
        cells = (NOTHING if cell in {None, ""} else cell for cell in row)
        table.add_row(*(Text(plain(cell)) for cell in cells))
    paper = StringIO()
    Console(file=paper, width=width or WIDE, color_system=None).print(table)
    return "".join(f"{line.rstrip()}\n" for line in paper.getvalue().splitlines())
