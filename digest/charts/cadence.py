"""How long each release of a project took, and the candidates on its way."""

from __future__ import annotations

__all__ = ["ROWS", "Interval", "draw_cadence"]

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.charts.chart import Chart, tabled
from digest.charts.marks import KEY, draw_key, draw_mark, symbols
from digest.charts.svg import (
    LINE,
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
    from datetime import date

    from markupsafe import Markup

    from digest.charts.chart import Mark
    from digest.words import Words

ROWS = 12
TOP, ROW = 22, 26
START, END = 0.25, 0.78  # where bars begin, and where the longest ends
LETTERS = 11  # of a version that there is room for on a phone


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The days from one release to the next, with its candidates, oldest first."""

    release: Mark
    since: str
    start: date
    candidates: tuple[Mark, ...] = ()

    @property
    def days(self) -> int:
        """How long it took; nothing if it came before what is numbered below it."""
        return max((self.release.day - self.start).days, 0)


def draw_cadence(
    name: str, whose: str, intervals: Sequence[Interval], words: Words
) -> Chart:
    """Return how long the newest `ROWS` of the intervals took, newest first."""
    shown = intervals[:ROWS]
    longest = max((interval.days for interval in shown), default=0)
    frame = Frame(
        name=name,
        title=words.raw("chart_cadence_title", name=whose),
        description=_about(shown, words, whose),
    )
    drawn: list[Markup] = []
    for at, interval in enumerate(shown):
        y = TOP + ROW * at
        drawn += _row(name, interval, y, longest, words)
    if not shown:
        said = words.raw("chart_nothing")
        drawn.append(label(said, "50%", TOP, text_anchor="middle", fill=SOFT))
    bottom = TOP + ROW * max(len(shown), 1)
    marks = [mark for i in shown for mark in (i.release, *i.candidates)]
    key = [draw_key(name, marks, bottom - 8, words)] if shown else []
    return Chart(
        name=name,
        title=frame.title,
        description=frame.description,
        svg=draw(
            frame,
            bottom - 8 + (KEY if shown else 0),
            [
                symbols(name),
                *drawn,
                *key,
            ],
        ),
        table=_table(shown, words),
    )


def _row(
    name: str, interval: Interval, y: float, longest: int, words: Words
) -> Iterator[Markup]:
    """Yield a bar from the release before to this one, with what is on its way."""

    def place(day: date) -> float:
        share = (day - interval.start).days / (longest or 1)
        return across(START + (END - START) * min(max(share, 0), 1))

    release = interval.release
    end = across(START + (END - START) * interval.days / (longest or 1))
    yield label(clipped(release.version, LETTERS), percent(across(0)), y + 4.5)
    bar = {"y1": y, "y2": y, "stroke_linecap": "round"}
    start = percent(across(START))
    rail = percent(across(END))
    yield element("line", x1=start, x2=rail, stroke=LINE, stroke_width=1, **bar)
    yield element(
        "line",
        x1=start,
        x2=percent(end),
        stroke=WARM,
        stroke_width=7,
        stroke_opacity="0.35",
        **bar,
    )
    for mark in interval.candidates:
        x = min(place(mark.day), end)
        yield draw_mark(name, mark, x, y, mark.said(words))
    yield draw_mark(name, release, end, y, release.said(words))
    days = words.raw("chart_days", n=interval.days)
    yield label(days, percent(end), y + 4.5, dx=11, fill=SOFT, font_size=12)


def _about(intervals: Sequence[Interval], words: Words, whose: str) -> str:
    """Return what the picture says, in a sentence."""
    if not intervals:
        return words.raw("chart_nothing")
    in_order = sorted(interval.days for interval in intervals)
    if len(in_order) == 1:
        longest = words.raw("chart_days", n=in_order[0])
        return words.raw("chart_cadence_about_one", name=whose, longest=longest)
    return words.raw(
        "chart_cadence_about",
        n=len(intervals),
        name=whose,
        shortest=words.raw("chart_days", n=in_order[0]),
        longest=words.raw("chart_days", n=in_order[-1]),
        middle=words.raw("chart_days", n=in_order[len(in_order) // 2]),
    )


def _table(intervals: Sequence[Interval], words: Words) -> Markup:
    heads = ("version", "day", "since", "interval", "candidates")
    rows = (
        (
            interval.release.version,
            words.day(interval.release.day, year=True),
            interval.since,
            interval.days,
            len(interval.candidates),
        )
        for interval in intervals
    )
    return tabled([words.raw(f"chart_{head}") for head in heads], rows)
