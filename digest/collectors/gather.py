"""All sources, asked, to the facts of a month."""

from __future__ import annotations

__all__ = ["every_source", "gather", "keep"]

import logging

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.collectors import Source
from digest.collectors.tags import TagCollector
from digest.edition import Want
from digest.errors import FetchError
from digest.model import Facts, Gap, News, Record, Sighting, Tag
from digest.versions import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.edition import Edition
    from digest.fetch import Fetch
    from digest.model import Found

logger = logging.getLogger(__name__)


def every_source(edition: Edition, sources: Sequence[Source]) -> tuple[Source, ...]:
    """Return the sources with the projects' repositories before them."""
    repositories = (
        Source(
            id=f"git:{project.id}",
            collector=TagCollector(project=project),
            projects=(project.id,),
        )
        for project in edition.projects
        if project.repository
    )
    return (*repositories, *sources)


def gather(
    asked: Facts, edition: Edition, sources: Sequence[Source], fetch: Fetch
) -> Facts:
    """Return the facts that the sources tell of a month, in a fixed order.

    ``asked`` says which month and window. A source that cannot be read becomes a gap;
    the others go on.
    """
    found = [
        item
        for source in sources
        if source.lives_in(asked.window)
        for item in _ask(source, asked, edition, fetch)
    ]
    return replace(
        asked,
        sightings=tuple(
            sorted({s for s in found if isinstance(s, Sighting)}, key=_place)
        ),
        records=tuple(sorted((r for r in found if isinstance(r, Record)), key=_place)),
        news=tuple(item for item in found if isinstance(item, News)),
        gaps=tuple(item for item in found if isinstance(item, Gap)),
        tags=tuple(sorted((t for t in found if isinstance(t, Tag)), key=_place)),
    )


def keep(old: Facts, new: Facts, asked: Sequence[Source]) -> Facts:
    """Return the new facts with what the old ones have beyond them.

    What was found once stays, whatever a source says today; a gap stays until its
    source is asked again.
    """
    sightings = {_identity(s): s for s in (*old.sightings, *new.sightings)}
    records = {(r.project, r.version): r for r in old.records}
    records |= {(r.project, r.version): r for r in new.records}
    ids = {source.id for source in asked}
    read = {tag.project for tag in new.tags}
    return replace(
        new,
        sightings=tuple(
            sorted(
                (s for s in sightings.values() if s.evidence.day in new.window),
                key=_place,
            )
        ),
        records=tuple(sorted(records.values(), key=_place)),
        news=tuple(dict.fromkeys((*old.news, *new.news))),
        gaps=(*(gap for gap in old.gaps if gap.source not in ids), *new.gaps),
        tags=tuple(
            sorted(
                (*(t for t in old.tags if t.project not in read), *new.tags),
                key=_place,
            )
        ),
    )


def _ask(
    source: Source, asked: Facts, edition: Edition, fetch: Fetch
) -> Iterator[Found | Gap]:
    logger.info("reading %s", source.id)
    want = Want(
        source=source.id,
        window=asked.window,
        timezone=edition.timezone,
        projects=tuple(
            project
            for project in edition.projects
            if not source.projects or project.id in source.projects
        ),
    )
    try:
        yield from source.collector.collect(want, fetch)
    except FetchError as error:
        yield Gap(source=source.id, what=error.what, url=error.where)


def _identity(sighting: Sighting) -> tuple[str, ...]:
    """Return what stays the same when a source tells of a release again."""
    evidence = sighting.evidence
    where = evidence.message_id or evidence.title
    return sighting.project, sighting.version, evidence.source, evidence.kind, where


def _place(item: Sighting | Record | Tag) -> tuple[object, ...]:
    """Order what is said of releases: project, version, then who says it."""
    version = parse(item.version)
    rank = (version is not None, version or item.version)
    if isinstance(item, Sighting):
        evidence = item.evidence
        said = (evidence.day, evidence.kind, evidence.source, evidence.title)
        return (item.project, *rank, *map(str, said))
    if isinstance(item, Tag):
        return (item.project, *rank, item.name)
    return (item.project, *rank)
