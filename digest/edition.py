"""What we watch, and for whom."""

from __future__ import annotations

__all__ = ["MARGIN", "Edition", "Project", "Want"]

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from digest.months import Window

MARGIN = 1  # day


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Who the digest is for: its title, its languages, what it watches."""

    title: Mapping[str, str]
    timezone: ZoneInfo
    languages: tuple[str, ...]
    watch: tuple[str, ...]
    projects: tuple[Project, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """What is asked of a source: its name, the window, whose releases.

    What is a day outside the window is told as well: a tag and its announcement may
    stand on both sides of an issue's border.
    """

    source: str
    window: Window
    timezone: ZoneInfo
    projects: tuple[Project, ...]

    @property
    def span(self) -> Window:
        """The window with the days around it."""
        return self.window.widened(MARGIN)
