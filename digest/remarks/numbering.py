"""What a version's number says: others are missing, it is far from them, or new."""

from __future__ import annotations

__all__ = [
    "MissingVersions",
    "NewSeries",
    "VersionJump",
    "missing_versions",
    "new_series",
    "version_jump",
]

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from statistics import median
from typing import TYPE_CHECKING, ClassVar

from digest.merge import key_of
from digest.release import Remark
from digest.remarks.scene import is_news
from digest.versions import Version, parse, series_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.remarks.scene import Around, Past

# Whoever leaves out more than a few numbers has jumped; whoever leaves some out at
# one step in four never counted strictly.
FEW = 3
STEPS = 4
# How many numbers a jump leaves out, but for the first number: there one is enough.
FAR = 5
YEARS = 1000  # numbers that large are years, or days
FRESH = 183  # days in which the first two of a series are still news
FIRST = 2
SEVERAL = 2  # releases of a series
LONGEST = 9  # more numbers than a version has


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingVersions(Remark):
    """Numbers between it and the one before it that were never tagged or announced."""

    kind: ClassVar[str] = "missing-versions"
    versions: tuple[str, ...]
    than: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionJump(Remark):
    """Its number is far from that of the line before it: 3.9.1 after 1.0.4."""

    kind: ClassVar[str] = "version-jump"
    than: str
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSeries(Remark):
    """It is the first release of a series; ``after`` is the series before that."""

    kind: ClassVar[str] = "new-series"
    series: str
    after: str


def missing_versions(around: Around) -> Iterator[MissingVersions]:
    """Tell numbers that were left out, by a project that counts strictly."""
    before, version, scene = around.before, around.version, around.scene
    project = around.release.project
    if before is None or version is None or not scene.has_read_tags(project):
        return
    said = {key_of(sighting) for sighting in scene.facts.sightings}
    seen = {known for who, known in said | scene.history.told if who == project}
    seen |= {past.version for past in around.known}
    leads = {known.release for known in seen if isinstance(known, Version)}
    between = _between(before.version, version)
    if not between or any(Version(number) in leads for number in between):
        return
    if _counts_strictly(around):
        length = series_of(around.release.version, LONGEST).count(".") + 1
        yield MissingVersions(
            versions=tuple(_written(number, length) for number in between),
            than=before.written,
        )


def _between(old: Version, new: Version) -> list[tuple[int, ...]]:
    """Return the few numbers between two that differ in the last number alone."""
    length = max(len(old.numbers), len(new.numbers))
    one, other = _padded(old.numbers, length), _padded(new.numbers, length)
    if one[:-1] != other[:-1] or other[-1] - one[-1] > FEW + 1:
        return []
    return [(*one[:-1], last) for last in range(one[-1] + 1, other[-1])]


def _padded(numbers: tuple[int, ...], length: int) -> tuple[int, ...]:
    return numbers + (0,) * (length - len(numbers))


def _written(numbers: tuple[int, ...], length: int) -> str:
    return ".".join(map(str, _padded(numbers, length)))


def _counts_strictly(around: Around) -> bool:
    """Return whether the steps that left out numbers are few."""
    ordered = sorted((past.series, past.version) for past in around.finals)
    steps = [
        bool(_between(one, other))
        for (series, one), (same, other) in pairwise(ordered)
        if series == same
    ]
    return len(steps) < STEPS or sum(steps) * STEPS < len(steps)


def version_jump(around: Around) -> Iterator[VersionJump]:
    """Tell a number that is far from the one before it.

    The first two of the month's newest series are held against the line that it came
    after as well, if that had a release within half a year: resource-agents 3.9.0 was
    but the point at which two lines met, and who had known 1.0.4 met 3.9.1.
    """
    version = around.version
    if version is None or not around.newest:
        return
    below = [past for past in around.finals if past.version < version]
    written = around.release.previous
    last = next((past for past in below if past.written == written), None)
    older = [p for p in below if p.version.numbers[0] < version.numbers[0]]
    line = max(older, key=lambda past: past.version, default=None)
    if line and _is_fresh(around, line) and _is_far(line.version, version):
        yield VersionJump(than=line.written, tag=line.tag)
    elif last and _is_far(last.version, version):
        yield VersionJump(than=last.written, tag=last.tag)


def _is_fresh(around: Around, line: Past) -> bool:
    series = next(r.series for r in around.scene.month if is_news(r))
    few = series == around.release.series and len(around.siblings) < FIRST
    return few and around.days_since(line) <= FRESH


def _is_far(old: Version, new: Version) -> bool:
    """Return whether numbers were left out: one in front, or several further on."""
    pairs = zip_longest(old.numbers, new.numbers, fillvalue=0)
    at, (one, other) = next((at, p) for at, p in enumerate(pairs) if p[0] != p[1])
    return one < YEARS and other - one > (FAR if at else 1)


def new_series(around: Around) -> Iterator[NewSeries]:
    """Tell the first release of the newest series, where a series has several.

    What came before 1.0 is no guide: Corosync had eleven series then, of one release.
    """
    release, previous = around.release, around.release.previous
    if not previous or not release.tag or not _begins(around):
        return
    after = series_of(previous, around.scene.rule)
    grown = (past.series for past in around.finals if past.version.numbers[0])
    lengths = Counter(grown)
    if after in lengths and median(lengths.values()) >= SEVERAL:
        yield NewSeries(series=release.series, after=after)


def _begins(around: Around) -> bool:
    """Return whether nothing of its series came before it, or can have come.

    Where 1.4.7 is the first of its series that is known, others are not known.
    """
    series, version = parse(around.release.series), around.version
    if version is None or any(past.version > version for past in around.finals):
        return False
    first = series is None or sum(version.numbers[len(series.numbers) :]) <= 1
    return first and not around.siblings
