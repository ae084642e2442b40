"""What a collector tells, taken down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from digest.codec import encode
from digest.edition import Project, Want
from digest.errors import FetchError
from digest.model import Heard, Sighting
from digest.months import Window

if TYPE_CHECKING:
    from digest.collectors import Collector
    from digest.fetch import Fetch
    from digest.model import Found
    from tests.conftest import FakeFetch


def project(name: str) -> Project:
    """Return a project of which only its name is known."""
    return Project(
        id=name, name=name, about={}, aliases=(name,), repository="", tags=()
    )


# July 2011, long ago.
WANT = Want(
    source="things",
    window=Window(date(2011, 7, 1), date(2011, 8, 1)),
    timezone=ZoneInfo("Asia/Tokyo"),
    projects=(project("thing"), project("other")),
    today=date(2012, 1, 1),
)


@dataclass(frozen=True)
class Told:
    """What a collector yielded, and what it broke off for."""

    found: tuple[Found, ...] = ()
    gap: FetchError | None = None

    @property
    def heard(self) -> list[date]:
        """The days of messages, in the order in which they were told."""
        return [item.day for item in self.found if isinstance(item, Heard)]

    @property
    def sightings(self) -> tuple[Sighting, ...]:
        """The releases, in the order in which they were told."""
        return tuple(item for item in self.found if isinstance(item, Sighting))


def told(collector: Collector, want: Want, fetch: Fetch | FakeFetch) -> Told:
    """Return what a collector tells."""
    found: list[Found] = []
    try:
        found.extend(collector.collect(want, fetch))  # type: ignore[arg-type] # a fake is all that a collector asks of it
    except FetchError as error:
        return Told(tuple(found), error)
    return Told(tuple(found))


def as_plain(result: Told, fetch: FakeFetch, root: str) -> dict[str, Any]:
    """Return what was told, and what was asked for below an address, as plain data."""
    return {
        "asked": [asked.removeprefix(root) for asked in fetch.asked],
        "heard": encode(tuple(result.heard)),
        "found": encode(result.sightings),
        "gap": str(result.gap or ""),
    }
