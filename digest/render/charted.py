"""What of digests and catalogues is drawn, and how a chart comes onto a page."""

from __future__ import annotations

__all__ = [
    "Shown",
    "cadence_chart",
    "chart_page",
    "month_chart",
    "project_chart",
    "shown",
    "year_chart",
]

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from digest.charts import (
    ROWS,
    Interval,
    Mark,
    Row,
    draw_cadence,
    draw_month,
    draw_months,
    draw_year,
)
from digest.months import Month
from digest.release import Page
from digest.remarks import NewSeries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup

    from digest.catalogue import Known
    from digest.charts import Chart
    from digest.edition import Edition, Project
    from digest.release import Digest, Release
    from digest.versions import Version
    from digest.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A chart on a page: its picture, seen from that page, and its table."""

    alt: str
    path: str
    table: Markup


def chart_page(chart: Chart, language: str) -> Page:
    """Return the file of a chart."""
    return Page(path=_path(chart, language), text=chart.svg)


def shown(chart: Chart, up: str = "../") -> Shown:
    """Return a chart for a page that is so far below its language's folder."""
    path = f"{up}charts/{chart.name}.svg"
    return Shown(alt=chart.title, path=path, table=chart.table)


def _path(chart: Chart, language: str) -> str:
    return f"{language}/charts/{chart.name}.svg"


def month_chart(digest: Digest, edition: Edition, span: str, words: Words) -> Chart:
    """Return the timeline of an issue, projects in the edition's order.

    ``span`` is what the days that the issue covers are called.
    """
    names = {project.id: project.name for project in edition.projects}
    oldest_first = digest.releases[::-1]
    marks = [
        Mark(
            lane=names.get(release.project, release.project),
            version=release.version,
            day=release.day,
            first=_opens(release),
            candidate=release.prerelease,
        )
        for release in sorted(oldest_first, key=lambda release: release.day)
        if not release.backdated
    ]
    order = list(dict.fromkeys(release.project for release in digest.releases))
    rank = {names.get(name, name): at for at, name in enumerate(order)}
    marks.sort(key=lambda mark: rank[mark.lane])
    return draw_month(str(digest.month), span, digest.window, marks, words)


def project_chart(
    project: Project, known: Sequence[Known], last: Month, words: Words
) -> Chart:
    """Return a project's years up to a month, the newest series first."""
    marks = _marks(known[::-1], words)
    series = list(dict.fromkeys(mark.lane for mark in reversed(marks)))
    marks.sort(key=lambda mark: (series.index(mark.lane), mark.day))
    return draw_months(f"{project.id}-months", project.name, last, marks, words)


def cadence_chart(project: Project, known: Sequence[Known], words: Words) -> Chart:
    """Return how long the newest releases of a project took."""
    intervals = list(islice(_intervals(known, project.name), ROWS))
    return draw_cadence(f"{project.id}-cadence", project.name, intervals, words)


def year_chart(
    year: int,
    catalogues: Sequence[tuple[Project, Sequence[Known]]],
    last: Month,
    words: Words,
) -> Chart:
    """Return a year month by month; of the months after the last, nothing is known."""
    rows = []
    for project, known in catalogues:
        finals = [one for one in known if not one.candidate and one.day.year == year]
        if finals:
            counts = Counter(one.day.month for one in finals)
            months = (Month(year, number) for number in range(1, 13))
            cells = (counts[m.number] if m <= last else None for m in months)
            rows.append(Row(name=project.name, counts=tuple(cells)))
    return draw_year(f"year-{year}", year, rows, words)


def _opens(release: Release) -> bool:
    return any(isinstance(remark, NewSeries) for remark in release.remarks)


def _marks(known: Sequence[Known], words: Words) -> list[Mark]:
    """Return the marks of a catalogue, each in the lane of its series."""
    opening = {one.series: one for one in reversed(known) if not one.candidate}
    return [
        _mark(
            one,
            words.raw("of_series", of=one.series),
            first=opening.get(one.series) is one,
        )
        for one in known
    ]


def _intervals(known: Sequence[Known], name: str) -> Iterator[Interval]:
    """Yield what came before each release, newest release first.

    That is the one before it in its series, or else the one below that.
    """
    finals = [one for one in known if not one.candidate]
    place = {one.number: at for at, one in enumerate(finals)}
    opening = {one.series: one for one in finals}
    candidates = _candidates(known)
    for one in sorted(finals, key=lambda one: (one.day, one.number), reverse=True):
        below = finals[place[one.number] + 1 :]
        same = (other for other in below if other.series == one.series)
        older = (other for other in below if other.day <= one.day)
        before = next(same, None) or next(older, None)
        if before:
            yield Interval(
                release=_mark(one, name, first=opening[one.series] is one),
                since=before.version,
                start=before.day,
                candidates=tuple(_mark(each, name) for each in candidates[one.number]),
            )


def _candidates(known: Sequence[Known]) -> Mapping[Version, Sequence[Known]]:
    """Return the candidates of each release, oldest first."""
    found: defaultdict[Version, list[Known]] = defaultdict(list)
    for one in reversed(known):
        if one.candidate:
            found[one.number.release].append(one)
    return found


def _mark(one: Known, lane: str, *, first: bool = False) -> Mark:
    return Mark(
        lane=lane,
        version=one.version,
        day=one.day,
        first=first,
        candidate=one.candidate,
    )
