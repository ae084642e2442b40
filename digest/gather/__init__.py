"""All sources, asked, to the facts of a month."""

from __future__ import annotations

__all__ = ["NOT_ASKED", "every_source", "gather", "keep", "unread"]

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from digest.collectors import Source
from digest.collectors.tags import TagCollector
from digest.edition import MARGIN, Want
from digest.gather.asking import read_all
from digest.gather.same import identity, matter, said_in
from digest.model import (
    Facts,
    Gap,
    News,
    Record,
    Sighting,
    Tag,
    Tally,
    Tip,
)
from digest.versions import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from digest.edition import Edition
    from digest.fetch import Fetch
    from digest.gather.reading import Reading
    from digest.months import Window

Item = TypeVar("Item", Sighting, Record, News, Tip, Tally, Gap, Tag)

NOT_ASKED = "not asked yet"


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
    asked: Facts,
    edition: Edition,
    sources: Sequence[Source],
    fetch: Fetch,
    today: date,
) -> Facts:
    """Return the facts that the sources tell of a month, in a fixed order.

    ``asked`` says which month and window, ``today`` is when. A source that cannot be
    read becomes a gap; the others go on.

    Raises:
        DigestError: If it is no source's fault, such as that there is no git.
    """
    want = Want(
        source="",
        window=asked.window,
        timezone=edition.timezone,
        projects=edition.projects,
        today=today,
        events=edition.events,
    )
    alive = [source for source in sources if source.lives_in(asked.window)]
    readings = read_all(alive, want, fetch)
    found = [item for reading in readings for item in reading.found]
    return replace(
        asked,
        sightings=_laid_out(item for item in found if isinstance(item, Sighting)),
        records=_laid_out(item for item in found if isinstance(item, Record)),
        news=_laid_out(item for item in found if isinstance(item, News)),
        tips=_laid_out(item for item in found if isinstance(item, Tip)),
        tallies=_laid_out(_tallies(readings, asked.window)),
        gaps=_laid_out(reading.gap for reading in readings if reading.gap),
        tags=_laid_out(item for item in found if isinstance(item, Tag)),
    )


def unread(asked: Facts, sources: Iterable[Source]) -> Facts:
    """Return what is known of a month before any of its sources was asked."""
    gaps = (Gap(source=source.id, what=NOT_ASKED) for source in sources)
    return replace(asked, gaps=tuple(gaps))


def keep(
    old: Facts, new: Facts, asked: Sequence[Source], every: Sequence[Source]
) -> Facts:
    """Return the new facts with what the old ones have beyond them.

    What was found once stays, whatever a source says today; a gap stays until its
    source is asked again or is no more among ``every`` one. A source that is asked
    again in vain keeps its tally only if the month had been read as far before.
    """
    sightings = {identity(s): s for s in (*old.sightings, *new.sightings)}
    records = {(r.project, r.version, r.changes_from): r for r in old.records}
    records |= {(r.project, r.version, r.changes_from): r for r in new.records}
    news = {matter(n): n for n in (*old.news, *new.news)}
    tips = {(t.source, said_in(t)): t for t in (*old.tips, *new.tips)}
    tags = {(tag.project, tag.name): tag for tag in (*old.tags, *new.tags)}
    # What was asked only of some of its projects has not said all.
    heard = {source.id for source in asked if source in every}
    silent = {source.id for source in every} - heard
    first = min(old.read_until, new.read_until)
    window = new.window.widened(MARGIN)
    whole = old.read_until >= new.read_until
    counted = (t for t in old.tallies if whole or t.source in silent)
    tallies = {tally.source: tally for tally in (*counted, *new.tallies)}
    return replace(
        new,
        read_until=first if silent else new.read_until,
        sightings=_laid_out(s for s in sightings.values() if s.evidence.day in window),
        records=_laid_out(records.values()),
        news=_laid_out(item for item in news.values() if item.day in window),
        tips=_laid_out(item for item in tips.values() if item.day in window),
        tallies=_laid_out(tallies.values()),
        gaps=_laid_out((*(g for g in old.gaps if g.source in silent), *new.gaps)),
        tags=_laid_out(tags.values()),
    )


def _tallies(readings: Iterable[Reading], window: Window) -> Iterator[Tally]:
    """Yield what was counted in the sources of messages that were read to their end."""
    for reading in readings:
        source = reading.source
        if not (reading.gap or isinstance(source.collector, TagCollector)):
            count = sum(n for day, n in reading.heard.items() if day in window)
            yield Tally(source=source.id, messages=count, projects=source.projects)


def _laid_out(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items in their order, each once, whoever was asked first."""
    return tuple(sorted(set(items), key=_place))


def _place(
    item: Sighting | Record | News | Tip | Tally | Gap | Tag,
) -> tuple[object, ...]:
    """Order by project and version, or by day, then by who says it, then the rest."""
    if isinstance(item, Gap | Tally):
        return item.source, repr(item)
    if isinstance(item, News | Tip):
        return item.day, item.title, repr(item)
    version = parse(item.version)
    place = (item.project, version is not None, version or item.version)
    if isinstance(item, Sighting):
        evidence = item.evidence
        said = (evidence.day, evidence.kind, evidence.source, evidence.title)
        return (*place, *said, repr(item))
    return (*place, repr(item))
