"""Which versions a message says are out.

A subject that says that our versions are out, and nothing else, is enough. One that
only names them, or says more, needs a text that announces them. So does a mail in a
thread: pipermail takes ``Re:`` off the replies, and an announcement that was forwarded
has an In-Reply-To, too.
"""

from __future__ import annotations

__all__ = ["announced", "is_early", "is_taught", "taught"]

import re

from itertools import chain
from typing import TYPE_CHECKING

from digest.recognise.links import linked
from digest.recognise.mentions import Mention, dissect
from digest.recognise.signals import OPENING, VERSION
from digest.recognise.verdicts import Named
from digest.versions import parse, series_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.edition import Project
    from digest.recognise.letter import Letter, Title

ENOUGH, SERIES = 2, 2
COMPARED = re.compile(
    r"(?i)\b(?:compared (?:to|with)|since|over) (?:\w{1,20} )?"
    r"v?(?P<version>[0-9][\w.-]*)"
)


def taught(letter: Letter, projects: Sequence[Project]) -> tuple[Named, ...]:
    """Return the releases that the subject tells by patterns of the projects file."""
    text = letter.text
    if text.quoting or (letter.threaded and not (text.announcing and text.goods)):
        return ()
    return tuple(dict.fromkeys(_taught(letter.title, projects)))


def is_taught(title: Title, projects: Sequence[Project]) -> bool:
    """Return whether the subject is as a pattern of the projects file has it."""
    return any(_taught(title, projects))


def _taught(title: Title, projects: Sequence[Project]) -> Iterator[Named]:
    for project in projects:
        for pattern in project.announces:
            for subject in (title.heading.whole, title.heading.text.strip()):
                if match := pattern.fullmatch(subject):
                    yield Named(project=project.id, version=match["version"])


def announced(
    letter: Letter, projects: Sequence[Project], *, unknown: bool
) -> tuple[Named, ...]:
    """Return the releases that subject and text together announce.

    With ``unknown``, those of projects that nobody told us of count as well.
    """
    line, subject = letter.title.line, letter.title.subject
    strange = unknown and bool(subject.claim or not letter.title.heading.whole)
    found = (
        Named(project=mention.project, version=mention.version)
        for mention in _mentions(letter, projects, strange=strange)
        if mention.known or (strange and (subject.claim or not line.mentions))
    )
    return tuple(dict.fromkeys(found))


def is_early(letter: Letter, releases: Sequence[Named]) -> bool:
    """Return whether what is announced are candidates, all of it."""
    ends = (mention.end for mention in letter.title.line.mentions)
    # Corosync 1.99.0 (Alpha release of Needle 2.0): the version does not say it.
    if any(map(letter.title.heading.early_after, ends)):
        return True
    known = (parse(release.version) for release in releases)
    return all(version and version.prerelease for version in known)


def _mentions(
    letter: Letter, projects: Sequence[Project], *, strange: bool
) -> tuple[Mention, ...]:
    text, subject, line = letter.text, letter.title.subject, letter.title.line
    strong = text.announcing and bool(text.goods)
    if text.quoting:
        return ()
    if line.mentions and subject.opens and (subject.claim or subject.closes):
        enough = strong if letter.threaded else _suffices(letter)
        return (*line.mentions, *_joined(letter)) if enough else ()
    if letter.threaded or text.asking:
        return ()
    if line.mentions and subject.opens and subject.titled and strong:
        return line.mentions
    named = {(found.project, found.version) for found in line.mentions}
    hinted = subject.claim or line.projects or not line.before
    said = tuple(
        found
        for found in text.announced
        if found.known or strange
        if ((found.project, found.version) in named if named else hinted)
    )
    # Of what has no subject at all, who released it may say so without any goods.
    plain = text.formal and not letter.title.heading.whole
    return said if said and (strong or plain) else tuple(_told(letter, projects))


def _suffices(letter: Letter) -> bool:
    """Return whether a text lets a subject that opens a thread be an announcement."""
    subject, text = letter.title.subject, letter.text
    doubtful = text.asking or text.planning
    if text.empty:
        # Of a title such as "v2.5.1" alone nobody knows what came out.
        return letter.title.named and (subject.closes or subject.framed)
    if subject.claim and subject.closes:
        linked = "links to the source" in text.goods
        return text.announcing or linked or not doubtful
    return not doubtful and (text.announcing or len(text.goods) >= ENOUGH)


def _joined(letter: Letter) -> Iterator[Mention]:
    """Yield what the text announces in one breath with what the subject names.

    Corosync's page "v1.4.3" tells of 1.3.5, too.
    """
    named = {(found.project, found.version) for found in letter.title.line.mentions}
    for found in letter.text.joined:
        if named & {(mention.project, mention.version) for mention in found}:
            yield from (mention for mention in found if mention.known)


def _told(letter: Letter, projects: Sequence[Project]) -> Iterator[Mention]:
    """Yield what a text tells of itself that has no subject to speak of.

    That is the version whose source it links to, or that has the first section.
    """
    text, title = letter.text, letter.title
    line = title.line
    if line.mentions or line.before or line.after or not text.goods:
        return
    if text.announcing:
        found = tuple(dict.fromkeys(linked(text.own, projects)))
        said = [m for m in found if any(m.version in part for part in text.said)]
        if said or len(found) == 1:
            yield from said or found
            return
    spoken = text.said or (text.own,)
    parts = (dissect(part, title.names).projects for part in spoken)
    about = tuple(dict.fromkeys(chain(line.projects, *parts))) or title.projects
    version = next(iter(text.headed), "") or _newer(text.own)
    if len(about) == 1 and version and (text.announcing or text.itself):
        yield Mention(project=about[0], version=version, known=True, start=0, end=0)


def _newer(text: str) -> str:
    """Return the newest version that is of the series of what a text compares with."""
    compared = COMPARED.search(text[:OPENING])
    old = parse(compared["version"]) if compared else None
    if not (compared and old):
        return ""
    series = series_of(compared["version"], SERIES)
    later = {
        known: version
        for version in VERSION.findall(text)
        if series_of(version, SERIES) == series
        if (known := parse(version)) and known > old
    }
    return later[max(later)] if later else ""
