"""Which topics of two TODO files are the same."""

from __future__ import annotations

__all__ = ["Pair", "pair_topics"]

from collections import Counter, defaultdict, deque
from itertools import product
from typing import TYPE_CHECKING

from digest.compare.bullets import DESCRIPTION, LIST, PARENT

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from digest.compare.bullets import Topic

Pair = tuple["Topic | None", "Topic | None"]

SMALL = {"a", "an", "and", "that", "the", "which"}
FEW = 3  # words that two wordings share, at least
SLIPS = 3  # words that may be spelled otherwise, at most
LETTERS = 5  # of a word that can be spelled otherwise, at least
LONG = 60  # words of a name that is compared with others, at most
MANY = 200  # such names, at most


def pair_topics(before: Sequence[Topic], after: Sequence[Topic]) -> tuple[Pair, ...]:
    """Return each topic beside what it was, in the new order; what is gone comes last.

    The same are, in this order, those of one name in one place; of one name; of the
    same words, whatever their order, case and punctuation; of the same body. What is
    left is the same if there is only one that it can be, and either has all words of
    the other, small ones and slips of the pen aside, and not twice as many.
    """
    pairs: dict[int, int] = {}
    for key in (_place, _name, _same_words, _body):
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for at in _left(before, pairs.values()):
            waiting[key(before[at])].append(at)
        waiting.pop(None, None)
        for at in _left(after, pairs):
            if same := waiting.get(key(after[at])):
                pairs[at] = same.popleft()
    pairs |= _reworded(before, after, pairs)
    olds = [before[pairs[at]] if at in pairs else None for at in range(len(after))]
    gone = [before[at] for at in _left(before, pairs.values())]
    return (*zip(olds, after, strict=True), *((topic, None) for topic in gone))


def _left(topics: Sequence[Topic], paired: Iterable[int]) -> list[int]:
    """Return which topics are in no pair yet."""
    there = set(paired)
    return [at for at in range(len(topics)) if at not in there]


def _place(topic: Topic) -> Hashable:
    return topic.name, topic.fields.get(LIST), topic.fields.get(PARENT)


def _name(topic: Topic) -> Hashable:
    return topic.name


def _same_words(topic: Topic) -> Hashable:
    return tuple(sorted(_words(topic.name))) or None


def _body(topic: Topic) -> Hashable:
    """Return what is said of a topic, if that is enough to know it by."""
    said = topic.fields.get(DESCRIPTION, "").split()
    return (*topic.fields, *said) if len(said) > FEW else None


def _words(name: str) -> list[str]:
    """Return the words of a name, as letters and digits, without the small ones."""
    words = ("".join(filter(str.isalnum, word)) for word in name.casefold().split())
    return [word for word in words if word and word not in SMALL]


def _reworded(
    before: Sequence[Topic], after: Sequence[Topic], pairs: dict[int, int]
) -> dict[int, int]:
    """Return which new topics are old ones in other words, where there is no doubt.

    Where so many are new or gone that it would take long, there is.
    """
    gone = dict(_told_apart(before, pairs.values()))
    new = dict(_told_apart(after, pairs))
    if max(len(gone), len(new)) > MANY:
        return {}
    found = [
        (at, was)
        for (at, words), (was, others) in product(new.items(), gone.items())
        if _is_rewording(words, others)
    ]
    news, olds = Counter(at for at, _ in found), Counter(was for _, was in found)
    return {at: was for at, was in found if news[at] == olds[was] == 1}


def _told_apart(
    topics: Sequence[Topic], paired: Iterable[int]
) -> Iterator[tuple[int, frozenset[str]]]:
    """Yield what is left and has neither too few nor too many words, and those."""
    for at in _left(topics, paired):
        words = frozenset(_words(topics[at].name))
        if FEW <= len(words) <= LONG:
            yield at, words


def _is_rewording(one: frozenset[str], other: frozenset[str]) -> bool:
    short, long = sorted((one, other), key=len)
    missing, extra = short - long, long - short
    return (
        len(long) <= 2 * len(short)
        and len(missing) <= SLIPS
        and all(any(_is_slip(word, meant) for meant in extra) for word in missing)
    )


def _is_slip(one: str, other: str) -> bool:
    """Return whether words differ in one letter, or in two that changed places."""
    if not (one + other).isalpha() or not 2 * LETTERS <= len(one + other) <= LONG:
        return False
    letters = enumerate(zip(one, other, strict=False))
    short = min(len(one), len(other))
    same = next((at for at, (this, that) in letters if this != that), short)
    rest, meant = one[same:], other[same:]
    swapped = rest[:2] == meant[1::-1] and rest[2:] == meant[2:]
    return swapped or rest[1:] in {meant, meant[1:]} or rest == meant[1:]
