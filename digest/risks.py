"""What a change may do to whoever updates, by its marks."""

from __future__ import annotations

__all__ = ["ORDER", "Risk", "risk_of"]

import re

from enum import StrEnum
from typing import TYPE_CHECKING

from digest.marks import FOLDED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.changes import Change


class Risk(StrEnum):
    """Why a change may hurt whoever updates, the worst first."""

    DATA = "data"
    SECURITY = "security"
    REMOVED = "removed"
    DEFAULT = "default"


ORDER = list(Risk)
# In the marks of a change. Upstream repairs what lost data or could be broken into:
# whoever runs an older version has that still.
SIGNS = {
    Risk.DATA: re.compile(r"data loss|corrupt|split.brain"),
    Risk.SECURITY: re.compile(r"cve\b|security|vulnerab"),
    Risk.REMOVED: re.compile(
        r"removed|deprecat|drop(?:s|ped)? support|remove support|incompatib|breaking"
    ),
    Risk.DEFAULT: re.compile(r"\bdefaults?\b"),
}
# "No longer" takes something away, unless it is a fault: "no longer hangs".
GONE = "no longer"
FAULT = re.compile(
    r"assert|crash|dead-?lock|hang|leak|lockup|loop|overflow|panic|race|regression"
    r"|segfault|stall|stuck"
)


def risk_of(changes: Iterable[Change]) -> Risk | None:
    """Return the worst that changes may do, by their marks; nothing if none does.

    What a person folded away does nothing.
    """
    marks = [mark.casefold() for change in changes for mark in change.marks]
    if FOLDED in marks:
        return None
    said = " / ".join(marks)
    found = {risk for risk in Risk if SIGNS[risk].search(said)}
    if GONE in marks and not FAULT.search(said):
        found.add(Risk.REMOVED)
    return min(found, key=ORDER.index, default=None)
