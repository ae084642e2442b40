"""A release, and what is known of its project, to what follows from it: the remarks.

To add one: a dataclass with a ``kind``, and a function that yields it, in the module of
its family; its place among the others in `TOLD`; its sentence in each language's words.
"""

from __future__ import annotations

__all__ = [
    "SHOWN",
    "AfterCandidates",
    "AnnouncedNotTagged",
    "BusiestWeek",
    "Candidate",
    "EndOfSupportNear",
    "FixAfterRelease",
    "Limit",
    "LimitOrDefaultChanged",
    "LongSilence",
    "MissingVersions",
    "NewSeries",
    "QuickSuccession",
    "QuietMonth",
    "Rush",
    "SameDaySiblings",
    "Scene",
    "ScheduleBeaten",
    "ScheduleKept",
    "ScheduleMissed",
    "SkippedVersion",
    "StatusContradiction",
    "TaggedNotAnnounced",
    "VersionJump",
    "month_remarks",
    "remarks",
    "shown",
]

from collections import Counter
from typing import TYPE_CHECKING

from digest.remarks.cadence import (
    LongSilence,
    QuickSuccession,
    long_silence,
    quick_succession,
)
from digest.remarks.fixes import FixAfterRelease, fix_after_release
from digest.remarks.limits import Limit, LimitOrDefaultChanged, limits
from digest.remarks.month import BusiestWeek, QuietMonth, Rush, month_remarks
from digest.remarks.numbering import (
    MissingVersions,
    NewSeries,
    VersionJump,
    missing_versions,
    new_series,
    version_jump,
)
from digest.remarks.plans import (
    EndOfSupportNear,
    ScheduleBeaten,
    ScheduleKept,
    ScheduleMissed,
    end_of_support_near,
    schedule,
)
from digest.remarks.scene import Around, Scene, look
from digest.remarks.siblings import (
    AfterCandidates,
    Candidate,
    SameDaySiblings,
    after_candidates,
    same_day_siblings,
)
from digest.remarks.tagging import (
    AnnouncedNotTagged,
    SkippedVersion,
    TaggedNotAnnounced,
    announced_not_tagged,
    skipped_version,
    tagged_not_announced,
)
from digest.remarks.todo import StatusContradiction, contradictions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from digest.release import Release, Remark

    Teller = Callable[[Around], Iterable[Remark]]

# What is told of a release, the most interesting first.
TOLD: tuple[Teller, ...] = (
    fix_after_release,
    limits,
    end_of_support_near,
    skipped_version,
    missing_versions,
    tagged_not_announced,
    announced_not_tagged,
    contradictions,
    version_jump,
    new_series,
    schedule,
    long_silence,
    quick_succession,
    after_candidates,
    same_day_siblings,
)
# What is told of a candidate, too.
OF_CANDIDATES: frozenset[Teller] = frozenset({contradictions, schedule})

# How many a page shows of a release; all are in the data.
SHOWN = 3
# What says again what another says better.
OUTDONE: dict[type[Remark], tuple[type[Remark], ...]] = {
    QuickSuccession: (FixAfterRelease, SkippedVersion),
    FixAfterRelease: (SkippedVersion,),
    TaggedNotAnnounced: (SkippedVersion,),
    NewSeries: (VersionJump,),
}


def remarks(release: Release, scene: Scene) -> tuple[Remark, ...]:
    """Return all that is worth saying of a release, the most interesting first."""
    if release.backdated:
        return ()
    around = look(release, scene)
    tellers = (tell for tell in TOLD if not release.prerelease or tell in OF_CANDIDATES)
    return tuple(remark for tell in tellers for remark in tell(around))


def shown(found: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return the remarks that a page shows, of those that are worth saying.

    What another says better is left out, and of several of one kind the others come
    last.
    """
    every = tuple(found)
    kinds = {
        type(remark)
        for remark in every
        if not (isinstance(remark, FixAfterRelease) and remark.days is None)
    }
    turns: Counter[type[Remark]] = Counter()
    kept: list[tuple[int, Remark]] = []
    for remark in every:
        if not kinds.intersection(OUTDONE.get(type(remark), ())):
            kept.append((turns[type(remark)], remark))
            turns[type(remark)] += 1
    kept.sort(key=lambda pair: pair[0])
    return tuple(remark for _, remark in kept[:SHOWN])
