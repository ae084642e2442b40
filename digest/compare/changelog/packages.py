"""Changelogs of packages: RPM's and Debian's."""

from __future__ import annotations

__all__ = ["STANZA", "by_packages", "by_stanzas", "is_package", "is_stanza"]

import re

from functools import lru_cache
from typing import TYPE_CHECKING

from digest.compare.changelog.heading import Heading
from digest.compare.changelog.log import LONG, Made, entry, joined
from digest.compare.changelog.naming import MANY
from digest.compare.changelog.spelling import DAY, day_of, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.compare.changelog.page import Page

# As in "* Thu Oct 31 2024 A. Name <a@b.org> Pacemaker-2.1.9-1", "*Thu Mar 30 2023 A."
STANZA = re.compile(rf"[*#][ \t]*{DAY}(?P<rest>[ \t].*)?", re.IGNORECASE)
# As in "drbd-reactor (1.11.0~rc.1-1) experimental; urgency=medium".
PACKAGE = re.compile(
    r"(?P<name>[a-z0-9][a-z0-9+.-]*) \((?P<version>[^()\s]+)\)[^;]*;.*"
)
SIGNED = " -- "
SMALL = "abcdefghijklmnopqrstuvwxyz0123456789"


def by_stanzas(page: Page) -> Iterator[Heading]:
    """Yield the headings of RPM's %changelog.

    Where a header has no version, the first entry may: resource-agents, cluster-glue,
    booth and crmsh write "- release candidate 4.18.0 rc1".
    """
    starts, made = [], {}
    for at in page.starting("*#"):
        if (last := _last_word(page.line(at))) is None:
            continue
        starts.append(at)
        if version := spelled(last):
            made[at] = Made(version, at + 1)
        elif version := entry(page, at + 1):
            made[at] = Made(version, at + 2)
    return joined(page, starts, made)


@lru_cache(maxsize=MANY)  # the files of a project's tags have the same headers
def _last_word(line: str) -> str | None:
    """Return the last word of a header, which may be its version; else, none."""
    if len(line) > LONG or not (header := STANZA.fullmatch(line)):
        return None
    words = [word for word in (header["rest"] or "").split() if word.strip("-")]
    return words[-1] if words else ""


def is_stanza(page: Page) -> bool:
    """Return whether the file starts as RPM's do."""
    return STANZA.fullmatch(page.line(page.first)[:LONG]) is not None


def by_packages(page: Page) -> Iterator[Heading]:
    """Yield the headings of Debian's changelog; the line that signs has the day.

    What stands between the brackets is a version, dots or none: "usrmerge (37)".
    """
    headers = [
        (at, header)
        for at in page.starting(SMALL)
        if " (" in page.lines[at] and (header := PACKAGE.fullmatch(page.line(at)))
    ]
    ends = [at for at, _ in headers[1:]] + [len(page.lines)]
    for (at, header), end in zip(headers, ends, strict=False):
        lines = (page.lines[within] for within in range(at + 1, end))
        signed = next((line for line in lines if line.startswith(SIGNED)), "")
        version = header["version"].rpartition(":")[2]  # without its epoch
        yield Heading(
            at=at,
            body=at + 1,
            version=version if version[:1].isdigit() else "",
            name=header["name"],
            day=day_of(signed[:LONG]),
        )


def is_package(page: Page) -> bool:
    """Return whether the file starts as Debian's do."""
    return PACKAGE.fullmatch(page.line(page.first)) is not None
