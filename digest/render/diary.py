"""What was announced for later, in one language's words, for pages of all issues."""

from __future__ import annotations

__all__ = ["Diary"]

from typing import TYPE_CHECKING

from digest.inert import link, page_link
from digest.model import NewsKind, Turn
from digest.release import State
from digest.render.reported import Reported

if TYPE_CHECKING:
    from datetime import date

    from markupsafe import Markup

    from digest.model import News
    from digest.render.planned import Plan


class Diary(Reported):
    """Sentences about plans, each day with its year."""

    def day(self, day: date) -> str:
        """Return a day with its year: a page of all issues is of no year."""
        return self.words.day(day, year=True)

    def plan(self, plan: Plan) -> Markup:
        """Return a plan: its day, what was said of it, how it stands, and its issue."""
        told = self._sentences(self._told(plan.last), self._state(plan))
        if plan.day:
            told = self.words("calendar_on", day=self.day(plan.day), told=told)
        issue = page_link(
            self._issue(plan.issue.first), f"issues/{plan.issue}.md", plan.place
        )
        return self.words("calendar_in", told=told, issue=issue)

    def summary(self, plan: Plan) -> str:
        """Return what a calendar shows of a plan."""
        last = plan.last
        whose = " ".join(filter(None, (self._whose(last), last.version)))
        if not whose or last.kind is NewsKind.EVENT:
            return plan.matter.news[0].title
        came = plan.matter.state is State.DONE and last.kind is NewsKind.PLANNED
        key = "came" if came else last.kind
        return self.words.raw(f"calendar_{key}", whose=whose)

    def _told(self, news: News) -> Markup:
        """Return whose news it is, and its title: the day is the announcement's."""
        title = link(self.words("news_title", title=news.title), news.url)
        said = self.words("calendar_told", link=title, day=self.day(news.day))
        whose = " ".join(filter(None, (self._whose(news), news.version)))
        return self.words("news_of", whose=whose, news=said) if whose else said

    def _state(self, plan: Plan) -> tuple[Markup, ...]:
        """Return how a plan stands, where its day alone does not say so."""
        matter = plan.matter
        dated = matter.state is State.OPEN and matter.due
        happened = matter.state is State.DONE and plan.last.kind is not NewsKind.PLANNED
        if not dated and not happened:
            return (self._end(matter),)
        first = next((item.event_day for item in matter.news if item.event_day), None)
        if first and first != matter.due:
            return (self.words("calendar_moved", day=self.day(first)),)
        if plan.last.turn is Turn.REVIVED:
            return (self.words("news_revived", subject=plan.last.url),)
        return ()
