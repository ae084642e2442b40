"""Markdown of one page, to be shown on another: its links lead where they led."""

from __future__ import annotations

__all__ = ["moved"]

import posixpath
import re

from digest.notes.halves import code_lines

# Links, definitions of links, and what HTML has.
TARGET = re.compile(
    r"(?P<before>\]\(<?|^ {0,3}\[[^\]\n]{1,200}\]:[ \t]+<?|\b(?:href|src)=[\"'])"
    r"(?P<target>[^()<>\"'\s]+)",
    re.MULTILINE,
)
# What has a scheme, or begins at the root.
FIXED = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/")


def moved(text: str, page: str) -> str:
    """Return text of a page below, as the page above it can show it.

    ``page`` is that page, as seen from the one that shows the text: what links to a
    place on it, or from it to others, still does. Code stays as it is.
    """
    code = code_lines(text)
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(line if at in code else TARGET.sub(lambda m: _to(m, page), line))
        at += len(line) + 1
    return "\n".join(lines)


def _to(found: re.Match[str], page: str) -> str:
    target = found["target"]
    if FIXED.match(target):
        return found[0]
    if target.startswith("#"):
        return f"{found['before']}{page}{target}"
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), target))
    return f"{found['before']}{path}"
