"""What a changelog says of one version."""

from __future__ import annotations

__all__ = ["Section"]

import re

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.compare.changelog.wording import read_change

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from digest.changes import Change
    from digest.compare.changelog.dialects import Dialect


# What stands above and below a heading's words: rulers, anchors.
DRESS = re.compile(r"\s*+(?:([^\w\s])\1{2,}|<a [^<>]*>(?:</a>)?|\.\. _[^:]*:)?\s*+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The lines of a changelog that are of one version.

    ``version`` is spelled as in the file, without the project's name, and empty where
    a heading names none; ``name`` is that name, in small letters. ``said`` is what the
    heading itself says of a change. ``text`` are the file's own lines, up to the last
    before the next heading: laid end to end, after what stands before the first, the
    sections are the file again.
    """

    version: str
    name: str
    day: date | None
    said: str
    dialect: Dialect = field(repr=False)
    file: str = field(repr=False)
    lines: Sequence[str] = field(repr=False, compare=False)  # the file's
    place: tuple[int, int, int]  # the lines where it starts, its body starts, it ends

    @property
    def text(self) -> str:
        """All its lines."""
        start, _, end = self.place
        return "".join(self.lines[start:end])

    @property
    def heading(self) -> str:
        """The words of its heading, without rulers and anchors."""
        start, body, _ = self.place
        words = (line for line in self.lines[start:body] if not DRESS.fullmatch(line))
        return "".join(words).strip()

    @property
    def changes(self) -> tuple[Change, ...]:
        """Its entries, the heading's own words first where they are one."""
        own = (read_change(self.said),) if self.said else ()
        _, body, end = self.place
        return own + self.dialect.entries("".join(self.lines[body:end]))
