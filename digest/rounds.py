"""The pages and the site of them, made once, or in rounds of what has changed."""

from __future__ import annotations

__all__ = ["Rounds", "build_all", "tell"]

import logging
import re

from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from digest.errors import DigestError
from digest.months import MONTH, Month
from digest.preview import in_a_line
from digest.watching import stamps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from digest.desk import Desk
    from digest.watching import Stamps

logger = logging.getLogger(__name__)

# Such as 2011-08.ja.md.
NOTES = re.compile(rf"({MONTH.pattern})\.[^.]+\.md")
OFTEN = 8  # as many pages are made between two looks at what was saved

Made = TypeVar("Made")


def build_all(desk: Desk, site: Path | None) -> Path:
    """Make all pages and the site of them; return where the site is.

    Raises:
        DigestError: If a file cannot be used.
    """
    _write_all(desk)
    desk.reread()  # nothing that was made is needed in memory beside the site
    return desk.build(site)


def _write_all(desk: Desk) -> None:
    pages = desk.pages(desk.store.months())
    tell("made", desk.store.write(pages))
    tell("removed", desk.store.remove(desk.orphans(pages)))


def tell(what: str, paths: Sequence[str]) -> None:
    """Say what became of files below content/."""
    for path in paths:
        logger.info("%s content/%s", what, path)


class Rounds:
    """Makes a site again and again: of what has changed, what follows from it.

    A first round makes the issue that people work at, so that they see it soon; the
    next makes the rest, and is broken off if something is saved meanwhile.

    Args:
        desk: Whose site it is.
        site: Where it is put.
    """

    def __init__(self, desk: Desk, site: Path) -> None:
        self._desk, self._site = desk, site
        self._seen: Stamps = {}  # when it was looked last
        self._unmade: frozenset[Path] = frozenset()  # what changed since all was made
        self._focus: Month | None = None  # whose notes were saved last

    def make(self) -> bool:
        """Make the pages that may have changed since, and the site.

        Return whether that was only the first of them, and the rest is left to the
        next round.

        Raises:
            DigestError: If a file cannot be used; what it is in counts as unmade.
        """
        changed = self._look()
        if changed and self._make_first(changed):
            return True
        if not self._unmade:
            return False
        try:
            self._make_rest()
        except _SavedError:
            return True
        self._unmade = frozenset()
        return False

    def _look(self) -> frozenset[Path]:
        """Return what has changed since the last look, and have the desk read it."""
        last, self._seen = self._seen, stamps(self._desk.inputs)
        changed = frozenset(path for path, _ in last.items() ^ self._seen.items())
        self._unmade |= changed
        changes = _sort_out(self._desk, changed)
        if changes.facts:
            self._desk = replace(self._desk)  # it has read nothing yet
        elif changes.words:
            self._desk.reread()
        if last:  # people have saved it while this runs
            self._focus = max(changes.months, default=self._focus)
        return changed

    def _make_first(self, changed: frozenset[Path]) -> bool:
        """Make the issue that people work at; return whether the site shows it."""
        desk, changes = self._desk, _sort_out(self._desk, changed)
        months, languages = desk.store.months(), desk.plan.edition.languages
        if not months:
            return False
        first = self._focus if self._focus in months else months[-1]
        wanted = {f"{code}/issues/{first}.md" for code in languages}
        if changes.look:
            wanted |= {"index.md", *(f"{code}/index.md" for code in languages)}
        if changes.pages:
            tell("made", desk.store.write(tuple(desk.issues([first]))))
        with suppress(DigestError):  # of links to others that are not made yet
            desk.build_part(self._site, wanted)
            return True
        return False

    def _make_rest(self) -> None:
        """Make all that follows from what has changed since all was made."""
        desk, changes = self._desk, _sort_out(self._desk, self._unmade)
        months = desk.store.months() if changes.everywhere else changes.months
        if changes.pages:
            pages = tuple(self._unless_saved(desk.each_page(months)))
            tell("made", desk.store.write(pages))
            whole = tuple(months) == desk.store.months()
            tell("removed", desk.store.remove(desk.orphans(pages, every=whole)))
        asked = self._unless_saved(count())
        desk.build(self._site, preview=lambda: next(asked))
        self._tell_gaps(months)

    def _unless_saved(self, made: Iterable[Made]) -> Iterator[Made]:
        """Yield what is made, until something is saved."""
        for number, one in enumerate(made):
            if not number % OFTEN and stamps(self._desk.inputs) != self._seen:
                raise _SavedError
            yield one

    def _tell_gaps(self, months: Sequence[Month]) -> None:
        """Tell what pages of months lack of what is in their notes."""
        for notice in self._desk.notices(months):
            if notice.gap:
                logger.warning("note: %s", in_a_line(notice))


class _SavedError(Exception):
    """Something was saved, and what is being made is out of date already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changes:
    """What has changed: notes of months, translations, words, the look, or facts."""

    months: tuple[Month, ...]
    memory: bool
    words: bool
    look: bool
    facts: bool

    @property
    def everywhere(self) -> bool:
        """Whether the page of any issue may be another now."""
        return self.memory or self.words or self.facts

    @property
    def pages(self) -> bool:
        """Whether any page may be another now, and not only how the site shows it."""
        return self.everywhere or bool(self.months)


def _sort_out(desk: Desk, changed: frozenset[Path]) -> _Changes:
    """Return what kind of files have changed; what is of no other may be facts."""
    content, templates = desk.store.content, desk.templates
    looks = [folder / "site" for folder in templates]
    months, found = set(), dict.fromkeys(("memory", "words", "look", "facts"), False)
    for path in changed:
        within = frozenset(path.parents)
        if path.parent == content / "notes" and (month := NOTES.fullmatch(path.name)):
            months.add(Month.parse(month[1]))
        elif content / "memory" in within:
            found["memory"] = True
        elif path.name == "mkdocs.yml" or within.intersection(looks):
            found["look"] = True
        elif within.intersection(templates):
            found["words"] = True
        else:
            found["facts"] = True
    there = [month for month in desk.store.months() if month in months]
    return _Changes(months=tuple(there), **found)
