"""Plans to an iCalendar file, as RFC 5545 has it."""

from __future__ import annotations

__all__ = ["as_calendar"]

from collections import defaultdict
from datetime import UTC, datetime, time
from hashlib import sha256
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from digest.inert import plain, web
from digest.release import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from digest.render.planned import Plan

PRODUCT = "-//digest//planned releases and events//EN"


def as_calendar(
    name: str, plans: Iterable[Plan], summary: Callable[[Plan], str]
) -> str:
    """Return plans that have a day as a calendar, whole days all of them.

    What is planned for "some day in October" is no event: RFC 5545 has no such days,
    and an event of a month would hide the others. An event keeps its ``UID`` for ever,
    and its ``SEQUENCE`` counts what was said after the first word of it.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", plain(name))
    calendar.add("x-wr-calname", plain(name))
    for same in _each(plans):
        if day := same[-1].day:
            calendar.add_component(_event(same, day, plain(summary(same[-1]))))
    text: str = calendar.to_ical().decode()
    return text


def _each(plans: Iterable[Plan]) -> Iterable[list[Plan]]:
    """Return what is one event, oldest first: plans that were called off, and again."""
    events: defaultdict[str, list[Plan]] = defaultdict(list)
    for plan in sorted(plans, key=lambda plan: (plan.matter.news[0].day, _uid(plan))):
        events[_uid(plan)].append(plan)
    return events.values()


def _event(same: Sequence[Plan], day: date, summary: str) -> Event:
    """Return plans of one ``UID`` as the last of them stands."""
    plan, matter = same[-1], same[-1].matter
    spoken = datetime.combine(max(plan.last.day, matter.done or plan.last.day), time())
    event = Event()
    event.add("uid", _uid(plan))
    event.add("dtstamp", spoken.replace(tzinfo=UTC))
    event.add("dtstart", day)
    event.add("summary", summary)
    event.add("description", plain(plan.last.title))
    if url := web(plan.last.url):
        event.add("url", url)
    event.add("sequence", sum(len(one.matter.news) for one in same) - 1 + _moved(plan))
    off = matter.state is State.CANCELLED
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _moved(plan: Plan) -> bool:
    """Return whether it came on another day than the one that was said."""
    return plan.matter.due is not None and plan.day != plan.matter.due


def _uid(plan: Plan) -> str:
    """Return what a plan is called for ever: by its version, or by its first news."""
    first = plan.matter.news[0]
    what = (first.project, first.version) if first.version else _where(plan)
    said = "\n".join(map(str, (first.kind, *what)))
    return f"{sha256(said.encode(errors='replace')).hexdigest()[:32]}@digest"


def _where(plan: Plan) -> tuple[object, ...]:
    """Return where a plan was first told; one mail may tell of several."""
    first = plan.matter.news[0]
    place = first.message_id or first.url or first.title
    return first.project, place, first.title, first.event_day
