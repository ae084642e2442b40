"""Changelogs whose headings say from where: "Changes since 1.13.0:"."""

from __future__ import annotations

__all__ = ["by_since"]

import re

from itertools import pairwise
from typing import TYPE_CHECKING

from digest.compare.changelog.heading import Heading
from digest.compare.changelog.naming import Named, Sure, named
from digest.compare.changelog.order import rank
from digest.compare.changelog.shapes import LONG, NUMBER, RULER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.compare.changelog.page import Page

# "Changes since 1.13.0:", "## Changes since version cup-1.2"; Pacemaker's groups are
# bullets, and say what they are of: "- Fixes since Pacemaker-2.1.8".
SINCE = re.compile(
    r"[#=]{0,6}[ \t]*changes since (?P<version>(?:\S+ ){0,3}\S+)",
    re.IGNORECASE,
)
LETTERS = "cC#="
FEW = 2  # of a kind make it a habit
RARE = 10  # slang's 0.99-31 came before its 0.99.30: one in so many
NEAR = 6  # lines above the first heading, where the newest version may stand


def by_since(page: Page) -> Iterator[Heading]:
    """Yield the headings of a changelog that counts from each release, newest first.

    What follows "Changes since 1.12.1" is of the release from which the part above it
    counts. The version of the first stands above it, or it has none yet.
    """
    found = list(_counted(page))
    ranks = [rank(since.version) for _, since in found]
    rises = sum(not (a and b and b < a) for a, b in pairwise(ranks))
    if len(found) < FEW or rises * RARE > len(found):
        return
    version, name = _newest(page, found[0][0])
    for at, since in found:
        body = at + 1 + (RULER.fullmatch(page.line(at + 1)) is not None)
        yield Heading(at=at, body=body, version=version, name=name)
        version, name = since.version, since.name


def _counted(page: Page) -> Iterator[tuple[int, Named]]:
    for at in page.shown(LETTERS):
        line = page.line(at)
        counted = SINCE.fullmatch(line) if len(line) <= LONG else None
        since = named(counted["version"]) if counted else None
        if since and since.sure == Sure.BARE:
            yield at, since


def _newest(page: Page, first: int) -> tuple[str, str]:
    """Return the version, and the name, that a line above the first heading names."""
    for at in range(first - 1, max(-1, first - NEAR), -1):
        line = page.line(at)
        found = named(line) if NUMBER.search(line) else None
        if found and found.sure == Sure.BARE:
            return found.version, found.name
    return "", ""
