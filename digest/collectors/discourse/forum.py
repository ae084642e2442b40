"""The threads of a Discourse forum, as its lists, its feed and its pages tell them.

Discourse calls them topics, which is something else here.
"""

from __future__ import annotations

__all__ = ["Forum", "Thread", "TooManyToOpen"]

import re

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from digest.clean import address, tidy, title
from digest.clean.markup import shown
from digest.collectors.feed.newest import read_feed
from digest.collectors.parts import read_json
from digest.errors import FetchError, StatusError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from digest.collectors.feed.entries import Post
    from digest.collectors.parts import Part
    from digest.fetch import Fetch

PAGES, THREADS = 50, 100
CATEGORY, ALL = "/c/", "/latest"
GONE = {403, 404, 410}
ID = re.compile(r".*-topic-(?P<id>[0-9]{1,18})")
NARROW = "give the address of a category"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A thread as it is listed: when it was begun, and when something last came to it.

    ``link`` is its page; a pinned one stands before those that are newer.
    """

    id: int
    title: str
    link: str
    begun: datetime | None
    active: datetime | None
    pinned: bool


class TooManyToOpen(FetchError):  # noqa: N818 - it says what the threads are
    """More threads than are opened, one by one; of the others the titles are known."""


class Forum:
    """Reads the threads at the address of a category, or of a whole forum."""

    def __init__(self, url: str, fetch: Fetch) -> None:
        self._fetch = fetch
        place = url.partition("?")[0].rstrip("/").removesuffix(ALL)
        self._base, category, _ = place.partition(CATEGORY)
        self._list = place if category else f"{place}{ALL}"
        self._texts: dict[int, str] | None = None
        self._opened = 0

    @property
    def feed(self) -> str:
        """The address of the feed of the newest threads."""
        return f"{self._list}.rss"

    def pages(self) -> Iterator[tuple[Thread, ...]]:
        """Yield the threads page by page, the last active first, but for pinned ones.

        Raises:
            FetchError: If a page cannot be read, or there are too many.
        """
        for number in range(PAGES):
            answer = read_json(f"{self._list}.json?page={number}", self._fetch)
            listed = answer.at("topic_list")
            yield tuple(map(self._thread, listed.at("topics").needed.items))
            if not listed.at("more_topics_url").text:
                return
        raise FetchError(f"more than {PAGES} pages", where=self._list, hint=NARROW)

    def newest(self) -> tuple[tuple[Post, ...], FetchError | None]:
        """Return the entries of the feed, and what is wrong with its end, if so.

        Raises:
            FetchError: If there is no feed.
        """
        return read_feed(self.feed, self._fetch)

    def text(self, thread: Thread) -> str:
        """Return the text of a thread's first post; the feed has those of the newest.

        Raises:
            TooManyToOpen: If as many were opened as may be.
            FetchError: If it cannot be read.
        """
        if self._texts is None:
            self._texts = dict(self._fed())
        if thread.id in self._texts:
            return self._texts[thread.id]
        if self._opened == THREADS:
            what = f"more than {THREADS} topics to read"
            raise TooManyToOpen(what, where=self._list, hint=NARROW)
        self._opened += 1
        try:
            page = read_json(f"{self._base}/t/{thread.id}.json", self._fetch)
        except StatusError as error:
            if error.status not in GONE:
                raise
            return ""
        posts = page.at("post_stream").at("posts").needed.items
        first = (post for post in posts if post.at("post_number").number == 1)
        return tidy("".join(shown(post.at("cooked").text) for post in first))

    def _fed(self) -> Iterator[tuple[int, str]]:
        try:
            posts, _ = self.newest()
        except FetchError:  # then each thread's own page is read
            return
        for post in posts:
            if found := ID.fullmatch(post.id):
                yield int(found["id"]), post.message.body

    def _thread(self, part: Part) -> Thread:
        number, begun = part.at("id").needed.number, part.at("created_at").moment
        slug = quote(part.at("slug").text, safe="") or "-"
        return Thread(
            id=number,
            title=title(part.at("title").text),
            link=address(f"{self._base}/t/{slug}/{number}"),
            begun=begun,
            active=part.at("bumped_at").moment or begun,
            pinned=part.at("pinned").flag or part.at("pinned_globally").flag,
        )
