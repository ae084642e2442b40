"""What the logs of changes have in common: they grow, and some lines make a release."""

from __future__ import annotations

__all__ = ["LONG", "RULER", "Made", "entry", "joined", "release_in"]

import re

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.compare.changelog.heading import Heading
from digest.compare.changelog.spelling import DOTTED, Spelled, day_of
from digest.compare.changelog.stating import stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from digest.compare.changelog.page import Page

RULER = "-----"
LONG = 500  # letters, and no header has as many
COMMIT, HEADER = "commit ", 5  # "commit", "Merge:", "Author:", "Date:" in git's
ENTRY = re.compile(r"(?P<mark>[*-]|[ \t]+(?:[*-][ \t])?)[ \t]*(?P<words>\S.*)")
INSIDE = " \t*-"
FILES = re.compile(r"[^:]{1,80}:[ \t]+(?=\S)")  # "configure.ac (AC_INIT): Version 1.2"


@dataclass(frozen=True, slots=True)
class Made:
    """The version that lines of a log make, and the line below that which says so."""

    version: Spelled
    body: int


def entry(page: Page, at: int) -> Spelled | None:
    """Return the release that an entry states: "- stable release 4.18.0"."""
    line = page.line(at)
    if len(line) > LONG or not DOTTED.search(line):
        return None
    if not (found := ENTRY.fullmatch(line)):
        return None
    # "work around HP-UX", and below it "11.11.": the rest of a sentence.
    above = page.line(at - 1)
    goes_on = not found["mark"].strip() and above and above[0] in INSIDE
    one_word = " " not in found["words"]
    return None if goes_on and one_word else release_in(found["words"])


def release_in(words: str) -> Spelled | None:
    """Return the release that an entry's words state, whatever file they name first."""
    if len(words) > LONG:
        return None
    return stated(words) or stated(FILES.sub("", words, count=1))


def joined(
    page: Page, starts: Sequence[int], made: Mapping[int, Made]
) -> Iterator[Heading]:
    """Yield a heading for each version that a log makes.

    What was written before a release, and after the one before it, is part of it.
    What no release followed is part of none.
    """
    if not starts:
        return
    newest, oldest = (_day(page, starts[end]) for end in (0, -1))
    if not newest or not oldest or newest >= oldest:
        if starts[0] not in made:
            yield Heading(at=starts[0], body=starts[0])
        for at, release in made.items():
            yield _heading(page, at, at, release)
        return
    first: int | None = None
    for at in starts:  # the oldest first
        first = at if first is None else first
        if at in made:
            yield _heading(page, first, at, made[at])
            first = None
    if first is not None:
        yield Heading(at=first, body=first)


def _heading(page: Page, first: int, last: int, made: Made) -> Heading:
    return Heading(
        at=first,
        body=made.body if first == last else first,
        version=made.version.version,
        name=made.version.name,
        day=_day(page, last),
    )


def _day(page: Page, at: int) -> date | None:
    """Return the day in a header, which may be below a ruler, or below who wrote it."""
    header = page.line(at)
    if header.startswith(RULER):
        header = page.line(at + 1)
    elif header.startswith(COMMIT):
        header = "".join(map(page.line, range(at, at + HEADER)))
    return day_of(header[:LONG])
