"""projects.toml to what we watch, or to all that is wrong with it."""

from __future__ import annotations

__all__ = ["Plan", "read_plan"]

import re

from collections import Counter
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import TYPE_CHECKING, Any, get_type_hints

from digest.codec import decode, read_toml
from digest.collectors import COLLECTORS, Source
from digest.errors import ConfigError, Problem
from digest.projects import read_edition, read_project
from digest.tables import COMMON, EditionTable, ProjectTable, SourceTable
from digest.translators import Service, read_service

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from digest.edition import Edition, Project

ID = re.compile(r"[a-z0-9-]+")
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
    reader = _Reader()
    plan = reader.plan(read_toml(path, hint="see --projects"))
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
            edition=read_edition(raw or EditionTable(), projects, self._say),
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

    def _project(self, raw: ProjectTable, at: str) -> Project:
        self._check_id(raw.id, at)
        return read_project(raw, self._say, at)

    def _check_id(self, name: str, at: str) -> None:
        if not ID.fullmatch(name):
            self._say(f'only a-z, 0-9 and "-" may stand in "{name}"', f"{at}.id")

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
