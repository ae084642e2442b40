"""A manual page with the macros of man or mdoc to what it describes."""

from __future__ import annotations

__all__ = ["read_groff"]

from typing import TYPE_CHECKING

from digest.compare.options.draft import Draft
from digest.compare.options.entries import is_aside
from digest.compare.options.roff import arguments, printed
from digest.compare.options.term import read_term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.compare.options.entries import Entry

DEEP = 20  # levels of lists in lists; what is deeper is read as its parent's
SILENT = {"nf": "fi", "EX": "EE", "de": ".", "ig": ".", "TS": "TE", "Bd": "Ed"}
BREAKS = frozenset(("br", "sp", "Pp", "HP"))
BASES = frozenset(("PP", "LP", "P"))


def read_groff(text: str) -> Iterator[Entry]:
    """Return what a page describes, section by section."""
    page = _Page()
    for line in text.split("\n"):
        page.read(line.rstrip())
    return (draft.entry() for draft in page.top.entries)


class _Page:
    """A page that is being read, line by line."""

    def __init__(self) -> None:
        self.top = Draft()
        self._holders = [self.top]  # what lists are in, the outermost first
        self._current = self.top
        self._section, self._aside = "", False
        self._awaited = ""  # the request whose term is the next line
        self._until = ""  # the request that ends an example
        self._loose: list[str] = []  # lines of a paragraph that is no entry's

    def read(self, line: str) -> None:
        """Take the next line."""
        request, rest = "", ""
        if line.startswith((".", "'")):
            request, _, rest = line[1:].lstrip().partition(" ")
        if self._until:
            self._until = "" if request == self._until else self._until
        elif request in SILENT:
            self._until = SILENT[request]
        elif request.startswith(('\\"', "\\#")):
            pass
        elif self._awaited and (said := printed(line, marked=True)):
            self._name(said)
        elif not self._obey(request, rest):
            self._say(line)

    def _obey(self, request: str, rest: str) -> bool:
        """Follow a request that says where something stands, if it is one."""
        match request:
            case "SH" | "Sh" | "SS" | "Ss":
                self._start(request, rest)
            case "TP" | "TQ":
                self._awaited = request
            case "IP" | "It":
                self._item(request, rest)
            case "RS" | "Bl":
                self._deeper()
            case "RE" | "El":
                if len(self._holders) > 1:
                    self._current = self._holders.pop()
            case _ if request in BASES:
                self._current, self._loose = self._holders[-1], []
            case _ if request in BREAKS:
                self._current.say("")
            case _:
                return False
        return True

    def _start(self, request: str, rest: str) -> None:
        """Start a section; what is in an aside is read, and forgotten."""
        title = " ".join(printed(word) or "" for word in arguments(rest))
        if request in {"SH", "Sh"}:
            self._aside = is_aside(title)
        self._section, self._loose = title, []
        self._current = Draft() if self._aside else self.top
        self._holders = [self._current]

    def _item(self, request: str, rest: str) -> None:
        """Start what a request names on its own line; a bullet names nothing."""
        if request == "It":
            line = printed(f".No {rest}", marked=True) or ""
        else:
            line = printed((arguments(rest) or [""])[0], marked=True) or ""
        if read_term(line):
            self._awaited = request
            self._name(line)
        else:
            self._current.say("")

    def _name(self, line: str) -> None:
        """Start an entry, or give the one that has just started another name."""
        if self._awaited == "TQ" and self._current is not self._holders[-1]:
            self._current.terms.append(line)
        else:
            self._current = Draft(section=self._section, terms=[line])
            self._holders[-1].entries.append(self._current)
        self._awaited = ""

    def _deeper(self) -> None:
        """Start a list within what is being read.

        DocBook's stylesheets write a term as a paragraph in bold, and then .RS.
        """
        at_base = self._current is self._holders[-1]
        if at_base and len(self._loose) == 1 and self._loose[0].startswith("\\fB"):
            self._name(printed(self._loose[0], marked=True) or "")
        if len(self._holders) < DEEP:
            self._holders.append(self._current)
        self._loose = []

    def _say(self, line: str) -> None:
        """Take a line of text."""
        if said := printed(line):
            self._current.say(said)
            self._loose.append(line)
        elif not line:
            self._current.say("")
