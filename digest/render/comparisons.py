"""What became of a release's topics and options, side by side."""

from __future__ import annotations

__all__ = ["FEW", "Comparison", "TopicView", "comparisons", "topic_views"]

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from digest.compare.options.table import OptionTable, tables_of
from digest.inert import comment
from digest.versions import series_of

if TYPE_CHECKING:
    import re

    from collections.abc import Iterator, Sequence

    from digest.changes import OptionChange, TopicChange
    from digest.release import Release

FEW = 5  # items of a list of topics that are not folded


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """Topics of one TODO file between two tags.

    ``blocks`` are shown before and after, others are ``listed`` or ``folded``.
    """

    file: str
    old: str
    new: str
    blocks: tuple[TopicChange, ...]
    listed: tuple[TopicChange, ...]
    folded: tuple[TopicChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A table of options before and after a release.

    ``key`` is what notes call it. ``old`` and ``new`` are the two series, or the two
    versions where the series is the same; ``old`` is empty if there is none.
    """

    key: str
    table: OptionTable
    old: str
    new: str
    of_series: bool


def comparisons(
    release: Release, changes: Sequence[OptionChange], series: int | re.Pattern[str]
) -> tuple[Comparison, ...]:
    """Return the tables of a release; one is named by its file, by its path if need be.

    The name can stand in an HTML comment.
    """
    tables = tables_of(changes)
    names = Counter(table.where for table in tables)
    before = release.previous or ""
    came_from = series_of(before, series) if before else ""
    of_series = bool(before) and came_from != release.series
    return tuple(
        Comparison(
            key=comment(
                f"{release.project} {release.version} "
                f"{table.where if names[table.where] == 1 else table.file}"
            ),
            table=table,
            old=came_from if of_series else before,
            new=release.series if of_series else release.version,
            of_series=of_series,
        )
        for table in tables
    )


def topic_views(topics: Sequence[TopicChange]) -> Iterator[TopicView]:
    """Yield topics as they are shown, file by file and comparison by comparison."""
    for (file, old, new), group in groupby(topics, lambda t: (t.file, t.old, t.new)):
        changes = list(group)
        whole = [topic for topic in changes if _is_block(topic)]
        items = [topic for topic in changes if not _is_block(topic)]
        yield TopicView(
            file=file,
            old=old,
            new=new,
            blocks=tuple(whole),
            listed=tuple(items[:FEW]),
            folded=tuple(items[FEW:]),
        )


def _is_block(topic: TopicChange) -> bool:
    return "\n" in topic.before and bool(topic.after)
