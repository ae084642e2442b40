"""Every release that there ever was, as it is published for programs to read."""

from __future__ import annotations

__all__ = ["LEDGER", "Ledger", "Listed", "ledger"]

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from digest.catalogue import catalogue
from digest.edition import Project
from digest.months import Month
from digest.versions import parse, previous

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from digest.catalogue import Known
    from digest.edition import Edition
    from digest.merge import Key
    from digest.model import Tag
    from digest.release import Digest

LEDGER = 1  # the version of what is promised of releases.json


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A version of a project, told by an issue or not.

    ``day`` is the day of its release, in the digest's time zone. ``series`` is the
    series that it belongs to. ``previous`` is the version that it is compared with, or
    null where none is known. ``prerelease`` says that it is a candidate. ``tag`` is
    the tag's name, empty if there is none. ``issue`` is the month of the issue that
    tells of it, null where none does. ``anchor`` is the place on that issue's page in
    any language, empty where there is none. ``evidence`` has the addresses that prove
    it.
    """

    project: str
    version: str
    day: date
    series: str
    previous: str | None
    prerelease: bool
    tag: str
    issue: Month | None
    anchor: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All known releases of all projects, by project, the newest version first.

    ``until`` is the day before which all of them came out, on which the newest issue
    appears; it is null where there is no issue yet.
    """

    until: date | None
    releases: tuple[Listed, ...]


def ledger(
    edition: Edition,
    digests: Sequence[Digest],
    tags: Sequence[Tag],
    hidden: Collection[Key] = (),
) -> Ledger:
    """Return all that is known to have been released; projects in the edition's order.

    ``tags`` are those of the newest facts; what is ``hidden`` is left out. Behind the
    edition's projects come those that issues tell of and nobody watches any more, by
    name.
    """
    told = {release.project for digest in digests for release in digest.releases}
    watched = {project.id for project in edition.projects}
    others = (_forgotten(name) for name in sorted(told - watched))
    return Ledger(
        until=max((digest.window.until for digest in digests), default=None),
        releases=tuple(
            listed
            for project in (*edition.projects, *others)
            for known in [catalogue(project, digests, tags, hidden)]
            for listed in _listed(project, known, tags)
        ),
    )


def _forgotten(name: str) -> Project:
    """Return a project of which no more is known than what it was called."""
    return Project(id=name, name=name, about={}, aliases=(), repository="", tags=())


def _listed(
    project: Project, known: Sequence[Known], tags: Sequence[Tag]
) -> Iterator[Listed]:
    """Yield the versions of a project as they are published."""
    mine = [tag for tag in tags if tag.project == project.id and parse(tag.version)]
    # Of two tags of one version the older one counts, as in the catalogue.
    mine.sort(key=lambda tag: (tag.day, tag.name), reverse=True)
    tagged = {parse(tag.version): tag for tag in mine}
    for one in known:
        if release := one.release:
            before, tag = release.previous, release.tag
            urls = [evidence.url for evidence in release.evidence]
        else:
            own = tagged[one.number]
            earlier = previous(own, mine, project.series)
            before, tag = earlier.version if earlier else None, own.name
            urls = [one.url]
        yield Listed(
            project=project.id,
            version=one.version,
            day=one.day,
            series=one.series,
            previous=before,
            prerelease=release.prerelease if release else one.candidate,
            tag=tag,
            issue=one.issue,
            anchor=f"{project.id}-{one.version}" if one.issue else "",
            evidence=tuple(dict.fromkeys(filter(None, urls))),
        )
