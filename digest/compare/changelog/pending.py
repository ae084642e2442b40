"""Headings of what has no version yet."""

from __future__ import annotations

__all__ = ["unreleased"]

import re

from digest.compare.changelog.naming import EDGES
from digest.compare.changelog.plain import plain

PENDING = re.compile(
    r"(?:un-?released|upcoming|pending|in progress|in dev(?:elopment)?|to be released"
    r"|not (?:yet )?released|tbd|tba|wip|post-\S+|\{\{\$next\}\})\b(?:\W+\w+){0,3}\W*"
    r"|(?:latest|head|next|future|dev|devel|development|trunk|master|main|git|snapshot"
    r"|nightly)(?: (?:version|release|branch))?\W*",
    re.IGNORECASE,
)
UNNUMBERED = re.compile(r"\?[.?-]\?|\b(?:x\.y|y\.z)\b", re.IGNORECASE)


def unreleased(heading: str) -> bool:
    """Return whether a heading is that of what no version has yet."""
    words = plain(heading.strip()).strip(EDGES)
    return bool(PENDING.fullmatch(words) or UNNUMBERED.search(words))
