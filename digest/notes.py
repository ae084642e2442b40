"""What people wrote for an issue, and the places where they write it."""

from __future__ import annotations

__all__ = [
    "Notes",
    "Place",
    "check",
    "check_tables",
    "placed_tables",
    "read_notes",
    "scaffold",
]

import re

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.errors import DigestError
from digest.inert import comment

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

# As people leave them: with other blanks, or with words behind them on their line.
MARKER = re.compile(
    r"^[ ]{0,3}<!--[ \t]*digest:[ \t]*(?P<key>[^\s<>][^\n<>]*?)[ \t]*-->[ \t]*",
    re.MULTILINE,
)
ASIDE = re.compile(
    r"^[ ]{0,3}<!--[ \t]*(?:about|hint):[^\n>]*-->[ \t]*(?:\r?\n|\Z)?", re.MULTILINE
)
# "<!-- table: drbd-utils 8.9.3 drbdsetup.xml -->": there a table of options is shown.
TABLE = re.compile(r"^[ ]{0,3}<!--[ \t]*table:(?P<key>[^\n>]*)-->[ \t]*", re.MULTILINE)
BLANK = re.compile(r"\A(?:[ \t]*\n)+")
BOM = "\ufeff"
OPENING = "opening"
NO_TABLE = "no release of this month has one; take the line out"

Notes = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in the notes: its key, and what it is about, for whoever writes.

    ``tables`` are the keys of tables that can be shown there.
    """

    key: str
    about: str
    tables: tuple[str, ...] = ()


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


def check_tables(data: bytes, known: Collection[str], *, where: str) -> None:
    """See that every table that the notes ask for is there.

    Raises:
        DigestError: If the bytes are no UTF-8, or a table is not known, or a key is
            that of several.
    """
    text = _decoded(data, where)
    for match in TABLE.finditer(text):
        found = _meant(match, known)
        if len(found) != 1:
            key = _key(match)
            what = f'which table is "{key}"?' if found else f'no such table: "{key}"'
            line = text.count("\n", 0, match.start()) + 1
            hint = f"there are: {', '.join(found or known)}" if known else NO_TABLE
            raise DigestError(what, where=f"{where}:{line}", hint=hint)


def placed_tables(
    words: str, known: Collection[str], table: Callable[[str], str]
) -> str:
    """Return words with tables put where they ask for them, by the tables' keys.

    What names none, or several, stays as it is: `check_tables` tells of it.
    """

    def put(match: re.Match[str]) -> str:
        found = _meant(match, known)
        return f"\n{table(found[0])}\n\n" if len(found) == 1 else match[0]

    return TABLE.sub(put, words)


def _meant(match: re.Match[str], known: Collection[str]) -> list[str]:
    """Return the keys that are meant: a release's only table may lack its file."""
    key = _key(match)
    return [name for name in known if name == key or name.startswith(f"{key} ")]


def _key(match: re.Match[str]) -> str:
    return " ".join(match["key"].split())


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
        f"<!-- about: {comment(place.about)} -->{newline}"
        + "".join(f"<!-- hint: table: {key} -->{newline}" for key in place.tables)
        + newline
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
