"""The lines of notes that ask for something: a table, a tip, a label of ours."""

from __future__ import annotations

__all__ = ["check_requests", "fill_requests", "meant"]

import re

from typing import TYPE_CHECKING

from digest.inert import comment, web
from digest.notes.lines import key_of, put_requests, read, requests
from digest.notes.notices import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from digest.notes.lines import Part, Sheet

NO_TABLE = "no release of this month has one; take the line out"
LINK = re.compile(r"https?://\S")
WORD = re.compile(r"\w")
NO_SOURCE = "a question without a link to where it comes from"
NO_ADDRESS = "a tip without the address of its source"
NO_ANSWER = "a tip without an answer"
ADD_SOURCE = "add a line such as: <!-- tip: https://example.org/thread -->"
ADD_ANSWER = "write it below the line, or take the line out"


def check_requests(
    data: bytes, tables: Collection[str], tips: Collection[str], *, where: str
) -> Iterator[Notice]:
    """Yield what is asked for and not there, and what questions and tips lack.

    Args:
        data: The notes.
        tables: The keys of tables that there are.
        tips: The addresses of threads that are known.
        where: The file.

    Raises:
        DigestError: If the bytes are no UTF-8, or something is half finished.
    """
    sheet = read(data, where=where)
    for part in sheet.parts:
        for found in requests(part.text):
            if found["kind"] == "table":
                at = sheet.at(part.start + found.start())
                yield from _amiss(found, tables, at)
    known = {comment(tip) for tip in tips}
    for part in sheet.parts:
        yield from _lacking(part, sheet, known)


def fill_requests(words: str, put: Callable[[str, str], str | None]) -> str:
    """Return words with what they ask for in place of the lines that do.

    ``put`` is given the kind (table, tip, question, answer) and the key; what it
    returns nothing for stays as it is.
    """

    def filled(found: re.Match[str]) -> str:
        said = put(found["kind"] or found["label"], key_of(found))
        return found[0] if said is None else f"\n{said}\n\n"

    return put_requests(filled, words)


def meant(key: str, known: Iterable[str]) -> list[str]:
    """Return the tables that a key may mean: a release's only one may lack its file."""
    return [name for name in known if name == key or name.startswith(f"{key} ")]


def _amiss(
    found: re.Match[str], tables: Collection[str], where: str
) -> Iterator[Notice]:
    """Yield what is wrong with a table that is asked for, if anything is."""
    key = key_of(found)
    several = meant(key, tables)
    if len(several) != 1:
        what = f'which table is "{key}"?' if several else f'no such table: "{key}"'
        hint = f"there are: {', '.join(several or tables)}" if tables else NO_TABLE
        yield Notice(what=what, where=where, hint=hint)


def _lacking(part: Part, sheet: Sheet, tips: Collection[str]) -> Iterator[Notice]:
    """Yield each question without a source, and each tip without one or an answer."""
    asked = [one for one in requests(part.text) if one["kind"] != "table"]
    starts = [
        one
        for one in asked
        if one["label"] == "question" or comment(key_of(one)) in tips
    ]
    ends = [*(one.start() for one in starts[1:]), len(part.text)]
    for one, end in zip(starts, ends, strict=False):
        said, at = part.text[one.end() : end], sheet.at(part.start + one.start())
        if one["label"] and not LINK.search(said):
            yield Notice(what=NO_SOURCE, where=at, hint=ADD_SOURCE)
        if one["kind"] and not WORD.search(re.sub(r"<!--.*?-->", "", said)):
            yield Notice(what=NO_ANSWER, where=at, hint=ADD_ANSWER)
    for one in asked:
        known = comment(key_of(one)) in tips or web(key_of(one))
        if one["kind"] and not known:
            at = sheet.at(part.start + one.start())
            yield Notice(what=NO_ADDRESS, where=at, hint=ADD_SOURCE)
