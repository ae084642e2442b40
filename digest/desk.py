"""One digest's folder, and the work that is done in it."""

from __future__ import annotations

__all__ = ["Ask", "Desk"]

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from digest.assemble import assemble
from digest.collectors.gather import every_source, gather, keep
from digest.config import Plan, read_plan
from digest.errors import UsageError
from digest.fetch import Fetch, Limits
from digest.model import Facts
from digest.months import Window
from digest.notes import Notes, check, read_notes, scaffold
from digest.render import Renderer
from digest.site import build_site
from digest.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from digest.collectors import Source
    from digest.model import Digest, Page
    from digest.months import Month

CATCH_UP = 3  # months


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is to be collected, where it is not what usually is.

    ``only`` names projects. ``today`` is the day on which it is asked.
    """

    since: date | None = None
    until: date | None = None
    only: tuple[str, ...] = ()
    offline: bool = False
    today: date


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A digest's folder: what it watches, what it has, and its pages.

    ``projects`` is the projects file, if it is not the folder's own or the package's;
    ``cache`` keeps mirrors of repositories.
    """

    root: Path
    cache: Path
    projects: Path | None = None

    @cached_property
    def projects_file(self) -> Path:
        """The projects file that counts."""
        own = self.root / "projects.toml"
        packaged = Path(__file__).parent / "projects.toml"
        return self.projects or (own if own.is_file() else packaged)

    @cached_property
    def plan(self) -> Plan:
        """What the projects file asks for."""
        return read_plan(self.projects_file)

    @cached_property
    def store(self) -> Store:
        """The door to the folder's content."""
        return Store(self.root)

    @cached_property
    def renderer(self) -> Renderer:
        """What makes the pages."""
        folders = (self.root / "templates", _packaged("templates"))
        return Renderer(self.plan.edition, folders)

    def collect(self, month: Month, ask: Ask) -> Facts:
        """Ask the sources, save what they say, and return it.

        Raises:
            UsageError: If the window is empty or has not begun, or a project that is
                asked for is not watched.
            DigestError: If a file cannot be used.
        """
        sources = self._sources(ask.only)
        window = self._window(month, ask)
        if ask.today < window.since:
            what = f"its window starts on {window.since}"
            raise UsageError(what, where=str(month), hint="come back then")
        fetch = Fetch(
            self.cache,
            base=self.projects_file.parent,
            offline=ask.offline,
            limits=Limits(),
        )
        read_until = min(ask.today, window.until)
        asked = Facts(month=month, window=window, read_until=read_until)
        facts = gather(asked, self.plan.edition, sources, fetch)
        if month in self.store.months():
            facts = keep(self.store.facts(month), facts, sources)
        self.store.save(facts)
        return facts

    def digest(self, month: Month) -> Digest:
        """Return the assembled digest of a month.

        Raises:
            DigestError: If it has no facts, or they cannot be read.
        """
        earlier = [self.store.facts(m) for m in self.store.months() if m < month]
        return assemble(self.store.facts(month), self.plan.edition, earlier)

    def pages(self, months: Sequence[Month]) -> tuple[Page, ...]:
        """Return the pages of months, and the front pages of all.

        Raises:
            DigestError: If facts, notes, words or templates cannot be used.
        """
        known = {*self.store.months(), *months}
        facts = [self.store.facts(month) for month in sorted(known)]
        digests = [
            assemble(one, self.plan.edition, facts[:at]) for at, one in enumerate(facts)
        ]
        issues = (
            self.renderer.issue(digest, language, self._notes(digest, language))
            for digest in digests
            if digest.month in months
            for language in self.plan.edition.languages
        )
        return (*issues, *self.renderer.fronts(digests))

    def orphans(self, pages: Sequence[Page]) -> tuple[str, ...]:
        """Return the issues' pages that are there and not among all the pages."""
        folders = [f"{code}/issues" for code in self.plan.edition.languages]
        return self.store.orphans(pages, folders)

    def scaffold(self, month: Month) -> tuple[Path, ...]:
        """Add to the notes a place for everything; return the files that this changed.

        Raises:
            DigestError: If notes cannot be read or written.
        """
        digest = self.digest(month)
        changed = []
        for language in self.plan.edition.languages:
            path = self.store.notes_path(month, language)
            notes = scaffold(
                self.store.notes(month, language),
                self.renderer.head(digest, language),
                self.renderer.places(digest, language),
                where=str(path),
            )
            if self.store.save_notes(month, language, notes):
                changed.append(path)
        return tuple(changed)

    def build(self, site_dir: Path | None) -> Path:
        """Return where the site is, built from the pages that are there.

        Raises:
            DigestError: If MkDocs complains of anything.
        """
        config, theme = self.root / "mkdocs.yml", self.root / "templates" / "site"
        return build_site(
            self.root,
            config_file=config if config.is_file() else _packaged("mkdocs.yml"),
            theme_dir=theme if theme.is_dir() else _packaged("templates/site"),
            site_dir=site_dir,
        )

    def _window(self, month: Month, ask: Ask) -> Window:
        """Return what an issue covers.

        It is what was said when it was first collected; else it starts where the
        newest earlier issue ended, if that is at most three months older; else it is
        the whole month before. What is asked for goes before all.
        """
        known = self.store.months()
        window = Window.before(month)
        earlier = [m for m in known if month.plus(-CATCH_UP) <= m < month]
        if month in known:
            window = self.store.facts(month).window
        elif earlier:
            window = Window(self.store.facts(earlier[-1]).window.until, window.until)
        window = Window(ask.since or window.since, ask.until or window.until)
        if window.since >= window.until:
            raise UsageError(
                f"nothing lies between {window.since} and {window.until}",
                where=str(month),
                hint="choose other days with --since and --until",
            )
        return window

    def _sources(self, only: Sequence[str]) -> tuple[Source, ...]:
        """Return the sources of the projects that are asked for; of all, if none is."""
        known = {project.id for project in self.plan.edition.projects}
        for name in only:
            if name not in known:
                hint = f"known are: {', '.join(sorted(known))}"
                raise UsageError(f'unknown project "{name}"', where="--only", hint=hint)
        every = every_source(self.plan.edition, self.plan.sources)
        if not only:
            return every
        return tuple(
            replace(source, projects=tuple(sorted(wanted)))
            for source in every
            if (wanted := {*only} & ({*source.projects} or known))
        )

    def _notes(self, digest: Digest, language: str) -> Notes:
        data = self.store.notes(digest.month, language)
        where = str(self.store.notes_path(digest.month, language))
        notes = read_notes(data or b"", where=where)
        check(notes, self.renderer.places(digest, language), where=where)
        return notes


def _packaged(name: str) -> Path:
    """Return a file that comes with the package, or beside it in a checkout."""
    package = Path(__file__).parent
    return package / name if (package / name).exists() else package.parent / name
