"""Hooks of a preview: some pages alone are made, and what takes long is broken off."""

from __future__ import annotations

__all__ = ["Breath", "Part"]

from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.pages import Page

from digest.inert import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files


class Breath(BasePlugin):  # type: ignore[type-arg,no-untyped-call] # no options
    """Asks before each page whether to go on.

    Args:
        ask: What is asked. It raises what ends the build, no error of MkDocs' own.
    """

    def __init__(self, ask: Callable[[], object]) -> None:
        self._ask = ask

    def on_pre_page(self, page: Page, **_: object) -> Page:
        """Ask, and go on with the page."""
        self._ask()
        return page


class Part(BasePlugin):  # type: ignore[type-arg,no-untyped-call] # no options
    """Has some pages made, so as they are when all are.

    The others are there to be led to. They are not read, but for those before and
    after: their titles stand on what is made.

    Args:
        wanted: The sources of the pages that are made, such as ja/issues/2011-08.md.
    """

    def __init__(self, wanted: Collection[str]) -> None:
        self._wanted = wanted

    @event_priority(-100)  # the last, for others may bring files
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave out what is not wanted, unless it is the theme's."""
        pages = files.documentation_pages()
        near = self._near([file.src_uri for file in pages])
        for file in pages:
            if file.src_uri not in self._wanted:
                _stand_in(file, config, read=file.src_uri in near)
        for file in files:
            ours = file.generated_by or file.src_dir == config.docs_dir
            if ours and file.src_uri not in self._wanted:
                file.inclusion = InclusionLevel.EXCLUDED
        return files

    def _near(self, sources: Sequence[str]) -> set[str]:
        """Return what is made, and what comes before and after it."""
        in_order = sorted(sources)
        places = (n for n, source in enumerate(in_order) if source in self._wanted)
        return {near for n in places for near in in_order[max(0, n - 1) : n + 2]}


def _stand_in(file: File, config: MkDocsConfig, *, read: bool) -> None:
    """Give a file a page that can be led to, and that has its title if it is read."""
    page = Page(None, file, config)
    if read:
        page.read_source(config)
        page.meta["title"] = plain(page.title)
    # Issues are numbered by how many there are before them.
    issue = file.src_uri.split("/")[1:-1] == ["issues"]
    page.meta.setdefault("kind", "issue" if issue else "page")
