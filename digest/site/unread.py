"""What of a page MkDocs need not read, because our plugin finds it in the HTML."""

from __future__ import annotations

__all__ = ["Unread"]

from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.util import Registry

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown.preprocessors import Preprocessor

# MkDocs parses all HTML in a page's Markdown for ids, before Python-Markdown does it
# again; that takes a seventh of a build (mkdocs.structure.pages, in 1.6.1).
ANCHORS = "mkdocs_raw_html"


class Unread(Extension):
    """Keeps MkDocs from looking for ids in the Markdown of pages."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Let nobody register who looks for them; MkDocs does so later."""
        others = _Others()
        vars(others).update(vars(md.preprocessors))
        md.preprocessors = others


class _Others(Registry["Preprocessor"]):
    """All preprocessors but that of MkDocs."""

    def register(self, item: Preprocessor, name: str, priority: float) -> None:
        """Add one, unless it looks for ids."""
        if name != ANCHORS:
            super().register(item, name, priority)
