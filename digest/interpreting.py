"""The command that drafts translations."""

from __future__ import annotations

__all__ = ["translate"]

from typing import TYPE_CHECKING, Any

import click

from digest.drafting import Wish
from digest.drafting import translate as draft
from digest.options import MONTH, SERVICE, command
from digest.translators.drafter import tell

if TYPE_CHECKING:
    from digest.desk import Desk
    from digest.months import Month


@command(
    click.argument("month", type=MONTH),
    click.option(
        "--service", type=SERVICE, default="", help="Ask this translator for the rest."
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

    Reads: the facts, content/memory/LANG.po, templates/phrases.LANG.toml.

    Writes: content/memory/LANG.po; nothing with --dry-run.

    Example: digest translate 2011-08 --service deepl --dry-run
    """
    wish = Wish(**how)
    for outcome in draft(desk, month, wish):
        for line in tell(outcome, wish.service):
            click.echo(line, err=not wish.dry_run)
        if outcome.error:
            raise outcome.error
