"""Announcements in a public-inbox, such as those at https://lore.kernel.org/."""

from __future__ import annotations

__all__ = ["By", "PublicInboxCollector"]

from dataclasses import dataclass
from datetime import UTC, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import quote

from digest.collectors.announced import announced, mails
from digest.collectors.public_inbox.atom import check_inbox, glimpses
from digest.collectors.public_inbox.git import epochs, mails_of
from digest.errors import StatusError
from digest.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.edition import Want
    from digest.fetch import Fetch
    from digest.message import Message
    from digest.model import Found

# What public-inbox itself leaves as it is in an address, except quotes and brackets.
PLAIN = "!$&*+,;=:@"


class By(StrEnum):
    """How an inbox is read."""

    SEARCH = "search"
    ATOM = "atom"
    GIT = "git"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicInboxCollector:
    """Mails of an inbox, searched for by their dates.

    They come all at once. Where a server refuses that, they are read ``by`` Atom: a
    page of them at a time, and whole only what announces something. Or by git, where
    ``url`` may be that of a repository, or a path.
    """

    url: str
    by: By = By.SEARCH

    def collect(self, want: Want, fetch: Fetch) -> Iterator[Found]:
        """Yield what the mails of the window announce.

        Raises:
            FetchError: If there is no inbox at the address, or it cannot be read.
        """
        if self.by is By.GIT:
            for epoch in epochs(self.url, want, fetch):
                # A repository that stands for itself has no page for each mail.
                link = _nowhere if epoch == self.url else self._page
                yield from announced(mails_of(epoch, want, fetch), want, link=link)
        else:
            read = self._found if self.by is By.SEARCH else self._glimpsed
            yield from announced(read(want, fetch), want, link=self._page)

    def _found(self, want: Want, fetch: Fetch) -> Iterator[Message]:
        url, settled = f"{self._inbox}?{_query(want)}&x=m", _settled(want)
        try:
            yield from mails(url, want, fetch, post=True, settled=settled)
        except StatusError as error:
            check_inbox(self._inbox, error, fetch)

    def _glimpsed(self, want: Want, fetch: Fetch) -> Iterator[Message]:
        query, settled = _query(want), _settled(want)
        for glimpse in glimpses(self._inbox, query, fetch, settled=settled):
            if recognise(glimpse, want.projects):
                # The mail itself says when it was sent, and never changes.
                whole = f"{self._page(glimpse)}raw"
                yield from mails(whole, want, fetch, settled=True)
            else:
                yield glimpse

    @property
    def _inbox(self) -> str:
        return f"{self.url.rstrip('/')}/"

    def _page(self, message: Message) -> str:
        return f"{self._inbox}{quote(message.message_id, safe=PLAIN)}/"


def _nowhere(_: Message) -> str:
    return ""


def _query(want: Want) -> str:
    """Return what finds the mails dated within the span: days of UTC, ends included.

    https://public-inbox.org/meta/_/text/help/
    """
    since, until = (moment.astimezone(UTC) for moment in want.moments)
    last = until - timedelta(microseconds=1)
    return f"q=d:{since:%Y%m%d}..{last:%Y%m%d}"


def _settled(want: Want) -> bool:
    return want.settled(want.span.until)
