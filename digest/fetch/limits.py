"""How long to wait for a source, and how much to take from it."""

from __future__ import annotations

__all__ = [
    "ABSENT",
    "MEBIBYTE",
    "MISSING",
    "PATHS",
    "Halt",
    "Limits",
    "is_remote",
    "late",
    "too_large",
]

import re

from dataclasses import dataclass

from digest.errors import DigestError

MISSING, PATHS = "no such file or folder", "paths start from the projects file"
ABSENT = "not in the cache, and asked to stay offline"
MEBIBYTE = 1 << 20
REMOTE = re.compile(r"[a-z][a-z0-9+.-]*://|[\w.-]+@[\w.-]+:", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long to wait, in seconds, and how much to take, in bytes.

    ``whole`` is for one answer, from the end of the request to its last byte. A server
    that asks to come back later is obeyed up to ``patience``. ``pause`` lies between
    two requests to one host. ``size`` is what an answer may have, also when it is
    unpacked.
    """

    connect: float = 10
    read: float = 30
    whole: float = 300
    git: float = 600
    patience: float = 120
    pause: float = 0.5
    tries: int = 3
    size: int = 64 * MEBIBYTE
    file: int = 16 * MEBIBYTE


class Halt(DigestError):  # noqa: N818 - not a mistake, but where we stop
    """Where we go no further; who asked knows for which address.

    ``down`` says that the rest of the host is not worth asking either.
    """

    def __init__(
        self, what: str, *, where: str = "address", down: bool = False
    ) -> None:
        super().__init__(what, where=where)
        self.down = down


def is_remote(url: str) -> bool:
    """Return whether an address names another place than a file here."""
    return bool(REMOTE.match(url)) and not url.startswith("file://")


def late(seconds: float) -> str:
    """Return what is said of a source that took too long."""
    return f"no answer within {seconds:g} seconds"


def too_large(size: int) -> str:
    """Return what is said of a source that sends too much."""
    return f"larger than {size // MEBIBYTE} MiB"
