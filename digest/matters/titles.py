"""Whether two mails are about one event, by what their titles say."""

from __future__ import annotations

__all__ = ["alike"]

import re

from typing import TYPE_CHECKING

from digest.model import Turn

if TYPE_CHECKING:
    from digest.model import News

FEW = 2  # words; two events may have one in common
LABEL = re.compile(r"\[[^\[\]]{0,80}\]")
WORD = re.compile(r"[^\W\d_]+")
# What the titles of mails about one event need not have in common.
TURNS = frozenset(
    WORD.findall(
        "a again an and announce announced announcement ann are at be by call canceled "
        "cancelled cfp change changed date dates deadline delayed extended final first "
        "for from fwd in is last moved new now of off on our papers postponed re "
        "reminder rescheduled revived second the this to today tomorrow update updated "
        "will january february march april may june july august september october "
        "november december jan feb mar apr jun jul aug sep sept oct nov dec monday "
        "tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun "
        "st nd rd th"
    )
)


def alike(item: News, known: News) -> bool:
    """Return whether two mails are about one event, as far as their titles tell."""
    if item.project and known.project and item.project != known.project:
        return False
    mine, theirs = _words(item), _words(known)
    common = len(mine & theirs)
    if item.event_day and item.event_day == known.event_day:
        return common > 0
    fewest = min(len(mine), len(theirs))
    # Who says that it moved may name another place; who says nothing of the kind, not.
    enough = fewest if item.turn is Turn.NEW else (fewest + 1) // 2
    return common >= max(enough, FEW) or (common > 0 and mine == theirs)


def _words(item: News) -> frozenset[str]:
    title = LABEL.sub(" ", item.title.casefold())
    return frozenset(WORD.findall(title)) - TURNS
