"""Everybody can use pages of every kind: axe finds nothing, in any light or width."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

import pytest

from tests.sites import ADDRESS, Host, kinds

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
SIZES: tuple[ViewportSize, ...] = (
    {"width": 1280, "height": 900},
    {"width": 375, "height": 700},
)
TAGS = (
    *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"),
    "best-practice",
)
AXE = "tags => axe.run({runOnly: tags, resultTypes: ['violations']})"
# Text on a gradient is not judged; ours only shades the edge of what can be scrolled.
FLATTEN = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("pre, table { background-image: none !important; }");
  document.adoptedStyleSheets = [sheet];
}"""
UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true; })"
# Pages of every kind; of issues, one with a tip and a box to copy, one with tables of
# options, and one of a month without releases.
PAGES = (
    *("about", "archive", "calendar", "glossary", "index", "projects/libqb", "tips"),
    *("since/corosync-3.1", "since/index", "versions", "search"),
    *("issues/2026-05", "issues/2026-04", "issues/2026-03"),
)
WRONG = "no/such/place.html"


@pytest.fixture(scope="module")
def script() -> str:
    """Return axe itself."""
    package = pytest.importorskip("axe_playwright_python", reason="needs axe")
    return files(package).joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def desk(browser: Browser, published: Path) -> Generator[Page]:
    """Return a tab in which the site is."""
    tab = browser.new_page()
    tab.route("**/*", Host(published))
    yield tab
    tab.close()


def violations(tab: Page, script: str) -> list[tuple[str, str]]:
    """Return the rules that the open page breaks, and where it does."""
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(script)  # which the policy of our pages does not let in otherwise
    found: dict[str, Any] = tab.evaluate(AXE, TAGS)
    return [
        (rule["id"], node["html"][:200])
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def amiss(tab: Page, script: str) -> list[tuple[object, ...]]:
    """Return what axe finds on the open page, in either light, on either screen."""
    tab.evaluate(UNFOLD)
    tab.evaluate(FLATTEN)
    found: list[tuple[object, ...]] = []
    for size in SIZES:
        tab.set_viewport_size(size)
        for scheme in SCHEMES:
            tab.emulate_media(color_scheme=scheme)
            at = (size["width"], scheme)
            found += [(*at, *each) for each in violations(tab, script)]
    return found


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_page(desk: Page, script: str, language: str, name: str) -> None:
    """Nothing is amiss on a page, with all unfolded and all that scripts add."""
    desk.goto(f"{ADDRESS}{language}/{name}.html?q=corosync")

    assert amiss(desk, script) == []


@pytest.mark.parametrize("address", ["", WRONG])
def test_neutral_page(desk: Page, script: str, address: str) -> None:
    """Nothing is amiss where nobody chose a language yet."""
    desk.goto(ADDRESS + address)

    assert amiss(desk, script) == []


def test_pages(published: Path) -> None:
    """Of each kind of pages that there are, one is looked at."""
    looked = {f"ja/{name}.html" for name in PAGES}
    found = kinds(published)

    assert all(looked & {*names} for kind, names in found.items() if len(names) > 1)


def test_finds_something(desk: Page, script: str) -> None:
    """A page on which something is amiss is found out."""
    desk.goto(f"{ADDRESS}en/index.html")
    desk.evaluate("document.body.style.color = 'gray'")
    desk.evaluate("document.documentElement.removeAttribute('lang')")

    found = amiss(desk, script)

    assert {rule for _, _, rule, _ in found} == {"color-contrast", "html-has-lang"}


@pytest.mark.parametrize("chosen", SCHEMES)
def test_chosen_light(desk: Page, script: str, chosen: Scheme) -> None:
    """Nothing is amiss in the light that a reader chose against the system's."""
    desk.emulate_media(color_scheme="dark" if chosen == "light" else "light")
    for name in ("issues/2026-05", "search"):
        desk.goto(f"{ADDRESS}ja/{name}.html?q=drbd")
        while desk.get_attribute("html", "data-theme") != chosen:
            desk.click(".theme")

        assert violations(desk, script) == []
    desk.evaluate("localStorage.clear()")
