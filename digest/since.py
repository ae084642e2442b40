"""What changed since a version, release by release, with what may hurt apart."""

from __future__ import annotations

__all__ = ["Danger", "Step", "since"]

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.changes import Aspect, How
from digest.pick import blocks
from digest.risks import ORDER, Risk, risk_of
from digest.versions import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from digest.catalogue import Known
    from digest.changes import Change, OptionChange
    from digest.release import Release
    from digest.versions import Version


ASPECTS = {
    Aspect.NAME: Risk.REMOVED,
    Aspect.REQUIRED: Risk.REMOVED,
    Aspect.DEFAULT: Risk.DEFAULT,
    Aspect.RANGE: Risk.DEFAULT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """What may hurt: a change with those that are nested in it, or an option."""

    risk: Risk
    changes: tuple[Change, ...] = ()
    option: OptionChange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A release on the way, and what it brought that none below it did.

    ``dangers`` are the worst first, ``rest`` is in upstream's order.
    """

    known: Known
    dangers: tuple[Danger, ...] = ()
    rest: tuple[tuple[Change, ...], ...] = ()

    @property
    def told(self) -> bool:
        """Whether anything is known of what it changed."""
        return bool(self.dangers or self.rest)


def since(known: Sequence[Known], version: str) -> tuple[Step, ...]:
    """Return all releases above a version, the newest first, and what each brought.

    A change that several of them list is the oldest one's, and what a candidate lists
    is its release's; a candidate whose release is not out yet is left out. Of a
    version that is no number, nothing is above.
    """
    start = parse(version)
    if start is None:
        return ()
    seen: set[str] = set()
    # What tells of a release: its own list, then those of its candidates.
    lists: defaultdict[Version, list[Release]] = defaultdict(list)
    for one in sorted(known, key=lambda one: (one.candidate, one.number)):
        if one.release:
            lists[one.number.release].append(one.release)
    steps = [
        _step(release, lists[release.number], seen)
        for release in sorted(known, key=lambda one: one.number)
        if release.number > start and not release.candidate
    ]
    return tuple(reversed(steps))


def _step(release: Known, lists: Sequence[Release], seen: set[str]) -> Step:
    """Return what a release brought, and note it as seen."""
    parted = [part for block in _fresh(lists, seen) for part in _parted(block)]
    options = dict.fromkeys(option for one in lists[:1] for option in one.options)
    dangers = [Danger(risk=risk, changes=part) for part, risk in parted if risk]
    dangers += [
        Danger(risk=risk, option=option)
        for option in options
        if (risk := _risk_of_option(option))
    ]
    dangers.sort(key=lambda danger: ORDER.index(danger.risk))
    rest = tuple(part for part, risk in parted if not risk)
    return Step(known=release, dangers=tuple(dangers), rest=rest)


def _fresh(lists: Iterable[Release], seen: set[str]) -> Iterator[list[Change]]:
    """Yield the changes that were not seen yet, each with what is nested in it.

    "All fixes from 9.2.19" is no news where 9.2.19 has told them, but is said.
    """
    for one in lists:
        for block in blocks(one.changes):
            fresh = [change for change in block if _gist(change) not in seen]
            seen.update(map(_gist, fresh))
            if fresh:
                yield fresh if fresh[0] is block[0] else [block[0], *fresh]


def _gist(change: Change) -> str:
    """Return letters and digits alone, with the bugs: blanks and dots say nothing."""
    said = " ".join((change.text, *change.refs))
    return "".join(filter(str.isalnum, said.casefold())) or said


def _parted(
    block: Sequence[Change],
) -> Iterator[tuple[tuple[Change, ...], Risk | None]]:
    """Yield an entry with its risk; what is nested in a harmless one, each by its own.

    Both parts begin with the entry itself, which says what they are about.
    """
    head, *nested = block
    if (risk := risk_of([head])) or not any(risk_of([one]) for one in nested):
        yield tuple(block), risk
        return
    risky = [one for one in nested if risk_of([one])]
    calm = [one for one in nested if not risk_of([one])]
    yield (head, *risky), risk_of(risky)
    if calm:
        yield (head, *calm), None


def _risk_of_option(option: OptionChange) -> Risk | None:
    """Return what an option's change may do; what was not stated is no change."""
    if option.how is How.REMOVED:
        return Risk.REMOVED
    if option.what and option.old and option.new:
        return ASPECTS.get(option.what)
    return None
