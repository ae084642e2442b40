"""What of a page need not be read, or not so often."""

from __future__ import annotations

__all__ = ["Unread"]

import re

from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.util import STX, Registry

if TYPE_CHECKING:
    from markdown import Markdown

# MkDocs parses all HTML in a page's Markdown for ids, before Python-Markdown does it
# again; that takes a seventh of a build (mkdocs.structure.pages, in 1.6.1), and our
# plugin finds them in the HTML.
ANCHORS = "mkdocs_raw_html"
# Python-Markdown reads all HTML to find where blocks begin and end. These elements are
# no blocks, and the lines of a list or table that has one item or row in each do not
# end it; reading all that takes a third of a build.
INLINE = "a|abbr|code|em|span|strong"
SHOWN = re.compile(rf"<(?=/?(?:{INLINE})[ >])")
ROW = rf"<(li|tr)>(?:[^<\n]|<(?=/?(?:{INLINE}|td|th)[ >]))*+</\2>\n"
ROWS = re.compile(rf"(?m)^<(ul|tbody)>\n(?:{ROW})++(?=</\1>$)")
HIDDEN = re.compile(rf"{STX}(?=/?(?:{INLINE}|li|td|th|tr)[ >])")
# Between those of Python-Markdown: fenced code 25, HTML blocks 20, references 10. None
# of the text has a STX then: the first, 30, takes them out.
BEFORE, AFTER = 21, 19


class Unread(Extension):
    """Keeps from being read what leads to nothing."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Let nobody register who looks for ids; MkDocs does so later."""
        others = _Others()
        vars(others).update(vars(md.preprocessors))
        others.register(_Hide(md), "hide_inline", BEFORE)
        others.register(_Show(md), "show_inline", AFTER)
        md.preprocessors = others


class _Others(Registry["Preprocessor"]):
    """All preprocessors but that of MkDocs."""

    def register(self, item: Preprocessor, name: str, priority: float) -> None:
        """Add one, unless it looks for ids."""
        if name != ANCHORS:
            super().register(item, name, priority)


class _Hide(Preprocessor):
    """Hides from who looks for blocks what begins and ends none."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines in which they do not look like HTML."""
        text = ROWS.sub(_but_first, "\n".join(lines))
        return SHOWN.sub(STX, text).split("\n")


class _Show(Preprocessor):
    """Shows them again, in the text and in the blocks that were found."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines as they were."""
        stash = self.md.htmlStash
        stash.rawHtmlBlocks = [
            HIDDEN.sub("<", block) if isinstance(block, str) else block
            for block in stash.rawHtmlBlocks
        ]
        return HIDDEN.sub("<", "\n".join(lines)).split("\n")


def _but_first(found: re.Match[str]) -> str:
    """Return a list or table in which only its own beginning looks like HTML."""
    return f"<{found[0][1:].replace('<', STX)}"
