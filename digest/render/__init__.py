"""Digests, notes and words to pages."""

from __future__ import annotations

__all__ = ["Renderer"]

import re

from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from digest.release import Page
from digest.render.charted import shown
from digest.render.fronts import Fronts
from digest.render.places import key_of
from digest.render.stock import NOTHING
from digest.render.twins import compare
from digest.render.weaving import weave
from digest.render.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from digest.errors import ConfigError
    from digest.memory import Memory
    from digest.months import Month
    from digest.notes import Notes
    from digest.release import Digest
    from digest.render.stock import Stock

# Where notes go: no text from outside has this sign in it. They are put there last,
# as they were written.
HOLD, HELD = "\0{}\0", re.compile("\0([^\0]+)\0")


class Renderer(Fronts, Writing):
    """Makes the pages of an edition, and tells where people can write in them."""

    def issue(
        self,
        digest: Digest,
        language: str,
        notes: Notes,
        memory: Memory | None = None,
    ) -> Page:
        """Return the page of an issue in a language, with the notes woven in.

        ``memory`` has the translations into the language, if upstream's is another.

        Raises:
            DigestError: If a template or the words do not fit.
        """

        def make() -> Iterator[Page]:
            yield self._issue(digest, language, notes, memory)

        name = f"{language}/{digest.month} {memory is not None}"
        return self._once(name, (digest, notes, memory), make)[0]

    def _issue(
        self, digest: Digest, language: str, notes: Notes, memory: Memory | None
    ) -> Page:
        issue = self._view(digest, language)
        say = self._phrases(digest, language, memory)
        woven = weave(notes, issue, say, self._templates)
        page = self._page(
            f"{language}/issues/{digest.month}.md",
            "issue.md.j2",
            chart=shown(self._timeline(digest, language)) if issue.sections else None,
            issue=issue,
            held=partial(_held, notes),
            key_of=key_of,
            moved=woven.moved,
            projects={project.id for project in self._edition.projects},
            say=say,
        )
        left = dict(woven.notes)  # each is shown once
        text = HELD.sub(lambda held: left.pop(held[1], ""), page.text)
        return Page(path=page.path, text=text)

    def compare(
        self,
        digests: Sequence[Digest],
        months: Container[Month],
        stock: Stock = NOTHING,
    ) -> Iterator[ConfigError]:
        """Yield for each page what it says otherwise than in the first language.

        Of issues, those of ``months`` are compared. Notes, translations and the
        glossary are left aside: they are a person's. Charts are, too: their tables on
        the pages say the same.
        """
        first, *others = self._edition.languages
        beside = tuple(self._projects(digests, stock.unwritten))
        pages = {
            language: (
                *(
                    self.issue(digest, language, {})
                    for digest in digests
                    if digest.month in months
                ),
                *self._fronts(digests, stock.unwritten, language),
                *(
                    page
                    for page in beside
                    if page.path.startswith(f"{language}/")
                    and page.path.endswith(".md")
                ),
            )
            for language in self._edition.languages
        }
        for language in others:
            both = self._words[first], self._words[language]
            for one, other in zip(pages[first], pages[language], strict=True):
                yield from compare(one, other, both)


def _held(notes: Container[str], key: str) -> Markup:
    """Return where what was written at a place goes, nothing if nothing was."""
    return Markup(HOLD.format(key)) if key in notes else Markup()  # noqa: S704 - a key of ours
