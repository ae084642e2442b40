"""One digest's folder: what it watches, what it has, and the site of its pages."""

from __future__ import annotations

__all__ = ["Folder"]

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from digest.config import Plan, read_plan
from digest.fetch import Fetch, Limits
from digest.gather import every_source
from digest.packaged import packaged
from digest.site import build_part, build_site
from digest.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from digest.collectors import Source

LIMITS = Limits()


@dataclass(frozen=True, kw_only=True)
class Folder:
    """A digest's folder: what it watches, what it has, and its site.

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

    def door(self, *, offline: bool = False, limits: Limits = LIMITS) -> Fetch:
        """Return the way out; offline it leads to what is kept, and no further."""
        return Fetch(
            self.cache,
            base=self.projects_file.parent,
            offline=offline,
            limits=limits,
            tokens=self.tokens,
        )

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
