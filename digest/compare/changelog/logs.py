"""Changelogs that are logs of commits: GNU's and Subversion's."""

from __future__ import annotations

__all__ = ["COMMIT", "DATED", "by_commits", "by_dates", "commit_words", "is_commit"]

import re

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.compare.changelog.log import LONG, RULER, Made, entry, joined
from digest.compare.changelog.spelling import DAY, DOTTED
from digest.compare.changelog.stating import stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from digest.compare.changelog.heading import Heading
    from digest.compare.changelog.page import Page

# "2010-08-31  A. Name  <a@b.org>" and "Tue Aug 31 12:04:23 2010  A. Name  <a@b.org>" in
# GNU's, "Friday, April 7, 2023 / The Tcpdump Group" there; a day, or a day and a name.
DATED = re.compile(
    rf"{DAY}(?:[^0-9]{{0,60}}|.*(?:@| / The |<[^<>]+>).*)", re.IGNORECASE
)
DATES = "0123456789ADFJMNOSTW"
# As in "r3035 | name | 2010-08-31 12:04:23 -0700 (Tue, 31 Aug 2010) | 6 lines".
COMMIT = re.compile(r"r[0-9]+ \| (?P<who>[^|]*) \| (?P<day>[^|]*) \| [0-9]+ lines?")
BELOW_RULER = re.compile(r"(?<=-)r[\r\n]*")  # of lines' first letters
# What stands before a commit's own words: "Merge trunk revision 3034:", and its header.
# With --verbose, which files it touched comes first.
WHENCE = re.compile(
    r"\s*$|Merg(?:e|ed|ing)\b.*:\s*$|Changed paths:\s*$| {3}[ADMR] /"
    rf"|{COMMIT.pattern}"
)
WHENCE_STARTS = frozenset(("", *" \t\r\nMCr"))
SLIP = 10  # one release in so many that has another name is another's


def by_dates(page: Page) -> Iterator[Heading]:
    """Yield the headings of a GNU ChangeLog, or of one that SUSE's packages have.

    A day's entries, whoever wrote them, are a release's if one of them says so:
    "* Version 1.2.", "* configure.ac: Bump version to 1.2", "- Update to 1.2".
    """
    flush = (at for at in page.starting(DATES) if len(page.lines[at]) <= LONG)
    dated = [at for at in flush if DATED.fullmatch(page.line(at))]
    starts, made = [], {}
    for at, end in pairwise([*dated, len(page.lines)]):
        start = at - page.line(at - 1).startswith(RULER)
        starts.append(start)
        entries = (entry(page, within) for within in range(at + 1, end))
        if version := next(filter(None, entries), None):
            made[start] = Made(version, at + 1)
    return joined(page, starts, _own(made))


def _own(made: Mapping[int, Made]) -> dict[int, Made]:
    """Return what a log's releases are, without what it says of others'.

    "Update to gettext-0.10.35" is no release of sitecopy's.
    """
    names = Counter(release.version.name for release in made.values())
    return {
        at: release
        for at, release in made.items()
        if names[release.version.name] > 1 or len(made) < SLIP
    }


def by_commits(page: Page) -> Iterator[Heading]:
    """Yield the headings of what ``svn log`` prints.

    Corosync made a release by a commit such as "Bump version to 1.2.8.", or by one that
    merges it from the trunk.
    """
    lines = page.lines
    starts, made = [], dict[int, Made]()
    for at, after in page.runs(BELOW_RULER):
        if lines[at - 1].startswith(RULER) and COMMIT.match(lines[at]):
            starts.append(at - 1)
            words = commit_words(lines, after)
            if words < len(lines) and DOTTED.search(lines[words]):
                version = stated(lines[words].rstrip())
                made |= {at - 1: Made(version, words + 1)} if version else {}
    return joined(page, starts, made)


def is_commit(page: Page) -> bool:
    """Return whether the file starts as ``svn log`` does."""
    ruled = page.line(page.first).startswith(RULER)
    return ruled and COMMIT.match(page.line(page.first + 1)) is not None


def commit_words(lines: Sequence[str], at: int) -> int:
    """Return where a commit's own words start, after what says whence it was merged."""
    while (
        at < len(lines) and lines[at][:1] in WHENCE_STARTS and WHENCE.match(lines[at])
    ):
        at += 1
    return at
