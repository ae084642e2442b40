"""What the page "since my version" of a series shows, in the order in which it does."""

from __future__ import annotations

__all__ = ["Beyond", "Start", "Stop", "Upgrade", "place_of", "upgrades"]

import re

from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from digest.since import since

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.catalogue import Known
    from digest.changes import Change
    from digest.edition import Project
    from digest.since import Danger, Step

LISTED = 80  # harmless changes of a release that are listed; its issue has them all
MOST = 500  # of a page
BEYOND = 40  # dangers of a newer series that are listed
NO_NAME = re.compile(r"[^A-Za-z0-9.]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A release on the way down the page.

    ``shown`` is what is listed of its harmless changes, ``more`` counts the others.
    """

    step: Step
    shown: tuple[tuple[Change, ...], ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A version that somebody may run, and how much came after it in its series."""

    version: str
    releases: int
    dangers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """A newer series: what may hurt on the way to its newest release.

    ``dangers`` come with the release that brought each; ``more`` counts the others.
    """

    newest: Known
    path: str
    dangers: tuple[tuple[Known, Danger], ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """The page of a series, newest release first."""

    project: Project
    series: str
    stops: tuple[Stop, ...]
    starts: tuple[Start, ...]
    beyond: tuple[Beyond, ...]

    @property
    def newest(self) -> Known:
        """The newest release of the series."""
        return self.stops[0].step.known

    @property
    def risky(self) -> tuple[Stop, ...]:
        """The releases that brought what may hurt."""
        return tuple(stop for stop in self.stops if stop.step.dangers)


def place_of(project: Project, series: str) -> str:
    """Return the name of a series' page."""
    return f"{project.id}-{NO_NAME.sub('-', series)}"


def upgrades(project: Project, known: Sequence[Known]) -> Iterator[Upgrade]:
    """Yield the pages of a project's series, newest first; those that issues tell of.

    Each starts below its first release, for those who come from the series before.
    """
    finals = [one for one in known if not one.candidate]
    told = [one.series for one in finals if one.issue]
    for series in dict.fromkeys(told):
        first = min(
            (one for one in finals if one.series == series), key=lambda one: one.number
        )
        below = [one.version for one in finals if one.number < first.number]
        steps = since(known, below[0] if below else "0")
        own = [step for step in steps if step.known.series == series]
        newer = [step for step in steps if step.known.series != series]
        yield Upgrade(
            project=project,
            series=series,
            stops=tuple(_stops(own)),
            starts=tuple(_starts(own)),
            beyond=tuple(_beyond(project, newer, {*told})),
        )


def _stops(steps: Sequence[Step]) -> Iterator[Stop]:
    """Yield the releases, with as many of their changes as a page has room for."""
    left = MOST
    for step in steps:
        shown = step.rest[: min(LISTED, left)]
        left -= len(shown)
        yield Stop(step=step, shown=shown, more=len(step.rest) - len(shown))


def _starts(steps: Sequence[Step]) -> Iterator[Start]:
    """Yield the versions, the newest first, with what is above each of them."""
    dangers = accumulate((len(step.dangers) for step in steps), initial=0)
    for releases, (step, count) in enumerate(zip(steps, dangers, strict=False)):
        yield Start(version=step.known.version, releases=releases, dangers=count)


def _beyond(
    project: Project, steps: Sequence[Step], told: set[str]
) -> Iterator[Beyond]:
    """Yield the newer series, newest first, with what may hurt in each."""
    for series, group in groupby(steps, key=lambda step: step.known.series):
        own = list(group)
        dangers = [(step.known, danger) for step in own for danger in step.dangers]
        yield Beyond(
            newest=own[0].known,
            path=f"{place_of(project, series)}.md" if series in told else "",
            dangers=tuple(dangers[:BEYOND]),
            more=len(dangers[BEYOND:]),
        )
