"""The signs that stand for releases, and the key that explains them."""

from __future__ import annotations

__all__ = ["KEY", "draw_key", "draw_mark", "symbols"]

from typing import TYPE_CHECKING

from digest.charts.svg import (
    COOL,
    LETTER,
    PAPER,
    WARM,
    across,
    element,
    id_of,
    label,
    percent,
    wide,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from digest.charts.chart import Mark
    from digest.words import Words

KEY = 30  # the height of the key
DOT, RING, DIAMOND = 4.5, 3.75, 6
KINDS = ("first", "update", "candidate")
SIZE, GAP = 12, 24  # of the words of the key, and between two of them


def symbols(name: str) -> Markup:
    """Return what the signs of a drawing are made of."""
    shape = f"M0 -{DIAMOND}L{DIAMOND} 0L0 {DIAMOND}L-{DIAMOND} 0Z"
    return element("defs", element("path", id=_diamond(name), d=shape))


def draw_mark(name: str, mark: Mark, x: float, y: float, said: str) -> Markup:
    """Return the sign of a release: its shape tells its kind, not its colour alone."""
    return element("g", element("title", said), _sign(name, mark.kind, percent(x), y))


def draw_key(name: str, marks: Iterable[Mark], y: float, words: Words) -> Markup:
    """Return what explains the signs that are in a drawing."""
    there = {mark.kind for mark in marks}
    shown = [kind for kind in KINDS if kind in there]
    inside, x = [], 0.0
    for kind in shown:
        said = words.raw(f"chart_{kind}")
        inside.append(_sign(name, kind, f"{x + DIAMOND:g}", y + 14))
        inside.append(label(said, f"{x + GAP - 6:g}", y + 18, font_size=SIZE))
        x += GAP + wide(said) * SIZE * LETTER + GAP
    return element("svg", *inside, x=percent(across(0)), overflow="visible")


def _sign(name: str, kind: str, x: str, y: float) -> Markup:
    if kind == "first":
        shape = f"#{_diamond(name)}"
        return element("use", href=shape, x=x, y=y, fill=COOL, stroke=PAPER)
    place = {"cx": x, "cy": f"{y:g}"}
    if kind == "candidate":
        ring = {"r": RING, "fill": PAPER, "stroke": WARM, "stroke_width": 2}
        return element("circle", **place, **ring)
    return element("circle", **place, r=DOT, fill=WARM, stroke=PAPER)


def _diamond(name: str) -> str:
    return f"{id_of(name)}-diamond"
