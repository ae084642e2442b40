"""The archive of a mailing list to messages.

Pipermail, HyperKitty and public-inbox differ in the From_ line, in what is left of a
mail, and in how a body line that starts with ``From `` is written; all three give an
mbox, plain or gzipped.
"""

from __future__ import annotations

__all__ = ["BROWSE", "NotAnArchive", "messages", "once"]

import hashlib
import re

from typing import TYPE_CHECKING

from digest import mail
from digest.mbox.dates import Between, sent
from digest.mbox.packed import BROWSE, NotAnArchive, unpack
from digest.mbox.postings import split
from digest.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from typing import BinaryIO

    from digest.mbox.postings import Posting

LIMIT = 2**30
# Where an archive was rebuilt, a mail comes again after all the others of its file.
REMEMBERED = 2**17
ESCAPED = re.compile(rb"(?m)^>(?=>*From )")
# What Mailman's archiver fills in for a mail without sender and subject: the rest of a
# mail that was cut at a line of its body, when an archive was rebuilt.
# http://oss.clusterlabs.org/pipermail/pacemaker/2012-October/017450.html
NOBODY = re.compile(rb"bogus(?:@| at )does\.not\.exist\.com")
NO_SUBJECT = "no subject"
MADE_UP_ID = re.compile(r"mailman\.[0-9]+\.[0-9]+\.[0-9]+\.")
LINK = re.compile(r"https?://[^\s<>\"'\\^`{|}]+")


def messages(
    archive: BinaryIO,
    *,
    between: tuple[datetime, datetime] | None = None,
    limit: int = LIMIT,
) -> Iterator[Message]:
    """Yield an archive's messages, in its order, while it is read.

    ``between`` leaves only those sent from the first of two moments on, and before the
    second; what was sent at no believable time is then left out. Of those with
    the same id the first is kept: archives that were rebuilt have them all twice.
    Pipermail's phantoms are dropped. An empty file has no messages; a file that is one
    mail, without a From_ line, has one.

    Raises:
        NotAnArchive: When it shows that the data is no mbox, breaks off, or is more
            than ``limit`` bytes when unpacked; what stood before that was yielded. No
            message raises anything.
    """
    postings = split(unpack(archive, limit))
    if not between:
        return once(_messages(postings))
    time = Between(*between)
    found = _messages(posting for posting in postings if time.may_hold(posting))
    return once(message for message in found if time.holds(message.sent))


def once(found: Iterable[Message]) -> Iterator[Message]:
    """Yield the first of those messages that have the same id.

    Those that have none are all yielded. Of what comes again long after the first,
    nothing is remembered.
    """
    seen: set[int] = set()
    before: set[int] = set()
    for message in found:
        if not message.message_id:
            yield message
            continue
        mark = hash(message.message_id)
        if mark not in seen and mark not in before:
            yield message
        seen.add(mark)
        if len(seen) == REMEMBERED:
            seen, before = set(), seen


def _messages(postings: Iterable[Posting]) -> Iterator[Message]:
    for posting in postings:
        message = _read(posting)
        if not (NOBODY.search(posting.who) and _without_headers(message)):
            yield message


def _without_headers(message: Message) -> bool:
    made_up = MADE_UP_ID.match(message.message_id)
    return bool(made_up) or message.subject.lower() == NO_SUBJECT


def _read(posting: Posting) -> Message:
    written = ESCAPED.sub(b"", posting.mail) if posting.escaped else posting.mail
    fields, body = mail.parse(written)
    charset = mail.charset(fields)
    own = mail.ids(mail.field(fields, "message-id"))
    parents = mail.ids(mail.field(fields, "in-reply-to"))
    link = LINK.search(mail.line(mail.field(fields, "archived-at")))
    digest = hashlib.blake2b(written.strip(), digest_size=16).hexdigest()
    return Message(
        message_id=own[0] if own else f"{digest}@no-message-id.invalid",
        subject=mail.line(mail.field(fields, "subject"), charset),
        author=mail.name(mail.field(fields, "from"), charset),
        sender=mail.sender(mail.field(fields, "from")),
        sent=sent(fields, posting.when.decode("ascii", "replace")),
        in_reply_to=parents[0] if parents else "",
        references=mail.ids(mail.field(fields, "references")),
        link=link[0] if link else "",
        body=body,
    )
