"""When an issue appeared, what was added to it since, and where each release is."""

from __future__ import annotations

__all__ = ["Dated"]

from typing import TYPE_CHECKING

from digest.inert import anchor
from digest.render.speech import Speech

if TYPE_CHECKING:
    from datetime import date

    from markupsafe import Markup

    from digest.render.view import Issue


class Dated(Speech):
    """What the head of an issue's page says of its days, for the site and for people.

    All of it follows from facts: a page made again later says the same.
    """

    @property
    def appeared(self) -> date:
        """The day on which the issue appears: the first one that it does not cover."""
        return self._digest.window.until

    @property
    def timezone(self) -> str:
        """The time zone that all days are of."""
        return self._edition.timezone.key or "UTC"

    def updated(self, issue: Issue) -> date:
        """Return the newest day on which something was added, or when it appeared."""
        released = (entry.release.found for entry in issue.all_entries)
        told = (news.found for news in self._digest.news)
        return max([self.appeared, *filter(None, released), *filter(None, told)])

    def where(self, issue: Issue) -> list[dict[str, str]]:
        """Return which releases are told at which places, in the order of the page."""
        return [
            {
                "project": entry.release.project,
                "name": entry.name,
                "version": entry.release.version,
                "anchor": entry.anchor,
            }
            | ({"found": str(day)} if (day := entry.release.found) else {})
            for entry in issue.all_entries
        ]

    def late(self, issue: Issue) -> Markup | None:
        """Return what was added after the issue was out, or none, with the days."""
        added = [
            (anchor(f"{entry.name} {entry.release.version}", entry.anchor), day)
            for entry in issue.all_entries
            if (day := entry.release.found)
        ]
        added += [
            (anchor(self.words("news_title", title=news.title), "news"), news.found)
            for news in self._digest.news
            if news.found
        ]
        if not added:
            return None
        items = (
            self.words("listed", link=link, day=self.day(day)) for link, day in added
        )
        return self.words("late_notice", items=self.words.several(items))
