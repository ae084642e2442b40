"""Sources, read several at once, each within a limit of its own."""

from __future__ import annotations

__all__ = ["Pace", "read_all"]

import time

from collections import deque
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from digest.errors import FetchError
from digest.fetch.limits import late
from digest.gather.calls import Call, Said, gap_of, narrowed, read
from digest.gather.places import place_of
from digest.model import Gap, Heard
from digest.progress import progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.collectors import Source
    from digest.edition import Want
    from digest.fetch import Fetch
    from digest.gather.reading import Reading
    from digest.progress import Watch

TICK = 0.1  # seconds; as often the clock is looked at
GRACE = 0.2  # seconds; as long as who is still being read may take to clean up


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How many sources are read at once, and for how long, in seconds.

    Who takes longer than ``slow`` holds nobody up: it counts no more among those that
    are read ``at_once``. Who takes longer than ``whole`` is given up.
    """

    at_once: int = 8
    slow: float = 20
    whole: float = 1800


PACE = Pace()


def read_all(
    sources: Sequence[Source], want: Want, fetch: Fetch, pace: Pace = PACE
) -> tuple[Reading, ...]:
    """Return what each source says, in the order in which they are given.

    ``want`` says what of all sources; each is asked for its own projects among those.
    A source that cannot be read, or not in time, is a gap.

    Raises:
        DigestError: If it is no source's fault, such as that there is no git.
    """
    calls = tuple(Call(source=source) for source in sources)
    with progress(len(calls)) as watch:
        _Round(calls, watch, pace).run(want, fetch)
    return tuple(call.reading for call in calls)


class _Round:
    """Calls the sources, each in a thread, and takes down what they say.

    The threads only talk into a queue: whatever they wait for, and be it for ever,
    this one goes on, ends them by no longer listening, and feels Ctrl-C. They are
    daemons, for which Python does not wait when it ends.
    """

    def __init__(self, calls: Sequence[Call], watch: Watch, pace: Pace) -> None:
        self._calls, self._waiting = calls, deque(calls)
        self._running: list[tuple[Call, Thread]] = []
        self._given_up = False
        self._watch, self._pace = watch, pace
        self._said = SimpleQueue[tuple[Call, Said]]()

    def run(self, want: Want, fetch: Fetch) -> None:
        """Call all, and listen until all have ended or are given up."""
        try:
            while self._waiting or self._running:
                self._call(want, fetch)
                self._listen()
                self._give_up()
        finally:
            self._hang_up(fetch)

    def _call(self, want: Want, fetch: Fetch) -> None:
        """Call those who wait, as long as there are not too many on the line."""
        now = time.monotonic()
        busy = sum(now - call.began < self._pace.slow for call, _ in self._running)
        for _ in range(min(len(self._waiting), self._pace.at_once - busy)):
            call = self._waiting.popleft()
            call.began = now
            asked = (call, narrowed(want, call.source), fetch, self._said)
            thread = Thread(target=read, args=asked, daemon=True)
            self._watch.began(call.source.id)
            thread.start()
            self._running.append((call, thread))

    def _listen(self) -> None:
        """Take down what is said next, if anything is said soon."""
        try:
            call, said = self._said.get(timeout=TICK)
        except Empty:
            return
        if call.over:
            return
        match said:
            case BaseException():
                raise said
            case Heard(day=day):
                call.heard[day] += 1
            case Gap() | None:
                self._end(call, said)
            case _:
                call.found.append(said)

    def _give_up(self) -> None:
        """End those who take too long."""
        now = time.monotonic()
        for call in [call for call, _ in self._running]:
            if now - call.began > self._pace.whole:
                where = place_of(call.source).url
                error = FetchError(late(self._pace.whole), where=where)
                self._given_up = True
                self._end(call, gap_of(call.source, error))

    def _hang_up(self, fetch: Fetch) -> None:
        """Listen no more; who is still there gets a moment to leave all clean."""
        for call in self._calls:
            call.over = True
        if self._running or self._given_up:
            fetch.stop()
        until = time.monotonic() + GRACE
        for _, thread in self._running:
            thread.join(max(0, until - time.monotonic()))

    def _end(self, call: Call, gap: Gap | None) -> None:
        call.gap, call.over = gap, True
        self._running = [(other, t) for other, t in self._running if other is not call]
        self._watch.ended(call.source.id, str(call.reading), gap=bool(gap))
