"""An entry in upstream's words, in pieces: what of it leads where."""

from __future__ import annotations

__all__ = ["Piece", "as_html", "as_markdown", "pieces_of"]

import re

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from digest.compare.trackers import address_of
from digest.inert import CODE, link, link_html, plain, quoted, quoted_html
from digest.marks import SEVERE

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Container,
        Iterable,
        Iterator,
        Mapping,
        Sequence,
    )

    from digest.changes import Change
    from digest.edition import Project

MANY = 20  # bugs of one entry; a merge may name hundreds
BLANK = re.compile(":? (?=#)")  # "GH #12" is GH#12, "LP: #12" is LP#12
NUMBER = "#(?:[a-z]{2,9}-)?[0-9]+"
# What may be a bug, in all the forms that entries are read for. In a translation it may
# stand beside letters: "rhbz#1を修正".
BUG = re.compile(
    rf"(?<![\w#-])(?:[a-z]+(?::| |: )(?P<apart>{NUMBER})|[a-z]*{NUMBER}"
    r"|[a-z]+(?:-[0-9a-z]+)+)(?![\w-])",
    re.IGNORECASE | re.ASCII,
)
# What stands around a bug and is no part of a link: "mend it (", "): again".
EDGES = " ,;:.()[]"
SEVERITY = re.compile("[a-z]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words of an entry: with a link if they have one, or strong."""

    text: str
    url: str = ""
    strong: bool = False


def pieces_of(change: Change, project: Project | None) -> tuple[Piece, ...]:
    """Return an entry's words; bugs lead to their tracker, other words to the commit.

    No link can stand in another: where bugs are linked, the longest words between
    them are what leads to the commit. Bugs that are not in the words come behind.
    """
    refs = {ref: address_of(ref, project) for ref in change.refs[:MANY]}
    text = plain(change.text)
    there = {ref for *_, ref in _bugs(text, {ref.lower() for ref in refs})}
    behind = {ref: url for ref, url in refs.items() if ref.lower() not in there}
    inside = {r: url for r, url in refs.items() if url and r not in behind}
    if not inside and not change.severity:
        return (Piece(text=text, url=change.url), *_bracketed(behind))
    bad, rest = _severity(change, text)
    words = _to_commit(list(_split(rest, inside)), change.url)
    return (*bad, *words, *_bracketed(behind))


def as_markdown(
    pieces: Iterable[Piece], make: Callable[[str], Markup] = quoted
) -> Markup:
    """Return the pieces as Markdown, inert but for their links and their code.

    ``make`` is what the words of each are made to.
    """

    def word(piece: Piece) -> Markup:
        words = link(make(piece.text), piece.url)
        # Before a link it would make a picture of it.
        return words[:-1] + Markup("&#33;") if words.endswith("!") else words

    return _joined(pieces, word, Markup("**{}**"))


def as_html(
    pieces: Iterable[Piece], make: Callable[[str], Markup] = quoted_html
) -> Markup:
    """Return the same for a place where Markdown is not read."""

    def word(piece: Piece) -> Markup:
        return link_html(make(piece.text), piece.url)

    return _joined(pieces, word, Markup("<strong>{}</strong>"))


def _severity(change: Change, text: str) -> tuple[tuple[Piece, ...], str]:
    """Return how bad upstream says it is, if it does, and the rest of the words."""
    if not change.severity:
        return (), text
    said = SEVERITY.match(text)
    strong = change.severity in SEVERE
    if said and change.severity.startswith(said[0].lower()):
        return (Piece(text=said[0], strong=strong),), text[said.end() :]
    return (Piece(text=change.severity.capitalize(), strong=strong),), f": {text}"


def _split(text: str, linked: Mapping[str, str]) -> Iterator[Piece]:
    """Yield the words between bugs, and the bugs; code is left alone."""
    urls = {ref.lower(): url for ref, url in linked.items()}
    run = ""
    for at, part in enumerate(CODE.split(text)):
        if at % 2:
            run += f"`{part}`"
            continue
        end = 0
        for start, after, ref in _bugs(part, urls):
            yield Piece(text=run + part[end:start])
            yield Piece(text=part[start:after], url=urls[ref])
            run, end = "", after
        run += part[end:]
    yield Piece(text=run)


def _bugs(text: str, refs: Container[str]) -> Iterator[tuple[int, int, str]]:
    """Yield where bugs are named, of those that there are in small letters, and which.

    In "see #12", it is "#12" if there is no tracker "see".
    """
    for found in BUG.finditer(text):
        for group in (0, "apart"):
            ref = BLANK.sub("", (found[group] or "").lower())
            if ref in refs:
                yield found.start(group), found.end(), ref
                break


def _to_commit(pieces: Sequence[Piece], url: str) -> Iterator[Piece]:
    """Yield the pieces, of which the longest that leads nowhere yet leads there."""
    free = [piece.text.strip(EDGES) for piece in pieces if not piece.url]
    longest = max(free, key=len)
    for piece in pieces:
        words = piece.text.strip(EDGES)
        if not (url and longest) or piece.url or words != longest:
            yield piece
            continue
        before, _, after = piece.text.partition(words)
        yield from (Piece(text=before), Piece(text=words, url=url), Piece(text=after))
        longest = ""


def _bracketed(refs: Mapping[str, str]) -> Iterator[Piece]:
    for at, (ref, url) in enumerate(refs.items()):
        yield Piece(text=", " if at else " (")
        yield Piece(text=ref, url=url)
    if refs:
        yield Piece(text=")")


def _joined(
    pieces: Iterable[Piece], word: Callable[[Piece], Markup], strong: Markup
) -> Markup:
    """Return the pieces one after the other, with the blanks between them."""
    said: list[str] = []
    for piece in pieces:
        words = piece.text.strip(" ")
        if not words:
            said.append(piece.text)
            continue
        before, _, after = piece.text.partition(words)
        core = word(piece if words == piece.text else replace(piece, text=words))
        said += (before, strong.format(core) if piece.strong else core, after)
    return Markup("".join(said))  # noqa: S704 - between what is markup, only blanks
