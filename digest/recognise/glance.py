"""What a subject alone lets expect of a message that is yet to be read."""

from __future__ import annotations

__all__ = ["may_announce", "names_version"]

from typing import TYPE_CHECKING

from digest.recognise.mentions import dissect
from digest.recognise.names import Names
from digest.recognise.subject import Heading, Subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.edition import Project
    from digest.recognise.mentions import Line


def may_announce(subject: str, projects: Sequence[Project]) -> bool:
    """Return whether `recognise` can find anything in a message of that subject.

    If not, it will not, whatever the text says. A subject that names versions has to
    name one of ours; one that names none may only say that something is out.
    """
    heading = Heading.of(subject)
    if not projects or heading.doubtful:
        return False
    line = _line(heading, projects)
    if line.mentions:
        return any(mention.known for mention in line.mentions)
    claim = Subject.of(heading, line).claim
    return bool(claim or line.projects or not line.before)


def names_version(subject: str, projects: Sequence[Project]) -> bool:
    """Return whether a subject names a version of one of the projects."""
    line = _line(Heading.of(subject), projects)
    return any(mention.known for mention in line.mentions)


def _line(heading: Heading, projects: Sequence[Project]) -> Line:
    names = Names.of(projects)
    return dissect(
        heading.text, names.about(dissect(heading.list_name, names).projects)
    )
