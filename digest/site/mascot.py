"""A drawing of simple shapes in SVG, such as the theme's mascot, to a picture."""

from __future__ import annotations

__all__ = ["picture_of"]

import math
import re

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from PIL import Image, ImageColor, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Point = tuple[float, float]
Line = list[Point]

FINER = 4  # times as large is it drawn, and then made smooth
STEPS = 16  # to a curve
TURN = 90  # steps round an ellipse
TOKEN = re.compile(r"[MmLlHhVvCcSsZz]|-?(?:[0-9]*\.[0-9]+|[0-9]+)|[^\s,]")
# How many numbers a command of a path takes.
TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4}
PAINT = ("fill", "stroke", "stroke-width")


@lru_cache(maxsize=1)  # all cards of a site have the same
def picture_of(svg: str, size: int) -> Image.Image | None:
    """Return a drawing as a square picture, clear where nothing is drawn.

    It may have paths of lines and cubic curves, circles, ellipses, and groups of them.
    Whatever else it has is left out, but a path that has anything else, such as an
    arc, makes it none of ours: nothing is returned.
    """
    try:
        root = ET.fromstring(svg)  # noqa: S314 - a file of the theme, which we run
        _, _, width, height = map(float, root.get("viewBox", "").split())
        scale = size * FINER / max(width, height)
        large = Image.new("RGBA", (size * FINER, size * FINER))
        pen = Pen(ImageDraw.Draw(large), scale)
        for part, style in _parts(root, {}):
            for line in _lines(part):
                pen.draw(line, style)
    except (ET.ParseError, ValueError, ZeroDivisionError):
        return None
    return large.resize((size, size), Image.Resampling.LANCZOS)


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws lines on a larger scale."""

    image: ImageDraw.ImageDraw
    scale: float

    def draw(self, line: Line, style: Mapping[str, str]) -> None:
        """Fill what a line goes round, and draw the line, if the style has them so."""
        points = [(x * self.scale, y * self.scale) for x, y in line]
        if fill := _colour(style.get("fill", "#000")):
            self.image.polygon(points, fill=fill)
        if stroke := _colour(style.get("stroke", "none")):
            width = float(style.get("stroke-width", "1")) * self.scale
            self.image.line(points, fill=stroke, width=round(width), joint="curve")
            for x, y in (
                points if points[0] == points[-1] else points[:: len(points) - 1]
            ):
                radius = width / 2
                box = (x - radius, y - radius, x + radius, y + radius)
                self.image.ellipse(box, fill=stroke)


def _colour(value: str) -> tuple[int, ...] | None:
    return None if value == "none" else ImageColor.getrgb(value)


def _parts(
    element: ET.Element, style: Mapping[str, str]
) -> Iterator[tuple[ET.Element, Mapping[str, str]]]:
    """Yield all elements, each with its paint, which it may have from around it."""
    own = {**style, **{k: v for k in PAINT if (v := element.get(k))}}
    yield element, own
    for inside in element:
        yield from _parts(inside, own)


def _lines(element: ET.Element) -> Iterator[Line]:
    """Yield the lines of a shape; what is none has no lines."""

    def number(*names: str) -> float:
        return float(next(filter(None, map(element.get, names)), "0"))

    shape = str(element.tag).rpartition("}")[2]
    if shape == "path":
        yield from (line for line in _path(element.get("d", "")) if line[1:])
    elif shape in {"circle", "ellipse"}:
        angles = [math.tau * step / TURN for step in range(TURN + 1)]
        cx, cy, rx, ry = (
            number("cx"),
            number("cy"),
            number("rx", "r"),
            number("ry", "r"),
        )
        round_ = [(cx + rx * math.cos(a), cy + ry * math.sin(a)) for a in angles]
        yield [*round_[:-1], round_[0]]


def _path(data: str) -> Iterator[Line]:
    """Yield the lines of a path.

    Raises:
        ValueError: If it has anything but lines and cubic curves.
    """
    line: Line = []
    bent: Point | None = None  # the curve's last handle, which S mirrors
    for command, numbers in _steps(data):
        here = line[-1] if line else (0.0, 0.0)
        at = here if command.islower() else (0.0, 0.0)
        points = [(at[0] + x, at[1] + y) for x, y in _pairs(command, numbers, at, here)]
        match command.upper():
            case "M":
                yield line
                line, bent = points, None
            case "Z":
                yield [*line, *line[:1]]
                line, bent = line[:1], None
            case "C" | "S":
                mirrored = (
                    (2 * here[0] - bent[0], 2 * here[1] - bent[1]) if bent else here
                )
                first, second, end = points if points[2:] else (mirrored, *points)
                line, bent = [*line, *_curve(here, first, second, end)], second
            case _:
                line, bent = [*line, *points], None
    yield line


def _pairs(command: str, numbers: list[float], at: Point, here: Point) -> list[Point]:
    """Return a command's numbers as points, seen from where it counts from."""
    if command in "Hh":
        return [(numbers[0], here[1] - at[1])]
    if command in "Vv":
        return [(here[0] - at[0], numbers[0])]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _steps(data: str) -> Iterator[tuple[str, list[float]]]:
    """Yield the commands of a path, each with its numbers."""
    tokens = TOKEN.findall(data)
    places = [at for at, token in enumerate(tokens) if token.isalpha()]
    for start, end in pairwise([*places, len(tokens)]):
        command, numbers = tokens[start], list(map(float, tokens[start + 1 : end]))
        if command in "Zz":
            yield command, []
            continue
        count = TAKES.get(command.upper(), 0)
        for at in range(0, len(numbers), count):
            # More pairs behind a move are lines.
            again = {"M": "L", "m": "l"}.get(command, command) if at else command
            yield again, numbers[at : at + count]


def _curve(*points: Point) -> Line:
    """Return the steps of a cubic curve, without where it starts."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    line = []
    for step in range(1, STEPS + 1):
        t = step / STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        line.append(
            (a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)
        )
    return line
