"""What is left to write in an issue's notes."""

from __future__ import annotations

__all__ = ["Written", "on_notes"]

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from digest.errors import DigestError
from digest.notes import check_requests, read_notes, unplaced
from digest.notes.lines import read
from digest.status.chore import Chore, Detail, What, chore_of, of_error, of_notice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.model import Tip
    from digest.notes import Place

# What every issue has; the other places may stay empty.
WANTED = ("opening", "sign-off")
TIPS = "tips"


@dataclass(frozen=True, kw_only=True)
class Written:
    """The notes of an issue in a language, as they are in their file.

    ``places`` are those that the issue has, ``tables`` the keys of what they can show.
    ``unread`` is why the file cannot be read, if it cannot.
    """

    language: str
    where: str
    data: bytes
    places: tuple[Place, ...]
    tables: tuple[str, ...] = ()
    unread: DigestError | None = None

    @cached_property
    def error(self) -> DigestError | None:
        """Why the notes cannot be used, if they cannot."""
        if self.unread:
            return self.unread
        try:
            read(self.data, where=self.where)
        except DigestError as error:
            return error
        return None

    @cached_property
    def keys(self) -> frozenset[str]:
        """The places at which there are words."""
        return frozenset(read_notes(self.data, where=self.where, places=self.places))

    @cached_property
    def lines(self) -> dict[str, str]:
        """Where each place is; one that is not there yet has no line."""
        known = [place.key for place in self.places]
        sheet = read(self.data, where=self.where, places=known)
        return {
            part.key: sheet.at(part.marker)
            for part in reversed(sheet.parts)
            if part.marker is not None
        }

    def at(self, key: str) -> str:
        """Return where a place is, as well as that can be said."""
        return self.where if self.error else self.lines.get(key, self.where)


def on_notes(notes: Sequence[Written], tips: Sequence[Tip]) -> Iterator[Chore]:
    """Yield what is left to do in notes, given those of all languages.

    Notes that cannot be used hide what they lack until they are mended.
    """
    sound = [each for each in notes if not each.error]
    for each in notes:
        yield from chore_of(What.BROKEN, of_error(each.error), language=each.language)
    for each in sound:
        yield from _on_words(each, tips)
    written = frozenset[str]().union(*(each.keys for each in sound))
    if sound and TIPS not in written:
        proposed = (Detail(where=tip.url, said=_proposed(tip)) for tip in tips)
        yield from chore_of(What.TIP, proposed, where=sound[0].at(TIPS))
    for each in sound:
        yield from _on_places(each, sound, written)


def _on_words(notes: Written, tips: Sequence[Tip]) -> Iterator[Chore]:
    """Yield what is to be done about words that are there."""
    where, language = notes.where, notes.language
    lost = unplaced(notes.data, notes.places, where=where)
    yield from chore_of(What.GONE, map(of_notice, lost), language=language)
    known = [tip.url for tip in tips]
    lacking = check_requests(notes.data, notes.tables, known, where=where)
    yield from chore_of(What.UNFINISHED, map(of_notice, lacking), language=language)


def _on_places(
    notes: Written, others: Sequence[Written], written: frozenset[str]
) -> Iterator[Chore]:
    """Yield what is not there yet: what every issue has, or another language has."""
    keys = [place.key for place in notes.places if place.key not in notes.keys]
    wanted = (key for key in keys if key in WANTED and key not in written)
    empty = (Detail(where=notes.at(key), said=key) for key in wanted)
    yield from chore_of(What.EMPTY, empty, language=notes.language)
    single = (
        Detail(where=notes.at(key), said=f"{key}: written in {', '.join(where)}")
        for key in keys
        if (where := [each.at(key) for each in others if key in each.keys])
    )
    yield from chore_of(What.ONE_SIDED, single, language=notes.language)
    free = (key for key in keys if key not in {*WANTED, TIPS} | written)
    offered = (Detail(where=notes.at(key), said=key) for key in free)
    yield from chore_of(What.OFFERED, offered, language=notes.language)


def _proposed(tip: Tip) -> str:
    why = f" ({', '.join(tip.why)})" if tip.why else ""
    return f"{tip.title}{why}"
