"""Issues and projects have a picture that everybody can read, also on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pytest

from tests.sites import ADDRESS, Host, kinds

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize

# Of each picture on a page: what it is called, the rows of the table below it, and
# whether both are seen.
PICTURES = """() => [...document.querySelectorAll("figure.chart")].map((figure) => {
  const drawing = figure.querySelector("svg[role=img]");
  const told = figure.nextElementSibling;
  const words = (id) => document.getElementById(drawing.getAttribute(id))?.textContent;
  const seen = (node) =>
    node.checkVisibility({ contentVisibilityAuto: true, opacityProperty: true })
    && node.getBoundingClientRect().height > 0;
  return {
    name: words("aria-labelledby"),
    about: words("aria-describedby"),
    folded: told.tagName === "DETAILS" && !told.open,
    rows: told.querySelectorAll("tbody tr").length,
    drawn: seen(drawing) && drawing.getBoundingClientRect().width > 200,
    read: [...told.querySelectorAll("table")].some(seen),
  };
})"""
# How well what is written and marked in pictures stands out from what is behind it.
CONTRASTS = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  const light = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((it) => {
      const part = it / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const found = [];
  for (const figure of document.querySelectorAll("figure.chart")) {
    const paper = getComputedStyle(figure).backgroundColor;
    const ground = [getComputedStyle(document.body).backgroundColor, paper];
    for (const node of figure.querySelectorAll("text, g > circle, g > use")) {
      const { fill, stroke, fillOpacity } = getComputedStyle(node);
      const lined = node.tagName !== "text" && stroke !== "none";
      const inks = lined ? [fill, stroke] : [fill];
      const low = light(ground);
      const best = Math.max(...inks.map((ink) => {
        const [one, two] = [light([...ground, ink]), low].sort((a, b) => b - a);
        return (one + 0.05) / (two + 0.05);
      }));
      if (fillOpacity === "1") {
        found.push([node.tagName, node.textContent.slice(0, 20), best]);
      }
    }
  }
  return found;
}"""
# WCAG 2.2: 1.4.3 for words, 1.4.11 for marks.
NEEDED = {"text": 4.5, "circle": 3, "use": 3}
SHEET: ViewportSize = {"width": 700, "height": 1000}  # about as wide as paper


@pytest.fixture
def tab(browser: Browser, published: Path) -> Generator[Page]:
    """Return a tab in which the site is."""
    tab = browser.new_page(viewport=SHEET)
    tab.route("**/*", Host(published))
    yield tab
    tab.close()


def pictured(site: Path) -> Sequence[str]:
    """Return the pages that have a picture: projects, and issues with releases."""
    found = kinds(site)
    issues = (n for n in found["issue"] if "<h4" in (site / n).read_text("utf-8"))
    return (*issues, *found["project"])


def looked_at(tab: Page, name: str) -> list[dict[str, Any]]:
    """Return the pictures on a page of the site."""
    tab.goto(ADDRESS + name)
    found: list[dict[str, Any]] = tab.evaluate(PICTURES)
    return found


def test_pictures(tab: Page, published: Path) -> None:
    """An issue or a project has a picture with a name, words, and a table behind it."""
    names = pictured(published)

    assert len(names) > 40
    for name in names:
        pictures = looked_at(tab, name)
        assert pictures, name
        for picture in pictures:
            assert picture["name"]
            assert picture["about"]
            assert picture["rows"] or "cluster-glue" in name
            assert picture["drawn"]
            assert picture["folded"]
            assert not picture["read"]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", ["issues/2026-05", "projects/drbd", "archive"])
def test_paper(tab: Page, language: str, name: str) -> None:
    """On paper a picture stands above its table, in black, whatever the light."""
    tab.emulate_media(media="print", color_scheme="dark")

    pictures = looked_at(tab, f"{language}/{name}.html")
    tab.evaluate("document.documentElement.dataset.theme = 'dark'")

    assert pictures
    assert all(picture["drawn"] and picture["read"] for picture in pictures)
    ink = "getComputedStyle(document.body).color"
    assert tab.evaluate(ink) == "rgb(0, 0, 0)"
    assert unclear(tab) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["issues/2026-05", "projects/drbd", "archive"])
def test_light(tab: Page, scheme: Literal["light", "dark"], name: str) -> None:
    """What is written and marked in a picture stands out, by day and by night."""
    tab.emulate_media(color_scheme=scheme)
    tab.goto(f"{ADDRESS}ja/{name}.html")

    assert tab.locator("figure.chart text").count() > 5
    assert unclear(tab) == []


def unclear(tab: Page) -> list[tuple[str, str, float]]:
    """Return what in pictures is hard to tell from what is behind it."""
    found: list[tuple[str, str, float]] = tab.evaluate(CONTRASTS)
    return [(kind, text, best) for kind, text, best in found if best < NEEDED[kind]]
