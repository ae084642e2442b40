"""A text of headings and bullets, cut at its headings."""

from __future__ import annotations

__all__ = ["Section", "read_sections"]

import re

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.compare.bullets import BULLET

if TYPE_CHECKING:
    from collections.abc import Iterator

RULER = re.compile(r"\s*([-=~*#_+^])\1{2,}\s*")
ATX = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<text>\S.*)")
TOP, SECOND, LABEL, PLAIN = 1, 2, 7, 8
# A paragraph of a few words heads a list in files that have no other headings.
FEW_WORDS = re.compile(r"\w[\w()/&+'-]{0,30}(?: [\w()/&+'-]{1,30}){0,5}:?")
NAMED = re.compile(r"[A-Za-z][A-Za-z /_-]{0,30}?:.*")
FENCE = re.compile(r"[ \t]*```")
STAMP = re.compile(
    r"(?:last )?(?:changed|date|edited|modified|revised|updated|version)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with the lines below it; the lower its rank, the higher it stands.

    What stands before the first heading has none, and what stands below one that only
    says when the file was changed.
    """

    heading: str = ""
    rank: int = 0
    lines: tuple[str, ...] = ()

    @property
    def marked(self) -> bool:
        """Whether a ruler or a mark says that the heading is one."""
        return 0 < self.rank < LABEL

    @property
    def has_list(self) -> bool:
        """Whether there are bullets in it."""
        return any(BULLET.fullmatch(line.lstrip()) for line in self.lines)


def read_sections(text: str) -> tuple[Section, ...]:
    """Return the parts of a text, in order, without rulers and blanks at line ends."""
    around = list(_around(_lines(text)))
    marked = [_marked(*lines) for lines in around]
    bare = not any(marked)
    found: list[tuple[str, int, list[str]]] = [("", 0, [])]
    in_block: bool | None = None
    for lines, mark in zip(around, marked, strict=True):
        _, line, _ = lines
        if title := mark or (not in_block and _plain(*lines, bare=bare)):
            found.append((*title, []))
            in_block = None
        elif not RULER.fullmatch(line):
            found[-1][2].append(line)
            if in_block is None and line:
                in_block = NAMED.fullmatch(line) is not None
    return tuple(
        Section(
            heading="" if STAMP.fullmatch(heading) else heading,
            rank=rank,
            lines=tuple(body),
        )
        for heading, rank, body in found
    )


def _lines(text: str) -> list[str]:
    """Return the lines; code between fences is one, as nothing in it has a meaning."""
    lines = [line.rstrip() for line in text.splitlines()]
    fences = [at for at, line in enumerate(lines) if FENCE.match(line)]
    kept: list[str] = []
    done = 0
    for start, end in zip(fences[::2], fences[1::2], strict=False):
        kept += lines[done:start]
        kept.append("\n".join(lines[start : end + 1]))
        done = end + 1
    return kept + lines[done:]


def _around(lines: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each line between those above and below it."""
    return zip(["", *lines], lines, [*lines[1:], ""], strict=False)


def _marked(above: str, line: str, below: str) -> tuple[str, int] | None:
    """Return a heading that has a mark or a ruler, and its rank.

    In Corosync 1.3.0 the last list has its ruler above only, and a colon.
    """
    if not line or RULER.fullmatch(line):
        return None
    if atx := ATX.fullmatch(line):
        return atx["text"].rstrip("# "), len(atx["marks"])
    bullet = BULLET.fullmatch(line.lstrip())
    if bullet and not line.lstrip()[0].isdigit():
        return None
    ruler = RULER.fullmatch(below)
    if not ruler and line.endswith(":") and BULLET.fullmatch(below.lstrip()):
        ruler = RULER.fullmatch(above)
    return (line.strip(), TOP if ruler[1] == "=" else SECOND) if ruler else None


def _plain(above: str, line: str, below: str, *, bare: bool) -> tuple[str, int] | None:
    """Return a heading that has neither: ``Later:`` over bullets, or a few words."""
    if (above and not RULER.fullmatch(above)) or BULLET.fullmatch(line):
        return None
    if line[:1].isalpha() and line.endswith(":") and BULLET.fullmatch(below.lstrip()):
        return line, LABEL
    alone = bare and not below and FEW_WORDS.fullmatch(line)
    return (line, PLAIN) if alone else None
