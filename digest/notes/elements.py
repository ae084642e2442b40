"""The HTML that a person began and did not end: all that follows would be within it."""

from __future__ import annotations

__all__ = ["Elements"]

import re

from markdown.util import BLOCK_LEVEL_ELEMENTS

# Markdown takes a block of HTML, which begins its line, up to its end or the page's.
# Of what is in these, wherever they begin, a browser makes nothing else than text.
TEXTUAL = {"iframe", "noscript", "script", "style", "textarea", "title", "xmp"}
BLOCKS = TEXTUAL.union(BLOCK_LEVEL_ELEMENTS) - {"hr"}
TAG = re.compile(
    r"(?P<first>^[ ]{0,3})?<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?=[\s/>]|\Z)"
    r"(?P<rest>[^<>]*)"
)
OPEN = re.compile(r"<[A-Za-z/!?][^<>]*\Z")


class Elements:
    """The elements and the tag that are open where a text has been read to."""

    def __init__(self) -> None:
        self._open: dict[str, list[int]] = {}
        self._tag: int | None = None

    @property
    def left(self) -> tuple[str, int] | None:
        """What is open, and where it began; a tag that has no end has no name."""
        if self._tag is not None:
            return "", self._tag
        first = ((began[0], name) for name, began in self._open.items() if began)
        return next(((name, at) for at, name in sorted(first)), None)

    def read(self, line: str, at: int) -> None:
        """Read a line without code and comments, which begins at a place."""
        if self._tag is not None and ">" in line:
            self._tag = None
        for tag in TAG.finditer(line):
            name = tag["name"].lower()
            began = self._open.setdefault(name, [])
            if tag["end"]:
                del began[-1:]
            elif not tag["rest"].endswith("/") and _encloses(name, tag["first"]):
                began.append(at)
        if OPEN.search(line) and self._tag is None:
            self._tag = at


def _encloses(name: str, first: str | None) -> bool:
    return name in TEXTUAL or (first is not None and name in BLOCKS)
