"""A reader with a browser finds what grep finds; no text of a page can run there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.sites import ADDRESS, Host, fold, made, page, write

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

LISTED = "#site-search-issues li a"
FOUND = "links => links.map(link => link.getAttribute('href'))"
# An issue as it is read, with what is folded.
READ = "document.querySelector('article').textContent"
EVIL = "<img src=x onerror='window.ran=1'><script>window.ran=1</script>"


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
        ("ja", "drbd 9.3.3"),
        ("ja", "２０２６年７月号"),
        ("ja", "席が足りない"),
        ("en", "corosync"),
        ("en", "COROSYNC Drbd"),
        ("en", "split-brain"),
        ("en", "march 2026"),
        ("en", "9.2.15"),
        ("en", "cts: fix"),
        ("en", "drbd 9.3.3"),
        ("en", "ＤＲＢＤ　９．３．３"),
        ("en", "too few chairs"),
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
