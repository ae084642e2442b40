"""Announcements in a public-inbox, such as those at https://lore.kernel.org/."""

from __future__ import annotations

__all__ = ["By", "PublicInboxCollector"]

import re

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import quote

from digest.collectors.announced import announced, mails
from digest.collectors.dated import by_month
from digest.collectors.options import ARCHIVE
from digest.collectors.public_inbox.atom import glimpses, is_nothing
from digest.collectors.public_inbox.git import epochs, mails_of
from digest.errors import StatusError
from digest.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.edition import Want
    from digest.fetch import Fetch
    from digest.message import Message
    from digest.model import Found
    from digest.months import Month

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

    Those of a month come at once. Where a server refuses that, they are read ``by``
    Atom: a page of them at a time, and whole only what announces something. Or by git,
    where ``url`` may be that of a repository, or a path.
    """

    url: str
    by: By = By.SEARCH

    def __post_init__(self) -> None:
        """See that the address is one that can be read in this way.

        Raises:
            ValueError: If it is not.
        """
        if self.by is not By.GIT and not re.fullmatch(ARCHIVE.pattern, self.url):
            raise ValueError(f'{ARCHIVE.what} expected as url, unless by = "{By.GIT}"')

    def collect(self, want: Want, fetch: Fetch) -> Iterator[Found]:
        """Yield what the mails of the window announce.

        Raises:
            FetchError: If there is no inbox at the address, or it cannot be read.
        """
        if self.by is By.GIT:
            parts = epochs(self.url, want, fetch)
            # A repository that stands for itself has no page for each mail.
            link = _nowhere if parts == (self.url,) else self._page
            each = (mails_of(epoch, want, fetch) for epoch in parts)
            yield from announced(chain.from_iterable(each), want, link=link)
        else:
            read = self._found if self.by is By.SEARCH else self._glimpsed
            found = by_month(want, partial(read, want, fetch))
            yield from announced(found, want, link=self._page)

    @property
    def address(self) -> str:
        """Where the inbox is, or the repository."""
        return self.url

    def _found(
        self, want: Want, fetch: Fetch, month: Month, *, settled: bool
    ) -> Iterator[Message]:
        url = f"{self._inbox}?{_query(month)}&x=m"
        try:
            yield from mails(url, want, fetch, post=True, settled=settled)
        except StatusError as error:
            if not is_nothing(error):
                raise

    def _glimpsed(
        self, want: Want, fetch: Fetch, month: Month, *, settled: bool
    ) -> Iterator[Message]:
        for glimpse in glimpses(self._inbox, _query(month), fetch, settled=settled):
            if recognise(glimpse, want.projects, events=want.events):
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


def _query(month: Month) -> str:
    """Return what finds the mails dated in a month: days of UTC, ends included.

    https://public-inbox.org/meta/_/text/help/
    """
    last = month.plus(1).first - timedelta(days=1)
    return f"q=d:{month.first:%Y%m%d}..{last:%Y%m%d}"
