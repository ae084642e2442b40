"""Corrections that do not fit, and what was probably meant."""

from __future__ import annotations

__all__ = ["MisfitError", "no_such", "written"]

from difflib import get_close_matches
from typing import TYPE_CHECKING

from digest.inert import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.model import Record, Sighting, Tag
    from digest.release import Release

FEW = 3  # that are named
MANY = 500  # that are looked at: comparing takes its time
LIKE = 0.3
LONGEST = 60  # letters of each


class MisfitError(ValueError):
    """A correction that does not fit the facts."""


def no_such(what: str, wanted: str, known: Iterable[str]) -> MisfitError:
    """Return that there is none of that name, and the names that are nearest to it."""
    names = list(dict.fromkeys(plain(name)[:LONGEST] for name in known))[:MANY]
    wanted = plain(wanted)[:LONGEST]
    near = get_close_matches(wanted, names, n=FEW, cutoff=LIKE) or names[:FEW]
    told = ", ".join(f'"{name}"' for name in near) or "none"
    return MisfitError(f'no such {what}: "{wanted}"; there is {told}')


def written(item: Sighting | Record | Tag | Release) -> str:
    """Return what a release is called in a message."""
    return f"{item.project} {item.version}"
