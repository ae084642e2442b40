"""Commits that keep the books, told by their subjects."""

from __future__ import annotations

__all__ = ["is_bookkeeping"]

import re

# Bumps, tags, merges, changelog entries. "Set version field in totem header" and
# "Prepare for libxml2 to be replaced" are changes.
NOISE = re.compile(
    r"(bump|change|set|update)\b[^:]{0,20}\bver(s)?ions?\b"
    r"([ -](info|numbers?|strings?))?(\.?$| (for|to|in trunk)\b)"
    r"|(prepare|preparing|release|tag) (the )?([a-z][\w-]{0,20}[ -]){0,2}v?\d+\."
    r"|(doc: )?(update )?change ?logs?\b"
    r"|merge (branch|commit|from|pull|remote|tag|trunk)\b",
    re.IGNORECASE,
)


def is_bookkeeping(subject: str) -> bool:
    """Return whether a commit changes nothing but what is said of the project."""
    return NOISE.match(subject) is not None
