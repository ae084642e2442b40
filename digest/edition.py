"""What we watch, and for whom."""

from __future__ import annotations

__all__ = ["Edition", "Project", "Want"]

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from digest.months import Window


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
    """What is asked of a source: its name, the window, whose releases."""

    source: str
    window: Window
    timezone: ZoneInfo
    projects: tuple[Project, ...]
