"""Our plugin for MkDocs: pages that know their language, twins and neighbours."""

from __future__ import annotations

__all__ = ["Choice", "DigestPlugin", "Frame", "frame"]

import re

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from jinja2 import StrictUndefined
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority

from digest.inert import plain
from digest.pictures import path_of, with_charts
from digest.safety import safe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

WIDE = "[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]"
# A line's end between such letters; browsers would show it as a space.
BREAK = re.compile(f"(?s)<pre.*?</pre>|(?<={WIDE})\n(?={WIDE})")


@dataclass(frozen=True, slots=True)
class Choice:
    """A language to read on in; not ``exact`` where only its front page is there."""

    language: str
    page: Page
    exact: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A page among the languages; ``neutral`` if it is written in none of them."""

    language: str
    neutral: bool
    others: tuple[Choice, ...]
    alternates: tuple[tuple[str, Page], ...]


def frame(uri: str, languages: Sequence[str], pages: Mapping[str, Page]) -> Frame:
    """Return where else a page can be read, given all pages by their source file."""
    first, _, rest = uri.partition("/")
    neutral = first not in languages
    name = uri if neutral else rest
    same = {code: p for code in languages if (p := pages.get(f"{code}/{name}"))}
    fronts = {code: p for code in languages if (p := pages.get(f"{code}/index.md"))}
    default = pages.get(name) or next(iter(same.values()), None)
    return Frame(
        language=languages[0] if neutral else first,
        neutral=neutral,
        others=tuple(
            Choice(code, page, exact=code in same)
            for code, page in {**fronts, **same}.items()
            if code != first
        ),
        alternates=(*same.items(), ("x-default", default)) if default else (),
    )


class DigestPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call] # no options
    """The digest's site: pages that know their language, twin and neighbours."""

    preview = False

    def on_startup(self, *, command: str, **_: object) -> None:
        """Note whether this is a preview, in which a script reloads the page."""
        self.preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> None:
        """Keep the ids that MkDocs makes apart from those that pages give."""
        if not config.extra.get("words"):
            raise PluginError("extra.words names no language")
        slugify = {"slugify": lambda text, _: "s-" + re.sub(r"\W+", "-", text.lower())}
        config.mdx_configs["toc"] = {**config.mdx_configs.get("toc", {}), **slugify}

    @event_priority(-100)  # the last to touch what came from outside
    def on_page_content(
        self, html: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Return the page's HTML made safe, and so the words that the theme takes."""

        def chart(source: str) -> str | None:
            file = files.get_file_from_path(path_of(source, page.url, languages))
            return file.content_bytes.decode(errors="replace") if file else None

        languages = config.extra["words"]
        page.meta["title"] = plain(page.title)
        page.meta["description"] = plain(page.meta.get("description", ""))
        page.meta.setdefault("kind", "page")
        page.update_date = "1970-01-01"  # MkDocs would put today into sitemap.xml.gz
        shown = with_charts(safe(html), chart)
        return BREAK.sub(lambda match: match[0].strip("\n"), shown)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Let templates escape what they write, and ask what stands around a page."""
        words = config.extra["words"]
        found = (file.page for file in files.documentation_pages())
        pages = {page.file.src_uri: page for page in found if page}
        env.autoescape = env.trim_blocks = env.lstrip_blocks = True
        env.undefined = StrictUndefined
        env.globals |= {
            "frame": lambda uri: frame(uri, tuple(words), pages),
            "preview": self.preview,
            "words": words,
        }
        for page in pages.values():
            page.previous_page = page.next_page = None
        issues = [page for page in pages.values() if page.meta["kind"] == "issue"]
        for code in words:
            _chain([page for page in issues if page.url.startswith(f"{code}/")])


def _chain(issues: list[Page]) -> None:
    """Make neighbours of a language's issues, month by month."""
    for earlier, later in pairwise(sorted(issues, key=lambda page: page.file.name)):
        earlier.next_page, later.previous_page = later, earlier
