"""Notes with a place for everything; nothing that a person wrote changes."""

from __future__ import annotations

__all__ = ["Offer", "Place", "scaffold"]

import re

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.inert import comment
from digest.notes.lines import GONE, aside_run, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from digest.notes.lines import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something that can be shown at a place if its line is taken out of a hint.

    The line is ``table: drbd 8.4.0 drbdsetup.xml`` or ``tip: https://…``; ``about``
    says what it would show.
    """

    kind: str
    key: str
    about: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """What of it stands in the notes."""
        told = (f"<!-- about: {comment(said)} -->" for said in self.about)
        return (*told, f"<!-- hint: {self.kind}: {self.key} -->")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in the notes: its key, and what it is about, for whoever writes.

    ``hints`` are lines to start from; ``offers`` are added when there are new ones.
    """

    key: str
    about: str
    hints: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """What of it stands in new notes, with a blank line below."""
        return (
            f"<!-- digest: {self.key} -->",
            f"<!-- about: {comment(self.about)} -->",
            *(f"<!-- hint: {comment(hint)} -->" for hint in self.hints),
            *(line for offer in self.offers for line in offer.lines),
            "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """Lines to be put at a place in the text, instead of what stands up to its end."""

    at: int
    end: int
    lines: tuple[str, ...]


def scaffold(
    data: bytes | None,
    head: str,
    places: Iterable[Place],
    *,
    gone: Callable[[str], str],
    where: str,
) -> bytes:
    """Return the notes with a place for everything.

    Above a place that is no more in the issue stands a line that says so, in the words
    of ``gone``; it goes when the place is back. What is offered anew is added to the
    lines below its marker, what is no place yet to the end. All else stays, byte for
    byte.

    Raises:
        DigestError: If the bytes are no UTF-8, or something is half finished.
    """
    known = {place.key: place for place in places}
    sheet = read(data or b"", where=where, places=known)
    present = {part.key for part in sheet.parts if part.marker is not None}
    # Nothing may come between a marker and the line that says that it is gone.
    edits = (*_offered(sheet, known), *_marked(sheet, known, gone))
    text = _edited(sheet, sorted(edits, key=lambda edit: edit.at))
    blocks: list[tuple[str, ...]] = []
    if not text:
        blocks.append((f"<!-- hint: {comment(head)} -->",))
    blocks += [place.lines for key, place in known.items() if key not in present]
    return (sheet.bom + text + _appended(text, blocks, sheet.newline)).encode()


def _marked(
    sheet: Sheet, known: Mapping[str, Place], gone: Callable[[str], str]
) -> Iterator[_Edit]:
    """Yield a line for each place that is gone, once, and less one if it is back."""
    above = {found.end(): found for found in GONE.finditer(sheet.text)}
    for part in sheet.parts:
        if part.marker is None:
            continue
        line = f"<!-- gone: {comment(gone(part.key))} -->"
        said = above.get(part.marker)
        if part.key not in known and not said:
            yield _Edit(at=part.marker, end=part.marker, lines=(line,))
        elif part.key in known and said and said[0].rstrip("\r\n") == line:
            yield _Edit(at=said.start(), end=said.end(), lines=())


def _offered(sheet: Sheet, known: Mapping[str, Place]) -> Iterator[_Edit]:
    """Yield what is offered and not named anywhere yet, below the place's marker."""
    left = dict(known)
    for part in sheet.parts:
        if part.marker is None or not (place := left.pop(part.key, None)):
            continue
        new = [offer for offer in place.offers if not _names(sheet.text, offer.key)]
        if lines := tuple(line for offer in new for line in offer.lines):
            at = aside_run(sheet.text, part.marker)
            yield _Edit(at=at, end=at, lines=lines)


def _names(text: str, key: str) -> bool:
    """Return whether a text has a key, and not as a part of a longer one."""
    return re.search(rf"{re.escape(key)}(?![\w/.-])", text) is not None


def _edited(sheet: Sheet, edits: Iterable[_Edit]) -> str:
    parts, done = [], 0
    for edit in edits:
        parts.append(sheet.text[done : edit.at])
        if edit.at and sheet.text[edit.at - 1] != "\n":
            parts.append(sheet.newline)
        parts += [line + sheet.newline for line in edit.lines]
        done = edit.end
    return "".join([*parts, sheet.text[done:]])


def _appended(text: str, blocks: Iterable[tuple[str, ...]], newline: str) -> str:
    """Return blocks to stand below a text, each with a blank line before it."""
    said = newline.join("".join(line + newline for line in block) for block in blocks)
    if text and said:
        return newline * (1 if text.endswith("\n") else 2) + said
    return said
