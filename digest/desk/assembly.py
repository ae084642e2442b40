"""The digests of all months, assembled of facts and corrections."""

from __future__ import annotations

__all__ = ["Assembly"]

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from digest.corrections.issue import assemble_corrected
from digest.corrections.reading import read_corrections
from digest.desk.folder import Folder
from digest.history import History

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from digest.corrections.month import Corrections
    from digest.merge import Key
    from digest.months import Month
    from digest.release import Digest


@dataclass(frozen=True, kw_only=True)
class Assembly(Folder):
    """A digest's folder, with the digests that its facts and corrections make."""

    def digest(self, month: Month) -> Digest:
        """Return the assembled digest of a month.

        Raises:
            DigestError: If it has no facts, or they cannot be read.
        """
        return self.digests([month])[-1]

    def digests(self, months: Sequence[Month]) -> list[Digest]:
        """Return the digests up to the last of the months, oldest first.

        Raises:
            DigestError: If one of the months has no facts, or they cannot be read.
        """
        every = sorted({*self.store.months(), *months})
        wanted = tuple(m for m in every if m <= max(months, default=m))
        if wanted not in self._known:
            self._known[wanted] = self._assembled(wanted)
        return self._known[wanted][0]

    def forget(self) -> None:
        """Assemble anew what is asked for next: facts have changed."""
        self._known.clear()

    @cached_property
    def _known(self) -> dict[tuple[Month, ...], tuple[list[Digest], Collection[Key]]]:
        """What was assembled of which months, while their facts are the same.

        Beside them are the releases that are hidden after the last of them.
        """
        return {}

    def _assembled(
        self, months: Sequence[Month]
    ) -> tuple[list[Digest], Collection[Key]]:
        history = History()
        digests = []
        for month in months:
            digest, history = assemble_corrected(
                self.store.facts(month),
                self._corrections(month),
                self.plan.edition,
                history,
                where=str(self.store.corrections_path(month)),
            )
            digests.append(digest)
        return digests, history.lasting.hidden

    def _corrections(self, month: Month) -> Corrections:
        where = str(self.store.corrections_path(month))
        return read_corrections(self.store.corrections(month) or b"", where=where)
