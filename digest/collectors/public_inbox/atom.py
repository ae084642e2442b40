"""What a public-inbox tells of its mails as Atom."""

from __future__ import annotations

__all__ = ["glimpses", "is_nothing"]

import re

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from digest.clean import UNPRINTABLE
from digest.collectors.feed.entries import entries
from digest.collectors.parts import read_whole
from digest.errors import FetchError, StatusError
from digest.fetch.limits import MEBIBYTE
from digest.mbox import BROWSE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.fetch import Fetch
    from digest.message import Message

ABSENT = 404
# Version 1.9 loses the sentence where it answers with a page, as it does for Atom: its
# sres_top_html in lib/PublicInbox/SearchView.pm, https://public-inbox.org/public-inbox.git
NOTHING = re.compile(r"No results found| - search results</title>")
PAGES, LARGEST = 100, 16 * MEBIBYTE  # of 200 mails each; most have less than two
START, END = re.compile(r"\s*(?:<\?xml[^<>]*>\s*)?(?=<feed\s)"), "</feed>"


def glimpses(
    inbox: str, query: str, fetch: Fetch, *, settled: bool
) -> Iterator[Message]:
    """Yield the mails that an inbox finds, each as far as Atom tells of it.

    That is no more than what is weighed, and ``sent`` is when it came.

    Raises:
        FetchError: If there is no inbox, or it does not answer as one.
    """
    seen: set[str] = set()
    for _ in range(PAGES):
        url = f"{inbox}?{query}&x=A&o={len(seen)}"
        try:
            page = _page(url, fetch, settled=settled)
        except StatusError as error:
            if not is_nothing(error):
                raise
            return
        fresh = {name: mail for name, mail in page.items() if name not in seen}
        if not fresh:
            return
        yield from fresh.values()
        seen |= fresh.keys()
    raise FetchError(f"more than {PAGES} pages", where=inbox, hint="read it by git")


def is_nothing(error: StatusError) -> bool:
    """Return whether it is an inbox that answers a search: it has found nothing."""
    return error.status == ABSENT and bool(NOTHING.search(error.said))


def _page(url: str, fetch: Fetch, *, settled: bool) -> dict[str, Message]:
    """Return the mails on a page by their ids as entries."""
    with fetch.open(url, settled=settled) as answer:
        data = read_whole(answer, LARGEST, url)
        text = UNPRINTABLE.sub("", data.decode(errors="replace")).rstrip()
        # All that public-inbox 1.9 says after the last page, with status 200.
        if text == END:
            return {}
        if not (start := START.match(text)):
            raise FetchError("not a feed", where=url, hint=BROWSE)
        if not text.endswith(END):
            raise FetchError("a feed cut short", where=url, hint="try again")
        feed = entries(text[start.end() :], url)
        return {entry.id: _glimpse(entry.message) for entry in feed}


def _glimpse(mail: Message) -> Message:
    """Return a mail whose address is that of its page."""
    page = mail.link.rstrip("/").rpartition("/")[2]
    return replace(mail, message_id=unquote(page), link="")
