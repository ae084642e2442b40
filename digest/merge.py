"""What sources say, merged: once each, and together where it is of one release."""

from __future__ import annotations

__all__ = [
    "ANNOUNCED",
    "Key",
    "Said",
    "key_of",
    "merge",
    "news_of",
    "tells",
    "tips_of",
    "version_of",
]

from collections import defaultdict
from typing import TYPE_CHECKING

from digest.model import EvidenceKind, Tag
from digest.said import ANNOUNCED, Key, Said, each_once
from digest.versions import backdated, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.model import Facts, News, Record, Sighting, Tip
    from digest.versions import Version


def merge(facts: Facts) -> dict[Key, Said]:
    """Return what was said of each release that was first seen in the window."""
    batches = _batches(facts)
    seen: defaultdict[Key, set[Sighting]] = defaultdict(set)
    for sighting in facts.sightings:
        seen[key_of(sighting)].add(sighting)
    found = {}
    for key, sightings in seen.items():
        news = [said for said in sightings if _is_news(said, batches)]
        if min(said.evidence.day for said in news or sightings) in facts.window:
            found[key] = Said(
                key=key,
                sightings=tuple(sorted(sightings, key=repr)),
                window=facts.window,
                backdated=not news,
            )
    return found


def tells(facts: Facts) -> frozenset[Key]:
    """Return the releases that an issue of these facts shows."""
    return frozenset(key for key, said in merge(facts).items() if not said.backdated)


def news_of(facts: Facts, told: Iterable[News] = ()) -> tuple[News, ...]:
    """Return the news of the window in order, each once, without what was told."""
    known = {_matter_of(item) for item in told}
    inside = [item for item in facts.news if item.day in facts.window]
    # Who reads a list for all projects may not know whose news it is; others may.
    owned = {_matter_of(item) for item in inside if item.project}
    news = (
        item
        for item in inside
        if _matter_of(item) not in known
        and (item.project or _matter_of(item) not in owned)
    )
    once = each_once(news, lambda n: (*_matter_of(n), n.project), _readable)
    return tuple(sorted(once, key=lambda item: (item.day, item.title, repr(item))))


def tips_of(facts: Facts) -> tuple[Tip, ...]:
    """Return the tips of the window in order, each thread once."""
    inside = (tip for tip in facts.tips if tip.day in facts.window)
    once = each_once(inside, _thread, lambda tip: (not tip.project, *_readable(tip)))
    return tuple(sorted(once, key=lambda tip: (tip.day, tip.title, repr(tip))))


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


def _matter_of(news: News) -> tuple[object, ...]:
    where = news.message_id or news.url or news.title
    return where, news.kind, news.version, news.event_day


def _thread(tip: Tip) -> str:
    return tip.message_id or tip.url or tip.title


def _readable(item: News | Tip) -> tuple[object, ...]:
    """Rank what is the same by whether it can be read on the web, then by source."""
    return not item.url, item.source, repr(item)
