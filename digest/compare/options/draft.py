"""An entry of a manual page while its lines are being read."""

from __future__ import annotations

__all__ = ["Draft"]

from dataclasses import dataclass, field

from digest.compare.options.entries import Entry


@dataclass(slots=True, kw_only=True)
class Draft:
    """An entry whose lines are not paragraphs yet; an empty line ends one."""

    section: str = ""
    terms: list[str] = field(default_factory=list)
    entries: list[Draft] = field(default_factory=list)
    silent: bool = True
    _lines: list[str] = field(default_factory=list)

    def say(self, line: str) -> None:
        """Add a line to what is said."""
        self.silent = self.silent and not line
        self._lines.append(line)

    def entry(self) -> Entry:
        """Return what was read."""
        return Entry(
            terms=tuple(self.terms),
            blocks=tuple("\n".join(self._lines).split("\n\n")),
            entries=tuple(draft.entry() for draft in self.entries),
            section=self.section,
        )
