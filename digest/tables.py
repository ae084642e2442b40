"""The tables of projects.toml, as they are written."""

from __future__ import annotations

__all__ = ["COMMON", "EditionTable", "ProjectTable", "SourceTable"]

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from digest.edition import Voice
from digest.months import Month


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionTable:
    """What stands in ``[edition]``."""

    title: Mapping[str, str] = field(
        default_factory=lambda: {"ja": "月刊あんどりゅーくん", "en": "Monthly Andrew"}
    )
    timezone: str = "Asia/Tokyo"
    languages: tuple[str, ...] = ("ja", "en")
    voice: Voice = Voice.ANDREW
    watch: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    repository: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectTable:
    """What stands in a ``[[project]]``."""

    id: str
    name: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    repository: str = ""
    tags: str | tuple[str, ...] = "v{version}"
    changelog: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    tag_url: str = ""
    file_url: str = ""
    compare_url: str = ""
    commit_url: str = ""
    watch: tuple[str, ...] = ()
    series: int | str = 2
    announces: str | tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTable:
    """What stands in every ``[[source]]``, beside the options of its kind."""

    id: str
    kind: str
    projects: tuple[str, ...] = ()
    since: Month | None = None
    until: Month | None = None


COMMON = {item.name for item in fields(SourceTable)}
