"""Where a source is, and when it lives."""

from __future__ import annotations

__all__ = ["Place", "place_of"]

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.clean import without_user
from digest.collectors import COLLECTORS

if TYPE_CHECKING:
    from digest.collectors import Source
    from digest.months import Month

REPOSITORY = "git"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A source as it is listed; no ``projects`` means all."""

    source: str
    kind: str
    url: str
    projects: tuple[str, ...] = ()
    since: Month | None = None
    until: Month | None = None


def place_of(source: Source) -> Place:
    """Return where a source is: its kind is that of projects.toml, or ``git``."""
    kinds = {made: kind for kind, made in COLLECTORS.items()}
    return Place(
        source=source.id,
        kind=kinds.get(type(source.collector), REPOSITORY),
        url=without_user(source.collector.address),
        projects=source.projects,
        since=source.since,
        until=source.until,
    )
