"""What is left to do for an issue, in the order to do it."""

from __future__ import annotations

__all__ = [
    "Chore",
    "Detail",
    "Draft",
    "Translated",
    "What",
    "Written",
    "chores",
    "total",
]

import re

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.release import State
from digest.status.chore import Chore, Detail, What, chore_of, of_error
from digest.status.translating import Translated, on_memory
from digest.status.writing import Written, on_notes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.errors import DigestError
    from digest.model import Gap
    from digest.release import Digest, Matter

ORDER = tuple(What)
# What is done at a place in a file that the program makes.
PLACED = frozenset({What.EMPTY, What.ONE_SIDED, What.UNTRANSLATED, What.OFFERED})
LINE = re.compile(r":[0-9]+\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An issue as it stands: its digest, what was written for it, and its pages.

    ``facts`` is where the facts are. ``misfit`` is why corrections cannot be made; then
    the digest is the one without them, and what was written for it is not known.
    ``stale`` are the pages that are not what they would be if they were made now, and
    ``unmade`` is why they cannot be made, if they cannot.
    """

    digest: Digest
    facts: str
    misfit: DigestError | None = None
    notes: tuple[Written, ...] = ()
    memories: tuple[Translated, ...] = ()
    stale: tuple[str, ...] = ()
    unmade: DigestError | None = None


def chores(draft: Draft) -> tuple[Chore, ...]:
    """Return what is left to do, in the order to do it."""
    left = [
        *_on_facts(draft),
        *chore_of(What.CORRECTION, of_error(draft.misfit)),
        *on_notes(draft.notes, draft.digest.tips),
        *(chore for each in draft.memories for chore in on_memory(each)),
        *_on_matters(draft),
        *_on_pages(draft),
    ]
    # What is wrong with a file is told once, and best by whoever read it.
    told = {_file(detail) for chore in left for detail in chore.details}
    unmade = (each for each in of_error(draft.unmade) if _file(each) not in told)
    left += chore_of(What.BROKEN, unmade)
    run = f"digest draft {draft.digest.month}"
    complete = (_with_places(chore, run) for chore in left)
    return tuple(sorted(complete, key=lambda chore: ORDER.index(chore.what)))


def total(left: Iterable[Chore]) -> int:
    """Return how many minutes chores may take, without what is optional."""
    return sum(chore.minutes for chore in left if not chore.optional)


def _with_places(chore: Chore, run: str) -> Chore:
    """Return a chore with what makes the places that it needs, if one has no line."""
    placed = all(LINE.search(detail.where) for detail in chore.details)
    return replace(chore, run=run) if chore.what in PLACED and not placed else chore


def _file(detail: Detail) -> str:
    return LINE.sub("", detail.where)


def _on_facts(draft: Draft) -> Iterator[Chore]:
    digest, facts = draft.digest, draft.facts
    again = f"digest draft {digest.month}"
    yield from chore_of(What.GAP, (_gap(gap, facts) for gap in digest.gaps), run=again)
    if digest.early:
        end = Detail(where=facts, said=f"the last day is {digest.window.last}")
        yield from chore_of(What.EARLY, [end], run=again)


def _gap(gap: Gap, facts: str) -> Detail:
    what = f"{gap.what}; {gap.hint}" if gap.hint else gap.what
    return Detail(where=gap.url or facts, said=f"{gap.source}: {what}")


def _on_matters(draft: Draft) -> Iterator[Chore]:
    """Yield what to keep in mind: what should have come, then what is to come."""
    for what, state in (What.OVERDUE, State.OVERDUE), (What.WAITING, State.OPEN):
        said = (
            _announced(matter, draft.facts)
            for matter in draft.digest.matters
            if matter.state is state
        )
        yield from chore_of(what, said)


def _announced(matter: Matter, facts: str) -> Detail:
    last = matter.news[-1]
    whose = " ".join(filter(None, (last.kind, last.project, last.version)))
    due = f" (due {matter.due})" if matter.due else ""
    return Detail(where=last.url or facts, said=f"{whose}: {last.title}{due}")


def _on_pages(draft: Draft) -> Iterator[Chore]:
    pages = (Detail(where=f"content/{path}", said="stale") for path in draft.stale)
    run = f"digest render {draft.digest.month}"
    yield from chore_of(What.STALE, pages, run=run)
