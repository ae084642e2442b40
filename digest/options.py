"""What commands can be told, and how they are made."""

from __future__ import annotations

__all__ = [
    "ADDRESS",
    "AS_JSON",
    "DAY",
    "FILE",
    "FOLDER",
    "MONTH",
    "PROJECT",
    "SERVICE",
    "command",
]

import logging
import os
import sys

from contextlib import suppress
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from click.shell_completion import CompletionItem
from platformdirs import user_cache_path

from digest.desk import Desk
from digest.errors import DigestError, UsageError
from digest.manual import Manual
from digest.months import Month
from digest.preview import Address
from digest.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from digest.config import Plan


class MonthType(click.ParamType[Month]):
    """A month on the command line, such as 2011-08."""

    name = "month"

    def convert(self, value: Any, *_: object) -> Month:
        """Return the month, or raise UsageError."""
        return Month.parse(value)

    def shell_complete(self, ctx: Any, *rest: Any) -> list[CompletionItem]:
        """Return the months that have facts, and the one after them."""
        months = Store(_root(ctx)).months()
        following = [month.plus(1) for month in months[-1:]]
        return _beginning(rest[-1], map(str, (*months, *following)))


class DayType(click.ParamType[date]):
    """A day on the command line, such as 2011-07-26."""

    name = "day"

    def convert(self, value: Any, *_: object) -> date:
        """Return the day, or raise UsageError."""
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            what, hint = (
                f'not a day: "{value}"',
                "write it as YYYY-MM-DD, such as 2011-07-26",
            )
            raise UsageError(what, where="DAY", hint=hint) from error


class ProjectType(click.ParamType[str]):
    """A project on the command line, by its id."""

    name = "project"

    def shell_complete(self, ctx: Any, *rest: Any) -> list[CompletionItem]:
        """Return the projects that are watched."""
        plan = _plan(ctx)
        known = plan.edition.projects if plan else ()
        return _beginning(rest[-1], (project.id for project in known))


class ServiceType(click.ParamType[str]):
    """A translator on the command line, by its id."""

    name = "service"

    def shell_complete(self, ctx: Any, *rest: Any) -> list[CompletionItem]:
        """Return the translators of the projects file."""
        plan = _plan(ctx)
        return _beginning(
            rest[-1], (service.id for service in plan.services) if plan else ()
        )


class AddressType(click.ParamType[Address]):
    """An address on the command line, such as 127.0.0.1:8000."""

    name = "host:port"

    def convert(self, value: Any, *_: object) -> Address:
        """Return the address, or raise UsageError."""
        return Address.parse(value)


ADDRESS, DAY, MONTH = AddressType(), DayType(), MonthType()
PROJECT, SERVICE = ProjectType(), ServiceType()
FILE = click.Path(path_type=Path, allow_dash=True)
FOLDER = click.Path(path_type=Path, file_okay=False)
# What a host is shown, by the first of these variables that is set.
TOKENS = {"api.github.com": ("GITHUB_TOKEN", "GH_TOKEN")}
AS_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")
COMMON = (
    click.option("--root", type=FOLDER, default=".", help="The digest's folder."),
    click.option("--projects", type=FILE, help="What to watch, if not projects.toml."),
    click.option("-v", "--verbose", is_flag=True, help="Say more."),
    click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong."),
)


def command(*options: Callable[[Any], Any]) -> Callable[[Any], click.Command]:
    """Make a command of a function, whose first argument is the desk."""

    def made(function: Callable[..., int | None]) -> click.Command:
        @wraps(function)
        def run(
            root: Path,
            projects: Path | None,
            *,
            verbose: bool,
            quiet: bool,
            **rest: Any,
        ) -> int:
            _talk(verbose=verbose, quiet=quiet)
            cache = user_cache_path("monthly-andrew")
            desk = Desk(
                root=root,
                projects=projects,
                cache=cache,
                tokens=_tokens(),
                keys=os.environ,
            )
            return function(desk, **rest) or 0

        for option in reversed((*options, *COMMON)):
            run = option(run)
        return click.command(cls=Manual)(run)

    return made


def _root(ctx: click.Context) -> Path:
    """Return the digest's folder, as far as the command line says it yet."""
    return Path(ctx.params.get("root") or ".")


def _plan(ctx: click.Context) -> Plan | None:
    """Return what is watched; none while somebody is at the projects file."""
    desk = Desk(root=_root(ctx), projects=ctx.params.get("projects"), cache=Path())
    with suppress(DigestError):
        return desk.plan
    return None


def _beginning(typed: str, names: Iterable[str]) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(typed)]


def _tokens() -> dict[str, str]:
    """Return the tokens that the environment has, by host."""
    found = {
        host: next(filter(None, map(os.environ.get, names)), "")
        for host, names in TOKENS.items()
    }
    return {host: token for host, token in found.items() if token}


def _talk(*, verbose: bool, quiet: bool) -> None:
    level = logging.DEBUG if verbose else logging.WARNING if quiet else logging.INFO
    logging.basicConfig(
        format="%(message)s", force=True, level=logging.WARNING, handlers=[_Talk()]
    )
    logging.getLogger("digest").setLevel(level)


class _Talk(logging.StreamHandler[TextIO]):
    """Writes to what stderr is by now: a progress bar puts itself in its place."""

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)
