"""How reading goes, told on stderr: by a bar on a terminal, by lines elsewhere."""

from __future__ import annotations

__all__ = ["Watch", "progress"]

import logging
import os
import sys

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Column

from digest.inert import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)


class Watch(Protocol):
    """Is told who is being read, and how that ended."""

    def began(self, name: str) -> None:
        """Note that somebody is being read from now on."""

    def ended(self, name: str, told: str, *, gap: bool) -> None:
        """Note that somebody has been read, and what came of it."""


@contextmanager
def progress(total: int) -> Iterator[Watch]:
    """Show on stderr how the reading of so many goes, until the context is left.

    A bar goes away when it is left, however that is. While it is there, lines that
    are written to ``sys.stderr`` stand above it.
    """
    if not _takes_a_bar():
        yield _Lines()
        return
    # Nothing of a name is markup, and what does not fit on the line is cut.
    names = TextColumn(
        "{task.description}",
        markup=False,
        table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1),
    )
    with Progress(
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        names,
        console=Console(stderr=True),
        expand=True,
        redirect_stdout=False,  # that is for data
        transient=True,
    ) as shown:
        yield _Bar(shown, total)


def _takes_a_bar() -> bool:
    """Return whether stderr is a terminal on which talk is wanted and can move.

    Rich asks for a terminal, too, but takes FORCE_COLOR for one.
    """
    wanted = logger.isEnabledFor(logging.INFO) and not os.environ.get("CI")
    return wanted and sys.stderr.isatty() and Console(stderr=True).is_interactive


class _Lines:
    """Tells of each a line when it begins, and one when it has ended."""

    def began(self, name: str) -> None:
        logger.info("reading %s", name)

    def ended(self, name: str, told: str, *, gap: bool) -> None:
        del gap
        logger.info("%s: %s", name, plain(told))


class _Bar:
    """Shows how many are done, how many of them are gaps, and who is being read."""

    def __init__(self, shown: Progress, total: int) -> None:
        self._shown, self._gaps = shown, 0
        self._names: list[str] = []
        self._task = shown.add_task("", total=total)

    def began(self, name: str) -> None:
        self._names.append(name)
        self._show(0)

    def ended(self, name: str, told: str, *, gap: bool) -> None:
        logger.debug("%s: %s", name, plain(told))
        self._names.remove(name)
        self._gaps += gap
        self._show(1)

    def _show(self, more: int) -> None:
        gaps = f"{self._gaps} gap{'s'[: self._gaps != 1]}, " if self._gaps else ""
        names = f"{gaps}reading {', '.join(self._names)}"
        self._shown.update(self._task, advance=more, description=names)
