"""Drafts of what is not translated yet, put where people find them."""

from __future__ import annotations

__all__ = ["Bureau"]

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.glossary import Glossary, read_glossary
from digest.memory import Memory
from digest.memory.entries import read_catalogue
from digest.memory.scaffold import add_suggestions, scaffold
from digest.translators.answered import Answered
from digest.translators.client import Client
from digest.translators.drafter import Drafter
from digest.translators.phrasebook import read_phrasebook
from digest.translators.wanted import untranslated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from digest.memory.sentences import Occurrence
    from digest.store import Store
    from digest.translators import Service
    from digest.translators.client import Door
    from digest.translators.drafter import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Bureau:
    """Has sentences drafted, by a service if one is given, and keeps the drafts.

    ``templates`` are the folders of the glossary and the phrases, the first first;
    ``cache`` is the folder of what services have answered.
    """

    store: Store
    templates: Sequence[Path]
    cache: Path
    service: Service | None = None
    key: str = field(default="", repr=False)
    again: bool = False

    def draft(
        self, language: str, shown: Sequence[Occurrence], door: Door | None
    ) -> Outcome:
        """Return what became of what is shown and has no translation into a language.

        Drafts are written to the translations, marked fuzzy, with a place for each
        sentence that had none. Without a door, nobody is asked and nothing is written.

        Raises:
            DigestError: If a file cannot be used.
        """
        store, where = self.store, str(self.store.memory_path(language))
        references = [
            read_catalogue(data, where=path)
            for path, data in store.references(language)
        ]
        data = scaffold(
            store.memory(language) or b"",
            shown,
            language=language,
            where=where,
            references=references,
        )
        memory = Memory.read(data, where=where)
        wanted = untranslated((one.sentence for one in shown), memory)
        outcome = self._drafter(language).draft(wanted, door)
        if door:
            found = outcome.suggestions
            store.save_memory(language, add_suggestions(data, found, where=where))
        return outcome

    def _drafter(self, language: str) -> Drafter:
        glossary, book = self._glossary(), None
        if phrases := self._template(f"phrases.{language}.toml"):
            book = read_phrasebook(phrases, language=language, glossary=glossary)
        if not self.service:
            return Drafter(language=language, phrasebook=book)
        answered = Answered(
            folder=self.cache,
            service=self.service.translator.name,
            language=language,
        )
        client = Client(
            service=self.service,
            language=language,
            glossary=glossary,
            answered=answered,
            key=self.key,
            again=self.again,
        )
        return Drafter(language=language, phrasebook=book, client=client)

    def _glossary(self) -> Glossary:
        path = self._template("glossary.toml")
        return read_glossary(path) if path else Glossary(())

    def _template(self, name: str) -> Path | None:
        paths = (folder / name for folder in self.templates)
        return next((path for path in paths if path.is_file()), None)
