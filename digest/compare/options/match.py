"""Which option of a new page is which of the old one."""

from __future__ import annotations

__all__ = ["Pair", "pair_options"]

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.compare.options.option import Option, key_of
from digest.compare.options.wording import same_meaning, words

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    Left = dict[int, Option]

FEW = 20  # options that are compared each with each; of more, none is
PLACES = 200  # the same of places
TOLD = 4  # words; what says less may be said of any option


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One option as the new page has it, or the old one if it is ``gone``.

    ``before`` is what it was, if it was there, maybe in another place (``moved``).
    """

    option: Option
    before: Option | None = None
    moved: bool = False
    gone: bool = False

    @property
    def renamed(self) -> bool:
        """Whether it has another name now."""
        before = self.before
        return before is not None and key_of(before.name) != key_of(self.option.name)


def pair_options(old: Sequence[Option], new: Sequence[Option]) -> tuple[Pair, ...]:
    """Return each option with what it was, in the new order, removed ones last.

    An option is known by its name and its place; else by its name, where only one has
    it; else by another spelling in its place, or by what is said of it there.
    """
    left, right = dict(enumerate(old)), dict(enumerate(new))
    found = _meet(left, right, _named)
    places = _renamed(old, new)
    for at, option in left.items():
        place = places.get(option.section, option.section)
        left[at] = replace(option, section=place)
    found |= _meet(left, right, _named)
    once = _once(left.values()) & _once(right.values())
    moved = _meet(left, right, lambda o: n if (n := _name(o)) in once else None)
    found |= moved
    found |= _meet_spelt(left, right)
    found |= _meet(left, right, _described)
    found |= _meet(left, right, _masked)
    found |= _meet_nearly(left, right)
    return (
        *(
            Pair(
                option=option,
                before=old[found[at]] if at in found else None,
                moved=at in moved,
            )
            for at, option in enumerate(new)
        ),
        *(Pair(option=old[at], gone=True) for at in left),
    )


def _meet(left: Left, right: Left, key: Callable[[Option], Hashable]) -> dict[int, int]:
    """Take out those that have a key in common, the first with the first."""
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for at, option in left.items():
        waiting[key(option)].append(at)
    waiting.pop(None, None)
    found = {
        at: same.popleft()
        for at, option in right.items()
        if (same := waiting.get(key(option)))
    }
    for newer, older in found.items():
        del right[newer], left[older]
    return found


def _meet_spelt(left: Left, right: Left) -> dict[int, int]:
    """Take out those in one place that have a spelling in common."""
    spelt = {
        (option.section, name): at
        for at, option in left.items()
        for name in option.spellings
    }
    found: dict[int, int] = {}
    for at, option in [*right.items()]:
        names = ((option.section, name) for name in option.spellings)
        was = next((spelt[name] for name in names if spelt.get(name) in left), None)
        if was is not None and not option.reference:
            found[at] = was
            del left[was], right[at]
    return found


def _name(option: Option) -> Hashable:
    return key_of(option.name), option.reference


def _named(option: Option) -> Hashable:
    return key_of(option.name), option.reference, option.section


def _described(option: Option) -> Hashable:
    """Return the place and what is said of the option there, if it is enough."""
    said = words(" ".join(option.meaning))
    return (option.section, said) if len(said) >= TOLD else None


def _masked(option: Option) -> Hashable:
    """Return the same with a mark wherever the option is named."""
    said = _without_name(option)
    return (option.section, said) if len(said) >= TOLD else None


def _without_name(option: Option) -> tuple[str, ...]:
    own = {key_of(name).casefold() for name in option.spellings}
    said = words(" ".join(option.meaning))
    return tuple("*" if word in own else word for word in said)


def _once(options: Iterable[Option]) -> set[Hashable]:
    """Return the names that only one option has."""
    return {name for name, count in Counter(map(_name, options)).items() if count == 1}


def _renamed(old: Iterable[Option], new: Iterable[Option]) -> dict[str, str]:
    """Return the new name of each place that has at least half of its options anew.

    drbdsetup's "connect, net-options" became "new-peer, net-options" in drbd-utils
    8.9.5, with what belongs to it.
    """
    before, after = _places(old), _places(new)
    gone, come = before.keys() - after.keys(), after.keys() - before.keys()
    if max(len(gone), len(come)) > PLACES:
        return {}
    shared = {
        (place, other): len(before[place] & after[other])
        for place in gone
        for other in come
    }
    renamed: dict[str, str] = {}
    for place, other in sorted(shared, key=lambda both: (-shared[both], both)):
        enough = shared[place, other] * 2 >= len(before[place])
        if enough and place not in renamed and other not in renamed.values():
            renamed[place] = other
    return renamed


def _places(options: Iterable[Option]) -> dict[str, set[Hashable]]:
    places: defaultdict[str, set[Hashable]] = defaultdict(set)
    for option in options:
        places[option.section].add(_name(option))
    return dict(places)


def _meet_nearly(left: Left, right: Left) -> dict[int, int]:
    """Take out those in one place of which the same is said in other words."""
    found: dict[int, int] = {}
    before, after = _by_place(left), _by_place(right)
    for place in before.keys() & after.keys():
        older, newer = before[place], after[place]
        if max(len(older), len(newer)) > FEW:
            continue
        for at, said in newer.items():
            same = (was for was, told in older.items() if same_meaning(told, said))
            if (was := next(same, None)) is not None:
                del older[was], left[was], right[at]
                found[at] = was
    return found


def _by_place(options: Left) -> dict[str, dict[int, tuple[str, ...]]]:
    """Return what is said of each option, place by place."""
    places: defaultdict[str, dict[int, tuple[str, ...]]] = defaultdict(dict)
    for at, option in options.items():
        if len(said := _without_name(option)) >= TOLD:
            places[option.section][at] = said
    return dict(places)
