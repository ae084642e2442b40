"""When releases came: those of a month by project, those of years by series."""

from __future__ import annotations

__all__ = ["MONTHS", "draw_month", "draw_months"]

from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from digest.charts.chart import Chart, tabled
from digest.charts.lanes import Axis, Tick, draw_lanes
from digest.charts.svg import Frame
from digest.months import Month

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from digest.charts.chart import Mark
    from digest.months import Window
    from digest.words import Words

MONTHS = 60
WEEK = timedelta(days=7)
LONG = timedelta(days=45)  # from here on, an issue's window has months as its ticks
STUB = timedelta(days=4)  # a tick closer to the end than that has no room


def draw_month(
    name: str, span: str, window: Window, marks: Sequence[Mark], words: Words
) -> Chart:
    """Return the timeline of an issue: each release on its day, a lane a project.

    ``span`` is what the days of the window are called. Marks on other days are left
    out: what was found late is told with its day, where it is told.
    """
    days = _days(window)
    shown = [mark for mark in marks if mark.day in window]
    axis = Axis(
        count=len(days),
        columns={day: at for at, day in enumerate(days)},
        ticks=tuple(_ticks(window, words)),
    )
    frame = Frame(
        name=name,
        title=words.raw("chart_month_title", span=span),
        description=_about("chart_month_about", shown, words, span=span),
    )
    return _chart(frame, shown, axis, words, lane="chart_project")


def draw_months(
    name: str, whose: str, last: Month, marks: Sequence[Mark], words: Words
) -> Chart:
    """Return the `MONTHS` months of a project up to the last, a lane a series."""
    months = [last.plus(-back) for back in reversed(range(MONTHS))]
    place = {month: at for at, month in enumerate(months)}
    shown = [mark for mark in marks if Month.of(mark.day) in place]
    years = [month for month in months if month.number == 1]
    columns = {mark.day: place[Month.of(mark.day)] for mark in shown}
    axis = Axis(
        count=MONTHS,
        columns=columns | {year.first: place[year] for year in years},
        ticks=tuple(
            Tick(day=year.first, words=words.raw("chart_year", year=year.year))
            for year in years
        ),
    )
    frame = Frame(
        name=name,
        title=words.raw("chart_months_title", name=whose, n=MONTHS),
        description=_about("chart_months_about", shown, words, name=whose),
    )
    return _chart(frame, shown, axis, words, lane="chart_series")


def _chart(
    frame: Frame, marks: Sequence[Mark], axis: Axis, words: Words, *, lane: str
) -> Chart:
    heads = (lane, "chart_version", "chart_day", "chart_kind")
    rows = (
        (
            mark.lane,
            mark.version,
            words.day(mark.day, year=True),
            words.raw(f"chart_{mark.kind}"),
        )
        for mark in marks
    )
    return Chart(
        name=frame.name,
        title=frame.title,
        description=frame.description,
        svg=draw_lanes(frame, marks, axis, words),
        table=tabled([words.raw(head) for head in heads], rows),
    )


def _about(key: str, marks: Sequence[Mark], words: Words, **blanks: object) -> str:
    """Return what a timeline shows, in a sentence."""
    if not marks:
        return words.raw("chart_nothing")
    lanes = words.raw("comma").join(dict.fromkeys(mark.lane for mark in marks))
    return words.raw(key, n=len(marks), lanes=lanes, **blanks)


def _days(window: Window) -> list[date]:
    count = (window.until - window.since).days
    return [window.since + timedelta(days=at) for at in range(count)]


def _ticks(window: Window, words: Words) -> Iterator[Tick]:
    """Yield the weeks of a window, or the months of a long one."""
    if window.until - window.since < LONG:
        weeks = (window.since + at * WEEK for at in range(LONG // WEEK + 1))
        ends = window.until - STUB
        for day in takewhile(lambda day: day < ends, weeks):
            yield Tick(day=day, words=_short(day, words))
        return
    month = Month.of(window.since)
    while month.first < window.until:
        if month.first in window:
            yield Tick(day=month.first, words=_month(month, words))
        month = month.plus(1)


def _short(day: date, words: Words) -> str:
    name = _month(Month.of(day), words)
    return words.raw("chart_tick", month=day.month, month_name=name, day=day.day)


def _month(month: Month, words: Words) -> str:
    return words.raw(f"chart_month_{month.number}")
