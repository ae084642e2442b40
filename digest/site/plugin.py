"""Our plugin for MkDocs: pages that know their language, twins and neighbours."""

from __future__ import annotations

__all__ = ["Choice", "DigestPlugin", "Frame", "frame", "joined", "territory"]

import re

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from babel.core import get_global
from jinja2 import StrictUndefined
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.utils import write_file

from digest.inert import plain
from digest.pictures import path_of, with_charts
from digest.safety import safe
from digest.site.cards import deal
from digest.site.feeding import Feeding
from digest.site.framing import framed
from digest.site.search import search_scripts
from digest.site.unbroken import unbroken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

WIDE = "[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]"
# A line's end between such letters; browsers would show it as a space.
BREAK = re.compile(f"(?s)<pre.*?</pre>|\n(?<={WIDE}\n)(?={WIDE})")

# Where a tag of safe HTML has an id.
TARGET = re.compile(r'<[a-z][a-z0-9]*(?: [a-z-]+="[^"]*")*? id="([^"]*)"')


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


def territory(code: str) -> str:
    """Return a language with where most of its readers are, such as ja_JP."""
    likely = get_global("likely_subtags").get(code.replace("-", "_"), code)
    return "_".join((*likely.split("_")[:1], *likely.split("_")[2:]))


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
        self._feeding = Feeding()
        slugify = {"slugify": lambda text, _: "s-" + re.sub(r"\W+", "-", text.lower())}
        config.mdx_configs["toc"] = {**config.mdx_configs.get("toc", {}), **slugify}
        config.markdown_extensions.append("digest.site.unread:Unread")

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
        text = joined(safe(html))
        self._feeding.take(page, text)
        shown = with_charts(text, chart)
        # MkDocs looks for them in the Markdown, where code may have "<!--" in it.
        page.present_anchor_ids = set(TARGET.findall(shown))
        return unbroken(framed(shown, page.meta["kind"]))

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Let templates escape what they write, and ask what stands around a page."""
        words = config.extra["words"]
        # Those that a preview does not make are led to.
        every = files.documentation_pages(inclusion=lambda _: True)
        found = (file.page for file in every)
        pages = {page.file.src_uri: page for page in found if page}
        env.autoescape = env.trim_blocks = env.lstrip_blocks = True
        env.undefined = StrictUndefined
        env.filters["territory"] = territory
        self._feeding.gather(pages, config)
        self._scripts = search_scripts(words, pages.values())
        env.globals |= {
            "feeds": self._feeding.beside,
            "frame": lambda uri: frame(uri, tuple(words), pages),
            "page_at": pages.get,
            "preview": self.preview,
            "words": words,
        }
        for page in pages.values():
            page.previous_page = page.next_page = None
        issues = {code: _issues(code, pages.values()) for code in words}
        for each in issues.values():
            _chain(each)
            for number, page in enumerate(each, start=1):
                page.meta["number"] = number
        env.globals["cards"] = {} if self.preview else deal(issues, config, files)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write beside the pages what is made of all of them: feeds, and the search."""
        self._feeding.write(config)
        for name, script in self._scripts.items():
            write_file(script.encode(), str(Path(config.site_dir, name)))


def _issues(code: str, pages: Iterable[Page]) -> list[Page]:
    """Return a language's issues, month by month."""
    issues = (page for page in pages if page.meta["kind"] == "issue")
    own = (page for page in issues if page.url.startswith(f"{code}/"))
    return sorted(own, key=lambda page: page.file.name)


def joined(html: str) -> str:
    """Return HTML in which no line ends between letters that need no blank."""
    return BREAK.sub(lambda match: match[0].strip("\n"), html)


def _chain(issues: Sequence[Page]) -> None:
    """Make neighbours of a language's issues."""
    for earlier, later in pairwise(issues):
        earlier.next_page, later.previous_page = later, earlier
