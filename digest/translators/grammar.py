"""A small grammar: phrases of one language with blanks, and how another says them.

Words between bars are alternatives, those in brackets may be left out, and what is in
braces is a blank of a kind: ``fix|fixes [a|the] {thing}``. Where a kind stands twice,
it has numbers: ``rename {name1} to {name2}``.
"""

from __future__ import annotations

__all__ = ["Grammar", "Phrase", "Token", "phrase"]

import re

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

BLANK = re.compile(r"\{(([a-z]+)[0-9]?)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word of a text; or, if it has a kind, what such a blank may be filled with."""

    text: str
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A word of a phrase, or a blank of it by its name and its kind."""

    words: frozenset[str] = frozenset()
    optional: bool = False
    name: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What something of a kind may look like, and how that is said."""

    kind: str
    parts: tuple[Part, ...]
    said: str

    def may_be_in(self, words: AbstractSet[str]) -> bool:
        """Return whether a text has all the words that this has to have."""
        needed = (part.words for part in self.parts if part.words and not part.optional)
        return all(not words.isdisjoint(either) for either in needed)

    def say(self, filled: Mapping[str, str]) -> str:
        """Return how it is said, with what its blanks were filled with."""
        return BLANK.sub(lambda blank: filled[blank[1]], self.said)


def phrase(kind: str, written: str, said: str) -> Phrase:
    """Return a phrase as it is written in a table.

    Raises:
        ValueError: If the blanks of both are not the same.
    """
    parts = tuple(_part(word) for word in written.casefold().split())
    names = sorted(part.name for part in parts if part.name)
    if not parts or sorted(blank[1] for blank in BLANK.finditer(said)) != names:
        raise ValueError(f'"{said}" has other blanks than "{written}"')
    return Phrase(kind=kind, parts=parts, said=said)


def _part(word: str) -> Part:
    if blank := BLANK.fullmatch(word):
        return Part(name=blank[1], kind=blank[2])
    optional = word.startswith("[") and word.endswith("]")
    either = word[1:-1] if optional else word
    return Part(words=frozenset(either.split("|")), optional=optional)


class Grammar:
    """Phrases of all kinds, to say texts with."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases: defaultdict[str, list[Phrase]] = defaultdict(list)
        for one in phrases:
            self._phrases[one.kind].append(one)

    def say(self, kind: str, tokens: Sequence[Token]) -> str | None:
        """Return how something of a kind is said, if all of it is known.

        What can be read in two ways that are said otherwise is not.
        """
        said = _Reading(self._phrases, tokens).of(kind, 0, len(tokens))
        return next(iter(said)) if len(said) == 1 else None


class _Reading:
    """One text, being read; each part of it once."""

    def __init__(
        self, phrases: Mapping[str, Sequence[Phrase]], tokens: Sequence[Token]
    ) -> None:
        words = {token.text for token in tokens}
        self._tokens = tokens
        # Of most phrases some word is nowhere.
        self._phrases = {
            kind: [one for one in known if one.may_be_in(words)]
            for kind, known in phrases.items()
        }
        self._read: dict[tuple[str, int, int], frozenset[str]] = {}

    def of(self, kind: str, start: int, end: int) -> frozenset[str]:
        """Return all that some tokens, as something of a kind, are said as."""
        key = kind, start, end
        if key not in self._read:
            self._read[key] = frozenset()  # to whoever asks while we are at it
            self._read[key] = frozenset(self._ways(kind, start, end))
        return self._read[key]

    def _ways(self, kind: str, start: int, end: int) -> Iterator[str]:
        if end - start == 1 and kind in self._tokens[start].kinds:
            yield self._tokens[start].text
        for one in self._phrases.get(kind, ()):
            for filled in self._fill(one.parts, start, end):
                yield one.say(filled)

    def _fill(
        self, parts: Sequence[Part], start: int, end: int
    ) -> Iterator[dict[str, str]]:
        """Yield what the blanks of a phrase are filled with, if it is these tokens."""
        if not parts:
            if start == end:
                yield {}
            return
        part, *rest = parts
        if part.optional:
            yield from self._fill(rest, start, end)
        if part.name:
            least = sum(not other.optional for other in rest)
            for to in range(start + 1, end - least + 1):
                for more in self._fill(rest, to, end):
                    for said in self.of(part.kind, start, to):
                        yield more | {part.name: said}
        elif start < end and self._tokens[start].text in part.words:
            yield from self._fill(rest, start + 1, end)
