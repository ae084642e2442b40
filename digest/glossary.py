"""The words of high availability: what a translation may call them, what they mean."""

from __future__ import annotations

__all__ = ["Explained", "Glossary", "Term", "check_terms", "read_glossary"]

import re

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from digest.codec import Like, decode, read_toml
from digest.errors import ConfigError, Problem
from digest.memory.breaches import Breach, Rule
from digest.memory.pieces import find_pieces, label_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

HINT = "the head of the file says what an entry has"
ENGLISH = "en"
# A word of the language of Unix has no end at a hyphen: "clone-node-max" is no node.
START, END = r"(?<![\w-])", r"(?![\w-])"
KATAKANA = r"[\u30a1-\u30fa\u30fc]"
# What a form begins and ends with, and what must not stand beside that.
SIDES = (
    (re.compile(KATAKANA), rf"(?<!{KATAKANA})", rf"\u30fc?(?!{KATAKANA})"),
    (re.compile(r"[A-Za-z0-9]"), r"(?<![A-Za-z0-9_-])", r"(?![A-Za-z0-9_-])"),
)
EVERYDAY = re.compile(r"[\u3041-\u309f\u3400-\u9fff]")

Words = Annotated[str, Like("words", r"\S(?:[^\n]*\S)?")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term: its names in English; by language, what it may be called, what it is."""

    en: Words
    accepted: Mapping[str, tuple[Words, ...]]
    about: Mapping[str, Words]
    variants: tuple[Words, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All that English calls it."""
        return self.en, *self.variants


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryTable:
    """A glossary, as it is written."""

    term: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Where a text has a term, and what can be told of it there."""

    start: int
    end: int
    term: str
    about: str


class Glossary:
    """Terms, to be found in texts."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        self._named = {_key(name): term for term in self.terms for name in term.names}
        names = "|".join(map(_english, _longest_first(self._named))) or "(?!)"
        # Where a word starts is looked at first: that is quick, and most are no term.
        self._names = re.compile(f"{START}(?:{names})s?{END}", re.IGNORECASE)

    def terms_in(self, text: str) -> Iterator[tuple[Term, re.Match[str]]]:
        """Yield the terms in an English text with their places; code has none."""
        for found in self._names.finditer(_masked(text)):
            key = _key(found[0])
            term = self._named.get(key) or self._named[key.removesuffix("s")]
            yield term, found

    def explain(self, text: str, language: str) -> tuple[Explained, ...]:
        """Return the first place of each term in a text of a language, in order.

        In English it is whole words that count. Elsewhere it is what a translation is
        to call a term, and of what it may call it the words that mean nothing else; in
        katakana, they are no part of a longer word. What is in code is never a term,
        nor is what has no explanation in the language.
        """
        found: dict[str, Explained] = {}
        for term, place in self._places(text, language):
            if about := term.about.get(language):
                start, end = place.span()
                said = Explained(start=start, end=end, term=term.en, about=about)
                found.setdefault(term.en, said)
        return tuple(found.values())

    def _places(self, text: str, language: str) -> Iterator[tuple[Term, re.Match[str]]]:
        if language == ENGLISH:
            yield from self.terms_in(text)
            return
        forms: dict[str, Term] = {}
        for term in self.terms:
            for at, form in enumerate(term.accepted.get(language, ())):
                if at == 0 or not EVERYDAY.search(form):
                    forms.setdefault(form, term)
        either = (f"(?:{_apart(form)})" for form in _longest_first(forms))
        pattern = re.compile("|".join(either) or "(?!)")
        for found in pattern.finditer(_masked(text)):
            yield forms.get(found[0]) or forms[found[0].removesuffix("ー")], found


def read_glossary(path: Path) -> Glossary:
    """Return the glossary of a file.

    Raises:
        DigestError: If the file cannot be read or is no TOML.
        ConfigError: If keys or values are wrong; every mistake is told.
    """
    problems: list[Problem] = []
    table = decode(GlossaryTable, read_toml(path), problems)
    terms: tuple[Term, ...] = () if problems else table.term
    problems += _doubled(terms)
    if problems:
        raise ConfigError(tuple(problems), where=str(path), hint=HINT)
    return Glossary(terms)


def check_terms(
    source: str, translation: str, *, language: str, glossary: Glossary
) -> tuple[Breach, ...]:
    """Return a breach for each term of an English text that a translation calls wrong.

    A term that the glossary does not know in the language may be called anything.
    """
    told = translation.casefold()
    terms = dict.fromkeys(term.en for term, _ in glossary.terms_in(source))
    known = {term.en: term.accepted.get(language, ()) for term in glossary.terms}
    return tuple(
        Breach(rule=Rule.TERM, what=f"{' or '.join(known[name])} for {name}")
        for name in terms
        if known[name] and not any(form.casefold() in told for form in known[name])
    )


def _doubled(terms: Iterable[Term]) -> Iterator[Problem]:
    """Yield a mistake for each name that more than one term has."""
    first: dict[str, str] = {}
    for index, term in enumerate(terms):
        for name in term.names:
            other = first.setdefault(_key(name), f"$.term[{index}]")
            if other != f"$.term[{index}]":
                yield Problem(f'"{name}" is a name of {other}, too', f"$.term[{index}]")


def _masked(text: str) -> str:
    """Return a text with blanks where its label and its pieces are."""
    label = label_of(text)
    parts, at = [" " * len(label)], len(label)
    for piece in find_pieces(text):
        if piece.start >= at:
            parts += [text[at : piece.start], " " * (piece.end - piece.start)]
            at = piece.end
    return "".join([*parts, text[at:]])


def _key(name: str) -> str:
    """Return what names have in common that differ in case and hyphens only."""
    return " ".join(re.split(r"[\s-]+", name.casefold()))


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))


def _english(key: str) -> str:
    return r"[\s-]".join(map(re.escape, key.split()))


def _apart(form: str) -> str:
    """Return a pattern for a form that is no part of a longer word."""
    before = next((side for at, side, _ in SIDES if at.match(form)), "")
    after = next((side for at, _, side in SIDES if at.match(form[-1])), "")
    return f"{before}{re.escape(form)}{after}"
