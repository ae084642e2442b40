"""What a public-inbox tells of its mails as Atom."""

from __future__ import annotations

__all__ = ["check_inbox", "glimpses"]

import re

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from digest.clean import UNPRINTABLE
from digest.collectors.feed.entries import entries
from digest.collectors.parts import BROWSE, read_whole
from digest.errors import FetchError, StatusError
from digest.fetch.limits import MEBIBYTE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.fetch import Fetch
    from digest.message import Message

ABSENT, NOTHING = 404, "No results found"
NEWEST = "new.atom"
PAGES, LARGEST = 100, 16 * MEBIBYTE  # of 200 mails each; most have less than two
START, END = re.compile(r"\s*(?:<\?xml[^<>]*>\s*)?(?=<feed\s)"), "</feed>"


def glimpses(
    inbox: str, query: str, fetch: Fetch, *, settled: bool = False
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
            check_inbox(inbox, error, fetch)
            return
        fresh = {name: mail for name, mail in page.items() if name not in seen}
        if not fresh:
            return
        yield from fresh.values()
        seen |= fresh.keys()
    raise FetchError(f"more than {PAGES} pages", where=inbox, hint="read it by git")


def check_inbox(inbox: str, error: StatusError, fetch: Fetch) -> None:
    """See that it is an inbox that answered a search with an error: it found nothing.

    Raises:
        FetchError: If there is no inbox, or it means something else.
    """
    if error.status != ABSENT:
        raise error
    if error.said.strip() != NOTHING:
        _page(inbox + NEWEST, fetch)


def _page(url: str, fetch: Fetch, *, settled: bool = False) -> dict[str, Message]:
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
