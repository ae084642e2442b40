"""The pages beside issues: front pages, current versions, the glossary."""

from __future__ import annotations

__all__ = ["Fronts"]

from typing import TYPE_CHECKING

from digest.catalogue import catalogue
from digest.inert import page_link
from digest.render.besides import newest
from digest.render.charted import chart_page, month_chart
from digest.render.making import Maker
from digest.render.projects import Press, Told, archive_pages, project_pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from digest.charts import Chart
    from digest.edition import Project
    from digest.glossary import Term
    from digest.model import Tag
    from digest.release import Digest, Page
    from digest.words import Words


class Fronts(Maker):
    """Makes the pages beside issues, and the charts."""

    def fronts(
        self, digests: Sequence[Digest], tags: Sequence[Tag] = ()
    ) -> Iterator[Page]:
        """Yield the pages of each language beside issues, and the one that asks for it.

        They are its front page and the glossary; once there is an issue, the current
        versions, the pages of projects and of years, and the charts on all pages.
        ``tags`` are those of the newest facts.
        """
        for language in self._edition.languages:
            yield from self._fronts(digests, tags, language)
            yield self._glossary(language)
            for digest in digests:
                if self._view(digest).sections:
                    yield chart_page(self._timeline(digest, language), language)
        yield from self._projects(digests, tags)
        yield self._page(
            "index.md",
            "chooser.md.j2",
            titles=[self._edition.title[name] for name in self._edition.languages],
            languages=self._words,
        )

    def _timeline(self, digest: Digest, language: str) -> Chart:
        say = self._phrases(digest, language)
        return month_chart(digest, self._edition, say.span, say.words)

    def _projects(
        self, digests: Sequence[Digest], tags: Sequence[Tag]
    ) -> Iterator[Page]:
        """Yield the pages of projects and of years, once there is an issue."""
        if not digests:
            return
        press = Press(
            edition=self._edition, templates=self._templates, words=self._words
        )
        yield from project_pages(press, digests, tags)
        told = {
            language: [self._told(digest, language) for digest in digests]
            for language in self._edition.languages
        }
        yield from archive_pages(press, told, digests, tags)

    def _told(self, digest: Digest, language: str) -> Told:
        say = self._phrases(digest, language)
        summary = say.summary(self._view(digest, language))
        return Told(month=digest.month, name=say.name, summary=summary)

    def _fronts(
        self, digests: Sequence[Digest], tags: Sequence[Tag], language: str
    ) -> Iterator[Page]:
        projects = [p for p in self._edition.projects if catalogue(p, digests, tags)]
        newest_first = sorted(digests, key=lambda digest: digest.month, reverse=True)
        yield self._page(
            f"{language}/index.md",
            "front.md.j2",
            issues=[
                (self._view(digest, language), self._phrases(digest, language))
                for digest in newest_first
            ],
            links=_linked(projects, self._words[language]),
            title=self._edition.title[language],
            versions=bool(newest_first and newest_first[0].current),
            language=language,
            words=self._words[language],
        )
        if newest_first:
            yield self._versions(newest_first[0], projects, language)

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

    def _glossary(self, language: str) -> Page:
        """Return the page of the terms that are explained in a language."""
        return self._page(
            f"{language}/glossary.md",
            "glossary.md.j2",
            language=language,
            terms=[
                _named(t, language) for t in self.glossary.terms if language in t.about
            ],
            words=self._words[language],
        )


def _linked(projects: Sequence[Project], words: Words) -> Markup:
    """Return links to the pages of projects."""
    return words.several(
        page_link(project.name, f"projects/{project.id}.md") for project in projects
    )


def _named(term: Term, language: str) -> tuple[str, str, str]:
    """Return what a term is called, in English if otherwise, and what it is."""
    name = next(iter(term.accepted.get(language, ())), term.en)
    return name, "" if name == term.en else term.en, term.about[language]
