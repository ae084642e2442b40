"""What a repository's own records say that each release changed."""

from __future__ import annotations

__all__ = ["records"]

import re

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.changes import Change, TopicChange
from digest.collectors.tags.commits import changes_since
from digest.collectors.tags.option_files import changed_options
from digest.collectors.tags.points import reference
from digest.compare.changelog import between, entries, sections
from digest.compare.changelog.order import rank
from digest.compare.topics import compare_topics
from digest.errors import FetchError
from digest.model import ChangesFrom, Record, Tag
from digest.versions import parse, previous, series_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.compare.changelog import Section
    from digest.edition import Project
    from digest.fetch import Fetch

SIGNATURE = re.compile(r"^-----BEGIN (PGP|SSH) ", re.MULTILINE)


def records(
    project: Project,
    shown: tuple[Tag, ...],
    inside: frozenset[str],
    history: tuple[Tag, ...],
    fetch: Fetch,
) -> Iterator[Record]:
    """Yield a record for each tag that is shown, in the order of the tags.

    TODO files are compared with the previous release and, where two series released
    ``inside`` the window, between the newest of each: what changed in the window only.
    Files of options are compared with the previous release; what can be told without
    them is told before they fail.

    Raises:
        FetchError: If the repository cannot be read.
    """
    book = _Book(project, history, fetch)
    failed: FetchError | None = None
    window = tuple(tag for tag in shown if tag.name in inside)
    across = {newer.name: older for older, newer in pairwise(_newest(project, window))}
    for tag in shown:
        before = first = previous(tag, history, project.series)
        while first in window:
            first = previous(first, history, project.series)
        every = book.topics(before, tag)
        if tag.name in across:
            fresh = {topic.topic for topic in book.topics(first, tag)}
            other = book.topics(across[tag.name], tag)
            every += tuple(topic for topic in other if topic.topic in fresh)
        record = book.record(before, tag, _each_once(every))
        try:
            options = changed_options(project, before, tag, fetch)
        except FetchError as error:
            failed, options = failed or error, ()
        yield replace(record, options=options)
    if failed:
        raise failed


def _each_once(topics: tuple[TopicChange, ...]) -> tuple[TopicChange, ...]:
    told: dict[tuple[object, ...], TopicChange] = {}
    for topic in topics:
        told.setdefault(topic.news, topic)
    return tuple(told.values())


def _newest(project: Project, tags: tuple[Tag, ...]) -> list[Tag]:
    """Return the newest release of each series, the older series first."""
    ranked = [(version, tag) for tag in tags if (version := parse(tag.version))]
    newest = {
        series_of(tag.version, project.series): tag
        for version, tag in sorted(ranked, key=lambda pair: (pair[0], pair[1].name))
        if not version.prerelease
    }
    return list(newest.values())


class _Book:
    """The records that one repository keeps of its releases."""

    def __init__(
        self, project: Project, history: tuple[Tag, ...], fetch: Fetch
    ) -> None:
        self._project, self._history, self._fetch = project, history, fetch

    def record(
        self, before: Tag | None, tag: Tag, topics: tuple[TopicChange, ...]
    ) -> Record:
        """Return the most trusted record of a release that says anything."""
        left_out = 0
        origin, (file, changes) = ChangesFrom.CHANGELOG, self._changelog(before, tag)
        if not changes:
            origin, changes = ChangesFrom.TAG, self._message(tag)
        if not changes and before:
            changes, left_out = changes_since(
                before, tag, self._history, self._project, self._fetch
            )
            origin = ChangesFrom.COMMITS
        return Record(
            project=tag.project,
            version=tag.version,
            changes_from=origin if changes else ChangesFrom.NONE,
            since=before.version if before else "",
            file=file,
            changes=changes,
            left_out=left_out,
            topics=topics,
        )

    def topics(self, before: Tag | None, tag: Tag) -> tuple[TopicChange, ...]:
        """Return what became of the topics of the TODO files since a tag."""
        found: tuple[TopicChange, ...] = ()
        for path in self._project.todo:
            if not before:
                break
            old, new = self._file(before, path), self._file(tag, path)
            if old is not None and new is not None:
                found += compare_topics(
                    old, new, since=before.name, to=tag.name, file=path
                )
        return found

    def _file(self, tag: Tag, path: str) -> str | None:
        return self._fetch.file(self._project.repository, reference(tag), path)

    def _changelog(
        self, before: Tag | None, tag: Tag
    ) -> tuple[str, tuple[Change, ...]]:
        """Return which changelog has entries since the previous version, and them.

        A candidate's section may stand under the name of its release already; then
        what the candidate before it had there is not new.
        """
        since = before.version if before else None
        for path in self._project.changelog:
            new = self._sections(path, tag, since, tag.version)
            changes = tuple(change for part in new for change in part.changes)
            if before and _folded(new, tag):
                old = self._sections(path, before, None, tag.version)
                known = {change.text for part in old for change in part.changes}
                changes = tuple(c for c in changes if c.text not in known)
            if changes:
                return path, changes
        return "", ()

    def _sections(
        self, path: str, tag: Tag, since: str | None, to: str
    ) -> tuple[Section, ...]:
        return between(sections(self._file(tag, path) or ""), since, to)

    def _message(self, tag: Tag) -> tuple[Change, ...]:
        """Return the entries of an annotated tag's message, its signature cut off."""
        kind = ("cat-file", "-t", reference(tag))
        if self._fetch.git(self._project.repository, *kind).strip() != "tag":
            return ()
        whole = self._fetch.git(
            self._project.repository, "cat-file", "tag", reference(tag)
        )
        message = SIGNATURE.split(whole.partition("\n\n")[2])[0]
        own = between(sections(message), None, tag.version)
        return tuple(c for part in own for c in part.changes) or entries(message)


def _folded(found: tuple[Section, ...], tag: Tag) -> bool:
    """Return whether a candidate's entries stand under another version's name."""
    own = rank(tag.version)
    return bool(found) and all(rank(part.version) != own for part in found)
