"""Announcements in a Discourse forum, or in a category of it."""

from __future__ import annotations

__all__ = ["DiscourseCollector"]

import re

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from digest.collectors.announced import announced
from digest.collectors.discourse.forum import Forum
from digest.collectors.feed.newest import see_reach
from digest.collectors.options import WebAddress
from digest.errors import StatusError
from digest.message import Message
from digest.model import EvidenceKind, Heard
from digest.recognise.subject import Heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.collectors.discourse.forum import Topic
    from digest.edition import Project, Want
    from digest.fetch import Fetch
    from digest.model import Found

REFUSED = {403, 404}
# A category's feed has 25 entries, a forum's 30, the last begun first:
# https://github.com/discourse/discourse/blob/main/app/controllers/list_controller.rb
FULL = 25
ABOUT = re.compile(r"About the .+ category")
VERSION = re.compile(r"[0-9]\.[0-9]")
SOONER = "collect within days of the month's end"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscourseCollector:
    """The topics of a category, by the address of its page, or of a whole forum."""

    url: WebAddress

    def collect(self, want: Want, fetch: Fetch) -> Iterator[Found]:
        """Yield what the topics of the window announce.

        Only those are opened whose title may announce something. Where a forum does
        not give out its lists, its feed has the newest topics.

        Raises:
            FetchError: If the topics cannot be read, or not all of them.
        """
        forum, seen = Forum(self.url, fetch), set[int]()
        pages = forum.pages()
        try:
            first = next(pages)
        except StatusError as error:
            if error.status not in REFUSED:
                raise
            yield from _newest(forum, want)
            return
        for page in chain([first], pages):
            for topic in page:
                if topic.id not in seen:  # one that is bumped meanwhile moves others on
                    seen.add(topic.id)
                    yield from _told(topic, forum, want)
            loose = [topic.active for topic in page if not topic.pinned]
            if loose and all(day and day < want.moments[0] for day in loose):
                return


def _newest(forum: Forum, want: Want) -> Iterator[Found]:
    entries, cut = forum.newest()
    messages = [entry.message for entry in entries]
    yield from announced(messages, want, kind=EvidenceKind.FEED)
    if cut:
        raise cut
    days = [want.day(message.sent) for message in messages if message.sent]
    see_reach(forum.feed, days, want, full=FULL, hint=SOONER)


def _told(topic: Topic, forum: Forum, want: Want) -> Iterator[Found]:
    day = topic.begun and want.day(topic.begun)
    if not day or day not in want.span:
        return
    if not _may_announce(topic.title, want.projects):
        yield Heard(day=day)
        return
    message = Message(
        message_id="",
        subject=topic.title,
        sent=topic.begun,
        body=forum.text(topic),
        link=topic.link,
    )
    yield from announced([message], want, kind=EvidenceKind.FEED)


def _may_announce(title: str, projects: Sequence[Project]) -> bool:
    """Return whether a title names one of the projects, or a version, and asks not."""
    if not projects or ABOUT.fullmatch(title) or Heading.of(title).doubtful:
        return False
    names = (name for project in projects for name in (project.id, *project.aliases))
    return bool(VERSION.search(title)) or any(name in title.lower() for name in names)
