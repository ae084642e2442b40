"""Which versions a message says are out.

A subject that says that our versions are out, and nothing else, is enough. One that
only names them, or says more, needs a text that announces them. So does a mail in a
thread: pipermail takes ``Re:`` off the replies, and an announcement that was forwarded
has an In-Reply-To, too.
"""

from __future__ import annotations

__all__ = ["announced", "is_early", "is_taught", "taught"]

import re

from typing import TYPE_CHECKING

from digest.recognise.links import links_source
from digest.recognise.signals import LINKED, VERSION
from digest.recognise.subject import LONGEST
from digest.recognise.untitled import told_untitled
from digest.recognise.verdicts import Named
from digest.versions import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.edition import Project
    from digest.recognise.letter import Letter, Title
    from digest.recognise.mentions import Mention

ENOUGH = 2
# "for-next updated to 317ea9c7" tells of a branch.
COMMIT = re.compile(r"\b(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{7,40}\b")


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
    title, text = letter.title, letter.text
    claimed = bool(title.subject.claim) or not title.heading.whole
    said = text.announcing or bool(text.itself and text.goods)
    strange = unknown and (claimed or said)
    found = (
        Named(project=mention.project, version=mention.version)
        for mention in _mentions(letter, projects, strange=strange)
        if mention.known or (strange and _is_claimed(letter))
    )
    return tuple(dict.fromkeys(found))


def _is_claimed(letter: Letter) -> bool:
    """Return whether names that nobody told us of are said to be out."""
    if letter.title.subject.claim or not letter.title.line.mentions:
        return True
    itself = letter.text.itself and letter.title.subject.closes
    return itself or _is_said(letter)


def is_early(letter: Letter, releases: Sequence[Named]) -> bool:
    """Return whether what is announced are candidates, all of it."""
    heading, mentions = letter.title.heading, letter.title.line.mentions
    # Corosync 1.99.0 (Alpha release of Needle 2.0): the version does not say it.
    if any(each.early or heading.early_after(each.end) for each in mentions):
        return True
    return _is_candidate(releases)


def _is_candidate(releases: Sequence[Named | Mention]) -> bool:
    known = (parse(release.version) for release in releases)
    return all(version and version.prerelease for version in known)


def _mentions(
    letter: Letter, projects: Sequence[Project], *, strange: bool
) -> tuple[Mention, ...]:
    text, subject, line = letter.text, letter.title.subject, letter.title.line
    strong = text.announcing and bool(text.goods)
    if text.quoting and not letter.title.page:
        return ()
    if line.mentions and subject.opens and (subject.claim or subject.closes):
        enough = strong if letter.threaded else _suffices(letter)
        return (*line.mentions, *_joined(letter)) if enough else ()
    if letter.threaded or text.asking:
        return ()
    if line.mentions and subject.opens and subject.titled and strong:
        return line.mentions
    said = tuple(
        found
        for found in text.announced
        if (found.known or strange) and _is_meant(found, letter.title)
    )
    # Of what has no subject at all, who released it may say so without any goods.
    plain = text.formal and not letter.title.heading.whole
    return (
        said if said and (strong or plain) else tuple(told_untitled(letter, projects))
    )


def _is_said(letter: Letter) -> bool:
    """Return whether the text announces what the subject names."""
    named = {(found.project, found.version) for found in letter.text.announced}
    line = letter.title.line
    return any((found.project, found.version) in named for found in line.mentions)


def _is_meant(found: Mention, title: Title) -> bool:
    """Return whether a subject may be about what its text names."""
    line = title.line
    if line.mentions:
        named = {(mention.project, mention.version) for mention in line.mentions}
        return (found.project, found.version) in named
    hinted = title.subject.claim or line.projects or not line.before
    if not hinted or COMMIT.search(title.heading.text[:LONGEST]):
        return False
    # "Pre-release 6.0-rc1" of whatever it is has no text about Groff 1.23.0.
    versions = {v.lower() for v in VERSION.findall(title.heading.sentence) if "." in v}
    return not versions or found.version in versions - set(line.beside)


def _suffices(letter: Letter) -> bool:
    """Return whether a text lets a subject that opens a thread be an announcement."""
    subject, text = letter.title.subject, letter.text
    # "Also note there will be an upcoming release" of something else; and who hands
    # out a candidate says when the release will follow.
    early = _is_candidate(letter.title.line.mentions) and text.goods
    doubtful = text.asking or (text.planning and not (subject.stated or early))
    if letter.title.page:
        return True
    if text.empty:
        # Of a title such as "v2.5.1" alone nobody knows what came out.
        return letter.title.named and (subject.closes or subject.framed)
    if subject.claim and subject.closes:
        linked = LINKED in text.goods
        return text.announcing or linked or not doubtful
    # "Pacemaker 1.0.12 インストール手順公開" publishes a manual.
    if not (subject.closes or "".join(letter.title.line.after).isascii()):
        return _is_said(letter)
    itself = text.itself and text.goods
    versions = tuple(mention.version for mention in letter.title.line.mentions)
    return not doubtful and bool(
        text.announcing
        or itself
        or len(text.goods) >= ENOUGH
        or {*text.headed} & {*versions}
        or links_source(text.own, versions)
    )


def _joined(letter: Letter) -> Iterator[Mention]:
    """Yield what the text announces in one breath with what the subject names.

    Corosync's page "v1.4.3" tells of 1.3.5, too.
    """
    named = {(found.project, found.version) for found in letter.title.line.mentions}
    for found in letter.text.joined:
        if named & {(mention.project, mention.version) for mention in found}:
            yield from (mention for mention in found if mention.known)
