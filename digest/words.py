"""What the pages say by themselves, in one language."""

from __future__ import annotations

__all__ = ["Words"]

import tomllib
import zlib

from collections import ChainMap
from typing import TYPE_CHECKING

from markupsafe import Markup

from digest.errors import DigestError
from digest.inert import inert, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path
    from typing import Self

    from digest.months import Month

Wording = str | dict[str, str] | list[str | dict[str, str]]

MONTHS = 12


class Words:
    """The sentences of one language, with named blanks.

    A sentence may have several wordings. Which one a page has follows from its month
    and from the blank ``subject``, what the sentence is about: months differ, runs do
    not, and what is said of one thing does not change because another is added. If it
    is what the page said last, the next one is said. Away from a page it is the first.

    A wording may have forms for ``one`` and ``other``, chosen by the blank ``n``, and
    one for ``none`` where 0 reads badly.

    Args:
        language: The language's code.
        table: The sentences by their keys.
        where: Where they were read, for messages.
        month: The month of the page that says them, if it is one.
    """

    def __init__(
        self,
        language: str,
        table: Mapping[str, Wording],
        *,
        where: str,
        month: Month | None = None,
    ) -> None:
        self.language, self.table = language, table
        self._where, self._month = where, month
        self._last: dict[str, int] = {}

    @classmethod
    def read(cls, path: Path, language: str, *, over: Sequence[Path] = ()) -> Self:
        """Return the words of a file, but for those that files over it say anew.

        Of those files, the last counts most.

        Raises:
            DigestError: If a file cannot be read or is no TOML.
        """
        files = (path, *over)
        table = dict(ChainMap(*map(_table, reversed(files))))
        where = ", ".join(str(file) for file in reversed(files))
        return cls(language, table, where=where)

    def of_month(self, month: Month) -> Words:
        """Return the same words for a page of a month that says nothing yet."""
        return Words(self.language, self.table, where=self._where, month=month)

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
            wording = wording[self._choice(key, blanks, len(wording))]
        if isinstance(wording, dict):
            n = blanks.get("n")
            form = "one" if n == 1 else "none" if n == 0 else "other"
            wording = wording.get(form, wording.get("other"))
        if not isinstance(wording, str):
            raise DigestError(f'no words for "{key}"', where=self._where)
        return wording

    def _choice(self, key: str, blanks: Mapping[str, object], count: int) -> int:
        """Return which of several wordings is said, and remember that it was."""
        if self._month is None:
            return 0
        month = self._month.year * MONTHS + self._month.number
        subject = plain(blanks.get("subject", ""))
        choice = (month + zlib.crc32(f"{key} {subject}".encode())) % count
        if self._last.get(key) == choice:
            choice = (choice + 1) % count
        self._last[key] = choice
        return choice


def _table(path: Path) -> dict[str, Wording]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        hint = f"every language of the edition needs {path.name}"
        raise DigestError("no words", where=str(path), hint=hint) from error
    except ValueError as error:
        raise DigestError(f"not TOML: {error}", where=str(path)) from error
