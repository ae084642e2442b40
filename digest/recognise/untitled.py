"""What a text tells of itself, where it has no subject to speak of."""

from __future__ import annotations

__all__ = ["told_untitled"]

import re

from itertools import chain
from typing import TYPE_CHECKING

from digest.recognise.links import linked
from digest.recognise.mentions import Mention, dissect
from digest.recognise.signals import OPENING, VERSION
from digest.versions import parse, series_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.edition import Project
    from digest.recognise.letter import Letter

SERIES = 2
COMPARED = re.compile(
    r"(?i)\b(?:compared (?:to|with)|since|over) (?:\w{1,20} )?"
    r"v?(?P<version>[0-9][\w.-]*)"
)


def told_untitled(letter: Letter, projects: Sequence[Project]) -> Iterator[Mention]:
    """Yield what a text tells of itself that has no subject to speak of.

    That is the version whose source it links to, or that has the first section.
    """
    text, title = letter.text, letter.title
    line = title.line
    if line.mentions or line.before or line.after or not text.goods:
        return
    if text.announcing:
        found = tuple(dict.fromkeys(linked(text.own, projects)))
        said = [m for m in found if any(m.version in part for part in text.said)]
        if said or len(found) == 1:
            yield from said or found
            return
    spoken = text.said or (text.own,)
    parts = (dissect(part, title.names).projects for part in spoken)
    about = tuple(dict.fromkeys(chain(line.projects, *parts))) or title.projects
    version = next(iter(text.headed), "") or _newer(text.own)
    if len(about) == 1 and version and (text.announcing or text.itself):
        yield Mention(project=about[0], version=version, known=True, start=0, end=0)


def _newer(text: str) -> str:
    """Return the newest version that is of the series of what a text compares with."""
    compared = COMPARED.search(text[:OPENING])
    old = parse(compared["version"]) if compared else None
    if not (compared and old):
        return ""
    series = series_of(compared["version"], SERIES)
    later = {
        known: version
        for version in VERSION.findall(text)
        if series_of(version, SERIES) == series
        if (known := parse(version)) and known > old
    }
    return later[max(later)] if later else ""
