"""A changelog's lines, and where to look among them."""

from __future__ import annotations

__all__ = ["Page", "outside_fences"]

import re

from functools import cached_property, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

T = TypeVar("T")

FENCE = re.compile(r"\s*(?P<fence>`{3,}|~{3,})(?P<language>[^`]*)")
FENCES, COMMENT, END = ("```", "~~~"), "<!--", "-->"


class Page:
    """The lines of a text, with their ends, and which of them start with what."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: Sequence[str] = text.splitlines(keepends=True)
        self._known: dict[object, Any] = {}

    def once(self, read: Callable[[Page], Iterable[T]]) -> tuple[T, ...]:
        """Return what a reader finds here, which reads no more than once."""
        if read not in self._known:
            self._known[read] = tuple(read(self))
        return cast("tuple[T, ...]", self._known[read])

    def line(self, at: int) -> str:
        """Return a line without its end; before the first and after the last, none."""
        return self.lines[at].rstrip() if 0 <= at < len(self.lines) else ""

    def starting(self, letters: str) -> list[int]:
        """Return where the lines are that start with one of the letters."""
        return [at for at, _ in self.runs(_any_of(letters))]

    def runs(self, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
        """Return from where to where there are lines whose first letters fit."""
        return [found.span() for found in pattern.finditer(self._letters)]

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
    def _letters(self) -> str:
        """The first letter of each line."""
        return "".join(map(itemgetter(0), self.lines))

    @cached_property
    def _hidden(self) -> frozenset[int]:
        found: set[int] = set()
        if any(fence in self.text for fence in FENCES):
            found.update(_fenced(self.lines))
        if COMMENT in self.text:
            found.update(_commented(self.lines))
        return frozenset(found)


@lru_cache(maxsize=1 << 4)
def _any_of(letters: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(letters)}]")


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
            if not _is_ruler(found["fence"], lines[at - 1].rstrip() if at else ""):
                start, fence = at, found["fence"]
        elif found["fence"].startswith(fence) and not found["language"].strip():
            yield from range(start, at + 1)
            fence = ""


def _is_ruler(fence: str, above: str) -> bool:
    """Return whether a fence rules a title: tildes below words, "```" below "0.5"."""
    return bool(above.strip()) and (fence[0] == "~" or len(fence) == len(above))


def _commented(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines of HTML comments that have an end."""
    start = None
    for at, line in enumerate(lines):
        if start is None and line.startswith(COMMENT):
            start = at
        if start is not None and END in line:
            yield from range(start, at + 1)
            start = None
