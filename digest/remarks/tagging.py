"""What was tagged and not announced, and what was announced and not tagged."""

from __future__ import annotations

__all__ = [
    "AnnouncedNotTagged",
    "SkippedVersion",
    "TaggedNotAnnounced",
    "announced_not_tagged",
    "skipped_version",
    "tagged_not_announced",
]

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from digest.merge import ANNOUNCED, version_of
from digest.release import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.remarks.scene import Around, Past

# A tag and its announcement may be some days apart; then nobody waits any more.
PATIENCE = timedelta(days=7)
# A version that is followed as soon as that was not meant to stay; where nobody could
# have seen it announced, a day is too long to be sure.
SKIPPED = timedelta(days=2)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedNotAnnounced(Remark):
    """It was tagged, and its project, which usually announces, said nothing."""

    kind: ClassVar[str] = "tagged-not-announced"
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedNotTagged(Remark):
    """It was announced and has no tag, as most of its series have."""

    kind: ClassVar[str] = "announced-not-tagged"
    series: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedVersion(Remark):
    """A version that was tagged, never announced, and soon followed by the next.

    It is told of the next one, and of itself. ``hours`` says how soon, where the
    moments of both tags are known, else ``days`` do. It is ``silent`` if an
    announcement would have been seen.
    """

    kind: ClassVar[str] = "skipped-version"
    version: str
    tag: str
    next: str
    next_tag: str
    days: int
    hours: int | None = None
    silent: bool = False


def tagged_not_announced(around: Around) -> Iterator[TaggedNotAnnounced]:
    """Tell a tag of which nobody spoke, once nobody will."""
    release, scene = around.release, around.scene
    waited = release.day + PATIENCE <= scene.settled
    if release.tag and waited and scene.announces(release.project):
        key = release.project, version_of(release.version)
        if not scene.announced(key):
            yield TaggedNotAnnounced(tag=release.tag)


def announced_not_tagged(around: Around) -> Iterator[AnnouncedNotTagged]:
    """Tell a release that has no tag where most others of its series have one."""
    release, scene = around.release, around.scene
    waited = release.day + PATIENCE <= scene.settled
    if release.tag or not waited or not scene.has_read_tags(release.project):
        return
    spoken = any(item.kind in ANNOUNCED for item in release.evidence)
    tagged = [bool(past.tag) for past in around.siblings]
    if spoken and tagged and sum(tagged) * 2 >= len(tagged):
        yield AnnouncedNotTagged(series=release.series)


def skipped_version(around: Around) -> Iterator[SkippedVersion]:
    """Tell a version that made way for the next: Corosync's 1.99.3 after two hours."""
    own = around.own
    if own is None:
        return
    series = [past for past in around.known if past.series == own.series]
    finals = [past for past in series if not past.version.prerelease]
    before = [past for past in finals if past.version < own.version]
    after = [past for past in finals if past.version > own.version]
    if before:
        last = max(before, key=lambda past: past.version)
        yield from _skipped(last, own, around)
    if after:
        first = min(after, key=lambda past: past.version)
        yield from _skipped(own, first, around)


def _skipped(one: Past, other: Past, around: Around) -> Iterator[SkippedVersion]:
    scene, project = around.scene, around.release.project
    if not (one.tag and other.tag) or one.batch or other.batch:
        return
    days = other.day - one.day
    span = other.at - one.at if one.at and other.at else days
    silent = scene.announces(project)
    soon = timedelta() <= span and (span < DAY or (silent and span <= SKIPPED))
    if soon and not scene.announced((project, one.version)):
        known = bool(one.at and other.at)
        yield SkippedVersion(
            version=one.written,
            tag=one.tag,
            next=other.written,
            next_tag=other.tag,
            days=days.days,
            hours=max(1, round(span / timedelta(hours=1))) if known else None,
            silent=silent,
        )
