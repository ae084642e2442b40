"""Paragraphs cut into sentences, and texts cut short."""

from __future__ import annotations

__all__ = ["clipped", "clipped_both", "joined", "sentences"]

import re

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONG = 300  # letters of a text that is shown
BEFORE = 100  # letters shown before a difference
ENDS = (".", "!", "?", ":", ";", '"', "'", ")", "`")
END = re.compile(
    r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\betc\.)(?<!\bvs\.)[\"')]?"
    r" (?=[\"'(<]*[A-Z0-9])"
)


def sentences(blocks: Iterable[str]) -> tuple[str, ...]:
    """Return the sentences of paragraphs, each on one line."""
    lines = (" ".join(block.split()) for block in blocks)
    parts = (part.strip() for line in lines for part in END.split(line))
    return tuple(part for part in parts if part)


def clipped(text: str) -> str:
    """Return a text short enough to be shown."""
    if len(text) <= LONG:
        return text
    end = text.rfind(" ", 0, LONG)
    return text[: end if end > 0 else LONG].rstrip(" ,;:") + " …"


def clipped_both(old: str, new: str) -> tuple[str, str]:
    """Return two texts short enough to be shown, from where they begin to differ."""
    both = enumerate(zip(old, new, strict=False))
    end = min(len(old), len(new))
    same = next((at for at, (one, other) in both if one != other), end)
    start = 0
    if max(len(old), len(new)) > LONG and same > BEFORE:
        start = old.rfind(" ", 0, same - BEFORE) + 1
    dots = "… " if start else ""
    return clipped(dots + old[start:]), clipped(dots + new[start:])


def joined(told: Iterable[str]) -> str:
    """Return sentences in one line, each with its end."""
    return " ".join(s if s.endswith(ENDS) else f"{s}." for s in told)
