"""Something that is left to do for an issue."""

from __future__ import annotations

__all__ = ["Chore", "Detail", "What", "chore_of", "of_error", "of_notice"]

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from digest.errors import ConfigError, DigestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.notes import Notice


class What(StrEnum):
    """What kinds of chores there are, in the order in which to do them.

    First what the facts lack, as the rest follows from them; then what keeps pages from
    being made; then writing and translating; last what nobody has to do.
    """

    GAP = "gap"
    EARLY = "early"
    CORRECTION = "correction"
    BROKEN = "broken"
    GONE = "gone"
    UNFINISHED = "unfinished"
    TIP = "tip"
    EMPTY = "empty"
    ONE_SIDED = "one-sided"
    UNUSABLE = "unusable"
    UNUSED = "unused"
    UNTRANSLATED = "untranslated"
    FUZZY = "fuzzy"
    DOUBTFUL = "doubtful"
    STALE = "stale"
    OVERDUE = "overdue"
    WAITING = "waiting"
    OFFERED = "offered"


# Seconds for each of them; for all, where it is one piece of work however many.
SECONDS = {
    What.GAP: 180,
    What.CORRECTION: 120,
    What.BROKEN: 120,
    What.GONE: 60,
    What.UNFINISHED: 120,
    What.EMPTY: 120,
    What.ONE_SIDED: 90,
    What.UNUSABLE: 30,
    What.UNUSED: 30,
    What.UNTRANSLATED: 30,
    What.FUZZY: 15,
    What.DOUBTFUL: 15,
    What.OVERDUE: 60,
    What.WAITING: 10,
    What.OFFERED: 60,
}
AT_ONCE = {What.EARLY: 120, What.TIP: 300, What.STALE: 60}
OPTIONAL = frozenset({What.OVERDUE, What.WAITING, What.OFFERED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One of the things that make a chore: where it is, and what is said of it."""

    where: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chore:
    """Something that is left to do: where, how often, and how long it may take.

    ``where`` is a file with its line if it has one, or an address. ``language`` is that
    of the notes or of the translations, if it is about these. What is ``optional``
    may be left. ``run`` is the command that does it, or that ends it.
    """

    what: What
    where: str
    count: int
    minutes: int
    optional: bool
    language: str = ""
    run: str = ""
    details: tuple[Detail, ...] = ()


def chore_of(
    what: What,
    details: Iterable[Detail],
    *,
    where: str = "",
    language: str = "",
    run: str = "",
) -> Iterator[Chore]:
    """Yield the chore that details make, none if there is none.

    Without a place of its own it is where its first detail is.
    """
    told = tuple(details)
    if told:
        seconds = AT_ONCE.get(what) or SECONDS[what] * len(told)
        yield Chore(
            what=what,
            where=where or told[0].where,
            count=len(told),
            minutes=-(-seconds // 60),
            optional=what in OPTIONAL,
            language=language,
            run=run,
            details=told,
        )


def of_error(error: DigestError | None) -> Iterator[Detail]:
    """Yield all that an error says is wrong, each with what to do about it."""
    match error:
        case ConfigError():
            for problem in error.problems:
                where, what = problem.told(error.file)
                yield Detail(where=where, said=_hinted(what, error.hint))
        case DigestError():
            yield Detail(where=error.where, said=_hinted(error.what, error.hint))


def of_notice(notice: Notice) -> Detail:
    """Return what is to be known of notes as a thing to do."""
    return Detail(where=notice.where, said=_hinted(notice.what, notice.hint))


def _hinted(what: str, hint: str) -> str:
    return f"{what}; {hint}" if hint else what
