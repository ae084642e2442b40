"""What a person began in Markdown and did not end, so that it takes in what follows."""

from __future__ import annotations

__all__ = ["Half", "code_lines", "half_finished"]

import re

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.notes.elements import Elements

if TYPE_CHECKING:
    from collections.abc import Iterator

# As Python-Markdown's extension for blocks of code has it:
# https://python-markdown.github.io/extensions/fenced_code_blocks/
FENCE = re.compile(r"(?P<fence>~{3,}|`{3,})[ ]*(?:\{.*\}|[\w#.+-]*[ ]*)")
INDENTED = re.compile(r" {4}| {0,3}\t")
WHOLE = re.compile(r"(?<!`)(?P<run>`++).*?(?<!`)(?P=run)(?!`)|<!--.*?-->")


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """What has no end, where it begins, and what to do."""

    what: str
    at: int
    hint: str


def half_finished(text: str) -> Half | None:
    """Return what of code, comments and HTML in a text has no end, if anything."""
    reading = _Reading()
    for at, words in _lines(text):
        reading.read(words, at)
    if reading.fence:
        hint = f"end it: {reading.fence}"
        return Half(what="a block of code without end", at=reading.began, hint=hint)
    if reading.comment:
        what = "a comment without end"
        return Half(what=what, at=reading.began, hint="end it: -->")
    return _open_element(reading.elements)


def code_lines(text: str) -> frozenset[int]:
    """Return where the lines of fenced blocks of code begin in a text."""
    reading = _Reading()
    return frozenset(at for at, words in _lines(text) if reading.read(words, at))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each line begins, and what is on it."""
    at = 0
    for line in text.split("\n"):
        yield at, line.rstrip("\r")
        at += len(line) + 1


class _Reading:
    """What is open where a text has been read to, and where that ``began``."""

    def __init__(self) -> None:
        self.fence, self.comment, self.began = "", False, 0
        self.elements = Elements()

    def read(self, words: str, at: int) -> bool:
        """Read the line that begins there; return whether it is one of code."""
        if fence := self.fence:
            self.fence = "" if words.rstrip(" ") == fence else fence
            return True
        if self.comment:
            self.comment = "-->" not in words
            return False
        opened = FENCE.fullmatch(words)
        self.fence = opened["fence"] if opened else ""
        self.comment = not opened and _opens_comment(words)
        self.began = at
        if not opened and not INDENTED.match(words):
            self.elements.read(WHOLE.sub("", words).partition("<!--")[0], at)
        return bool(opened)


def _open_element(elements: Elements) -> Half | None:
    if not elements.left:
        return None
    name, at = elements.left
    if not name:
        hint = "end it: >; or, if it is none, write &lt; for <"
        return Half(what="a tag without end", at=at, hint=hint)
    return Half(what=f"<{name}> without end", at=at, hint=f"end it: </{name}>")


def _opens_comment(line: str) -> bool:
    return not INDENTED.match(line) and "<!--" in WHOLE.sub("", line)
