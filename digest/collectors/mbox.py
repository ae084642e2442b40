"""Announcements in an mbox: a file, or an address that answers with one."""

from __future__ import annotations

__all__ = ["MboxCollector"]

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from digest.errors import FetchError
from digest.mbox import Message, NotAnArchive, messages
from digest.model import Evidence, EvidenceKind, Found, Sighting
from digest.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.edition import Want
    from digest.fetch import Fetch


@dataclass(frozen=True, slots=True, kw_only=True)
class MboxCollector:
    """Mails in an mbox, plain or gzipped.

    ``link`` is where a mail can be read on the web, with ``{message_id}`` in it, for
    mails that do not say so themselves (RFC 5064, Archived-At).
    """

    url: str
    link: str = ""

    def collect(self, want: Want, fetch: Fetch) -> Iterator[Found]:
        """Yield a sighting for each release that a mail of the window announces.

        Raises:
            FetchError: If there is no mbox at the address.
        """
        try:
            for message in messages(fetch.read(self.url)):
                yield from self._sightings(message, want)
        except NotAnArchive as error:
            raise FetchError(error.what, where=self.url, hint=error.hint) from error

    def _sightings(self, message: Message, want: Want) -> Iterator[Found]:
        day = message.sent and message.sent.astimezone(want.timezone).date()
        if not day or day not in want.span:
            return
        verdict = recognise(message, want.projects)
        for named in verdict.releases if verdict else ():
            evidence = Evidence(
                kind=EvidenceKind.MAIL,
                source=want.source,
                url=message.link or self._link(message),
                day=day,
                title=message.subject,
                message_id=message.message_id,
            )
            yield Sighting(
                project=named.project, version=named.version, evidence=evidence
            )

    def _link(self, message: Message) -> str:
        return self.link.replace("{message_id}", quote(message.message_id, safe="@"))
