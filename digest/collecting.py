"""Sources, asked for an issue or whether they are alive."""

from __future__ import annotations

__all__ = ["Ask", "check_alive", "collect"]

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.errors import UsageError
from digest.gather import gather, keep, unread
from digest.gather.check import check_sources
from digest.gather.late import find_late
from digest.model import Facts
from digest.windows import window_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from digest.collectors import Source
    from digest.desk import Desk
    from digest.gather.check import Answer
    from digest.months import Month


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is to be collected, where it is not what usually is.

    ``only`` names projects. ``today`` is the day on which it is asked.
    """

    since: date | None = None
    until: date | None = None
    only: tuple[str, ...] = ()
    offline: bool = False
    today: date


def collect(desk: Desk, month: Month, ask: Ask) -> Facts:
    """Ask the sources, save what they say, and return it.

    Raises:
        UsageError: If the window is empty or has not begun, or a project that is
            asked for is not watched.
        DigestError: If a file cannot be used.
    """
    sources = _chosen(desk, ask.only)
    known = {m: desk.store.facts(m) for m in desk.store.months()}
    window = window_of(month, known, ask.since, ask.until)
    if ask.today < window.since:
        what = f"its window starts on {window.since}"
        raise UsageError(what, where=str(month), hint="come back then")
    fetch = desk.door(offline=ask.offline)
    read_until = min(ask.today, window.until)
    asked = Facts(month=month, window=window, read_until=read_until)
    facts = gather(asked, desk.plan.edition, sources, fetch, ask.today)
    old = known.get(month, unread(asked, desk.sources))
    facts = find_late(old, facts, ask.today)
    facts = keep(old, facts, sources, desk.sources)
    desk.store.save(facts)
    desk.forget()
    return facts


def check_alive(desk: Desk, today: date) -> tuple[Answer, ...]:
    """Ask the sources what they have of the past year, and return their answers.

    Raises:
        DigestError: If it is no source's fault, such as that there is no git.
    """
    fetch = desk.door(offline=False)
    return check_sources(desk.plan.edition, desk.sources, fetch, today)


def _chosen(desk: Desk, only: Sequence[str]) -> tuple[Source, ...]:
    """Return the sources of the projects that are asked for; of all, if none is."""
    known = {project.id for project in desk.plan.edition.projects}
    for name in only:
        if name not in known:
            hint = f"known are: {', '.join(sorted(known))}"
            raise UsageError(f'unknown project "{name}"', where="--only", hint=hint)
    if not only:
        return desk.sources
    return tuple(
        source if wanted == whose else replace(source, only=tuple(sorted(wanted)))
        for source in desk.sources
        if (wanted := {*only} & (whose := {*source.projects} or known))
    )
