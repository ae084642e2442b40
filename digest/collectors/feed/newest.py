"""What is newest somewhere, as a feed there has it."""

from __future__ import annotations

__all__ = ["read_feed", "see_reach"]

import re

from contextlib import suppress
from typing import TYPE_CHECKING

from digest.clean import UNPRINTABLE
from digest.clean.charsets import decoded
from digest.collectors.feed.entries import entries
from digest.collectors.parts import read_whole
from digest.errors import FetchError
from digest.fetch.limits import MEBIBYTE
from digest.mbox import BROWSE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from digest.collectors.feed.entries import Post
    from digest.edition import Want
    from digest.fetch import Fetch

LARGEST = 4 * MEBIBYTE
FULL = 10
PAGE, NO_FEED, CUT = "a web page, not a feed", "not a feed", "a feed cut short"
ROOT = re.compile(
    r"(?is)(?:\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*+)?+>)*+"
    r"<(?P<name>[a-z][\w.:-]*)"
)
DOCTYPE, START = re.compile(r"(?i)<!doctype html"), 1000
KINDS = {"rss": "</channel></rss>", "feed": "", "rdf": ""}
WEB = {"body", "center", "head", "html", "script"}
END = re.compile(r"(?i)</(?:[\w.-]+:)?(?:entry|item)\s*>")
LABEL = re.compile(rb"\s*<\?xml[^>]{1,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
UTF_16, SHIFT = (b"\xff\xfe", b"\xfe\xff"), b"\x1b$"


def read_feed(url: str, fetch: Fetch) -> tuple[tuple[Post, ...], FetchError | None]:
    """Return a feed's entries, in its order, and what is wrong with its end, if so.

    Of a feed that is cut short those entries count that are whole.

    Raises:
        FetchError: If there is no feed at the address.
    """
    try:
        with fetch.open(url) as answer:
            return _read(read_whole(answer, LARGEST, url), url), None
    except _CutShort as error:
        return error.entries, error


def see_reach(
    url: str, days: Sequence[date], want: Want, *, full: int = FULL, hint: str
) -> None:
    """See that a feed, whose entries are of these days, reaches back far enough.

    One with fewer entries than are ``full`` is taken to have all that there ever were:
    a young blog is no gap. Programs that cut their feeds cut them at 10 or more.

    Raises:
        FetchError: If the feed may have begun inside the window.
    """
    oldest = min(days, default=None)
    if want.projects and oldest and len(days) >= full and oldest >= want.window.since:
        raise FetchError(f"reaches back to {oldest} only", where=url, hint=hint)


class _CutShort(FetchError):  # noqa: N818 - it says what the feed is
    """A feed without its end, and what it has before that.

    It leaves the door as an error, so that what was cut is not kept.
    """

    def __init__(self, found: tuple[Post, ...], url: str) -> None:
        super().__init__(CUT, where=url, hint="try again")
        self.entries = found


def _read(data: bytes, url: str) -> tuple[Post, ...]:
    text = UNPRINTABLE.sub("", _decoded(data))
    root = ROOT.match(text)
    name = root["name"] if root else ""
    kind = name.rpartition(":")[2].lower()
    if not root or kind not in KINDS:
        what = PAGE if kind in WEB or DOCTYPE.search(text, 0, START) else NO_FEED
        raise FetchError(what, where=url, hint=BROWSE)
    # Without what stands before: feedparser takes the square of that for blank lines.
    feed = text[root.start("name") - 1 :]
    end = max((match.end() for match in END.finditer(feed)), default=0)
    if f"</{name}" in feed[end:]:
        return entries(feed, url)
    closing = KINDS[kind] or f"</{name}>"
    raise _CutShort(entries(feed[:end] + closing, url) if end else (), url)


def _decoded(data: bytes) -> str:
    """Return a feed as text: what can be read as UTF-8 hardly ever is anything else."""
    if SHIFT not in data:
        with suppress(UnicodeDecodeError):
            return data.decode()
    label = LABEL.match(data)
    said = label[1].decode() if label else ""
    return decoded(data, "utf-16" if data.startswith(UTF_16) else said)
