"""The bullets of a change record, as changes."""

from __future__ import annotations

__all__ = ["read_entries", "read_paragraphs"]

import re

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.compare.changelog.items import (
    HEADING,
    NO_WORDS,
    Item,
    read_items,
    title_of,
)
from digest.compare.changelog.page import outside_fences
from digest.compare.changelog.spelling import noted_day
from digest.compare.changelog.wording import read_change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.changes import Change

# "Fixes since Pacemaker-2.1.8", "Fixes for regressions introduced in Pacemaker-2.0.4"
GROUP = re.compile(
    r"(?P<title>[A-Z][\w /-]{0,80}?"
    r"(?: in [A-Za-z]+-[0-9][\w.-]*|(?P<since> since (?=\S*[0-9])\S++)))"
    r"(?P<aside> \(.*\))?:?"
)
# Pacemaker counts commits; its oldest files also say from what they were packaged.
STATISTICS = re.compile(
    r"[0-9]+ commits? with [0-9]|[0-9]+ files? changed|(?:Changesets|Diff|Statistics):"
    r"|Update (?:source tarball|the tarball from upstream) to "
)
SPAN = re.compile(r"((?<!`)`++[^`]++`++)")
BLANKS = re.compile(r"\s+")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
OUTLINED = "**"
ITALIC_ASIDE = re.compile(r"(?<!\*)\*(\([^*()]+\))\*(?!\*)")


NOTHING = Item(HEADING, HEADING, "", [])


@dataclass(frozen=True, slots=True)
class _Level:
    """An open bullet, and what holds for those below it."""

    item: Item
    depth: int
    group: str


def read_entries(text: str) -> tuple[Change, ...]:
    """Return the bullets as changes, each below its heading and its parents.

    Lines that continue a bullet are joined to it; code between backticks stays as it
    is. Blocks of code, prose that belongs to no bullet, statistics and signatures are
    left out.
    """
    return tuple(_changes(read_items(outside_fences(text))))


def read_paragraphs(text: str) -> tuple[Change, ...]:
    """Return the paragraphs as changes, for a record that has no bullets.

    A heading of an outline, "** Fix it", is one if nothing is said below it.
    """
    group, leaf, found = "", "", []
    apart, words = True, list[str]()
    for line, after in pairwise([*outside_fences(text), "", ""]):
        title = title_of(line, after, apart=apart)
        apart = not line.strip()
        if words and (title or apart):
            found.append(read_change(_one_line(words), group))
            words, leaf = [], ""
        if title:
            found += [read_change(_one_line([leaf]))] if leaf else []
            group, leaf = title, title if line.startswith(OUTLINED) else ""
        elif not (apart or NO_WORDS.match(line.strip()) or noted_day(line)):
            words.append(line.strip())
    found += [read_change(_one_line([leaf]))] if leaf else []
    return tuple(found)


def _one_line(parts: list[str]) -> str:
    """Return the parts joined, without Markdown's marks for bold and for asides.

    What is between backticks is kept as it is.
    """
    text = " ".join(parts)
    if "`" not in text:
        return _unmarked(" ".join(text.split()))
    pieces = enumerate(SPAN.split(text))
    return "".join(
        x if at % 2 else _unmarked(BLANKS.sub(" ", x)) for at, x in pieces
    ).strip()


def _unmarked(words: str) -> str:
    return ITALIC_ASIDE.sub(r"\1", BOLD.sub(r"\1", words)) if "*" in words else words


def _changes(items: list[Item]) -> Iterator[Change]:
    """Yield a change for each item that is an entry."""
    heading = ""
    parents: list[_Level] = []
    for item, after in pairwise([*items, NOTHING]):
        text = _one_line(item.words)
        if item.indent == HEADING:
            heading = _group(text) or text
            parents.clear()
            continue
        while parents and not parents[-1].item.holds(item):
            parents.pop()
        depth = parents[-1].depth if parents else 0
        group = parents[-1].group if parents else heading
        if not depth and item.holds(after) and (title := _group(text)):
            group = title
        elif not STATISTICS.match(text):
            yield read_change(text, group, depth)
            depth += 1
        parents.append(_Level(item, depth, group))


def _group(text: str) -> str:
    """Return what a heading says, without the version it starts from.

    Nothing is returned where the text does not read as a heading.
    """
    if not (match := GROUP.fullmatch(text)):
        return ""
    return match["title"].removesuffix(match["since"] or "") + (match["aside"] or "")
