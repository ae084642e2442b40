"""A reader with a browser filters, copies, and chooses colours and versions.

The site is of two years of real histories, unless a test needs pages of its own.
"""

from __future__ import annotations

import re

from typing import TYPE_CHECKING

import pytest

from tests.sites import ADDRESS, PHONE, Host, fold, made, page, write

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

BACKGROUND = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(251, 246, 238)", "rgb(28, 25, 23)"


def test_site_of_files(context: BrowserContext, big_site: Path) -> None:
    """Without a server links lead to pages, and the switch to the same issue."""
    tab = context.new_page()
    tab.goto((big_site / "index.html").as_uri())
    tab.click(".choices a[hreflang=ja]")
    tab.click("article a[href='issues/2026-03.html']")

    tab.click(".languages a[hreflang=en]")

    assert tab.url == (big_site / "en/issues/2026-03.html").as_uri()
    tab.click(".brand")
    assert tab.url == (big_site / "en/index.html").as_uri()


def test_without_scripts(browser: Browser, big_site: Path) -> None:
    """Without scripts no control is there that does nothing; the search says why."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.route("**/*", Host(big_site))

    for name in ("versions", "archive", "since/index", "issues/2026-05"):
        tab.goto(f"{ADDRESS}ja/{name}.html")
        assert tab.locator("button").all_inner_texts() == ["さがす"]
    tab.fill("#site-seek", "drbd")
    tab.press("#site-seek", "Enter")

    assert "JavaScriptが要ります" in tab.inner_text("main")
    tab.click("noscript a")
    assert tab.url == f"{ADDRESS}ja/index.html"
    context.close()


def test_theme(tab: Page) -> None:
    """Colours are the system's, or those chosen: on all pages, and after a reload."""
    tab.goto(f"{ADDRESS}ja/versions.html")
    seen = [(tab.get_attribute(".theme", "aria-label"), tab.evaluate(BACKGROUND))]
    for _ in range(3):
        tab.click(".theme")
        tab.goto(f"{ADDRESS}ja/index.html")
        name = tab.get_attribute(".theme", "aria-label")
        seen.append((name, tab.evaluate(BACKGROUND)))

    tab.emulate_media(color_scheme="dark")

    assert seen == [
        ("明るさ：おまかせ", LIGHT),
        ("明るさ：昼", LIGHT),
        ("明るさ：夜", DARK),
        ("明るさ：おまかせ", LIGHT),
    ]
    assert tab.evaluate(BACKGROUND) == DARK
    tab.click(".theme")
    assert tab.evaluate(BACKGROUND) == LIGHT


def test_theme_without_storage(context: BrowserContext, tab: Page) -> None:
    """Who refuses storage chooses for the page, and meets no error."""
    refuse = (
        "Object.defineProperty(window, 'localStorage', {get() {throw new Error()}})"
    )
    context.add_init_script(refuse)
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(f"{ADDRESS}en/index.html")

    tab.click(".theme")
    tab.click(".theme")

    assert tab.evaluate(BACKGROUND) == DARK
    assert errors == []


