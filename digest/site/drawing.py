"""What a card looks like."""

from __future__ import annotations

__all__ = ["DRAWING", "SIZE", "Card", "draw"]

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from digest.site.mascot import picture_of
from digest.wrapping import wrap

if TYPE_CHECKING:
    from digest.site.fonts import Face, Fonts

DRAWING = 1  # to be raised when a card is drawn otherwise than before
SIZE = WIDTH, HEIGHT = 1200, 630
# The theme's colours.
PAPER, GLOW, INK, SOFT = "#fbf6ee", "#f3e3cc", "#2c2622", "#6b5e53"
WARM, COOL = "#c2461f", "#1f9a8f"
EDGE, ANDREW = 72, 380
COLUMN = WIDTH - EDGE - ANDREW - 84  # how far text reaches
LEADING, MIDDLE, LEAST = 1.4, 0.7, 0.6  # of a letter's size
CUT = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says of an issue."""

    title: str
    name: str
    number: str = ""
    headlines: tuple[str, ...] = ()


def draw(card: Card, fonts: Fonts, mascot: str) -> bytes:
    """Return a card as a PNG; the mascot is drawn of SVG, or left out."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    right, low = WIDTH - EDGE - ANDREW + 24, HEIGHT - ANDREW - 40
    pen.ellipse((right - 32, low - 32, right + ANDREW + 40, low + ANDREW + 40), GLOW)
    pen.rectangle((0, HEIGHT - 16, WIDTH, HEIGHT), WARM)
    if andrew := picture_of(mascot, ANDREW):
        image.paste(andrew, (right, low), andrew)
    page = _Column(pen, top=EDGE - 12)
    page.write(card.title, Style(fonts.bold, 56, WARM, WIDTH - 2 * EDGE))
    page.write(card.name, Style(fonts.bold, 108, INK, COLUMN))
    page.write(card.number, Style(fonts.regular, 40, SOFT, COLUMN))
    page.top += 22
    lines = 1 if card.headlines[1:] else 2
    for at, headline in enumerate(card.headlines):
        page.dot((WARM, COOL)[at % 2])
        page.write(headline, Style(fonts.bold, 46, INK, COLUMN, indent=50, lines=lines))
    file = BytesIO()
    few = image.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(file, "PNG")
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class Style:
    """How text is written: in which font, how large and far, on how many lines."""

    face: Face
    size: int
    ink: str
    reach: int
    indent: int = 0
    lines: int = 1


@dataclass(slots=True)
class _Column:
    """Text from the top down."""

    pen: ImageDraw.ImageDraw
    top: float

    def write(self, text: str, style: Style) -> None:
        """Write what there is, smaller if it is long, cut if it is longer."""
        room = style.reach - style.indent
        least = round(style.size * LEAST)
        for size in range(style.size, least - 1, -2):
            font = style.face.sized(size)
            lines = wrap(text, room, font.getlength)
            if not lines[style.lines :]:
                break
        else:
            last = wrap(
                lines[style.lines - 1], room - font.getlength(CUT), font.getlength
            )
            lines = (*lines[: style.lines - 1], last[0] + CUT)
        for line in lines:
            at = EDGE + style.indent, self.top + style.size * MIDDLE
            self.pen.text(at, line, style.ink, font, anchor="lm")
            self.top += style.size * LEADING

    def dot(self, ink: str) -> None:
        """Put a ring before the line to come."""
        x, y, r = EDGE + 16, self.top + 33, 12
        self.pen.ellipse((x - r, y - r, x + r, y + r), outline=ink, width=7)
