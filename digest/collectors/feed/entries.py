"""The text of a feed, RSS or Atom, to messages."""

from __future__ import annotations

__all__ = ["Post", "entries"]

import html
import re

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from io import BytesIO
from time import struct_time
from typing import Any

import feedparser

from digest.clean import address, believed, tidy, title
from digest.clean.markup import shown
from digest.errors import FetchError
from digest.message import Message

UNCLEAR = "a feed that is not understood"
MOST_TAGS = 100_000
# feedparser compares each category with all before it, and looks for an address in the
# name of an author in a time that grows with the square of its length; neither is of
# use here. Attributes take the square of their number in xml.sax.expatreader.
ASIDE = re.compile(
    r"(?i)<(/?)[\w.:-]*(?:author|category|creator|editor|keywords|publisher|subject"
    r"|tags|webmaster)(?![\w.:-])"
)
CROWDED = re.compile(r"<(?![!?/\s\d])(?:[^<>=]*+=){200}")
# What it is not up to: &#x110000;, a gml:pos that stands alone, and the like.
TOO_MUCH = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
HTML = re.compile(
    r"(?i)</?(?:a|b|br|code|div|em|h[1-6]|hr|i|img|li|ol|p|pre|span|strong|table|ul)\b"
    r"[^<>]*>"
)
# It fills a table for all its parsers when the first is made; we read several feeds at
# once.
feedparser.parse(BytesIO(b"<rss/>"))

UPDATED = "updated_parsed"
DATES = ("published_parsed", UPDATED, "created_parsed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An entry of a feed: its id there, and the message that it is.

    If it is ``edited``, the feed says only when it was last changed, and the message
    was sent then.
    """

    id: str
    message: Message
    edited: bool = False


def entries(feed: str, url: str) -> tuple[Post, ...]:
    """Return the entries of a feed from an address, in its order.

    Raises:
        FetchError: If it is more than can be understood.
    """
    if feed.count("<") > MOST_TAGS or CROWDED.search(feed):
        raise FetchError(UNCLEAR, where=url)
    told = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        # As a file: feedparser would open one, if the data were the name of it.
        parsed = feedparser.parse(
            BytesIO(ASIDE.sub(r"<\1aside", feed).encode()),
            response_headers=told,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except TOO_MUCH as error:
        raise FetchError(UNCLEAR, where=url) from error
    return tuple(map(_post, parsed.entries))


def _post(entry: Mapping[str, Any]) -> Post:
    contents = [*_listed(entry.get("content")), _table(entry.get("summary_detail"))]
    bodies = (_plain(detail) for detail in contents)
    moments = {key: _moment(entry[key]) for key in DATES if key in entry}
    dated = next((key for key in DATES if moments.get(key)), "")
    reply = _table(entry.get("thr_in-reply-to"))
    return Post(
        id=_text(entry.get("id")),
        message=Message(
            message_id="",
            subject=title(_plain(_table(entry.get("title_detail")))),
            sent=moments.get(dated),
            body=next(filter(None, bodies), ""),
            in_reply_to=title(_text(reply.get("ref"))),
            link=address(_text(entry.get("link"))),
        ),
        edited=dated == UPDATED,
    )


def _plain(detail: Mapping[str, Any]) -> str:
    """Return a text without markup, if it has any.

    RSS does not say whether it has; HyperKitty's and others' is as it is in the mail.
    """
    text = _text(detail.get("value"))
    if detail.get("type") == "text/plain":
        return tidy(text)
    return tidy(shown(text) if HTML.search(text) else html.unescape(text))


def _moment(parsed: object) -> datetime | None:
    if not (isinstance(parsed, struct_time) and MINYEAR <= parsed[0] <= MAXYEAR):
        return None
    return believed(datetime(*parsed[:5], min(parsed[5], 59), tzinfo=UTC))


# An element of any name can stand where feedparser puts what it makes of others.
def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _listed(value: object) -> list[Mapping[str, Any]]:
    return [_table(item) for item in value] if isinstance(value, list) else []
