"""One project's tags and records, and the releases that they make of what was said."""

from __future__ import annotations

__all__ = ["Shelf"]

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.marks import find_marks, watch_for
from digest.merge import Key, Said, key_of, version_of
from digest.model import ChangesFrom, Record, Tag
from digest.release import Release
from digest.versions import Version, previous, series_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from digest.changes import Change
    from digest.edition import Project
    from digest.model import Facts

TRUST = list(ChangesFrom)
UNREAD = Record(project="", version="", changes_from=ChangesFrom.NONE)


class Shelf:
    """All that is known of one project; what was ``told`` is that of all of them."""

    def __init__(
        self,
        name: str,
        project: Project | None,
        facts: Facts,
        watch: Sequence[str],
        told: Mapping[Key, Said],
    ) -> None:
        mine = (tag for tag in facts.tags if tag.project == name)
        self._tags: dict[Version | str, Tag] = {}
        for tag in sorted(mine, key=lambda tag: (tag.day, tag.name, repr(tag))):
            self._tags.setdefault(version_of(tag.version), tag)
        self.tags = tuple(self._tags.values())
        # What a commit or a mail alone shows is a version that others follow, too.
        self._known = dict(self._tags)
        for said in told.values():
            if said.key[0] == name:
                self._known.setdefault(said.key[1], _untagged(said))
        self.series = project.series if project else 2
        self._records: defaultdict[Key, list[Record]] = defaultdict(list)
        written = (record for record in facts.records if record.project == name)
        for record in sorted(written, key=_trust):
            self._records[key_of(record)].append(record)
        self._watch = watch_for((*watch, *(project.watch if project else ())))

    def release(self, said: Said) -> Release:
        """Return what is known of one release; remarks come when all are known."""
        name, version = said.key
        tag = self._tags.get(version)
        known = tag or _untagged(said)
        records = self._records[said.key]
        record = records[0] if records else UNREAD
        before = self._known.get(version_of(record.since)) or previous(
            known, tuple(self._known.values()), self.series
        )
        return Release(
            project=name,
            version=known.version,
            day=said.day,
            series=series_of(known.version, self.series),
            previous=before.version if before else None,
            prerelease=not said.final,
            backdated=said.backdated,
            late=said.found is not None,
            tag=known.name,
            previous_tag=before.name if before else "",
            evidence=said.evidence,
            changes_from=record.changes_from,
            file=record.file,
            changes=tuple(self._marked(change) for change in record.changes),
            left_out=record.left_out,
            topics=tuple(dict.fromkeys(t for r in records for t in r.topics)),
            options=tuple(dict.fromkeys(o for r in records for o in r.options)),
            found=said.found,
            redated=said.reason,
        )

    def _marked(self, change: Change) -> Change:
        """Return the change with what marks it, whatever the facts say."""
        return replace(change, marks=find_marks(change, self._watch))


def _untagged(said: Said) -> Tag:
    """Return what stands for a tag where there is none."""
    return Tag(project=said.key[0], version=said.version, name="", day=said.day)


def _trust(record: Record) -> tuple[int, str]:
    return TRUST.index(record.changes_from), repr(record)
