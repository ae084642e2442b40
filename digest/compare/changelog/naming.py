"""Headings that name a version."""

from __future__ import annotations

__all__ = ["AROUND", "EDGES", "LONG", "MANY", "Named", "Sure", "named"]

import re

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from digest.compare.changelog.parting import VERSION_LIKE, parted, staged
from digest.compare.changelog.plain import plain
from digest.compare.changelog.spelling import DAY, MONTH, day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

LONG = 500  # letters; two addresses fit in it, prose does not
MANY = 1 << 12

# What a heading may say before the name and the version, and between them:
# "What's new in Sudo 1.9.18", "Noteworthy changes in release 9.4", "Release of 1.2".
AROUND = {
    *("version", "ver", "release", "releases", "released", "rel", "tag", "branch"),
    *("change", "changes", "changelog", "log", "history", "update", "notes", "note"),
    *("new", "news", "what's", "what’s", "whats", "noteworthy", "overview", "summary"),
    *("stable", "bugfix", "security", "feature", "maintenance", "scheduled", "final"),
    *("beta", "alpha", "major", "minor", "candidate", "pre-release", "announcing"),
    *("in", "for", "with", "of", "the", "-", "\u2013", "\u2014", ":", "/", "|"),
}
# "Upgrading from 4.10.0", "Fixes since Pacemaker-2.1.8", "Post-v4.0.0" are of others.
ELSEWHERE = {
    *("from", "since", "to", "until", "before", "after", "post", "pre", "than", "as"),
    *("upgrading", "upgrade", "migrating", "migration", "support", "supports", "about"),
    *("requires", "require", "compatibility", "compatible", "known", "issues", "see"),
    *(
        "date",
        "and",
        "or",
        "is",
        "are",
        "was",
        "this",
        "that",
        "not",
        "on",
        "by",
        "at",
        "if",
    ),
}
LINKS = {"in", "for", "with", "of"}
NAME = re.compile(r"@?[A-Za-z0-9][\w.+&/'@-]{0,60}")
NAME_WORDS = 6
DASHES = {"-", "\u2013", "\u2014"}

# "Changes between Cup version 3.0 and 3.1", "CHANGES FROM 3.7c TO 3.8", "1.8 -> 1.9"
SPAN = re.compile(
    r"\b(?:from|between)\s+(?:[a-z]\S*\s+){0,3}[0-9]\S*\s+(?:to|and)\s+(?=.*[0-9])"
    r"|(?<!\S)v?[0-9]\S*\s*[-=]>\s*(?=.*[0-9])",
    re.IGNORECASE,
)
# Whether 11/12/2004 is in November nobody knows.
LEADING_DAY = re.compile(
    rf"(?:{DAY}|[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{2,4}}\b)[\s,:/|\u2013\u2014-]*(?=\S)",
    re.IGNORECASE,
)
MAIL = re.compile(r".*<[^<>\s]{1,100}@[^<>\s]{1,100}>[\s-]*")

# What follows the version. Bare: nothing, a bracket, a day, a word of state.
BARE = re.compile(
    r"[\s)\]}>\"'*_`:,;.!?#=|-]*$"
    r"|[\s,:(-]*[0-9]{1,2}[-/][0-9]{1,2}[-/](?:[0-9]{2}){1,2}(?![0-9])"
    rf"|[\s,:\u2013-]*{MONTH}\.?[ ][0-9]{{4}}\b"
    r"|[\s,:-]*[\"\u201c][^\"\u201c\u201d]{1,60}[\"\u201d]\W*$"
    rf"|[\s,;:.\u2013\u2014/|-]*[(\[{{<]|[\s,;:.\u2013\u2014/|)\]-]*{DAY}"
    r"|[\s,;:\u2013\u2014/|)\]-]+(?:(?:branch|stable|final|beta|lts)?[\s,-]{0,2})"
    r"(?:(?:un)?released?|yanked|stable|final|lts|codename|not[ ]yet|in[ ]dev)",
    re.IGNORECASE,
)
TITLED = re.compile(
    r"[\])]?(?:[:,;]\s|\s*[\u2013\u2014/|]|\s+-{1,2}\s)\s*(?P<rest>\S.*)"
)

EDGES = "()[]{},:;.!?\"'="


class Sure(IntEnum):
    """How much of a heading is the version, the surest first."""

    BARE = 0  # "1.2.3 (2024-01-02)"
    TITLED = 1  # "1.2.3 - The one with the kettle"
    WORDED = 2  # "1.2.3 and its friends"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The version, the name and the day in a heading, and how sure that is."""

    version: str
    name: str
    day: date | None
    sure: Sure
    rest: str = ""


def named(heading: str) -> Named | None:
    """Return what a heading names, or none if it names no version as its own."""
    return _named(heading) if len(heading) <= LONG else None


@lru_cache(maxsize=MANY)  # the files of a project's tags have the same headings
def _named(heading: str) -> Named | None:
    words, day = _undated(heading.strip())
    before, found, after = parted(SPAN.sub("", words))
    name = _name(before) if found else None
    if not found or name is None or found.name in ELSEWHERE:
        return None
    version, after = staged(found.version, after)
    sure, rest = Sure.WORDED, ""
    if BARE.match(after):
        sure = Sure.BARE
    elif titled := TITLED.match(after):
        sure, rest = Sure.TITLED, titled["rest"]
    day = day or day_of(after)
    full_name = f"{name} {found.name}".strip()
    return Named(version=version, name=full_name, day=day, sure=sure, rest=rest)


def _undated(heading: str) -> tuple[str, date | None]:
    """Return a heading's words without the day, and the packager, in front of them."""
    for words in (heading, plain(heading)):
        opening = LEADING_DAY.match(words)
        if opening and VERSION_LIKE.search(words, opening.end()):
            rest = MAIL.sub("", words[opening.end() :])
            return plain(rest), day_of(opening[0])
    return plain(heading), None


def _name(before: Sequence[str]) -> str | None:
    """Return the name in what stands before a version, or none if that is no name."""
    words = [word for word in (word.strip(EDGES) for word in before) if word]
    words = [word for word in words if word not in DASHES]
    while words and words[0].lower() in AROUND:
        words.pop(0)
    linked = False
    while words and words[-1].lower() in AROUND:
        linked = words.pop().lower() in LINKS or linked
    if words and linked:  # "Downloads for v1.28.2" are a part of it
        return None
    proper = all(map(NAME.fullmatch, words)) and len(words) <= NAME_WORDS
    name = [word.lower() for word in words]
    proper = proper and not (ELSEWHERE | LINKS).intersection(name)
    return " ".join(name) if proper else None
