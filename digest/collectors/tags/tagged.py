"""Releases as a forge lists them: whose they are, and of which day."""

from __future__ import annotations

__all__ = ["Listed", "Releases"]

import re

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from digest.collectors.announced import announced, announced_records
from digest.collectors.tags import FORMAT, parse_tags
from digest.errors import FetchError
from digest.model import Evidence, EvidenceKind, Found, Heard, Sighting
from digest.recognise import Named
from digest.versions import backdated, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.edition import Project, Want
    from digest.fetch import Fetch
    from digest.message import Message
    from digest.versions import Version

REPOSITORY = re.compile(r"([^/:]+/[^/]+?)(?:\.git)?/*\Z")
SAID = re.compile(
    r"(?im)^[\s　*_|#-]{0,9}(?:release[ -]date|released(?: on)?|リリース日|公開日)"
    r"[\s　:：*_|は]{0,9}"
    r"(\d{4})(?:[-/.]|\s?年\s?)(\d{1,2})(?:[-/.]|\s?月\s?)(\d{1,2})(?!\d)",
    re.ASCII,
)
# A release that is entered so much later than it was made is entered for the record:
# https://github.com/linux-ha-japan/Pacemaker-repo-1.0/releases
RECORDED = timedelta(days=31)
NOON = time(12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A release as a forge lists it: its tag, in which repository, what is said of it.

    The message was sent when the release was entered or, if it is ``edited``, at its
    last change, which may be years later; its commit was ``made`` before that.
    ``repository`` is written as OWNER/NAME; it may not be known.
    """

    tag: str
    repository: str
    message: Message
    made: datetime | None = None
    edited: bool = False


class Releases:
    """Tells releases that are listed, dated by the tags of the repositories."""

    def __init__(self, want: Want, fetch: Fetch) -> None:
        self._want, self._fetch = want, fetch
        self._days: dict[str, dict[Version | str, date]] = {}
        self._unread: set[str] = set()

    def found(self, listed: Listed) -> Iterator[Found]:
        """Yield a sign of life, and what was released if that was in the window.

        A tag that is none of a project's is no release of it, whatever is said of it.
        Where no project has the repository, the message is recognised as any other, but
        for versions without a name: they are of what that repository holds.
        """
        want, message = self._want, listed.message
        entered = message.sent and want.day(message.sent)
        if entered and entered in want.span:
            yield Heard(day=entered)
        day = self.day(listed)
        if not day or day not in want.span:
            return
        if not self._owners(listed):
            dated = replace(message, sent=datetime.combine(day, NOON, want.timezone))
            # If it is given twice, it is not the only one that a version can be of.
            twice = replace(want, projects=want.projects * 2)
            found = announced([dated], twice, kind=EvidenceKind.FEED)
            yield from (item for item in found if not isinstance(item, Heard))
        evidence = Evidence(
            kind=EvidenceKind.FEED,
            source=want.source,
            url=message.link,
            day=day,
            title=message.subject or listed.tag,
        )
        for project, version in self._named(listed):
            yield Sighting(project=project.id, version=version, evidence=evidence)
            named = Named(project=project.id, version=version)
            yield from announced_records(message.body, (named,))

    def day(self, listed: Listed) -> date | None:
        """Return the day of a release, or none if nothing says it.

        The tag's own day comes first: a forge shows when a release was entered there,
        or even changed. Else it is what the text says, or the day of the commit, if
        that is months earlier. Where the tags cannot be read, that it was edited says
        nothing.
        """
        named = tuple(self._named(listed))
        for project, version in named:
            if day := self._tags(project).get(parse(version) or version):
                return day
        message, made = listed.message, listed.made
        unread = any(project.id in self._unread for project, _ in named)
        sent = None if listed.edited and unread else message.sent
        entered = sent and self._want.day(sent)
        known = (_said(message.body), made and self._want.day(made))
        earlier = (d for d in known if d and not (entered and entered - d <= RECORDED))
        return next(earlier, entered)

    def _owners(self, listed: Listed) -> tuple[Project, ...]:
        """Return the projects whose repository it is.

        Where there is one project only, what may be its repository counts as its.
        """
        projects, name = self._want.projects, listed.repository.lower()
        own = tuple(p for p in projects if name and _name(p.repository) == name)
        alone = len(projects) == 1 and not (name and projects[0].repository)
        return own or (projects if alone else ())

    def _named(self, listed: Listed) -> Iterator[tuple[Project, str]]:
        for project in self._owners(listed):
            matches = (pattern.fullmatch(listed.tag) for pattern in project.tags)
            if match := next(filter(None, matches), None):
                yield project, match["version"]

    def _tags(self, project: Project) -> dict[Version | str, date]:
        if project.id not in self._days:
            self._days[project.id] = dict(self._read(project))
        return self._days[project.id]

    def _read(self, project: Project) -> Iterator[tuple[Version | str, date]]:
        """Yield the day of each version; a batch of old ones is dated by the commits.

        What cannot be read is a gap of the source that the repository itself is.
        """
        if not project.repository:
            return
        try:
            listing = self._fetch.git(
                project.repository, "for-each-ref", FORMAT, "refs/tags"
            )
        except FetchError:
            self._unread.add(project.id)
            return
        tags = parse_tags(listing, project, self._want.timezone)
        batch = backdated(tags)
        for tag in tags:
            day = tag.made if tag.name in batch else tag.day
            yield parse(tag.version) or tag.version, day


def _name(repository: str) -> str:
    """Return the OWNER/NAME of a repository on a forge, in lower case."""
    found = REPOSITORY.search(repository)
    return found[1].lower() if found else ""


def _said(text: str) -> date | None:
    found = SAID.search(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
