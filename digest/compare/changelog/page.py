"""A changelog's lines, and where to look among them."""

from __future__ import annotations

__all__ = ["Page", "outside_fences"]

import re

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FENCE = re.compile(r"\s*(?P<fence>`{3,}|~{3,})(?P<language>[^`]*)")
BLANK = frozenset(" \t\r\n")
FENCES, COMMENT, END = ("```", "~~~"), "<!--", "-->"


class Page:
    """The lines of a text, with their ends, and which of them start with what."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: Sequence[str] = text.splitlines(keepends=True)

    def line(self, at: int) -> str:
        """Return a line without its end; before the first and after the last, none."""
        return self.lines[at].rstrip() if 0 <= at < len(self.lines) else ""

    def starting(self, letters: str) -> list[int]:
        """Return where the lines are that start with one of the letters."""
        wanted, lines = frozenset(letters), self.lines
        return [at for at in self._flush if lines[at][0] in wanted]

    def shown(self, letters: str) -> list[int]:
        """Return the same without what stands in a block of code, or in a comment."""
        found = self.starting(letters)
        return [at for at in found if at not in self._hidden] if self._hidden else found

    @cached_property
    def first(self) -> int:
        """Where the first line is that has anything on it."""
        filled = (at for at, line in enumerate(self.lines) if not line.isspace())
        return next(filled, len(self.lines))

    @cached_property
    def _flush(self) -> list[int]:
        """Where the lines are that are neither indented nor blank."""
        return [at for at, line in enumerate(self.lines) if line[0] not in BLANK]

    @cached_property
    def _hidden(self) -> frozenset[int]:
        found: set[int] = set()
        if any(fence in self.text for fence in FENCES):
            found.update(_fenced(self.lines))
        if COMMENT in self.text:
            found.update(_commented(self.lines))
        return frozenset(found)


def outside_fences(text: str) -> list[str]:
    """Return the lines of a text, without their ends and without its blocks of code."""
    lines = [line.rstrip() for line in text.splitlines()]
    if not any(fence in text for fence in FENCES):
        return lines
    hidden = frozenset(_fenced(lines))
    return [line for at, line in enumerate(lines) if at not in hidden]


def _fenced(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines of blocks of code that have an end."""
    start, fence = 0, ""
    for at, line in enumerate(lines):
        if not (found := FENCE.match(line)):
            continue
        if not fence:
            # Below words, tildes are a title's ruler: "Fixed", "~~~~~".
            if found["fence"][0] == "`" or not (at and lines[at - 1].strip()):
                start, fence = at, found["fence"]
        elif found["fence"].startswith(fence) and not found["language"].strip():
            yield from range(start, at + 1)
            fence = ""


def _commented(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines of HTML comments that have an end."""
    start = None
    for at, line in enumerate(lines):
        if start is None and line.startswith(COMMENT):
            start = at
        if start is not None and END in line:
            yield from range(start, at + 1)
            start = None
