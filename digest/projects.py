"""The tables of projects.toml to what we watch, or to what is wrong with them."""

from __future__ import annotations

__all__ = ["Say", "read_edition", "read_project"]

import re

from collections.abc import Callable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from digest.edition import Edition, Project
from digest.versions import tag_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.tables import EditionTable, ProjectTable

Say = Callable[[str, str], None]  # notes a mistake: what, and where

LANGUAGE = re.compile(r"[a-z]{2,3}")
URL = re.compile(r"https?://[^\s<>\"]+")
BLANK = re.compile(r"\{(.*?)\}")
BLANKS = {
    "tag_url": ("tag",),
    "file_url": ("tag", "file"),
    "compare_url": ("old", "new"),
    "commit_url": ("commit",),
}


def read_project(raw: ProjectTable, say: Say, at: str) -> Project:
    """Return the project that a table describes; every mistake in it is said."""
    written = (raw.tags,) if isinstance(raw.tags, str) else raw.tags
    for key, blanks in BLANKS.items():
        _check_url(say, getattr(raw, key), blanks, f"{at}.{key}")
    return Project(
        id=raw.id,
        name=raw.name or raw.id,
        about=raw.about,
        aliases=raw.aliases or (raw.id,),
        repository=raw.repository,
        tags=tuple(_tags(say, written, f"{at}.tags")),
        changelog=raw.changelog,
        todo=raw.todo,
        options=raw.options,
        tag_url=raw.tag_url,
        file_url=raw.file_url,
        compare_url=raw.compare_url,
        commit_url=raw.commit_url,
        watch=raw.watch,
        series=_series(say, raw.series, f"{at}.series"),
        announces=tuple(_subjects(say, raw.announces, f"{at}.announces")),
    )


def read_edition(raw: EditionTable, projects: tuple[Project, ...], say: Say) -> Edition:
    """Return the edition of projects that a table describes; mistakes are said."""
    at = "$.edition"
    timezone = ZoneInfo("UTC")
    try:
        timezone = ZoneInfo(raw.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        say(f'no such time zone: "{raw.timezone}"', f"{at}.timezone")
    if not raw.languages:
        say("at least one language is needed", f"{at}.languages")
    for language in raw.languages:
        if not LANGUAGE.fullmatch(language):
            say(f'no language code: "{language}"', f"{at}.languages")
        elif language not in raw.title:
            say("required key missing", f"{at}.title.{language}")
    for word in raw.events:
        if not any(map(str.isalnum, word)):
            say(f'no word: "{word}"', f"{at}.events")
    _check_url(say, raw.repository, (), f"{at}.repository")
    return Edition(
        title=raw.title,
        timezone=timezone,
        languages=raw.languages,
        voice=raw.voice,
        watch=raw.watch,
        events=raw.events,
        projects=projects,
        repository=raw.repository,
    )


def _tags(say: Say, written: tuple[str, ...], at: str) -> Iterator[re.Pattern[str]]:
    for pattern in written:
        try:
            yield tag_pattern(pattern)
        except ValueError as error:
            say(f'bad pattern "{pattern}": {error}', at)


def _subjects(
    say: Say, written: str | tuple[str, ...], at: str
) -> Iterator[re.Pattern[str]]:
    """Yield patterns of subjects; in one that is a version alone, any would fit."""
    for pattern in (written,) if isinstance(written, str) else written:
        yield from _tags(say, (pattern,), at)
        if pattern.strip() == "{version}":
            say(f'bad pattern "{pattern}": words expected beside it', at)


def _series(say: Say, rule: int | str, at: str) -> int | re.Pattern[str]:
    if isinstance(rule, str):
        try:
            return re.compile(rule)
        except re.error as error:
            say(f'bad pattern "{rule}": {error}', at)
    elif rule < 1:
        say("at least 1 expected", at)
    return 2 if isinstance(rule, str) else rule


def _check_url(say: Say, url: str, blanks: Sequence[str], at: str) -> None:
    if url and not URL.fullmatch(url):
        say(f'an http(s) address expected, not "{url}"', at)
    for name in BLANK.findall(url):
        if name not in blanks:
            known = " and ".join(f"{{{blank}}}" for blank in blanks)
            say(f"{known} can stand in it, not {{{name}}}", at)
