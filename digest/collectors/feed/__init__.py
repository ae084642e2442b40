"""Announcements in a feed, RSS or Atom: of a forge, a forum, a blog."""

from __future__ import annotations

__all__ = ["FeedCollector", "Location"]

import re

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated
from urllib.parse import unquote

from digest.codec import Like
from digest.collectors.announced import announced
from digest.collectors.feed.newest import read_feed, see_reach
from digest.collectors.tags.tagged import Listed, Releases
from digest.errors import FetchError
from digest.model import EvidenceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.collectors.feed.entries import Post
    from digest.edition import Want
    from digest.fetch import Fetch
    from digest.model import Found

WEB = r"https?://[^\s/?#<>\"\x00-\x1f\x7f-\x9f][^\s<>\"\x00-\x1f\x7f-\x9f]*"
PATH = r"(?:file://)?(?![\w+.-]+://)[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*"
Location = Annotated[str, Like("an http(s) address or a path", f"{WEB}|{PATH}")]
# tag:github.com,2008:Repository/1234/v1.0 in https://github.com/OWNER/NAME/tags.atom
TAG = re.compile(r"tag:[\w.-]+,2008:Repository/[0-9]+/(?P<tag>.+)")
REPOSITORY = re.compile(r"https?://[^/]+/(?P<name>[^/?#]+/[^/?#]+)/(?:releases|tags)\b")
SOONER = "collect within days of the month's end"
FORGE = f'use kind = "github", or {SOONER}'


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCollector:
    """The newest entries of a feed; it has no others."""

    url: Location

    def collect(self, want: Want, fetch: Fetch) -> Iterator[Found]:
        """Yield what the entries of the window announce.

        Raises:
            FetchError: If there is no feed, or one that may begin inside the window.
        """
        posts, cut = read_feed(self.url, fetch)
        releases = Releases(want, fetch)
        for post in posts:
            if listed := self._listed(post):
                yield from releases.found(listed)
            else:
                yield from announced([post.message], want, kind=EvidenceKind.FEED)
        if cut:
            raise cut
        # By these the feed was cut, whatever days the releases themselves are of.
        days = [want.day(sent) for post in posts if (sent := post.message.sent)]
        if posts and not days:
            raise FetchError("none of its entries has a date", where=self.url)
        tagged = any(TAG.fullmatch(post.id) for post in posts)
        see_reach(self.url, days, want, hint=FORGE if tagged else SOONER)

    @property
    def address(self) -> str:
        """Where the feed is."""
        return self.url

    def _listed(self, post: Post) -> Listed | None:
        """Return the release that an entry is, if it is one of a forge."""
        tag = TAG.fullmatch(post.id)
        pages = (post.message.link, self.url)
        names = filter(None, map(REPOSITORY.match, pages))
        name = next((unquote(found["name"]) for found in names), "")
        if not tag:
            return None
        return Listed(
            tag=tag["tag"], repository=name, message=post.message, edited=post.edited
        )
