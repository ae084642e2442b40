"""What people wrote for an issue, and the places where they write it."""

from __future__ import annotations

__all__ = [
    "Notes",
    "Notice",
    "Offer",
    "Place",
    "check_requests",
    "fill_requests",
    "read_notes",
    "scaffold",
    "unplaced",
]

from collections import defaultdict
from typing import TYPE_CHECKING

from digest.notes.lines import read
from digest.notes.notices import Notice
from digest.notes.places import Offer, Place, scaffold
from digest.notes.requests import check_requests, fill_requests

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Notes = dict[str, str]


def read_notes(data: bytes, *, where: str, places: Iterable[Place] = ()) -> Notes:
    """Return what was written at each place; only places with words are there.

    What stands before the first marker belongs to the opening. A place may stand
    there twice; both count. A key in capitals, or with other blanks, is that of one of
    the ``places``.

    Raises:
        DigestError: If the bytes are no UTF-8, or something is half finished.
    """
    written: defaultdict[str, list[str]] = defaultdict(list)
    known = [place.key for place in places]
    for part in read(data, where=where, places=known).parts:
        if words := part.words:
            written[part.key].append(words)
    return {key: "\n\n".join(words) for key, words in written.items()}


def unplaced(data: bytes, places: Iterable[Place], *, where: str) -> Iterator[Notice]:
    """Yield all words that are shown nowhere, because their place is not in the issue.

    Raises:
        DigestError: If the bytes are no UTF-8, or something is half finished.
    """
    known = [place.key for place in places]
    sheet = read(data, where=where, places=known)
    for part in sheet.parts:
        if part.key not in known and part.words and part.marker is not None:
            yield Notice(
                what=f'words that are shown nowhere: no such place: "{part.key}"',
                where=sheet.at(part.marker),
                hint="move them to a place that is, such as the opening",
            )
