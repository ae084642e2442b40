"""One digest's folder, and the work that is done in it."""

from __future__ import annotations

__all__ = ["Ask", "Desk"]

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from digest.assemble import assemble
from digest.config import Plan, read_plan
from digest.errors import UsageError
from digest.fetch import Fetch, Limits
from digest.gather import every_source, gather, keep, unread
from digest.gather.check import check_sources
from digest.history import History
from digest.model import Facts
from digest.notes import Notes, check, check_tables, read_notes, scaffold
from digest.render import Renderer
from digest.site import build_site
from digest.store import Store
from digest.windows import window_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from digest.collectors import Source
    from digest.gather.check import Answer
    from digest.months import Month
    from digest.release import Digest, Page


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
    ``cache`` keeps mirrors of repositories, and what was fetched. ``tokens`` are shown
    to hosts, by their name.
    """

    root: Path
    cache: Path
    projects: Path | None = None
    tokens: Mapping[str, str] = field(default_factory=dict, repr=False)

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
    def sources(self) -> tuple[Source, ...]:
        """All that is read: the repositories, and the sources of the projects file."""
        return every_source(self.plan.edition, self.plan.sources)

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
        sources = self._chosen(ask.only)
        known = {m: self.store.facts(m) for m in self.store.months()}
        window = window_of(month, known, ask.since, ask.until)
        if ask.today < window.since:
            what = f"its window starts on {window.since}"
            raise UsageError(what, where=str(month), hint="come back then")
        fetch = self._fetch(offline=ask.offline)
        read_until = min(ask.today, window.until)
        asked = Facts(month=month, window=window, read_until=read_until)
        facts = gather(asked, self.plan.edition, sources, fetch, ask.today)
        old = known.get(month, unread(asked, self.sources))
        facts = keep(old, facts, sources, self.sources)
        self.store.save(facts)
        return facts

    def check(self, today: date) -> tuple[Answer, ...]:
        """Ask the sources what they have of the past year, and return their answers.

        Raises:
            DigestError: If it is no source's fault, such as that there is no git.
        """
        fetch = self._fetch(offline=False)
        return check_sources(self.plan.edition, self.sources, fetch, today)

    def digest(self, month: Month) -> Digest:
        """Return the assembled digest of a month.

        Raises:
            DigestError: If it has no facts, or they cannot be read.
        """
        return self._digests([month])[-1]

    def pages(self, months: Sequence[Month]) -> tuple[Page, ...]:
        """Return the pages of months, and the front pages of all.

        Raises:
            DigestError: If facts, notes, words or templates cannot be used.
        """
        digests = self._digests([*self.store.months(), *months])
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

    def _digests(self, months: Sequence[Month]) -> list[Digest]:
        """Return the digests up to the last of the months, oldest first."""
        history = History()
        digests = []
        for month in sorted({*self.store.months(), *months}):
            if month > max(months, default=month):
                break
            facts = self.store.facts(month)
            digests.append(assemble(facts, self.plan.edition, history))
            history = history.after(facts)
        return digests

    def _fetch(self, *, offline: bool) -> Fetch:
        return Fetch(
            self.cache,
            base=self.projects_file.parent,
            offline=offline,
            limits=Limits(),
            tokens=self.tokens,
        )

    def _chosen(self, only: Sequence[str]) -> tuple[Source, ...]:
        """Return the sources of the projects that are asked for; of all, if none is."""
        known = {project.id for project in self.plan.edition.projects}
        for name in only:
            if name not in known:
                hint = f"known are: {', '.join(sorted(known))}"
                raise UsageError(f'unknown project "{name}"', where="--only", hint=hint)
        if not only:
            return self.sources
        return tuple(
            source if wanted == whose else replace(source, only=tuple(sorted(wanted)))
            for source in self.sources
            if (wanted := {*only} & (whose := {*source.projects} or known))
        )

    def _notes(self, digest: Digest, language: str) -> Notes:
        data = self.store.notes(digest.month, language)
        where = str(self.store.notes_path(digest.month, language))
        notes = read_notes(data or b"", where=where)
        check(notes, self.renderer.places(digest, language), where=where)
        check_tables(data or b"", self.renderer.tables(digest), where=where)
        return notes


def _packaged(name: str) -> Path:
    """Return a file that comes with the package, or beside it in a checkout."""
    package = Path(__file__).parent
    return package / name if (package / name).exists() else package.parent / name
