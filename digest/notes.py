"""What people wrote for an issue, and the places where they write it."""

from __future__ import annotations

__all__ = ["Notes", "Place", "check", "read_notes", "scaffold"]

import re

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.errors import DigestError
from digest.inert import comment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# As people leave them: with other blanks, or with words behind them on their line.
MARKER = re.compile(
    r"^[ ]{0,3}<!--[ \t]*digest:[ \t]*(?P<key>[^\s<>][^\n<>]*?)[ \t]*-->[ \t]*",
    re.MULTILINE,
)
ASIDE = re.compile(
    r"^[ ]{0,3}<!--[ \t]*(?:about|hint):[^\n>]*-->[ \t]*(?:\r?\n|\Z)?", re.MULTILINE
)
BLANK = re.compile(r"\A(?:[ \t]*\n)+")
BOM = "\ufeff"
OPENING = "opening"

Notes = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in the notes: its key, and what it is about, for whoever writes."""

    key: str
    about: str


def read_notes(data: bytes, *, where: str) -> Notes:
    """Return what was written at each place; only places with words are there.

    What stands before the first marker belongs to the opening. A place may stand
    there twice; both count.

    Raises:
        DigestError: If the bytes are no UTF-8.
    """
    text = _decoded(data, where)
    parts = MARKER.split(text)
    written: defaultdict[str, list[str]] = defaultdict(list)
    for key, words in zip([OPENING, *parts[1::2]], parts[::2], strict=True):
        kept = BLANK.sub("", ASIDE.sub("", words).replace("\r\n", "\n")).rstrip()
        if kept:
            written[key].append(kept)
    return {key: "\n\n".join(words) for key, words in written.items()}


def check(notes: Mapping[str, str], places: Iterable[Place], *, where: str) -> None:
    """See that every place with words has its subject.

    Raises:
        DigestError: If words would be lost because their place is not known.
    """
    known = {place.key for place in places}
    for key in notes:
        if key not in known:
            hint = "move the words to a place that is, such as the opening"
            raise DigestError(f'no such place: "{key}"', where=where, hint=hint)


def scaffold(
    data: bytes | None, head: str, places: Iterable[Place], *, where: str
) -> bytes:
    """Return the notes with a place for everything; nothing that is there changes.

    Raises:
        DigestError: If the bytes are no UTF-8.
    """
    before = data or b""
    text = _decoded(before, where)
    present = {match["key"] for match in MARKER.finditer(text)}
    newline = "\r\n" if "\r\n" in text else "\n"
    blocks = [] if text else [f"<!-- hint: {comment(head)} -->{newline}"]
    blocks += [
        f"<!-- digest: {place.key} -->{newline}"
        f"<!-- about: {comment(place.about)} -->{newline}{newline}"
        for place in places
        if place.key not in present
    ]
    if text and blocks:
        blocks[0] = newline * (1 if text.endswith("\n") else 2) + blocks[0]
    return before + newline.join(blocks).encode()


def _decoded(data: bytes, where: str) -> str:
    try:
        return data.decode().removeprefix(BOM)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DigestError(
            f"not UTF-8 in line {line}", where=where, hint="save it as UTF-8"
        ) from error
