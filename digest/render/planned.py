"""What was ever announced for later, over all issues: what is ahead, and what was."""

from __future__ import annotations

__all__ = ["Agenda", "Plan", "Year", "agenda"]

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from digest.model import NewsKind
from digest.release import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from digest.model import News
    from digest.months import Month
    from digest.release import Digest, Matter

FOLLOWED, TOLD = "follow-ups", "news"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A matter as it stands, with the issue that told of it last, and where on it."""

    matter: Matter
    issue: Month
    place: str

    @property
    def day(self) -> date | None:
        """The day on which it came, or else the one that was said last."""
        came = self.matter.done if self.matter.state is State.DONE else None
        return came or self.matter.due

    @property
    def last(self) -> News:
        """What was said of it last."""
        return self.matter.news[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What was in a year, the last day first."""

    year: int
    plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """All plans, as the newest issue knows them.

    ``ahead`` is what is due after it, the next first; ``waiting`` what is overdue, and
    ``undated`` what has no day. ``past`` is the rest by year, the last first; what
    nobody speaks of any more and had no day is nowhere.
    """

    ahead: tuple[Plan, ...] = ()
    waiting: tuple[Plan, ...] = ()
    undated: tuple[Plan, ...] = ()
    past: tuple[Year, ...] = ()

    @property
    def plans(self) -> tuple[Plan, ...]:
        """All of them, in the order of the page."""
        past = (plan for year in self.past for plan in year.plans)
        return (*self.ahead, *self.waiting, *self.undated, *past)


def agenda(digests: Sequence[Digest]) -> Agenda:
    """Return the plans that issues told of; what we promised to write is none."""
    if not digests:
        return Agenda()
    newest = max(digests, key=lambda digest: digest.month)
    plans = sorted(_plans(digests), key=_place)
    alive = set(newest.matters)
    ahead, waiting, undated, past = [], [], [], []
    for plan in plans:
        if plan.day and plan.day >= newest.window.until:
            ahead.append(plan)
        elif plan.day and plan.matter.state is State.OVERDUE and plan.matter in alive:
            waiting.append(plan)
        elif plan.day:
            past.append(plan)
        elif plan.matter.state is State.OPEN and plan.matter in alive:
            undated.append(plan)
    return Agenda(
        ahead=tuple(ahead),
        waiting=tuple(waiting),
        undated=tuple(undated),
        past=tuple(_years(past[::-1])),
    )


def _plans(digests: Sequence[Digest]) -> Iterator[Plan]:
    """Yield each matter as the last issue that follows it left it."""
    told: dict[News, Month] = {}
    found: dict[News, Plan] = {}
    for digest in sorted(digests, key=lambda digest: digest.month):
        told |= dict.fromkeys(digest.news, digest.month)
        for matter in digest.matters:
            last = matter.news[-1]
            if last.kind is NewsKind.PROMISE:
                continue
            over = matter.state is State.DONE
            found[matter.news[0]] = Plan(
                matter=matter,
                issue=digest.month if over else told.get(last, digest.month),
                place=FOLLOWED if over or last not in told else TOLD,
            )
    yield from found.values()


def _place(plan: Plan) -> tuple[object, ...]:
    return str(plan.day), plan.matter.news[0].day, repr(plan.matter)


def _years(plans: Sequence[Plan]) -> Iterator[Year]:
    """Yield plans that have a day, the last first, by its year."""
    for year, group in groupby(
        plans, key=lambda plan: plan.day.year if plan.day else 0
    ):
        yield Year(year=year, plans=tuple(group))
