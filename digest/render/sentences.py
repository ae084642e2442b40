"""The sentences of upstream's that a page shows and that can be translated."""

from __future__ import annotations

__all__ = ["sentences_of"]

from typing import TYPE_CHECKING

from digest.memory.sentences import Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.render.view import Issue


def sentences_of(issue: Issue) -> Iterator[Occurrence]:
    """Yield each change that an issue shows, in its order, the folded ones too.

    A change is one sentence here, however many it has: it was written as one, and is
    shown as one. Topics are quoted line by line, as their file has them; they are not
    translated.
    """
    for entry in issue.all_entries:
        release = f"{entry.release.project} {entry.release.version}"
        for group in (*entry.changes.first, *entry.changes.rest):
            for change in group.changes:
                yield Occurrence(sentence=change.text, release=release)
