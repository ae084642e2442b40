"""What the page of a project shows: its living series, and all its releases."""

from __future__ import annotations

__all__ = ["Line", "Living", "Overview", "Series", "overview"]

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from digest.render.upgrades import place_of
from digest.versions import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from digest.catalogue import Known
    from digest.edition import Project
    from digest.release import Current
    from digest.versions import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Living:
    """A series that lives: its newest release, and the page since its versions."""

    current: Current
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A release with the candidates that led to it, oldest first.

    A candidate whose release is not out stands alone.
    """

    known: Known
    candidates: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The releases of a series, newest first, and the page since its versions."""

    name: str
    since: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A project's page, before it has words."""

    project: Project
    living: tuple[Living, ...]
    series: tuple[Series, ...]


def overview(
    project: Project, known: Sequence[Known], current: Iterable[Current]
) -> Overview:
    """Return what the page of a project shows, given what is current of all."""
    told = {one.series for one in known if one.issue and not one.candidate}
    since = {series: f"../since/{place_of(project, series)}.md" for series in told}
    of = {one.number: one.series for one in known}
    lines = list(_lines(known))
    return Overview(
        project=project,
        living=tuple(
            Living(
                current=each,
                since=since.get(of.get(number, each.series), ""),
            )
            for each in current
            if each.project == project.id and (number := parse(each.version))
        ),
        series=tuple(
            Series(name=name, since=since.get(name, ""), lines=tuple(group))
            for name, group in groupby(lines, key=lambda line: line.known.series)
        ),
    )


def _lines(known: Sequence[Known]) -> Iterator[Line]:
    """Yield the releases with their candidates, newest first."""
    finals = {one.number for one in known if not one.candidate}
    below: defaultdict[Version, list[Known]] = defaultdict(list)
    for one in reversed(known):
        if one.candidate:
            below[one.number.release].append(one)
    for one in known:
        if not one.candidate:
            yield Line(known=one, candidates=tuple(below[one.number]))
        elif one.number.release not in finals:
            yield Line(known=one)
