"""Entries in upstream's words, and what they read like in a page's language."""

from __future__ import annotations

__all__ = ["Translated", "Untold"]

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from digest.glossary import ENGLISH
from digest.inert import plain, quoted, quoted_html
from digest.memory import State
from digest.render.hovers import Hovers
from digest.render.pieces import as_html, as_markdown, pieces_of
from digest.render.sentences import sentences_of
from digest.render.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.changes import Change
    from digest.edition import Edition
    from digest.glossary import Glossary
    from digest.memory import Memory, Translation
    from digest.release import Digest
    from digest.render.pieces import Piece
    from digest.render.view import Entry, Issue
    from digest.words import Words

    # Text to words of a page, and pieces with such words to a whole.
    Make = Callable[[str], Markup]
    Join = Callable[[tuple[Piece, ...], Make], Markup]

ORIGINAL = Markup('<small lang="en">{}</small>')
UNTRANSLATED = Markup('<span lang="en">{}</span>')


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """How many of an issue's entries have no translation, and of how many."""

    count: int
    total: int

    @property
    def few(self) -> bool:
        """Whether each is marked: a mark at nearly every entry would say nothing."""
        return 2 * self.count <= self.total


class Translated(Speech):
    """Entries of upstream's records, translated where that is known.

    Args:
        digest: What the page tells.
        edition: Whose page it is.
        words: The words of its language.
        memory: Translations, on a page that is not in upstream's own language.
        glossary: What is explained over the terms.
    """

    def __init__(
        self,
        digest: Digest,
        edition: Edition,
        words: Words,
        memory: Memory | None = None,
        glossary: Glossary | None = None,
    ) -> None:
        super().__init__(digest, edition, words)
        self._memory, self._hovers = memory, Hovers(glossary, words.language)
        self._known: dict[str, Translation] = {}

    def explained(self, text: str) -> Markup:
        """Return words of the page's language, with explanations over new terms."""
        return self._hovers.over(text, quoted)

    def untold(self, issue: Issue) -> Untold:
        """Return how many entries of an issue have no translation."""
        states = [
            found.state
            for one in sentences_of(issue)
            if (found := self._translation(one.sentence))
        ]
        return Untold(count=states.count(State.MISSING), total=len(states))

    def change(self, change: Change, entry: Entry, *, mark: bool = False) -> Markup:
        """Return an entry with its links: its translation, then the original.

        What is fuzzy says so, and if it is to be marked, what is not translated, too.
        """
        return self._change(change, entry, as_markdown, quoted, mark=mark)

    def change_html(
        self, change: Change, entry: Entry, *, mark: bool = False
    ) -> Markup:
        """Return the same where Markdown is not read."""
        return self._change(change, entry, as_html, quoted_html, mark=mark)

    def _change(
        self, change: Change, entry: Entry, join: Join, quote: Make, *, mark: bool
    ) -> Markup:
        found = self._translation(change.text)
        text = found.text if found else ""
        shown = replace(change, text=text or change.text)
        said = join(
            pieces_of(shown, self._projects.get(entry.release.project)),
            partial(self._hovers.over, make=quote, language="" if text else ENGLISH),
        )
        if not found:
            return said
        if text:
            original = ORIGINAL.format(quote(change.text))
            return self.words(f"translated_{found.state}", text=said, original=original)
        said = UNTRANSLATED.format(said)
        return self.words("translated_missing", text=said) if mark else said

    def _translation(self, sentence: str) -> Translation | None:
        """Return what a sentence reads like, if there can be other words for it."""
        if self._memory is None:
            return None
        if sentence not in self._known:
            self._known[sentence] = self._memory.look_up(sentence)
        found = self._known[sentence]
        same = found.state is State.DONE and found.text == plain(sentence)
        return None if same else found
