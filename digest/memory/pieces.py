"""What of a sentence no translation may change: its label, and its pieces.

Pieces are code, links, paths, options, identifiers, versions, numbers and bug ids.
Upper case alone makes no piece: "do NOT start" is prose.
"""

from __future__ import annotations

__all__ = ["Piece", "any_of", "find_pieces", "holds", "label_of"]

import re

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Words before a colon that say which part changed, one or a list: "crmd,cib: ".
LABEL = re.compile(r"(?:[^\s:,]{1,80}(?:, ?[^\s:,]{1,80}){0,9}: )*(?=\S)")
# What is a piece wherever it stands: code, an address, anything in braces.
ATOM = re.compile(r"`[^`]+`|https?://[!-~]+|\{[^{}\s]+\}")
RUN = re.compile(r"[!-~]+")  # what no blank and no Japanese interrupts
BEFORE, AFTER = "([\"'*", ")]\"'*.,;:!?"
QUOTED = re.compile(r"""\(*(["'])([A-Za-z]\w*(?:-\w+)+)\1[).,;:!?]*""", re.ASCII)
PROSE = re.compile(
    r"""
    (?:e\.g|i\.e|a\.k\.a)            # their last stop is cut off
    | _[A-Za-z]+_                    # emphasis
    | [0-9]*(?:1st|2nd|3rd|[0-9]th)  # an ordinal
    """,
    re.VERBOSE,
)
PIECE = re.compile(
    r"""
    --?[A-Za-z][^()\[\],;]*                   # -V, --quiet, --mode=x
    | <[^<>]+>                                # <placeholder>
    | [$%@][A-Za-z].*                         # $variable, %s
    | (?:~|\.{1,2})?/[A-Za-z0-9_].*           # /etc/x, ./x, ~/x
    | \w+\(\)                                 # call()
    | \.[a-z]\w+                              # .conf
    | \w[\w+-]*\.\w.*                         # corosync.conf, 1.4.1
    | [0-9]+(?:-[0-9]+)+                      # 2011-07-26
    | (?=.*[a-z][A-Z])[A-Za-z]+               # camelCase
    | [A-Z]{2,}[a-z]{2,}[A-Za-z]*             # IPaddr
    | (?=.*\w).*(?:_|=|@|::|->|\|).*          # snake_case, a=b, a@b, a::b, a->b, a|b
    | (?=.*[0-9])(?=.*[A-Za-z#])[\w#+-]+      # IPv6, rhbz#1234, CVE-2011-1234
    | (?=.*/)(?=.*(?:[0-9]|\.\w)).*           # a/b2, a/b.c
    """,
    re.VERBOSE | re.ASCII,
)
# Of "64-bit", only the number is a piece.
COUNTED = re.compile(r"[0-9]+(?:\.[0-9]+)*-[A-Za-z]+")
NUMBER = re.compile(r"(?<![\w.])[0-9]+(?:\.[0-9]+)*(?!\w)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a text that a translation must not change, and where it stands."""

    start: int
    end: int
    text: str


def label_of(text: str) -> str:
    """Return the words before a text that say which part it is about, or nothing."""
    found = LABEL.match(text)
    return found[0] if found else ""


@lru_cache(maxsize=1 << 13)  # a change is on many pages, in all languages
def find_pieces(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text, in order; none overlaps another."""
    return tuple(_pieces(text))


def holds(text: str, value: str) -> bool:
    """Return whether a value stands in a text, and not as a part of another word."""
    return any_of([value]).search(text) is not None


def any_of(values: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds values, the longest first, apart from Latin words."""
    either = "|".join(map(_apart, sorted(values, key=len, reverse=True)))
    return re.compile(either, re.ASCII)


def _pieces(text: str) -> Iterator[Piece]:
    at = 0
    for atom in ATOM.finditer(text):
        end = atom.start() + len(atom[0].rstrip(AFTER)) if _is_web(atom) else atom.end()
        yield from _pieces_between(text, at, atom.start())
        yield Piece(start=atom.start(), end=end, text=text[atom.start() : end])
        at = end
    yield from _pieces_between(text, at, len(text))


def _is_web(atom: re.Match[str]) -> bool:
    return atom[0].startswith("http")


def _pieces_between(text: str, start: int, end: int) -> Iterator[Piece]:
    for run in RUN.finditer(text, start, end):
        # Behind a blank, "-bit" is no option, and "%s" no format.
        joined = run.start() == start and start > 0
        for first, last in _spans(run[0], joined=joined):
            span = run.start() + first, run.start() + last
            yield Piece(start=span[0], end=span[1], text=text[slice(*span)])


def _spans(run: str, *, joined: bool) -> Iterator[tuple[int, int]]:
    """Yield where the pieces are in what stands together."""
    if not joined and (quoted := QUOTED.fullmatch(run)):
        yield quoted.span(2)
        return
    word = run.lstrip(BEFORE)
    start = len(run) - len(word)
    word = _without_end(word)
    if PROSE.fullmatch(word):
        return
    if not joined and not COUNTED.fullmatch(word) and PIECE.fullmatch(word):
        yield start, start + len(word)
        return
    for number in NUMBER.finditer(run):
        yield number.span()


def _without_end(word: str) -> str:
    """Return a word without what follows it, but with a bracket that it opened."""
    bare = word.rstrip(AFTER).removesuffix("'s")
    opened = bare.count("(") > bare.count(")")
    return f"{bare})" if opened and word.startswith(f"{bare})") else bare


def _apart(value: str) -> str:
    before = r"(?<!\w)" if re.match(r"\w", value, re.ASCII) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", value, re.ASCII) else ""
    if NUMBER.fullmatch(value):
        # "128 MB" is "128MB" where words have no blanks between them.
        before, after = r"(?<![\w.])", r"(?!\.?[0-9])"
    return f"{before}{re.escape(value)}{after}"
