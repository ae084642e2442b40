"""Lines that are a version, and stand apart."""

from __future__ import annotations

__all__ = ["ANCHOR", "read_lines"]

import re

from typing import TYPE_CHECKING

from digest.compare.changelog.naming import Named, named
from digest.compare.changelog.shapes import ITEM, LONG, NUMBER, RULER, Title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.compare.changelog.page import Page

# What links to a title stands above it: <a name="1.2.3"></a>, .. _v1.2.3:
ANCHOR = re.compile(r"<a [^<>]{1,200}>(?:</a>)?|\.\. _[^:]{1,100}:")
NO_LINE = re.compile(rf"{ANCHOR.pattern}$|\[[^\[\]]*\]:")  # "[1.2.3]: https://..."
# An anchor, and what Emacs is told in the first line.
SKIPPED = re.compile(rf"{ANCHOR.pattern}|.*-\*-.*-\*-.*")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
PLAIN = "0123456789[(*_`<@" + LETTERS + LETTERS.upper()
# "Version 1.01", with nothing else on the line; "42.0", with a bullet below
ALONE = re.compile(
    r"(?P<word>version |release )?[\[(]?v?[0-9]+(?:\.[0-9]+)+[\])]?", re.IGNORECASE
)


def read_lines(page: Page) -> Iterator[tuple[Title, Named]]:
    """Yield lines that are a version, and stand apart or are like those that do."""
    last = -1
    for at in page.shown(PLAIN):
        line = page.line(at)
        if len(line) > LONG or not NUMBER.search(line) or ITEM.match(line):
            continue
        if RULER.fullmatch(page.line(at + 1)) or NO_LINE.match(line):
            continue
        if not (name := named(line)):
            continue
        above = page.line(at - 1)
        inside = above[:1] in " \t" or ITEM.match(above)
        apart = not above or at == last + 1 or SKIPPED.fullmatch(above)
        if apart or (inside and _is_alone(page, at, name)):
            last = at
            yield Title(at=at, body=at + 1, words=line), name


def _is_alone(page: Page, at: int, name: Named) -> bool:
    """Return whether a line below another's entry is a version and nothing else."""
    line = page.line(at)
    alone = ALONE.fullmatch(line)
    below = alone and (alone["word"] or ITEM.match(page.line(at + 1)))
    return bool(name.day or line.endswith(":") or below)
