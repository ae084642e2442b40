"""A reader with a browser searches, filters, copies, and chooses colours and versions.

The site is of two years of real histories, unless a test needs pages of its own.
"""

from __future__ import annotations

import re
import unicodedata

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.sites import ADDRESS, PHONE, Host, made, page, write

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

LISTED = "#site-search-issues li a"
FOUND = "links => links.map(link => link.getAttribute('href'))"
# An issue as it is read, with what is folded.
READ = "document.querySelector('article').textContent"
BACKGROUND = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(251, 246, 238)", "rgb(28, 25, 23)"
EVIL = "<img src=x onerror='window.ran=1'><script>window.ran=1</script>"


@pytest.fixture
def context(browser: Browser) -> Generator[BrowserContext]:
    """Return a reader's browser, who likes it light."""
    context = browser.new_context(color_scheme="light")
    yield context
    context.close()


@pytest.fixture
def tab(context: BrowserContext, big_site: Path) -> Page:
    """Return a tab in which the site is, below a path of its host."""
    tab = context.new_page()
    tab.route("**/*", Host(big_site))
    return tab


@pytest.fixture(scope="module")
def read(browser: Browser, big_site: Path) -> dict[str, dict[str, str]]:
    """Return what a browser shows of the issues, by language and by name."""
    tab = browser.new_page()
    tab.route("**/*", Host(big_site))
    found: dict[str, dict[str, str]] = {}
    for language in ("ja", "en"):
        found[language] = {}
        for path in sorted((big_site / language / "issues").glob("*.html")):
            name = f"issues/{path.name}"
            tab.goto(f"{ADDRESS}{language}/{name}")
            found[language][name] = " ".join(fold(tab.evaluate(READ)).split())
    tab.close()
    return found


def fold(text: str) -> str:
    """Return a text as people compare it who do not mind width and case."""
    return unicodedata.normalize("NFKC", text).lower()


def listed(tab: Page) -> set[str]:
    """Return the issues that a search lists."""
    links: list[str] = tab.eval_on_selector_all(LISTED, FOUND)
    return {link.removeprefix("./") for link in links}


@pytest.mark.parametrize(
    ("language", "query"),
    [
        ("ja", "同期"),
        ("ja", "再同期"),
        ("ja", "非同期"),
        ("ja", "スプリットブレイン"),
        ("ja", "corosync"),
        ("ja", "ＤＲＢＤ"),
        ("ja", "ガッツ"),
        ("ja", "<b>"),
        ("ja", "2026年3月号"),
        ("ja", "drbd　9.2.15"),
        ("ja", "pacemaker 候補版"),
        ("en", "corosync"),
        ("en", "COROSYNC Drbd"),
        ("en", "split-brain"),
        ("en", "march 2026"),
        ("en", "9.2.15"),
        ("en", "cts: fix"),
    ],
)
def test_search_lists_what_grep_finds(
    tab: Page, read: dict[str, dict[str, str]], language: str, query: str
) -> None:
    """The issues that are listed are those that have all words, and are counted."""
    words = fold(query).split()
    issues = read[language].items()
    expected = {name for name, text in issues if all(word in text for word in words)}

    tab.goto(f"{ADDRESS}{language}/search.html?q={quote(query)}")

    assert expected
    assert listed(tab) == expected
    assert str(len(expected)) in tab.inner_text("#site-search-status")
    assert tab.input_value("#site-search-words") == query


@pytest.mark.parametrize("query", ["ありもしない言葉", "drbd ありもしない言葉"])
def test_search_finds_nothing(tab: Page, query: str) -> None:
    """Where not all words are on a page, nothing is listed, and that is said."""
    tab.goto(f"{ADDRESS}ja/search.html?q={quote(query)}")

    status = tab.inner_text("#site-search-status")
    assert status == f"「{query}」は、どのページにも見あたりませんでした。"
    assert tab.locator(".results li:visible").count() == 0


def test_search_while_typing(tab: Page) -> None:
    """What is typed is searched for, stands in the address, and can be shared."""
    tab.goto(f"{ADDRESS}ja/search.html")
    tab.fill("#site-search-words", "corosync 3.1.9")
    tab.wait_for_selector(LISTED)

    first = listed(tab)
    tab.goto(tab.url)

    assert tab.url == f"{ADDRESS}ja/search.html?q=corosync+3.1.9"
    assert listed(tab) == first
    tab.fill("#site-search-words", "")
    tab.wait_for_selector("#site-search-status:empty", state="attached")
    assert tab.url == f"{ADDRESS}ja/search.html"


