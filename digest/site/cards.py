"""Cards that links to an issue are shown with, one for each issue and language.

They are drawn once, and then kept in the user's cache by all that makes them what they
are.
"""

from __future__ import annotations

__all__ = ["Deck", "card_of", "deal"]

import json
import logging

from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

import PIL

from mkdocs.structure.files import File, InclusionLevel
from platformdirs import user_cache_path

from digest.errors import DigestError
from digest.inert import plain
from digest.replacing import replace_file
from digest.site.drawing import DRAWING, Card, draw
from digest.site.fonts import Fonts, find_fonts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

logger = logging.getLogger(__name__)

MASCOT = "assets/andrew.svg"
HEADLINES = 3
LONGEST = 120  # letters; what is longer would be cut anyway
BEGIN, END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"


def deal(
    issues: Mapping[str, Sequence[Page]], config: MkDocsConfig, files: Files
) -> dict[str, str]:
    """Add a card for each issue to the files; return their paths by the page's source.

    ``issues`` are those of each language, oldest first. Without a font that has
    Japanese letters there are no cards, which is told.
    """
    fonts = find_fonts()
    if not fonts:
        logger.info("no cards for links: no font with Japanese letters is installed")
        return {}
    drawing = files.get_file_from_path(MASCOT)
    folder = user_cache_path("monthly-andrew") / "cards"
    deck = Deck(folder, fonts, drawing.content_string if drawing else "")
    dealt: dict[str, str] = {}
    for code, pages in issues.items():
        for number, page in enumerate(pages, start=1):
            path = f"assets/cards/{code}/{page.file.name}.png"
            card = card_of(page, config.extra["words"][code], number)
            file = File.generated(config, path, content=deck.picture(card))
            file.inclusion = InclusionLevel.INCLUDED
            files.append(file)
            # The front page is shown with the newest.
            dealt |= {page.file.src_uri: path, f"{code}/index.md": path}
    front = next(iter(issues), "") + "/index.md"
    return {**dealt, "index.md": dealt[front]} if front in dealt else dealt


def card_of(page: Page, words: Mapping[str, str], number: int) -> Card:
    """Return what a card says of an issue: what its page's front matter says."""
    said = page.meta.get("headlines")
    headlines = said if isinstance(said, list) else []
    return Card(
        title=_short(words.get("title", "")),
        name=_short(page.meta.get("name") or page.meta["title"]),
        number=_short(words.get("number", "").replace("{n}", str(number))),
        headlines=tuple(filter(None, map(_short, headlines[:HEADLINES]))),
    )


def _short(text: object) -> str:
    return plain(text)[:LONGEST]


@dataclass(frozen=True)
class Deck:
    """Cards in a folder, drawn when they are first asked for."""

    folder: Path
    fonts: Fonts
    mascot: str

    def picture(self, card: Card) -> bytes:
        """Return a card as a PNG, the same for the same fonts."""
        path = self.folder / f"{self._key(card)}.png"
        with suppress(OSError):
            kept = path.read_bytes()
            if kept.startswith(BEGIN) and kept.endswith(END):
                return kept
        drawn = draw(card, self.fonts, self.mascot)
        with suppress(DigestError):  # where nothing can be kept, it is drawn again
            replace_file(path, drawn)
        return drawn

    def _key(self, card: Card) -> str:
        """Return what tells a card from all that look otherwise."""
        return sha256(
            json.dumps([asdict(card), *self._drawn_with]).encode()
        ).hexdigest()

    @cached_property
    def _drawn_with(self) -> tuple[object, ...]:
        faces = self.fonts.bold.identity, self.fonts.regular.identity
        return *faces, self.mascot, PIL.__version__, DRAWING
