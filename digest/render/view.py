"""A digest to what an issue's page shows, in the order in which it shows it."""

from __future__ import annotations

__all__ = ["Entry", "Issue", "Section", "view_issue"]

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from digest.pick import Picked, picked
from digest.remarks import shown
from digest.render.besides import Newest, Topical, follow_ups, newest, topical
from digest.render.comparisons import Comparison, TopicView, comparisons, topic_views
from digest.render.told import (
    Shared,
    anchor_of,
    own_changes,
    own_options,
    own_remarks,
    own_topics,
    shared,
)
from digest.versions import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.edition import Edition, Project
    from digest.release import Digest, Matter, Release, Remark


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
    options: tuple[Comparison, ...]
    remarks: tuple[Remark, ...]
    candidates: tuple[Entry, ...] = ()

    @property
    def hidden(self) -> int:
        """How many changes are folded away."""
        return sum(len(group.changes) for group in self.changes.rest)

    @property
    def thanked(self) -> tuple[str, ...]:
        """Whom the changes name, each once; an address is nobody's name."""
        groups = (*self.changes.first, *self.changes.rest)
        named = (n for group in groups for change in group.changes for n in change.by)
        return tuple(dict.fromkeys(name for name in named if "@" not in name[1:]))


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
    news: tuple[Topical, ...] = ()
    follow_ups: tuple[Matter, ...] = ()
    newest: tuple[Newest, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in order."""
        return tuple(entry for section in self.sections for entry in section.entries)

    @property
    def all_entries(self) -> tuple[Entry, ...]:
        """All entries, each with its candidates behind it."""
        return tuple(e for lead in self.entries for e in (lead, *lead.candidates))

    @property
    def tables(self) -> dict[str, tuple[Entry, Comparison]]:
        """All tables of options, and of which entry they are, by their keys."""
        entries = self.all_entries
        return {
            table.key: (entry, table) for entry in entries for table in entry.options
        }


def view_issue(digest: Digest, edition: Edition, language: str) -> Issue:
    """Return what the page of an issue shows, in a language.

    What is backdated is no news and is left out.
    """
    projects = {project.id: project for project in edition.projects}
    releases = [release for release in digest.releases if not release.backdated]
    return Issue(
        digest=digest,
        sections=tuple(
            _section(name, tuple(group), projects.get(name), language)
            for name, group in groupby(releases, key=lambda release: release.project)
        ),
        news=topical(digest),
        follow_ups=follow_ups(digest),
        newest=newest(digest),
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
    topics, told_in = own_topics(release, month)
    return Entry(
        release=release,
        name=name,
        anchor=anchor_of(release),
        compare_url=_compare_url(release, project),
        changes=picked(tuple(own_changes(release))),
        shared=tuple(shared(release, month)),
        topics=tuple(topic_views(topics)),
        topics_in=told_in,
        options=comparisons(
            release, own_options(release, month), project.series if project else 2
        ),
        remarks=shown(own_remarks(release, topics)),
    )


def _compare_url(release: Release, project: Project | None) -> str:
    if not (project and release.tag and release.previous_tag):
        return ""
    url = project.compare_url.replace("{old}", release.previous_tag)
    return url.replace("{new}", release.tag)
