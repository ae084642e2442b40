"""What the pages of MARC list, and the mails that it gives out."""

from __future__ import annotations

__all__ = ["Listed", "Listing", "as_mbox", "listing"]

import html
import re

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Iterator

LINK = re.compile(
    r"(?i)<a href=[\"']?\?([^\"'<>\s]{1,300})[\"']?[^<>]{0,99}>([^<]{0,999})</a"
)
# The second in which a mail came, and five digits: 131167190724546 of openais came on
# 2011-07-26 at 09:18.
ID = re.compile(r"[0-9]{14,15}")
THREAD = re.compile(r"[0-9]{14,20}")
POSTMARK = re.compile(rb"\A>?From [^\n]*\n")
HEADED = re.compile(rb"(?i)(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:subject|date):")
OURS = b"From marc@localhost Thu Jan  1 00:00:00 1970\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A mail as it is listed, and the thread that it may stand for there."""

    id: str
    subject: str
    thread: str = ""

    @property
    def moment(self) -> datetime:
        """When the mail came."""
        return datetime.fromtimestamp(int(self.id[:-5]), UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page: the mails on it, and the numbers of the pages that it links."""

    mails: tuple[Listed, ...]
    pages: frozenset[str]


def listing(page: str, name: str) -> Listing | None:
    """Return what a page lists of a list, or none if it is not a page of that list."""
    rows = [tuple(_links(row)) for row in page.split("\n")]
    own = [query for row in rows for query, _ in row if query.get("l") == name]
    if not own:
        return None
    return Listing(
        mails=tuple(listed for row in rows for listed in _listed(row, name)),
        pages=frozenset(query["r"] for query in own if "r" in query),
    )


def as_mbox(mail: bytes, listed: Listed) -> bytes:
    """Return a mail as an mbox of one, as which it may come, with a line of ours.

    Where only its text is given out, it has the subject under which it is listed.
    """
    if mail.lstrip().startswith(b"<") or not mail.strip():
        return mail
    own = POSTMARK.sub(b"", mail)
    header = b"" if HEADED.match(own) else f"Subject: {listed.subject}\n\n".encode()
    return OURS + header + own


def _listed(row: tuple[tuple[dict[str, str], str], ...], name: str) -> Iterator[Listed]:
    threads = [query["t"] for query, _ in row if THREAD.fullmatch(query.get("t", ""))]
    for query, text in row:
        if query.get("l") == name and ID.fullmatch(query.get("m", "")):
            subject = " ".join(html.unescape(text).split())
            yield Listed(id=query["m"], subject=subject, thread="".join(threads[:1]))


def _links(row: str) -> Iterator[tuple[dict[str, str], str]]:
    """Yield what each link of a row asks for, and its text."""
    for query, text in LINK.findall(row):
        yield dict(parse_qsl(html.unescape(query))), text
