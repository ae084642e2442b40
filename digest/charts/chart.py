"""The nouns of charts: what is drawn, and what a drawing comes with."""

from __future__ import annotations

__all__ = ["Chart", "Mark", "tabled"]

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from digest.inert import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from digest.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing, and the table of what it shows, in HTML.

    ``name`` is its own among all drawings of a language; ``title`` and
    ``description`` are what it has instead of its looks.
    """

    name: str
    title: str
    description: str
    svg: str
    table: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A release in a drawing, in the lane of its project or of its series.

    One that is ``first`` opens a series.
    """

    lane: str
    version: str
    day: date
    first: bool = False
    candidate: bool = False

    @property
    def kind(self) -> str:
        """What kind of release it is, as the words call it."""
        if self.candidate:
            return "candidate"
        return "first" if self.first else "update"

    def said(self, words: Words) -> str:
        """Return what pointing at it tells."""
        return words.raw(
            "chart_mark",
            name=self.lane,
            version=self.version,
            day=words.day(self.day, year=True),
            kind=words.raw(f"chart_{self.kind}"),
        )


def tabled(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Markup:
    """Return a table in HTML; numbers stand on the right."""
    heads = Markup().join(Markup('<th scope="col">{}</th>').format(h) for h in head)
    lines = Markup("\n").join(
        Markup("<tr>{}</tr>").format(Markup().join(map(_cell, row))) for row in rows
    )
    return Markup(
        "<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>"
    ).format(heads, lines)


def _cell(value: object) -> Markup:
    if isinstance(value, int):
        return Markup('<td align="right">{}</td>').format(value)
    return Markup("<td>{}</td>").format(escape(plain(value)))
