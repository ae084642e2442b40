"""Changelogs that ``git log`` printed, as those of X.Org's packages."""

from __future__ import annotations

__all__ = ["by_history", "is_history", "read_history"]

import re

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.compare.changelog.log import HEADER, LONG, Made, joined
from digest.compare.changelog.naming import Sure, named
from digest.compare.changelog.spelling import DOTTED, Spelled
from digest.compare.changelog.stating import stated
from digest.compare.changelog.wording import read_change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.changes import Change
    from digest.compare.changelog.heading import Heading
    from digest.compare.changelog.page import Page

# As in "commit 9e8325c62adb9f7c6211cb7c4f6970a27fcb67f1 (tag: v1.2.3)".
COMMIT = re.compile(r"commit [0-9a-f]{7,64}(?: \(.*\))?\s*")
AUTHOR = re.compile(r"Author:\s*(?P<who>[^<]*?)\s*(?:<|$)")
MERGE = "Merge: "
MESSAGE = " \t"


def by_history(page: Page) -> Iterator[Heading]:
    """Yield the headings of what ``git log`` prints.

    A commit makes a release if its subject states one, or is nothing but the name and
    the version, "libX11 1.8.4", where others are so, too.
    """
    starts = [at for at in page.starting("c") if _is_commit(page.lines, at)]
    stating, bare = dict[int, Made](), dict[int, Made]()
    for at, end in pairwise([*starts, len(page.lines)]):
        subject = _subject(page.lines, at, end)
        words = page.line(subject).strip() if subject < end else ""
        if len(words) > LONG or not DOTTED.search(words):
            continue
        if version := stated(words):
            stating[at] = Made(version, subject + 1)
        elif (name := named(words)) and name.name and name.sure == Sure.BARE:
            bare[at] = Made(Spelled(name.version, name.name), subject + 1)
    names = Counter(release.version.name for release in bare.values())
    habit = max(names, key=lambda name: names[name], default="")
    made = stating | {
        at: release
        for at, release in bare.items()
        if release.version.name == habit and names[habit] > 1
    }
    return joined(page, starts, dict(sorted(made.items())))


def is_history(page: Page) -> bool:
    """Return whether the file starts as ``git log`` does."""
    return _is_commit(page.lines, page.first)


def read_history(text: str) -> tuple[Change, ...]:
    """Return the subjects of commits, but for merges and those that state a release."""
    lines = text.splitlines()
    starts = [at for at in range(len(lines)) if _is_commit(lines, at)]
    found = []
    for at, end in pairwise([*starts, len(lines)]):
        subject = _subject(lines, at, end)
        words = lines[subject].strip() if subject < end else ""
        head = lines[at + 1 : min(subject, at + HEADER)]
        merged = any(line.startswith(MERGE) for line in head)
        if words and not merged and not stated(words):
            who = next(filter(None, map(AUTHOR.match, head)), None)
            by = tuple(filter(None, [who["who"]])) if who else ()
            found.append(replace(read_change(words), by=by))
    return tuple(found)


def _is_commit(lines: Sequence[str], at: int) -> bool:
    after = lines[at + 1] if at + 1 < len(lines) else ""
    return after.startswith(("Author:", MERGE)) and bool(COMMIT.fullmatch(lines[at]))


def _subject(lines: Sequence[str], at: int, end: int) -> int:
    """Return where a commit's message starts, which is indented, or else its end."""
    return next(
        (
            within
            for within in range(at + 1, end)
            if lines[within][:1] in MESSAGE and lines[within].strip()
        ),
        end,
    )
