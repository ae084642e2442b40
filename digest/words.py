"""What the pages say by themselves, in one language."""

from __future__ import annotations

__all__ = ["Words"]

import tomllib
import zlib

from typing import TYPE_CHECKING

from markupsafe import Markup

from digest.errors import DigestError
from digest.inert import inert, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path
    from typing import Self

Wording = str | dict[str, str] | list[str | dict[str, str]]


class Words:
    """The sentences of one language, with named blanks.

    A sentence may have several wordings: the seed and the blanks choose one, so that
    months differ and runs do not. A wording may have forms for ``one`` and ``other``,
    chosen by the blank ``n``.

    Args:
        language: The language's code.
        table: The sentences by their keys.
        where: Where they were read, for messages.
        seed: What makes this page differ from others.
    """

    def __init__(
        self, language: str, table: dict[str, Wording], *, where: str, seed: str = ""
    ) -> None:
        self.language, self.table = language, table
        self._where, self._seed = where, seed

    @classmethod
    def read(cls, path: Path, language: str) -> Self:
        """Return the words of a file.

        Raises:
            DigestError: If it cannot be read or is no TOML.
        """
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            hint = f"every language of the edition needs words.{language}.toml"
            raise DigestError("no words", where=str(path), hint=hint) from error
        except ValueError as error:
            raise DigestError(f"not TOML: {error}", where=str(path)) from error
        return cls(language, table, where=str(path))

    def seeded(self, seed: str) -> Words:
        """Return the same words for another page."""
        return Words(self.language, self.table, where=self._where, seed=seed)

    def __call__(self, key: str, **blanks: object) -> Markup:
        """Return a sentence as Markdown; what fills its blanks is made inert.

        Raises:
            DigestError: If there is no such sentence, or it has other blanks.
        """
        filled = {name: inert(value) for name, value in blanks.items()}
        return Markup(self._fill(key, blanks, filled))  # noqa: S704 - our words, inert blanks

    def raw(self, key: str, **blanks: object) -> str:
        """Return a sentence as plain text, for a place that escapes by itself.

        Raises:
            DigestError: If there is no such sentence, or it has other blanks.
        """
        filled = {name: plain(value) for name, value in blanks.items()}
        return self._fill(key, blanks, filled)

    def day(self, day: date, *, year: bool = False) -> str:
        """Return a day as this language writes it."""
        key = "day_of_year" if year else "day"
        blanks = {"year": day.year, "month": day.month, "day": day.day}
        return self.raw(key, month_name=self.month(day), **blanks)

    def month(self, day: date) -> str:
        """Return what the month of a day is called."""
        return self.raw(f"month_{day.month}")

    def several(self, items: Iterable[object]) -> Markup:
        """Return items as one enumeration."""
        return Markup(self.raw("comma")).join(map(inert, items))  # noqa: S704 - our own comma

    def _fill(
        self, key: str, blanks: Mapping[str, object], filled: Mapping[str, str]
    ) -> str:
        wording = self._wording(key, blanks)
        try:
            return wording.format_map(filled)
        except KeyError as error:
            what = f'no blank "{error.args[0]}" is known for "{key}"'
            raise DigestError(what, where=self._where) from error
        except (AttributeError, TypeError, ValueError) as error:
            what = f'"{key}" cannot be filled: {error}'
            raise DigestError(what, where=self._where) from error

    def _wording(self, key: str, blanks: Mapping[str, object]) -> str:
        wording = self.table.get(key)
        if isinstance(wording, list) and wording:
            told = "|".join(f"{name}={blanks[name]}" for name in sorted(blanks))
            chosen = zlib.crc32(f"{self._seed}|{key}|{told}".encode())
            wording = wording[chosen % len(wording)]
        if isinstance(wording, dict):
            wording = wording.get("one" if blanks.get("n") == 1 else "other")
        if not isinstance(wording, str):
            raise DigestError(f'no words for "{key}"', where=self._where)
        return wording
