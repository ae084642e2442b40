"""What the issues before an issue have told."""

from __future__ import annotations

__all__ = ["Habit", "History"]

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from digest.corrections.month import Lasting
from digest.matters import follow
from digest.merge import ANNOUNCED, Key, Said, key_of, merge, news_of
from digest.release import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from digest.corrections.month import Corrections
    from digest.model import Facts, News
    from digest.release import Matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How many of a project's releases were announced, and how many only tagged."""

    announced: int = 0
    silent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What earlier issues told, and what of it is not over yet.

    ``told`` are their releases, ``news`` their news, in order. ``volumes`` says how
    many releases each of them had, and ``habits`` of each project how they were made
    known; candidates, and what is backdated, do not count.

    ``releases`` is what was said of each of them, ``silent`` are those that nobody has
    announced up to now, and ``waiting`` are the matters that are not over.
    ``lasting`` is what of the corrections holds for later issues.
    """

    told: frozenset[Key] = frozenset()
    news: tuple[News, ...] = ()
    volumes: tuple[int, ...] = ()
    habits: Mapping[str, Habit] = field(default_factory=dict)
    releases: Mapping[Key, Said] = field(default_factory=dict)
    silent: frozenset[Key] = frozenset()
    waiting: tuple[Matter, ...] = ()
    lasting: Lasting = field(default_factory=Lasting)

    def corrected(self, corrections: Corrections) -> History:
        """Return the same, with what of an issue's corrections holds from now on."""
        return replace(self, lasting=self.lasting.then(corrections))

    def after(self, facts: Facts) -> History:
        """Return what is told once the issue of these facts is out, too."""
        fresh = {
            key: said
            for key, said in merge(facts).items()
            if not said.backdated and key not in self.told
        }
        finals = {key: said for key, said in fresh.items() if said.final}
        silent = {key for key, said in finals.items() if not said.announced}
        late = self.silent & _announced(facts)
        return History(
            told=self.told | fresh.keys(),
            news=(*self.news, *news_of(facts, self.news)),
            volumes=(*self.volumes, len(finals)),
            habits=_counted(self.habits, finals.keys() - silent | late, silent, late),
            releases={**self.releases, **fresh},
            silent=(self.silent - late) | silent,
            waiting=tuple(
                matter
                for matter in follow(facts, self)
                if matter.state is not State.DONE
            ),
            lasting=self.lasting,
        )


def _announced(facts: Facts) -> frozenset[Key]:
    """Return all that was announced, whichever issue it belongs to."""
    return frozenset(
        key_of(said) for said in facts.sightings if said.evidence.kind in ANNOUNCED
    )


def _counted(
    before: Mapping[str, Habit],
    announced: Iterable[Key],
    silent: Iterable[Key],
    late: Iterable[Key],
) -> dict[str, Habit]:
    """Return the habits with more releases; what came late was silent before."""
    more, mute = (
        Counter(project for project, _ in keys) for keys in (announced, silent)
    )
    mute.subtract(project for project, _ in late)
    known = {name: before.get(name, Habit()) for name in {*before, *more, *mute}}
    return {
        name: Habit(
            announced=habit.announced + more[name], silent=habit.silent + mute[name]
        )
        for name, habit in sorted(known.items())
    }
