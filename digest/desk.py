"""One digest's folder: what it watches, what it has, and the pages of that."""

from __future__ import annotations

__all__ = ["Desk"]

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from digest.config import Plan, read_plan
from digest.corrections.issue import assemble_corrected
from digest.corrections.reading import read_corrections
from digest.fetch import Fetch, Limits
from digest.gather import every_source
from digest.history import History
from digest.memory import Memory
from digest.notes import read_notes
from digest.packaged import packaged
from digest.render import Renderer
from digest.render.stock import stock_of
from digest.site import build_part, build_site, read_articles
from digest.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from digest.collectors import Source
    from digest.corrections.month import Corrections
    from digest.mailing import Article
    from digest.merge import Key
    from digest.months import Month
    from digest.notes import Notice
    from digest.release import Digest, Page
    from digest.render.stock import Stock

LIMITS = Limits()
ISSUES = "issues"
TIPS = "tips"
# What is made anew with every issue, so that what of it is not made is no more.
FRONTS = ("charts", "projects", "since")


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
        return self.projects or (own if own.is_file() else packaged("projects.toml"))

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

    @property
    def templates(self) -> tuple[Path, ...]:
        """The folders of the templates and the words, the first first."""
        return self.root / "templates", packaged("templates")

    @cached_property
    def renderer(self) -> Renderer:
        """What makes the pages."""
        return Renderer(self.plan.edition, self.templates)

    def door(self, *, offline: bool = False, limits: Limits = LIMITS) -> Fetch:
        """Return the way out; offline it leads to what is kept, and no further."""
        return Fetch(
            self.cache,
            base=self.projects_file.parent,
            offline=offline,
            limits=limits,
            tokens=self.tokens,
        )

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

    def reread(self) -> None:
        """Read words and templates anew when pages are asked for next."""
        self.__dict__.pop("renderer", None)

    def pages(self, months: Sequence[Month]) -> tuple[Page, ...]:
        """Return the pages of months, and the pages of all that go beside them.

        Raises:
            DigestError: If facts, notes, words or templates cannot be used.
        """
        return tuple(self.each_page(months))

    def each_page(self, months: Sequence[Month]) -> Iterator[Page]:
        """Yield the same pages, each as soon as it is made.

        Raises:
            DigestError: If facts, notes, words or templates cannot be used.
        """
        yield from self.issues(months)
        digests = self.digests([*self.store.months(), *months])
        stock = self._written(self._stock(digests), digests)
        yield from self.renderer.fronts(digests, stock)

    def issues(self, months: Sequence[Month]) -> Iterator[Page]:
        """Yield the pages of months, and none beside them.

        Raises:
            DigestError: If facts, notes, words or templates cannot be used.
        """
        memories = self._memories()
        for digest in self.digests([*self.store.months(), *months]):
            if digest.month not in months:
                continue
            for language in self.plan.edition.languages:
                notes = self.notes(digest, language)
                yield self.renderer.issue(
                    digest,
                    language,
                    self.renderer.notes(digest, language, notes),
                    memories.get(language),
                )

    def notes(self, digest: Digest, language: str) -> tuple[str, bytes]:
        """Return where the notes of an issue are, and what is in them."""
        path = self.store.notes_path(digest.month, language)
        return str(path), self.store.notes(digest.month, language) or b""

    def memory(self, language: str) -> tuple[str, bytes]:
        """Return where the translations into a language are, and what is in them."""
        path = self.store.memory_path(language)
        return str(path), self.store.memory(language) or b""

    def orphans(self, pages: Sequence[Page], *, every: bool = True) -> tuple[str, ...]:
        """Return the pages that are there and not among the pages.

        Without ``every`` the pages are those of some issues, and no issue is told.
        """
        languages = self.plan.edition.languages
        kinds = (*FRONTS, ISSUES) if every else FRONTS
        folders = [f"{code}/{kind}" for code in languages for kind in kinds]
        return self.store.orphans(pages, folders)

    def notices(self, months: Sequence[Month]) -> tuple[Notice, ...]:
        """Return what a maintainer has to know of notes and translations of months.

        Raises:
            DigestError: If they cannot be used as they are.
        """
        languages = self.plan.edition.languages
        shown = [digest for digest in self.digests(months) if digest.month in months]
        on_notes = (
            notice
            for digest in shown
            for notice in self.renderer.notices(
                digest, {name: self.notes(digest, name) for name in languages}
            )
        )
        on_memories = (
            notice
            for memory in self._memories().values()
            for notice in self.renderer.unusable(shown, memory)
        )
        return (*on_notes, *on_memories)

    def compare(self, months: Sequence[Month]) -> None:
        """See that the pages of all languages say the same.

        Raises:
            ConfigError: If a page does not say what it says in the first language.
        """
        digests = self.digests([*self.store.months(), *months])
        for error in self.renderer.compare(digests, months, self._stock(digests)):
            raise error

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files and folders that pages and site are made of, there or not."""
        content = (self.store.content / kind for kind in ("facts", "notes", "memory"))
        own = (self.root / name for name in ("mkdocs.yml", "templates"))
        ours = (packaged(name) for name in ("mkdocs.yml", "templates"))
        return (self.projects_file, *own, *ours, *content)

    def build(
        self, site_dir: Path | None, *, preview: Callable[[], object] | None = None
    ) -> Path:
        """Return where the site is, built from the pages that are there.

        A preview is called before each page, and what it raises breaks the build off.

        Raises:
            DigestError: If MkDocs complains of anything.
        """
        config, theme = self.root / "mkdocs.yml", self.root / "templates" / "site"
        return build_site(
            self.root,
            config_file=config if config.is_file() else packaged("mkdocs.yml"),
            theme_dir=theme if theme.is_dir() else packaged("templates/site"),
            site_dir=site_dir,
            preview=preview,
        )

    def articles(self, month: Month, languages: Sequence[str]) -> tuple[Article, ...]:
        """Return an issue as the site would show it now, in some languages.

        Raises:
            DigestError: If facts, notes, words or templates cannot be used.
        """
        there = {page.path: page.text for page in self.pages([month])}
        others = {
            f"{code}/{ISSUES}/{other}.md": ""
            for other in self.store.months()
            for code in self.plan.edition.languages
        }
        wanted = [f"{code}/{ISSUES}/{month}.md" for code in languages]
        return read_articles(others | there, wanted, **self._look())

    def build_part(self, site_dir: Path, wanted: Collection[str]) -> None:
        """Build some pages of a preview by their sources, and leave the others.

        Raises:
            DigestError: If MkDocs complains of anything.
        """
        build_part(self.root, site_dir=site_dir, wanted=wanted, **self._look())

    def _look(self) -> dict[str, Path]:
        """Return the files that say how the site looks, by what they are."""
        config, theme = self.root / "mkdocs.yml", self.root / "templates" / "site"
        return {
            "config_file": config if config.is_file() else packaged("mkdocs.yml"),
            "theme_dir": theme if theme.is_dir() else packaged("templates/site"),
        }

    def _stock(self, digests: Sequence[Digest]) -> Stock:
        """Return what is known beside digests, but for what people wrote."""
        newest = self.store.months()[-1:]
        facts = self.store.facts(newest[0]) if newest else None
        _, hidden = self._known[tuple(digest.month for digest in digests)]
        return stock_of(facts, self.sources, hidden)

    def _written(self, stock: Stock, digests: Sequence[Digest]) -> Stock:
        """Return the same with the tips and the translations."""
        tips = {
            (digest.month, code): read_notes(data, where=where).get(TIPS, "")
            for digest in digests
            for code in self.plan.edition.languages
            for where, data in [self.notes(digest, code)]
            if data
        }
        return replace(stock, tips=tips, memories=self._memories())

    def _memories(self) -> dict[str, Memory]:
        """Return the translations into each language that upstream does not write."""
        return {
            language: Memory.read(data, where=where)
            for language in self.renderer.translated
            for where, data in [self.memory(language)]
        }

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
