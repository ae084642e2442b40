"""What a digest's site has of its own, over what comes with the program."""

from __future__ import annotations

__all__ = ["load"]

import json
import re

from io import StringIO
from typing import TYPE_CHECKING, Any

from mkdocs.config import load_config
from mkdocs.utils.yaml import yaml_load

from digest.errors import DigestError
from digest.packaged import packaged

if TYPE_CHECKING:
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig

CONFIG, THEME = "mkdocs.yml", "templates/site"
INHERIT = re.compile(r"^INHERIT:", re.MULTILINE)


class _Named(StringIO):
    """A text that MkDocs takes for the file of that name."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name


def load(config_file: Path, theme_dir: Path, **settings: object) -> MkDocsConfig:
    """Return how MkDocs is to make a site.

    A key of the configuration counts instead of the packaged one's, also within keys,
    and a file of the theme instead of the packaged theme's. The site has the languages
    that the configuration has words for, if it has words.

    Raises:
        DigestError: If the configuration cannot be read.
        MkDocsException: If MkDocs cannot use it.
    """
    base, theme = packaged(CONFIG), packaged(THEME)
    text = _text(config_file)
    own = not config_file.samefile(base)
    whole = text
    if own and not INHERIT.search(text):
        whole += f"\nINHERIT: {json.dumps(str(base.resolve()))}\n"
    look = {"custom_dir": str(theme.resolve()), "static_templates": ["404.html"]}
    every: dict[str, Any] = {"theme": {"name": None, **look}, **settings}
    config = load_config(_Named(whole, str(config_file)), **every)
    if not theme_dir.samefile(theme):
        config.theme.dirs.insert(0, str(theme_dir.resolve()))
    if own and (languages := _spoken(text)):
        words = config.extra["words"]
        config.extra["words"] = {code: words[code] for code in languages}
    return config


def _spoken(text: str) -> tuple[str, ...]:
    """Return the languages that a configuration has words for, if any."""
    found: Any = yaml_load(text)
    for key in ("extra", "words"):
        found = found.get(key) if isinstance(found, dict) else None
    return tuple(found) if isinstance(found, dict) else ()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        what = (error.strerror or "cannot be read").lower()
        raise DigestError(what, where=str(path)) from error
    except ValueError as error:
        raise DigestError("not UTF-8", where=str(path)) from error
