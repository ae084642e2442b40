"""The one door to content/: facts, notes and pages, whole or not at all."""

from __future__ import annotations

__all__ = ["Store"]

import json

from typing import TYPE_CHECKING

from digest.codec import decode, encode, layout
from digest.errors import ConfigError, DigestError, Problem
from digest.model import Facts
from digest.months import MONTH, Month
from digest.replacing import KEPT, replace_file, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from digest.release import Page

SCHEMA = 1
MADE = {".md", ".svg"}


class Store:
    """What is kept below the ``content`` folder of a digest."""

    def __init__(self, root: Path) -> None:
        self.content = root / "content"

    def months(self) -> tuple[Month, ...]:
        """Return the months that have facts, oldest first."""
        names = (path.stem for path in self.content.glob("facts/*.json"))
        return tuple(sorted(Month.parse(n) for n in names if MONTH.fullmatch(n)))

    def facts(self, month: Month) -> Facts:
        """Return the facts of a month.

        Raises:
            DigestError: If there are none, or they cannot be read.
        """
        path = self._facts(month)
        hint = f"run: digest collect {month}"
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise DigestError("no facts", where=str(path), hint=hint) from error
        except OSError as error:
            raise unreadable(path, error) from error
        except (ValueError, RecursionError) as error:
            what = f"not JSON: {error}"
            raise DigestError(what, where=str(path), hint="restore it") from error
        problems: list[Problem] = []
        schema = data.pop("schema", None) if isinstance(data, dict) else None
        if schema != SCHEMA:
            problems.append(Problem(f"schema {SCHEMA} expected", "$.schema"))
        facts: Facts = decode(Facts, data, problems)
        if not problems and facts.month != month:
            problems.append(Problem(f"{month} expected", "$.month"))
        if problems:
            raise ConfigError(tuple(problems), where=str(path), hint="restore it")
        return facts

    def save(self, facts: Facts) -> bool:
        """Write the facts of a month; return whether that changed anything."""
        data = {"schema": SCHEMA} | encode(facts, sparse=True)
        # What UTF-8 cannot hold, JSON can: a lone surrogate, written as an escape.
        text = layout(data).encode(errors="backslashreplace")
        return replace_file(self._facts(facts.month), text)

    def notes(self, month: Month, language: str) -> bytes | None:
        """Return the notes of a month as they were written, or none."""
        return self._read(self.notes_path(month, language))

    def save_notes(
        self, month: Month, language: str, text: bytes, *, over: bytes
    ) -> bool:
        """Write the notes of a month; return whether that changed anything.

        Raises:
            DigestError: If they are not what they were made of, ``over``, any more.
        """
        return self._save(self.notes_path(month, language), text, over)

    def notes_path(self, month: Month, language: str) -> Path:
        """Return where the notes of a month are."""
        return self.content / "notes" / f"{month}.{language}.md"

    def corrections(self, month: Month) -> bytes | None:
        """Return the corrections to a month as they were written, or none."""
        return self._read(self.corrections_path(month))

    def save_corrections(self, month: Month, text: bytes) -> bool:
        """Write the corrections to a month; return whether that changed anything."""
        return replace_file(self.corrections_path(month), text)

    def corrections_path(self, month: Month) -> Path:
        """Return where the corrections to a month are."""
        return self.content / "notes" / f"{month}.toml"

    def memory(self, language: str) -> bytes | None:
        """Return the translations into a language as they were written, or none."""
        return self._read(self.memory_path(language))

    def save_memory(self, language: str, text: bytes, *, over: bytes) -> bool:
        """Write the translations into a language; return whether that changed it.

        Raises:
            DigestError: If they are not what they were made of, ``over``, any more.
        """
        return self._save(self.memory_path(language), text, over)

    def memory_path(self, language: str) -> Path:
        """Return where the translations into a language are."""
        return self.content / "memory" / f"{language}.po"

    def references(self, language: str) -> tuple[tuple[str, bytes], ...]:
        """Return other catalogues of a language, each with its path.

        They are beside its own, ``<name>.<language>.po``, and are only read.
        """
        paths = sorted(self.content.glob(f"memory/*.{language}.po"))
        read = ((str(path), self._read(path)) for path in paths if path.exists())
        return tuple((path, data) for path, data in read if data is not None)

    def stale(self, pages: Iterable[Page]) -> tuple[str, ...]:
        """Return the paths of pages that are missing or differ from what is there."""
        return tuple(
            page.path
            for page in pages
            if self._read(self.content / page.path) != page.text.encode()
        )

    def write(self, pages: Iterable[Page]) -> tuple[str, ...]:
        """Write the pages; return the paths of those that this changed."""
        return tuple(
            page.path
            for page in pages
            if replace_file(self.content / page.path, page.text.encode())
        )

    def orphans(self, pages: Iterable[Page], folders: Iterable[str]) -> tuple[str, ...]:
        """Return the made files in the folders that are not among the pages."""
        made = {page.path for page in pages}
        found = (
            path.relative_to(self.content).as_posix()
            for folder in folders
            for path in self.content.glob(f"{folder}/*")
            if path.suffix in MADE
        )
        return tuple(sorted(path for path in found if path not in made))

    def remove(self, paths: Sequence[str]) -> Sequence[str]:
        """Remove made pages, and return their paths.

        Raises:
            DigestError: If one cannot be removed.
        """
        for path in paths:
            page = self.content / path
            try:
                page.unlink(missing_ok=True)
            except OSError as error:
                raise unreadable(page, error) from error
        return paths

    def _facts(self, month: Month) -> Path:
        return self.content / "facts" / f"{month}.json"

    def _read(self, path: Path) -> bytes | None:
        try:
            return path.read_bytes()
        except FileNotFoundError:
            if path.is_symlink():  # what it leads to may be somebody's words
                what, hint = "a link to nothing", "mend the link, or remove it"
                raise DigestError(what, where=str(path), hint=hint) from None
            return None
        except IsADirectoryError as error:
            what, hint = "a folder, where a file should be", "move it away"
            raise DigestError(what, where=str(path), hint=hint) from error
        except OSError as error:
            raise unreadable(path, error) from error

    def _save(self, path: Path, text: bytes, over: bytes) -> bool:
        """Write what people write in, unless they saved it since it was read."""
        if (self._read(path) or b"") != over:
            what, hint = "saved by somebody meanwhile", "run it again"
            raise DigestError(what, where=str(path), hint=f"{hint}; {KEPT}")
        return replace_file(path, text)
