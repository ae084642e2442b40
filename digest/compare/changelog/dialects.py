"""The kinds of changelog there are: how each is cut, and how its entries are read."""

from __future__ import annotations

__all__ = ["DIALECTS", "Dialect", "cut"]

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.compare.changelog.heading import Heading
from digest.compare.changelog.logs import by_commits, by_dates, is_commit
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
from digest.compare.changelog.tables import by_rows
from digest.compare.changelog.titles import by_items, by_lines, by_titles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from digest.changes import Change
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
    Dialect("gnu", by_dates, read_days),  # keepalived, file
    Dialect("titles", by_titles, read_bullets),  # DRBD, Pacemaker 3, pcs
    Dialect("lines", by_lines, read_bullets, weight=2),  # ocft
    Dialect("items", by_items, read_bullets, weight=1),  # lighttpd, coreutils
    Dialect("table", by_rows, read_rows, weight=1),
)


def cut(page: Page) -> tuple[Dialect, list[Heading]]:
    """Return what a changelog is written in, and its headings, in order."""
    opened = [dialect for dialect in DIALECTS if dialect.opens and dialect.opens(page)]
    best, headings, most = DIALECTS[0], list[Heading](), 0
    for dialect in opened or DIALECTS:
        found = list(_apart(dialect.headings(page), len(page.lines)))
        weight = dialect.weight * sum(bool(heading.version) for heading in found)
        if weight > most:
            best, headings, most = dialect, found, weight
    return best, headings


def _apart(headings: Iterable[Heading], lines: int) -> Iterator[Heading]:
    """Yield headings in order, without those that lie in others' lines, or in none."""
    end = 0
    for heading in sorted(headings, key=lambda found: (found.at, not found.version)):
        if end <= heading.at < lines:
            yield heading
            end = max(heading.body, heading.at + 1)
