"""Text from outside, cleaned of what no text has."""

from __future__ import annotations

__all__ = [
    "UNPRINTABLE",
    "address",
    "believed",
    "legible",
    "tidy",
    "title",
    "without_user",
]

import re

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

LONGEST = 1000
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
ADDRESS = re.compile(r"https?://[^\x00-\x20\x7f-\xa0\ud800-\udfff<>\"'\\^`{|}]{1,1000}")
USER = re.compile(r"(?i)\A([a-z][a-z0-9+.-]*://)[^/?#]*@")
FIRST_YEAR, LAST_YEAR = 1980, 2100


def legible(text: str) -> str:
    """Return text that can be printed and encoded, its lines ended as ours are."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def tidy(text: str) -> str:
    """Return the same without blank lines around it."""
    return legible(text).strip("\n").rstrip()


def title(text: str) -> str:
    """Return text on one line, and no longer than a title can be."""
    return " ".join(UNPRINTABLE.sub(" ", text).split())[:LONGEST].rstrip()


def address(text: str) -> str:
    """Return an ``http(s)`` address, or nothing if it is none."""
    return text if ADDRESS.fullmatch(text) else ""


def without_user(address: str) -> str:
    """Return an address as others may see it: who we are there is nobody's business."""
    return USER.sub(r"\1", address)


def believed(moment: datetime) -> datetime | None:
    """Return a moment, or none if it is of a time when nobody released anything."""
    return moment if FIRST_YEAR <= moment.year < LAST_YEAR else None
