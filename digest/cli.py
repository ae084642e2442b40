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

from digest.codec import layout
from digest.collecting import Ask, check_alive
from digest.collecting import collect as collect_facts
from digest.demo import lay_out
from digest.desk import Desk
from digest.drafting import Wish, scaffold, scaffold_memory
from digest.drafting import translate as draft_translations
from digest.errors import DigestError, UsageError
from digest.files import changelog, recognise, todo
from digest.gather import NOT_ASKED
from digest.gather.places import place_of
from digest.listing import as_data, list_answers, list_places, list_troubles
from digest.months import Month
from digest.options import AS_JSON, DAY, FOLDER, MONTH, command
from digest.posting import mail
from digest.publish import build, preview, render, tell_notices
from digest.reports import show, status
from digest.rounds import build_all, tell
from digest.translators.drafter import tell as tell_outcome

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
        "--only", multiple=True, metavar="PROJECT", help="Ask only for this project."
    ),
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="monthly-andrew")
def digest() -> None:
    """Draft the monthly digest of what the projects you watch released.

    Example: digest draft 2011-08
    """


@command(*COLLECTING)
def collect(desk: Desk, month: Month, **how: Any) -> int:
    """Read all sources and write content/facts/MONTH.json.

    Example: digest collect 2011-08 --only corosync
    """
    return _told(_collect(desk, month, **how))


@command(*COLLECTING)
def draft(desk: Desk, month: Month, **how: Any) -> int:
    """Collect, make places for notes, and render: what to run first.

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
    click.argument("month", type=MONTH),
    click.option(
        "--service",
        default="",
        metavar="NAME",
        help="Ask this translator for the rest.",
    ),
    click.option("--dry-run", is_flag=True, help="Only say what it would take."),
    click.option("--again", is_flag=True, help="Ask for what it answered, too."),
)
def translate(desk: Desk, month: Month, **how: Any) -> None:
    """Fill missing translations with drafts, marked fuzzy.

    They are put into content/memory/ja.po, or that of each other language, where a
    person looks them over.

    They come from a table of phrases; with --service the rest come from a service that
    the projects file has as a [[translator]]. Its key is in the environment, as
    DIGEST_KEY_ and the service's id in upper case: DIGEST_KEY_DEEPL.

    Example: digest translate 2011-08 --service deepl --dry-run
    """
    wish = Wish(**how)
    for outcome in draft_translations(desk, month, wish):
        for line in tell_outcome(outcome, wish.service):
            click.echo(line, err=not wish.dry_run)
        if outcome.error:
            raise outcome.error


@command(
    click.option("--check", is_flag=True, help="Ask each what it has of a year."),
    AS_JSON,
)
def sources(desk: Desk, *, check: bool, as_json: bool) -> int:
    """List the sources, and how they are.

    With --check each is asked: what it answers, the day of its newest item, how many
    days ago that is, and how long it was silent AT MOST before (within the past
    year; a repository: ever). One that has been silent for longer is pointed out.
    The status is 3 if a source does not answer; silence alone leaves it 0.

    With --json a list of objects: source, kind, url, projects, since, until; with
    --check also what (it answered), gap (it did not), hint, newest, ago, usual, silent.

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
    *(collect, draft, translate, render, build, preview, show, status, sources),
    *(mail, changelog, todo, recognise, demo),
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
        status = digest.main(standalone_mode=False)
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
