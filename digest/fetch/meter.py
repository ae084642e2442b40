"""What has gone over HTTP, counted."""

from __future__ import annotations

__all__ = ["Meter", "Traffic"]

from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """How many requests were sent over HTTP, and how many bytes came back."""

    requests: int = 0
    received: int = 0


class Meter:
    """Counts the traffic of all threads."""

    def __init__(self) -> None:
        self._lock, self._traffic = Lock(), Traffic()

    @property
    def traffic(self) -> Traffic:
        """What was counted so far."""
        return self._traffic

    def count(self, *, requests: int = 0, received: int = 0) -> None:
        """Add to what was counted."""
        with self._lock:
            self._traffic = Traffic(
                requests=self._traffic.requests + requests,
                received=self._traffic.received + received,
            )
