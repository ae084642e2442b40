"""The entries of an issue, and how many of them have no translation yet."""

from __future__ import annotations

__all__ = ["Translated", "Untold"]

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.memory import State
from digest.render.entries import Entries
from digest.render.sentences import sentences_of
from digest.render.speech import Speech

if TYPE_CHECKING:
    from markupsafe import Markup

    from digest.changes import Change
    from digest.edition import Edition
    from digest.glossary import Glossary
    from digest.memory import Memory
    from digest.release import Digest
    from digest.render.view import Entry, Issue
    from digest.words import Words


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
        self._entries = Entries(words, memory, glossary)

    def explained(self, text: str) -> Markup:
        """Return words of the page's language, with explanations over new terms."""
        return self._entries.explained(text)

    def untold(self, issue: Issue) -> Untold:
        """Return how many entries of an issue have no translation."""
        states = [
            found.state
            for one in sentences_of(issue)
            if (found := self._entries.translation(one.sentence))
        ]
        return Untold(count=states.count(State.MISSING), total=len(states))

    def change(self, change: Change, entry: Entry, *, mark: bool = False) -> Markup:
        """Return an entry with its links: its translation, then the original.

        What is fuzzy says so, and if it is to be marked, what is not translated, too.
        """
        project = self._projects.get(entry.release.project)
        return self._entries.markdown(change, project, mark=mark)

    def change_html(
        self, change: Change, entry: Entry, *, mark: bool = False
    ) -> Markup:
        """Return the same where Markdown is not read."""
        project = self._projects.get(entry.release.project)
        return self._entries.html(change, project, mark=mark)
