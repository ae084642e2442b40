"""Whether two texts say the same, though in other words."""

from __future__ import annotations

__all__ = ["differences", "same_meaning", "words"]

import re

from collections import Counter
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

MANY = 3000  # words in sentences that have no equal; of more, none are compared
PAIRS = 400  # the same of sentences with each other
TYPOS = 12  # words of a sentence that may be spelt differently
SHORT = 4  # letters; "no" and "now", "on" and "one" are different words

LEAD = 8  # words of a sentence that only leads to a list

CODE = re.compile(r"`([^`]{1,80})`")
WORD = re.compile(r"[\w^%+*#@]++(?:(?:[-/:']|\.(?=\d))[\w^%+*#@]++)*+|[=<>]+")
# They decide what a sentence says; the others may come and go.
HEAVY = (
    "always automatically cannot deprecated disabled don't enabled except must neither"
    " never no none nor not obsolete off on only optional removed required unless"
    " unsupported without"
)
SMALL = (
    "a also an and are as at be been by can could for from has have if in is it its may"
    " might of or please should so than that the then there these this those to was"
    " were when which will with would you your"
)
WEIGHTY, LIGHT = frozenset(HEAVY.split()), frozenset(SMALL.split())
ENDING = re.compile(r"(?:ies|ing|es|ed|[ysed])$")  # "specifies" and "specify"
ALIKE = 0.85  # "recommendet" and "recommended", but not "increase" and "decrease"
JOINTS = str.maketrans("", "", "-/.'")  # "I/O", "meta-data"
EIGHTH = 8  # one content word in eight may differ
# "Please not that it fails" (drbdsetup.8 before drbd-utils 9.3.0) negates nothing.
ADDRESS = re.compile(r"\bhttps?://\S++")
SLIP = re.compile(r"\bplease not that\b")


def differences(
    old: Sequence[str], new: Sequence[str], names: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sentences that only one of two texts has, in any words.

    ``names`` says what may be called otherwise in the new text. What leads to a list
    ("Available options:") says nothing itself.
    """
    before = [(words(sentence), sentence) for sentence in old]
    after = [(words(sentence), sentence) for sentence in new]
    if _joined(before) == _joined(after):
        return (), ()
    lost, gained = _beyond(before, after), _beyond(after, before)
    few = len(lost) * len(gained) <= PAIRS
    if few and len(_joined(lost)) + len(_joined(gained)) <= MANY:
        terms = frozenset(_terms(text for _, text in (*lost, *gained)))

        def same(some: Sequence[str], others: Sequence[str]) -> bool:
            return same_meaning(some, others, terms, names)

        for item in [*lost]:
            if other := next((o for o in gained if same(item[0], o[0])), None):
                lost.remove(item)
                gained.remove(other)
        if same(_joined(lost), _joined(gained)):
            return (), ()
    return tuple(text for _, text in lost), tuple(text for _, text in gained)


def same_meaning(
    old: Sequence[str],
    new: Sequence[str],
    terms: Collection[str] = (),
    names: Mapping[str, str] = MappingProxyType({}),
) -> bool:
    """Return whether words say the same: but for spelling, and a few light words.

    A number, a negation or another of the words that decide makes a difference, and
    so do ``terms``. ``names`` are called otherwise in the new ones.
    """
    if "".join(old).translate(JOINTS) == "".join(new).translate(JOINTS):
        return True
    before, after = Counter(old), Counter(new)
    lost = [*(before - after).elements()]
    gained = [*(after - before).elements()]
    if max(len(lost), len(gained)) <= TYPOS:
        lost, gained = _misspelt(lost, gained, names)
    apart = [word for word in (*lost, *gained) if word not in LIGHT]
    if any(w in WEIGHTY or w in terms or not w.isalpha() for w in apart):
        return False
    whole = sum(word not in LIGHT for word in (*old, *new))
    return len(apart) * EIGHTH <= whole


def words(text: str) -> tuple[str, ...]:
    """Return what a text is made of, whatever its case, blanks and punctuation."""
    plain = SLIP.sub("please note that", text.casefold())
    return tuple(WORD.findall(ADDRESS.sub("there", plain)))


def _alike(old: str, new: str) -> bool:
    """Return whether two words are one, spelt in two ways."""
    if old.translate(JOINTS) == new.translate(JOINTS) or _stem(old) == _stem(new):
        return True
    short, long = sorted((len(old), len(new)))
    return (
        (old + new).isalpha()
        and short >= SHORT
        and long <= short + SHORT
        and SequenceMatcher(None, old, new, autojunk=False).ratio() >= ALIKE
    )


def _stem(word: str) -> str:
    """Return a word without its ending, where enough of it is left."""
    stem = ENDING.sub("", word)
    return stem if word.isalpha() and len(stem) >= SHORT else word


def _joined(told: Iterable[tuple[tuple[str, ...], str]]) -> tuple[str, ...]:
    return tuple(word for found, _ in told for word in found)


def _beyond(
    some: Sequence[tuple[tuple[str, ...], str]],
    others: Sequence[tuple[tuple[str, ...], str]],
) -> list[tuple[tuple[str, ...], str]]:
    """Return the sentences that the others do not have word for word."""
    known = Counter(found for found, _ in others)
    left = []
    for found, text in some:
        known[found] -= 1
        leads = text.endswith(":") and len(found) <= LEAD
        if known[found] < 0 and found and not leads:
            left.append((found, text))
    return left


def _terms(texts: Iterable[str]) -> Iterator[str]:
    """Yield the words that texts mark as code."""
    for text in texts:
        for term in CODE.findall(text):
            yield from words(term)


def _misspelt(
    old: list[str], new: list[str], names: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Return the words that are left where those spelt in two ways are taken out."""
    lost, gained = [*old], [*new]
    for word in old:
        same = (o for o in gained if names.get(word) == o or _alike(word, o))
        if other := next(same, None):
            lost.remove(word)
            gained.remove(other)
    return lost, gained
