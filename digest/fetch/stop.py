"""The end of a run before its time, of which all threads are told."""

from __future__ import annotations

__all__ = ["Stop"]

from threading import Event

from digest.errors import FetchError

STOPPED = "was stopped"


class Stop:
    """Ends all waiting; threads share it."""

    def __init__(self) -> None:
        self._over = Event()

    def __bool__(self) -> bool:
        """Return whether it is over."""
        return self._over.is_set()

    def call(self) -> None:
        """Have it be over, for good."""
        self._over.set()

    def check(self, url: str) -> None:
        """See that it is not over for who asks an address.

        Raises:
            FetchError: If it is.
        """
        if self:
            raise FetchError(STOPPED, where=url)

    def sleep(self, seconds: float, url: str) -> None:
        """Wait before an address is asked, but not until it is over.

        Raises:
            FetchError: If it is over.
        """
        self._over.wait(seconds)
        self.check(url)
