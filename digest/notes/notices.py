"""What a maintainer is told of notes that can be used all the same."""

from __future__ import annotations

__all__ = ["Notice"]

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something in what people wrote that they will want to know.

    ``gap`` is whether the page lacks something for it, such as words that are shown
    nowhere.
    """

    what: str
    where: str
    hint: str = ""
    gap: bool = True

    def __str__(self) -> str:
        """Return where, what, and on a second line the hint."""
        told = f"{self.where}: {self.what}"
        return f"{told}\n  hint: {self.hint}" if self.hint else told
