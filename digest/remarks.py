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

import re

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, ClassVar

from digest.compare.topics import fields_of
from digest.model import Remark
from digest.versions import parse, series_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from digest.model import Release, Tag

# A release is quick if it comes in a third of the project's usual time between two,
# or within two weeks where the project is too young to have a habit.
QUICK = 3
QUICK_DAYS = 14
HABIT = 4

DONE = re.compile(r"100 ?%|done|completed?|finished|merged.*", re.IGNORECASE)
IDLE = re.compile(r"(has )?not (yet )?(been )?started( yet)?", re.IGNORECASE)


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
    """A topic of the TODO file is finished and was never started."""

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
    found: list[Remark] = list(_contradictions(release))
    if not release.prerelease:
        found += _quick_succession(release, history, rule)
        found += _same_day_siblings(release, month)
        found += _after_candidates(release, history)
    return tuple(found)


def _quick_succession(
    release: Release, history: tuple[Tag, ...], rule: int | re.Pattern[str]
) -> Iterator[Remark]:
    """Judge the days since the previous release by the project's own past."""
    past: defaultdict[str, list[date]] = defaultdict(list)
    for tag in history:
        version = parse(tag.version)
        if version and not version.prerelease and tag.made < release.day:
            past[series_of(tag.version, rule)].append(tag.made)
    before = next((t.made for t in history if t.version == release.previous), None)
    if before is None or before not in past[release.series]:
        return
    gaps = [
        (later - earlier).days
        for days in past.values()
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


def _after_candidates(release: Release, history: tuple[Tag, ...]) -> Iterator[Remark]:
    version = parse(release.version)
    ranked = [
        (known, tag)
        for tag in history
        if (known := parse(tag.version))
        and known.prerelease
        and known.release == version
        and tag.made <= release.day
    ]
    if ranked:
        yield AfterCandidates(
            count=len(ranked),
            days=(release.day - min(tag.made for _, tag in ranked)).days,
            candidates=tuple(
                Candidate(version=tag.version, day=tag.made, tag=tag.name)
                for _, tag in sorted(ranked, key=lambda pair: (pair[0], pair[1].name))
            ),
        )


def _contradictions(release: Release) -> Iterator[Remark]:
    """Yield the topics that changed and now say two things at once."""
    for topic in {change.topic: change for change in release.topics}.values():
        fields = {k.casefold(): v for k, v in fields_of(topic.after).items()}
        started, finished = fields.get("started", ""), fields.get("finished", "")
        if IDLE.fullmatch(started) and DONE.fullmatch(finished):
            yield StatusContradiction(
                topic=topic.topic, file=topic.file, started=started, finished=finished
            )
