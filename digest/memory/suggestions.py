"""What a sentence could read like, from translations of the same or of similar ones."""

from __future__ import annotations

__all__ = ["Suggestion", "Suggestions"]

import html
import re

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from digest.inert import plain
from digest.memory.forms import BLANK, blanks_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.memory.entries import Catalogue, Entry
    from digest.memory.forms import Form

MARKUP = re.compile(r"</?[A-Za-z][^<>]*>")
WORD = re.compile(r"[^\W\d_]+")
ALIKE = 0.75  # of the words, at least
FEW = 3  # words of a sentence that is compared, at least
COMMON = 500  # entries that have a word which says nothing any more
NEAR = 10  # entries that are compared with a sentence, at most
LONG = 80  # words of a sentence that is compared, at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What a sentence could read like, with its blanks, and who says so.

    ``alike`` is 1 where it is the translation of the same sentence; else it is how much
    of ``sentence``, which it translates, is the same.
    """

    text: str
    source: str
    sentence: str = ""
    alike: float = 1


@dataclass(frozen=True, slots=True)
class _Known:
    suggestion: Suggestion
    words: tuple[str, ...]


class Suggestions:
    """All that catalogues translate, to be asked for one sentence after another.

    Args:
        own: The catalogue that is to be completed.
        references: Others, which may be of manuals: DocBook's markup is taken out.
    """

    def __init__(self, own: Catalogue, references: Iterable[Catalogue] = ()) -> None:
        self._same: defaultdict[str, list[Suggestion]] = defaultdict(list)
        self._known: list[_Known] = []
        self._with: defaultdict[str, list[int]] = defaultdict(list)
        for entry in own.entries:
            self._add(entry, own)
        for catalogue in references:
            for entry in catalogue.entries:
                self._add(_unmarked(entry), catalogue)

    def same(self, form: Form) -> Suggestion | None:
        """Return the first translation of the same sentence that has all its blanks."""
        wanted = frozenset(range(1, len(form.values) + 1))
        found = self._same.get(form.key, ())
        return next((one for one in found if blanks_of(one.text) == wanted), None)

    def similar(self, form: Form) -> Suggestion | None:
        """Return the translation of the sentence that is most like this one, if any is.

        It is searched for among those that share its rarest words.
        """
        words = _words(form.text)
        if not words:
            return None
        matcher = SequenceMatcher(b=words, autojunk=False)
        best, most = None, ALIKE
        for at in self._near(words):
            matcher.set_seq1(self._known[at].words)
            if (alike := matcher.ratio()) >= most and (best is None or alike > most):
                best, most = self._known[at].suggestion, alike
        return replace(best, alike=most) if best else None

    def _add(self, entry: Entry, catalogue: Catalogue) -> None:
        text = plain(entry.shared)
        if entry.fuzzy or not text or text == entry.form.text:
            return
        form, name = entry.form, catalogue.where.rpartition("/")[2]
        source = f"{name}, line {entry.line}"
        suggestion = Suggestion(text=text, source=source, sentence=form.text)
        self._same[form.key].append(suggestion)
        if words := _words(form.text):
            for word in set(words):
                self._with[word].append(len(self._known))
            self._known.append(_Known(suggestion, words))

    def _near(self, words: tuple[str, ...]) -> list[int]:
        """Return which known sentences share most words; rare ones count more."""
        shared: Counter[int] = Counter()
        for word in sorted(set(words)):
            having = self._with.get(word, ())
            if len(having) <= COMMON:
                for at in having:
                    shared[at] += COMMON // len(having)
        return [at for at, _ in shared.most_common(NEAR)]


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a sentence, none if too few or too many to compare."""
    words = tuple(WORD.findall(BLANK.sub(" ", text).casefold()))
    return words if FEW <= len(words) <= LONG else ()


def _unmarked(entry: Entry) -> Entry:
    sentence, translation = (
        plain(html.unescape(MARKUP.sub("", text)))
        for text in (entry.sentence, entry.translation)
    )
    return replace(entry, sentence=sentence, translation=translation)
