"""What people write, beside what the pages have for it: places, tables, sentences."""

from __future__ import annotations

__all__ = ["Writing"]

from functools import partial
from typing import TYPE_CHECKING

from digest.memory.entries import read_catalogue
from digest.memory.scaffold import scaffold as scaffold_memory
from digest.notes import Notice, check_requests, read_notes, scaffold, unplaced
from digest.render.making import Maker
from digest.render.places import places
from digest.render.sentences import sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from digest.memory import Memory
    from digest.notes import Notes, Place
    from digest.release import Digest

File = tuple[str, bytes]  # where it is, and what is in it


class Writing(Maker):
    """Tells where people can write, and reads what they wrote."""

    def places(self, digest: Digest, language: str) -> tuple[Place, ...]:
        """Return where a person can write in an issue, in the order of the page."""
        return places(self._view(digest, language), self._phrases(digest, language))

    def tables(self, digest: Digest) -> tuple[str, ...]:
        """Return the keys of the tables that an issue's notes can ask for."""
        return tuple(self._view(digest).tables)

    def scaffold(self, digest: Digest, language: str, file: File) -> bytes:
        """Return the notes of an issue with a place for everything.

        Raises:
            DigestError: If they cannot be read; see `digest.notes.scaffold`.
        """
        where, data = file
        say = self._phrases(digest, language)
        return scaffold(
            data,
            say.words.raw("note_head", title=say.title),
            self.places(digest, language),
            gone=partial(self._gone, language),
            where=where,
        )

    def scaffold_memory(
        self,
        digests: Sequence[Digest],
        language: str,
        file: File,
        references: Sequence[File],
    ) -> bytes:
        """Return the translations into a language, with a place for each sentence.

        Raises:
            DigestError: If they, or a reference, cannot be read.
        """
        where, data = file
        return scaffold_memory(
            data,
            (one for digest in digests for one in sentences_of(self._view(digest))),
            language=language,
            where=where,
            references=[read_catalogue(said, where=path) for path, said in references],
        )

    def sentences(self, digest: Digest) -> tuple[str, ...]:
        """Return the sentences of upstream's that an issue shows."""
        return tuple(one.sentence for one in sentences_of(self._view(digest)))

    def notes(self, digest: Digest, language: str, file: File) -> Notes:
        """Return what was written at the places of an issue.

        Raises:
            DigestError: If the notes cannot be used as they are.
        """
        where, data = file
        places = self.places(digest, language)
        known = {place.key for place in places}
        notes = read_notes(data, where=where, places=places)
        return {key: words for key, words in notes.items() if key in known}

    def notices(self, digest: Digest, files: Mapping[str, File]) -> Iterator[Notice]:
        """Yield what to tell of an issue's notes, by language.

        Raises:
            DigestError: If they cannot be used as they are.
        """
        tables = self.tables(digest)
        tips = [tip.url for tip in digest.tips]
        for language, (where, data) in files.items():
            yield from unplaced(data, self.places(digest, language), where=where)
            yield from check_requests(data, tables, tips, where=where)
        written = {
            language: self.notes(digest, language, file)
            for language, file in files.items()
        }
        for language, there in written.items():
            where = files[language][0]
            for other, notes in written.items():
                for key in [key for key in notes if key not in there]:
                    what = f'nothing is written at "{key}"'
                    hint = f"something is in {files[other][0]}"
                    yield Notice(what=what, where=where, hint=hint, gap=False)

    def unusable(self, digests: Sequence[Digest], memory: Memory) -> Iterator[Notice]:
        """Yield what to tell of translations that issues cannot use, if there are."""
        shown = (said for digest in digests for said in self.sentences(digest))
        if count := memory.unusable(shown):
            several = "translation" if count == 1 else "translations"
            what = f"{count} {several} that cannot be used"
            where, hint = memory.catalogue.where, "run: digest status"
            yield Notice(what=what, where=where, hint=hint, gap=False)

    def _gone(self, language: str, key: str) -> str:
        return self._words[language].raw("note_gone", place=key)
