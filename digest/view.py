"""A digest to what an issue's page shows, in the order in which it shows it."""

from __future__ import annotations

__all__ = ["Entry", "Issue", "Section", "TopicView", "view_issue"]

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from digest.compare.options.table import OptionTable, tables_of
from digest.pick import Picked, blocks, picked
from digest.remarks import SameDaySiblings, StatusContradiction
from digest.versions import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.changes import Change, TopicChange
    from digest.edition import Edition, Project
    from digest.release import Digest, Release, Remark

FEW = 5  # items of a list of topics that are not folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """How much another release of the month tells already, and of which file."""

    count: int
    version: str
    anchor: str
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """Topics of one TODO file between two tags.

    ``blocks`` are shown before and after, others are ``listed`` or ``folded``.
    """

    file: str
    old: str
    new: str
    blocks: tuple[TopicChange, ...]
    listed: tuple[TopicChange, ...]
    folded: tuple[TopicChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A release on the page, with the candidates that led to it."""

    release: Release
    name: str
    anchor: str
    compare_url: str
    changes: Picked
    shared: tuple[Shared, ...]
    topics: tuple[TopicView, ...]
    topics_in: Shared | None
    options: tuple[OptionTable, ...]
    remarks: tuple[Remark, ...]
    candidates: tuple[Entry, ...] = ()

    @property
    def hidden(self) -> int:
        """How many changes are folded away."""
        return sum(len(group.changes) for group in self.changes.rest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A project on the page."""

    id: str
    name: str
    about: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue's page, before it has words."""

    digest: Digest
    sections: tuple[Section, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in order."""
        return tuple(entry for section in self.sections for entry in section.entries)


def view_issue(digest: Digest, edition: Edition, language: str) -> Issue:
    """Return what the page of an issue shows, in a language.

    What is backdated is no news and is left out.
    """
    projects = {project.id: project for project in edition.projects}
    shown = [release for release in digest.releases if not release.backdated]
    return Issue(
        digest=digest,
        sections=tuple(
            _section(name, tuple(releases), projects.get(name), language)
            for name, releases in groupby(shown, key=lambda release: release.project)
        ),
    )


def _section(
    name: str, releases: tuple[Release, ...], project: Project | None, language: str
) -> Section:
    title = project.name if project else name
    entries = [_entry(release, releases, project, title) for release in releases]
    return Section(
        id=name,
        name=title,
        about=project.about.get(language, "") if project else "",
        entries=tuple(_nested(entries)),
    )


def _nested(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the releases with their candidates below them; a lone one stands alone."""
    leads = {parse(entry.release.version): entry.anchor for entry in entries}
    below: dict[str, list[Entry]] = {}
    for entry in entries:
        version = parse(entry.release.version)
        if version and version.prerelease and version.release in leads:
            below.setdefault(leads[version.release], []).append(entry)
    nested = {entry.anchor for candidates in below.values() for entry in candidates}
    for entry in entries:
        if entry.anchor not in nested:
            yield replace(entry, candidates=tuple(below.get(entry.anchor, ())))


def _entry(
    release: Release, month: Sequence[Release], project: Project | None, name: str
) -> Entry:
    topics, told_in = _own_topics(release, month)
    return Entry(
        release=release,
        name=name,
        anchor=_anchor(release),
        compare_url=_compare_url(release, project),
        changes=picked(tuple(_own_changes(release))),
        shared=tuple(_shared(release, month)),
        topics=tuple(_topic_views(topics)),
        topics_in=told_in,
        options=tables_of(release.options),
        remarks=tuple(_own_remarks(release, topics)),
    )


def _own_changes(release: Release) -> Iterator[Change]:
    """Yield what no other release says, below the change that it is nested in."""
    for block in blocks(release.changes):
        own = [change for change in block[1:] if not change.also_in]
        if own or not block[0].also_in:
            yield from (block[0], *own)


def _anchor(release: Release) -> str:
    return f"{release.project}-{release.version}"


def _compare_url(release: Release, project: Project | None) -> str:
    if not (project and release.tag and release.previous_tag):
        return ""
    url = project.compare_url.replace("{old}", release.previous_tag)
    return url.replace("{new}", release.tag)


def _shared(release: Release, month: Sequence[Release]) -> Iterator[Shared]:
    for other in month:
        count = sum(change.also_in == other.version for change in release.changes)
        if count:
            yield Shared(count=count, version=other.version, anchor=_anchor(other))


def _own_topics(
    release: Release, month: Sequence[Release]
) -> tuple[list[TopicChange], Shared | None]:
    """Return the topics that no newer release shows, and which one shows others."""
    own, told_in = list(release.topics), None
    for other in month[: month.index(release)]:
        told = {topic.news for topic in other.topics}
        kept = [topic for topic in own if topic.news not in told]
        if len(kept) < len(own):
            count, own = len(own) - len(kept), kept
            told_in = Shared(
                count=count,
                version=other.version,
                anchor=_anchor(other),
                file=release.topics[0].file,
            )
    return own, told_in


def _topic_views(topics: Sequence[TopicChange]) -> Iterator[TopicView]:
    for (file, old, new), group in groupby(topics, lambda t: (t.file, t.old, t.new)):
        changes = list(group)
        whole = [topic for topic in changes if _is_block(topic)]
        items = [topic for topic in changes if not _is_block(topic)]
        yield TopicView(
            file=file,
            old=old,
            new=new,
            blocks=tuple(whole),
            listed=tuple(items[:FEW]),
            folded=tuple(items[FEW:]),
        )


def _is_block(topic: TopicChange) -> bool:
    return "\n" in topic.before and bool(topic.after)


def _own_remarks(release: Release, topics: Sequence[TopicChange]) -> Iterator[Remark]:
    """Yield the remarks that are made here; what concerns several is said once."""
    shown = {topic.topic for topic in topics}
    for remark in release.remarks:
        match remark:
            case SameDaySiblings(versions=(newest, *_)) if newest != release.version:
                continue
            case StatusContradiction(topic=topic) if topic not in shown:
                continue
        yield remark
