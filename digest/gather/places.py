"""Where a source is, and when it lives."""

from __future__ import annotations

__all__ = ["Place", "place_of"]

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from digest.clean import without_user
from digest.collectors import COLLECTORS
from digest.collectors.tags import TagCollector

if TYPE_CHECKING:
    from digest.collectors import Collector, Source
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


@runtime_checkable
class _Located(Protocol):
    """A collector whose options have the address of what it reads."""

    @property
    def url(self) -> str: ...


@runtime_checkable
class _Addressed(Protocol):
    """A collector that makes the address of its options, such as a list's name."""

    @property
    def address(self) -> str: ...


def place_of(source: Source) -> Place:
    """Return where a source is: its kind is that of projects.toml, or ``git``."""
    kinds = {made: kind for kind, made in COLLECTORS.items()}
    return Place(
        source=source.id,
        kind=kinds.get(type(source.collector), REPOSITORY),
        url=without_user(_address(source.collector)),
        projects=source.projects,
        since=source.since,
        until=source.until,
    )


def _address(collector: Collector) -> str:
    match collector:
        case TagCollector():
            return collector.project.repository
        case _Addressed():
            return collector.address
        case _Located():
            return collector.url
    return ""
