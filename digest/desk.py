"""One digest's folder, and the work that is done in it."""

from __future__ import annotations

__all__ = ["Ask", "Desk", "Wish"]

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from digest.config import Plan, read_plan
from digest.corrections.draft import draft_corrections
from digest.corrections.issue import assemble_corrected
from digest.corrections.reading import read_corrections
from digest.errors import UsageError
from digest.fetch import Fetch, Limits
from digest.gather import every_source, gather, keep, unread
from digest.gather.check import check_sources
from digest.gather.late import find_late
from digest.history import History
from digest.memory import Memory
from digest.model import Facts
from digest.render import Renderer
from digest.render.sentences import sentences_of
from digest.render.view import view_issue
from digest.site import build_site
from digest.store import Store
from digest.translating import Bureau
from digest.translators.keys import key_of
from digest.windows import window_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from digest.collectors import Source
    from digest.corrections.month import Corrections
    from digest.gather.check import Answer
    from digest.months import Month
    from digest.notes import Notice
    from digest.release import Digest, Page
    from digest.translators import Service
    from digest.translators.drafter import Outcome

LIMITS = Limits()
THINKING = Limits(read=180)  # a model may take its time over a list


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How translations are to be drafted: by which service, if by any.

    With ``dry_run`` none is asked and nothing is written; with ``again`` one is asked
    for what it has answered before, too.
    """

    service: str = ""
    dry_run: bool = False
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A digest's folder: what it watches, what it has, and its pages.

    ``projects`` is the projects file, if it is not the folder's own or the package's;
    ``cache`` keeps mirrors of repositories, and what was fetched. ``tokens`` are shown
    to hosts, by their name; ``keys`` to translators, by their variable.
    """

    root: Path
    cache: Path
    projects: Path | None = None
    tokens: Mapping[str, str] = field(default_factory=dict, repr=False)
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)

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
        facts = find_late(old, facts, ask.today)
        facts = keep(old, facts, sources, self.sources)
        self.store.save(facts)
        self._known.clear()
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
        memories = {
            language: Memory.read(data, where=where)
            for language in self.renderer.translated
            for where, data in [self._memory(language)]
        }
        issues = (
            self.renderer.issue(
                digest,
                language,
                self.renderer.notes(digest, language, self._notes(digest, language)),
                memories.get(language),
            )
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
            file = self._notes(digest, language)
            notes = self.renderer.scaffold(digest, language, file)
            if self.store.save_notes(month, language, notes):
                changed.append(path)
        if self.store.corrections(month) is None:
            self.store.save_corrections(month, draft_corrections(digest))
            changed.append(self.store.corrections_path(month))
        return tuple(changed)

    def scaffold_memory(self) -> tuple[Path, ...]:
        """Add to the translations a place for every sentence of any issue.

        Return the files that this changed.

        Raises:
            DigestError: If translations, or others beside them, cannot be used.
        """
        digests = self._digests(self.store.months())
        changed = []
        for language in self.renderer.translated:
            text = self.renderer.scaffold_memory(
                digests,
                language,
                self._memory(language),
                self.store.references(language),
            )
            if self.store.save_memory(language, text):
                changed.append(self.store.memory_path(language))
        return tuple(changed)

    def translate(self, month: Month, wish: Wish) -> Iterator[Outcome]:
        """Add drafts to the translations that are missing; yield what became of them.

        Raises:
            UsageError: If the service is not one of the projects file.
            DigestError: If a file cannot be used, or there is no key.
        """
        service = self._service(wish.service) if wish.service else None
        key = key_of(service, self.keys) if service and not wish.dry_run else ""
        bureau = Bureau(
            store=self.store,
            templates=(self.root / "templates", _packaged("templates")),
            cache=self.cache / "translators",
            service=service,
            key=key,
            again=wish.again,
        )
        edition = self.plan.edition
        issue = view_issue(self.digest(month), edition, edition.languages[0])
        shown = tuple(sentences_of(issue))
        for language in self.renderer.translated:
            door = None if wish.dry_run else self._fetch(limits=THINKING)
            yield bureau.draft(language, shown, door)

    def notices(self, months: Sequence[Month]) -> tuple[Notice, ...]:
        """Return what a maintainer has to know of the notes of months.

        Raises:
            DigestError: If they cannot be used as they are.
        """
        languages = self.plan.edition.languages
        return tuple(
            notice
            for digest in self._digests(months)
            if digest.month in months
            for notice in self.renderer.notices(
                digest, {name: self._notes(digest, name) for name in languages}
            )
        )

    def compare(self, months: Sequence[Month]) -> None:
        """See that the pages of all languages say the same.

        Raises:
            ConfigError: If a page does not say what it says in the first language.
        """
        digests = [each for each in self._digests(months) if each.month in months]
        for error in self.renderer.compare(digests):
            raise error

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files and folders that pages and site are made of, there or not."""
        content = (self.store.content / kind for kind in ("facts", "notes", "memory"))
        own = (self.root / name for name in ("mkdocs.yml", "templates"))
        packaged = (_packaged(name) for name in ("mkdocs.yml", "templates"))
        return (self.projects_file, *own, *packaged, *content)

    def build(self, site_dir: Path | None, *, preview: bool = False) -> Path:
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
            preview=preview,
        )

    @cached_property
    def _known(self) -> dict[tuple[Month, ...], list[Digest]]:
        """What was assembled of which months, while their facts are the same."""
        return {}

    def _digests(self, months: Sequence[Month]) -> list[Digest]:
        """Return the digests up to the last of the months, oldest first."""
        every = sorted({*self.store.months(), *months})
        wanted = tuple(m for m in every if m <= max(months, default=m))
        if wanted not in self._known:
            self._known[wanted] = self._assembled(wanted)
        return self._known[wanted]

    def _assembled(self, months: Sequence[Month]) -> list[Digest]:
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
        return digests

    def _corrections(self, month: Month) -> Corrections:
        where = str(self.store.corrections_path(month))
        return read_corrections(self.store.corrections(month) or b"", where=where)

    def _fetch(self, *, offline: bool = False, limits: Limits = LIMITS) -> Fetch:
        return Fetch(
            self.cache,
            base=self.projects_file.parent,
            offline=offline,
            limits=limits,
            tokens=self.tokens,
        )

    def _service(self, name: str) -> Service:
        services = {service.id: service for service in self.plan.services}
        if name not in services:
            known = f"known are: {', '.join(sorted(services))}" if services else ""
            hint = known or f"name it as a [[translator]] in {self.projects_file}"
            raise UsageError(f'unknown service "{name}"', where="--service", hint=hint)
        return services[name]

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

    def _notes(self, digest: Digest, language: str) -> tuple[str, bytes]:
        path = self.store.notes_path(digest.month, language)
        return str(path), self.store.notes(digest.month, language) or b""

    def _memory(self, language: str) -> tuple[str, bytes]:
        path = self.store.memory_path(language)
        return str(path), self.store.memory(language) or b""


def _packaged(name: str) -> Path:
    """Return a file that comes with the package, or beside it in a checkout."""
    package = Path(__file__).parent
    return package / name if (package / name).exists() else package.parent / name
