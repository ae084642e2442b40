"""The fonts of this machine that have Japanese letters."""

from __future__ import annotations

__all__ = ["Face", "Fonts", "find_fonts"]

import os
import re
import unicodedata

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Where systems keep fonts: a user's own come first.
FOLDERS = (
    "~/.fonts",
    "~/.local/share/fonts",
    "~/Library/Fonts",
    "~/AppData/Local/Microsoft/Windows/Fonts",
    "/usr/local/share/fonts",
    "/usr/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
# Families by the names of their files, the first first: bold, and not.
FAMILIES = (
    (
        r"NotoSansCJK(?:jp)?-Bold\.(?:ttc|otf)",
        r"NotoSansCJK(?:jp)?-Regular\.(?:ttc|otf)",
    ),
    (r"NotoSansJP-Bold\.(?:ttf|otf)", r"NotoSansJP-Regular\.(?:ttf|otf)"),
    (
        r"SourceHanSans(?:JP)?-Bold\.(?:ttc|otf)",
        r"SourceHanSans(?:JP)?-Regular\.(?:ttc|otf)",
    ),
    (r"ヒラギノ角ゴシック W6\.ttc", r"ヒラギノ角ゴシック W3\.ttc"),
    (r"YuGothB\.ttc", r"YuGothM\.ttc"),
    (r"meiryob\.ttc", r"meiryo\.ttc"),
    (r"ipaexg\.ttf", r"ipaexg\.ttf"),
)
LETTERS = "月あン"
NO_LETTER = "\U0010ffff"  # what fonts have a box for


@dataclass(frozen=True)
class Face:
    """A font's file, loaded in sizes as they are asked for."""

    path: Path

    @cached_property
    def identity(self) -> str:
        """What tells it from any other: its name, and what is in it."""
        data = self.path.read_bytes()
        return f"{self.path.name} {len(data)} {sha256(data).hexdigest()}"

    def sized(self, size: int) -> ImageFont.FreeTypeFont:
        """Return it in a size; letters stand beside each other on any machine alike."""
        basic = ImageFont.Layout.BASIC
        return ImageFont.truetype(self.path, size, layout_engine=basic)

    @property
    def japanese(self) -> bool:
        """Whether it can be read and has Japanese letters."""
        try:
            font = self.sized(16)
        except OSError:
            return False
        box = bytes(font.getmask(NO_LETTER))
        return all(bytes(font.getmask(letter)) != box for letter in LETTERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """What text is drawn in."""

    bold: Face
    regular: Face


def find_fonts(folders: Iterable[str] = FOLDERS) -> Fonts | None:
    """Return the fonts of this machine that come first, or none."""
    files = list(_files(folders))
    for names in FAMILIES:
        faces = [
            next(
                (Face(f) for f in files if _called(f, name) and Face(f).japanese), None
            )
            for name in names
        ]
        bold, regular = faces
        if bold and regular:
            return Fonts(bold=bold, regular=regular)
    return None


def _files(folders: Iterable[str]) -> Iterator[Path]:
    """Yield the files in the folders, however deep, in an order that stays."""
    for folder in folders:
        for place, inside, names in os.walk(Path(folder).expanduser()):
            inside.sort()
            yield from (Path(place, name) for name in sorted(names))


def _called(path: Path, name: str) -> bool:
    # macOS spells ギ in two.
    return bool(re.fullmatch(name, unicodedata.normalize("NFC", path.name)))
