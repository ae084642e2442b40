"""Two versions of manual pages and schemas to the options that changed.

`reading` tells what kind of text it is; each kind has its module, which gives entries
(a term and what is said of it) or, where nothing has to be guessed, options. `match`
says which option is which, `changes` what became of it: names, defaults, ranges and
types are compared as they stand, what is said by sentences. `wording` knows when two
sentences say the same.
"""

from __future__ import annotations

__all__ = ["compare_options", "pair_files"]

from collections import defaultdict
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from digest.changes import Aspect, OptionChange
from digest.compare.options.changes import Told, changes_of
from digest.compare.options.match import Pair, pair_options
from digest.compare.options.option import key_of, place_of
from digest.compare.options.reading import read_options
from digest.compare.options.sentences import clipped

FEW = 3  # files that have a change each for itself

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping


def compare_options(
    old: Mapping[str, str], new: Mapping[str, str]
) -> tuple[OptionChange, ...]:
    """Return what became of the options of files, in the order of the new files.

    Both are texts by path; which file is which, `pair_files` says. A page that is only
    on one side says nothing of options. Removed options come last in their file.
    """
    pages = {
        path: pair_options(read_options(old[before]), read_options(new[path]))
        for path, before in pair_files(old, new).items()
    }
    every = [pair for pairs in pages.values() for pair in pairs]
    names = {
        key_of(pair.before.name).casefold(): key_of(pair.option.name).casefold()
        for pair in every
        if pair.before and pair.renamed
    }
    told = {
        key_of(option.name)
        for pair in every
        if not pair.option.reference and (pair.renamed or not pair.before)
        for option in (pair.option, pair.before or pair.option)
    }
    return _of_all(
        change
        for path, pairs in pages.items()
        for change in _said_once(
            _placed(pair, path, part)
            for pair in pairs
            if not _follows(pair, told)
            for part in changes_of(pair, names)
        )
    )


def pair_files(old: Iterable[str], new: Iterable[str]) -> dict[str, str]:
    """Return what each path of the new ones was before, if it was there, in order.

    A file that was moved is known by its name, if only one has it; ``.in`` at its end
    makes no difference.
    """
    before, after = set(old), set(new)
    pairs = {path: path for path in after & before}
    gone, come = _by_name(before - after), _by_name(after - before)
    for name, paths in come.items():
        if len(paths) == len(gone.get(name, ())) == 1:
            pairs[paths[0]] = gone[name][0]
    return dict(sorted(pairs.items()))


def _by_name(paths: Iterable[str]) -> dict[str, list[str]]:
    names: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        names[PurePosixPath(path).name.removesuffix(".in")].append(path)
    return names


def _follows(pair: Pair, told: Collection[str]) -> bool:
    """Return whether a list only has what is told of an option's description."""
    listed = pair.option.reference and not pair.before
    return listed and key_of(pair.option.name) in told


def _placed(pair: Pair, path: str, told: Told) -> OptionChange:
    """Return what is told of an option, with where it stands."""
    return OptionChange(
        where=PurePosixPath(path).name,
        option=clipped(pair.option.name),
        how=told.how,
        old=told.old,
        new=told.new,
        what=told.what,
        section=clipped(place_of(pair.option.section)),
        file=path,
        default=told.default,
        limits=told.limits,
    )


def _said_once(changes: Iterable[OptionChange]) -> Iterator[OptionChange]:
    """Yield changes; a sentence that says the same of several options is told once."""
    together: dict[object, list[OptionChange]] = {}
    for number, change in enumerate(changes):
        sentence = (change.section, change.old, change.new)
        key: object = sentence if change.what is Aspect.MEANING else number
        together.setdefault(key, []).append(change)
    for first, *others in together.values():
        names = dict.fromkeys(change.option for change in (first, *others))
        yield replace(first, option=clipped(", ".join(names)))


def _of_all(changes: Iterable[OptionChange]) -> tuple[OptionChange, ...]:
    """Return changes; what more than a few files have in common is told once.

    A new option of all fence agents is one piece of news.
    """
    together: dict[OptionChange, list[OptionChange]] = {}
    every = [*changes]
    for change in every:
        together.setdefault(_anywhere(change), []).append(change)
    told = []
    for change in every:
        same = together[_anywhere(change)]
        if len(same) <= FEW:
            told.append(change)
        elif change is same[0]:
            others = tuple(other.file for other in same[1:])
            told.append(replace(change, also=others))
    return tuple(told)


def _anywhere(change: OptionChange) -> OptionChange:
    return replace(change, where="", file="")
