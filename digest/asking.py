"""Questions on a terminal: what a new digest is to be, if options do not say it."""

from __future__ import annotations

__all__ = ["Answers", "ask"]

import sys

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from digest.collectors import COLLECTORS
from digest.errors import DigestError, UsageError
from digest.founding import Charter, Outlet, Watched, languages
from digest.founding.charter import line, read_titles
from digest.projects import URL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Read = TypeVar("Read")

ZONE = "UTC"
ZONES = "Time zone by which days are days"
SITES = "Address of the site (empty: not known yet)"
ADDRESSES = {
    "github": "Its repository (owner/name)",
    "marc": "Its list (the name there)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What options say of a new digest."""

    title: tuple[str, ...] = ()
    timezone: str = ""
    site: str = ""
    project: tuple[str, ...] = ()
    source: tuple[str, ...] = ()


def ask(answers: Answers) -> Charter:
    """Return what a new digest is to be.

    A title and a project are enough; where one is missing, all that options do not say
    is asked for, if there is somebody to ask.

    Raises:
        UsageError: If an answer is none, or there is nobody to ask.
    """
    needed = {"--title": answers.title, "--project": answers.project}
    missing = [name for name, given in needed.items() if not given]
    if missing and not sys.stdin.isatty():
        hint = (
            "such as --title en='Tea Monthly' --project Tea=https://example.org/t.git"
        )
        raise UsageError("needed without a terminal", where=missing[0], hint=hint)
    known, asking = languages(), bool(missing)
    title, zone, site = answers.title, answers.timezone, answers.site
    projects, sources = answers.project, answers.source
    return Charter(
        title=read_titles(title, known) if title else _titles(known),
        timezone=_zone(zone or (_asked(ZONES, _zone, ZONE) if asking else ZONE)),
        site=_site(site or (_asked(SITES, _site, "") if asking else "")),
        projects=tuple(map(_project, projects or _projects())),
        sources=tuple(map(Outlet.parse, sources or (_sources() if asking else ()))),
    )


def _titles(known: tuple[str, ...]) -> dict[str, str]:
    """Ask for languages, and for the title in each."""

    def read(text: str) -> tuple[str, ...]:
        codes = tuple(dict.fromkeys(text.replace(",", " ").split()))
        if not codes or set(codes) - set(known):
            what = f"languages are: {', '.join(known)}"
            raise UsageError(what, where=text)
        return codes

    question = f"Languages, the first one first (of {', '.join(known)})"
    return {
        code: _asked(f"Title in {code}", line) for code in _asked(question, read, "en")
    }


def _projects() -> Iterator[str]:
    """Ask for projects until there are no more; the first one is needed."""
    question, default = "A project's name", None
    while name := _asked(question, line, default):
        repository = _asked(f"Repository of {name} (what git can clone)", line)
        yield f"{name}={repository}"
        question, default = "Another project's name (empty: no more)", ""


def _sources() -> Iterator[str]:
    """Ask for places of announcements until there are no more."""
    kinds = ", ".join(COLLECTORS)

    def read(text: str) -> str:
        if text and text not in COLLECTORS:
            raise UsageError(f"kinds are: {kinds}", where=text)
        return text

    question = f"Where releases are announced, if not only by tags: one of {kinds}"
    while kind := _asked(f"{question} (empty: no more)", read, ""):
        yield f"{kind}={_asked(ADDRESSES.get(kind, 'Its address'), line)}"
        question = "Another one"


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        hint = "such as Europe/Vienna"
        raise UsageError("no such time zone", where=text, hint=hint) from error


def _site(text: str) -> str:
    if text and not URL.fullmatch(text):
        raise UsageError("an http(s) address expected", where=text)
    return text


def _project(text: str) -> Watched:
    """Return a project; a repository that is here is named by its whole path."""
    project = Watched.parse(text)
    path = Path(project.repository)
    there = "://" not in project.repository and path.exists()
    return replace(project, repository=str(path.resolve())) if there else project


def _asked(
    question: str, read: Callable[[str], Read], default: str | None = None
) -> Read:
    """Return the answer to a question, which is asked until it is one."""

    def value(text: str) -> Read:
        try:
            return read(text.strip())
        except DigestError as error:
            raise click.UsageError(str(error)) from error

    answer: Read = click.prompt(
        question,
        default=default,
        show_default=bool(default),
        value_proc=value,
        err=True,
    )
    return answer
