"""A tree to the text of a mail: lines that fit, links as footnotes of their part."""

from __future__ import annotations

__all__ = ["WIDTH", "text_of"]

from typing import TYPE_CHECKING

from digest.mailing.grid import grid
from digest.mailing.letter import reach
from digest.mailing.tree import inline
from digest.wrapping import columns, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.etree import ElementTree as ET

WIDTH = 72
HEADS = {"h1", "h2", "h3", "h4"}  # before these, the footnotes of what was before
RULES = {"h1": "=", "h2": "=", "h3": "-"}
SIGNS = {"h4": "■ ", "h5": "□ ", "h6": "□ "}
BREAK = "\n"

Lines = list[str]


def text_of(tree: ET.Element, address: str) -> str:
    """Return what a tree says as text; links lead to where they do from the address.

    Links to places on the same page are words only: a mail is read from the top.
    """
    parts = _Writer(address).parts(tree, WIDTH)
    return "\n\n".join("\n".join(part) for part in parts)


class _Writer:
    """Writes a tree part by part, and keeps the links for the footnotes."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._numbers: dict[str, int] = {}
        self._count = 0
        self._write: dict[str, Callable[[ET.Element, int], Lines]] = {
            "blockquote": self._quote,
            "dd": self._indented,
            "hr": lambda _, width: ["-" * width],
            "ol": self._list,
            "pre": lambda block, _: _code(block),
            "summary": self._summary,
            "table": lambda table, width: grid(table, width, self._said),
            "ul": self._list,
            **dict.fromkeys((*RULES, *SIGNS), self._heading),
        }

    def parts(self, tree: ET.Element, width: int) -> Iterator[Lines]:
        """Yield the article's first line, where it is, and its parts."""
        for part in self._blocks(tree, width):
            yield part
            if self._address and self._count == 0 and part[1:2] == ["=" * width]:
                yield [self._address]
        yield from self._footnotes()

    def _blocks(self, element: ET.Element, width: int) -> Iterator[Lines]:
        """Yield what is in an element: blocks as such, and what is between them."""
        run = element.text or ""
        for child in element:
            if inline(child) and child.tag not in self._write:
                run += self._said_by(child) + (child.tail or "")
                continue
            yield from self._paragraph(run, width)
            if child.tag in HEADS:
                yield from self._footnotes()
            if write := self._write.get(child.tag):
                if lines := write(child, width):
                    yield lines
            else:
                yield from self._blocks(child, width)
            run = child.tail or ""
        yield from self._paragraph(run, width)

    def _paragraph(self, run: str, width: int) -> Iterator[Lines]:
        if lines := _wrapped(run, width):
            yield lines

    def _footnotes(self) -> Iterator[Lines]:
        """Yield the links since the last ones, and forget them."""
        if notes := [f"[{n}] {link}" for link, n in self._numbers.items()]:
            self._numbers.clear()
            yield notes

    def _said(self, element: ET.Element) -> str:
        """Return what an element says in a line, but for what is behind it."""
        return (element.text or "") + "".join(
            self._said_by(child) + (child.tail or "") for child in element
        )

    def _said_by(self, element: ET.Element) -> str:
        said = self._said(element)
        if element.tag == "br":
            return "\v"
        if element.tag == "code":
            return f"`{said}`"
        target = element.get("href", "")
        link = "" if target.startswith("#") else reach(target, self._address)
        if not link or link == said:
            return said
        if link not in self._numbers:
            self._count += 1
            self._numbers[link] = self._count
        return f"{said} [{self._numbers[link]}]"

    def _heading(self, element: ET.Element, width: int) -> Lines:
        rule, sign = RULES.get(element.tag, ""), SIGNS.get(element.tag, "")
        lines = _wrapped(sign + self._said(element), width)
        if not rule:
            return lines
        full = width if element.tag == "h1" else min(width, max(map(columns, lines)))
        return [*lines, rule * full]

    def _summary(self, element: ET.Element, width: int) -> Lines:
        return _wrapped(f"▼ {self._said(element)}", width)

    def _quote(self, element: ET.Element, width: int) -> Lines:
        return [f"> {line}".rstrip() for line in self._inside(element, width - 2)]

    def _indented(self, element: ET.Element, width: int) -> Lines:
        return _hung("    ", self._inside(element, width - 4))

    def _list(self, element: ET.Element, width: int) -> Lines:
        lines = []
        for number, item in enumerate(element, start=1):
            mark = f"{number}. " if element.tag == "ol" else "- "
            lines += _hung(mark, self._inside(item, width - len(mark), tight=True))
        return lines

    def _inside(self, element: ET.Element, width: int, *, tight: bool = False) -> Lines:
        """Return what is in an element as lines, parted by empty ones unless tight."""
        lines: Lines = []
        for part in self._blocks(element, max(width, WIDTH // 3)):
            lines += ["", *part] if lines and not tight else part
        return lines


def _code(block: ET.Element) -> Lines:
    return [f"    {line}".rstrip() for line in "".join(block.itertext()).splitlines()]


def _hung(mark: str, lines: Lines) -> Lines:
    """Return lines behind a mark, all of them as far in."""
    marks = (mark, *(" " * len(mark) for _ in lines[1:]))
    return [(m + line).rstrip() for m, line in zip(marks, lines, strict=False)]


def _wrapped(text: str, width: int) -> Lines:
    """Return words as lines; where a line was to end, one does."""
    return [line for part in text.split("\v") for line in wrap(part, width, columns)]
