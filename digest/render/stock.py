"""What pages beside issues are made of, besides the digests."""

from __future__ import annotations

__all__ = ["NOTHING", "Origin", "Stock", "stock_of"]

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from digest.gather.places import place_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    from digest.collectors import Source
    from digest.gather.places import Place
    from digest.memory import Memory
    from digest.merge import Key
    from digest.model import Facts, Gap, Tag
    from digest.months import Month


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A source that is read, as the newest facts have it.

    ``messages`` counts what it had, if it has messages and was read to its end;
    ``gap`` is why it was not. One that is not ``alive`` has nothing of those days.
    """

    place: Place
    alive: bool = True
    messages: int | None = None
    gap: Gap | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What is known beside the digests.

    ``tags`` are those of the newest facts, which know all that went before, and
    ``hidden`` the releases that are shown nowhere. ``tips`` is what people wrote at
    the tips, by issue and language, ``memories`` has the translations. ``origins`` had
    been read before ``read_until``.
    """

    tags: tuple[Tag, ...] = ()
    hidden: Collection[Key] = frozenset()
    tips: Mapping[tuple[Month, str], str] = field(default_factory=dict)
    memories: Mapping[str, Memory] = field(default_factory=dict)
    origins: tuple[Origin, ...] = ()
    read_until: date | None = None

    @property
    def unwritten(self) -> Stock:
        """The same without what people wrote, in which languages may differ."""
        return replace(self, tips={}, memories={})


NOTHING = Stock()


def stock_of(
    facts: Facts | None, sources: Iterable[Source], hidden: Collection[Key] = ()
) -> Stock:
    """Return what the newest facts, if there are any, know beside the digests."""
    return Stock(
        tags=facts.tags if facts else (),
        hidden=hidden,
        origins=tuple(_origins(facts, sources)),
        read_until=facts.read_until if facts else None,
    )


def _origins(facts: Facts | None, sources: Iterable[Source]) -> Iterator[Origin]:
    gaps = {gap.source: gap for gap in facts.gaps} if facts else {}
    counts = {one.source: one.messages for one in facts.tallies} if facts else {}
    for source in sources:
        gap = gaps.get(source.id)
        messages = None if gap else counts.get(source.id)
        yield Origin(
            place=place_of(source),
            alive=not facts or source.lives_in(facts.window),
            messages=messages,
            gap=gap,
        )
