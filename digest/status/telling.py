"""What is left to do for an issue, as a few lines of plain text."""

from __future__ import annotations

__all__ = ["CHORES", "outline_chores", "summed"]

from typing import TYPE_CHECKING

from digest.inert import plain
from digest.outline import EARLY, written
from digest.status import What, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.outline import Line
    from digest.release import Digest
    from digest.status import Chore

# Until these are mended, what else is left cannot all be told.
HIDING = frozenset({What.CORRECTION, What.BROKEN})
FEW, LONG = 4, 160  # how many things of a chore have a line, and its letters
CHORES = {
    What.GAP: "sources to read again",
    What.EARLY: "to collect again when the window has ended",
    What.CORRECTION: "corrections that fit nothing",
    What.BROKEN: "files that cannot be used",
    What.GONE: "words at places that are gone",
    What.UNFINISHED: "questions, tips and tables that lack something",
    What.TIP: "threads to choose a tip from",
    What.EMPTY: "places to write at",
    What.ONE_SIDED: "places written in another language only",
    What.UNUSABLE: "translations that cannot be used",
    What.UNUSED: "unused translations, each near a sentence that has none",
    What.UNTRANSLATED: "kinds of sentences to translate",
    What.FUZZY: "translations to look over",
    What.DOUBTFUL: "translations that seem wrong",
    What.STALE: "pages to make again",
    What.OVERDUE: "announced and overdue",
    What.WAITING: "announced and still to come",
    What.OFFERED: "places that may stay empty",
}


def outline_chores(digest: Digest, chores: Iterable[Chore]) -> str:
    """Return what is left to do for a month, for a person at a terminal.

    Of what has many parts the first are told; the data has them all.
    """
    return written(_lines(digest, tuple(chores)))


def _lines(digest: Digest, chores: tuple[Chore, ...]) -> Iterator[Line]:
    due = [chore for chore in chores if not chore.optional]
    early = EARLY if digest.early else ""
    yield 0, f"{digest.month}: {summed(due)}{early}"
    for chore in due:
        yield from _chore(chore)
    if len(due) < len(chores):
        yield 0, "and if you like:"
    for chore in chores:
        if chore.optional:
            yield from _chore(chore)


def summed(chores: Iterable[Chore]) -> str:
    """Return how long chores may take, without what is optional, in a few words."""
    due = [chore for chore in chores if not chore.optional]
    if not due:
        return "nothing is left to do, so put the kettle on :-)"
    minutes = total(due)
    about = "at least" if any(chore.what in HIDING for chore in due) else "about"
    several = f"{about} {minutes} minutes of work are left"
    return f"{about} 1 minute of work is left" if minutes == 1 else several


def _chore(chore: Chore) -> Iterator[Line]:
    language = f" ({chore.language})" if chore.language else ""
    run = f"; run: {chore.run}" if chore.run else ""
    what = f"{CHORES[chore.what]}{language}: {chore.count}{run}"
    yield 1, f"{chore.minutes} min: {what}"
    for detail in chore.details[:FEW]:
        yield 2, _cut(f"{detail.where}: {detail.said}")
    if more := chore.details[FEW:]:
        yield 2, f"and {len(more)} more"


def _cut(text: str) -> str:
    words = plain(text)
    return words if len(words) <= LONG else f"{words[:LONG].rstrip()} …"
