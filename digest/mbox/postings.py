"""The postings of an mbox: each a From_ line, and the mail below it."""

from __future__ import annotations

__all__ = ["Posting", "split"]

import re

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from digest.mbox.packed import BROWSE, NotAnArchive

if TYPE_CHECKING:
    from collections.abc import Iterator

# What is longer is cut there. The text of a mail stands before what is attached to it.
LONGEST = 2**21
# More than a From_ line, the blank line before it and a field's name after it can have.
REACH = 2**10
SPACES = 2**8
FROM_LINE = re.compile(
    rb"\nFrom (?![0-9a-f]{40} )(?P<rest>[^\r\n]{0,400})\r?\n"
    rb"(?=[A-Za-z][A-Za-z0-9-]{0,100} ?:)"
)
# Sun Apr  3 14:17:54 2011, with or without a zone, or, in pipermail of before 2000,
# Fri, 10 Dec 1999 16:37:55 -0500 (EST). Not the first line of a patch made by git.
WHEN = re.compile(
    rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +"
    rb"(?:[A-Z][a-z]{2} +[0-9]{1,2}|[0-9]{1,2} +[A-Z][a-z]{2} +[0-9]{2,4}) +"
    rb"[0-9]{1,2}:[0-9]{2}.{0,50}\Z"
)
BLANK = re.compile(rb"[ \t]*\r?")
BEFORE = b"\n\n"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
FIELD = re.compile(rb"(?m)^([A-Za-z][A-Za-z-]{0,50}):")
NO_FIELD = re.compile(rb"\n\r?\n")
SENT = {b"date", b"message-id", b"received"}
NOT_POSTED = (b"", b"")
# Pipermail writes "a at b.org", and leaves a "From " in a body as it is.
OBSCURED = b" at "


@dataclass(frozen=True, slots=True)
class Posting:
    """A mail as it stands in an archive, and what its From_ line says: who and when.

    A file that is one mail without a From_ line (RFC 5322) has neither.
    """

    who: bytes
    when: bytes
    mail: bytes

    @property
    def escaped(self) -> bool:
        """Whether a line that starts with ``From `` is written with a ``>`` more."""
        return bool(self.when) and OBSCURED not in self.who


def split(pieces: Iterator[bytes]) -> Iterator[Posting]:
    """Yield the postings of an archive, holding no more of it than one of them.

    Raises:
        NotAnArchive: If it has none.
    """
    head = _head(pieces)
    if head.startswith(b"<"):
        raise NotAnArchive("a web page, not an mbox", hint=BROWSE)
    posting = None
    for posting in _postings(head, pieces):
        yield posting
    if head and not posting:
        raise NotAnArchive(
            "not an mbox: no message in it",
            hint="each message of an mbox starts with a line such as "
            '"From a@example.org Sun Apr  3 14:17:54 2011"',
        )


def _head(pieces: Iterator[bytes]) -> bytes:
    """Return the first piece that has something in it, from there on."""
    heads = (piece.removeprefix(BYTE_ORDER_MARK).lstrip() for piece in pieces)
    return next(filter(None, heads), b"")


def _postings(head: bytes, pieces: Iterator[bytes]) -> Iterator[Posting]:
    posted = NOT_POSTED if _is_mail(head) else None
    text, begin, searched = b"", len(BEFORE), 0
    for piece in chain((BEFORE + head,), pieces):
        text += piece
        for line in FROM_LINE.finditer(text, searched):
            if following := _posted(line):
                if posted:
                    yield Posting(*posted, text[begin : line.start()])
                posted, begin = following, line.end()
        if posted and len(text) - begin > LONGEST:
            yield Posting(*posted, text[begin : begin + LONGEST])
            posted = None
        # The last of it may be a From_ line that goes on in the next piece.
        reach = max(len(text) - REACH, 0)
        kept = begin if posted else max(reach - SPACES, 0)
        text, begin, searched = text[kept:], 0, max(reach - kept, 0)
    if posted:
        yield Posting(*posted, text)


def _is_mail(head: bytes) -> bool:
    """Return whether there is a mail without a From_ line."""
    fields = NO_FIELD.split(head, 1)[0]
    names = {name.lower() for name in FIELD.findall(fields)}
    return bool(FIELD.match(head)) and b"from" in names and not names.isdisjoint(SENT)


def _posted(line: re.Match[bytes]) -> tuple[bytes, bytes] | None:
    """Return who and when, if a line that looks like it is a From_ line."""
    above = line.string[max(line.start() - SPACES, 0) : line.start()].rpartition(b"\n")
    when = WHEN.search(line["rest"])
    if not (when and above[1] and BLANK.fullmatch(above[2])):
        return None
    return line["rest"][: when.start()].rstrip(b" "), when[0]
