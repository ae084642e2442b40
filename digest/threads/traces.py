"""What is kept of a message until all of its thread has come by: little."""

from __future__ import annotations

__all__ = ["Opening", "Trace", "Tracer"]

import re

from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from digest.recognise.names import Names
from digest.threads.heading import Heading
from digest.threads.private import without_secrets
from digest.threads.question import question_in
from digest.threads.signs import Sign, is_of_developers, own_words, signs_in

if TYPE_CHECKING:
    from datetime import date, datetime

    from digest.edition import Want
    from digest.message import Message

# No line of a mail is longer (RFC 5322, 2.1.1), and no person has so long a name.
LONGEST, LONGEST_NAME = 998, 80
START = 2_000
WORD = re.compile(r"[a-z0-9][a-z0-9_+-]*")
MOST_WORDS = 6
ROBOT = re.compile(
    r"(?i)\b(?:robot|syzbot|syzkaller|buildbot|jenkins|bugzilla|mailer-daemon|cron"
    r"|no-?reply|github|gitlab|notifications?|patchwork)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a message asks that may open a thread, ready to be published.

    ``message`` is itself without its text.
    """

    title: str
    day: date
    question: str
    asker: str
    project: str | None
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What is kept of a message: who spoke when, in answer to what, and its signs.

    Ids, persons and topics are hashes; what is not known is empty.
    """

    id: bytes
    text: bytes
    parents: tuple[bytes, ...]
    topic: bytes
    person: bytes
    sent: datetime
    signs: Sign
    opening: Opening | None = None

    @property
    def place(self) -> tuple[datetime, bytes, bytes]:
        """Where it stands among others."""
        return self.sent, self.id, self.text


class Tracer:
    """Takes of messages what is kept."""

    def __init__(self, want: Want) -> None:
        self._want = want

    def trace(self, message: Message, sent: datetime) -> Trace:
        """Return what is kept of a message that was sent then."""
        heading = Heading.of(message.subject[:LONGEST])
        signs = Sign.REPLY if heading.reply else Sign(0)
        text = ""
        if heading.other or ROBOT.search(message.author):
            signs |= Sign.ELSE
        else:
            text, quotes = own_words(message.body)
            signs |= signs_in(text)
            signs |= Sign.REPLY if quotes else Sign(0)
            signs |= Sign.SOLVED if heading.solved else Sign(0)
        whole = _hash(repr(message))
        id_ = _hash(message.message_id) or whole
        ids = (message.in_reply_to, *message.references[:1], *message.references[-2:])
        parents = dict.fromkeys(map(_hash, ids))
        return Trace(
            id=id_,
            text=whole,
            parents=tuple(parent for parent in parents if parent not in {b"", id_}),
            topic=_hash(heading.text.casefold()),
            person=_hash(message.author.casefold() or message.sender),
            sent=sent,
            signs=signs,
            opening=None
            if signs & (Sign.ELSE | Sign.REPLY)
            else self._opening(message, heading.text, text),
        )

    def _opening(self, message: Message, title: str, text: str) -> Opening | None:
        """Return what a message asks, if it asks anything in the window."""
        day = message.sent and self._want.day(message.sent)
        fields = (message.message_id, message.subject, message.link)
        if not day or day not in self._want.window or max(map(len, fields)) > LONGEST:
            return None
        if is_of_developers(title, text) or not (question := question_in(title, text)):
            return None
        name = message.author
        asker = name if len(name) <= LONGEST_NAME else ""
        said = (title, question, text[:START])
        return Opening(
            title=without_secrets(title) or question,
            day=day,
            question=question,
            asker=asker if without_secrets(asker) == asker else "",
            project=next(filter(None, map(self._project, said)), None),
            message=replace(message, body="", author="", in_reply_to="", references=()),
        )

    def _project(self, text: str) -> str:
        """Return the project that a text names first."""
        words = WORD.findall(text.lower())
        for end in range(1, len(words) + 1):
            found, _ = self._names.ending(words[max(end - MOST_WORDS, 0) : end])
            if found:
                return found
        return ""

    @cached_property
    def _names(self) -> Names:
        return Names.of(self._want.projects)


def _hash(text: str) -> bytes:
    """Return a hash of a text, and nothing of nothing."""
    if not text:
        return b""
    return blake2b(text.encode(errors="replace"), digest_size=12).digest()
