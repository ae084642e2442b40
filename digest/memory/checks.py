"""Whether a translation says what its sentence does, as far as a program can tell."""

from __future__ import annotations

__all__ = ["check_catalogue", "check_translation"]

import re

from typing import TYPE_CHECKING

from digest.glossary import check_terms
from digest.inert import plain
from digest.memory.breaches import Breach, Rule
from digest.memory.forms import fold, normal_form
from digest.memory.pieces import find_pieces, holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.glossary import Glossary
    from digest.memory.entries import Catalogue, Entry
    from digest.memory.forms import Form

# What a language is written in, beside Latin letters.
SCRIPTS = {"ja": re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")}
# What may stand for a number in English.
SPELLED = {
    "1": re.compile(r"\b(?:one|once|single|first)\b", re.IGNORECASE),
    "2": re.compile(r"\b(?:two|twice|both|second|double)\b", re.IGNORECASE),
    "3": re.compile(r"\b(?:three|third|triple)\b", re.IGNORECASE),
}
# Letters of a translation for each of its sentence, pieces aside: at least, at most.
# Real manuals in Japanese have 0.3 to 1, and twice as many where a sentence was added.
LENGTHS = {"ja": (0.25, 1.1)}
LENGTH = (0.4, 2.5)
SLACK = 20  # letters, under which there is no telling
UNIT = re.compile(r"(?<=[0-9]) (?=[A-Za-z])")  # "128 MB" may become "128MB"
ENDS = re.compile(r"[.!?:;](?=\s|\Z)|[。！？：]")


def check_translation(
    sentence: str, translation: str, *, language: str, glossary: Glossary
) -> tuple[Breach, ...]:
    """Return what is wrong with a translation, nothing if it can be trusted that far.

    Code, links, options, identifiers, versions, numbers and bug ids must be the same,
    the label too; terms must be those of the glossary; the length must make sense.
    """
    source, text = plain(sentence), plain(translation)
    form = normal_form(sentence)
    if not text:
        return (Breach(rule=Rule.EMPTY),)
    if form.has_words and _is_untranslated(source, text, language):
        return (Breach(rule=Rule.UNTRANSLATED),)
    return (
        *_lost(form, text),
        *_added(source, text),
        *_length(source, text, language),
        *check_terms(source, text, language=language, glossary=glossary),
    )


def check_catalogue(
    catalogue: Catalogue, *, language: str, glossary: Glossary
) -> tuple[tuple[Entry, tuple[Breach, ...]], ...]:
    """Return the translations that are called done and that something is wrong with."""
    done = (
        entry
        for entry in catalogue.entries
        if entry.translation and not (entry.fuzzy or entry.obsolete)
    )
    checked = (
        (
            entry,
            check_translation(
                entry.sentence, entry.translation, language=language, glossary=glossary
            ),
        )
        for entry in done
    )
    return tuple((entry, breaches) for entry, breaches in checked if breaches)


def _is_untranslated(source: str, text: str, language: str) -> bool:
    script = SCRIPTS.get(language)
    return fold(source) == fold(text) or not (script is None or script.search(text))


def _lost(form: Form, text: str) -> Iterator[Breach]:
    """Yield what of a sentence its translation has not."""
    if not text.startswith(form.label.rstrip()):
        yield Breach(rule=Rule.LOST, what=form.label.rstrip())
    for value in form.values:
        if not holds(text, value):
            yield Breach(rule=Rule.LOST, what=value)


def _added(source: str, text: str) -> Iterator[Breach]:
    """Yield what a translation has made up: pieces, or a whole sentence."""
    told = UNIT.sub("", source)
    for value in dict.fromkeys(piece.text for piece in find_pieces(text)):
        spelled = SPELLED.get(value)
        said = holds(source, value) or holds(told, value)
        if not said and not (spelled and spelled.search(source)):
            yield Breach(rule=Rule.ADDED, what=value)
    if len(ENDS.findall(text)) > len(ENDS.findall(source)) + 1:
        yield Breach(rule=Rule.ADDED, what="a sentence")


def _length(source: str, text: str, language: str) -> Iterator[Breach]:
    """Yield whether a translation is too short or too long for its sentence."""
    least, most = LENGTHS.get(language, LENGTH)
    asked, given = _letters(source), _letters(text)
    said = f"{given} letters for {asked}"
    if asked >= SLACK and given < asked * least:
        yield Breach(rule=Rule.SHORT, what=said)
    if given > asked * most + SLACK:
        yield Breach(rule=Rule.LONG, what=said)


def _letters(text: str) -> int:
    """Return how many letters a text has, blanks and pieces aside."""
    pieces = sum(piece.end - piece.start for piece in find_pieces(text))
    return len("".join(text.split())) - pieces
