"""What was announced for later, followed from issue to issue until it is over."""

from __future__ import annotations

__all__ = ["follow", "matters"]

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from digest.matters.titles import alike
from digest.merge import merge, news_of, version_of
from digest.model import NewsKind, Turn
from digest.release import Matter, State
from digest.versions import Version, series_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.history import History
    from digest.model import Facts, News

YEAR = timedelta(days=365)


def matters(facts: Facts, history: History) -> tuple[Matter, ...]:
    """Return what waits at the end of a window, and what came to an end in it.

    What is due first comes first, what has no day comes last.
    """
    called_off = State.CANCELLED
    return tuple(m for m in follow(facts, history) if m.done or m.state != called_off)


def follow(facts: Facts, history: History) -> tuple[Matter, ...]:
    """Return the `matters`, and those that were called off earlier and may come back.

    A planned release waits for that version, or for a newer one that differs from it
    in the last number only; a promise waits until it is kept; all else for its day.
    What has no day is forgotten after a year in which nobody spoke of it, and so is
    what is overdue for a year.
    """
    found = list(history.waiting)
    for item in news_of(facts, history.news):
        if _waits(item):
            matter = next((known for known in found if _is_about(item, known)), None)
            if matter:
                found.remove(matter)
            said = matter.news if matter else ()
            found.append(Matter(news=(*said, item), state=State.OPEN))
    seen = _Seen(facts, history)
    settled = (seen.settle(matter) for matter in found)
    return tuple(sorted(filter(None, settled), key=_place))


def _waits(item: News) -> bool:
    """Return whether news is of something to wait for."""
    planned = item.kind is NewsKind.PLANNED and item.project
    ends = item.kind is NewsKind.PROJECT and item.event_day and item.version
    return bool(item.kind in {NewsKind.EVENT, NewsKind.PROMISE} or planned or ends)


def _is_about(item: News, matter: Matter) -> bool:
    """Return whether news is about a matter that others were about.

    What is new, where there was an end, is another beginning.
    """
    known, fresh = matter.news[-1], item.turn is Turn.NEW
    if item.kind is not known.kind or (fresh and _called_off(matter.news)):
        return False
    if item.kind is NewsKind.PROMISE:
        return item.title == known.title
    if item.kind is not NewsKind.EVENT:
        version = version_of(item.version)
        return (item.project, version) == (known.project, version_of(known.version))
    due = _due(matter.news)
    if fresh and due and due < item.day:
        return False
    return any(alike(item, other) for other in matter.news)


def _due(news: Sequence[News]) -> date | None:
    """Return the day that was said last; what moved to no day has none."""
    due = None
    for item in news:
        if item.event_day or item.turn is Turn.MOVED:
            due = item.event_day
    return due


def _called_off(news: Sequence[News]) -> date | None:
    """Return the day on which a matter was called off, if it was not revived since."""
    day = None
    for item in news:
        day = (day or item.day) if item.turn is Turn.CANCELLED else None
    return day


def _place(matter: Matter) -> tuple[object, ...]:
    return matter.due or date.max, matter.news[0].day, repr(matter)


class _Seen:
    """What was released, and which days passed, up to the end of a window."""

    def __init__(self, facts: Facts, history: History) -> None:
        self._window = facts.window
        self._end = min(facts.read_until, facts.window.until)
        self._days: defaultdict[str, list[tuple[str, date]]] = defaultdict(list)
        seen = merge(facts)
        batch = {key for key, said in seen.items() if said.backdated}
        for key, said in (*seen.items(), *history.releases.items()):
            if key not in batch:
                self._days[key[0]].append((said.version, said.day))
        for tag in facts.tags:
            old = (tag.project, version_of(tag.version)) in batch
            day = tag.made if old else tag.day
            if day < facts.window.since:
                self._days[tag.project].append((tag.version, day))

    def settle(self, matter: Matter) -> Matter | None:
        """Return what has become of a matter, or none if nobody waits for it."""
        first, last, due = matter.news[0], matter.news[-1], _due(matter.news)
        planned, promise = last.kind is NewsKind.PLANNED, last.kind is NewsKind.PROMISE
        # The issue of a month ends where the month begins for which it was promised.
        passed = due if due and due < self._end + timedelta(days=promise) else None
        off = _called_off(matter.news)
        if promise:
            came = last.day if last.turn is Turn.KEPT else None
        else:
            came = self._came(first) if planned else None if off else passed
        over = came or off
        if came:
            state = State.DONE
        elif off:
            state = State.CANCELLED
        else:
            state = State.OVERDUE if passed else State.OPEN
        done = over if over and over in self._window else None
        # What was over before anybody spoke of it was no matter.
        stale = came and (not done or came < first.day)
        if stale or max(last.day, due or last.day) + YEAR < self._end:
            return None
        return Matter(news=matter.news, state=state, due=due, done=done)

    def _came(self, plan: News) -> date | None:
        """Return the day on which a planned release came, or another in its place."""
        released = self._days[plan.project or ""]
        version = version_of(plan.version)
        itself = [day for seen, day in released if version_of(seen) == version]
        others = [
            day
            for seen, day in released
            if day >= plan.day and _replaces(seen, plan.version)
        ]
        return min(itself or others, default=None)


def _replaces(seen: str, planned: str) -> bool:
    """Return whether nobody waits for a planned version any more, once one is seen."""
    newer, known = version_of(seen), version_of(planned)
    if not isinstance(newer, Version):
        return False
    if not planned:
        return not newer.prerelease
    numbers = series_of(planned, 9).split(".")
    series = numbers[:-1] or numbers
    same = series_of(seen, len(series)) == ".".join(series)
    return isinstance(known, Version) and same and newer > known
