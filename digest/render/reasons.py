"""Why a source could not be read, in one language's words."""

from __future__ import annotations

__all__ = ["reason"]

import re

from typing import TYPE_CHECKING

from digest.inert import inert

if TYPE_CHECKING:
    from markupsafe import Markup

    from digest.model import Gap
    from digest.words import Words

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"[0-9]+")
UNWORDED = re.compile(r"[^a-z]+")


def reason(gap: Gap, words: Words) -> Markup:
    """Return why a source could not be read; in its own words if we have none."""
    day, number = DAY.search(gap.what), NUMBER.search(gap.what)
    plain = NUMBER.sub("n", DAY.sub("day", gap.what)).lower()
    key = f"reason_{UNWORDED.sub('_', plain)}"
    if key not in words.table:
        return inert(gap.what)
    n = number[0] if number else ""
    return words(key, n=n, day=day[0] if day else "")
