"""Changelogs cut by titles: Markdown, reStructuredText, AsciiDoc, HTML, plain lines."""

from __future__ import annotations

__all__ = ["by_items", "by_lines", "by_titles"]

import re

from collections import Counter
from typing import TYPE_CHECKING

from digest.compare.changelog.heading import Heading
from digest.compare.changelog.lines import ANCHOR, read_lines
from digest.compare.changelog.naming import Named, Sure, named
from digest.compare.changelog.pending import unreleased
from digest.compare.changelog.shapes import ITEM, LONG, NUMBER, Title, read_titles
from digest.compare.changelog.spelling import noted_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from digest.compare.changelog.page import Page

BARE = re.compile(r"[\[(*_`]{0,3}(?:version[ ]|release[ ])?v?[0-9]", re.IGNORECASE)
BLANK = frozenset(" \t")
FEW = 2  # of a kind make it a habit
SOME = 3  # of another kind do so, too: binutils dropped its name from "Changes in 2.40"
NEAR = 4  # lines above and below a title, where an anchor and its day may stand


def by_titles(page: Page) -> Iterator[Heading]:
    """Yield the headings of a changelog whose versions are titles.

    What has no version ends a section, too: "Unreleased", and titles of a higher rank.
    """
    titles = {title.at: title for title in read_titles(page)}
    numbered = [title for title in titles.values() if NUMBER.search(title.words)]
    found = [(title, name) for title in numbered if (name := named(title.words))]
    habit, levels = _habit(found)
    kept = {
        title.at: name
        for title, name in found
        if (title.level in levels and (name.sure < Sure.WORDED or name.name == habit))
        or (name.sure < Sure.WORDED and name.name == habit)
    }
    # DRBD forgot the ruler below 9.0.14, Jekyll the marks before 3.6.3.
    for line, name in page.once(read_lines) if kept else ():
        bare = name.name in {habit, ""} and BARE.match(line.words)
        if bare and (name.day or ITEM.match(page.line(line.body))):
            titles[line.at], kept[line.at] = line, name
    last = ""
    for at in sorted(titles):
        title = titles[at]
        if name := kept.get(at):
            last = title.level
            yield _heading(page, title, name)
        elif _outranks(title.level, last) or (
            title.level in levels and unreleased(title.words)
        ):
            yield Heading(at=at, body=title.body)


def by_lines(page: Page) -> Iterator[Heading]:
    """Yield the headings of a changelog whose versions stand on lines of their own.

    One such line is a heading if a bullet follows it; more are, if they are alike.
    """
    found = page.once(read_lines)
    sure = Counter(name.sure for _, name in found)
    noted = sure[Sure.TITLED] > sure[Sure.BARE]  # "0.3: add a kettle"
    alike = [
        (line, name)
        for line, name in found
        if noted or name.sure == Sure.BARE or _is_dated(page, line, name)
    ]
    habit, _ = _habit(alike)
    names = Counter(name.name for _, name in alike)
    kept = [
        (line, name)
        for line, name in alike
        if name.name == habit or names[name.name] >= SOME
    ]
    for line, name in kept:
        below = ITEM.match(page.line(line.body)) or line.words.endswith(":")
        if len(kept) >= FEW or below:
            yield _heading(page, line, name, name.rest if noted else "")


def by_items(page: Page) -> Iterator[Heading]:
    """Yield the headings of a changelog whose versions are the bullets of a list.

    Yubico writes "* Version 5.9.1 (released 2026-04-15)", lighttpd "- 1.4.85 - ...".
    """
    found = []
    for at in page.shown("*-"):
        if page.lines[at][1:2] not in BLANK:
            continue
        words = page.line(at)[1:].lstrip()
        name = named(words) if NUMBER.search(words[:LONG]) else None
        if name and name.sure == Sure.BARE:
            found.append((Title(at=at, body=at + 1, words=words), name))
    habit, _ = _habit(found)
    kept = [(title, name) for title, name in found if name.name == habit]
    if len(kept) >= FEW:
        yield from (_heading(page, title, name) for title, name in kept)


def _is_dated(page: Page, line: Title, name: Named) -> bool:
    """Return whether a version's day stands below what else its line says.

    pcsc-lite writes "1.9.9: Ludovic Rousseau", and "11 September 2022" below.
    """
    return bool(BARE.match(line.words) and name.sure == Sure.TITLED) and bool(
        noted_day(page.line(line.body))
    )


def _habit(found: Iterable[tuple[Title, Named]]) -> tuple[str | None, frozenset[str]]:
    """Return the name that most versions have, mostly none, and how they are set apart.

    Only where no heading is sure, the others count, if several are alike.
    """
    pairs = list(found)
    sure = Counter(name.name for _, name in pairs if name.sure < Sure.WORDED)
    if sure:
        habit = sure.most_common(1)[0][0]
        mine = (pair for pair in pairs if pair[1].name == habit)
        return habit, frozenset(t.level for t, n in mine if n.sure < Sure.WORDED)
    ways = Counter((name.name, title.level) for title, name in pairs)
    for (habit, level), count in ways.most_common(1):
        if count >= FEW:
            return habit, frozenset({level})
    return None, frozenset()


def _outranks(level: str, other: str) -> bool:
    """Return whether a title is of a higher rank than the other: "#" than "##"."""
    return level < other and level[:1] == other[:1] != "_"


def _heading(page: Page, title: Title, name: Named, said: str = "") -> Heading:
    start = title.at
    for at in range(title.at - 1, max(-1, title.at - NEAR), -1):
        line = page.line(at)
        if line and not ANCHOR.fullmatch(line):
            break
        start = at if line else start
    return Heading(
        at=start,
        body=title.body,
        version=name.version,
        name=name.name,
        day=name.day or _day_below(page, title.body),
        said=said,
    )


def _day_below(page: Page, start: int) -> date | None:
    """Return the day that stands on a line of its own below a title."""
    for at in range(start, start + NEAR):
        line = page.line(at)
        if ITEM.match(line):
            break
        if day := noted_day(line):
            return day
    return None
