"""Announcements in the archive of a list that Mailman 3 runs: HyperKitty."""

from __future__ import annotations

__all__ = ["HyperKittyCollector"]

import re

from base64 import b32encode
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha1
from typing import TYPE_CHECKING

from digest.collectors.announced import announced, mails
from digest.collectors.dated import by_month
from digest.collectors.feed.newest import read_feed, see_reach
from digest.collectors.options import ArchiveAddress
from digest.errors import StatusError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.collectors.feed.entries import Post
    from digest.edition import Want
    from digest.fetch import Fetch
    from digest.message import Message
    from digest.model import Found
    from digest.months import Month

REFUSED, OFF = 400, "Archive download disabled"
PAGE = re.compile(r"/message/([A-Z2-7]{32})/?\Z")
OBSCURED = "\uff20"
NO_ID = "no-message-id.invalid"
HINT = "the list gives out no more: collect while its feed still has the whole month"


@dataclass(frozen=True, slots=True, kw_only=True)
class HyperKittyCollector:
    """The archive of a list, by the address of its page."""

    url: ArchiveAddress

    def collect(self, want: Want, fetch: Fetch) -> Iterator[Found]:
        """Yield what the mails of the window announce.

        Where a list does not give out its archive, its feed has the newest of them.

        Raises:
            FetchError: If there is no archive, or only a feed that does not reach back
                to the window's first day.
        """
        found = by_month(want, partial(self._exported, want, fetch))
        try:
            yield from announced(found, want, link=self._link)
        except StatusError as error:
            if error.status != REFUSED or OFF not in error.said:
                raise
        else:
            return
        feed = f"{self._root}feed/"
        entries, cut = read_feed(feed, fetch)
        newest = tuple(self._mails(entries))
        yield from announced(newest, want)
        if cut:
            raise cut
        days = [want.day(message.sent) for message in newest if message.sent]
        see_reach(feed, days, want, hint=HINT)

    @property
    def address(self) -> str:
        """Where the list's archive is."""
        return self.url

    def _exported(
        self, want: Want, fetch: Fetch, month: Month, *, settled: bool
    ) -> Iterator[Message]:
        """Yield the mails dated in a month, which is asked for in days of UTC."""
        days = f"start={month.first}&end={month.plus(1).first}"
        url = f"{self._root}export/{month}.mbox.gz?{days}"
        yield from mails(url, want, fetch, settled=settled)

    def _mails(self, entries: Iterable[Post]) -> Iterator[Message]:
        """Yield the mails in a feed, which are known by their pages only."""
        for entry in entries:
            if page := PAGE.search(entry.message.link):
                yield replace(
                    entry.message,
                    message_id=f"{page[1]}@{NO_ID}",
                    body=entry.message.body.replace(OBSCURED, "@"),
                    link=self._page(page[1]),
                )

    def _link(self, message: Message) -> str:
        digest = sha1(message.message_id.encode(), usedforsecurity=False).digest()
        return self._page(b32encode(digest).decode())

    def _page(self, name: str) -> str:
        return f"{self._root}message/{name}/"

    @property
    def _root(self) -> str:
        return f"{self.url.rstrip('/')}/"
