"""The command that makes a mail of an issue. It sends nothing."""

from __future__ import annotations

__all__ = ["mail"]

import re

from datetime import datetime, time
from email.errors import HeaderParseError
from email.policy import SMTP
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from digest.errors import UsageError
from digest.mailing import Envelope, write_mail
from digest.options import FILE, MONTH, command
from digest.replacing import replace_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from digest.desk import Desk
    from digest.mailing import Article
    from digest.months import Month

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
NOWHERE = "monthly-andrew.invalid"  # RFC 2606: nobody has it


@command(
    click.argument("month", type=MONTH),
    click.option("--lang", multiple=True, help="In this language only."),
    click.option("--out", type=FILE, help="The file to write, if not to print it."),
    click.option("--from", "sender", default="", help="Who sends it."),
    click.option("--to", multiple=True, help="Whom it is sent to."),
)
def mail(  # noqa: PLR0913 - as many as the command has options
    desk: Desk,
    month: Month,
    *,
    lang: Sequence[str],
    out: Path | None,
    sender: str,
    to: Sequence[str],
) -> None:
    """Print an issue as a mail for a list or a newsletter, and send nothing.

    Its parts are text and HTML, in all languages one after the other. It is made of
    facts, notes and words as they are, as the pages are; links lead to the site if
    site_url in mkdocs.yml, or SITE_URL, says where that is.

    Without --from it has no From, which whoever sends it has to add.

    Reads: what `digest build` reads.

    Writes: the mail to standard output, or into the file that --out names.

    Example: digest mail 2011-08 --from "Andrew <andrew@example.org>" --out 2011-08.eml
    """
    known = desk.plan.edition.languages
    for code in lang:
        if code not in known:
            what, hint = f'no language "{code}"', f"it has {', '.join(known)}"
            raise UsageError(what, where="--lang", hint=hint)
    languages = [code for code in known if code in (lang or known)]
    addressed = tuple(_address(one, "--to") for one in to)
    sent_by = _address(sender, "--from") if sender else ""
    articles = desk.articles(month, languages)
    day = desk.digest(month).window.until
    envelope = Envelope(
        date=datetime.combine(day, time(12), desk.plan.edition.timezone),
        message_id=f"{month}.{'.'.join(languages)}@{_host(articles, sent_by)}",
        sender=sent_by,
        to=addressed,
    )
    written = write_mail(articles, envelope)
    if out and str(out) != "-":
        replace_file(out, written)
    else:
        click.echo(written, nl=False)


def _address(text: str, option: str) -> str:
    """Return who is written to, if it is one address and nothing else.

    Raises:
        UsageError: If it is not.
    """
    hint = 'write it as "Name <name@example.org>"'
    try:
        header = SMTP.header_factory("To", "" if CONTROL.search(text) else text)
        addresses = header.addresses
    except (HeaderParseError, IndexError, ValueError):
        addresses = ()
    if len(addresses) != 1 or not (addresses[0].username and addresses[0].domain):
        raise UsageError(f"not an address: {text!r}", where=option, hint=hint)
    return str(addresses[0])


def _host(articles: Sequence[Article], sender: str) -> str:
    """Return whose a mail's id is: the site's, the sender's, or nobody's."""
    hosts = (urlsplit(articles[0].address).hostname, sender.rpartition("@")[2])
    named = ((host or "").lower().strip(">") for host in hosts)
    return next(filter(HOST.fullmatch, named), NOWHERE)
