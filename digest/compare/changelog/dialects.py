"""The kinds of changelog there are: how each is cut, and how its entries are read."""

from __future__ import annotations

__all__ = ["DIALECTS", "Dialect", "cut"]

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.compare.changelog.gitlog import by_history, is_history, read_history
from digest.compare.changelog.logs import by_commits, by_dates, is_commit
from digest.compare.changelog.order import rank
from digest.compare.changelog.packages import (
    by_packages,
    by_stanzas,
    is_package,
    is_stanza,
)
from digest.compare.changelog.readers import (
    read_bullets,
    read_commits,
    read_days,
    read_packages,
    read_rows,
    read_stanzas,
)
from digest.compare.changelog.since import by_since
from digest.compare.changelog.tables import by_rows
from digest.compare.changelog.titles import by_items, by_lines, by_titles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from digest.changes import Change
    from digest.compare.changelog.heading import Heading
    from digest.compare.changelog.page import Page


@dataclass(frozen=True, slots=True)
class Dialect:
    """A way to write a changelog: what finds its headings, what reads its entries.

    ``opens`` tells a file that starts with such a heading: it is of no other kind.
    ``weight`` is what a version counts that is found in this way.
    """

    name: str
    headings: Callable[[Page], Iterable[Heading]]
    entries: Callable[[str], tuple[Change, ...]]
    opens: Callable[[Page], bool] | None = None
    weight: int = 3


# A changelog is of the dialect in which it names the most versions, the first of two.
# Lines and bullets that are versions may be a table of contents, rows what is
# supported: where there are headings, they have to be many more.
DIALECTS = (
    Dialect("debian", by_packages, read_packages, is_package),  # drbd-reactor
    Dialect("rpm", by_stanzas, read_stanzas, is_stanza),  # Pacemaker, resource-agents
    Dialect("svn", by_commits, read_commits, is_commit),  # Corosync up to 1.2.8
    Dialect("git", by_history, read_history, is_history),  # libX11
    Dialect("titles", by_titles, read_bullets),  # DRBD, Pacemaker 3, pcs
    Dialect("gnu", by_dates, read_days),  # keepalived, file
    Dialect("lines", by_lines, read_bullets, weight=2),  # ocft
    Dialect("since", by_since, read_bullets, weight=2),  # muffin, terminology
    Dialect("items", by_items, read_bullets, weight=1),  # lighttpd, coreutils
    Dialect("table", by_rows, read_rows, weight=1),
)
FEW = 2  # of a kind make it a habit


def cut(page: Page) -> list[tuple[Dialect, Heading]]:
    """Return the headings of a changelog in order, each with what it is written in."""
    opened = [dialect for dialect in DIALECTS if dialect.opens and dialect.opens(page)]
    found = [_reading(dialect, page) for dialect in opened or DIALECTS]
    best, *rest = sorted(found, key=lambda reading: -reading.weight)
    others = [x for x in rest if x.dialect.weight > 1 and len(x.named) >= FEW]
    if not best.weight:
        return []
    cuts = [(best.dialect, heading) for heading in best.headings]
    return sorted([*cuts, *_beyond(best, others)], key=lambda pair: pair[1].at)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A changelog as one dialect reads it: all headings, and those with a version."""

    dialect: Dialect
    headings: tuple[Heading, ...]
    named: tuple[Heading, ...]

    @property
    def weight(self) -> int:
        """What its versions count."""
        return self.dialect.weight * len(self.named)


def _reading(dialect: Dialect, page: Page) -> _Reading:
    headings = tuple(_apart(dialect.headings(page), len(page.lines)))
    return _Reading(dialect, headings, tuple(x for x in headings if x.version))


def _beyond(
    best: _Reading, others: Sequence[_Reading]
) -> Iterator[tuple[Dialect, Heading]]:
    """Yield what other dialects name above all that the best names, and below all.

    Projects change how they write: D-Bus put rulers below its titles from 1.11.22 on.
    """
    if not others:
        return
    first, last = best.named[0], best.named[-1]
    names = {_letters(heading) for heading in best.named} | {""}
    newest, oldest = rank(first.version), rank(last.version)
    falls = not newest or not oldest or newest >= oldest
    for edge, above in ((first, True), (last, False)):
        for other in others:
            part = [
                heading
                for heading in other.named
                if (heading.at < edge.at if above else heading.at > edge.at)
            ]
            proper = names.issuperset(map(_letters, part))
            if proper and _goes_on(part, edge, newer=above == falls):
                yield from ((other.dialect, heading) for heading in part)
                break


def _letters(heading: Heading) -> str:
    """Return the name in a heading, the same for D-Bus and dbus."""
    return "".join(filter(str.isalnum, heading.name))


def _goes_on(part: Sequence[Heading], edge: Heading, *, newer: bool) -> bool:
    """Return whether all of several headings are newer, or older, than another."""
    limit = rank(edge.version)
    ranks = [rank(heading.version) for heading in part]
    return len(part) >= FEW and all(
        found and limit and (found > limit if newer else found < limit)
        for found in ranks
    )


def _apart(headings: Iterable[Heading], lines: int) -> Iterator[Heading]:
    """Yield headings in order, without those that lie in others' lines, or in none."""
    end = 0
    for heading in sorted(headings, key=lambda found: (found.at, not found.version)):
        if end <= heading.at < lines:
            yield heading
            end = max(heading.body, heading.at + 1)
