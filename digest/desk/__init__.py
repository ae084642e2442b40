"""Where an issue is made: one digest's folder, its digests, and the pages of them."""

from __future__ import annotations

__all__ = ["Desk"]

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from digest.desk.assembly import Assembly
from digest.memory import Memory
from digest.notes import read_notes
from digest.render import Renderer
from digest.render.stock import stock_of
from digest.site import read_articles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.mailing import Article
    from digest.months import Month
    from digest.notes import Notice
    from digest.release import Digest, Page
    from digest.render.stock import Stock

ISSUES = "issues"
TIPS = "tips"
# What is made anew with every issue, so that what of it is not made is no more.
FRONTS = ("charts", "projects", "since")


@dataclass(frozen=True, kw_only=True)
class Desk(Assembly):
    """A digest's folder, with all that is made of what it has."""

    @cached_property
    def renderer(self) -> Renderer:
        """What makes the pages."""
        return Renderer(self.plan.edition, self.templates)

    def reread(self) -> None:
        """Read words and templates anew when pages are asked for next."""
        self.__dict__.pop("renderer", None)

    def pages(self, months: Sequence[Month]) -> tuple[Page, ...]:
        """Return the pages of months, and the pages of all that go beside them.

        Raises:
            DigestError: If facts, notes, words or templates cannot be used.
        """
        return tuple(self.each_page(months))

    def each_page(self, months: Sequence[Month]) -> Iterator[Page]:
        """Yield the same pages, each as soon as it is made.

        Raises:
            DigestError: If facts, notes, words or templates cannot be used.
        """
        yield from self.issues(months)
        digests = self.digests([*self.store.months(), *months])
        stock = self._written(self._stock(digests), digests)
        yield from self.renderer.fronts(digests, stock)

    def issues(self, months: Sequence[Month]) -> Iterator[Page]:
        """Yield the pages of months, and none beside them.

        Raises:
            DigestError: If facts, notes, words or templates cannot be used.
        """
        memories = self._memories()
        for digest in self.digests([*self.store.months(), *months]):
            if digest.month not in months:
                continue
            for language in self.plan.edition.languages:
                notes = self.notes(digest, language)
                yield self.renderer.issue(
                    digest,
                    language,
                    self.renderer.notes(digest, language, notes),
                    memories.get(language),
                )

    def notes(self, digest: Digest, language: str) -> tuple[str, bytes]:
        """Return where the notes of an issue are, and what is in them."""
        path = self.store.notes_path(digest.month, language)
        return str(path), self.store.notes(digest.month, language) or b""

    def memory(self, language: str) -> tuple[str, bytes]:
        """Return where the translations into a language are, and what is in them."""
        path = self.store.memory_path(language)
        return str(path), self.store.memory(language) or b""

    def orphans(self, pages: Sequence[Page], *, every: bool = True) -> tuple[str, ...]:
        """Return the pages that are there and not among the pages.

        Without ``every`` the pages are those of some issues, and no issue is told.
        """
        languages = self.plan.edition.languages
        kinds = (*FRONTS, ISSUES) if every else FRONTS
        folders = [f"{code}/{kind}" for code in languages for kind in kinds]
        return self.store.orphans(pages, folders)

    def notices(self, months: Sequence[Month]) -> tuple[Notice, ...]:
        """Return what a maintainer has to know of notes and translations of months.

        Raises:
            DigestError: If they cannot be used as they are.
        """
        languages = self.plan.edition.languages
        shown = [digest for digest in self.digests(months) if digest.month in months]
        on_notes = (
            notice
            for digest in shown
            for notice in self.renderer.notices(
                digest, {name: self.notes(digest, name) for name in languages}
            )
        )
        on_memories = (
            notice
            for memory in self._memories().values()
            for notice in self.renderer.unusable(shown, memory)
        )
        return (*on_notes, *on_memories)

    def compare(self, months: Sequence[Month]) -> None:
        """See that the pages of all languages say the same.

        Raises:
            ConfigError: If a page does not say what it says in the first language.
        """
        digests = self.digests([*self.store.months(), *months])
        for error in self.renderer.compare(digests, months, self._stock(digests)):
            raise error

    def articles(self, month: Month, languages: Sequence[str]) -> tuple[Article, ...]:
        """Return an issue as the site would show it now, in some languages.

        Raises:
            DigestError: If facts, notes, words or templates cannot be used.
        """
        there = {page.path: page.text for page in self.pages([month])}
        others = {
            f"{code}/{ISSUES}/{other}.md": ""
            for other in self.store.months()
            for code in self.plan.edition.languages
        }
        wanted = [f"{code}/{ISSUES}/{month}.md" for code in languages]
        return read_articles(others | there, wanted, **self._look())

    def _stock(self, digests: Sequence[Digest]) -> Stock:
        """Return what is known beside digests, but for what people wrote."""
        newest = self.store.months()[-1:]
        facts = self.store.facts(newest[0]) if newest else None
        _, hidden = self._known[tuple(digest.month for digest in digests)]
        return stock_of(facts, self.sources, hidden)

    def _written(self, stock: Stock, digests: Sequence[Digest]) -> Stock:
        """Return the same with the tips and the translations."""
        tips = {
            (digest.month, code): read_notes(data, where=where).get(TIPS, "")
            for digest in digests
            for code in self.plan.edition.languages
            for where, data in [self.notes(digest, code)]
            if data
        }
        return replace(stock, tips=tips, memories=self._memories())

    def _memories(self) -> dict[str, Memory]:
        """Return the translations into each language that upstream does not write."""
        return {
            language: Memory.read(data, where=where)
            for language in self.renderer.translated
            for where, data in [self.memory(language)]
        }
