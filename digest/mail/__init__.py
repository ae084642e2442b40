"""The parts of one mail as text, whatever its bytes are: nothing here raises."""

from __future__ import annotations

__all__ = ["charset", "field", "ids", "line", "moment", "name", "parse", "sender"]

import binascii
import hashlib
import re

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.parser import BytesHeaderParser
from email.utils import parsedate_tz
from itertools import groupby
from typing import TYPE_CHECKING

from digest.clean import UNPRINTABLE, believed, legible, tidy
from digest.clean.charsets import decoded
from digest.clean.markup import shown
from digest.mail.flowed import unflowed
from digest.mail.quotes import own

if TYPE_CHECKING:
    from email.message import Message

LONGEST = 20_000
WORD = re.compile(r"(?i)=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=(?:\s+(?==\?))?")
ADDRESS = re.compile(
    r"<[^<>]*>|(?<![^\s()\"])[^\s()\"]*(?:[@＠][^\s()\"]*| at [^\s()\"]+\.\w+)"
)
BOX = re.compile(r"(?<![^\s()<>\"])([^\s()<>\"@＠]+)(?:[@＠]| at )([^\s()<>\"]+)")
QUOTES = re.compile(r"\A\s*([\"'])(.*)\1\s*\Z")
ID = re.compile(r"<\s*([^<>]*[^<>\s])\s*>")
BARE_ID = re.compile(r"(?<![^\s<>])[^\s<>@]+@[^\s<>]+")
CHARSET = re.compile(r"(?i)charset\s*=\s*[\"']?([^\s\"';]{1,60})")
FLOWED = re.compile(r"(?i);\s*format\s*=\s*\"?flowed\b")
NO_SPACES = re.compile(r"(?i);\s*delsp\s*=\s*\"?yes\b")
FORWARD = re.compile(r"(?i)(?:\A|[\]\s])(?:fwd?|fw|wg|tr|vl|转发)\s*[:：]")
FARTHEST_ZONE = 14 * 60 * 60


def parse(mail: bytes) -> tuple[Message, str]:
    """Return a mail's fields, and its body as text.

    That is its plain text, or else what a reader of its HTML sees, as far as it is the
    writer's `own`.
    """
    try:
        whole = message_from_bytes(mail)
        return whole, _body(whole)
    # Hostile parameters, or parts in parts a thousand deep, are too much for the
    # parser: https://github.com/python/cpython/issues/134151
    except (LookupError, RecursionError, TypeError, ValueError):
        fields = BytesHeaderParser().parsebytes(mail)
        text = legible(decoded(mail.partition(b"\n\n")[2], ""))
        return fields, tidy(own(text, forward=False))


def field(mail: Message, key: str) -> str:
    """Return a field as it stands, or nothing; its odd bytes are surrogate escapes."""
    fields = (value for own, value in mail.raw_items() if own.lower() == key)
    return str(next(fields, ""))[:LONGEST]


def charset(mail: Message) -> str:
    """Return what a mail says its text is in, or nothing if that is Unicode, or unsaid.

    So are the bytes in its fields, if they are nothing else.
    """
    parts = mail.get_payload() if mail.is_multipart() else ()
    said = (CHARSET.search(field(part, "content-type")) for part in (mail, *parts))
    labels = (found[1].lower() for found in said if found)
    return next((label for label in labels if not label.startswith("utf")), "")


def line(raw: str, charset: str = "") -> str:
    """Return a field decoded (RFC 2047), on one line.

    Words in one charset are put together first: some senders cut characters in two.
    Bytes are UTF-8 (RFC 6532), or else in the ``charset`` of the text.
    """
    own = charset
    with suppress(UnicodeDecodeError):
        _bytes(raw).decode()
        own = ""
    pieces: list[tuple[str, bytes]] = []
    end = 0
    for word in WORD.finditer(raw):
        pieces.append((own, _bytes(raw[end : word.start()])))
        label, how, text = word[1].partition("*")[0], word[2], _bytes(word[3])
        undone = _base64(text) if how in "bB" else binascii.a2b_qp(text, header=True)
        pieces.append((label.lower(), undone))
        end = word.end()
    pieces.append((own, _bytes(raw[end:])))
    runs = groupby((piece for piece in pieces if piece[1]), key=lambda piece: piece[0])
    said = "".join(decoded(b"".join(p[1] for p in run), of) for of, run in runs)
    return " ".join(UNPRINTABLE.sub(" ", said).split())


def name(raw: str, charset: str = "") -> str:
    """Return the name in ``Name <a@b>``, ``a at b.org (Name)`` or ``Name a@b``."""
    named = raw.strip()
    if named.endswith(")") and "<" not in named:
        named = named.partition("(")[2][:-1]
    named = QUOTES.sub(r"\2", ADDRESS.sub(" ", named)).replace("\\", "")
    named = QUOTES.sub(r"\2", ADDRESS.sub(" ", line(named, charset)))
    # Mailman writes "Name via List" where a domain forbids others to send in its name.
    return " ".join(named.split()).partition(" via ")[0]


def sender(raw: str) -> str:
    """Return a hash of the address that a name is given with, or nothing without one.

    Pipermail's way of writing the address changes nothing of it.
    """
    if not (box := BOX.search(raw)):
        return ""
    address = f"{box[1]}@{box[2]}".lower().encode("utf-8", "surrogateescape")
    return hashlib.blake2b(address, digest_size=8).hexdigest()


def ids(raw: str) -> tuple[str, ...]:
    """Return the message ids in a field; some programs write prose around them."""
    text = line(raw)
    found = ID.findall(text) or BARE_ID.findall(text)[:1]
    return tuple("".join(id_.split()) for id_ in found)


def moment(written: str) -> datetime | None:
    """Return a date in UTC, or none if it is not to be believed.

    A zone that is nowhere on earth, such as ``+50579034``, counts as UTC.
    """
    if not (parts := parsedate_tz(written[:100])):
        return None
    zone = parts[9] or 0
    away = timedelta(seconds=zone if abs(zone) <= FARTHEST_ZONE else 0)
    try:
        found = datetime(*parts[:5], min(parts[5], 59), tzinfo=UTC) - away
    except (OverflowError, ValueError):
        return None
    return believed(found)


def _bytes(raw: str) -> bytes:
    return raw.encode("ascii", "surrogateescape")


def _base64(text: bytes) -> bytes:
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", text)
    whole = letters[:-1] if len(letters) % 4 == 1 else letters
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


def _body(mail: Message) -> str:
    plain, rich = [], []
    forward = bool(FORWARD.search(line(field(mail, "subject"))))
    for part in mail.walk():
        kind, said = part.get_content_type(), field(part, "content-type")
        placed = field(part, "content-disposition").lower()
        if part.is_multipart() or placed.startswith("attachment"):
            continue
        label = CHARSET.search(said)
        payload = bytes(part.get_payload(decode=True))
        text = legible(decoded(payload, label[1] if label else ""))
        if kind == "text/html":
            rich.append(own(legible(shown(text)), forward=forward))
        elif kind == "text/plain" or kind.startswith("multipart/"):
            if FLOWED.search(said):
                text = unflowed(text, delsp=bool(NO_SPACES.search(said)))
            plain.append(own(text, forward=forward))
    return tidy("\n".join(filter(str.strip, plain)) or "\n".join(rich))
