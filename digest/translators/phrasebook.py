"""First drafts without any service: of what a table of phrases fully understands.

Changelogs say the same things again and again: "Fix a memory leak in X". The table,
``templates/phrases.<language>.toml``, has how they are said; the glossary has the
terms. What has a word that neither knows, or can be read in two ways, is left alone.
"""

from __future__ import annotations

__all__ = ["Phrasebook", "read_phrasebook"]

import re
import tomllib

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.codec import decode
from digest.errors import ConfigError, DigestError, Problem
from digest.memory.forms import BLANK, fill, normal_form
from digest.translators.drafts import Draft, judge
from digest.translators.grammar import Grammar, Token, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from digest.glossary import Glossary
    from digest.memory.forms import Form
    from digest.translators.grammar import Phrase

HINT = "the head of the file says what stands in it"
SENTENCE, NOUN = "sentence", "noun"
MOST = 30  # words of a sentence that is looked at
WORD = re.compile(r"\{[0-9]+\}|[A-Za-z]+(?:['-][A-Za-z]+)*|[^\s]")
# What can fill a blank, by what it looks like; the first that fits counts.
KINDS = {
    "version": re.compile(r"v?[0-9]+(?:\.[0-9]+)+(?:[-.]?(?:rc|alpha|beta)?[0-9]+)?"),
    "bug": re.compile(r"[A-Za-z]*#[0-9]+|(?:CVE|GHSA)-[\w-]+"),
    "number": re.compile(r"[0-9]+"),
    "amount": re.compile(r"[0-9]+[kKMGT]?(?:i?B)?"),
    "": re.compile(r"[0-9].*|https?:.*|<.*>"),
    "name": re.compile(r".*", re.DOTALL),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseTable:
    """How something may be written, and how that is said."""

    en: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookTable:
    """A table of phrases, as it is written: by kind, and nouns by how they are said."""

    phrases: Mapping[str, tuple[PhraseTable, ...]] = field(default_factory=dict)
    nouns: Mapping[str, str] = field(default_factory=dict)


class Phrasebook:
    """Drafts what it understands in one language."""

    def __init__(
        self, phrases: Iterable[Phrase], *, language: str, glossary: Glossary
    ) -> None:
        self._language, self._glossary = language, glossary
        terms = (
            phrase(NOUN, one, said)
            for name, said in _terms(glossary, language)
            for one in (name, f"{name}s")
        )
        self._grammar = Grammar((*phrases, *terms))

    def draft(self, sentence: str) -> Draft | None:
        """Return a first draft of a sentence, if all of it is understood."""
        form = normal_form(sentence)
        tokens = tuple(_tokens(form))
        if not form.has_words or len(tokens) > MOST:
            return None
        text = self._grammar.say(SENTENCE, tokens)
        if text is None:
            return None
        told = judge(
            sentence,
            fill(text, form.values),
            language=self._language,
            glossary=self._glossary,
        )
        return told if isinstance(told, Draft) else None


def read_phrasebook(path: Path, *, language: str, glossary: Glossary) -> Phrasebook:
    """Return the phrasebook of a file.

    Raises:
        DigestError: If the file cannot be read or is no TOML.
        ConfigError: If keys or phrases are wrong; every mistake is told.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        what = (error.strerror or "cannot be read").lower()
        raise DigestError(what, where=str(path)) from error
    except ValueError as error:
        raise DigestError(f"not TOML: {error}", where=str(path)) from error
    problems: list[Problem] = []
    table = decode(BookTable, data, problems)
    phrases = [] if problems else [*_phrases(table, problems)]
    if problems:
        raise ConfigError(tuple(problems), where=str(path), hint=HINT)
    return Phrasebook(phrases, language=language, glossary=glossary)


def _phrases(table: BookTable, problems: list[Problem]) -> Iterator[Phrase]:
    for kind, tables in table.phrases.items():
        for at, one in enumerate(tables):
            for written in one.en:
                try:
                    yield phrase(kind, written, one.said)
                except ValueError as error:
                    problems.append(Problem(str(error), f"$.phrases.{kind}[{at}]"))
    for noun, said in table.nouns.items():
        yield phrase(NOUN, noun, said)
        yield phrase(NOUN, f"{noun}s", said)


def _terms(glossary: Glossary, language: str) -> Iterator[tuple[str, str]]:
    for term in glossary.terms:
        for said in term.accepted.get(language, ())[:1]:
            yield term.en, said


def _tokens(form: Form) -> Iterator[Token]:
    """Yield the words of a form; a last full stop is none."""
    for word in WORD.findall(form.text.removesuffix(".")):
        blank = BLANK.fullmatch(word)
        if not blank:
            yield Token(text=word.casefold())
            continue
        value = form.values[int(blank[1]) - 1]
        kind = next(kind for kind, like in KINDS.items() if like.fullmatch(value))
        yield Token(text=word, kinds=frozenset({kind}))
