"""What git printed of objects, as bytes or text."""

from __future__ import annotations

__all__ = ["blobs_of", "text_of"]

import re

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

OBJECT = re.compile(rb"[0-9a-f]+ [a-z]+ ([0-9]+)")


def blobs_of(printed: bytes) -> Iterator[bytes | None]:
    """Yield the objects that cat-file printed, each after its name, kind and size."""
    start = 0
    while start < len(printed):
        end = printed.index(b"\n", start)
        entry = OBJECT.fullmatch(printed, start, end)
        size = int(entry[1]) if entry else -1
        yield printed[end + 1 : end + 1 + size] if entry else None
        start = end + 1 + size + 1


def text_of(data: bytes) -> str:
    """Return bytes as text: each line as UTF-8, or Latin-1 where it is not that.

    Old changelogs mix the two; resource-agents' does.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    with suppress(UnicodeDecodeError):
        return data.decode()
    lines = []
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode())
        except UnicodeDecodeError:
            lines.append(line.decode("latin-1"))
    return "\n".join(lines)
