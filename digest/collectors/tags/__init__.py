"""Release tags of a project's repository, and what its history says of them."""

from __future__ import annotations

__all__ = ["TagCollector", "parse_tags"]

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from digest.collectors.tags.points import Untagged
from digest.collectors.tags.records import records
from digest.collectors.tags.untagged import candidates_before, release_commits
from digest.errors import FetchError
from digest.model import Evidence, EvidenceKind, Found, Sighting, Tag
from digest.months import day_at
from digest.versions import backdated, parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from zoneinfo import ZoneInfo

    from digest.edition import Project, Want
    from digest.fetch import Fetch
    from digest.versions import Version

FORMAT = (
    "--format=%(refname:lstrip=2)%00%(objecttype)%00%(*objecttype)"
    "%00%(taggerdate:unix)%00%(committerdate:unix)%00%(*committerdate:unix)"
)
HINT = 'look at "tags" of the project'
MANY = 200  # tags of one window; nobody releases more often


@dataclass(frozen=True, slots=True, kw_only=True)
class TagCollector:
    """Release tags of a project's repository: an address, a path or a bundle."""

    project: Project

    @property
    def address(self) -> str:
        """Where the repository is."""
        return self.project.repository

    def collect(self, want: Want, fetch: Fetch) -> Iterator[Found]:
        """Yield every release tag, and for those of the window a sighting and records.

        A version that has no tag is seen by its release commit. Where the project is
        not asked for, its tags are all.

        Raises:
            FetchError: If the repository cannot be read or no tag fits the patterns.
        """
        project, url = self.project, self.project.repository
        listing = fetch.git(url, "for-each-ref", FORMAT, "refs/tags")
        tags = tuple(parse_tags(listing, project, want.timezone))
        if not tags:
            raise FetchError(
                "none of its tags is one of this project's", where=url, hint=HINT
            )
        known = (tag for tag in tags if tag.day < want.span.until)
        # What the facts of every month hold of all tags is kept short.
        history = tuple(t if t.day in want.span else replace(t, at=None) for t in known)
        yield from history
        if project not in want.projects:
            return
        fresh = tuple(tag for tag in history if tag.day in want.span)
        if len(fresh) > MANY:
            what = f"{len(fresh)} of its tags are of this window: too many"
            raise FetchError(what, where=url, hint=HINT)
        old = backdated(history)
        shown = tuple(tag for tag in fresh if tag.name not in old)
        for tag in fresh:
            yield _seen(tag, project, want.source)
        untagged = release_commits(project, tags, want, fetch)
        for commit in untagged:
            yield _seen(commit, project, want.source)
        inside = frozenset(tag.name for tag in shown if tag.day in want.window)
        candidates = candidates_before(untagged, project, tags, want, fetch)
        before = (*history, *candidates)
        yield from records(project, (*shown, *untagged), inside, before, fetch)


def parse_tags(listing: str, project: Project, timezone: ZoneInfo) -> tuple[Tag, ...]:
    """Return the tags of a listing in `FORMAT` that fit the project's patterns.

    A tag is dated by its tagger, a lightweight tag by its commit. Tags of anything
    but a commit are no releases. Of a version's tags the oldest counts, as libqb's
    ``v1.9.0`` and ``1.9.0`` are one release; on one day that of the earlier pattern.
    """
    found: dict[Version | str, tuple[date, int, str, Tag]] = {}
    for line in listing.split("\n")[:-1]:
        name, kind, tagged, *seconds = line.split("\0")
        rank, version = _version(name, project)
        tagger, own, target = (_moment(written, timezone) for written in seconds)
        committed = own or target
        at = tagger or committed
        if version and at and "commit" in {kind, tagged}:
            day, made = at.date(), committed and committed.date()
            tag = Tag(
                project=project.id,
                version=version,
                name=name,
                day=day,
                committed=made if made != day else None,
                at=at.astimezone(UTC),
            )
            key, place = parse(version) or version, (day, rank, name, tag)
            found[key] = min(found.get(key, place), place, key=lambda known: known[:3])
    return tuple(tag for *_, tag in found.values())


def _version(name: str, project: Project) -> tuple[int, str]:
    """Return the version that a tag names, and which pattern says so."""
    for rank, pattern in enumerate(project.tags):
        if match := pattern.fullmatch(name):
            return rank, match["version"]
    return 0, ""


def _moment(written: str, timezone: ZoneInfo) -> datetime | None:
    """Return the moment of a Unix time; git writes 0 for what is no time at all."""
    seconds = int(written or 0)
    known = seconds > 0 and day_at(seconds, timezone)
    return datetime.fromtimestamp(seconds, timezone) if known else None


def _seen(tag: Tag, project: Project, source: str) -> Sighting:
    kind, title = EvidenceKind.TAG, tag.name
    url = project.tag_url.replace("{tag}", quote(tag.name, safe="/"))
    if isinstance(tag, Untagged):
        kind, title = EvidenceKind.COMMIT, tag.title
        url = project.commit_url.replace("{commit}", tag.name)
    evidence = Evidence(kind=kind, source=source, url=url, day=tag.day, title=title)
    return Sighting(project=project.id, version=tag.version, evidence=evidence)
