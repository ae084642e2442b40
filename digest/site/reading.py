"""Pages as the site would show them, for who reads them elsewhere."""

from __future__ import annotations

__all__ = ["read_articles"]

from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from digest.inert import plain, web
from digest.mailing import Article
from digest.safety import safe
from digest.site.building import strictly
from digest.site.own import load
from digest.site.plugin import joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig


def read_articles(
    pages: Mapping[str, str],
    wanted: Sequence[str],
    *,
    config_file: Path,
    theme_dir: Path,
) -> tuple[Article, ...]:
    """Return pages as articles, in the order in which they are wanted.

    ``pages`` are the texts of all pages that they may lead to, by their path below
    ``content``. An article's HTML is safe, and has no charts. It has an address if the
    configuration says where the site is published.

    Raises:
        DigestError: If the configuration cannot be used.
    """
    with strictly(config_file, theme_dir):
        config = load(
            config_file,
            theme_dir,
            docs_dir=str(theme_dir.resolve()),  # it has to be one; pages are above
            plugins=[],
        )
        files = Files([_file(path, text, config) for path, text in pages.items()])
        articles = []
        for path in wanted:
            page = Page(None, files.src_uris[path], config)
            page.read_source(config)
            page.render(config, files)
            articles.append(
                Article(
                    language=path.partition("/")[0],
                    title=plain(page.title),
                    html=joined(safe(page.content or "")),
                    address=web(page.canonical_url or ""),
                )
            )
    return tuple(articles)


def _file(path: str, text: str, config: MkDocsConfig) -> File:
    """Return a page's source as MkDocs takes it, though it is not on disk."""
    file = File(path, "", config.site_dir, config.use_directory_urls)
    file.content_string = text
    return file