def test_search_from_any_page(tab: Page) -> None:
    """The form above an issue leads to the search of its language, with the words."""
    tab.goto(f"{ADDRESS}en/issues/2026-03.html")
    tab.fill("#site-seek", "libqb & co")

    with tab.expect_navigation():
        tab.press("#site-seek", "Enter")

    assert tab.url == f"{ADDRESS}en/search.html?q=libqb+%26+co"
    assert tab.input_value("#site-search-words") == "libqb & co"


def test_search_quotes_what_it_found(tab: Page) -> None:
    """A result shows the words in place, as they are written there."""
    tab.goto(f"{ADDRESS}ja/search.html?q={quote('ｶﾞｯﾂ')}")

    assert tab.inner_text(".results mark") == "ガッツ"
    assert "<b>太字</b>と<script>。" in tab.inner_text(".results p")


def test_search_sorts_by_title_then_count_then_day(
    tmp_path: Path, context: BrowserContext
) -> None:
    """Who has the words in the title comes first, then often, then newest."""
    write(tmp_path, "index.md", page("chooser", "月刊 / Monthly"))
    write(tmp_path, "ja/search.md", page("search", "検索"))
    for month, title, body in (
        ("01", "お茶の号", ""),
        ("02", "二月", "お茶とお茶とお茶"),
        ("03", "三月", "お茶"),
        ("04", "四月", "お茶"),
    ):
        text = page("issue", title, body, date=f"2011-{month}-01")
        write(tmp_path, f"ja/issues/2011-{month}.md", text)
    tab = context.new_page()
    tab.route("**/*", Host(made(tmp_path)))

    tab.goto(f"{ADDRESS}ja/search.html?q={quote('お茶')}")

    assert [text[:2] for text in tab.locator(LISTED).all_inner_texts()] == [
        "お茶",
        "二月",
        "四月",
        "三月",
    ]


def test_search_shows_hostile_text_as_text(
    tmp_path: Path, context: BrowserContext
) -> None:
    """Nothing of a page, its title or the question runs in the results."""
    write(tmp_path, "index.md", page("chooser", "月刊 / Monthly"))
    write(tmp_path, "ja/search.md", page("search", "検索"))
    body = EVIL.replace("<", "&lt;") + "\u2028</script>"
    write(tmp_path, "ja/issues/2011-08.md", page("issue", f"{EVIL} お茶", body))
    host = Host(made(tmp_path))
    tab = context.new_page()
    tab.route("**/*", host)

    tab.goto(f"{ADDRESS}ja/search.html?q={quote('onerror window.ran <img')}")

    assert tab.inner_text(LISTED) == f"{EVIL} お茶"
    assert tab.evaluate("window.ran") is None
    assert tab.locator(".results :is(img, script)").count() == 0
    assert host.foreign == []


def test_search_without_its_data(big_site: Path, tab: Page) -> None:
    """Where the data does not come, the page says so instead of finding nothing."""
    tab.route("**/assets/search.ja.js", lambda route: route.abort())

    tab.goto(f"{ADDRESS}ja/search.html?q=drbd")

    assert "読めませんでした" in tab.inner_text("#site-search-status")
    assert (big_site / "assets/search.ja.js").is_file()


def test_search_of_a_file(context: BrowserContext, big_site: Path) -> None:
    """Without a server the search works as well, from any page."""
    tab = context.new_page()
    tab.goto((big_site / "ja/issues/2026-03.html").as_uri())
    tab.fill("#site-seek", "スプリットブレイン")

    tab.press("#site-seek", "Enter")
    tab.wait_for_selector(LISTED)

    assert listed(tab) == {"issues/2026-05.html"}
    tab.click(LISTED)
    assert "スプリットブレインの夢" in tab.inner_text("article")


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
    seen = [(tab.inner_text(".theme"), tab.evaluate(BACKGROUND))]
    for _ in range(3):
        tab.click(".theme")
        tab.goto(f"{ADDRESS}ja/index.html")
        seen.append((tab.inner_text(".theme"), tab.evaluate(BACKGROUND)))

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
