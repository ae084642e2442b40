"""Every page knows its language and leads to its twin, scripts or not."""

from __future__ import annotations

import re

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from tests.sites import ADDRESS, Host, kinds

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

OTHER = {"ja": "en", "en": "ja"}
# Of each kind, one page is looked at, and of these its largest.
LEAVES = (
    *("about", "archive", "calendar", "front", "glossary", "issue", "project"),
    *("search", "since", "since-index", "tips", "versions"),
)
WRONG = f"{ADDRESS}en/no/such/place/at-all.html"
STYLED = "getComputedStyle(document.querySelector('.skip')).position"
LOADED = "[...document.images].every(one => one.complete && one.naturalWidth)"


class Head(HTMLParser):
    """Reads which language a page is in, and where its twins are."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.language: str | None = None
        self.alternates: dict[str, str] = {}
        self.canonical: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of what an element says."""
        said = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = said.get("lang")
        elif tag == "link" and said.get("rel") == "canonical":
            self.canonical = said["href"]
        elif tag == "link" and "hreflang" in said:
            self.alternates[said["hreflang"]] = said["href"]


@pytest.fixture(scope="module")
def heads(published: Path) -> Mapping[str, Head]:
    """Return what the pages of the site say of themselves, by their addresses."""
    return {
        ADDRESS + path.relative_to(published).as_posix(): Head(path.read_text("utf-8"))
        for path in published.rglob("*.html")
    }


@pytest.fixture(scope="module")
def leaves(published: Path) -> Mapping[str, Sequence[str]]:
    """Return the addresses of the site's pages by their kinds, the largest first."""
    return kinds(published)


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def reader(
    request: pytest.FixtureRequest, browser: Browser
) -> Generator[BrowserContext]:
    """Return a reader's browser, with scripts or without."""
    context = browser.new_context(java_script_enabled=request.param)
    yield context
    context.close()


def opened(reader: BrowserContext, site: Path) -> Page:
    """Return a tab in which a site is."""
    tab = reader.new_page()
    tab.route("**/*", Host(site))
    return tab


def test_kinds(leaves: Mapping[str, Sequence[str]]) -> None:
    """The site of these tests has pages of every kind, in both languages."""
    assert {*leaves} == {"chooser", "lost", *LEAVES}
    for kind in LEAVES:
        assert {name.partition("/")[0] for name in leaves[kind]} == {"ja", "en"}


def test_languages(heads: Mapping[str, Head]) -> None:
    """A page says that it is in the language of its folder; one for all, the first."""
    for url, head in heads.items():
        folder = url.removeprefix(ADDRESS).partition("/")[0]
        assert head.language == (folder if folder in OTHER else "ja"), url


def test_alternates(heads: Mapping[str, Head]) -> None:
    """All pages but the one for wrong addresses name their twins, who name them."""
    for url, head in heads.items():
        if url == f"{ADDRESS}404.html":
            assert head.alternates == {}
            continue
        assert head.canonical == url
        assert {*head.alternates} == {"ja", "en", "x-default"}, url
        assert url in head.alternates.values()
        for other in head.alternates.values():
            assert heads[other].alternates == head.alternates, url


def test_switch_from_every_kind(
    reader: BrowserContext, published: Path, leaves: Mapping[str, Sequence[str]]
) -> None:
    """The switch leads from a page of any kind to the same page, and back."""
    tab = opened(reader, published)
    for kind in LEAVES:
        name = next(one for one in leaves[kind] if one.startswith("ja/"))
        tab.goto(ADDRESS + name)

        for language in ("en", "ja"):
            tab.click(f".languages a[hreflang={language}]")

            assert tab.url == ADDRESS + language + name.removeprefix("ja")
            assert tab.get_attribute("html", "lang") == language


@pytest.mark.parametrize("language", OTHER)
@pytest.mark.parametrize("address", [ADDRESS, WRONG])
def test_choice(
    reader: BrowserContext, published: Path, language: str, address: str
) -> None:
    """Where no language is chosen yet, each is offered, at a wrong address, too."""
    tab = opened(reader, published)
    tab.goto(address)

    tab.click(f".choices a[hreflang={language}]")

    assert tab.url == f"{ADDRESS}{language}/index.html"


def test_lost(context: BrowserContext, published: Path) -> None:
    """At a wrong address far below a path, the page is as it is elsewhere."""
    tab, host = context.new_page(), Host(published)
    complaints: list[str] = []
    tab.route("**/*", host)
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))

    answer = tab.goto(WRONG)

    assert answer is not None
    assert answer.status == 404
    for language in OTHER:
        assert tab.locator(f"main :is(p, h1 span)[lang={language}]").count() >= 2
    assert tab.evaluate(LOADED)
    assert tab.locator(".unseen[role=status]").count() == 1  # what our script adds
    assert tab.evaluate(STYLED) == "absolute"
    assert [text for text in complaints if not re.search(r"\b404\b", text)] == []
    assert len(complaints) == 1
    assert host.foreign == []


def test_readable_without_scripts(
    browser: Browser, published: Path, leaves: Mapping[str, Sequence[str]]
) -> None:
    """Without scripts each page has all its words, and what is folded unfolds."""
    reader = browser.new_context(java_script_enabled=False)
    tab = opened(reader, published)
    folded = 0
    for kind in LEAVES:
        tab.goto(ADDRESS + leaves[kind][0])
        assert tab.locator("h1").is_visible()
        assert tab.locator("main [hidden]:not(section:has(.results))").count() == 0
        for summary in tab.locator("summary").all()[:1]:
            inside = summary.locator("xpath=following-sibling::*[1]")
            assert not inside.is_visible()
            summary.click()
            assert inside.is_visible()
            folded += 1
    reader.close()

    assert folded
