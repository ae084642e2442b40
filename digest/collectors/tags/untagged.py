"""Commits by which a project released a version that it did not tag."""

from __future__ import annotations

__all__ = ["candidates_before", "release_commits"]

import re

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from digest.collectors.tags.points import Untagged
from digest.compare.changelog import between, sections
from digest.errors import FetchError
from digest.months import Window, day_at
from digest.versions import GRAMMAR, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.edition import Project, Want
    from digest.fetch import Fetch
    from digest.model import Tag
    from digest.versions import Version

MANY = 200  # release commits of one window; nobody releases more often
HINT = 'look at "tags" of the project'
LOG = ("log", "--branches", "--no-merges", "--format=%ct%x00%H%x00%s")
# Misspelt ones, too: relase, realease.
RELEASE = r"r[eal]{2,5}s(?:e[sd]?|ing)?"
VERSION = rf"(?=[0-9]+\.){GRAMMAR}"
# A tag may come as late as this: drbd-9.3.0 stands on a commit of 51 days before it.
PATIENCE = timedelta(days=60)
# Who tagged none for as long does not tag: cluster-glue after 2014, DRBD's candidates.
HABIT = timedelta(days=365)
# The candidates of one release follow each other within weeks.
SERIES = timedelta(days=180)


def release_commits(
    project: Project, tags: tuple[Tag, ...], want: Want, fetch: Fetch
) -> tuple[Untagged, ...]:
    """Return the versions of the window that were released by a commit alone.

    Its subject says nothing else ("stable release 1.0.13", "Prepare drbd-9.2.9-rc.1"),
    and none of ``tags``, which are all of the project's, names the version. What other
    projects brought along when they were merged is no release: see `_is_own`. Nor is
    what is likely to be tagged yet: see `_is_due`.

    Raises:
        FetchError: If the repository cannot be read, or there are too many.
    """
    url = project.repository
    since, until = (int(moment.timestamp()) for moment in want.moments)
    log = fetch.git(url, *LOG, f"--since={since}", f"--until={until}")
    named = {parse(tag.version) for tag in tags}
    found: dict[Version, Untagged] = {}
    for version, commit in _said(log, project, want):
        if version not in named and _is_due(version, commit, tags, want):
            found.setdefault(version, commit)
    if len(found) > MANY:
        what = f"{len(found)} of its commits release untagged versions: too many"
        raise FetchError(what, where=url, hint=HINT)
    return tuple(c for v, c in found.items() if _is_own(v, c, project, tags, fetch))


def candidates_before(
    found: tuple[Untagged, ...],
    project: Project,
    tags: tuple[Tag, ...],
    want: Want,
    fetch: Fetch,
) -> tuple[Untagged, ...]:
    """Return all candidates without a tag that those found can be compared with.

    They are those among them, and those of the half year before the window.

    Raises:
        FetchError: As `release_commits` does.
    """
    own = tuple(filter(_is_candidate, found))
    if not own:
        return ()
    until = want.window.since
    earlier = replace(want, window=Window(until - SERIES, until))
    names = {commit.name for commit in own}
    older = release_commits(project, tags, earlier, fetch)
    return (*(c for c in older if _is_candidate(c) and c.name not in names), *own)


def _is_candidate(commit: Untagged) -> bool:
    version = parse(commit.version)
    return version is not None and version.prerelease


def _said(log: str, project: Project, want: Want) -> Iterator[tuple[Version, Untagged]]:
    """Yield each version of the span that a commit says to release, oldest first."""
    says = _grammar(project)
    for line in reversed(log.split("\n")[:-1]):
        seconds, commit, subject = line.split("\0", 2)
        day = day_at(int(seconds), want.timezone)
        said = says.fullmatch(subject)
        written = said and (said["version"] or said["subject"])
        version = written and parse(written)
        if written and version and day and day in want.span:
            yield (
                version,
                Untagged(
                    project=project.id,
                    version=written,
                    name=commit,
                    title=subject,
                    day=day,
                ),
            )


def _grammar(project: Project) -> re.Pattern[str]:
    """Return what the subject of a release commit is like."""
    own = "|".join(map(re.escape, sorted({project.id, *project.aliases})))
    name = rf"(?:(?:{own})[ -])?v?"
    sort = "new|stable|final|official|bug-?fix|beta|maintenance|security|point"
    return re.compile(
        rf"(?:[\w()/.#-]{{1,20}}:[ ]){{0,2}}(?:"
        rf"(?:(?:{sort})[ ])?"
        rf"(?:{RELEASE}|prepar(?:e|ed|ing)|tag(?:ged|ging)?|finali[sz]e):?[ ]"
        rf"(?:(?:the|of|for|candidate|ver[sio]{{2,4}}n|{RELEASE})[ ]){{0,3}}"
        rf"{name}(?P<version>{VERSION})(?:[ ]{RELEASE})?"
        rf"|(?:(?:add|the)[ ]){{0,2}}{name}(?P<subject>{VERSION})[ ](?:is[ ])?{RELEASE}"
        rf")[.!]?",
        re.ASCII | re.IGNORECASE,
    )


def _is_due(
    version: Version, commit: Untagged, tags: tuple[Tag, ...], want: Want
) -> bool:
    """Return whether a tag is late, or none was to be expected.

    A project without any tag yet was none yet: drbd-utils has the history of DRBD
    before 2014, resource-agents that of Heartbeat.
    """
    older = [tag for tag in tags if tag.made <= commit.day]
    alike = (
        tag.made
        for tag in older
        if (other := parse(tag.version)) and other.prerelease == version.prerelease
    )
    last = max(alike, default=date.min)
    late = want.today - commit.day >= PATIENCE
    return bool(older) and (late or commit.day - last > HABIT)


def _is_own(
    version: Version,
    commit: Untagged,
    project: Project,
    tags: tuple[Tag, ...],
    fetch: Fetch,
) -> bool:
    """Return whether it is the project itself that released a version by a commit.

    Then the project's changelog tells the version; where there is none, the version is
    newer than all tags that it comes after. DRBD's master has the history of another
    program with its "prepare 2.0.16", and 8.3.12 on a branch without tags.
    """
    url = project.repository
    files = [fetch.file(url, commit.name, path) for path in project.changelog]
    texts = [text for text in files if text is not None]
    if texts:
        return any(between(sections(text), None, commit.version) for text in texts)
    command = ("for-each-ref", f"--merged={commit.name}", "--format=%(refname)")
    merged = set(fetch.git(url, *command, "refs/tags").split("\n"))
    below = [
        known
        for tag in tags
        if f"refs/tags/{tag.name}" in merged and (known := parse(tag.version))
    ]
    finals = [known for known in below if not known.prerelease]
    return bool(below) and all(known < version for known in finals or below)
