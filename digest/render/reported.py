"""News, and what became of it, as sentences in one language's words."""

from __future__ import annotations

__all__ = ["Reported"]

from typing import TYPE_CHECKING

from digest.inert import inert, link, link_html
from digest.model import NewsKind, Turn
from digest.release import State
from digest.render.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from markupsafe import Markup

    from digest.model import News, Tip
    from digest.release import Current, Matter

DATED = (NewsKind.EVENT, NewsKind.PLANNED)


class Reported(Speech):
    """Sentences about what is no release, or none yet."""

    def news(self, news: News) -> Markup:
        """Return a piece of news: whose, its title with its proof, what it says."""
        told = self._sentences(self._told(news), self._turns(news))
        if not news.found:
            return told
        return self.words("told_late", told=told, day=self.day(news.found))

    def matter(self, matter: Matter) -> Markup:
        """Return what became of a matter, linked to what was said of it last."""
        return self._sentences(self._told(matter.news[-1]), [self._end(matter)])

    def tip(self, tip: Tip) -> Markup:
        """Return who asked, and when."""
        day = self.day(tip.day)
        return (
            self.words("tip_by", asker=tip.asker, day=day) if tip.asker else inert(day)
        )

    def newest_html(self, current: Current) -> Markup:
        """Return the version of a series, linked, where Markdown is not read."""
        return link_html(current.version, current.url)

    def project(self, name: str) -> str:
        """Return what a project is called; one that is not watched, by its id."""
        project = self._projects.get(name)
        return project.name if project else name

    def _told(self, news: News) -> Markup:
        title = link(self.words("news_title", title=news.title), news.url)
        if news.kind is NewsKind.PROMISE:
            return title
        said = self.words("listed", link=title, day=self.day(news.day))
        whose = " ".join(filter(None, (self._whose(news), news.version)))
        return self.words("news_of", whose=whose, news=said) if whose else said

    def _whose(self, news: News) -> str:
        return self.project(news.project) if news.project else ""

    def _turns(self, news: News) -> Iterator[Markup]:
        """Yield what the news says of its matter, and when that is to be."""
        day = self.day(news.event_day) if news.event_day else ""
        if news.turn is Turn.MOVED and day:
            yield self.words("news_moved_to", subject=news.url, day=day)
            return
        if news.turn is not Turn.NEW:
            yield self.words(f"news_{news.turn}", subject=news.url)
        if news.kind is NewsKind.PROMISE and news.event_day:
            issue = self._issue(news.event_day)
            yield self.words("promise_due", subject=news.title, issue=issue)
        elif day and news.turn is not Turn.CANCELLED:
            key = f"news_day_{news.kind}" if news.kind in DATED else "news_day"
            yield self.words(key, subject=news.url, day=day)

    def _end(self, matter: Matter) -> Markup:
        """Return how a matter stands."""
        if matter.news[-1].kind is NewsKind.PROMISE:
            return self._of_promise(matter)
        due = self.day(matter.due) if matter.due else ""
        done = self.day(matter.done or matter.news[-1].day)
        planned = matter.news[-1].kind is NewsKind.PLANNED
        subject = matter.news[0].url
        if matter.state is State.DONE and planned and matter.due and matter.done:
            late = (matter.done - matter.due).days
            key = f"matter_{'late' if late > 0 else 'early' if late else 'kept'}"
            return self.words(key, subject=subject, n=abs(late), due=due, done=done)
        key = f"matter_{matter.state}"
        if matter.state is State.DONE and planned:
            key = "matter_came"
        elif matter.state is State.OPEN and due:
            ends = matter.news[-1].kind is NewsKind.PROJECT
            key = "matter_due_project" if ends else "matter_due"
        return self.words(key, subject=subject, due=due, done=done)

    def _of_promise(self, matter: Matter) -> Markup:
        """Return whether we kept what we promised."""
        subject = matter.news[0].title
        if matter.state is State.DONE:
            return self.words("promise_kept", subject=subject)
        if not matter.due:
            return self.words("promise_open", subject=subject)
        key = "promise_overdue" if matter.state is State.OVERDUE else "promise_due"
        return self.words(key, subject=subject, issue=self._issue(matter.due))

    def _issue(self, day: date) -> Markup:
        """Return what the issue of a month is called."""
        return self.words("issue_name", **self._month(day))

    def _sentences(self, told: Markup, sentences: Iterable[Markup]) -> Markup:
        """Return what is told with whole sentences behind it."""
        key = "told_then"
        for sentence in sentences:
            told, key = self.words(key, one=told, two=sentence), "then"
        return told
