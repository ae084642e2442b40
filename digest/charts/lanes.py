"""Releases on lanes, from left to right in time."""

from __future__ import annotations

__all__ = ["Axis", "Tick", "draw_lanes"]

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from digest.charts.marks import KEY, draw_key, draw_mark, symbols
from digest.charts.svg import (
    LINE,
    SOFT,
    across,
    clipped,
    draw,
    element,
    label,
    percent,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from markupsafe import Markup

    from digest.charts.chart import Mark
    from digest.charts.svg import Frame
    from digest.words import Words

TOP, HEAD, STEP, BELOW = 26, 22, 12, 16
HIGH = 8  # marks of one lane above each other; more are counted
NAME, NOTE = 20, 28  # letters that there is room for on a phone
ROOM = 90  # percent: what is labelled further right would stand out


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A place in time that is labelled."""

    day: date
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What is from left to right: columns of days, in order, and the ticks.

    ``columns`` says in which column each day is that has a mark or a tick.
    """

    count: int
    columns: Mapping[date, int]
    ticks: tuple[Tick, ...]

    def place(self, day: date) -> float:
        """Return where a day is, in percent."""
        return across((self.columns[day] + 0.5) / self.count)


def draw_lanes(frame: Frame, marks: Sequence[Mark], axis: Axis, words: Words) -> str:
    """Return releases on lanes, those of one column above each other.

    Lanes come in the order in which the marks first name them.
    """
    lanes: defaultdict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        lanes[mark.lane].append(mark)
    drawn: list[Markup] = []
    y = float(TOP)
    for name, own in lanes.items():
        columns = _columns(own, axis)
        base = y + HEAD + STEP * min(HIGH, max(map(len, columns.values())))
        drawn += _heading(name, own, y + 16)
        drawn.append(_line(base))
        drawn += _signs(frame.name, columns, axis, base, words)
        y = base + BELOW
    if not marks:
        drawn.append(_line(y + HEAD))
        drawn.append(_nothing(y + HEAD - 8, words))
        y += HEAD + BELOW
    key = [draw_key(frame.name, marks, y, words)] if marks else []
    height = y + (KEY if marks else 0)
    inside = (symbols(frame.name), *_grid(axis, y - 6), *drawn, *key)
    return draw(frame, height, inside)


def _columns(marks: Sequence[Mark], axis: Axis) -> dict[int, list[Mark]]:
    """Return the marks of a lane by their columns, the earliest first."""
    in_time = sorted(marks, key=lambda mark: mark.day)
    return {
        column: list(group)
        for column, group in groupby(in_time, lambda mark: axis.columns[mark.day])
    }


def _heading(name: str, marks: Sequence[Mark], y: float) -> Iterator[Markup]:
    """Yield what stands above a lane: whose it is, and its versions, newest first.

    Candidates come last.
    """
    newest_first = marks[::-1]
    finals_first = sorted(newest_first, key=lambda mark: mark.candidate)
    yield label(clipped(name, NAME), percent(across(0)), y, font_weight="bold")
    note = clipped(" · ".join(mark.version for mark in finals_first), NOTE)
    end = {"text_anchor": "end", "fill": SOFT, "font_size": 12}
    yield label(note, percent(across(1)), y, **end)


def _signs(
    name: str,
    columns: Mapping[int, Sequence[Mark]],
    axis: Axis,
    base: float,
    words: Words,
) -> Iterator[Markup]:
    for column in columns.values():
        x = axis.place(column[0].day)
        shown = column if len(column) <= HIGH else column[: HIGH - 1]
        for at, mark in enumerate(shown):
            yield draw_mark(name, mark, x, base - STEP * at, mark.said(words))
        if left := len(column) - len(shown):
            y = base - STEP * len(shown) + 4
            yield label(f"+{left}", percent(x), y, text_anchor="middle", font_size=11)


def _grid(axis: Axis, bottom: float) -> Iterator[Markup]:
    """Yield the ticks: hairlines with their words above them."""
    for tick in axis.ticks:
        x = axis.place(tick.day)
        yield element(
            "line",
            x1=percent(x),
            x2=percent(x),
            y1=TOP - 6,
            y2=bottom,
            stroke=LINE,
            stroke_dasharray="1 4",
            stroke_linecap="round",
        )
        if x < ROOM:
            yield label(tick.words, percent(x), 14, dx=-2, fill=SOFT, font_size=12)


def _line(y: float) -> Markup:
    return element(
        "line",
        x1=percent(across(0)),
        x2=percent(across(1)),
        y1=y,
        y2=y,
        stroke=LINE,
        stroke_width=3,
        stroke_linecap="round",
    )


def _nothing(y: float, words: Words) -> Markup:
    return label(words.raw("chart_nothing"), "50%", y, text_anchor="middle", fill=SOFT)
