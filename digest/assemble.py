"""A month's facts to its digest: sightings merged, compared, remarked."""

from __future__ import annotations

__all__ = ["assemble"]

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.history import History
from digest.marks import find_marks, watch_for
from digest.merge import Key, key_of, merge, version_of
from digest.model import ChangesFrom, EvidenceKind, Record, Tag
from digest.pick import blocks
from digest.release import Digest, Release
from digest.remarks import remarks
from digest.versions import Version, backdated, previous, series_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from digest.changes import Change
    from digest.edition import Edition, Project
    from digest.model import Evidence, Facts, Sighting

ANNOUNCED = (EvidenceKind.MAIL, EvidenceKind.FEED)
TRUST = list(ChangesFrom)
NOTHING = History()
UNREAD = Record(project="", version="", changes_from=ChangesFrom.NONE)


def assemble(facts: Facts, edition: Edition, history: History = NOTHING) -> Digest:
    """Return the digest of a month.

    A release has one entry, however many sources saw it and however they spell it,
    and one issue: that of the first day on which it was seen. What an earlier
    issue told is not told again. Projects come in the edition's order, versions
    newest first.
    """
    own: defaultdict[str, dict[Key, list[Sighting]]] = defaultdict(dict)
    for key, sightings in merge(facts).items():
        if key not in history.told:
            own[key[0]][key] = sightings
    projects = {project.id: project for project in edition.projects}
    unknown = sorted(own.keys() - projects.keys())
    return Digest(
        month=facts.month,
        window=facts.window,
        early=facts.read_until < facts.window.until,
        releases=tuple(
            release
            for name in (*projects, *unknown)
            if name in own
            for release in _of_project(
                own[name], _Shelf(name, projects.get(name), facts, edition.watch)
            )
        ),
        news=tuple(item for item in facts.news if item.day in facts.window),
        tips=facts.tips,
        gaps=facts.gaps,
    )


def _of_project(seen: Mapping[Key, list[Sighting]], shelf: _Shelf) -> Iterator[Release]:
    """Yield the releases of one project, newest version first."""
    keys = sorted(seen, key=_rank, reverse=True)
    releases = _said_once([shelf.release(key, seen[key]) for key in keys])
    for release in releases:
        yield replace(
            release,
            remarks=remarks(release, releases, shelf.tags, shelf.series),
        )


def _rank(key: Key) -> tuple[bool, Version | str]:
    """Order versions; what is written like none comes last."""
    return isinstance(key[1], Version), key[1]


class _Shelf:
    """All that the facts know of one project."""

    def __init__(
        self, name: str, project: Project | None, facts: Facts, watch: Sequence[str]
    ) -> None:
        mine = (tag for tag in facts.tags if tag.project == name)
        self._tags: dict[Version | str, Tag] = {}
        for tag in sorted(mine, key=lambda tag: (tag.day, tag.name)):
            self._tags.setdefault(version_of(tag.version), tag)
        self.tags = tuple(self._tags.values())
        self.series = project.series if project else 2
        self._records: defaultdict[Key, list[Record]] = defaultdict(list)
        written = (record for record in facts.records if record.project == name)
        for record in sorted(written, key=_trust):
            self._records[key_of(record)].append(record)
        self._watch = watch_for((*watch, *(project.watch if project else ())))
        self._backdated = backdated(self.tags)
        self._window = facts.window

    def release(self, key: Key, sightings: Sequence[Sighting]) -> Release:
        """Return what is known of one release; remarks come when all are known."""
        evidence = tuple(sorted({s.evidence for s in sightings}, key=_in_order))
        days = [item.day for item in evidence if item.day in self._window]
        announced = [
            item.day
            for item in evidence
            if item.kind in ANNOUNCED and item.day in self._window
        ]
        tag = self._tags.get(key[1])
        version = tag.version if tag else min(s.version for s in sightings)
        known = tag or Tag(project=key[0], version=version, name="", day=min(days))
        records = self._records[key]
        record = records[0] if records else UNREAD
        before = self._tags.get(version_of(record.since)) or previous(
            known, self.tags, self.series
        )
        return Release(
            project=key[0],
            version=version,
            day=min(announced or days),
            series=series_of(version, self.series),
            previous=before.version if before else None,
            prerelease=isinstance(key[1], Version) and key[1].prerelease,
            backdated=known.name in self._backdated and not announced,
            late=False,
            tag=known.name,
            previous_tag=before.name if before else "",
            evidence=evidence,
            changes_from=record.changes_from,
            file=record.file,
            changes=tuple(self._marked(change) for change in record.changes),
            left_out=record.left_out,
            topics=tuple(dict.fromkeys(t for r in records for t in r.topics)),
            options=tuple(dict.fromkeys(o for r in records for o in r.options)),
        )

    def _marked(self, change: Change) -> Change:
        """Return the change with what marks it, whatever the facts say."""
        return replace(change, marks=find_marks(change, self._watch))


def _in_order(evidence: Evidence) -> tuple[date, int, str]:
    return evidence.day, list(EvidenceKind).index(evidence.kind), repr(evidence)


def _trust(record: Record) -> tuple[int, str]:
    return TRUST.index(record.changes_from), repr(record)


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
