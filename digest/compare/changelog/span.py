"""Which sections of a changelog are newer than one version, and not than another."""

from __future__ import annotations

__all__ = ["between"]

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.compare.changelog.naming import named
from digest.compare.changelog.order import PACKAGED, rank
from digest.compare.changelog.spelling import spelled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from digest.compare.changelog.section import Section
    from digest.versions import Version

    Ranked = list[tuple[Section, Version]]

FEW = 2  # versions of a name make it a package's


def between(
    sections: Iterable[Section], since: str | None, to: str
) -> tuple[Section, ...]:
    """Return the sections newer than ``since``, up to and including ``to``, in order.

    - Newer is newer by version, wherever it stands: another branch's sections in the
      file count only if they are newer than ``since``. Candidates come before their
      release, so that they are part of it unless ``since`` is one of them.
    - Without ``since``, a release gets its section and those of its candidates, and a
      candidate only its own.
    - A candidate without a section gets that of its release, which Pacemaker opens
      with the first candidate; the caller leaves out what was there before.
    - A version that only its packages name is the first of them: sbd's 1.5.2-99.0.
    - Of several packages in a file, only those count that have the version ``to``.
    - If ``to`` has no section, there is nothing: candidates' sections do not make one.
    """
    everything = tuple(sections)
    name, top = _asked(to)
    ranked = [(part, found) for part in everything if (found := rank(part.version))]
    apart = _are_rivals(ranked)
    if apart and any(part.name == name for part, _ in ranked):
        ranked = [pair for pair in ranked if pair[0].name == name]
    goal = top and _goal([version for _, version in ranked], top)
    if not top or not goal:
        return tuple(part for part in everything if part.version == to != "")
    if apart:
        names = {part.name for part, version in ranked if version == goal}
        ranked = [pair for pair in ranked if pair[0].name in names]
    _, low = _asked(since or "")
    if low:
        low = _first([version for _, version in ranked], low) or low
        ranked = _since_restart(ranked, low)
    return tuple(part for part, version in ranked if _is_news(version, low, top, goal))


def _asked(written: str) -> tuple[str, Version | None]:
    """Return the name and the version that somebody asks for: "Pacemaker-2.1.9"."""
    found = spelled("".join(written.split())) or named(written)
    return (found.name, rank(found.version)) if found else ("", rank(written))


def _is_news(
    version: Version, low: Version | None, top: Version, goal: Version
) -> bool:
    if low:
        return low < version <= top or (low < top and version == goal)
    return version == goal or (version.prerelease and version.release == top)


def _goal(there: Collection[Version], top: Version) -> Version | None:
    """Return the version whose section a version has: its own, or its release's."""
    goal = _first(there, top)
    return _first(there, top.release) if top.prerelease and not goal else goal


def _first(there: Collection[Version], wanted: Version) -> Version | None:
    """Return a version as it is there: as such, or else as the first of its packages.

    Where there are only packages numbered as coming before it, as RPM does (sbd's
    1.4.0-0.1), the last of them is what was made of it.
    """
    if wanted in there:
        return wanted
    revised = [v for v in there if v.revision and replace(v, revision=0) == wanted]
    before = [v for v in there if v.stage == PACKAGED and v.release == wanted]
    return min(revised, default=None) or max(before, default=None)


def _are_rivals(ranked: Ranked) -> bool:
    """Return whether names in the headings are of several packages.

    They are not if the one goes on where the other ended, as drbdd and drbd-reactor
    do, nor if one is a single slip.
    """
    if len({part.name for part, _ in ranked}) == 1:
        return False
    versions: defaultdict[str, set[Version]] = defaultdict(set)
    for part, version in ranked:
        versions[part.name].add(version)
    nameless = versions.pop("", set())
    several = [found for found in versions.values() if len(found) >= FEW]
    spans = sorted((min(found), max(found)) for found in several)
    overlap = any(below[1] >= above[0] for below, above in pairwise(spans))
    return overlap or any(nameless & found for found in several)


def _since_restart(ranked: Ranked, low: Version) -> Ranked:
    """Return the sections without those of a numbering that had ended before ``low``.

    Below cluster-glue 1.0 stands 2.99.2, of Heartbeat: older, for all its number.
    """
    falls = sum(above > below for (_, above), (_, below) in pairwise(ranked))
    newest_first = 2 * falls >= len(ranked) - 1
    oldest_first = ranked[::-1] if newest_first else ranked
    start, least = 0, oldest_first[0][1].numbers[0]
    for at, (_, version) in enumerate(oldest_first):
        if version.numbers[0] < least:
            start, least = at, version.numbers[0]
        if version == low:
            kept = oldest_first[start:]
            return kept[::-1] if newest_first else kept
    return ranked
