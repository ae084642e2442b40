"""The commits between two versions, where no record says what changed."""

from __future__ import annotations

__all__ = ["changes_since"]

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.collectors.tags.points import reference
from digest.compare.bookkeeping import is_bookkeeping
from digest.compare.changelog import entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.changes import Change
    from digest.edition import Project
    from digest.fetch import Fetch
    from digest.model import Tag

MANY = 200  # commits of one release that are listed; the rest is counted
OLDER = 1000  # versions that are asked for in one command


def changes_since(
    before: Tag, tag: Tag, history: Sequence[Tag], project: Project, fetch: Fetch
) -> tuple[tuple[Change, ...], int]:
    """Return the newest commits since a version, and how many are left out.

    Those of another history that was merged are not news: see `_span`.

    Raises:
        FetchError: If the repository cannot be read.
    """
    span = _span(before, tag, history, project, fetch)
    if not span:
        return (), 0
    log = ("log", "--format=%H%x00%P%x00%s", *span)
    lines = fetch.git(project.repository, *log).split("\n")[:-1]
    commits = [line.split("\0", 2) for line in lines]
    changes = tuple(
        replace(change, url=project.commit_url.replace("{commit}", commit))
        for commit, parents, subject in commits
        if " " not in parents and not is_bookkeeping(subject)
        for change in entries(f"- {' '.join(subject.split())}")
    )[:MANY]
    return changes, len(commits) - len(changes)


def _span(
    before: Tag, tag: Tag, history: Sequence[Tag], project: Project, fetch: Fetch
) -> tuple[str, ...]:
    """Return how git is told which commits are new in a version; none if it cannot.

    Where a root is among those since the version before, another history was merged.
    What that had released is not new: resource-agents 3.9.0 has all of 1.0.4, which
    3.1.1 has not. If it is tagged by none of ours, only the commits that were made
    here are. Where the two versions share no root, they have nothing in common:
    resource-agents 3.1.0 is rgmanager's, whatever 1.0.3 was.
    """
    url = project.repository

    def roots(*span: str) -> set[str]:
        found = fetch.git(url, "rev-list", "--max-parents=0", *span, "--")
        return set(found.split())

    own = reference(tag)
    since = (own, f"^{reference(before)}")
    if not roots(*since):
        return since
    if not roots(own) & roots(reference(before)):
        return ()
    older = [o for o in history if o.made <= tag.made and o.name != tag.name]
    newest = sorted(older, key=lambda other: (other.made, other.name))[-OLDER:]
    rest = (*since, *(f"^{reference(other)}" for other in newest))
    return ("--first-parent", *since) if roots(*rest) else rest
