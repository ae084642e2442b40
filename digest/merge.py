"""Sightings of one release to one release: whose are they, and which issue's."""

from __future__ import annotations

__all__ = ["Key", "key_of", "merge", "tells", "version_of"]

from collections import defaultdict
from typing import TYPE_CHECKING

from digest.model import EvidenceKind, Tag
from digest.versions import Version, backdated, parse

if TYPE_CHECKING:
    from datetime import date

    from digest.model import Facts, Record, Sighting

Key = tuple[str, Version | str]


def merge(facts: Facts) -> dict[Key, list[Sighting]]:
    """Return what was said of each release that was first seen in the window."""
    batches = _batches(facts)
    seen: dict[Key, list[Sighting]] = {}
    for sighting in facts.sightings:
        seen.setdefault(key_of(sighting), []).append(sighting)

    def first(sightings: list[Sighting]) -> date:
        news = [s for s in sightings if _is_news(s, batches)]
        return min(s.evidence.day for s in news or sightings)

    return {key: said for key, said in seen.items() if first(said) in facts.window}


def tells(facts: Facts) -> frozenset[Key]:
    """Return the releases that an issue of these facts shows."""
    batches = _batches(facts)
    return frozenset(
        key
        for key, sightings in merge(facts).items()
        if any(_is_news(sighting, batches) for sighting in sightings)
    )


def key_of(said: Sighting | Record) -> Key:
    """Return what all that is said of one release has in common."""
    return said.project, version_of(said.version)


def version_of(written: str) -> Version | str:
    """Return a version, or the text that is written like none."""
    return parse(written) or written


def _batches(facts: Facts) -> frozenset[tuple[str, str]]:
    """Return the tags that were put on old commits in a batch: whose, and which."""
    tags: defaultdict[str, set[Tag]] = defaultdict(set)
    for tag in facts.tags:
        tags[tag.project].add(tag)
    return frozenset(
        (project, name) for project, known in tags.items() for name in backdated(known)
    )


def _is_news(sighting: Sighting, batches: frozenset[tuple[str, str]]) -> bool:
    evidence = sighting.evidence
    return (
        evidence.kind is not EvidenceKind.TAG
        or (sighting.project, evidence.title) not in batches
    )
