"""What a message announces, if anything.

A subject that says that our versions are out, and nothing else, is enough. One that
only names them, or says more, needs a text that announces them. So does a mail in a
thread: pipermail takes ``Re:`` off the replies, and an announcement that was forwarded
has an In-Reply-To, too.
"""

from __future__ import annotations

__all__ = ["Named", "Verdict", "VerdictKind", "recognise"]

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from digest.recognise.mentions import dissect
from digest.recognise.names import Names
from digest.recognise.signals import weigh
from digest.recognise.subject import Heading, Subject
from digest.versions import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.edition import Project
    from digest.message import Message
    from digest.recognise.mentions import Line, Mention
    from digest.recognise.signals import Signals

ENOUGH = 2


class VerdictKind(StrEnum):
    """What sort of news a message is."""

    RELEASE = "release"
    PRERELEASE = "prerelease"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A version that a message announces, as upstream writes it, without prefix."""

    project: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a message announces, in its order, and the signals that say so."""

    kind: VerdictKind
    releases: tuple[Named, ...]
    why: tuple[str, ...]


def recognise(
    message: Message, projects: Sequence[Project], *, unknown: bool = False
) -> Verdict | None:
    """Return what a message announces of these projects, or none.

    Where there is one project only, a version without a name is its. With ``unknown``,
    names that are no project's count too, as the mail writes them, in lower case.
    """
    heading = Heading.of(message.subject)
    if heading.doubtful:
        return None
    names = Names.of(projects)
    names = names.about(dissect(heading.list_name, names).projects)
    line = dissect(heading.text, names)
    subject = Subject.of(heading, line)
    text = weigh(message.body, names.about(line.projects))
    threaded = heading.forward or bool(message.in_reply_to or message.references)
    named = [
        Named(project=found.project, version=found.version)
        for found in _announced(line, subject, text, threaded=threaded)
        if found.known or (unknown and subject.claim)
    ]
    if not named:
        return None
    early = all(_is_early(release.version) for release in named)
    return Verdict(
        kind=VerdictKind.PRERELEASE if early else VerdictKind.RELEASE,
        releases=tuple(dict.fromkeys(named)),
        why=(*subject.why, *text.why),
    )


def _announced(
    line: Line, subject: Subject, text: Signals, *, threaded: bool
) -> tuple[Mention, ...]:
    """Return the versions that subject and text together announce."""
    strong = text.announcing and bool(text.goods)
    if text.quoting:
        return ()
    if line.mentions and subject.opens and (subject.claim or subject.closes):
        enough = strong if threaded else _suffices(subject, text)
        return line.mentions if enough else ()
    if threaded or text.asking or not strong:
        return ()
    if line.mentions and subject.opens and subject.titled:
        return line.mentions
    named = {(found.project, found.version) for found in line.mentions}
    hinted = subject.claim or line.projects or not line.before
    return tuple(
        found
        for found in text.announced
        if ((found.project, found.version) in named if named else hinted)
    )


def _suffices(subject: Subject, text: Signals) -> bool:
    """Return whether a text lets a subject that opens a thread be an announcement."""
    doubtful = text.asking or text.planning
    if subject.claim and subject.closes:
        return text.announcing or bool(text.goods) or not doubtful
    if text.empty:
        return subject.closes or subject.framed
    return not doubtful and (text.announcing or len(text.goods) >= ENOUGH)


def _is_early(version: str) -> bool:
    known = parse(version)
    return known is not None and known.prerelease
