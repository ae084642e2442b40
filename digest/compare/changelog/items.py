"""Lines to items: bullets, and the headings above them."""

from __future__ import annotations

__all__ = ["HEADING", "NO_WORDS", "Item", "read_items", "title_of"]

import re

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADING = -1  # the indent of what is no bullet but a heading of those below
CODE = 4  # columns below an entry's words: what is indented so much further is code

BULLET = re.compile(
    r"(?P<mark>[-+\u2022o]|\*{1,3}|\*\)|[0-9]{1,3}[.)])\s+(?P<text>\S.*)"
)
# Pacemaker 1.1.7 begins its entries so, at the margin, below "- Changes since 1.1.6".
SEVERE = re.compile(r"(?:Critical|High|Med(?:ium)?|Low): ")
MARKS = "#*"
# "### Fixed"; "** Bug fixes" in GNU's outlines
MARKED = re.compile(r"(?:#{1,6}|\*{2,4})\s+(?P<text>\S.*)")
BRACKETED = re.compile(r"\s*\[(?P<text>[^\[\]]+)\]")  # "[Enhancements]"
RULER = re.compile(r"([-=~_*^])\1{2,}")
# A ruler, a link's address, who signs a package or a mail
NO_WORDS = re.compile(r"([-=~_*^])\1{2,}$|\[[^\[\]]+\]:\s|--\s")
SIGNATURE = "-----BEGIN "


@dataclass(frozen=True, slots=True)
class Item:
    """A bullet or a heading: how far it and its words are indented, and the words."""

    indent: int
    content: int
    mark: str
    words: list[str]

    def holds(self, other: Item) -> bool:
        """Return whether the other is nested below it.

        With the same mark, one column is an accident (DRBD 9.0.9rc1); with another it
        is meant (9.2.0).
        """
        return other.indent > self.indent + (other.mark == self.mark)


def read_items(lines: Iterable[str]) -> list[Item]:
    """Return the items of a text, up to a signature, with what continues them."""
    reading = _Reading()
    for line, after in pairwise([*lines, ""]):
        if line.startswith(SIGNATURE):
            break
        reading.take(line, after)
    return reading.items


def title_of(line: str, after: str, *, apart: bool) -> str:
    """Return the words of a heading, or nothing if the line is none."""
    if line[:1] in MARKS and (marked := MARKED.fullmatch(line)):
        return marked["text"].rstrip("# ")
    if not apart:
        return ""
    if bracketed := BRACKETED.fullmatch(line):
        return bracketed["text"].strip()
    ruled = line[:1].isalpha() and RULER.fullmatch(after)
    return line.rstrip(":") if ruled or (line[:1].isalpha() and line[-1] == ":") else ""


class _Reading:
    """The items of a text, found line by line.

    Without a blank line between, whatever follows a bullet continues it; after one,
    only what is indented further than the bullet, and what is much further is code.
    """

    def __init__(self) -> None:
        self.items: list[Item] = []
        self._open: list[Item] = []
        self._apart, self._code = True, False
        self._literal = HEADING  # the indent of an entry that announced a literal block

    def take(self, line: str, after: str) -> None:
        """Read a line; what comes after it may make a title of it."""
        words, indent = line.strip(), _indent(line)
        if not words:
            self._apart = True
            return
        if self._literal > HEADING and indent > self._literal:
            return
        self._literal = HEADING
        if (bullet := BULLET.fullmatch(words)) and not line.startswith("**"):
            content = indent + bullet.start("text")
            self.items.append(Item(indent, content, bullet["mark"], [bullet["text"]]))
            self._open.append(self.items[-1])
            self._apart = self._code = False
            self._announce(words, content)
        elif SEVERE.match(line):
            indent = (
                self._open[-1].indent + bool(self._open[-1].mark) if self._open else 0
            )
            self._open.append(Item(indent, indent, "", [words]))
            self.items.append(self._open[-1])
            self._apart = self._code = False
        elif title := title_of(line, after, apart=self._apart):
            self.items.append(Item(HEADING, HEADING, "", [title]))
            self._open.clear()
            self._apart = True
        elif NO_WORDS.match(words):
            self._apart = RULER.fullmatch(words) is not None
        else:
            self._continue(words, indent)

    def _continue(self, words: str, indent: int) -> None:
        while self._apart and self._open and indent <= self._open[-1].indent:
            self._open.pop()
        if self._open:
            last = self._open[-1]
            deep = indent >= last.content + CODE
            self._code = deep and (self._apart or self._code)
            if not self._code:
                last.words.append(words)
                self._announce(words, last.content)
        self._apart = False

    def _announce(self, words: str, content: int) -> None:
        """After "::" what is indented further is code, in reStructuredText."""
        self._literal = content if words.endswith("::") else HEADING


def _indent(line: str) -> int:
    blank = line[: len(line) - len(line.lstrip())]
    return len(blank.expandtabs()) if "\t" in blank else len(blank)
