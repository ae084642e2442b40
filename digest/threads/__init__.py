"""The threads of a month in which an operator asked, and somebody knew."""

from __future__ import annotations

__all__ = ["MOST", "Threads"]

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.model import Tip
from digest.threads.chains import chains
from digest.threads.traces import Tracer
from digest.threads.worth import POINTS, answerers, is_answered, reasons

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from digest.edition import Want
    from digest.message import Message
    from digest.threads.traces import Opening, Trace

# How many tips a source proposes.
MOST = 10
# Who answers in as many threads of others knows a thing or two.
OFTEN = 3
# What has more messages in a month is no place where people help each other.
CROWD = 2**17


class Threads:
    """Takes the messages of a source, in any order, and keeps little of each.

    Where nothing is asked of any project, nothing is kept.
    """

    def __init__(self, want: Want) -> None:
        self._want, self._tracer = want, Tracer(want)
        self._traces: dict[bytes, Trace] = {}
        self._crowded = not want.projects

    def add(self, message: Message) -> None:
        """Take a message; one that was sent at no known time is passed over."""
        if self._crowded or not message.sent:
            return
        trace = self._tracer.trace(message, message.sent)
        known = self._traces.setdefault(trace.id, trace)
        if trace.place < known.place:
            self._traces[trace.id] = trace
        if len(self._traces) > CROWD:
            self._crowded = True
            self._traces.clear()

    def tips(self, link: Callable[[Message], str] = lambda _: "") -> Iterator[Tip]:
        """Yield the best candidates for tips, the best first.

        ``link`` is asked where the question of each can be read, if that does not say
        so itself.
        """
        found = list(chains(self._traces))
        helped = Counter(
            person for first, others in found for person in answerers(first, others)
        )
        regulars = {person for person, times in helped.items() if times >= OFTEN}
        rated = []
        for first, others in found:
            why = reasons(first, others, regulars)
            if first.opening and why:
                tip = self._tip(first.opening, others, why)
                points = sum(map(POINTS.__getitem__, why))
                rated.append(
                    (not tip.answered, -points, first.place, tip, first.opening)
                )
        for *_, tip, opening in sorted(rated, key=lambda rating: rating[:3])[:MOST]:
            message = opening.message
            yield replace(tip, url=message.link or link(message))

    def _tip(
        self, opening: Opening, others: tuple[Trace, ...], why: tuple[str, ...]
    ) -> Tip:
        return Tip(
            title=opening.title,
            url="",
            day=opening.day,
            project=opening.project,
            replies=len(others),
            answered=is_answered(why, others),
            why=why,
            question=opening.question,
            asker=opening.asker,
            source=self._want.source,
            message_id=opening.message.message_id,
        )
