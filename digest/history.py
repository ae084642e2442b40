"""What the issues before an issue have told."""

from __future__ import annotations

__all__ = ["History"]

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.merge import Key, tells

if TYPE_CHECKING:
    from digest.model import Facts, News


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What earlier issues told: their releases, their news in order, how much each."""

    told: frozenset[Key] = frozenset()
    news: tuple[News, ...] = ()
    volumes: tuple[int, ...] = ()

    def after(self, facts: Facts) -> History:
        """Return what is told once the issue of these facts is out, too."""
        fresh = tells(facts) - self.told
        return History(
            told=self.told | fresh,
            news=(
                *self.news,
                *(item for item in facts.news if item.day in facts.window),
            ),
            volumes=(*self.volumes, len(fresh)),
        )
