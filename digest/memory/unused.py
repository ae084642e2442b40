"""Translations that no page uses, though a sentence like theirs has none.

Mostly somebody has mended the ``msgid`` of an entry, too: then it is of nothing.
"""

from __future__ import annotations

__all__ = ["Unused", "find_unused"]

import re

from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from digest.memory.forms import BLANK, normal_form

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from digest.memory.entries import Catalogue, Entry

WORD = re.compile(r"[^\W\d_]+")
ALIKE = 0.75  # of the letters, at least
COMMON = 500  # entries that have a word which says nothing any more
NEAR = 5  # entries that are compared with a sentence, at most
LONG = 300  # letters that are compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """An entry with a translation that fits nothing, and the sentence it is near to."""

    entry: Entry
    sentence: str


def find_unused(
    catalogue: Catalogue, used: Collection[str], missing: Iterable[str]
) -> tuple[Unused, ...]:
    """Return the translations that are likely to be meant for other sentences.

    Args:
        catalogue: Where they are.
        used: The keys of the forms of all that any page shows.
        missing: The sentences that have no translation.
    """
    idle = [
        entry
        for entry in catalogue.entries
        if entry.translation and not entry.obsolete and entry.form.key not in used
    ]
    keys = [entry.form.key for entry in idle]
    found: dict[int, Unused] = {}
    for sentence, at in _nearest(missing, keys) if idle else ():
        found.setdefault(at, Unused(entry=idle[at], sentence=sentence))
    return tuple(found[at] for at in sorted(found))


def _nearest(
    sentences: Iterable[str], keys: Sequence[str]
) -> Iterator[tuple[str, int]]:
    """Yield each sentence that is near to a key, with which one that is."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        for word in _words(key):
            having[word].append(at)
    matcher = SequenceMatcher(autojunk=False)
    for sentence in sentences:
        wanted = normal_form(sentence).key
        shared = Counter(
            at
            for word in _words(wanted)
            if len(having.get(word, ())) <= COMMON
            for at in having.get(word, ())
        )
        matcher.set_seq2(wanted[:LONG])
        best, most = -1, ALIKE
        for at, _ in shared.most_common(NEAR):
            matcher.set_seq1(keys[at][:LONG])
            if (alike := matcher.ratio()) >= most:
                best, most = at, alike
        if best >= 0:
            yield sentence, best


def _words(key: str) -> list[str]:
    return sorted(set(WORD.findall(BLANK.sub(" ", key))))
