"""What a subject alone lets expect of a message that is yet to be read."""

from __future__ import annotations

__all__ = ["may_announce", "names_version"]

from typing import TYPE_CHECKING

from digest.recognise.letter import Title
from digest.recognise.news import may_be_news
from digest.recognise.releases import is_taught

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.edition import Project


def may_announce(subject: str, projects: Sequence[Project]) -> bool:
    """Return whether `recognise` can find anything in a message of that subject.

    If not, it will not, whatever the text says. A subject that names versions has to
    name one of ours; one that names none may only say that something is out.
    """
    title = Title.of(subject, projects)
    if not projects or title.heading.closed:
        return False
    return is_taught(title, projects) or may_be_news(title) or _may_be_release(title)


def names_version(subject: str, projects: Sequence[Project]) -> bool:
    """Return whether a subject names a version of one of the projects."""
    line = Title.of(subject, projects).line
    return any(mention.known for mention in line.mentions)


def _may_be_release(title: Title) -> bool:
    line = title.line
    if title.heading.doubtful:
        return False
    if line.mentions:
        return any(mention.known for mention in line.mentions)
    return bool(title.subject.claim or line.projects or not line.before)
