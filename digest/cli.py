"""The commands: each reads, calls, prints."""

from __future__ import annotations

__all__ = ["main"]

import logging
import sys

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from digest.codec import encode, layout
from digest.collectors.gather import NOT_ASKED
from digest.compare.changelog import between, sections
from digest.compare.topics import compare_topics
from digest.demo import lay_out
from digest.desk import Ask, Desk
from digest.errors import DigestError, UsageError
from digest.fetch import text_of
from digest.months import Month
from digest.options import AS_JSON, DAY, FILE, FOLDER, MONTH, command
from digest.outline import outline, outline_topics

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from digest.model import Facts

logger = logging.getLogger(__name__)

DEMO = Month(2011, 8)
USAGE, GAPS = 2, 3

COLLECTING = (
    click.argument("month", type=MONTH),
    click.option("--since", type=DAY, help="The first day the issue covers."),
    click.option("--until", type=DAY, help="The first day it covers no more."),
    click.option("--offline", is_flag=True, help="Read only what is here already."),
    click.option("--only", multiple=True, help="Ask only for this project."),
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="monthly-andrew")
def digest() -> None:
    """Draft the monthly digest of what the projects you watch released.

    Example: digest draft 2011-08
    """


@command(digest, *COLLECTING)
def collect(desk: Desk, month: Month, **how: Any) -> int:
    """Read all sources and write content/facts/MONTH.json.

    Example: digest collect 2011-08 --only corosync
    """
    return _told(_collect(desk, month, **how))


@command(digest, *COLLECTING)
def draft(desk: Desk, month: Month, **how: Any) -> int:
    """Collect, make places for notes, and render: what to run first.

    Example: digest draft 2011-08
    """
    facts = _collect(desk, month, **how)
    for path in desk.scaffold(month):
        logger.info("write your notes in %s", path)
    _said("made", desk.store.write(desk.pages([month])))
    return _told(facts)


@command(
    digest,
    click.argument("months", type=MONTH, nargs=-1),
    click.option("--all", "every", is_flag=True, help="All months; so without any."),
    click.option(
        "--check", is_flag=True, help="Write nothing; fail if a page is stale."
    ),
)
def render(desk: Desk, months: Sequence[Month], *, every: bool, check: bool) -> None:
    """Make pages of facts, notes and words.

    Example: digest render 2011-08
    """
    everything = every or not months
    pages = desk.pages(desk.store.months() if everything else months)
    gone = desk.orphans(pages) if everything else ()
    if check:
        stale = (*desk.store.stale(pages), *gone)
        if stale:
            hint = f"run: digest render {' '.join(map(str, months))}".rstrip()
            raise DigestError(f"stale: {', '.join(stale)}", where="content", hint=hint)
        return
    _said("made", desk.store.write(pages))
    _said("removed", desk.store.remove(gone))


@command(digest, click.option("--site", type=FOLDER, help="Where the site is put."))
def build(desk: Desk, site: Path | None) -> None:
    """Render everything and build the site, strictly.

    Example: digest build --site public
    """
    _build(desk, site)


@command(digest, click.argument("month", type=MONTH), AS_JSON)
def show(desk: Desk, month: Month, *, as_json: bool) -> None:
    """Print the digest of a month.

    Example: digest show 2011-08 --json
    """
    shown = desk.digest(month)
    data = {"schema": 1} | encode(shown)
    click.echo(layout(data) if as_json else outline(shown), nl=False)


@command(
    digest,
    click.argument("file", type=FILE),
    click.option("--since", help="The version before the part that is wanted."),
    click.option("--to", required=True, help="The last version in it."),
    AS_JSON,
)
def changelog(
    desk: Desk, file: Path, since: str | None, to: str, *, as_json: bool
) -> None:
    """Print the part of a changelog after one version, up to and with another.

    Example: digest changelog ChangeLog --since 9.2.18 --to 9.2.19
    """
    del desk
    found = between(sections(_text(file)), since, to)
    if not found:
        hint = "spell it as the file does"
        raise DigestError(f'no section for "{to}"', where=str(file), hint=hint)
    data = {"sections": [_without_text(encode(section)) for section in found]}
    text = "".join(section.text for section in found)
    click.echo(layout(data) if as_json else text, nl=False)


@command(
    digest, click.argument("old", type=FILE), click.argument("new", type=FILE), AS_JSON
)
def todo(desk: Desk, old: Path, new: Path, *, as_json: bool) -> None:
    """Print the topics that changed between two TODO files.

    Example: digest todo TODO.old TODO
    """
    del desk
    topics = compare_topics(
        _text(old), _text(new), since=str(old), to=str(new), file=new.name
    )
    data = {"topics": encode(topics)}
    click.echo(layout(data) if as_json else outline_topics(topics), nl=False)


@command(digest, click.argument("folder", type=FOLDER, default="demo"))
def demo(desk: Desk, folder: Path) -> int:
    """Make the August 2011 issue from a small sample, without the network.

    Example: digest demo
    """
    del desk
    lay_out(folder)
    desk = Desk(root=folder, cache=folder / "cache")
    facts = _collect(desk, DEMO, today=date.max)
    desk.scaffold(DEMO)
    site = _build(desk, None)
    for language in desk.plan.edition.languages:
        click.echo(f"look at {site / language / 'issues' / str(DEMO) / 'index.html'}")
    return _told(facts)


def _collect(desk: Desk, month: Month, **how: Any) -> Facts:
    today = datetime.now(desk.plan.edition.timezone).date()
    return desk.collect(month, Ask(**{"today": today} | how))


def _build(desk: Desk, site: Path | None) -> Path:
    pages = desk.pages(desk.store.months())
    _said("made", desk.store.write(pages))
    _said("removed", desk.store.remove(desk.orphans(pages)))
    return desk.build(site)


def _text(file: Path) -> str:
    try:
        return text_of(
            sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        )
    except OSError as error:
        what = (error.strerror or "cannot be read").lower()
        raise DigestError(what, where=str(file)) from error


def _without_text(section: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in section.items() if key != "text"}


def _said(what: str, paths: Sequence[str]) -> None:
    for path in paths:
        logger.info("%s content/%s", what, path)


def _told(facts: Facts) -> int:
    """Tell the gaps, each with what to do; return the exit status."""
    gaps = [gap for gap in facts.gaps if gap.what != NOT_ASKED]
    for gap in gaps:
        hint = f"see to {gap.url}, then run: digest collect {facts.month}"
        click.echo(f"gap: {gap.source}: {gap.what}\n  hint: {hint}", err=True)
    return GAPS if gaps else 0


def main() -> None:
    """Run a command; tell what went wrong in a line, and leave with its status."""
    try:
        status = digest.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except click.Abort:
        status = 1
    except DigestError as error:
        for line in str(error).splitlines():
            click.echo(line if line.startswith("  ") else f"error: {line}", err=True)
        status = USAGE if isinstance(error, UsageError) else 1
    sys.exit(status)
