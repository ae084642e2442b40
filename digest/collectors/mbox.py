"""Announcements in an mbox: a file, or an address that answers with one."""

from __future__ import annotations

__all__ = ["MboxCollector"]

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from digest.collectors.announced import announced, mails

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.edition import Want
    from digest.fetch import Fetch
    from digest.message import Message
    from digest.model import Found


@dataclass(frozen=True, slots=True, kw_only=True)
class MboxCollector:
    """Mails in an mbox, plain or gzipped.

    ``link`` is where a mail can be read on the web, with ``{message_id}`` in it, for
    mails that do not say so themselves (RFC 5064, Archived-At).
    """

    url: str
    link: str = ""

    def collect(self, want: Want, fetch: Fetch) -> Iterator[Found]:
        """Yield what the mails of the window announce.

        Raises:
            FetchError: If there is no mbox at the address.
        """
        yield from announced(mails(self.url, want, fetch), want, link=self._link)

    def _link(self, message: Message) -> str:
        return self.link.replace("{message_id}", quote(message.message_id, safe="@"))
