"""What a person began in Markdown and did not end, so that it takes in what follows."""

from __future__ import annotations

__all__ = ["Half", "half_finished"]

import re

from dataclasses import dataclass

# As Python-Markdown's extension for blocks of code has it:
# https://python-markdown.github.io/extensions/fenced_code_blocks/
FENCE = re.compile(r"(?P<fence>~{3,}|`{3,})[ ]*(?:\{.*\}|[\w#.+-]*[ ]*)")
INDENTED = re.compile(r" {4}| {0,3}\t")
WHOLE = re.compile(r"`[^`]*`|<!--.*?-->")


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """What has no end, where it begins, and what to do."""

    what: str
    at: int
    hint: str


def half_finished(text: str) -> Half | None:
    """Return the first block of code or comment in a text that has no end, if any."""
    fence, comment, began, at = "", False, 0, 0
    for line in text.split("\n"):
        words = line.rstrip("\r")
        if fence:
            fence = "" if words.rstrip(" ") == fence else fence
        elif comment:
            comment = "-->" not in words
        else:
            opened = FENCE.fullmatch(words)
            fence = opened["fence"] if opened else ""
            comment = not opened and _opens_comment(words)
            began = at
        at += len(line) + 1
    if fence:
        return Half(
            what="a block of code without end", at=began, hint=f"end it: {fence}"
        )
    if comment:
        return Half(what="a comment without end", at=began, hint="end it: -->")
    return None


def _opens_comment(line: str) -> bool:
    return not INDENTED.match(line) and "<!--" in WHOLE.sub("", line)
