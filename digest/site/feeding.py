"""The feeds of a build: gathered while pages are made, written behind them."""

from __future__ import annotations

__all__ = ["Feeding"]

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from digest.site.feeds import Told, feeds_of
from digest.site.feeds_written import written
from digest.site.headed import changed, head_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

    from digest.site.feeds import Feed

T = TypeVar("T")


class Feeding:
    """Makes the feeds of one build, if the address of the site is known.

    Feeds are read far from the site: without its address nothing leads back to it.
    """

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}  # by the page's source file
        self._feeds: tuple[Feed, ...] = ()

    def take(self, page: Page, text: str) -> None:
        """Keep the text of an issue: its safe HTML, without charts in it."""
        if page.canonical_url and page.meta.get("kind") == "issue":
            self._texts[page.file.src_uri] = text

    def gather(self, pages: Mapping[str, Page], config: MkDocsConfig) -> None:
        """Make the feeds of all languages, and tell each page when it was changed.

        ``pages`` are all pages, by their source file.

        Raises:
            PluginError: If the head of an issue says something that no issue says.
        """
        heads = {uri: head for uri, page in pages.items() if (head := head_of(page))}
        for page in pages.values():
            if day := changed(page, heads):
                page.meta["lastmod"] = day
        told = {
            uri: Told(page=pages[uri], head=head, text=self._texts[uri])
            for uri, head in heads.items()
            if uri in self._texts
        }
        base = config.extra.get("first_url") or config.site_url or ""
        self._texts = {}
        self._feeds = tuple(
            feed
            for code in config.extra["words"]
            for feed in feeds_of(
                code, _of(code, pages), _of(code, told), f"{base.rstrip('/')}/"
            )
        )

    def beside(self, language: str, project: str | None = None) -> tuple[Feed, ...]:
        """Return the feeds that a page leads to: of its issues, and of its project."""
        return tuple(
            feed
            for feed in self._feeds
            if feed.language == language and feed.project in {None, project}
        )

    def write(self, config: MkDocsConfig) -> None:
        """Write all feeds into the site."""
        for feed in self._feeds:
            for path, data in written(feed, config.site_url or ""):
                Path(config.site_dir, path).write_bytes(data)


def _of(language: str, every: Mapping[str, T]) -> list[T]:
    """Return what is a language's."""
    return [one for uri, one in every.items() if uri.startswith(f"{language}/")]
