"""A month's facts to its digest: sightings merged, compared, remarked."""

from __future__ import annotations

__all__ = ["assemble"]

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.current import current
from digest.history import History
from digest.matters import matters
from digest.merge import Key, Said, merge, news_of, tips_of
from digest.pick import blocks
from digest.release import Digest, Release
from digest.remarks import Scene, month_remarks, remarks
from digest.shelf import Shelf
from digest.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from digest.changes import Change
    from digest.edition import Edition
    from digest.model import Facts

NOTHING = History()


def assemble(facts: Facts, edition: Edition, history: History = NOTHING) -> Digest:
    """Return the digest of a month.

    A release has one entry, however many sources saw it and however they spell it,
    and one issue: that of the first day on which it was seen. What an earlier
    issue told is not told again. Projects come in the edition's order, versions
    newest first.
    """
    own: defaultdict[str, dict[Key, Said]] = defaultdict(dict)
    seen = merge(facts)
    told = {**seen, **history.releases}
    for key, said in seen.items():
        if key not in history.told:
            own[key[0]][key] = said
    projects = {project.id: project for project in edition.projects}
    unknown = sorted(own.keys() - projects.keys())
    digest = Digest(
        month=facts.month,
        window=facts.window,
        early=facts.read_until < facts.window.until,
        releases=tuple(
            release
            for name in (*projects, *unknown)
            if name in own
            for release in _of_project(
                own[name],
                Shelf(name, projects.get(name), facts, edition.watch, told),
                facts,
                history,
            )
        ),
        news=news_of(facts, history.news),
        tips=tips_of(facts),
        matters=matters(facts, history),
        current=current(facts, edition, history),
        gaps=facts.gaps,
    )
    return replace(digest, remarks=month_remarks(digest, history))


def _of_project(
    seen: Mapping[Key, Said], shelf: Shelf, facts: Facts, history: History
) -> Iterator[Release]:
    """Yield the releases of one project, newest version first."""
    keys = sorted(seen, key=_rank, reverse=True)
    releases = _said_once([shelf.release(seen[key]) for key in keys])
    scene = Scene(
        month=releases,
        tags=shelf.tags,
        rule=shelf.series,
        facts=facts,
        history=history,
    )
    for release in releases:
        yield replace(release, remarks=remarks(release, scene))


def _rank(key: Key) -> tuple[bool, Version | str]:
    """Order versions; what is written like none comes last."""
    return isinstance(key[1], Version), key[1]


def _said_once(releases: Sequence[Release]) -> tuple[Release, ...]:
    """Mark each change that another release of the month says already.

    The earliest says it, of one day the oldest version; a candidate leaves it to its
    release. What is nested goes where the change above it goes.
    """
    owners: dict[str, str] = {}
    done: dict[str, Release] = {}
    oldest_first = releases[::-1]
    for release in sorted(oldest_first, key=lambda r: (r.prerelease, r.day)):
        changes: list[Change] = []
        for block in blocks(release.changes):
            whole = owners.get(_gist(block))
            for change in block:
                owner = whole or owners.setdefault(_gist([change]), release.version)
                also_in = owner if owner != release.version else ""
                changes.append(replace(change, also_in=also_in))
            owners.setdefault(_gist(block), release.version)
        done[release.version] = replace(release, changes=tuple(changes))
    return tuple(done[release.version] for release in releases)


def _gist(block: Iterable[Change]) -> str:
    """Return the letters and digits alone: "(.e.g x)" and "(e.g. x)" say the same."""
    text = " ".join(change.text for change in block)
    return "".join(filter(str.isalnum, text.casefold())) or text
