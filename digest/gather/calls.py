"""A source on the line: what it is asked, and what it says."""

from __future__ import annotations

__all__ = ["Call", "Said", "gap_of", "narrowed", "read"]

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from digest.clean import without_user
from digest.errors import FetchError
from digest.gather.reading import Reading
from digest.model import Found, Gap

if TYPE_CHECKING:
    from datetime import date
    from queue import SimpleQueue

    from digest.collectors import Source
    from digest.edition import Want
    from digest.fetch import Fetch


@dataclass(slots=True, kw_only=True, eq=False)
class Call:
    """A source on the line, and what it said up to now."""

    source: Source
    found: list[Found] = field(default_factory=list)
    heard: Counter[date] = field(default_factory=Counter)
    gap: Gap | None = None
    began: float = 0
    over: bool = False

    @property
    def reading(self) -> Reading:
        """What it said, as it is handed on."""
        return Reading(
            source=self.source, found=tuple(self.found), heard=self.heard, gap=self.gap
        )


# Last a source says nothing, or what it broke off for: a gap, or an error of ours.
Said = Found | Gap | BaseException | None


def read(
    call: Call, want: Want, fetch: Fetch, said: SimpleQueue[tuple[Call, Said]]
) -> None:
    """Say what a source says, as long as anybody listens, and last how it ended."""
    end: Said = None
    try:
        for item in call.source.collector.collect(want, fetch):
            if call.over:
                return
            if call.source.takes(item):
                said.put((call, item))
    except FetchError as error:
        end = gap_of(call.source, error)
    except BaseException as error:  # noqa: BLE001 - the main thread raises it
        end = error
    said.put((call, end))


def gap_of(source: Source, error: FetchError) -> Gap:
    """Return what an error leaves open; it is published, so without secrets."""
    url = without_user(error.where)
    return Gap(source=source.id, what=error.what, url=url, hint=error.hint)


def narrowed(want: Want, source: Source) -> Want:
    """Return what is wanted of one source."""
    projects = (
        project
        for project in want.projects
        if not source.projects or project.id in source.projects
    )
    return replace(want, source=source.id, projects=tuple(projects))
