"""Announcements in a feed, RSS or Atom: of a forge, a forum, a blog."""

from __future__ import annotations

__all__ = ["FeedCollector"]

import re

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from digest.collectors.announced import announced
from digest.collectors.feed.newest import read_feed, see_reach
from digest.collectors.tags.tagged import Listed, Releases
from digest.errors import FetchError
from digest.model import EvidenceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.collectors.feed.entries import Entry
    from digest.edition import Want
    from digest.fetch import Fetch
    from digest.model import Found

# tag:github.com,2008:Repository/1234/v1.0 in https://github.com/OWNER/NAME/tags.atom
TAG = re.compile(r"tag:[\w.-]+,2008:Repository/[0-9]+/(?P<tag>.+)")
REPOSITORY = re.compile(r"https?://[^/]+/(?P<name>[^/?#]+/[^/?#]+)/(?:releases|tags)\b")
SOONER = "collect within days of the month's end"
FORGE = f'use kind = "github", or {SOONER}'


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCollector:
    """The newest entries of a feed; it has no others."""

    url: str

    def collect(self, want: Want, fetch: Fetch) -> Iterator[Found]:
        """Yield what the entries of the window announce.

        Raises:
            FetchError: If there is no feed, or one that may begin inside the window.
        """
        entries, cut = read_feed(self.url, fetch)
        releases, days = Releases(want, fetch), []
        for entry in entries:
            message, listed = entry.message, self._listed(entry)
            if listed:
                yield from releases.found(listed)
                day = releases.day(listed)
            else:
                yield from announced([message], want, kind=EvidenceKind.FEED)
                day = message.sent and want.day(message.sent)
            days += [day] if day else []
        if cut:
            raise cut
        if entries and not days:
            raise FetchError("none of its entries has a date", where=self.url)
        tagged = any(TAG.fullmatch(entry.id) for entry in entries)
        see_reach(self.url, days, want, hint=FORGE if tagged else SOONER)

    def _listed(self, entry: Entry) -> Listed | None:
        """Return the release that an entry is, if it is one of a forge."""
        tag = TAG.fullmatch(entry.id)
        pages = (entry.message.link, self.url)
        names = filter(None, map(REPOSITORY.match, pages))
        name = next((unquote(found["name"]) for found in names), "")
        if not tag:
            return None
        return Listed(tag=tag["tag"], repository=name, message=entry.message)
