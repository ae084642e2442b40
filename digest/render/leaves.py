"""The pages of what is beside releases: tips, plans, terms, and about it all."""

from __future__ import annotations

__all__ = ["Leaves"]

from typing import TYPE_CHECKING

from digest.inert import anchor
from digest.release import Page
from digest.render.diary import Diary
from digest.render.ical import as_calendar
from digest.render.making import Maker
from digest.render.origins import Origins
from digest.render.planned import agenda
from digest.render.tips import Asked, tip_groups

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from digest.glossary import Term
    from digest.months import Month
    from digest.release import Digest
    from digest.render.stock import Stock
    from digest.render.tips import Group
    from digest.words import Words


class Leaves(Maker):
    """Makes the pages of tips, of plans with a calendar to subscribe to, of terms."""

    def _leaves(
        self,
        digests: Sequence[Digest],
        stock: Stock,
        language: str,
        known: Collection[str],
    ) -> Iterator[Page]:
        """Yield them in a language; ``known`` are the projects that have a page."""
        yield self._tips(digests, stock, language)
        yield from self._calendar(digests, language)
        words = self._words[language]
        yield self._page(
            f"{language}/about.md",
            "about.md.j2",
            known=known,
            origins=stock.origins,
            projects=self._edition.projects,
            read_until=stock.read_until,
            repository=self._edition.repository,
            say=Origins(self._edition, words),
            words=words,
        )

    def _tips(self, digests: Sequence[Digest], stock: Stock, language: str) -> Page:
        by_month = {digest.month: digest for digest in digests}
        words = self._words[language]

        def asked(month: Month) -> Asked:
            digest = by_month[month]
            return Asked(
                issue=self._view(digest, language),
                say=self._phrases(digest, language, stock.memories.get(language)),
                templates=self._templates,
            )

        groups = tuple(tip_groups(stock.tips, language, asked, self._edition.projects))
        return self._page(
            f"{language}/tips.md",
            "tips.md.j2",
            groups=groups,
            links=words.several(anchor(*_called(group, words)) for group in groups),
            say=Origins(self._edition, words),
            words=words,
        )

    def _calendar(self, digests: Sequence[Digest], language: str) -> Iterator[Page]:
        words, found = self._words[language], agenda(digests)
        newest = max(digests, key=lambda digest: digest.month, default=None)
        say = Diary(newest, self._edition, words) if newest else None
        yield self._page(
            f"{language}/calendar.md",
            "calendar.md.j2",
            agenda=found,
            last=words.day(newest.window.last, year=True) if newest else "",
            say=say,
            words=words,
        )
        name = words.raw("calendar_name", name=self._edition.title[language])
        summary = say.summary if say else str
        text = as_calendar(name, found.plans, summary)
        yield Page(path=f"{language}/calendar.ics", text=text)

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


def _called(group: Group, words: Words) -> tuple[object, str]:
    """Return what a group of tips is called, and its place on the page."""
    if not group.project:
        return words("tips_others"), "of-none"
    return group.project.name, f"of-{group.project.id}"


def _named(term: Term, language: str) -> tuple[str, str, str]:
    """Return what a term is called, in English if otherwise, and what it is."""
    name = next(iter(term.accepted.get(language, ())), term.en)
    return name, "" if name == term.en else term.en, term.about[language]
