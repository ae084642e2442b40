"""The lines of a catalogue in gettext's PO, held to its grammar, entry by entry.

Babel reads forgivingly: half a string is a string to it, the first of two translations
the only one, the last of two entries both. Here, whatever a person did to the file,
every line of it is part of an entry or is complained of.
https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

__all__ = ["BOM", "Block", "read_blocks", "split_lines"]

import re

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.clean.saved import decode_saved
from digest.errors import DigestError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BOM = "\ufeff"
LINE = re.compile(
    r"(?P<obsolete>#~[ \t]*)?"
    r"(?:(?P<keyword>msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]\])?)[ \t]*)?"
    r'(?P<string>"(?:[^"\\]|\\.)*")'
)
CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?!\S)")
# What may follow what; an entry begins with its context or its sentence.
FOLLOWS = {
    "msgctxt": ("",),
    "msgid": ("", "msgctxt"),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid",),
    "msgstr[0]": ("msgid_plural",),
}
ADVICE = "correct it, or take back the last edit; nothing was changed"
MERGE = "settle the merge first; nothing was changed"


@dataclass(slots=True)
class Block:
    """The lines of one entry: by keyword its strings, each with its line's index.

    ``comments`` are the indices of the comments above it.
    """

    comments: list[int] = field(default_factory=list)
    parts: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    obsolete: bool = False

    @property
    def state(self) -> str:
        """The keyword that was read last."""
        return next(reversed(self.parts), "")

    @property
    def complete(self) -> bool:
        """Whether it has a translation, be it an empty one."""
        return self.state.startswith("msgstr")

    @property
    def first(self) -> int:
        """The index of the first line, comments aside."""
        return self.at(next(iter(self.parts)))

    @property
    def last(self) -> int:
        """The index of the last line."""
        return self.parts[self.state][-1][0]

    def at(self, keyword: str) -> int:
        """Return the index of the line of a keyword."""
        return self.parts[keyword][0][0]


def split_lines(data: bytes, *, where: str) -> tuple[str, ...]:
    """Return the lines of a file as they are, each with its end.

    Raises:
        DigestError: If the bytes are no text in UTF-8, or lines end as on old Macs:
            read as one line, what a person wrote would count as a comment.
    """
    text = decode_saved(data, where=where, kept="; nothing was changed")
    *lines, last = text.split("\n")
    whole = (f"{line}\n" for line in lines)
    return (*whole, last) if last else tuple(whole)


def read_blocks(lines: Sequence[str], *, where: str) -> Iterator[Block]:
    """Yield the block of each entry, in order; the header is one.

    Raises:
        DigestError: If a line is no PO, or is where it says nothing.
    """
    block = _Reading(where)
    for at, raw in enumerate(lines):
        line = raw.removeprefix("" if at else BOM).strip(" \t\r\n")
        found = LINE.fullmatch(line)
        keyword = found["keyword"] if found else None
        is_comment = line.startswith("#") and not found
        if block.complete and (is_comment or keyword in {"msgctxt", "msgid"}):
            yield block
            block = _Reading(where)
        if is_comment:
            block.comment(at, line)
        elif line:
            block.add(at, line, found)
    if block.complete:
        yield block
    elif block.parts:
        raise block.halved()


class _Reading(Block):
    """A block while it is read: it complains of what does not fit."""

    def __init__(self, where: str) -> None:
        super().__init__()
        self._where = where

    def comment(self, at: int, line: str) -> None:
        """Add a comment, which may stand before an entry and not within."""
        if line.startswith("#~") and not line.startswith("#~|"):
            raise self._wrong(at, "no PO")
        if self.parts:
            raise self.halved()
        self.comments.append(at)

    def add(self, at: int, line: str, found: re.Match[str] | None) -> None:
        """Add a line with a keyword and a string, or with more of a string."""
        if found is None:
            if CONFLICT.match(line):
                raise self._wrong(at, "a merge conflict", MERGE)
            raise self._wrong(at, "no PO")
        keyword = found["keyword"]
        if self.parts and bool(found["obsolete"]) != self.obsolete:
            raise self._wrong(at, "an entry that is half obsolete")
        if keyword and not self._fits(keyword):
            if self.parts and not self.complete:
                raise self.halved()
            raise self._wrong(at, f"a {keyword} too many")
        if not keyword and not self.parts:
            raise self._wrong(at, "a string without a keyword")
        self.obsolete = bool(found["obsolete"])
        said = self.parts.setdefault(keyword or self.state, [])
        said.append((at, found["string"]))

    def _fits(self, keyword: str) -> bool:
        if keyword in FOLLOWS:
            return self.state in FOLLOWS[keyword]
        number = int(keyword.removeprefix("msgstr[").removesuffix("]"))
        return self.state == f"msgstr[{number - 1}]"

    def halved(self) -> DigestError:
        """Return the error of an entry that has no end."""
        return self._wrong(self.first, "an entry without msgstr")

    def _wrong(self, at: int, what: str, hint: str = ADVICE) -> DigestError:
        return DigestError(what, where=f"{self._where}:{at + 1}", hint=hint)
