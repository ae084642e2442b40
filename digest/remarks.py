"""A month's releases to what follows from them: the remarks."""

from __future__ import annotations

__all__ = [
    "AfterCandidates",
    "Candidate",
    "QuickSuccession",
    "SameDaySiblings",
    "StatusContradiction",
    "remarks",
]

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, ClassVar

from digest.compare.status import is_done, is_open
from digest.compare.todo import fields_of
from digest.release import Remark
from digest.versions import backdated, parse, series_of

if TYPE_CHECKING:
    import re

    from collections.abc import Iterator, Sequence
    from datetime import date

    from digest.model import Tag
    from digest.release import Release

# A release is quick if it comes in a third of the project's usual time between two,
# or within two weeks where the project is too young to have a habit.
QUICK = 3
QUICK_DAYS = 14
HABIT = 4

# Fields of a topic that may say that it waits, and that it is done.
WAITS = ("started", "status", "list")
READY = ("finished", "status", "list")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickSuccession(Remark):
    """It came unusually soon after the release before it in its series."""

    kind: ClassVar[str] = "quick-succession"
    days: int
    than: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SameDaySiblings(Remark):
    """Several series were released on one day; the newest version comes first."""

    kind: ClassVar[str] = "same-day-siblings"
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusContradiction(Remark):
    """A topic of the TODO file is finished, and was never started or still waits.

    ``started`` is what says that it waits: a field, or the heading of its list.
    """

    kind: ClassVar[str] = "status-contradiction"
    topic: str
    file: str
    started: str
    finished: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A candidate that led to a release."""

    version: str
    day: date
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterCandidates(Remark):
    """Candidates came before it: how many, and days from the first to the release."""

    kind: ClassVar[str] = "after-candidates"
    count: int
    days: int
    candidates: tuple[Candidate, ...]


def remarks(
    release: Release,
    month: tuple[Release, ...],
    history: tuple[Tag, ...],
    rule: int | re.Pattern[str],
) -> tuple[Remark, ...]:
    """Return what is worth saying of a release.

    ``month`` holds the project's releases of the window, ``history`` its tags, and
    ``rule`` says what its series are.
    """
    if release.backdated:
        return ()
    found: list[Remark] = []
    if not release.prerelease:
        past = _past(release, history)
        found += _quick_succession(release, past, rule)
        found += _same_day_siblings(release, month)
        found += _after_candidates(release, past)
    return (*found, *_contradictions(release))


def _past(release: Release, history: tuple[Tag, ...]) -> list[tuple[date, Tag]]:
    """Return what was there on the day of the release, with the days to count by.

    A tag counts by its own day, one of a batch by that of its commit.
    """
    batch = backdated(history)
    days = ((tag.made if tag.name in batch else tag.day, tag) for tag in history)
    return [(day, tag) for day, tag in days if day <= release.day]


def _quick_succession(
    release: Release, past: Sequence[tuple[date, Tag]], rule: int | re.Pattern[str]
) -> Iterator[Remark]:
    """Judge the days since the previous release by the project's own past."""
    series: defaultdict[str, list[date]] = defaultdict(list)
    before = None
    for day, tag in past:
        version = parse(tag.version)
        if version and not version.prerelease and tag.version != release.version:
            series[series_of(tag.version, rule)].append(day)
            if tag.version == release.previous:
                before = day
    sibling = series_of(release.previous or "", rule) == release.series
    if before is None or not sibling or before == release.day:
        return
    gaps = [
        (later - earlier).days
        for days in series.values()
        for earlier, later in pairwise(sorted(days))
    ]
    days = (release.day - before).days
    limit = median(gaps) / QUICK if len(gaps) >= HABIT else QUICK_DAYS
    if days <= limit:
        yield QuickSuccession(days=days, than=release.previous or "")


def _same_day_siblings(
    release: Release, month: tuple[Release, ...]
) -> Iterator[Remark]:
    together = [
        other
        for other in month
        if other.day == release.day and not other.prerelease and not other.backdated
    ]
    if len({other.series for other in together}) > 1:
        yield SameDaySiblings(versions=tuple(other.version for other in together))


def _after_candidates(
    release: Release, past: Sequence[tuple[date, Tag]]
) -> Iterator[Remark]:
    version = parse(release.version)
    ranked = sorted(
        (known, day, tag.name, tag.version)
        for day, tag in past
        if (known := parse(tag.version))
        and known.prerelease
        and known.release == version
    )
    if ranked:
        yield AfterCandidates(
            count=len(ranked),
            days=(release.day - min(day for _, day, *_ in ranked)).days,
            candidates=tuple(
                Candidate(version=written, day=day, tag=name)
                for _, day, name, written in ranked
            ),
        )


def _contradictions(release: Release) -> Iterator[Remark]:
    """Yield the topics that changed and now say two things at once."""
    for topic in {change.topic: change for change in release.topics}.values():
        fields = {k.casefold(): v for k, v in fields_of(topic.after).items()}
        fields |= {field.name.casefold(): field.new for field in topic.fields}
        waits = next((fields[n] for n in WAITS if is_open(fields.get(n, ""))), "")
        ready = next((fields[n] for n in READY if is_done(fields.get(n, ""))), "")
        if topic.after and waits and ready:
            yield StatusContradiction(
                topic=topic.topic, file=topic.file, started=waits, finished=ready
            )
