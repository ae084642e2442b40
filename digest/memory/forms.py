"""A sentence to what it has in common with others: its normal form, with blanks.

``libqb: Fix a leak in qb_ipcs_create() (rhbz#1234)`` has the label ``libqb: ``, the
pieces ``qb_ipcs_create()`` and ``rhbz#1234``, and the form ``Fix a leak in {1} ({2})``.
"""

from __future__ import annotations

__all__ = ["BLANK", "Form", "blanks_of", "fill", "fold", "normal_form", "with_blanks"]

import re

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.inert import plain
from digest.memory.pieces import any_of, find_pieces, label_of

if TYPE_CHECKING:
    from collections.abc import Sequence

BLANK = re.compile(r"\{([1-9][0-9]{0,3})\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A sentence, taken apart: its label, its text with blanks, and what fills them."""

    label: str
    text: str
    values: tuple[str, ...]

    @property
    def key(self) -> str:
        """What it is looked up by: case and a last full stop make no difference."""
        return fold(self.text)

    @property
    def has_words(self) -> bool:
        """Whether there is anything in it to translate."""
        return any(map(str.isalpha, BLANK.sub("", self.text)))


def normal_form(sentence: str) -> Form:
    """Return a sentence taken apart.

    Blanks are numbered by where they stand first; what stands there twice has one
    number. A text longer than a page shows is cut as the page cuts it.
    """
    words = plain(sentence)
    start = len(label_of(words))
    numbers: dict[str, int] = {}
    parts, at = [], start
    for piece in find_pieces(words):
        if piece.start >= start:
            number = numbers.setdefault(piece.text, len(numbers) + 1)
            parts += [words[at : piece.start], f"{{{number}}}"]
            at = piece.end
    text = "".join([*parts, words[at:]])
    return Form(label=words[:start], text=text, values=tuple(numbers))


def blanks_of(text: str) -> frozenset[int]:
    """Return the numbers of the blanks in a text."""
    return frozenset(int(number) for number in BLANK.findall(text))


def fill(text: str, values: Sequence[str]) -> str:
    """Return a text with its blanks filled; those without a value stay."""
    known = {f"{{{number}}}": value for number, value in enumerate(values, 1)}
    return BLANK.sub(lambda blank: known.get(blank[0], blank[0]), text)


def with_blanks(text: str, values: Sequence[str]) -> str:
    """Return a text with blanks where the values stand, the reverse of `fill`."""
    numbers = {value: number for number, value in enumerate(values, 1)}
    if not numbers:
        return text
    return any_of(numbers).sub(lambda found: f"{{{numbers[found[0]]}}}", text)


def fold(text: str) -> str:
    """Return what texts have in common that differ in case or a last full stop only."""
    return text.casefold().removesuffix(".")
