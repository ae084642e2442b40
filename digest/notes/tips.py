"""The tips that people wrote at one place, each by itself."""

from __future__ import annotations

__all__ = ["headed", "tips_in"]

import re

from typing import TYPE_CHECKING

from digest.inert import comment
from digest.notes.halves import code_lines
from digest.notes.lines import REQUEST, key_of, requests

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# Smaller headings part a tip, and begin none.
HEADING = re.compile(r"^ {0,3}#{1,3}[ \t]+(?P<title>[^\n]+)$", re.MULTILINE)
WORD = re.compile(r"\w")


def tips_in(words: str, threads: Collection[str]) -> tuple[str, ...]:
    """Return the tips in what was written at a place, in order.

    A heading begins one, a question, and one of the ``threads`` that were offered,
    unless the one before has said nothing yet. What stands before the first belongs
    to it.
    """
    offered = {comment(thread) for thread in threads}
    begins = [found.start() for found in _headings(words)]
    begins += [
        one.start()
        for one in requests(words)
        if one["label"] == "question"
        or (one["kind"] == "tip" and key_of(one) in offered)
    ]
    first, *others = sorted(begins) or [0]
    starts, about = [0], first
    for at in others:
        if _says(words[about:at]):
            starts.append(at)
            about = at
    parts = map(words.__getitem__, map(slice, starts, [*starts[1:], None]))
    return tuple(part.strip("\n") for part in parts if part.strip())


def headed(words: str) -> tuple[str, str]:
    """Return the first heading of a tip, if it has one, and all else that it says."""
    found = next(_headings(words), None)
    if not found:
        return "", words
    title = found["title"].strip().rstrip("#").rstrip()
    return title, f"{words[: found.start()]}{words[found.end() :]}".strip("\n")


def _headings(words: str) -> Iterator[re.Match[str]]:
    code = code_lines(words)
    return (one for one in HEADING.finditer(words) if one.start() not in code)


def _says(words: str) -> bool:
    """Return whether words say anything but what they are about."""
    return bool(WORD.search(HEADING.sub("", REQUEST.sub("", words))))
