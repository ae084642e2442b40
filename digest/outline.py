"""A digest as a few lines of plain text."""

from __future__ import annotations

__all__ = ["EARLY", "Line", "outline", "outline_topics", "written"]

from itertools import groupby
from textwrap import shorten
from typing import TYPE_CHECKING

from digest.codec import encode
from digest.compare.options.table import tables_of
from digest.inert import plain
from digest.model import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.changes import OptionChange, TopicChange
    from digest.model import News, Reason, Tip
    from digest.release import Digest, Matter, Release, Remark

Line = tuple[int, str]  # how deep it is indented, and what it says

WIDTH = 100  # letters of a change, which are enough to know it by
EARLY = " (early: the window has not ended)"


def outline(digest: Digest) -> str:
    """Return what a month holds, for a person at a terminal."""
    return written(_lines(digest))


def outline_topics(topics: Iterable[TopicChange]) -> str:
    """Return what became of topics, field by field."""
    return written(line for topic in topics for line in _topic(topic))


def written(lines: Iterable[Line]) -> str:
    """Return lines with nothing in them that would play tricks on a terminal."""
    return "".join(f"{'    ' * depth}{plain(text)}\n" for depth, text in lines)


def _topic(topic: TopicChange) -> Iterator[Line]:
    yield 0, f"{topic.how}: {topic.topic}"
    for item in topic.fields:
        yield 1, f"{item.name}: {item.old or '-'} -> {item.new or '-'}"


def _lines(digest: Digest) -> Iterator[Line]:
    window = digest.window
    early = EARLY if digest.early else ""
    yield 0, f"{digest.month}: {window.since} to {window.last}{early}"
    for remark in digest.remarks:
        yield 0, _remark(remark)
    for release in digest.releases:
        yield from _release(release)
    for news in digest.news:
        yield 0, _news(news)
    for matter in digest.matters:
        yield 0, _matter(matter)
    for tip in digest.tips:
        yield 0, _tip(tip)
    for project, series in groupby(digest.current, lambda each: each.project):
        newest = ", ".join(f"{each.version} ({each.day})" for each in series)
        yield 0, f"current: {project} {newest}"
    for gap in digest.gaps:
        yield 0, f"gap: {gap.source}: {gap.what}"


def _news(news: News) -> str:
    day = f", on {news.event_day}" if news.event_day else ""
    turn = "" if news.turn is Turn.NEW else f" ({news.turn})"
    return f"{news.day} {news.kind}{turn}: {_titled(news)}{day} {news.url}".rstrip()


def _titled(news: News) -> str:
    """Return a title with whose it is; neither need be known."""
    whose = " ".join(filter(None, (news.project, news.version)))
    return f"{whose}: {news.title}" if whose else news.title


def _matter(matter: Matter) -> str:
    days = [
        f"{what} {day}"
        for what, day in (("due", matter.due), ("done", matter.done))
        if day
    ]
    last = matter.news[-1]
    when = f", {', '.join(days)}" if days else ""
    return f"matter {matter.state}{when}: {_titled(last)} {last.url}".rstrip()


def _tip(tip: Tip) -> str:
    whose = f"{tip.project}: " if tip.project else ""
    why = f" ({', '.join(tip.why)})" if tip.why else ""
    return f"tip: {whose}{tip.title} {tip.url}{why}"


def _reason(reason: Reason) -> str:
    return reason if isinstance(reason, str) else reason[0].text


def _release(release: Release) -> Iterator[Line]:
    named = f"{release.project} {release.version}"
    aside = " backdated" if release.backdated else ""
    aside += f" late, found {release.found}" if release.found else ""
    aside += f" redated: {_reason(release.redated)}" if release.redated else ""
    after = f", after {release.previous}" if release.previous else ""
    yield 0, f"{release.day} {named}{after}{aside}"
    for evidence in release.evidence:
        yield 1, f"{evidence.kind}: {evidence.title} {evidence.url}"
    yield 1, f"{len(release.changes)} changes, from {release.changes_from}"
    for change in release.changes:
        if change.marks and not change.also_in:
            yield 2, f"{shorten(change.text, WIDTH)} [{', '.join(change.marks)}]"
    for topic in release.topics:
        what = f"{topic.how} between {topic.old} and {topic.new}"
        yield 1, f"{topic.file}: {topic.topic} {what}"
    yield from _options(release.options)
    for remark in release.remarks:
        yield 1, _remark(remark)


def _options(changes: Iterable[OptionChange]) -> Iterator[Line]:
    """Yield each file once, and below it what became of its options."""
    for table in tables_of(changes):
        others = f" and {len(table.also)} more" if table.also else ""
        yield 1, f"{table.where}{others}:"
        for row in table.rows:
            old, new = row.old or "-", row.new or "-"
            yield 2, f"{row.option}: {row.what}: {old} -> {new}"


def _remark(remark: Remark) -> str:
    data = encode(remark)
    kind = data.pop("kind")
    given = {key: value for key, value in data.items() if value not in ("", None)}
    told = ", ".join(f"{key} {_value(value)}" for key, value in given.items())
    return f"{kind}: {told}"


def _value(value: object) -> str:
    """Return a remark's blank in short."""
    if not isinstance(value, list):
        return str(value)
    items = (
        next(iter(item.values())) if isinstance(item, dict) else item for item in value
    )
    return " ".join(map(str, items))
