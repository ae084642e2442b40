"""The parts of one mail as text, whatever its bytes are: nothing here raises."""

from __future__ import annotations

__all__ = ["field", "ids", "line", "moment", "name", "parse"]

import binascii
import codecs
import html
import re

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.parser import BytesHeaderParser
from email.utils import parsedate_tz
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import Message

LONGEST = 20_000
WORD = re.compile(r"(?i)=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=(?:\s+(?==\?))?")
ADDRESS = re.compile(
    r"<[^>]*>|(?<![^\s()\"])[^\s()\"]*(?:[@＠][^\s()\"]*| at [^\s()\"]+\.\w+)"
)
QUOTES = re.compile(r"\A\s*([\"'])(.*)\1\s*\Z")
ID = re.compile(r"<\s*([^<>]*[^<>\s])\s*>")
BARE_ID = re.compile(r"(?<![^\s<>])[^\s<>@]+@[^\s<>]+")
CHARSET = re.compile(r"(?i)charset\s*=\s*[\"']?([^\s\"';]{1,60})")
# Pipermail's note of a part that it keeps elsewhere; its words depend on the list's
# language: https://gitlab.com/mailman/mailman/-/blob/2.1.39/Mailman/Handlers/Scrubber.py
SCRUBBED = re.compile(
    r"(?im)(?:^-{14} next part -{14}\n|\A(?=An? [-a-z]+ attachment was scrubbed))"
    r"(?:.+\n){1,8}?URL ?:"
)
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
HIDDEN = re.compile(r"(?i)<!--|<(?=(?:head|script|style)\b)")
SHOWN = re.compile(r"(?i)-->|</(?:head|script|style)\s*>")
BREAK = re.compile(r"(?i) ?<(?:br|li|/?(?:p|div|h[1-6]|ol|pre|tr|ul))\b[^<>]*> ?")
MARKUP = re.compile(r"(?i)<[a-z/!?][^<>]*>")
# What senders mean by these is a little more than the charsets of these names hold.
MEANT = {
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso2022_jp": "iso2022_jp_ext",
    "iso8859_1": "cp1252",
    "shift_jis": "cp932",
}
# These are no charsets of mails, but slow, or loud, or a way to lone surrogates.
ODD = {"idna", "punycode", "raw_unicode_escape", "unicode_escape"}
FARTHEST_ZONE = 14 * 60 * 60
FIRST_YEAR, LAST_YEAR = 1980, 2100


def parse(mail: bytes) -> tuple[Message, str]:
    """Return a mail's fields, and its body as text.

    That is its plain text, or else what a reader of its HTML sees; without what
    pipermail says of the parts that it keeps elsewhere.
    """
    try:
        whole = message_from_bytes(mail)
        return whole, _tidy(_body(whole))
    # Hostile parameters, or parts in parts a thousand deep, are too much for the
    # parser: https://github.com/python/cpython/issues/134151
    except (LookupError, RecursionError, TypeError, ValueError):
        fields = BytesHeaderParser().parsebytes(mail)
        return fields, _tidy(_decoded(mail.partition(b"\n\n")[2], ""))


def field(mail: Message, key: str) -> str:
    """Return a field as it stands, or nothing; its odd bytes are surrogate escapes."""
    fields = (value for own, value in mail.raw_items() if own.lower() == key)
    return str(next(fields, ""))[:LONGEST]


def line(raw: str) -> str:
    """Return a field decoded (RFC 2047), on one line.

    Words in one charset are put together first: some senders cut characters in two.
    """
    pieces: list[tuple[str, bytes]] = []
    end = 0
    for word in WORD.finditer(raw):
        pieces.append(("", _bytes(raw[end : word.start()])))
        charset, how, text = word[1].partition("*")[0], word[2], _bytes(word[3])
        undone = _base64(text) if how in "bB" else binascii.a2b_qp(text, header=True)
        pieces.append((charset.lower(), undone))
        end = word.end()
    pieces.append(("", _bytes(raw[end:])))
    runs = groupby((piece for piece in pieces if piece[1]), key=lambda piece: piece[0])
    decoded = "".join(_decoded(b"".join(p[1] for p in run), of) for of, run in runs)
    return " ".join(UNPRINTABLE.sub(" ", decoded).split())


def name(raw: str) -> str:
    """Return the name in ``Name <a@b>``, ``a at b.org (Name)`` or ``Name a@b``."""
    named = raw.strip()
    if named.endswith(")") and "<" not in named:
        named = named.partition("(")[2][:-1]
    named = QUOTES.sub(r"\2", ADDRESS.sub(" ", named)).replace("\\", "")
    named = QUOTES.sub(r"\2", ADDRESS.sub(" ", line(named)))
    # Mailman writes "Name via List" where a domain forbids others to send in its name.
    return " ".join(named.split()).partition(" via ")[0]


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
    return found if FIRST_YEAR <= found.year < LAST_YEAR else None


def _bytes(raw: str) -> bytes:
    return raw.encode("ascii", "surrogateescape")


def _base64(text: bytes) -> bytes:
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", text)
    whole = letters[:-1] if len(letters) % 4 == 1 else letters
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


def _decoded(data: bytes, charset: str) -> str:
    """Return bytes as text, guessing where the charset is wrong, unknown or not said.

    Bytes beyond ASCII that can be read as UTF-8 hardly ever are anything else, so that
    goes before the label of western Europe, which is given to everything.
    """
    label = _codec(charset) or ("iso2022_jp_ext" if b"\x1b$" in data else "cp1252")
    for codec in ("utf-8", label) if label == "cp1252" else (label, "utf-8"):
        try:
            return data.decode(codec)
        except ValueError:
            continue
    text = data.decode(label, "replace")
    nothing = text.replace("\ufffd", "").isascii()
    return data.decode("cp1252", "replace") if nothing else text


def _codec(charset: str) -> str:
    """Return what a charset is to be decoded with, or nothing if there is none."""
    try:
        codec = codecs.lookup(charset.lower().removeprefix("x-")).name.replace("-", "_")
        b"    ".decode(codec)
    except (LookupError, ValueError):
        return ""
    return "" if codec in ODD else MEANT.get(codec, codec)


def _body(mail: Message) -> str:
    plain, rich = [], []
    for part in mail.walk():
        kind = part.get_content_type()
        placed = field(part, "content-disposition").lower()
        if part.is_multipart() or placed.startswith("attachment"):
            continue
        charset = CHARSET.search(field(part, "content-type"))
        payload = bytes(part.get_payload(decode=True))
        text = _decoded(payload, charset[1] if charset else "")
        if kind == "text/html":
            rich.append(_shown(text))
        elif kind == "text/plain" or kind.startswith("multipart/"):
            plain.append(text)
    return "\n".join(filter(str.strip, plain)) or "\n".join(rich)


def _shown(markup: str) -> str:
    """Return what a reader of HTML sees, a line for each of its blocks."""
    first, *others = HIDDEN.split(markup)
    shown = first + "".join("".join(SHOWN.split(other, 1)[1:]) for other in others)
    lines = BREAK.sub("\n", " ".join(shown.split()))
    return html.unescape(MARKUP.sub("", lines)).strip()


def _tidy(text: str) -> str:
    lines = UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    notice = SCRUBBED.search(lines)
    return (lines[: notice.start()] if notice else lines).strip("\n").rstrip()
