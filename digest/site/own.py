"""What a digest's site has of its own; the rest is as it comes with the program."""

from __future__ import annotations

__all__ = ["configuration", "own_theme", "spoken"]

import json
import re

from contextlib import suppress
from io import StringIO
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import yaml_load

from digest.errors import DigestError

if TYPE_CHECKING:
    from pathlib import Path

CONFIG, THEME = "mkdocs.yml", "templates/site"
INHERIT = re.compile(r"^INHERIT:", re.MULTILINE)


class Configuration(StringIO):
    """A text that MkDocs takes for the file of that name."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name


def configuration(root: Path, packaged: Path) -> Configuration:
    """Return what MkDocs is to load: a digest's own configuration over the packaged.

    Each key of its ``mkdocs.yml`` counts instead of the packaged one's, also within
    keys; a digest without one has the packaged one.

    Raises:
        DigestError: If there is none, or it cannot be read.
    """
    own = _own(root, packaged)
    text = _text(own or packaged)
    if own and not INHERIT.search(text):
        text += f"\nINHERIT: {json.dumps(str(packaged.resolve()))}\n"
    return Configuration(text, str(own or packaged))


def spoken(root: Path, packaged: Path) -> tuple[str, ...]:
    """Return the languages that a digest's own configuration has words for, if any.

    Raises:
        DigestError: If it cannot be read.
    """
    found: Any = None
    if own := _own(root, packaged):
        with suppress(ConfigurationError):  # MkDocs says it better
            found = yaml_load(_text(own))
    for key in ("extra", "words"):
        found = found.get(key) if isinstance(found, dict) else None
    return tuple(found) if isinstance(found, dict) else ()


def own_theme(root: Path, packaged: Path) -> Path | None:
    """Return the folder of a digest's own theme, if it has one.

    A file in it counts instead of the packaged theme's of that name.
    """
    own = root / THEME
    return own if own.is_dir() and not own.samefile(packaged) else None


def _own(root: Path, packaged: Path) -> Path | None:
    own = root / CONFIG
    there = own.is_file() and not (packaged.exists() and own.samefile(packaged))
    return own if there else None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        what = (error.strerror or "cannot be read").lower()
        raise DigestError(what, where=str(path)) from error
    except ValueError as error:
        raise DigestError("not UTF-8", where=str(path)) from error
