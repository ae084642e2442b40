"""What came together: series on one day, candidates before their release."""

from __future__ import annotations

__all__ = [
    "AfterCandidates",
    "Candidate",
    "SameDaySiblings",
    "after_candidates",
    "same_day_siblings",
]

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from digest.release import Remark
from digest.remarks.scene import is_news

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from digest.remarks.scene import Around


@dataclass(frozen=True, slots=True, kw_only=True)
class SameDaySiblings(Remark):
    """Several series were released on one day; the newest version comes first."""

    kind: ClassVar[str] = "same-day-siblings"
    versions: tuple[str, ...]


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


def same_day_siblings(around: Around) -> Iterator[SameDaySiblings]:
    """Tell which series were released together."""
    day = around.release.day
    together = [r for r in around.scene.month if r.day == day and is_news(r)]
    if len({other.series for other in together}) > 1:
        yield SameDaySiblings(versions=tuple(other.version for other in together))


def after_candidates(around: Around) -> Iterator[AfterCandidates]:
    """Tell which candidates led to a release, in the order of their versions.

    Who begins to watch at DRBD's 9.3.0-rc.5, of which no tag tells, has not seen the
    first: how many there were is not known then.
    """
    found = sorted(
        (
            past
            for past in around.past
            if past.version.prerelease and past.version.release == around.version
        ),
        key=lambda past: (past.version, past.place),
    )
    if found and (found[0].version.step <= 1 or all(past.tag for past in found)):
        yield AfterCandidates(
            count=len(found),
            days=max(map(around.days_since, found)),
            candidates=tuple(
                Candidate(version=past.written, day=past.day, tag=past.tag)
                for past in found
            ),
        )
