"""What a section lists, however its dialect writes a list."""

from __future__ import annotations

__all__ = [
    "read_bullets",
    "read_commits",
    "read_days",
    "read_packages",
    "read_rows",
    "read_stanzas",
]

import re

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.compare.changelog.entries import read_entries, read_paragraphs
from digest.compare.changelog.log import RULER, release_in
from digest.compare.changelog.logs import COMMIT, DATED, commit_words
from digest.compare.changelog.packages import STANZA
from digest.compare.changelog.stating import stated
from digest.compare.changelog.wording import read_change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.changes import Change

HEADER = re.compile(rf"^{STANZA.pattern}$", re.MULTILINE | re.IGNORECASE)
TOLD = re.compile(r" --? (\S.*)")  # "Release 1.2 -- Added a saucer."
CLOSING = re.compile(r"closes: ", re.IGNORECASE)
LISTED = re.compile(r"(?i)(?:^|(?<=>))[ \t]*<li\b[^<>]{0,200}>", re.MULTILINE)
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,400}>")


def read_bullets(text: str) -> tuple[Change, ...]:
    """Return the bullets of a section, or its paragraphs if it has none."""
    if "<li" in text.lower() and LISTED.search(text):
        text = TAG.sub("", LISTED.sub("\n- ", text))
    return read_entries(text) or read_paragraphs(text)


def read_stanzas(text: str) -> tuple[Change, ...]:
    """Return the entries of a section of RPM's, whoever wrote them on which day."""
    return read_entries(HEADER.sub("", text))


def read_packages(text: str) -> tuple[Change, ...]:
    """Return the entries of a Debian section; below ``[ A. Name ]`` they are by her.

    What an upload closes is a bug of Debian's, not the project's own of that number.
    Where there is no bullet, as in NEWS.Debian, a paragraph is an entry.
    """
    return tuple(
        replace(
            change,
            group="",
            by=(*filter(None, [change.group]), *change.by),
            refs=tuple(
                f"deb{ref}" if ref[0] == "#" and CLOSING.search(change.text) else ref
                for ref in change.refs
            ),
        )
        for change in read_entries(text) or read_paragraphs(text)
    )


def read_days(text: str) -> tuple[Change, ...]:
    """Return the entries of a release in a dated log, without that which states it."""
    found: list[Change] = []
    above = None
    for change in read_entries(text) or read_paragraphs(_undated(text)):
        if release_in(change.text):
            above = change.depth
            if told := TOLD.search(change.text):
                found.append(read_change(told[1], change.group, change.depth))
            continue
        below = above is not None and change.depth > above
        above = above if below else None
        found.append(replace(change, depth=change.depth - below))
    return tuple(found)


def _undated(text: str) -> str:
    """Return a text without the headers of days, so that what they head is apart."""
    return "\n".join("" if DATED.fullmatch(x) else x for x in text.splitlines())


def read_commits(text: str) -> tuple[Change, ...]:
    """Return the first paragraph of each commit in what ``svn log`` printed.

    Those that only state a release are left out.
    """
    lines = text.splitlines()
    told = (
        (" ".join(" ".join(lines[start:end]).split()), who)
        for start, end, who in _commits(lines)
    )
    return tuple(
        replace(read_change(words), by=(who,))
        for words, who in told
        if words and not stated(words)
    )


def read_rows(_text: str) -> tuple[Change, ...]:
    """Return nothing: all that a row says is in its heading."""
    return ()


def _commits(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield where each commit's words start and end, and who wrote them first."""
    for at, line in enumerate(lines):
        ruled = at and line.startswith("r") and lines[at - 1].startswith(RULER)
        if not ruled or not (head := COMMIT.match(line)):
            continue
        start = end = commit_words(lines, at + 1)
        merged = (COMMIT.match(lines[inner]) for inner in range(start - 1, at, -1))
        first = next(filter(None, merged), head)
        while (
            end < len(lines) and lines[end].strip() and not lines[end].startswith(RULER)
        ):
            end += 1
        yield start, end, first["who"]
