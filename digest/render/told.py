"""What of a release is told at another release of the month already."""

from __future__ import annotations

__all__ = [
    "Shared",
    "anchor_of",
    "own_changes",
    "own_options",
    "own_remarks",
    "own_topics",
    "shared",
]

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.pick import blocks
from digest.remarks import SameDaySiblings, StatusContradiction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.changes import Change, OptionChange, TopicChange
    from digest.release import Release, Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """How much another release of the month tells already, and of which file."""

    count: int
    version: str
    anchor: str
    file: str = ""


def anchor_of(release: Release) -> str:
    """Return the name of the place on the page where a release is told."""
    return f"{release.project}-{release.version}"


def own_changes(release: Release) -> Iterator[Change]:
    """Yield what no other release says, below the change that it is nested in."""
    for block in blocks(release.changes):
        own = [change for change in block[1:] if not change.also_in]
        if own or not block[0].also_in:
            yield from (block[0], *own)


def shared(release: Release, month: Sequence[Release]) -> Iterator[Shared]:
    """Yield how many of its changes each other release of the month says."""
    for other in month:
        count = sum(change.also_in == other.version for change in release.changes)
        if count:
            yield Shared(count=count, version=other.version, anchor=anchor_of(other))


def own_topics(
    release: Release, month: Sequence[Release]
) -> tuple[list[TopicChange], Shared | None]:
    """Return the topics that no newer release shows, and which one shows others."""
    own, told_in = list(release.topics), None
    for other in month[: month.index(release)]:
        told = {topic.news for topic in other.topics}
        kept = [topic for topic in own if topic.news not in told]
        if len(kept) < len(own):
            count, own = len(own) - len(kept), kept
            told_in = Shared(
                count=count,
                version=other.version,
                anchor=anchor_of(other),
                file=release.topics[0].file,
            )
    return own, told_in


def own_options(release: Release, month: Sequence[Release]) -> tuple[OptionChange, ...]:
    """Return what became of options, but for what a newer one of its series says too.

    Most of what a candidate has, its release has as well.
    """
    newer = (r for r in month[: month.index(release)] if r.series == release.series)
    told = {change for other in newer for change in other.options}
    return tuple(change for change in release.options if change not in told)


def own_remarks(release: Release, topics: Sequence[TopicChange]) -> Iterator[Remark]:
    """Yield the remarks that are made here; what concerns several is said once."""
    shown = {topic.topic for topic in topics}
    for remark in release.remarks:
        match remark:
            case SameDaySiblings(versions=(newest, *_)) if newest != release.version:
                continue
            case StatusContradiction(topic=topic) if topic not in shown:
                continue
        yield remark
