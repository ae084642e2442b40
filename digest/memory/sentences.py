"""The sentences of upstream's that a page shows and that can be translated."""

from __future__ import annotations

__all__ = ["Occurrence", "sentences_of"]

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.inert import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.view import Entry, Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A sentence on a page, and the release that it is about: ``corosync 1.4.1``."""

    sentence: str
    release: str

    @property
    def ref(self) -> str:
        """The release as one word."""
        return "-".join(plain(self.release).split())


def sentences_of(issue: Issue) -> Iterator[Occurrence]:
    """Yield each change that an issue shows, in its order, the folded ones too.

    A change is one sentence here, however many it has: it was written as one, and is
    shown as one. Topics are quoted line by line, as their file has them; they are not
    translated.
    """
    for entry in issue.entries:
        for release in (entry, *entry.candidates):
            yield from _changes(release)


def _changes(entry: Entry) -> Iterator[Occurrence]:
    release = f"{entry.release.project} {entry.release.version}"
    for group in (*entry.changes.first, *entry.changes.rest):
        for change in group.changes:
            yield Occurrence(sentence=change.text, release=release)
