"""The hosts that we ask: how many of us at once, how soon again, and if at all."""

from __future__ import annotations

__all__ = ["PLACES", "Gate", "Hosts", "Locks"]

import re

from collections import defaultdict
from contextlib import contextmanager
from functools import partial
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import TYPE_CHECKING

from digest.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.fetch.stop import Stop

PLACES = 2
TICK = 0.1  # seconds; as often who waits for a place looks whether it is over
HOST = re.compile(r"[^:/?#]+://(?:[^/?#]*@)?([^/?#]*)")


class Hosts:
    """The gate of each host; threads share it.

    Args:
        pause: How many seconds lie between two requests to one host.
        stop: What ends all waiting.
    """

    def __init__(self, pause: float, stop: Stop) -> None:
        self._lock, self.stop = Lock(), stop
        self._gates: dict[str, Gate] = defaultdict(partial(Gate, pause, stop))

    def gate(self, url: str) -> Gate:
        """Return the gate of the host, port included, that an address names."""
        host = HOST.match(url)
        with self._lock:
            return self._gates[host[1].lower() if host else url]


class Gate:
    """Lets two in at once, and nobody too soon; it may be closed for this run."""

    def __init__(self, pause: float, stop: Stop) -> None:
        self._pause, self._next, self._stop = pause, monotonic(), stop
        self._places, self._lock = BoundedSemaphore(PLACES), Lock()
        self._closed: FetchError | None = None

    @contextmanager
    def hold(self, url: str) -> Iterator[None]:
        """Hold a place, as soon as there is one and it is time, closed or not.

        Raises:
            FetchError: If we are stopped before that.
        """
        while not self._places.acquire(timeout=TICK):
            self._stop.check(url)
        try:
            while (left := self._turn()) > 0:
                self._stop.sleep(left, url)
            self._stop.check(url)
            try:
                yield
            finally:
                self.rest(self._pause)
        finally:
            self._places.release()

    @contextmanager
    def place(self, url: str) -> Iterator[None]:
        """Hold a place for an address.

        Raises:
            FetchError: If the gate is closed, with the reason, or we are stopped.
        """
        self._check(url)
        with self.hold(url):
            self._check(url)
            yield

    def rest(self, seconds: float) -> None:
        """Let nobody in for some time."""
        with self._lock:
            self._next = max(self._next, monotonic() + seconds)

    def close(self, reason: FetchError) -> None:
        """Let nobody in any more; all are told the reason."""
        self._closed = reason

    def _check(self, url: str) -> None:
        if self._closed:
            reason = self._closed
            raise FetchError(reason.what, where=url, hint=reason.hint)

    def _turn(self) -> float:
        """Return how long to wait; if not at all, the turn is taken."""
        with self._lock:
            now = monotonic()
            left = self._next - now
            if left <= 0:
                self._next = now + self._pause
            return left


class Locks:
    """A lock for each name; threads share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._locks: dict[str, Lock] = defaultdict(Lock)

    def of(self, name: str) -> Lock:
        """Return the lock of a name."""
        with self._lock:
            return self._locks[name]
