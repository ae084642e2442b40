"""The archive of a mailing list to messages.

Pipermail, HyperKitty and public-inbox differ in the From_ line, in what is left of a
mail, and in how a body line that starts with ``From `` is written; all three give an
mbox, plain or gzipped.
"""

from __future__ import annotations

__all__ = ["NotAnArchive", "messages"]

import hashlib
import re
import zlib

from datetime import timedelta
from functools import partial
from gzip import GzipFile
from io import BytesIO
from typing import TYPE_CHECKING

from digest import mail
from digest.errors import DigestError
from digest.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from email.message import Message as Fields
    from typing import BinaryIO

MEBIBYTE = 2**20
LIMIT = 256 * MEBIBYTE
GZIP = b"\x1f\x8b"
# Sun Apr  3 14:17:54 2011, with or without a zone, or, in pipermail of before 2000,
# Fri, 10 Dec 1999 16:37:55 -0500 (EST). Not the first line of a patch made by git.
FROM_LINE = re.compile(
    rb"(?m)(?:\A\s*|^[ \t]*\r?\n)From (?![0-9a-f]{40} )"
    rb"(?P<who>[^\r\n]{0,200}?) *"
    rb"(?P<when>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +"
    rb"(?:[A-Z][a-z]{2} +[0-9]{1,2}|[0-9]{1,2} +[A-Z][a-z]{2} +[0-9]{2,4}) +"
    rb"[0-9]{1,2}:[0-9]{2}[^\r\n]{0,50})\r?\n"
    rb"(?=[A-Za-z][A-Za-z0-9-]* ?:)"
)
ESCAPED = re.compile(rb"(?m)^>(?=>*From )")
OBSCURED = b" at "
PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
# What Mailman's archiver fills in for a mail without sender and subject: the rest of a
# mail that was cut at a line of its body, when an archive was rebuilt.
# http://oss.clusterlabs.org/pipermail/pacemaker/2012-October/017450.html
NOBODY = re.compile(rb"bogus(?:@| at )does\.not\.exist\.com")
NO_SUBJECT = "no subject"
MADE_UP_ID = re.compile(r"mailman\.[0-9]+\.[0-9]+\.[0-9]+\.")
LINK = re.compile(r"https?://[^\s<>\"'\\^`{|}]+")
TRANSIT = timedelta(days=2)


class NotAnArchive(DigestError):  # noqa: N818 - it says what the bytes are
    """Bytes that are no mbox; who fetched them knows where they are from."""

    def __init__(self, what: str, *, where: str = "archive", hint: str = "") -> None:
        super().__init__(what, where=where, hint=hint)


def messages(
    archive: BinaryIO,
    *,
    between: tuple[datetime, datetime] | None = None,
    limit: int = LIMIT,
) -> Iterator[Message]:
    """Return an archive's messages, in its order.

    Of messages with the same id the first is kept: archives that were rebuilt have
    them all twice. Pipermail's phantoms are dropped. An empty file has no messages.

    Raises:
        NotAnArchive: If there is no mail in the data, or more than ``limit`` bytes when
            unpacked. It is raised at once; no message raises anything.
    """
    data = archive.read()
    del between
    unpacked = _unpacked(data, limit) if data.startswith(GZIP) else data
    if PAGE.match(unpacked):
        raise NotAnArchive(
            "a web page, not an mbox",
            hint="look at the address in a browser: it may ask whether you are a bot",
        )
    if unpacked.strip() and not FROM_LINE.search(unpacked):
        raise NotAnArchive(
            "not an mbox: no message in it",
            hint="each message of an mbox starts with a line such as "
            '"From a@example.org Sun Apr  3 14:17:54 2011"',
        )
    return _once(_messages(unpacked))


def _unpacked(data: bytes, limit: int) -> bytes:
    unpacked = bytearray()
    file = GzipFile(fileobj=BytesIO(data))
    try:
        for chunk in iter(partial(file.read, MEBIBYTE), b""):
            unpacked += chunk
            if len(unpacked) > limit:
                what = f"unpacks to more than {limit / MEBIBYTE:g} MiB"
                raise NotAnArchive(what, hint="ask for a shorter time")
    except EOFError as error:
        hint = "the download broke off, or the file is still being written: try again"
        raise NotAnArchive("gzip data cut short", hint=hint) from error
    except (OSError, zlib.error) as error:
        raise NotAnArchive("broken gzip data", hint="try again") from error
    return bytes(unpacked)


def _once(found: Iterator[Message]) -> Iterator[Message]:
    seen: set[str] = set()
    for message in found:
        if message.message_id not in seen:
            seen.add(message.message_id)
            yield message


def _messages(data: bytes) -> Iterator[Message]:
    start = FROM_LINE.search(data)
    while start:
        following = FROM_LINE.search(data, start.end())
        record = data[start.end() : following.start() if following else len(data)]
        message = _read(start, record)
        if not (NOBODY.search(start["who"]) and _without_headers(message)):
            yield message
        start = following


def _without_headers(message: Message) -> bool:
    made_up = MADE_UP_ID.match(message.message_id)
    return bool(made_up) or message.subject.lower() == NO_SUBJECT


def _read(start: re.Match[bytes], record: bytes) -> Message:
    """Return the mail of one record.

    All but pipermail write a body line that starts with ``From `` with a ``>`` more.
    """
    pipermail = OBSCURED in start["who"]
    written = record if pipermail else ESCAPED.sub(b"", record)
    fields, body = mail.parse(written)
    own = mail.ids(mail.field(fields, "message-id"))
    parents = mail.ids(mail.field(fields, "in-reply-to"))
    link = LINK.search(mail.line(mail.field(fields, "archived-at")))
    digest = hashlib.blake2b(written.strip(), digest_size=16).hexdigest()
    return Message(
        message_id=own[0] if own else f"{digest}@no-message-id.invalid",
        subject=mail.line(mail.field(fields, "subject")),
        author=mail.name(mail.field(fields, "from")),
        sent=_sent(fields, start["when"].decode("ascii", "replace")),
        in_reply_to=parents[0] if parents else "",
        references=mail.ids(mail.field(fields, "references")),
        link=link[0] if link else "",
        body=body,
    )


def _sent(fields: Fields, posted: str) -> datetime | None:
    """Return when a mail was sent: as it says, unless it had arrived before that."""
    said = mail.moment(mail.field(fields, "date"))
    arrived = mail.moment(mail.field(fields, "received").rpartition(";")[2])
    if said and not (arrived and said > arrived + TRANSIT):
        return said
    return arrived or mail.moment(posted)
