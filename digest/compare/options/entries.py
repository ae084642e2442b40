"""A list of described terms, as manual pages have them, to options."""

from __future__ import annotations

__all__ = ["Entry", "is_aside", "options_of"]

import re

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.compare.options.option import Option, Value, key_of, place_of
from digest.compare.options.prose import STANDS_OUT, stated
from digest.compare.options.sentences import sentences
from digest.compare.options.term import Term, read_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MANY = 50  # names of one entry; what comes after them is not read
ASIDE = re.compile(
    r"authors?\b|bugs\b|changes\b|copyright\b|diagnostics\b|examples?\b|exit\b|files\b"
    r"|history\b|notes?\b|reporting\b|return\b|see also\b",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(r"<([\w -]+)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a manual page describes in one place.

    ``terms`` are its names as they stand there, each with what it takes, ``blocks``
    its paragraphs, ``entries`` what is described within it, and ``section`` the place.
    A ``reference`` only names an option that is described elsewhere.
    """

    terms: tuple[str, ...]
    blocks: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    section: str = ""
    reference: bool = False


def is_aside(title: str) -> bool:
    """Return whether a part of a page is not about what there is now."""
    return ASIDE.match(title) is not None


def options_of(entries: Iterable[Entry]) -> Iterator[Option]:
    """Yield the options that entries describe, in their order.

    What is described within an option and starts with a dash is an option of it, as
    of a command; anything else is a value that it can have.
    """
    for entry in entries:
        if terms := _terms(entry):
            description = _Description(entry, terms)
            for term in terms:
                yield description.option(term)
                yield from description.inner(term)
            yield from description.below
        else:
            yield from options_of(entry.entries)


def _terms(entry: Entry) -> tuple[Term, ...]:
    """Return how an entry is called, each name once, with all that it can take."""
    terms: dict[str, Term] = {}
    for term in filter(None, map(read_term, entry.terms[:MANY])):
        known = terms.setdefault(term.name, term)
        inner = tuple(dict.fromkeys(known.inner + term.inner))
        terms[term.name] = replace(known, inner=inner)
    return tuple(terms.values())


class _Description:
    """What one entry says, of one option or of several at once."""

    def __init__(self, entry: Entry, terms: tuple[Term, ...]) -> None:
        self._entry = entry
        names = ", ".join(term.name for term in terms)
        self._place = f"{place_of(entry.section)} {names}".lstrip()
        self._alone = len(terms) == 1 and not terms[0].inner
        self._own: dict[str, tuple[str, ...]] = {term.name: () for term in terms}
        self._values: list[Value] = []
        self.below: list[Option] = []
        blocks = list(entry.blocks)
        for part in entry.entries:
            self._sort(part, blocks)
        self._told = sentences(blocks)

    def _sort(self, part: Entry, blocks: list[str]) -> None:
        """Take what is described within the entry: as option, as value, as prose."""
        terms = _terms(part)
        if not terms:
            blocks += part.blocks
            for deeper in part.entries:
                self._sort(deeper, blocks)
        elif part.reference or terms[0].name.startswith("-"):
            self.below += (
                replace(option, section=self._place)
                if option.section == part.section
                else option
                for option in options_of([part])
            )
        else:
            for term in terms:
                meaning = sentences(_every_block(part))
                if term.name in self._own:
                    self._own[term.name] += meaning
                else:
                    self._values.append(Value(name=term.usage, meaning=meaning))

    def option(self, term: Term) -> Option:
        """Return what is said of one of them."""
        own = {key_of(name).casefold() for name in (term.name, *term.aliases)}
        more = {word.casefold() for word in PLACEHOLDER.findall(term.takes)}
        shared = stated(
            self._told, own | more if self._alone else own, alone=self._alone
        )
        only = stated(self._own[term.name], own | more, alone=True)
        values = tuple(Value(name=name) for name in term.values) or (
            tuple(self._values)
            or tuple(Value(name=name) for name in shared.values or only.values)
        )
        return Option(
            name=term.name,
            section=self._entry.section,
            aliases=term.aliases,
            usage=term.usage,
            takes=term.takes,
            default=only.default or shared.default or _outstanding(values),
            limits=only.limits or shared.limits,
            values=values,
            meaning=self._told + self._own[term.name],
            reference=self._entry.reference,
        )

    def inner(self, term: Term) -> Iterator[Option]:
        """Yield the options that the line of a command names."""
        for part in filter(None, map(read_term, term.inner)):
            mention = re.compile(rf"(?<![\w-]){re.escape(part.name)}(?![\w-])")
            yield Option(
                name=part.name,
                section=self._place,
                usage=part.usage,
                takes=part.takes,
                values=tuple(Value(name=name) for name in part.values),
                meaning=tuple(s for s in self._told if mention.search(s)),
                within=True,
            )


def _every_block(entry: Entry) -> tuple[str, ...]:
    """Return all that is said within an entry."""
    below = (block for part in entry.entries for block in _every_block(part))
    return (*entry.blocks, *below)


def _outstanding(values: Iterable[Value]) -> str:
    """Return the value of which it is said that it is the default."""
    said = (v.name for v in values if any(STANDS_OUT.search(s) for s in v.meaning))
    return next(said, "")
