"""Announcements in mboxes: a file, a folder of them, or an address of one."""

from __future__ import annotations

__all__ = ["MboxCollector"]

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from digest.collectors.announced import announced, mails
from digest.collectors.options import PageTemplate
from digest.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.edition import Want
    from digest.fetch import Fetch
    from digest.message import Message
    from digest.model import Found

ENDS = (".mbox", ".mbx", ".mbox.gz", ".txt", ".txt.gz", ".eml", ".gz")


@dataclass(frozen=True, slots=True, kw_only=True)
class MboxCollector:
    """Mails in an mbox, plain or gzipped, or in all the mboxes of a folder.

    ``link`` is where a mail can be read on the web, with ``{message_id}`` in it, for
    mails that do not say so themselves (RFC 5064, Archived-At).
    """

    url: str
    link: PageTemplate = ""

    def collect(self, want: Want, fetch: Fetch) -> Iterator[Found]:
        """Yield what the mails of the window announce.

        Raises:
            FetchError: If there is no mbox at the address, or a file of the folder is
                none; this is said when the others have been read.
        """
        yield from announced(self._mails(want, fetch), want, link=self._link)

    @property
    def address(self) -> str:
        """Where the mails are: what they are in, or the folder of that."""
        return self.url

    def _mails(self, want: Want, fetch: Fetch) -> Iterator[Message]:
        failure = None
        for url in self._urls(fetch):
            try:
                yield from mails(url, want, fetch)
            except FetchError as error:
                failure = failure or error
        if failure:
            raise failure

    def _urls(self, fetch: Fetch) -> tuple[str, ...]:
        names = fetch.names(self.url)
        if not names:
            return (self.url,)
        ours = sorted(name for name in names if name.lower().endswith(ENDS))
        if not ours:
            hint = f"give those that hold mails a name that ends in {ENDS[0]}"
            raise FetchError(
                "no file of mails in the folder", where=self.url, hint=hint
            )
        return tuple(f"{self.url.removesuffix('/')}/{name}" for name in ours)

    def _link(self, message: Message) -> str:
        return self.link.replace("{message_id}", quote(message.message_id, safe="@"))
