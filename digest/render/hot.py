"""What of an issue nobody should miss: what may hurt, and what upstream says itself."""

from __future__ import annotations

__all__ = ["Hot", "hot", "telling"]

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.catalogue import Known
from digest.remarks import (
    EndOfSupportNear,
    FixAfterRelease,
    LimitOrDefaultChanged,
    LongSilence,
    Rush,
    ScheduleMissed,
    VersionJump,
)
from digest.render.told import own_changes
from digest.risks import Risk
from digest.since import since

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.release import Remark
    from digest.render.view import Entry, Issue
    from digest.since import Danger

MOST = 6
OF_ONE = 2  # of one release, unless there is room
REMARKS = 2
ORDER = list(Risk)
# The most telling first.
BIG: tuple[type[Remark], ...] = (
    FixAfterRelease,
    LimitOrDefaultChanged,
    EndOfSupportNear,
    VersionJump,
    Rush,
    LongSilence,
    ScheduleMissed,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hot:
    """What may hurt, and the release that brought it."""

    entry: Entry
    danger: Danger


def hot(issue: Issue) -> tuple[Hot, ...]:
    """Return what of an issue may hurt the most, the worst first."""
    found = [
        (at >= OF_ONE, ORDER.index(danger.risk), Hot(entry=entry, danger=danger))
        for entry in issue.entries
        for at, danger in enumerate(_dangers(entry))
    ]
    found.sort(key=lambda each: each[:2])
    return tuple(each for *_, each in found[:MOST])


def telling(issue: Issue) -> tuple[tuple[Remark, Entry | None], ...]:
    """Return the remarks of an issue that tell the most, each with its release."""
    every = [
        *((remark, None) for remark in issue.digest.remarks),
        *((remark, entry) for entry in issue.entries for remark in entry.remarks),
    ]
    big = [each for each in every if isinstance(each[0], BIG)]
    big.sort(key=lambda each: BIG.index(type(each[0])))
    return tuple(big[:REMARKS])


def _dangers(entry: Entry) -> Iterator[Danger]:
    """Yield what may hurt of a release, but for what another one of the month tells."""
    release = replace(entry.release, changes=tuple(own_changes(entry.release)))
    known = Known(
        project=release.project,
        version=release.version,
        day=release.day,
        series=release.series,
        release=release,
    )
    for step in since((known,), "0"):
        yield from step.dangers
