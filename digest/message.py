"""What an archive, a feed or a forum is made of."""

from __future__ import annotations

__all__ = ["Message"]

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What somebody told everybody: a mail, a feed's entry, a forum's thread, as text.

    ``message_id`` has no ``<>``, and is made from a hash where the mail has none.
    ``subject`` is decoded (RFC 2047), on one line. ``author`` is a display name, never
    an address; ``sender`` tells people apart who give none: it is the same for the same
    address, which cannot be read from it. ``sent`` is in UTC, or none where nothing
    believable is said of it.
    ``link`` is where it can be read on the web, ``http(s)``; a mail says so in
    Archived-At (RFC 5064). What a message does not have is empty. Every text can be
    encoded as UTF-8.
    """

    message_id: str
    subject: str
    sent: datetime | None
    body: str
    author: str = ""
    sender: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    link: str = ""
