"""Our side of MkDocs: languages, neighbours, and one strict build."""

from __future__ import annotations

__all__ = ["Choice", "DigestPlugin", "Frame", "build_site", "frame"]

import logging
import re
import shutil

from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from logging.handlers import BufferingHandler
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from jinja2 import StrictUndefined, TemplateError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import BasePlugin, event_priority

from digest.errors import DigestError
from digest.inert import plain
from digest.pictures import path_of, with_charts
from digest.safety import safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

WIDE = "[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]"
# A line's end between such letters; browsers would show it as a space.
BREAK = re.compile(f"(?s)<pre.*?</pre>|(?<={WIDE})\n(?={WIDE})")
COMPLAINT = re.compile(r"(?s)(?:Doc file|Error \w+ page) '(.+?)':? (.+?)\.?")


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


def build_site(
    root: Path,
    *,
    config_file: Path,
    theme_dir: Path,
    site_dir: Path | None = None,
    preview: bool = False,
) -> Path:
    """Return where the site now is, built strictly from the pages below ``root``.

    The site that was there stays until the new one is complete. What it has beyond
    the new one goes, hidden files excepted. A preview leads to no published page, and
    lets the script in that reloads it.

    Raises:
        DigestError: If MkDocs complains of anything, or if the site would replace
            something that is none.
    """
    target = site_dir or root / "site"
    something = target.is_file() or any(target.glob("[!.]*"))
    if something and not (target / "404.html").is_file():
        raise DigestError(
            "is no site, and a site would replace it",
            where=str(target),
            hint="name a new or an empty directory",
        )
    theme = {"name": None, "custom_dir": str(theme_dir.resolve())}
    with TemporaryDirectory() as place:
        made = Path(place, "site")
        with _strictly(config_file, theme_dir):
            config = load_config(
                str(config_file),
                docs_dir=str(root.resolve() / "content"),
                site_dir=str(made),
                strict=True,
                theme={**theme, "static_templates": ["404.html"]},
                watch=[],
                site_url="" if preview else None,
            )
            command: Literal["serve", "build"] = "serve" if preview else "build"
            config.plugins.on_startup(command=command, dirty=False)
            build(config)
        shutil.copytree(made, target, dirs_exist_ok=True)
        _remove_others(target, made)
    return target


def _remove_others(target: Path, made: Path) -> None:
    """Remove what a site has beyond the one just made, hidden files excepted."""
    for path in sorted(target.rglob("*"), reverse=True):
        inside = path.relative_to(target)
        hidden = any(part.startswith(".") for part in inside.parts)
        if hidden or (made / inside).exists():
            continue
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink()


@contextmanager
def _strictly(config_file: Path, theme_dir: Path) -> Iterator[None]:
    """Make MkDocs' complaints our errors, however quiet logging is set to be."""
    logger, ear = logging.getLogger("mkdocs"), BufferingHandler(10**9)
    ear.setLevel(logging.WARNING)
    before = logger.level, logger.propagate
    logger.propagate = False  # it is told once, by whoever catches the error
    logger.setLevel(min(logger.getEffectiveLevel(), logging.WARNING))
    logger.addHandler(ear)
    try:
        yield
    except TemplateError as error:
        raise DigestError(plain(error), where=str(theme_dir)) from error
    except MkDocsException as error:
        messages = [record.getMessage() for record in ear.buffer] or [str(error)]
        raise _complaint(messages, config_file) from error
    finally:
        logger.removeHandler(ear)
        logger.level, logger.propagate = before


def _complaint(messages: Sequence[str], config_file: Path) -> DigestError:
    """Return the first of MkDocs' complaints as ours, and say how many others."""
    more = f" (and {len(messages) - 1} more)" if messages[1:] else ""
    if not (match := COMPLAINT.fullmatch(messages[0])):
        return DigestError(plain(messages[0]) + more, where=str(config_file))
    return DigestError(
        plain(match[2]) + more,
        where=f"content/{match[1]}",
        hint="pages are made: mend the notes or the facts, then run: digest build",
    )
