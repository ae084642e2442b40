"""What projects are called, where mails speak of them."""

from __future__ import annotations

__all__ = ["Names"]

import re

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from digest.edition import Project

LONGEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of projects, as words in lower case.

    ``loose`` has them with blanks for hyphens, too: "resource agents" can be anybody's,
    "resource agents 4.1.0" cannot. ``alone`` is the project that a version without a
    name belongs to, where that is certain.
    """

    known: Mapping[tuple[str, ...], str]
    loose: Mapping[tuple[str, ...], str]
    alone: str = ""

    @classmethod
    def of(cls, projects: Sequence[Project]) -> Names:
        """Return the names of projects."""
        known, loose = {}, {}
        for project in projects:
            for name in (*project.aliases, project.id):
                known[tuple(name.lower().split())] = project.id
                loose[tuple(re.split(r"[\s_-]+", name.lower()))] = project.id
        alone = projects[0].id if len(projects) == 1 else ""
        return cls(known=known, loose=known | loose, alone=alone)

    def about(self, projects: Sequence[str]) -> Names:
        """Return the same names where the talk is of these projects."""
        return replace(self, alone=projects[0]) if len(projects) == 1 else self

    def only(self, projects: Sequence[str]) -> Names:
        """Return the same names where a version without one is of these, if of any."""
        return replace(self, alone=projects[0] if len(projects) == 1 else "")

    def ending(
        self, words: Sequence[str], *, versioned: bool = False
    ) -> tuple[str, int]:
        """Return the project that the last words name, and how many they are.

        The longest name counts. ``versioned`` says that a version follows.
        """
        names = self.loose if versioned else self.known
        for length in range(min(LONGEST, len(words)), 0, -1):
            if project := names.get(tuple(words[-length:])):
                return project, length
        return "", 0
