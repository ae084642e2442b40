"""What one source said."""

from __future__ import annotations

__all__ = ["Reading"]

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.model import Tag

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from digest.collectors import Source
    from digest.model import Found, Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a source said; where there is a gap, what it said before that.

    ``heard`` counts the messages of each day.
    """

    source: Source
    found: tuple[Found, ...] = ()
    heard: Mapping[date, int] = field(default_factory=dict)
    gap: Gap | None = None

    @property
    def tags(self) -> tuple[Tag, ...]:
        """The tags among what was found."""
        return tuple(item for item in self.found if isinstance(item, Tag))

    @property
    def days(self) -> tuple[date, ...]:
        """The days of messages and tags, oldest first, each once."""
        return tuple(sorted({*self.heard, *(tag.day for tag in self.tags)}))

    def __str__(self) -> str:
        """Return in a line what came of it."""
        counts = {"message": sum(self.heard.values()), "tag": len(self.tags)}
        told = [f"{n} {what}{'s'[: n != 1]}" for what, n in counts.items() if n]
        told += [f"newest {day}" for day in self.days[-1:]]
        told += [f"gap: {self.gap.what}"] if self.gap else []
        return ", ".join(told) or "nothing"
