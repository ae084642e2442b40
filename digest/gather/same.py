"""What stays the same when a source tells of something again."""

from __future__ import annotations

__all__ = ["identity", "matter", "said_in"]

from typing import TYPE_CHECKING

from digest.model import EvidenceKind

if TYPE_CHECKING:
    from digest.model import News, Sighting, Tip


def identity(sighting: Sighting) -> tuple[str, ...]:
    """Return what stays the same when a source tells of a release again."""
    evidence = sighting.evidence
    named = evidence.title if evidence.kind is EvidenceKind.TAG else evidence.url
    where = evidence.message_id or named or evidence.title
    return sighting.project, sighting.version, evidence.source, evidence.kind, where


def matter(news: News) -> tuple[object, ...]:
    """Return the same; one message may tell of several matters."""
    about = (news.kind, news.project, news.version, news.event_day)
    return (news.source, said_in(news), *about)


def said_in(item: News | Tip) -> str:
    """Return what the message is known by, wherever its page is."""
    return item.message_id or item.url or item.title
