"""SVG as text: elements of it, escaped, and the frame around a drawing.

Across, everything is placed in percent, and only there: so a drawing fills the column
that it stands in, and its words keep their size on a phone. Colours are the theme's,
each with one of its own for a place without a theme; there is no style attribute,
which a strict policy forbids.
"""

from __future__ import annotations

__all__ = [
    "COOL",
    "LETTER",
    "LINE",
    "PAPER",
    "SOFT",
    "WARM",
    "Frame",
    "across",
    "clipped",
    "draw",
    "element",
    "id_of",
    "label",
    "percent",
    "wide",
]

import re
import unicodedata

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from digest.inert import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

SPACE = "http://www.w3.org/2000/svg"
WARM = "var(--warm, #c2492a)"
COOL = "var(--cool, #12756c)"
SOFT = "var(--soft, #6b5e53)"
LINE = "var(--line, #d9cab6)"
PAPER = "var(--paper, #fff)"
LETTER = 0.56
MARGIN = 2.5  # percent on each side, so that a mark on the edge is seen whole
NO_ID = re.compile(r"[^a-z0-9]+")
# What XML cannot hold, though no text has it: U+FFFE and U+FFFF.
NO_XML = {0xFFFE: None, 0xFFFF: None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What is around a drawing: its name on the page, and what it says in words."""

    name: str
    title: str
    description: str


def element(tag: str, *inside: object, **attributes: object) -> Markup:
    """Return an element; what is no markup yet is text, and made harmless."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_text(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    body = "".join(map(_text, inside))
    made = f"<{tag}{written}>{body}</{tag}>" if body else f"<{tag}{written}/>"
    return Markup(made)  # noqa: S704 - tags and names are ours, the rest is escaped


def label(words: object, x: str, y: float, **more: object) -> Markup:
    """Return words at a place."""
    return element("text", words, x=x, y=y, **more)


def draw(frame: Frame, height: float, inside: Iterable[Markup]) -> str:
    """Return a drawing as a file of SVG, with its ids its own on any page."""
    name = id_of(frame.name)
    said = (
        element("title", frame.title, id=f"{name}-title"),
        element("desc", frame.description, id=f"{name}-desc"),
    )
    lines = Markup("\n").join(("", *said, *inside, ""))
    drawing = element(
        "svg",
        lines,
        xmlns=SPACE,
        id=name,
        class_="chart",
        role="img",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
        width="100%",
        height=f"{height:g}",
        fill="currentColor",
        font_size="13",
    )
    return f"{drawing}\n"


def id_of(name: str) -> str:
    """Return the id that a drawing has on a page."""
    return f"chart-{NO_ID.sub('-', name.lower()).strip('-')}"


def across(share: float) -> float:
    """Return where a share of the way is, in percent; 0 is the left, 1 the right."""
    return MARGIN + (100 - 2 * MARGIN) * min(max(share, 0.0), 1.0)


def percent(value: float) -> str:
    """Return a place as an attribute has it."""
    return f"{round(value, 2):g}%"


def wide(words: str) -> float:
    """Return how wide words are, in Latin letters, each a `LETTER` of their size."""
    return sum(map(_width, words))


def clipped(words: str, most: float) -> str:
    """Return words that are no wider than so many Latin letters; others are cut."""
    width = 0.0
    for at, letter in enumerate(words):
        width += _width(letter)
        if width > most:
            return f"{words[:at].rstrip(' ·')}…"
    return words


def _width(letter: str) -> float:
    return 1.8 if unicodedata.east_asian_width(letter) in "FW" else 1


def _text(value: object) -> Markup:
    if isinstance(value, Markup):
        return value
    return escape(plain(value).translate(NO_XML))
