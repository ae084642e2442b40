"""Text to lines that are no wider than there is room for, in Japanese as well."""

from __future__ import annotations

__all__ = ["columns", "wrap"]

import re
import unicodedata

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Letters that a line may end behind without a blank.
WIDE = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
PIECE = re.compile(rf"[{WIDE}]\s*|[^\s{WIDE}]+\s*")
# What no line starts with, and what none ends with (JIS X 4051, its common part).
NEVER_FIRST = (
    "、。，．・：；？！」』）】〉》〕］｝”’ー…‥々〜～％"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ)]},.:;?!%"
)
NEVER_LAST = "「『（【〈《〔［｛“‘([{"


def wrap(text: str, width: float, measure: Callable[[str], float]) -> tuple[str, ...]:
    """Return text as lines none of which measures more than a width.

    A word that is wider than that is cut; a letter that is, has a line to itself.
    """
    lines, line = [], ""
    for piece in _fitting(text, width, measure):
        if line and measure((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return (*lines, line.rstrip()) if line else ()


def columns(text: str) -> int:
    """Return how many columns text takes where all letters are half or full ones."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))


def _fitting(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """Yield pieces that stay together, each no wider than a line."""
    for piece in _pieces(text):
        if measure(piece.rstrip()) <= width:
            yield piece
            continue
        part = ""
        for letter in piece:
            if part and measure((part + letter).rstrip()) > width:
                yield part
                part = ""
            part += letter
        yield part


def _pieces(text: str) -> Iterator[str]:
    """Yield words and wide letters, with what must not be parted from them."""
    held = ""
    for piece in PIECE.findall(" ".join(text.split())):
        parted = held[-1:].isspace() or (
            piece[0] not in NEVER_FIRST and held[-1:] not in NEVER_LAST
        )
        if held and parted:
            yield held
            held = ""
        held += piece
    if held:
        yield held
