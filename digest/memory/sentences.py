"""A sentence of upstream's that can be translated, and where it occurs."""

from __future__ import annotations

__all__ = ["Occurrence"]

from dataclasses import dataclass

from digest.inert import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A sentence on a page, and the release that it is about: ``corosync 1.4.1``."""

    sentence: str
    release: str

    @property
    def ref(self) -> str:
        """The release as one word."""
        return "-".join(plain(self.release).split())
