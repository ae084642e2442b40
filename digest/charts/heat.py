"""A year at a glance: how many releases each project had in each month."""

from __future__ import annotations

__all__ = ["Row", "draw_year"]

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.charts.chart import Chart, tabled
from digest.charts.svg import (
    LINE,
    MARGIN,
    SOFT,
    WARM,
    Frame,
    across,
    clipped,
    draw,
    element,
    label,
    percent,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from digest.words import Words

TOP, ROW, CELL = 26, 27, 23
NAMES = 34.0  # percent of the width that names have
COLUMN = (100 - MARGIN - NAMES) / 12
LETTERS = 15  # of a name that there is room for on a phone
# So pale that a number on the darkest can be read, on light and on dark.
SHADES = ("0.14", "0.28", "0.44", "0.6")
LABELLED = (1, 4, 7, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A project's year: its releases month by month, none where no issue tells yet."""

    name: str
    counts: tuple[int | None, ...]

    @property
    def total(self) -> int:
        """How many releases the year had."""
        return sum(filter(None, self.counts))


def draw_year(name: str, year: int, rows: Sequence[Row], words: Words) -> Chart:
    """Return a year's releases, a row a project and a column a month."""
    frame = Frame(
        name=name,
        title=words.raw("chart_year_title", year=year),
        description=_about(year, rows, words),
    )
    months = [words.raw(f"chart_month_{number}") for number in range(1, 13)]
    drawn = [
        label(
            months[number - 1],
            percent(_left(number - 1) + COLUMN / 2),
            14,
            text_anchor="middle",
            fill=SOFT,
            font_size=12,
        )
        for number in LABELLED
    ]
    for at, row in enumerate(rows):
        drawn += _row(row, TOP + ROW * at, months, words)
    if not rows:
        said = words.raw("chart_nothing")
        drawn.append(label(said, "50%", TOP + 18, text_anchor="middle", fill=SOFT))
    height = TOP + ROW * max(len(rows), 1) + 4
    return Chart(
        name=name,
        title=frame.title,
        description=frame.description,
        svg=draw(frame, height, drawn),
        table=_table(rows, months, words),
    )


def _row(row: Row, y: float, months: Sequence[str], words: Words) -> Iterator[Markup]:
    middle = y + CELL / 2 + 4
    name = clipped(row.name, LETTERS)
    yield label(name, percent(across(0)), middle, font_size=12)
    for at, count in enumerate(row.counts):
        if count is None:
            continue
        x = _left(at)
        shade = SHADES[min(count, len(SHADES)) - 1] if count else None
        said = words.raw("chart_cell", name=row.name, month=months[at], n=count)
        box = element(
            "rect",
            element("title", said),
            x=percent(x + 0.35),
            y=y,
            width=percent(COLUMN - 0.7),
            height=CELL,
            rx=5,
            fill=WARM if shade else LINE,
            fill_opacity=shade or "0.45",
        )
        yield box
        if count:
            at_middle = percent(x + COLUMN / 2)
            yield label(count, at_middle, middle, text_anchor="middle", font_size=12)


def _left(column: int) -> float:
    return NAMES + COLUMN * column


def _about(year: int, rows: Sequence[Row], words: Words) -> str:
    """Return what the picture says, in a sentence."""
    total = sum(row.total for row in rows)
    if not total:
        return words.raw("chart_nothing")
    busiest = max(rows, key=lambda row: row.total)
    return words.raw(
        "chart_year_about",
        n=total,
        year=year,
        name=busiest.name,
        most=busiest.total,
    )


def _table(rows: Sequence[Row], months: Sequence[str], words: Words) -> Markup:
    lines = (
        (row.name, *("" if n is None else n for n in row.counts), row.total)
        for row in rows
    )
    heads = (words.raw("chart_project"), *months, words.raw("chart_total"))
    return tabled(heads, lines)