def test_copy(context: BrowserContext, tab: Page) -> None:
    """A box of commands has a button that copies it, and says that it did."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.goto(f"{ADDRESS}ja/issues/2026-05.html")

    tab.click(".copy >> nth=0")

    tab.wait_for_selector(".copy:text('コピーしました')")
    assert tab.inner_text(".unseen[role=status]") == "コピーしました"
    assert tab.evaluate("navigator.clipboard.readText()") == "drbdadm status r0"


def test_copy_without_a_clipboard(context: BrowserContext, tab: Page) -> None:
    """Where there is no clipboard for scripts, the old way copies, or it is told."""
    context.add_init_script("delete Navigator.prototype.clipboard")
    tab.goto(f"{ADDRESS}ja/issues/2026-05.html")

    tab.click(".copy >> nth=0")
    tab.wait_for_selector(".copy:text('コピーしました')")
    tab.evaluate("document.execCommand = () => false")
    tab.click(".copy >> nth=0")

    tab.wait_for_selector(".copy:text('コピーできませんでした')")


def test_filter_of_the_archive(tab: Page) -> None:
    """The archive shows the issues that have the words, and years that have some."""
    tab.goto(f"{ADDRESS}ja/archive.html")
    every = tab.locator("article li").count()

    tab.fill("#site-filter", "2025年 ＤＲＢＤ")

    left = tab.locator("article li:visible").all_inner_texts()
    assert 0 < len(left) < every
    assert all("2025年" in text and "drbd" in fold(text) for text in left)
    assert tab.inner_text(".filter [role=status]") == f"{len(left)}件あります。"
    assert "2024年" not in tab.locator("h2:visible").all_inner_texts()
    tab.fill("#site-filter", "")
    assert tab.locator("article li:visible").count() == every


def test_filter_of_tips(tmp_path: Path, context: BrowserContext) -> None:
    """Tips are chosen by project and by words; what is above them stays."""
    write(tmp_path, "index.md", page("chooser", "月刊 / Monthly"))
    tips = "\n".join(f"### Tip {n}\n\nUse {n} cups.\n" for n in range(5))
    body = f"- [Tea](#s-tea)\n- [Milk](#s-milk)\n\n## Tea\n\n{tips}\n## Milk\n\n{tips}"
    write(tmp_path, "en/tips.md", page("tips", "Tips", body))
    tab = context.new_page()
    tab.route("**/*", Host(made(tmp_path)))
    tab.goto(f"{ADDRESS}en/tips.html")

    tab.select_option("#site-filter-project", "Milk")
    tab.fill("#site-filter", "ｔｉｐ 3")

    shown = tab.locator("article :is(li, h2, h3, p):visible").all_inner_texts()
    assert shown == ["Tea", "Milk", "Shown: 1.", "Milk", "Tip 3", "Use 3 cups."]
    tab.select_option("#site-filter-project", "All")
    assert tab.locator("h3:visible").all_inner_texts() == ["Tip 3", "Tip 3"]


@pytest.mark.parametrize(
    ("version", "place"),
    [
        ("3.1.8", "since/corosync-3.1.html#v-3.1.8"),
        ("3.1.8-2.el9", "since/corosync-3.1.html#v-3.1.8"),
        ("３．１．７．１", "since/corosync-3.1.html#v-3.1.7"),
        ("0.9", "since/corosync-3.1.html#v-3.1.0"),
    ],
)
def test_since_my_version(tab: Page, version: str, place: str) -> None:
    """The version that is run leads to its place, another to the nearest below."""
    tab.goto(f"{ADDRESS}ja/since/index.html")
    tab.select_option("#site-since-project", "Corosync")
    tab.fill("#site-since-version", version)

    tab.click(".filter button")
    tab.wait_for_url("**/since/corosync*")

    assert tab.url == f"{ADDRESS}ja/{place}"
    assert tab.locator(f"[id='{place.partition('#')[2]}']").count() == 1


def test_since_no_version(tab: Page) -> None:
    """What is no version is said to be none; each project offers its own."""
    tab.goto(f"{ADDRESS}en/since/index.html")
    tab.select_option("#site-since-project", "libqb")
    tab.fill("#site-since-version", "newest")

    tab.click(".filter button")

    assert tab.inner_text(".filter [role=status]").startswith("Write the version")
    offered = "options => options.map(option => option.value)"
    assert "2.0.8" in tab.eval_on_selector_all("datalist option", offered)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "name", ["index", "archive", "versions", "search", "since/index", "issues/2026-05"]
)
def test_fits_a_phone(
    browser: Browser, big_site: Path, language: str, name: str
) -> None:
    """With all that scripts add, a page fits a small phone; what is tapped is large."""
    host = Host(big_site)
    tab = browser.new_page(viewport=PHONE)
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.route("**/*", host)

    tab.goto(f"{ADDRESS}{language}/{name}.html")

    assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    controls = tab.locator(":is(button, input, select):visible").all()
    heights = [box["height"] for each in controls if (box := each.bounding_box())]
    assert heights
    assert min(heights) >= 44
    assert host.foreign == complaints == []
    tab.close()


def test_pages_name_no_other_host(big_site: Path) -> None:
    """No page loads anything from elsewhere, nor by an address that needs a host."""
    loads = re.compile(
        r'<(?:script|img|link rel="(?:icon|stylesheet)")[^>]*(?:src|href)="([^"]*)"'
    )
    for path in big_site.rglob("*.html"):
        for address in loads.findall(path.read_text("utf-8")):
            assert not address.startswith(("/", "http")) or path.name == "404.html"
