"""A digest as a few lines of plain text."""

from __future__ import annotations

__all__ = ["outline", "outline_topics"]

from typing import TYPE_CHECKING

from digest.codec import encode
from digest.inert import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.model import Digest, Release, Remark, TopicChange


def outline(digest: Digest) -> str:
    """Return what a month holds, for a person at a terminal."""
    return "\n".join(_lines(digest)) + "\n"


def outline_topics(topics: Iterable[TopicChange]) -> str:
    """Return what became of topics, field by field."""
    lines = []
    for topic in topics:
        lines.append(f"{topic.how}: {plain(topic.topic)}")
        lines += (
            f"    {plain(f.name)}: {plain(f.old) or '-'} -> {plain(f.new) or '-'}"
            for f in topic.fields
        )
    return "".join(f"{line}\n" for line in lines)


def _lines(digest: Digest) -> Iterator[str]:
    window = digest.window
    early = " (early: the window has not ended)" if digest.early else ""
    yield f"{digest.month}: {window.since} to {window.last}{early}"
    for release in digest.releases:
        yield from _release(release)
    for news in digest.news:
        yield f"{news.day} {news.kind}: {plain(news.title)} {news.url}".rstrip()
    for gap in digest.gaps:
        yield f"gap: {gap.source}: {gap.what}"


def _release(release: Release) -> Iterator[str]:
    named = f"{release.project} {release.version}"
    aside = " backdated" if release.backdated else ""
    after = f", after {release.previous}" if release.previous else ""
    yield f"{release.day} {named}{after}{aside}"
    for evidence in release.evidence:
        yield f"    {evidence.kind}: {plain(evidence.title)} {evidence.url}".rstrip()
    yield f"    {len(release.changes)} changes, from {release.changes_from}"
    for topic in release.topics:
        what = f"{topic.how} between {topic.old} and {topic.new}"
        yield f"    {topic.file}: {plain(topic.topic)} {what}"
    for remark in release.remarks:
        yield f"    {_remark(remark)}"


def _remark(remark: Remark) -> str:
    data = encode(remark)
    kind = data.pop("kind")
    told = ", ".join(f"{key} {_value(value)}" for key, value in data.items())
    return f"{kind}: {told}"


def _value(value: object) -> str:
    """Return a remark's blank in short."""
    if not isinstance(value, list):
        return plain(value)
    items = (item["version"] if isinstance(item, dict) else item for item in value)
    return " ".join(map(plain, items))
