"""The commands: each reads, calls, prints."""

from __future__ import annotations

__all__ = ["main"]

import logging
import signal
import sys

from datetime import date, datetime
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click

from digest.beginning import completion, init
from digest.codec import layout
from digest.collecting import Ask, check_alive
from digest.collecting import collect as collect_facts
from digest.demo import lay_out
from digest.desk import Desk
from digest.drafting import scaffold, scaffold_memory
from digest.errors import DigestError, UsageError
from digest.files import changelog, recognise, todo
from digest.gather import NOT_ASKED
from digest.gather.places import place_of
from digest.interpreting import translate
from digest.listing import as_data, list_answers, list_places, list_troubles
from digest.manual import Overview
from digest.months import Month
from digest.options import AS_JSON, DAY, FOLDER, MONTH, PROJECT, command
from digest.posting import mail
from digest.publish import build, preview, render, tell_notices
from digest.reports import show, status
from digest.rounds import build_all, tell
from digest.unattended import due, links

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from digest.gather.check import Answer
    from digest.gather.places import Place
    from digest.model import Facts

logger = logging.getLogger(__name__)

DEMO = Month(2011, 8)
USAGE, GAPS = 2, 3

COLLECTING = (
    click.argument("month", type=MONTH),
    click.option("--since", type=DAY, help="The first day the issue covers."),
    click.option("--until", type=DAY, help="The first day it covers no more."),
    click.option("--offline", is_flag=True, help="Read only what is here already."),
    click.option(
        "--only", type=PROJECT, multiple=True, help="Ask only for this project."
    ),
)


@click.group(cls=Overview, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="monthly-andrew")
def digest() -> None:
    """Draft the monthly digest of what the projects you watch released.

    Example: digest draft 2011-08
    """


@command(*COLLECTING)
def collect(desk: Desk, month: Month, **how: Any) -> int:
    """Read all sources and write content/facts/MONTH.json.

    An issue is named by the month in which it appears, and covers by default the one
    before it. Collecting again adds what is new and keeps what was found.

    Reads: projects.toml; the repositories, archives and feeds that it names; the facts
    of all months.

    Writes: content/facts/MONTH.json, and mirrors and answers in the cache.

    Status: 3 Done, but a source could not be read: it is a gap in the facts.

    Example: digest collect 2011-08 --only corosync
    """
    return _told(_collect(desk, month, **how))


@command(*COLLECTING)
def draft(desk: Desk, month: Month, **how: Any) -> int:
    """Collect, make places for notes, and render: what to run first.

    Run it as often as you like: no word that you wrote is changed.

    Reads: what `digest collect` and `digest render` read.

    Writes: what they write, and what is not there yet of content/notes/MONTH.LANG.md,
    content/notes/MONTH.toml and content/memory/LANG.po.

    Status: 3 Done, but a source could not be read, or a note could not be used.

    Example: digest draft 2011-08
    """
    facts = _collect(desk, month, **how)
    for path in scaffold(desk, month):
        logger.info("write your notes in %s", path)
    for path in scaffold_memory(desk):
        logger.info("translate in %s", path)
    pages = desk.pages([month])
    tell("made", desk.store.write(pages))
    tell("removed", desk.store.remove(desk.orphans(pages, every=False)))
    return max(_told(facts), tell_notices(desk, [month]))


@command(
    click.option("--check", is_flag=True, help="Ask each what it has of a year."),
    AS_JSON,
)
def sources(desk: Desk, *, check: bool, as_json: bool) -> int:
    """List the sources, and how they are.

    With --check each is asked: what it answers, the day of its newest item, how many
    days ago that is, and how long it was silent AT MOST before (within the past
    year; a repository: ever). One that has been silent for longer is pointed out.

    With --json a list of objects: source, kind, url, projects, since, until; with
    --check also what (it answered), gap (it did not), hint, newest, ago, usual, silent.

    Reads: projects.toml; with --check the repositories, archives and feeds in it.

    Writes: the list to standard output; with --check, answers in the cache.

    Status: 3 A source does not answer; silence alone leaves it 0.

    Example: digest sources --check
    """
    width = get_terminal_size().columns if sys.stdout.isatty() else None
    if not check:
        places = [place_of(source) for source in desk.sources]
        _printed(places, list_places(places, width), as_json=as_json)
        return 0
    answers = check_alive(desk, _today(desk))
    _printed(answers, list_answers(answers, width), as_json=as_json)
    click.echo(list_troubles(answers), nl=False, err=True)
    return GAPS if any(answer.gap for answer in answers) else 0


@command(click.argument("folder", type=FOLDER, default="demo"))
def demo(desk: Desk, folder: Path) -> int:
    """Make the August 2011 issue from a small sample, without the network.

    Reads: the sample that comes with the program.

    Writes: a small digest with its site into FOLDER, by default demo/, and the
    addresses of its pages to standard output.

    Example: digest demo
    """
    lay_out(folder)
    desk = Desk(root=folder, cache=folder / "cache")
    facts = _collect(desk, DEMO, today=date.max)
    scaffold(desk, DEMO)
    scaffold_memory(desk)
    site = build_all(desk, None)
    for language in desk.plan.edition.languages:
        click.echo(f"look at {site / language / 'issues' / f'{DEMO}.html'}")
    return _told(facts)


for made in (
    *(collect, draft, translate, render, build, preview, show, status, due, links),
    *(sources, mail, changelog, todo, recognise, demo, init, completion),
):
    digest.add_command(made)


def _collect(desk: Desk, month: Month, **how: Any) -> Facts:
    return collect_facts(desk, month, Ask(**{"today": _today(desk)} | how))


def _today(desk: Desk) -> date:
    return datetime.now(desk.plan.edition.timezone).date()


def _printed(items: Sequence[Place | Answer], table: str, *, as_json: bool) -> None:
    data = [as_data(item) for item in items]
    click.echo(layout(data) if as_json else table, nl=False)


def _told(facts: Facts) -> int:
    """Tell the gaps, each with what to do; return the exit status."""
    gaps = [gap for gap in facts.gaps if gap.what != NOT_ASKED]
    for gap in gaps:
        again = f"see to {gap.url}, then run: digest collect {facts.month}"
        hint = "; ".join(filter(None, (gap.hint, again)))
        click.echo(f"gap: {gap.source}: {gap.what}\n  hint: {hint}", err=True)
    return GAPS if gaps else 0


def main() -> None:
    """Run a command; tell what went wrong in a line, and leave with its status."""
    # Whoever ends us otherwise than by Ctrl-C means the same.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        status = digest.main(prog_name="digest", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except click.Abort:
        click.echo("stopped: what was not finished is as it was", err=True)
        status = 1
    except DigestError as error:
        for line in str(error).splitlines():
            click.echo(line if line.startswith("  ") else f"error: {line}", err=True)
        status = USAGE if isinstance(error, UsageError) else 1
    sys.exit(status)
