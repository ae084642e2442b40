"""All that a person corrects in a month, and what of it holds for later ones."""

from __future__ import annotations

__all__ = ["Corrections", "Keep", "Lasting", "Promise"]

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from digest.corrections.kinds import Words
from digest.corrections.tables import (
    Add,
    Hide,
    NotARelease,
    Pick,
    Redate,
    Rename,
)
from digest.months import Month

if TYPE_CHECKING:
    from digest.merge import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What we said that a later issue will tell; ``month`` is that issue's."""

    text: Words
    month: Month | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """A promise of an earlier issue that this one keeps, by how its text begins."""

    promise: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """All that a person corrects in one month, in the order in which it is done.

    ``lines`` is where in their file they stand, for messages.
    """

    not_a_release: tuple[NotARelease, ...] = ()
    rename: tuple[Rename, ...] = ()
    add: tuple[Add, ...] = ()
    redate: tuple[Redate, ...] = ()
    hide: tuple[Hide, ...] = ()
    promise: tuple[Promise, ...] = ()
    keep: tuple[Keep, ...] = ()
    pick: tuple[Pick, ...] = ()
    fold: tuple[Pick, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """What of the corrections to an issue holds for those after it.

    A message of an issue's last day is in the facts of the next one, too; and a release
    that was hidden is not shown when somebody else announces it in the next month.
    """

    not_a_release: tuple[NotARelease, ...] = ()
    rename: tuple[Rename, ...] = ()
    hide: tuple[Hide, ...] = ()

    @property
    def hidden(self) -> frozenset[Key]:
        """The releases that are hidden."""
        return frozenset(item.key for item in self.hide if item.key)

    def without(self, added: tuple[Add, ...]) -> Lasting:
        """Return the same, but for the hiding of releases that are added again."""
        keys = {item.key for item in added if item.key}
        kept = tuple(item for item in self.hide if item.key not in keys)
        return replace(self, hide=kept)

    def then(self, corrections: Corrections) -> Lasting:
        """Return what holds once these corrections are made, too."""
        before = self.without(corrections.add)
        return Lasting(
            not_a_release=(*before.not_a_release, *corrections.not_a_release),
            rename=(*before.rename, *corrections.rename),
            hide=(*before.hide, *corrections.hide),
        )
