"""Which limits and defaults a release changed."""

from __future__ import annotations

__all__ = ["Limit", "LimitOrDefaultChanged", "limits"]

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from digest.changes import Aspect, How
from digest.release import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.changes import OptionChange
    from digest.remarks.scene import Around


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit or a default, before and after; ``what`` says which of the two."""

    option: str
    what: Aspect
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitOrDefaultChanged(Remark):
    """Options have another default, or take other values than before."""

    kind: ClassVar[str] = "limit-or-default-changed"
    count: int
    limits: tuple[Limit, ...]


def limits(around: Around) -> Iterator[LimitOrDefaultChanged]:
    """Tell the limits and defaults that changed; the newest release that has one does.

    What was not stated before is no change, nor is what is not stated any more.
    """
    month = around.scene.month
    newer = month[: month.index(around.release)] if around.release in month else ()
    told = {change for release in newer for change in release.options}
    found = dict.fromkeys(
        Limit(option=change.option, what=change.what, old=change.old, new=change.new)
        for change in around.release.options
        if change not in told and change.what and _is_limit(change)
    )
    if found:
        yield LimitOrDefaultChanged(count=len(found), limits=tuple(found))


def _is_limit(change: OptionChange) -> bool:
    limit = change.what in {Aspect.DEFAULT, Aspect.RANGE}
    return limit and change.how is How.CHANGED and bool(change.old and change.new)
