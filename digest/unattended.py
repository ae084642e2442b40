"""Commands for runs that nobody watches: what to draft, and whether the site holds."""

from __future__ import annotations

__all__ = ["due", "links"]

from typing import TYPE_CHECKING

import click

from digest.errors import DigestError
from digest.links import dead_links
from digest.options import FOLDER, MONTH, command
from digest.outline import written
from digest.windows import due as months_due

if TYPE_CHECKING:
    from pathlib import Path

    from digest.desk import Desk
    from digest.months import Month


@command(click.argument("month", type=MONTH))
def due(desk: Desk, month: Month) -> None:
    """List the months to draft when it is MONTH, oldest first.

    They are those up to MONTH that have no facts yet, since the newest that has; if all
    have, it is the newest alone, for which something may have been late. Without any
    facts, or after a year of silence, it is MONTH.

    Reads: content/facts/.

    Writes: the months to standard output, a line each.

    Example: digest due 2011-08
    """
    for each in months_due(month, desk.store.months()):
        click.echo(each)


@command(
    click.argument("site", type=FOLDER, default="site"),
    click.option(
        "--at", default="", help="Where it is published, if it does not say so."
    ),
)
def links(desk: Desk, site: Path, *, at: str) -> None:
    """Tell the links of a built site that lead to no page of it, or to no place there.

    Other sites are not asked.

    Reads: the site, by default site/.

    Writes: each dead link to standard error.

    Status: 1 Or, a link leads nowhere.

    Example: digest links public --at https://example.org/digest/
    """
    del desk
    if not (site / "index.html").is_file():
        raise DigestError("no site is there", where=str(site), hint="run: digest build")
    if dead := dead_links(site, at):
        told = ((0, f"{link.page}: {link.what}: {link.address}") for link in dead)
        click.echo(written(told), nl=False)
        raise DigestError(f"{len(dead)} of its links lead nowhere", where=str(site))
