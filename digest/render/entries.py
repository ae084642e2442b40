"""Entries of upstream's records, and what they read like in a page's language."""

from __future__ import annotations

__all__ = ["Entries"]

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from digest.glossary import ENGLISH
from digest.inert import plain, quoted, quoted_html
from digest.memory import State
from digest.render.hovers import Hovers
from digest.render.pieces import as_html, as_markdown, pieces_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.changes import Change
    from digest.edition import Project
    from digest.glossary import Glossary
    from digest.memory import Memory, Translation
    from digest.render.pieces import Piece
    from digest.words import Words

    # Text to words of a page, and pieces with such words to a whole.
    Make = Callable[[str], Markup]
    Join = Callable[[tuple[Piece, ...], Make], Markup]

ORIGINAL = Markup('<small lang="en">{}</small>')
UNTRANSLATED = Markup('<span lang="en">{}</span>')


class Entries:
    """Entries on one page, translated where that is known.

    Args:
        words: The words of its language.
        memory: Translations, on a page that is not in upstream's own language.
        glossary: What is explained over the terms.
    """

    def __init__(
        self,
        words: Words,
        memory: Memory | None = None,
        glossary: Glossary | None = None,
    ) -> None:
        self._words, self._memory = words, memory
        self._hovers = Hovers(glossary, words.language)
        self._known: dict[str, Translation] = {}

    def explained(self, text: str) -> Markup:
        """Return words of the page's language, with explanations over new terms."""
        return self._hovers.over(text, quoted)

    def markdown(
        self, change: Change, project: Project | None, *, mark: bool = False
    ) -> Markup:
        """Return an entry with its links: its translation, then the original.

        What is fuzzy says so, and if it is to be marked, what is not translated, too.
        """
        return self._change(change, project, (as_markdown, quoted), mark=mark)

    def html(
        self, change: Change, project: Project | None, *, mark: bool = False
    ) -> Markup:
        """Return the same where Markdown is not read."""
        return self._change(change, project, (as_html, quoted_html), mark=mark)

    def translation(self, sentence: str) -> Translation | None:
        """Return what a sentence reads like, if there can be other words for it."""
        if self._memory is None:
            return None
        if sentence not in self._known:
            self._known[sentence] = self._memory.look_up(sentence)
        found = self._known[sentence]
        same = found.state is State.DONE and found.text == plain(sentence)
        return None if same else found

    def _change(
        self,
        change: Change,
        project: Project | None,
        made: tuple[Join, Make],
        *,
        mark: bool,
    ) -> Markup:
        join, quote = made
        found = self.translation(change.text)
        text = found.text if found else ""
        shown = replace(change, text=text) if text else change
        said = join(
            pieces_of(shown, project),
            partial(self._hovers.over, make=quote, language="" if text else ENGLISH),
        )
        if not found:
            return said
        if text:
            original = ORIGINAL.format(quote(change.text))
            key = f"translated_{found.state}"
            return self._words(key, text=said, original=original)
        said = UNTRANSLATED.format(said)
        return self._words("translated_missing", text=said) if mark else said
