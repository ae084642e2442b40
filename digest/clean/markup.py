"""HTML as what its reader sees."""

from __future__ import annotations

__all__ = ["shown"]

import html
import re

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HIDDEN = re.compile(r"(?i)<!--|<(?=(?:head|script|style)\b)")
SHOWN = re.compile(r"(?i)-->|</(?:head|script|style)\s*>")
LAID_OUT = re.compile(r"(?i)<pre\b[^<>]*>")
BLANKS = {" ": "&#32;", "\t": "&#9;", "\n": "<br>"}
LAID_OUT_END = re.compile(r"(?i)</pre\s*>")
BREAK = re.compile(
    r"(?i) ?<(?:[bh]r|li|/?(?:p|div|h[1-6]|ol|pre|table|tr|ul))\b[^<>]*> ?"
)
INDENTED = re.compile(r"(?i) ?<(/?)blockquote\b([^<>]*)> ?")
# Some programs indent by the same element, but say of what is quoted that it is.
QUOTED = re.compile(r"(?i)cite|quote")
MARKUP = re.compile(r"(?i)<[a-z/!?][^<>]*>")
DEEPEST = 9


def shown(markup: str) -> str:
    """Return what a reader of HTML sees, a line for each of its blocks.

    What it quotes is quoted as in plain text, with ``>``.
    """
    first, *others = HIDDEN.split(markup)
    seen = first + "".join("".join(SHOWN.split(other, 1)[1:]) for other in others)
    first, *others = LAID_OUT.split(seen)
    seen = first + "".join(map(_laid_out, others))
    return "\n".join(_blocks(" ".join(seen.split()))).strip()


def _laid_out(markup: str) -> str:
    """Return text after a ``<pre>`` with its blanks and line ends as HTML."""
    text, *rest = LAID_OUT_END.split(markup, 1)
    for blank, sign in BLANKS.items():
        text = text.replace(blank, sign)
    return f"<br>{text}<br>{''.join(rest)}"


def _blocks(markup: str) -> Iterator[str]:
    """Yield lines, with signs before those that are quoted."""
    first, *others = INDENTED.split(markup)
    yield _lines(first)
    around: list[bool] = []
    depth = 0
    for end, said, text in zip(*(others[n::3] for n in range(3)), strict=True):
        if not end:
            around.append(bool(QUOTED.search(said)))
            depth += around[-1]
        elif around:
            depth -= around.pop()
        quote = "> " * min(depth, DEEPEST)
        yield "\n".join((quote + line).rstrip() for line in _lines(text).split("\n"))


def _lines(markup: str) -> str:
    return html.unescape(MARKUP.sub("", BREAK.sub("\n", markup)))
