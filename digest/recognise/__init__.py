"""What a message announces, if anything.

`releases` says which versions are out, `topics` and `news` tell of events, of changes
of a project or a list, of packages and advisories, `plans` of releases to come. All
of them go by what the subject says first; the text has to bear it out.
"""

from __future__ import annotations

__all__ = ["Named", "Verdict", "VerdictKind", "recognise"]

from typing import TYPE_CHECKING

from digest.recognise.letter import Letter, Title
from digest.recognise.news import find_news, may_be_news
from digest.recognise.releases import announced, is_early, is_taught, taught
from digest.recognise.verdicts import Named, Verdict, VerdictKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.edition import Project
    from digest.message import Message


def recognise(
    message: Message,
    projects: Sequence[Project],
    *,
    events: tuple[str, ...] = (),
    unknown: bool = False,
) -> Verdict | None:
    """Return what a message announces of these projects, or none.

    Where there is one project only, a version without a name is its. ``events`` are
    words that make an event of no project worth telling. With ``unknown``, names that
    are no project's count too, as the mail writes them, in lower case.
    """
    title = Title.of(message.subject, projects, message.link)
    if title.heading.closed:
        return None
    told, doubtful = is_taught(title, projects), title.heading.doubtful
    if doubtful and not told and not may_be_news(title, unknown=unknown):
        return None
    letter = Letter.of(message, title)
    if told and (releases := taught(letter, projects)):
        return _released(letter, releases, ("subject is as the projects file says",))
    if not doubtful and (releases := announced(letter, projects, unknown=unknown)):
        return _released(letter, releases, (*title.subject.why, *letter.text.why))
    return find_news(letter, unknown=unknown, events=events) if projects else None


def _released(
    letter: Letter, releases: tuple[Named, ...], why: tuple[str, ...]
) -> Verdict:
    early = is_early(letter, releases)
    kind = VerdictKind.PRERELEASE if early else VerdictKind.RELEASE
    return Verdict(kind=kind, releases=releases, why=why)
