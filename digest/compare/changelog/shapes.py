"""The ways in which a line is set apart as a title."""

from __future__ import annotations

__all__ = ["ITEM", "LONG", "NUMBER", "RULER", "Title", "read_titles"]

import re

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.compare.changelog.page import Page

# "## 1.2.3", "##1.2.3"; "=== 1.2.3 ===" in AsciiDoc, RDoc and Mbed TLS
HASHED = re.compile(
    r"(?P<mark>#{2,6}(?=[^#])|#(?=[ \t])|={1,6}(?=[ \t]))\s*(?P<words>\S.*)"
)
# "---- 1.2.3 ----", "***** 1.2.3 *****"
RULED = re.compile(r"(?P<mark>([-*~])\2{2})\2*[ \t]+(?P<words>\S.*?)[ \t]+\2{3,}")
# <h2 id="1.2.3">1.2.3</h2>
TAGGED = re.compile(r"<(?P<mark>h[1-6]|dt)\b[^<>]{0,200}>(?P<words>.*)", re.IGNORECASE)
RULES = "=-~^+#*`'\".:_"
RULER = re.compile(r"([=\-~^+#*`'\".:_])\1{2,}")
ITEM = re.compile(r"\s*(?:[-*+\u2022o]|\*\)|[0-9]{1,3}[.)])(?:\s|$)")
OVER = "-=*"
NUMBER = re.compile(
    r"[0-9]\.[0-9]|\b[vV][0-9]|(?:ersion|elease|WITH) [0-9]|\b20[0-9]{6}\b"
)
LONG = 500  # letters, and no title has as many
INDENT = 3  # columns: DRBD once wrote " 9.21.0-rc.1" over a ruler


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """Words that are set apart, in the lines from ``at`` to before ``body``.

    ``level`` is the same for titles set apart in the same way.
    """

    at: int
    body: int
    words: str
    level: str = ""


def read_titles(page: Page) -> Iterator[Title]:
    """Yield what is set apart as a title, whatever it says, in no order."""
    yield from _marked(page)
    yield from _between_rules(page)
    rulers = [at for at in page.shown(RULES) if _is_ruler(page, at)]
    if rulers:
        yield from _underlined(page, rulers)
        yield from _overlined(page, rulers)


def _marked(page: Page) -> Iterator[Title]:
    for at in page.shown("#=<"):
        line = page.line(at)
        if len(line) > LONG:
            continue
        if title := HASHED.fullmatch(line) or TAGGED.fullmatch(line):
            level = title["mark"].lower()
            yield Title(at=at, body=at + 1, words=title["words"], level=level)


def _between_rules(page: Page) -> Iterator[Title]:
    """Yield titles that have their ruler before and after them, as zip's."""
    for at in page.shown("-*~"):
        if page.lines[at][1:3] == page.lines[at][0] * 2:
            line = page.line(at)
            if " " in line and len(line) <= LONG and (title := RULED.fullmatch(line)):
                words = title["words"]
                yield Title(at=at, body=at + 1, words=words, level=title["mark"])


def _is_ruler(page: Page, at: int) -> bool:
    line = page.lines[at]
    return line[1:3] == line[0] * 2 and RULER.fullmatch(page.line(at)) is not None


def _underlined(page: Page, rulers: Sequence[int]) -> Iterator[Title]:
    """Yield titles over a ruler, and those between two.

    Without a blank line above it only a number is one, which DRBD leaves out at times.
    """
    known = frozenset(rulers)
    below = -1
    for at in rulers:
        words, mark = page.line(at - 1), page.lines[at][0]
        if at - 1 in known or ITEM.match(words) or not 0 < len(words) <= LONG:
            continue
        boxed = at - 2 in known and at - 2 > below and page.lines[at - 2][0] == mark
        apart = boxed or not page.line(at - 2) or NUMBER.search(words)
        if apart and (boxed or words[: INDENT + 1].strip()):
            level = f"_{mark}{mark if boxed else ''}"
            yield Title(at=at - 1 - boxed, body=at + 1, words=words, level=level)
            below = at


def _overlined(page: Page, rulers: Sequence[int]) -> Iterator[Title]:
    """Yield numbers below a ruler that belongs to no title above it, as rsyslog's."""
    known = frozenset(rulers)
    for at in rulers:
        words, above = page.line(at + 1), page.line(at - 1)
        alone = at + 2 not in known and not NUMBER.search(above)
        alone = alone and page.lines[at][0] in OVER
        if alone and words[:1].strip() and len(words) <= LONG and NUMBER.search(words):
            yield Title(at=at, body=at + 2, words=words, level="_over")
