"""What a remark on a release may look at."""

from __future__ import annotations

__all__ = ["Around", "Past", "Scene", "gaps_of", "is_news", "look"]

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.merge import ANNOUNCED, key_of, version_of
from digest.versions import Version, backdated, parse, series_of

if TYPE_CHECKING:
    import re

    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from digest.history import History
    from digest.merge import Key
    from digest.model import Facts, Tag
    from digest.release import Release

REPOSITORY = "git:"
# A project announces if it announced three releases, and four of five.
USUAL = 3
OFTEN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One project's month, and all that is known of the project.

    ``month`` holds its releases of the window, the newest version first, ``tags`` its
    tags, each version once; ``rule`` says what its series are. ``facts`` are those of
    the month, ``history`` is what the issues before it told.
    """

    month: tuple[Release, ...]
    tags: tuple[Tag, ...]
    rule: int | re.Pattern[str]
    facts: Facts
    history: History

    @property
    def settled(self) -> date:
        """The day before which whatever belongs to a release has been seen."""
        return min(self.facts.read_until, self.facts.window.until)

    def announced(self, key: Key) -> bool:
        """Return whether anybody announced a release, in this issue or before it."""
        said = (
            sighting
            for sighting in self.facts.sightings
            if sighting.evidence.kind in ANNOUNCED
        )
        told = key in self.history.told and key not in self.history.silent
        return told or any(key_of(sighting) == key for sighting in said)

    def announces(self, project: str) -> bool:
        """Return whether an announcement of a project would have been seen.

        It usually announces, and all that could carry its announcements was read.
        """
        habit = self.history.habits.get(project)
        if not habit or habit.announced < max(USUAL, OFTEN * habit.silent):
            return False
        gaps = (gap.source for gap in self.facts.gaps)
        carried = any(
            tally.messages and project in (tally.projects or (project,))
            for tally in self.facts.tallies
            if not tally.source.startswith(REPOSITORY)
        )
        return carried and all(source.startswith(REPOSITORY) for source in gaps)

    def has_read_tags(self, project: str) -> bool:
        """Return whether all the tags of a project are known."""
        sources = {gap.source for gap in self.facts.gaps}
        return bool(self.tags) and f"{REPOSITORY}{project}" not in sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A version that is known, as of its day; ``at`` is the moment of its ``tag``."""

    version: Version
    written: str
    day: date
    series: str
    tag: str = ""
    at: datetime | None = None
    batch: bool = False

    @property
    def place(self) -> tuple[date, Version, str, str]:
        """Where it stands among others: by its day, then by version."""
        return self.day, self.version, self.written, self.tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """A release, and the other versions of its project, the oldest first.

    ``own`` is what the release itself will be to later ones, if it has a tag.
    """

    release: Release
    version: Version | None
    scene: Scene
    known: tuple[Past, ...]
    own: Past | None

    @property
    def past(self) -> tuple[Past, ...]:
        """The versions that were there on its day."""
        return tuple(past for past in self.known if past.day <= self.release.day)

    @property
    def finals(self) -> tuple[Past, ...]:
        """Those of them that are no candidates."""
        return tuple(past for past in self.past if not past.version.prerelease)

    @property
    def siblings(self) -> tuple[Past, ...]:
        """Those of them that are of its series."""
        series = self.release.series
        return tuple(past for past in self.finals if past.series == series)

    @property
    def before(self) -> Past | None:
        """The release before it in its series, if it is one."""
        written = self.release.previous
        return next((past for past in self.siblings if past.written == written), None)

    @property
    def newest(self) -> bool:
        """Whether no newer version of its project was released on its day."""
        same = (r for r in self.scene.month if r.day == self.release.day and is_news(r))
        return next(same, self.release).version == self.release.version

    def days_since(self, past: Past) -> int:
        """Return how many days it came after another."""
        return (self.release.day - past.day).days


def look(release: Release, scene: Scene) -> Around:
    """Return a release with what is around it.

    A tag counts by its own day, one of a batch by that of its commit. What was
    announced and never tagged counts by its announcement.
    """
    version = parse(release.version)
    every = sorted(_known(release, scene), key=lambda past: past.place)
    return Around(
        release=release,
        version=version,
        scene=scene,
        known=tuple(past for past in every if past.version != version),
        own=next((p for p in every if p.version == version and p.tag), None),
    )


def _known(release: Release, scene: Scene) -> Iterator[Past]:
    batch = backdated(scene.tags)
    for tag in scene.tags:
        if version := parse(tag.version):
            yield Past(
                version=version,
                written=tag.version,
                day=tag.made if tag.name in batch else tag.day,
                series=series_of(tag.version, scene.rule),
                tag=tag.name,
                at=tag.at,
                batch=tag.name in batch,
            )
    untagged = [(r.version, r.day) for r in scene.month if not (r.backdated or r.tag)]
    untagged += [
        (said.version, said.day)
        for said in scene.history.releases.values()
        if said.key[0] == release.project
    ]
    tagged = {version_of(tag.version) for tag in scene.tags}
    for written, day in untagged:
        if (version := parse(written)) and version not in tagged:
            series = series_of(written, scene.rule)
            yield Past(version=version, written=written, day=day, series=series)


def is_news(release: Release) -> bool:
    """Return whether it is a release to be told, no candidate and not backdated."""
    return not (release.prerelease or release.backdated)


def gaps_of(days: Iterable[date]) -> list[int]:
    """Return how many days lie between each of some days and the next."""
    return [(later - earlier).days for earlier, later in pairwise(sorted(days))]
