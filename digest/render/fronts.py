"""The pages beside issues: front pages, current versions, the glossary."""

from __future__ import annotations

__all__ = ["Fronts"]

from typing import TYPE_CHECKING

from digest.render.besides import newest
from digest.render.making import Maker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.glossary import Term
    from digest.release import Digest, Page


class Fronts(Maker):
    """Makes the pages that there is one of, whatever issues there are."""

    def fronts(self, digests: Sequence[Digest]) -> Iterator[Page]:
        """Yield the pages of each language beside issues, and the one that asks for it.

        They are its front page, the glossary, and the current versions once there is
        an issue.
        """
        for language in self._edition.languages:
            yield from self._fronts(digests, language)
            yield self._glossary(language)
        yield self._page(
            "index.md",
            "chooser.md.j2",
            titles=[self._edition.title[name] for name in self._edition.languages],
            languages=self._words,
        )

    def _fronts(self, digests: Sequence[Digest], language: str) -> Iterator[Page]:
        newest_first = sorted(digests, key=lambda digest: digest.month, reverse=True)
        yield self._page(
            f"{language}/index.md",
            "front.md.j2",
            issues=[
                (self._view(digest, language), self._phrases(digest, language))
                for digest in newest_first
            ],
            title=self._edition.title[language],
            versions=bool(newest_first and newest_first[0].current),
            language=language,
            words=self._words[language],
        )
        if newest_first:
            yield self._versions(newest_first[0], language)

    def _versions(self, digest: Digest, language: str) -> Page:
        """Return the page of what was current when a digest ended."""
        words = self._words[language]
        return self._page(
            f"{language}/versions.md",
            "versions.md.j2",
            early=digest.early,
            last=words.day(digest.window.last, year=True),
            month=digest.month,
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


def _named(term: Term, language: str) -> tuple[str, str, str]:
    """Return what a term is called, in English if otherwise, and what it is."""
    name = next(iter(term.accepted.get(language, ())), term.en)
    return name, "" if name == term.en else term.en, term.about[language]
