"""Lines of a log that state a release."""

from __future__ import annotations

__all__ = ["stated"]

import re

from functools import lru_cache

from digest.compare.changelog.naming import AROUND, EDGES, LONG, MANY
from digest.compare.changelog.parting import parted, staged
from digest.compare.changelog.spelling import DAY, DOTTED, Spelled

# A release in a log of changes: "stable release 4.18.0", "Bump version to 1.2.8.",
# "Change trunk version to 1.2.7.", "Bump verion to 1.2.0.", "tag: 4.4.1 for bug fix".
STATING = {
    *("release", "released", "releases", "version", "verion", "revision", "tag"),
    *("tagged", "bump", "bumped", "bumping", "pre-release", "prerelease", "candidate"),
    *("update", "updated", "new", "increment", "incremented", "prepare", "preparing"),
}
STATED = (
    STATING
    | AROUND
    | {
        *("to", "trunk", "set", "changed", "upstream", "number"),
        *("make", "cut", "mark", "is", "now"),
    }
)
STATED_TAIL = re.compile(
    rf"[\s)\]:.!=]*$|\s+--?\s|,?\s+\(?{DAY}\)?\.?$"
    r"|\s+(?:in trunk|for bug ?fix(?:es)?)\.?$"
    r"|\s+(?:\w+\s+)?(?:is\s+)?(?P<word>released?)\b[\s.!=]*(?:\(.*\))?$",
    re.IGNORECASE,
)


def stated(line: str) -> Spelled | None:
    """Return the release that a line in a log states, if it states nothing else."""
    return _stated(line) if len(line) <= LONG and DOTTED.search(line) else None


@lru_cache(maxsize=MANY)
def _stated(line: str) -> Spelled | None:
    before, found, after = parted(line)
    said = [word for word in (word.strip(EDGES).lower() for word in before) if word]
    if not found or not STATED.issuperset(said):
        return None
    version, after = staged(found.version, after)
    if "candidate" in said and version == found.version and "rc" not in version.lower():
        version += "rc"
    tail = STATED_TAIL.match(after)
    by_itself = found.name or not said or (tail and tail["word"])
    if not tail or not (by_itself or STATING.intersection(said)):
        return None
    return Spelled(version, found.name)
