"""projects.toml to what we watch, or to all that is wrong with it."""

from __future__ import annotations

__all__ = ["Plan", "read_plan"]

import re
import tomllib

from collections import Counter
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import TYPE_CHECKING, Any, get_type_hints
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from digest.codec import decode
from digest.collectors import COLLECTORS, Source
from digest.edition import Edition, Project
from digest.errors import ConfigError, DigestError, Problem
from digest.tables import COMMON, EditionTable, ProjectTable, SourceTable
from digest.translators import Service, read_service
from digest.versions import tag_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

ID = re.compile(r"[a-z0-9-]+")
LANGUAGE = re.compile(r"[a-z]{2,3}")
URL = re.compile(r"https?://[^\s<>\"]+")
BLANK = re.compile(r"\{(.*?)\}")
BLANKS = {
    "tag_url": ("tag",),
    "file_url": ("tag", "file"),
    "compare_url": ("old", "new"),
    "commit_url": ("commit",),
}
STAND_IN = "-"
KEYS = {"edition", "project", "source", "translator"}
HINT = "digest/projects.toml of the package shows every key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a projects file asks for."""

    edition: Edition
    sources: tuple[Source, ...]
    services: tuple[Service, ...] = ()


def read_plan(path: Path) -> Plan:
    """Return what a projects file asks for.

    Raises:
        DigestError: If the file cannot be read or is no TOML.
        ConfigError: If keys or values are wrong; every mistake is told.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        what = (error.strerror or "cannot be read").lower()
        raise DigestError(what, where=str(path), hint="see --projects") from error
    except ValueError as error:
        raise DigestError(f"not TOML: {error}", where=str(path)) from error
    reader = _Reader()
    plan = reader.plan(data)
    if reader.problems:
        raise ConfigError(tuple(reader.problems), where=str(path), hint=HINT)
    return plan


class _Reader:
    """Turns plain data into a plan, and notes every mistake on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def plan(self, data: dict[str, Any]) -> Plan:
        """Return the plan; it must not be used if there are problems."""
        for key in sorted(data.keys() - KEYS):
            self._say(f'unknown key "{key}"', f"$.{key}")
        projects = tuple(
            self._project(raw, at)
            for at, table in self._each(data, "project")
            if (raw := self._read(ProjectTable, table, at))
        )
        ids = _ids(data, "project")
        sources = tuple(
            source
            for at, table in self._each(data, "source")
            if (source := self._source(table, at, ids))
        )
        services = tuple(
            service
            for at, table in self._each(data, "translator")
            if (service := read_service(table, self.problems, at))
        )
        self._unique("project", ids)
        for key in ("source", "translator"):
            self._unique(key, _ids(data, key))
        raw = self._read(EditionTable, data.get("edition", {}), "$.edition")
        return Plan(
            edition=self._edition(raw or EditionTable(), projects),
            sources=sources,
            services=services,
        )

    def _say(self, what: str, at: str) -> None:
        self.problems.append(Problem(what, at))

    def _each(self, data: dict[str, Any], key: str) -> Iterator[tuple[str, Any]]:
        """Yield the tables of a list, each with its place."""
        tables = data.get(key, [])
        if not isinstance(tables, list):
            self._say(f"write it as [[{key}]]", f"$.{key}")
            return
        for index, table in enumerate(tables):
            yield f"$.{key}[{index}]", table

    def _read(self, kind: Any, table: Any, at: str) -> Any:
        """Return a table as a value; if it is wrong, what of it can be checked yet."""
        problems: list[Problem] = []
        value = decode(kind, table, problems, at)
        self.problems += problems
        if not problems:
            return value
        if not isinstance(table, dict):
            return None
        sound = {
            item.name: STAND_IN
            for item in fields(kind)
            if item.default is item.default_factory is MISSING
        }
        for name, hint in get_type_hints(kind).items():
            wrong: list[Problem] = []
            part = decode(hint, table.get(name), wrong)
            if not wrong:
                sound[name] = part
        return kind(**sound)

    def _unique(self, key: str, ids: list[str]) -> None:
        for name, count in Counter(ids).items():
            if count > 1:
                self._say(f'{key} "{name}" stands there {count} times', f"$.{key}")

    def _edition(self, raw: EditionTable, projects: tuple[Project, ...]) -> Edition:
        timezone = ZoneInfo("UTC")
        try:
            timezone = ZoneInfo(raw.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self._say(f'no such time zone: "{raw.timezone}"', "$.edition.timezone")
        if not raw.languages:
            self._say("at least one language is needed", "$.edition.languages")
        for language in raw.languages:
            if not LANGUAGE.fullmatch(language):
                self._say(f'no language code: "{language}"', "$.edition.languages")
            elif language not in raw.title:
                self._say("required key missing", f"$.edition.title.{language}")
        return Edition(
            title=raw.title,
            timezone=timezone,
            languages=raw.languages,
            voice=raw.voice,
            watch=raw.watch,
            projects=projects,
        )

    def _project(self, raw: ProjectTable, at: str) -> Project:
        self._check_id(raw.id, at)
        written = (raw.tags,) if isinstance(raw.tags, str) else raw.tags
        for key, blanks in BLANKS.items():
            self._check_url(getattr(raw, key), blanks, f"{at}.{key}")
        return Project(
            id=raw.id,
            name=raw.name or raw.id,
            about=raw.about,
            aliases=raw.aliases or (raw.id,),
            repository=raw.repository,
            tags=tuple(self._tags(written, f"{at}.tags")),
            changelog=raw.changelog,
            todo=raw.todo,
            options=raw.options,
            tag_url=raw.tag_url,
            file_url=raw.file_url,
            compare_url=raw.compare_url,
            commit_url=raw.commit_url,
            watch=raw.watch,
            series=self._series(raw.series, f"{at}.series"),
            announces=tuple(self._subjects(raw.announces, f"{at}.announces")),
        )

    def _tags(self, written: tuple[str, ...], at: str) -> Iterator[re.Pattern[str]]:
        for pattern in written:
            try:
                yield tag_pattern(pattern)
            except ValueError as error:
                self._say(f'bad pattern "{pattern}": {error}', at)

    def _subjects(
        self, written: str | tuple[str, ...], at: str
    ) -> Iterator[re.Pattern[str]]:
        """Yield patterns of subjects; in one that is a version alone, any would fit."""
        for pattern in (written,) if isinstance(written, str) else written:
            yield from self._tags((pattern,), at)
            if pattern.strip() == "{version}":
                self._say(f'bad pattern "{pattern}": words expected beside it', at)

    def _series(self, rule: int | str, at: str) -> int | re.Pattern[str]:
        if isinstance(rule, str):
            try:
                return re.compile(rule)
            except re.error as error:
                self._say(f'bad pattern "{rule}": {error}', at)
        elif rule < 1:
            self._say("at least 1 expected", at)
        return 2 if isinstance(rule, str) else rule

    def _check_id(self, name: str, at: str) -> None:
        if not ID.fullmatch(name):
            self._say(f'only a-z, 0-9 and "-" may stand in "{name}"', f"{at}.id")

    def _check_url(self, url: str, blanks: Sequence[str], at: str) -> None:
        if url and not URL.fullmatch(url):
            self._say(f'an http(s) address expected, not "{url}"', at)
        for name in BLANK.findall(url):
            if name not in blanks:
                known = " and ".join(f"{{{blank}}}" for blank in blanks)
                self._say(f"{known} can stand in it, not {{{name}}}", at)

    def _source(self, table: Any, at: str, ids: Sequence[str]) -> Source | None:
        raw = decode(Mapping[str, Any], table, self.problems, at)
        if not isinstance(raw, dict):
            return None
        common = {name: raw[name] for name in COMMON if name in raw}
        options = {name: raw[name] for name in raw if name not in COMMON}
        known: SourceTable = self._read(SourceTable, common, at)
        self._check_id(known.id, at)
        for name in known.projects:
            if name not in ids:
                self._say(f'unknown project "{name}"', f"{at}.projects")
        if known.since and known.until and known.since > known.until:
            self._say("since is later than until", f"{at}.since")
        if known.kind not in COLLECTORS:
            kinds = ", ".join(COLLECTORS)
            if known.kind != STAND_IN:
                what = f'unknown kind "{known.kind}", known are {kinds}'
                self._say(what, f"{at}.kind")
            return None
        return Source(
            id=known.id,
            collector=decode(COLLECTORS[known.kind], options, self.problems, at),
            projects=known.projects,
            since=known.since,
            until=known.until,
        )


def _ids(data: dict[str, Any], key: str) -> list[str]:
    """Return the ids in a list of tables, whatever else is wrong there."""
    tables = data.get(key)
    found = [
        table.get("id")
        for table in (tables if isinstance(tables, list) else ())
        if isinstance(table, dict)
    ]
    return [name for name in found if isinstance(name, str)]
