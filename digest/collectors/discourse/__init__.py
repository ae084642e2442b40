"""Announcements in a Discourse forum, or in a category of it."""

from __future__ import annotations

__all__ = ["DiscourseCollector"]

import re

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from digest.collectors.announced import announced
from digest.collectors.discourse.forum import Forum, TooManyToOpen
from digest.collectors.feed.newest import see_reach
from digest.collectors.options import WebAddress
from digest.errors import FetchError, StatusError
from digest.message import Message
from digest.model import EvidenceKind
from digest.recognise.glance import may_announce, names_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.collectors.discourse.forum import Thread
    from digest.edition import Want
    from digest.fetch import Fetch
    from digest.model import Found

REFUSED = {403, 404}
# A category's feed has 25 entries, a forum's 30, the last begun first:
# https://github.com/discourse/discourse/blob/main/app/controllers/list_controller.rb
FULL = 25
ABOUT = re.compile(r"About the .+ category")
SOONER = "collect within days of the month's end"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscourseCollector:
    """The threads of a category, by the address of its page, or of a whole forum."""

    url: WebAddress

    def collect(self, want: Want, fetch: Fetch) -> Iterator[Found]:
        """Yield what the threads of the window announce.

        Only those are opened whose title may announce something. Where a forum does
        not give out its lists, its feed has the newest threads.

        Raises:
            FetchError: If the threads cannot be read, or not all of them; this is said
                when all else has been read.
        """
        forum = Forum(self.url, fetch)
        pages = forum.pages()
        try:
            first = next(pages)
        except StatusError as error:
            if error.status not in REFUSED:
                raise
            yield from _newest(forum, want)
            return
        reader = _Reader(forum, want)
        for thread in reader.threads(chain([first], pages)):
            yield from reader.read(thread)
        if reader.failures:
            raise reader.failures[0]

    @property
    def address(self) -> str:
        """Where the category, or the forum, is."""
        return self.url


def _newest(forum: Forum, want: Want) -> Iterator[Found]:
    posts, cut = forum.newest()
    messages = [post.message for post in posts]
    yield from announced(messages, want, kind=EvidenceKind.FEED)
    if cut:
        raise cut
    days = [want.day(message.sent) for message in messages if message.sent]
    see_reach(forum.feed, days, want, full=FULL, hint=SOONER)


class _Reader:
    """Reads the threads of a forum, and remembers what could not be read."""

    def __init__(self, forum: Forum, want: Want) -> None:
        self._forum, self._want = forum, want
        self.failures: list[FetchError] = []

    def threads(self, pages: Iterable[tuple[Thread, ...]]) -> list[Thread]:
        """Return the threads of the span, each once, those first that name a version.

        If there are too many to open, the others are the lesser loss: in the forum of
        those who make a program every title may name it.
        """
        found: dict[int, Thread] = {}
        try:
            for page in pages:
                for thread in page:  # one that is bumped meanwhile moves others on
                    found.setdefault(thread.id, thread)
                loose = [thread.active for thread in page if not thread.pinned]
                if loose and all(day and day < self._want.moments[0] for day in loose):
                    break
        except FetchError as error:
            self.failures.append(error)
        projects = self._want.projects
        return sorted(
            filter(self._is_of_span, found.values()),
            key=lambda thread: not names_version(thread.title, projects),
        )

    def read(self, thread: Thread) -> Iterator[Found]:
        """Yield what a thread announces."""
        text = self._text(thread)
        message = Message(
            message_id="",
            subject=thread.title,
            sent=thread.begun,
            body=text or "",
            link=thread.link,
        )
        unread = replace(self._want, projects=())
        want = unread if text is None else self._want
        yield from announced([message], want, kind=EvidenceKind.FEED)

    def _is_of_span(self, thread: Thread) -> bool:
        return bool(thread.begun and self._want.day(thread.begun) in self._want.span)

    def _text(self, thread: Thread) -> str | None:
        """Return the text of a thread; none if it announces nothing, or is not read.

        Of what is never opened the title has to be enough.
        """
        about = ABOUT.fullmatch(thread.title)
        if about or not may_announce(thread.title, self._want.projects):
            return None
        try:
            return self._forum.text(thread)
        except FetchError as error:
            self.failures.append(error)
            return "" if isinstance(error, TooManyToOpen) else None
