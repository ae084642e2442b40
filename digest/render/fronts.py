"""The pages beside issues: front pages, current versions, the glossary."""

from __future__ import annotations

__all__ = ["Fronts"]

from functools import partial
from typing import TYPE_CHECKING

from digest.catalogue import catalogue
from digest.inert import page_link
from digest.render.besides import newest
from digest.render.charted import chart_page
from digest.render.cover import cover
from digest.render.data import data_pages
from digest.render.leaves import Leaves
from digest.render.projects import (
    Press,
    Told,
    archive_pages,
    project_pages,
    since_pages,
    ways_of,
)
from digest.render.stock import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from digest.edition import Project
    from digest.release import Digest, Page
    from digest.render.stock import Stock
    from digest.words import Words

LISTED = 12  # issues on the front page; all are in the archive


class Fronts(Leaves):
    """Makes the pages beside issues, and the charts."""

    def fronts(
        self, digests: Sequence[Digest], stock: Stock = NOTHING
    ) -> Iterator[Page]:
        """Yield the pages of each language beside issues, and the one that asks for it.

        They are its front page, all tips, the calendar, about, the glossary and the
        search; once there is an issue, the current versions, the pages of projects and
        of years, and the charts on all pages.
        """
        for language in self._edition.languages:
            yield from self._fronts(digests, stock, language)
            yield self._glossary(language)
            yield self._search(language)
            for digest in digests:
                if self._view(digest).sections:
                    yield chart_page(self._timeline(digest, language), language)
        yield from self._projects(digests, stock)
        yield from data_pages(self._edition, digests, stock)
        yield self._page(
            "index.md",
            "chooser.md.j2",
            titles=[self._edition.title[name] for name in self._edition.languages],
            languages=self._words,
        )

    def _projects(self, digests: Sequence[Digest], stock: Stock) -> Iterator[Page]:
        """Yield the pages of projects and of years, once there is an issue."""
        if not digests:
            return
        press = Press(
            edition=self._edition,
            templates=self._templates,
            words=self._words,
            glossary=self.glossary,
        )
        same = (tuple(digests), stock.unwritten)

        def many() -> Iterator[Page]:
            yield from project_pages(press, digests, stock)
            told = {
                language: [self._told(digest, language) for digest in digests]
                for language in self._edition.languages
            }
            yield from archive_pages(press, told, digests, stock)

        yield from self._once("projects", same, many)
        ways = self._once("ways", same, partial(ways_of, self._edition, digests, stock))
        for language in self._edition.languages:
            memory = stock.memories.get(language)
            since = partial(since_pages, press, ways, language, memory)
            yield from self._once(
                f"{language} {memory is not None}", (*same, memory), since
            )

    def _told(self, digest: Digest, language: str) -> Told:
        say = self._phrases(digest, language)
        summary = say.summary(self._view(digest, language))
        return Told(month=digest.month, name=say.name, summary=summary)

    def _fronts(
        self, digests: Sequence[Digest], stock: Stock, language: str
    ) -> Iterator[Page]:
        every = {
            project.id: catalogue(project, digests, stock.tags, stock.hidden)
            for project in self._edition.projects
        }
        projects = [each for each in self._edition.projects if every[each.id]]
        told = (
            one.issue and not one.candidate for known in every.values() for one in known
        )
        newest_first = sorted(digests, key=lambda digest: digest.month, reverse=True)
        memory = stock.memories.get(language)
        covers = [
            cover(self._view(digest, language), self._phrases(digest, language, memory))
            for digest in newest_first[:1]
        ]
        yield self._page(
            f"{language}/index.md",
            "front.md.j2",
            newest=next(iter(covers), None),
            issues=[
                (self._view(digest, language), self._phrases(digest, language))
                for digest in newest_first[:LISTED]
            ],
            links=_linked(projects, self._words[language]),
            since=any(told),
            title=self._edition.title[language],
            versions=bool(newest_first and newest_first[0].current),
            language=language,
            words=self._words[language],
        )
        if newest_first:
            yield self._versions(newest_first[0], projects, language)
        known = {project.id for project in projects}
        yield from self._leaves(digests, stock, language, known)

    def _versions(
        self, digest: Digest, projects: Sequence[Project], language: str
    ) -> Page:
        """Return the page of what was current when a digest ended."""
        words = self._words[language]
        return self._page(
            f"{language}/versions.md",
            "versions.md.j2",
            early=digest.early,
            last=words.day(digest.window.last, year=True),
            month=digest.month,
            links=_linked(projects, words),
            newest=newest(digest),
            say=self._phrases(digest, language),
            words=words,
        )

    def _search(self, language: str) -> Page:
        """Return the page with the search of a language."""
        page = f"{language}/search.md"
        return self._page(page, "search.md.j2", words=self._words[language])


def _linked(projects: Sequence[Project], words: Words) -> Markup:
    """Return links to the pages of projects."""
    return words.several(
        page_link(project.name, f"projects/{project.id}.md") for project in projects
    )
