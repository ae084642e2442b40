"""What was said of one release, by all who said it."""

from __future__ import annotations

__all__ = ["ANNOUNCED", "Key", "Said", "each_once"]

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from digest.model import EvidenceKind
from digest.versions import Version

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable
    from datetime import date

    from digest.model import Evidence, Reason, Sighting
    from digest.months import Window

Item = TypeVar("Item")
Key = tuple[str, Version | str]

ANNOUNCED = (EvidenceKind.MAIL, EvidenceKind.FEED)
KINDS = list(EvidenceKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said of one release, which was first seen in the window.

    It is ``backdated`` if nothing but a tag of a batch shows it.
    """

    key: Key
    sightings: tuple[Sighting, ...]
    window: Window
    backdated: bool

    @property
    def version(self) -> str:
        """The version, as it is written."""
        return min(said.version for said in self.sightings)

    @property
    def final(self) -> bool:
        """Whether it is no candidate."""
        return not (isinstance(self.key[1], Version) and self.key[1].prerelease)

    @property
    def announced(self) -> bool:
        """Whether anybody said so; a tag and a commit are silent."""
        return any(said.evidence.kind in ANNOUNCED for said in self.sightings)

    @property
    def found(self) -> date | None:
        """The day it was found, if all that shows it was found late."""
        days = [said.found for said in self.sightings if said.found]
        return min(days) if len(days) == len(self.sightings) else None

    @property
    def reason(self) -> Reason:
        """Why a person gave it another day, if one did."""
        return next((said.reason for said in self.sightings if said.redated), "")

    @property
    def day(self) -> date:
        """The day of its announcement in the window; without one, of its tag.

        A person may know better. What was found late moves no day that was told.
        """
        redated = [said.redated for said in self.sightings if said.redated]
        inside = [said for said in self.sightings if said.evidence.day in self.window]
        told = [said.evidence for said in inside if not said.found]
        seen = told or [said.evidence for said in inside]
        days = [evidence.day for evidence in seen if evidence.kind in ANNOUNCED]
        return min(redated or days or [evidence.day for evidence in seen])

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The pages that prove it, in the order of their days.

        A message counts once, on however many lists and under however many numbers.
        """
        every = (said.evidence for said in self.sightings)
        return tuple(sorted(each_once(every, _page, _worth), key=_in_order))


def each_once(
    items: Iterable[Item],
    same: Callable[[Item], Hashable],
    worth: Callable[[Item], tuple[object, ...]],
) -> Iterable[Item]:
    """Return of all that is the same what comes first by its worth."""
    found: dict[Hashable, Item] = {}
    for item in items:
        key = same(item)
        found[key] = min(found.get(key, item), item, key=worth)
    return found.values()


def _page(evidence: Evidence) -> Hashable:
    """Return what tells a page from others: a message has one id on all its pages."""
    named = evidence.title if evidence.kind is EvidenceKind.TAG else evidence.url
    where = named or (evidence.source, evidence.title)
    return evidence.message_id or (evidence.kind, where)


def _worth(evidence: Evidence) -> tuple[object, ...]:
    return not evidence.url, KINDS.index(evidence.kind), evidence.source, repr(evidence)


def _in_order(evidence: Evidence) -> tuple[date, int, str]:
    return evidence.day, KINDS.index(evidence.kind), repr(evidence)
