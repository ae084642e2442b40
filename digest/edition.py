"""What we watch, and for whom."""

from __future__ import annotations

__all__ = ["MARGIN", "Edition", "Project", "Voice", "Want"]

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

    from collections.abc import Mapping
    from datetime import timedelta
    from zoneinfo import ZoneInfo

    from digest.months import Window

MARGIN = 1  # day


class Voice(StrEnum):
    """How pages speak: in the series' own voice, light and teasing, or soberly."""

    ANDREW = "andrew"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project that we watch, and how it writes things."""

    id: str
    name: str
    about: Mapping[str, str]
    aliases: tuple[str, ...]
    repository: str
    tags: tuple[re.Pattern[str], ...]
    changelog: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    tag_url: str = ""
    file_url: str = ""
    compare_url: str = ""
    commit_url: str = ""
    watch: tuple[str, ...] = ()
    series: int | re.Pattern[str] = 2
    announces: tuple[re.Pattern[str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Who the digest is for: its title, its languages, what it watches.

    ``events`` are words that make an event worth telling that is of no project.
    ``repository`` is where readers can correct it, if that is somewhere on the web.
    """

    title: Mapping[str, str]
    timezone: ZoneInfo
    languages: tuple[str, ...]
    watch: tuple[str, ...]
    projects: tuple[Project, ...]
    events: tuple[str, ...] = ()
    voice: Voice = Voice.ANDREW
    repository: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """What is asked of a source: its name, the window, whose releases, which events.

    What is a day outside the window is told as well: a tag and its announcement may
    stand on both sides of an issue's border. ``today`` is the day on which it is asked.
    """

    source: str
    window: Window
    timezone: ZoneInfo
    projects: tuple[Project, ...]
    today: date
    events: tuple[str, ...] = ()

    @property
    def span(self) -> Window:
        """The window with the days around it."""
        return self.window.widened(MARGIN)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The first moment of the span, and the first after it."""
        since, until = self.span.since, self.span.until
        return self._midnight(since), self._midnight(until)

    def day(self, moment: datetime) -> date:
        """Return the day of a moment, in the edition's time zone."""
        return moment.astimezone(self.timezone).date()

    def settled(self, until: date, *, after: timedelta) -> bool:
        """Return whether nothing more will come to an archive from before a day.

        ``after`` is how late that may come, which depends on how it files mails.
        """
        return self.today - until >= after

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.timezone)
