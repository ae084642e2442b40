"""The lines of notes that mean something to us, and what stands between them."""

from __future__ import annotations

__all__ = [
    "GONE",
    "OPENING",
    "Part",
    "Sheet",
    "aside_run",
    "key_of",
    "put_requests",
    "read",
    "requests",
]

import re

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from digest.clean.saved import decode_saved
from digest.errors import DigestError
from digest.notes.halves import code_lines, half_finished

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

# As people leave them: with other blanks, or with words behind them on their line.
MARKER = re.compile(
    r"^[ ]{0,3}<!--[ \t]*(?i:digest):[ \t]*(?P<key>[^\s<>][^\n<>]*?)[ \t]*-->[ \t]*",
    re.MULTILINE,
)
# What was meant to be one: without its colon, its key or its end.
NEARLY = re.compile(r"^[ ]{0,3}<!--[ \t]*digest\b", re.MULTILINE | re.IGNORECASE)
ASIDE = re.compile(
    r"^[ ]{0,3}<!--[ \t]*(?:about|hint|gone):[^\n>]*-->[ \t]*(?:\r?\n|\Z)?",
    re.MULTILINE,
)
GONE = re.compile(r"^[ ]{0,3}<!--[ \t]*gone:[^\n>]*-->[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
RUN = re.compile(
    r"[^\n]*(?:\n|\Z)"
    r"(?:[ ]{0,3}<!--[ \t]*(?:about|hint):[^\n>]*-->[ \t]*(?:\r?\n|\Z))*"
)
# "<!-- table: drbd-utils 8.9.3 drbdsetup.xml -->": something of ours is shown there.
REQUEST = re.compile(
    r"^[ ]{0,3}<!--[ \t]*(?:(?P<kind>table|tip):(?P<key>[^\n>]*)"
    r"|(?P<label>question|answer)[ \t]*)-->[ \t]*",
    re.MULTILINE,
)
CONFLICT = re.compile(r"^<{7}(?=\s|\Z)|^={7}(?=\s|\Z)", re.MULTILINE)
SETTLED = re.compile(r"^>{7} ", re.MULTILINE)
BLANK = re.compile(r"\A(?:[ \t]*\n)+")
BOM = "\ufeff"
OPENING = "opening"
EVERY = (OPENING, "news", "tips", "sign-off")  # the places of every issue
SETTLE = "settle the merge first; nothing was changed"
SPELL = "write it like this: <!-- digest: tips -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What stands below one marker, as it was written.

    ``marker`` is where its line begins in the text, ``start`` where what is written
    does. What stands before the first marker is the opening's, and has none.
    """

    key: str
    text: str
    start: int
    marker: int | None = None

    @property
    def words(self) -> str:
        """What was written, without what is only said to whoever writes."""
        said = _replace(ASIDE, lambda _: "", self.text).replace("\r\n", "\n")
        return BLANK.sub("", said).rstrip()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Notes as they stand in a file: its text without a byte order mark, its parts."""

    where: str
    bom: str
    text: str
    parts: tuple[Part, ...]

    @cached_property
    def newline(self) -> str:
        """How its lines end."""
        return "\r\n" if "\r\n" in self.text else "\n"

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def at(self, index: int) -> str:
        """Return the file and the line of a place in the text."""
        return f"{self.where}:{bisect_right(self._starts, index)}"


def read(data: bytes, *, where: str, places: Collection[str] = ()) -> Sheet:
    """Return the parts of notes, in order; a key that is meant for a place is its.

    Raises:
        DigestError: If the bytes are no text in UTF-8, or something is half finished,
            so that what follows it would be lost: a merge, a marker, a comment, a
            block of code.
    """
    decoded = decode_saved(data, where=where)
    text = decoded.removeprefix(BOM)
    found = list(MARKER.finditer(text))
    starts = [0, *(marker.end() for marker in found)]
    ends = [*(marker.start() for marker in found), len(text)]
    folded = {_fold(place): place for place in reversed([*EVERY, *places])}
    keys = [OPENING, *(_place_of(m["key"], places, folded) for m in found)]
    lines = [None, *(marker.start() for marker in found)]
    sheet = Sheet(
        where=where,
        bom=decoded[: len(decoded) - len(text)],
        text=text,
        parts=tuple(
            Part(key=key, text=text[start:end], start=start, marker=line)
            for key, start, end, line in zip(keys, starts, ends, lines, strict=True)
        ),
    )
    _refuse_halves(sheet)
    return sheet


def aside_run(text: str, marker: int) -> int:
    """Return where the line of a marker ends, and what is said below it to people."""
    return next(RUN.finditer(text, marker)).end()


def requests(text: str) -> tuple[re.Match[str], ...]:
    """Return the lines of a text that ask for something; code asks for nothing."""
    code = code_lines(text)
    return tuple(one for one in REQUEST.finditer(text) if one.start() not in code)


def put_requests(put: Callable[[re.Match[str]], str], text: str) -> str:
    """Return a text with something else in place of the lines that ask for it."""
    return _replace(REQUEST, put, text)


def key_of(request: re.Match[str]) -> str:
    """Return what a line asks for, with single blanks."""
    return " ".join((request["key"] or "").split())


def _replace(
    line: re.Pattern[str], put: Callable[[re.Match[str]], str], text: str
) -> str:
    """Return a text with other words for some of its lines, those of code aside."""
    code = code_lines(text)
    return line.sub(lambda it: it[0] if it.start() in code else put(it), text)


def _refuse_halves(sheet: Sheet) -> None:
    conflict = CONFLICT.search(sheet.text)
    if conflict and (
        conflict[0].startswith("<") or SETTLED.search(sheet.text, conflict.end())
    ):
        raise _half("a merge conflict", sheet.at(conflict.start()), SETTLE)
    markers = {part.marker for part in sheet.parts}
    for nearly in NEARLY.finditer(sheet.text):
        if nearly.start() not in markers:
            raise _half("a marker that names no place", sheet.at(nearly.start()), SPELL)
    for part in sheet.parts:
        half = half_finished(part.text)
        if half:
            raise _half(half.what, sheet.at(part.start + half.at), half.hint)


def _half(what: str, where: str, hint: str) -> DigestError:
    return DigestError(what, where=where, hint=hint)


def _place_of(key: str, known: Collection[str], folded: Mapping[str, str]) -> str:
    """Return the place that is meant, with whatever blanks and capitals."""
    return key if key in known else folded.get(_fold(key), key)


def _fold(key: str) -> str:
    return " ".join(key.split()).casefold()
