"""What the head of an issue's page says: its days, and where each release is told."""

from __future__ import annotations

__all__ = ["Head", "Place", "changed", "head_of"]

import datetime as dt
import re

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from mkdocs.exceptions import PluginError

from digest.codec import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mkdocs.structure.pages import Page

    from digest.errors import Problem

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Issues have days, feeds have moments. At noon it is the same day nearly everywhere.
NOON = dt.time(12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a release is told; ``found`` if that was after the issue was out."""

    project: str
    name: str
    version: str
    anchor: str
    found: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The days of an issue, in a time zone, and its releases in order.

    One that is ``early`` is a draft of a month that was not over.
    """

    date: dt.date
    updated: dt.date | None = None
    timezone: str = "UTC"
    early: bool = False
    releases: tuple[Place, ...] = ()

    @property
    def latest(self) -> dt.date:
        """The day on which it was changed last."""
        return self.updated or self.date

    def moment(self, day: dt.date) -> dt.datetime:
        """Return the moment that stands for a day.

        Raises:
            PluginError: If nobody knows the time zone.
        """
        try:
            return dt.datetime.combine(day, NOON, ZoneInfo(self.timezone))
        except (KeyError, ValueError, OSError) as error:
            raise PluginError(f'no time zone: "{self.timezone}"') from error


def head_of(page: Page) -> Head | None:
    """Return the head of an issue's page; none if it is no issue or has no day.

    Raises:
        PluginError: If it says something that no issue says.
    """
    known = {field.name for field in fields(Head)}
    said: dict[str, Any] = {
        key: str(value) if isinstance(value, dt.date) else value  # YAML has days, too
        for key, value in page.meta.items()
        if key in known
    }
    if page.meta.get("kind") != "issue" or "date" not in said:
        return None
    problems: list[Problem] = []
    head: Head = decode(Head, said, problems)
    if problems:
        first = problems[0]
        raise PluginError(f"{page.file.src_uri}: {first.what} @ {first.at}")
    return head


def changed(page: Page, heads: Mapping[str, Head]) -> str:
    """Return the day on which a page was changed last; empty if nothing says so.

    ``heads`` are those of all issues, by their source file. A page says it itself;
    else it is that of the newest issue in its language that tells of its project, or
    of the newest issue at all.
    """
    if own := heads.get(page.file.src_uri):
        return str(own.latest)
    stated = str(page.meta.get("updated") or page.meta.get("date") or "")
    if DAY.fullmatch(stated):
        return stated
    first, slash, _ = page.file.src_uri.partition("/")
    beside = [h for uri, h in heads.items() if uri.startswith(f"{first}{slash}")]
    project = page.meta.get("project")
    about = [
        head
        for head in beside
        if any(place.project == project for place in head.releases)
    ]
    return _newest(about) or _newest(beside) or _newest(heads.values())


def _newest(heads: Iterable[Head]) -> str:
    return max((str(head.latest) for head in heads), default="")
