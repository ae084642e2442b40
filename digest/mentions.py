"""Which versions of which projects a line of text is about."""

from __future__ import annotations

__all__ = ["Line", "Mention", "Names", "dissect"]

import re

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.versions import GRAMMAR, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from digest.edition import Project

LONGEST = 1000
TOKEN = re.compile(
    rf"(?<![A-Za-z0-9.])(?P<v>v\.? ?)?(?P<version>{GRAMMAR})"
    r"(?![A-Za-z0-9_%]|[.+~:][A-Za-z0-9]|-(?!final\b|ga\b)[A-Za-z0-9])"
    r"|(?P<word>[A-Za-z0-9][\w']*(?:[-.+/][A-Za-z][\w']*)*)"
    r"|(?P<foreign>[^\x00-\x7f\u2010-\u2027\u3000-\u3011]+)",
    re.IGNORECASE | re.ASCII,
)
STAGE = r"(?:release[ -])?(?P<stage>candidate|rc|alpha|beta|pre)(?:-?release)?"
STAGE_AFTER = re.compile(
    rf"(?i)[\s,:;(–—-]{{0,9}}\b{STAGE}(?:[ .#-]{{0,2}}(?P<step>[0-9]{{1,3}}))?\b"
)
STAGE_BEFORE = re.compile(
    rf"(?i)(?:\b(?P<nth>[a-z]{{5,7}}) )?\b{STAGE}(?: ?#?(?P<step>[0-9]{{1,3}}))?"
    r" (?:for|of)(?: the)?(?: upcoming| new)? \Z"
)
NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
# What may stand between a name and its version, or before a version without a name.
FILLER = re.compile(
    r"an?|and|as|final|is|it|just|latest|maintenance|major|minor|new|now|official|plus"
    r"|rel|releases?|released|series|stable|the|v|ver|versions?"
)
OPENER = re.compile(
    r"announc\w+|are|available|been|ha[sv]e?|here|i|i've|of|our|out|publish\w*|releasing"
    r"|tagged|this|today|we|we've"
)
JOINT = re.compile(rf"(?:\W+|{FILLER.pattern})*")
# What a name never is, and what some projects add to theirs.
NO_NAME = re.compile(
    r"against|api|at|before|bugs?|build|by|cve|for|from|in|into|needs?|on|over|part"
    r"|patch|per|requires?|rev|revision|rfc|since|supports?|than|to|under|until|uses?"
    r"|using|via|with"
    r"|almalinux|centos|debian|fedora|gcc|glibc|kernel|linux|opensuse|python|rhel|rocky"
    r"|sles|ubuntu"
)
TITLES = ((), ("cluster", "engine"), ("cluster", "resource", "manager"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What projects are called.

    ``alone`` is whose a version without a name is, if that is certain. With
    ``strangers``, a name that is not known is taken as it is written, in lower case.
    """

    known: tuple[tuple[tuple[str, ...], str], ...]
    alone: str = ""
    strangers: bool = False

    @classmethod
    def of(cls, projects: Sequence[Project], *, strangers: bool = False) -> Names:
        """Return the names of projects, the longest first."""
        known = {
            tuple(name.lower().split()): project.id
            for project in projects
            for name in (*project.aliases, project.id)
        }
        return cls(
            known=tuple(sorted(known.items(), key=lambda item: -len(item[0]))),
            alone=projects[0].id if len(projects) == 1 else "",
            strangers=strangers,
        )

    def at_end(self, words: Sequence[str]) -> tuple[str, int]:
        """Return the project whose name these words end with, and the name's length."""
        for name, project in self.known:
            if tuple(words[-len(name) :]) == name:
                return project, len(name)
        return "", 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A version of a project, and where in the text the two stand."""

    project: str
    version: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text, taken apart: what it mentions, and its other words.

    ``before`` and ``after`` are the words before and after the first mention that are
    no names, in lower case; ``end`` is the text after the last mention. ``projects``
    are those it names, with a version or without.
    """

    mentions: tuple[Mention, ...]
    projects: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    end: str


def dissect(text: str, names: Names) -> Line:
    """Return what a text mentions, and what else it says.

    ``Corosync 1.4.1 and 1.3.3`` mentions two versions of Corosync, ``2.1.7 - Release
    Candidate 1`` is 2.1.7-rc1, and a version after a word that is no name is nobody's.
    """
    text = text[:LONGEST]
    tokens = tuple(TOKEN.finditer(text))
    words = tuple(token[0].lower() for token in tokens)
    mentions = tuple(_Text(text, tokens, words, names).mentions())
    named: dict[int, str] = {}
    for at in range(len(words)):
        project, length = names.at_end(words[: at + 1])
        named |= dict.fromkeys(range(at + 1 - length, at + 1), project)
    first = mentions[0].start if mentions else len(text)
    other = [
        (token.start() < first, word)
        for at, (token, word) in enumerate(zip(tokens, words, strict=True))
        if at not in named
        and not any(found.start <= token.start() < found.end for found in mentions)
    ]
    return Line(
        mentions=mentions,
        projects=tuple(dict.fromkeys(named.values())),
        before=tuple(word for early, word in other if early),
        after=tuple(word for early, word in other if not early),
        end=text[mentions[-1].end :] if mentions else "",
    )


@dataclass(frozen=True, slots=True)
class _Text:
    """A text on its way to a `Line`: the same, as words and as characters."""

    text: str
    tokens: tuple[re.Match[str], ...]
    words: tuple[str, ...]
    names: Names

    def mentions(self) -> Iterator[Mention]:
        """Yield what is mentioned first, and what is joined to that."""
        owners: dict[int, str] = {}
        end = 0
        for at, token in enumerate(self.tokens):
            plain = "." not in token[0] and not token["v"]
            if not token["version"] or (plain and self.words[at - 1] != "version"):
                continue
            owners[at], first, last = self.owner(at, owners)
            if not owners[at]:
                continue
            found = self.mention(owners[at], at, first, last)
            if end and not JOINT.fullmatch(self.text[end : found.start]):
                return
            yield found
            end = found.end

    def owner(self, at: int, owners: Mapping[int, str]) -> tuple[str, int, int]:
        """Return whose version stands there, and the first and last word of the two."""
        end = at
        while end and FILLER.fullmatch(self.words[end - 1]):
            end -= 1
        if end - 1 in owners:
            return owners[end - 1], at, at
        if not end or OPENER.fullmatch(self.words[end - 1]):
            return self.owner_after(at)
        for title in TITLES:
            start = end - len(title)
            if self.words[max(start, 0) : end] == title:
                project, length = self.names.at_end(self.words[:start])
                if project:
                    return project, start - length, at
        stranger = self.stranger(end - 1)
        return stranger, end - 1 if stranger else at, at

    def owner_after(self, at: int) -> tuple[str, int, int]:
        """Return the same for ``version 1.4.1 of Corosync``, or for a lone version."""
        on = at + 1
        while self.words[on : on + 1] and FILLER.fullmatch(self.words[on]):
            on += 1
        if self.words[on : on + 1] != ("of",):
            return self.names.alone, at, at
        on += 2 if self.words[on + 1 : on + 2] == ("the",) else 1
        for last in range(min(on + 4, len(self.words)) - 1, on - 1, -1):
            project, length = self.names.at_end(self.words[on : last + 1])
            if length == last + 1 - on:
                return project, at, last
        stranger = self.stranger(on)
        return stranger, at, on if stranger else at

    def stranger(self, at: int) -> str:
        word = "".join(self.words[at : at + 1])
        other = any(p.fullmatch(word) for p in (FILLER, OPENER, NO_NAME))
        return word if self.names.strangers and word[:1].isalpha() and not other else ""

    def mention(self, project: str, at: int, first: int, last: int) -> Mention:
        """Return the mention, with the stage that other words give the version."""
        version = self.tokens[at]["version"].lower()
        start, end = self.tokens[first].start(), self.tokens[last].end()
        known = parse(version)
        if known and not known.prerelease:
            if said := STAGE_AFTER.match(self.text, self.tokens[at].end()):
                end = max(end, said.end())
            elif said := STAGE_BEFORE.search(self.text[:start]):
                start = said.start()
            if said:
                version += _stage(said)
        return Mention(project=project, version=version, start=start, end=end)


def _stage(said: re.Match[str]) -> str:
    found = said.groupdict(default="")
    nth = found.get("nth", "").lower()
    step = found["step"] or (str(NTH.index(nth) + 1) if nth in NTH else "")
    return f"-{found['stage'].lower().replace('candidate', 'rc')}{step}"
