"""Which versions of which projects a line of text mentions."""

from __future__ import annotations

__all__ = ["Line", "Mention", "dissect"]

import re

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.recognise.stages import stage_after, stage_before
from digest.recognise.wording import BESIDE, REQUIRED
from digest.versions import GRAMMAR, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from digest.recognise.names import Names

LONGEST = 1000
TOKEN = re.compile(
    rf"(?<![A-Za-z0-9.])(?P<v>v\.? ?)?(?P<version>{GRAMMAR})"
    r"(?![A-Za-z0-9_%]|[.+~:][A-Za-z0-9]|-(?!final\b|ga\b)[A-Za-z0-9])"
    r"|(?P<word>[A-Za-z0-9][\w']*(?:[-.+/][A-Za-z][\w']*)*)"
    r"|(?P<foreign>[^\x00-\x7f\u2010-\u2027\u3000-\u3011]+)",
    re.IGNORECASE | re.ASCII,
)
# What may stand between a name and its version, or before a version without a name.
FILLER = re.compile(
    r"an?|and|as|bug-?fix|candidate|final|is|it|just|latest|maintenance|major|minor|new"
    r"|now|official|plus|point|pre-?releases?|rc|rel|releases?|released|series|stable|the|v|ver"
    r"|versions?|と"
)
OPENER = re.compile(
    r"announc\w+|are|available|been|ha[sv]e?|here|i|i've|of|our|out|publish\w*"
    r"|releasing"
    r"|tag|tagged|tagging|this|today|we|we've|will"
)
JOINT = re.compile(
    rf"(?i)(?:[^\w,;&/+|、・]|\b(?!and|plus|と)(?:{FILLER.pattern})\b)*(?:[,;&/+|、・と]"
    rf"|and|plus)"
    rf"(?:\W|\b(?:{FILLER.pattern})\b)*"
)
# What a name never is; what some projects add to theirs.
NO_NAME = re.compile(
    r"against|also|api|at|before|but|bugs?|build|by|cve|for|from|in|into|needs?|on|or|over|part"
    r"|patch|per|requires?|rev|revision|rfc|since|supports?|than|to|under|until|uses?"
    r"|using|via|vs|with"
    r"|almalinux|centos|debian|fedora|gcc|glibc|kernel|linux|opensuse|python|rhel|rocky"
    r"|sles|ubuntu"
)
TITLES = ((), ("cluster", "engine"), ("cluster", "resource", "manager"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A version and whose it is: a ``known`` project's, or any word before it."""

    project: str
    version: str
    known: bool
    start: int
    end: int
    early: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text, taken apart.

    ``before`` and ``after`` the first mention are its other words, in lower case, but
    for names of ``projects``; ``rest`` is the text after the last mention. ``beside``
    are versions that something else is for, or comes with: they are not mentioned.
    """

    mentions: tuple[Mention, ...]
    projects: tuple[str, ...]
    beside: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    rest: str


def dissect(text: str, names: Names) -> Line:
    """Return what a text mentions, and what else it says.

    ``Corosync 1.4.1 and 1.3.3`` mentions two versions of Corosync, ``2.1.7 - Release
    Candidate 1`` is 2.1.7-rc1. What is not joined to the first mention is none.
    """
    text = text[:LONGEST]
    tokens = tuple(TOKEN.finditer(text))
    words = tuple(token[0].lower() for token in tokens)
    found = tuple(_Text(text, tokens, words, names).mentions())
    beside = bool(found and BESIDE.search(text[: found[0].start]))
    mentions = () if beside else found
    named: dict[int, str] = {}
    for end in range(1, len(words) + 1):
        project, length = names.ending(words[:end])
        named |= dict.fromkeys(range(end - length, end), project)
    first = mentions[0].start if mentions else len(text)
    other = [
        (token.start() < first, word)
        for at, (token, word) in enumerate(zip(tokens, words, strict=True))
        if at not in named
        and not any(m.start <= token.start() < m.end for m in mentions)
    ]
    return Line(
        mentions=mentions,
        projects=tuple(dict.fromkeys(named.values())),
        beside=tuple(mention.version for mention in found) if beside else (),
        before=tuple(word for early, word in other if early),
        after=tuple(word for early, word in other if not early),
        rest=text[mentions[-1].end :] if mentions else "",
    )


@dataclass(frozen=True, slots=True)
class _Text:
    """A text: its characters, its tokens, its words."""

    text: str
    tokens: tuple[re.Match[str], ...]
    words: tuple[str, ...]
    names: Names

    def mentions(self) -> Iterator[Mention]:
        """Yield the first mention, and those that are joined to it."""
        owners: dict[int, str] = {}
        end = 0
        for at, token in enumerate(self.tokens):
            plain = "." not in token[0] and not token["v"]
            count = plain and self.words[at - 1 : at] != ("version",)
            if not token["version"] or count:
                continue
            owners[at], first, last = self.owner(at, owners)
            if owners[at]:
                found = self.mention(owners[at], at, first, last)
                if end and not JOINT.fullmatch(self.text[end : found.start]):
                    return
                if end and REQUIRED.match(self.text, found.end):
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
            name = self.words[: end - len(title)]
            project, length = self.names.ending(name, versioned=True)
            if project and self.words[len(name) : end] == title:
                return project, len(name) - length, at
        return self.stranger(end - 1), end - 1, at

    def owner_after(self, at: int) -> tuple[str, int, int]:
        """Return the same for ``version 1.4.1 of Corosync``, or for a lone version."""
        on = at + 1
        while self.words[on : on + 1] and FILLER.fullmatch(self.words[on]):
            on += 1
        if self.words[on : on + 1] != ("of",):
            return self.names.alone, at, at
        on += 2 if self.words[on + 1 : on + 2] == ("the",) else 1
        for name in (self.words[on:end] for end in range(on + 6, on, -1)):
            project, length = self.names.ending(name, versioned=True)
            if project and length == len(name):
                return project, at, on + length - 1
        return self.stranger(on), at, min(on, len(self.words) - 1)

    def stranger(self, at: int) -> str:
        word = "".join(self.words[at : at + 1])
        common = any(kind.fullmatch(word) for kind in (FILLER, OPENER, NO_NAME))
        return "" if common or "/" in word or not word[:1].isalpha() else word

    def mention(self, project: str, at: int, first: int, last: int) -> Mention:
        """Return the mention, with the stage that other words give its version."""
        version = self.tokens[at]["version"].lower()
        start, end = self.tokens[first].start(), self.tokens[last].end()
        said = None
        if (parsed := parse(version)) and not parsed.prerelease:
            if said := stage_after(self.text, self.tokens[at].end(), parsed):
                end = max(end, said.end)
            elif said := stage_before(self.text, start):
                start = said.start
            version += said.suffix if said else ""
        return Mention(
            project=project,
            version=version,
            known=project in self.names.loose.values(),
            start=start,
            end=end,
            early=bool(said and not said.suffix),
        )
