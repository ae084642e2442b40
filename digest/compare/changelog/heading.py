"""What cuts a changelog: where a section starts, and what its heading says."""

from __future__ import annotations

__all__ = ["Heading"]

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The lines that open a section: from ``at`` to before ``body``.

    Without a version it only ends the section before it: "Unreleased", "Old news".
    """

    at: int
    body: int
    version: str = ""
    name: str = ""
    day: date | None = None
    said: str = ""
