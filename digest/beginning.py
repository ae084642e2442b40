"""Commands of the first day: a digest of one's own, and a shell that knows them."""

from __future__ import annotations

__all__ = ["completion", "init"]

import logging
import shlex

from typing import TYPE_CHECKING, Any

import click

from click.shell_completion import BashComplete, FishComplete, ZshComplete

from digest.asking import Answers, ask
from digest.desk import Desk
from digest.founding import found
from digest.options import FOLDER, command

if TYPE_CHECKING:
    from pathlib import Path

logger = logging.getLogger(__name__)

KINDS = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}
VARIABLE = "_DIGEST_COMPLETE"  # the one that click knows of a program of our name
NEXT = """\
next:
  cd {folder}
  digest sources --check   # is what you named there?
  digest draft MONTH       # collect, make places for notes, make the pages
  digest status            # what is left to do
  digest preview           # the site on this machine
"""


@command(
    click.argument("folder", metavar="DIR", type=FOLDER),
    click.option(
        "--title",
        multiple=True,
        metavar="LANG=TITLE",
        help="What it is called in a language; the first one is the default.",
    ),
    click.option(
        "--timezone", default="", help="By which days are days. [default: UTC]"
    ),
    click.option(
        "--site", default="", metavar="ADDRESS", help="Where it will be published."
    ),
    click.option(
        "--project",
        multiple=True,
        metavar="NAME=REPOSITORY",
        help="A project to watch.",
    ),
    click.option(
        "--source",
        multiple=True,
        metavar="KIND=ADDRESS",
        help="Where releases are announced.",
    ),
)
def init(desk: Desk, folder: Path, **said: Any) -> None:
    """Start a digest for another community in a folder.

    A title and a project are enough; where one is missing, you are asked. What a
    community may change is in the folder: what is watched, words, glossary, theme,
    workflows. What is not there is taken from the program.

    Reads: what you answer, or say by options.

    Writes: projects.toml, mkdocs.yml, templates/, .github/, requirements.txt, a README
    and first pages below content/. If one of these files is there, nothing is written.

    Example: digest init tea --title en="Tea Monthly" --project Tea=https://example.org/tea.git
    """
    for name in found(folder, ask(Answers(**said))):
        logger.info("made %s", folder / name)
    desk = Desk(root=folder, cache=desk.cache)
    desk.store.write(desk.pages(()))
    click.echo(NEXT.format(folder=shlex.quote(str(folder))), nl=False)


@command(click.argument("shell", type=click.Choice(tuple(KINDS))))
def completion(desk: Desk, shell: str) -> None:
    """Print what a shell needs to complete commands, options, months and projects.

    Writes: the script to standard output; put it where your shell looks for it.

    Example: digest completion bash > ~/.local/share/bash-completion/completions/digest
    """
    del desk
    root = click.get_current_context().find_root()
    script = KINDS[shell](root.command, {}, "digest", VARIABLE).source()
    click.echo(script, nl=False)
