"""What an announcement lists as the changes of a version."""

from __future__ import annotations

__all__ = ["listed_changes"]

import re

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.compare.bookkeeping import is_bookkeeping
from digest.compare.changelog import between, sections
from digest.compare.changelog.entries import read_entries
from digest.compare.changelog.wording import read_change

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.changes import Change

# Above a list of changes: "Highlights:", "Changes since the previous release:".
CHANGES = re.compile(
    r"\b(?:added|breaking|bug-?fix(?:es)?|bugs? fixed|change(?:s|d|log)?|deprecat\w+"
    r"|enhancements?|feature(?:s|d)?|fix(?:e[sd])?|highlights?|improve(?:d|ments?)"
    r"|new|news|notable|performance|regressions?|removed|security|updates?)\b",
    re.IGNORECASE,
)
# Above a list of something else: "New contributors", "Known issues that are not fixed".
OTHERS = re.compile(
    r"\b(?:archives?|contributors?|download\w*|future|install\w*|known|links?|next"
    r"|packages?|plan\w*|report\w*|resources|tarballs?|thank\w*|todo|upcoming"
    r"|upgrad\w+)\b",
    re.IGNORECASE,
)
# "Changes since the previous release" names no part of them, as "Fixes" does.
INTRODUCTION = re.compile(
    r"\b(?:changes?|changelog|following|here|highlights?|release|versions?|what)\b",
    re.IGNORECASE,
)
FEW = 4  # words beside an address make no entry: "Source at https://..."
# As `git shortlog` writes it, with the number of commits.
AUTHOR = re.compile(r"(?P<indent>\s*)(?P<who>[^\W\d_][^:()]{1,60}) \([0-9]{1,4}\):\s*")


def listed_changes(body: str, version: str, *, alone: bool) -> tuple[Change, ...]:
    """Return what a message says that a version changed, where it lists that.

    That is what stands below the version's own heading; or, where the message is of
    that version ``alone``, a shortlog, or lists with words above them that say so.
    Prose, links and thanks are no changes; what is quoted is somebody else's.
    """
    lines = [line for line in body.split("\n") if not line.startswith(">")]
    text = "\n".join(lines)
    found: list[Change] = []
    for section in between(sections(text), None, version):
        own = section.text
        found += _shortlog(own.split("\n")) or read_entries(own)
    if not found and alone:
        found += _shortlog(lines) or (
            change for change in read_entries(text) if CHANGES.search(change.group)
        )
    return tuple(_parted(change, version) for change in found if _is_change(change))


def _parted(change: Change, version: str) -> Change:
    """Return a change without a group that is what introduces all of them."""
    whole = version in change.group or INTRODUCTION.search(change.group)
    return replace(change, group="") if whole else change


def _is_change(change: Change) -> bool:
    if OTHERS.search(change.group):
        return False
    words = change.text.split()
    said = [word for word in words if "://" not in word and "@" not in word[1:]]
    return said == words or len(said) > FEW


def _shortlog(lines: Iterable[str]) -> list[Change]:
    """Return the commits of a shortlog, each by its author.

    A line that is not indented goes on with the one that a mailer had cut.
    """
    found: list[list[str]] = []
    authors: list[str] = []
    author: re.Match[str] | None = None
    for line in lines:
        if match := AUTHOR.fullmatch(line):
            author = match
        elif not line.strip():
            author = None
        elif author and _indent(line) > len(author["indent"]):
            found.append([line.strip()])
            authors.append(author["who"])
        elif author and found:
            found[-1].append(line.strip())
    commits = zip(authors, map(" ".join, found), strict=True)
    return [
        replace(read_change(subject), by=(who,))
        for who, subject in commits
        if not is_bookkeeping(subject)
    ]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
