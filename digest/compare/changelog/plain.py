"""A heading's words, without what dresses them up."""

from __future__ import annotations

__all__ = ["plain"]

import re

TAG = re.compile(r"<[^<>]{0,400}>")
NAMES = re.compile(r"\b(?:id|name)=[\"']([^\"'<>]{1,100})")  # <a name="1.2.3"></a>
# [words](address) and [words][key] of Markdown
LINK = re.compile(r"!?\[([^\[\]]{0,200})\](?:\([^()]{0,400}\)|\[[^\[\]]{0,100}\])")
# `words <address>`_ and :role:`words` of reStructuredText
TARGET = re.compile(
    r"(?::[a-z]{1,20}:)?`([^`<>]{1,200}?)(?:\s*<[^<>`]{1,400}>)?`_{0,2}"
)
MARKS = str.maketrans("", "", "*`\\")
APART = re.compile(r"(?<=\w)\(")  # "1.2.3(2024-01-02)"
EDGE = re.compile(r"^(?::[a-z_]{1,30}:)?[^\w\[({@?]+")  # ":tada: ", "🎉 "


def plain(words: str) -> str:
    """Return words without tags, addresses and marks, and with nothing in front.

    Where there is nothing but a tag, its name is the words.
    """
    if "<" in words:
        words = TAG.sub("", words).strip() or " ".join(NAMES.findall(words))
    if "](" in words or "][" in words:
        words = LINK.sub(r"\1", words)
    if "`" in words:
        words = TARGET.sub(r"\1", words)
    return EDGE.sub("", APART.sub(" (", words.translate(MARKS)))
