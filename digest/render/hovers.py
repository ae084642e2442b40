"""What a term means, to be shown over it: once on a page, where it stands first."""

from __future__ import annotations

__all__ = ["Hovers"]

import re

from collections import defaultdict
from typing import TYPE_CHECKING

from markupsafe import Markup

from digest.glossary import ENGLISH, Explained
from digest.inert import CODE, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from digest.glossary import Glossary

ABBR = Markup('<abbr title="{}">{}</abbr>')
# What HTML would read in a title, and what Markdown reads before it sees the tag.
MARKUP = re.compile(r"[&<>\"'\\`*_\[\]|]")
WORD = re.compile("[a-z]+")


class Hovers:
    """The terms of a glossary that a page has not explained yet.

    Args:
        glossary: What the terms mean; without one, nothing is explained.
        language: The language of the page.
    """

    def __init__(self, glossary: Glossary | None, language: str) -> None:
        self._glossary, self._language = glossary, language
        self._left = {term.en for term in glossary.terms} if glossary else set()
        self._begin: defaultdict[str, set[str]] = defaultdict(set)
        for term in glossary.terms if glossary else ():
            for name in term.names:
                self._begin[WORD.findall(name.lower())[0]].add(term.en)

    def over(
        self, text: str, make: Callable[[str], Markup], *, language: str = ""
    ) -> Markup:
        """Return what a text is made to, with an explanation over each new term.

        ``language`` is the text's, if that is not the page's; what is in code is left
        alone. ``make`` gives what may stand between two explanations.
        """
        words = plain(text)
        said: list[Markup] = []
        done = 0
        for new in self._new(words, language or self._language):
            self._left.remove(new.term)
            said.append(_made(words[done : new.start], make))
            term = make(words[new.start : new.end])
            said.append(ABBR.format(_title(new.about), term))
            done = new.end
        last = _made(words[done:], make)
        return Markup().join((*said, last)) if said else last

    def _new(self, text: str, language: str) -> Iterator[Explained]:
        """Yield the first place of each term that was not explained before."""
        if self._glossary is None or not self._may_have_new(text, language):
            return
        code = [found.span() for found in CODE.finditer(text)]
        for at in self._places(self._glossary, text, language):
            inside = any(start < at.end and at.start < end for start, end in code)
            if at.term in self._left and at.about and not inside:
                yield at

    def _may_have_new(self, text: str, language: str) -> bool:
        """Return whether it is worth looking: most lines have no term that is new."""
        return language != ENGLISH or any(
            not self._left.isdisjoint(self._begin.get(known, ()))
            for word in WORD.findall(text.lower())
            for known in (word, word.removesuffix("s"))
        )

    def _places(
        self, glossary: Glossary, text: str, language: str
    ) -> Iterator[Explained]:
        """Yield the terms of a text with what they mean in the language of the page."""
        if language != ENGLISH:
            yield from glossary.explain(text, language)
            return
        for term, at in glossary.terms_in(text):
            about = term.about.get(self._language, "")
            yield Explained(start=at.start(), end=at.end(), term=term.en, about=about)


def _made(text: str, make: Callable[[str], Markup]) -> Markup:
    """Return what words are made to, between the blanks that they stand between."""
    words = text.strip(" ")
    if words == text:
        return make(text)
    before, _, after = text.partition(words or text)
    return before + (make(words) if words else Markup(" ")) + after


def _title(about: str) -> Markup:
    words = MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", plain(about))
    return Markup(words)  # noqa: S704 - nothing in it is markup any more
