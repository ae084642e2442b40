"""What a hostile source wrote is read as it stands, does nothing, and hides nothing.

The same month is told twice, by sources that mean well and by hostile ones: each of
their texts has a mark, and in the one case something hostile after it. Where a mark is
shown in the one, it is shown in the other.
"""

from __future__ import annotations

import json
import re

from itertools import cycle
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import feedparser
import pytest

from icalendar import Calendar

from tests.hostile_sources import EVIL_URLS, PAYLOADS, RAN, told
from tests.sites import ADDRESS, PHONE, Host

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

MARK = re.compile(r"kept[0-9]+x")
HANDLERS = """() => [...document.querySelectorAll("*")].flatMap(
  (one) => one.getAttributeNames().filter((name) => /^(on|style$|autofocus)/.test(name))
)"""
SCHEMES = "() => [...new Set([...document.links].map((link) => link.protocol))].sort()"
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"
UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true; })"
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00]")


@pytest.fixture(scope="module")
def kind_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of what was told by those who mean well."""
    return told(tmp_path_factory.mktemp("kind"), cycle([""]), None)


@pytest.fixture(scope="module")
def evil_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of the same, with all that is hostile."""
    return told(tmp_path_factory.mktemp("evil"), cycle(PAYLOADS), cycle(EVIL_URLS))


@pytest.fixture(scope="module")
def expected(kind_site: Path, browser: Browser) -> dict[str, set[str]]:
    """Return the marks on the pages of those who mean well, by address."""
    tab = browser.new_page()
    tab.route("**/*", Host(kind_site))
    found = {}
    for name in pages(kind_site):
        tab.goto(ADDRESS + name)
        tab.evaluate(UNFOLD)
        found[name] = shown(tab)
    tab.close()
    return found


def pages(site: Path) -> list[str]:
    """Return the addresses of a site's pages."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def shown(tab: Page) -> set[str]:
    """Return the marks that a page shows."""
    text: str = tab.evaluate("document.querySelector('main').innerText")
    assert not UNSEEN.search(text)
    return set(MARK.findall(text))


@pytest.mark.parametrize("without_policy", [False, True])
def test_pages(
    expected: dict[str, set[str]],
    evil_site: Path,
    browser: Browser,
    *,
    without_policy: bool,
) -> None:
    """Nothing runs, calls, widens or hides a page, even where the policy is not."""
    tab = browser.new_page(bypass_csp=without_policy, viewport=PHONE)
    host, events = Host(evil_site), list[str]()
    tab.on("dialog", lambda dialog: events.append(dialog.message))
    tab.on("console", lambda message: events.append(message.text))
    tab.on("pageerror", lambda error: events.append(str(error)))
    tab.route("**/*", host)
    seen: set[str] = set()

    for name in pages(evil_site):
        tab.goto(ADDRESS + name)
        tab.evaluate(UNFOLD)

        assert tab.url == ADDRESS + name
        assert tab.evaluate("window.ran") is None
        assert tab.evaluate(HANDLERS) == []
        assert {*tab.evaluate(SCHEMES)} <= {"http:", "https:"}
        assert tab.evaluate(OVERFLOW) == 0, name
        assert tab.evaluate("document.querySelectorAll('article').length") <= 1
        assert tab.title().count("gone") == 0
        assert shown(tab) >= expected[name], name
        seen |= shown(tab)
    tab.close()

    assert pages(evil_site) == sorted(expected)
    assert len(seen) > 40
    assert events == []
    assert host.foreign == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_search(browser: Browser, evil_site: Path, language: str) -> None:
    """What is hostile is found like any text, and quoted as text."""
    tab = browser.new_page(bypass_csp=True, viewport=PHONE)
    host = Host(evil_site)
    tab.route("**/*", host)
    for words in (f"<script>{RAN}", "onerror", "{{ config", "w" * 60, "never closed"):
        tab.goto(f"{ADDRESS}{language}/search.html?q={quote(words)}")

        assert tab.locator(".results li").count() > 0, words
        assert tab.locator(".results mark").count() > 0, words
        assert tab.locator(".results :is(script, img, svg, iframe)").count() == 0
        assert tab.evaluate("window.ran") is None
        assert tab.evaluate(HANDLERS) == []
        assert tab.evaluate(OVERFLOW) == 0, words
    assert host.foreign == []
    tab.close()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_feeds(
    browser: Browser, kind_site: Path, evil_site: Path, language: str
) -> None:
    """A feed has the same entries, whole; a reader that shows them runs nothing."""
    tab = browser.new_page()
    host = Host(evil_site)
    tab.route("**/*", host)
    for path in sorted((evil_site / language).rglob("*.xml")):
        inside = path.relative_to(evil_site)
        feed, kind = feedparser.parse(path), feedparser.parse(kind_site / inside)
        assert not feed.bozo
        assert [entry.id for entry in feed.entries] == [e.id for e in kind.entries]
        raw, kind_raw = (site / inside for site in (evil_site, kind_site))
        assert marks(raw) == marks(kind_raw)
    data = json.loads((evil_site / language / "feed.json").read_text("utf-8"))
    for item in data["items"]:
        tab.goto(f"{ADDRESS}no-page-at-all")
        tab.set_content(item["content_html"])
        assert tab.evaluate("window.ran") is None
        assert tab.evaluate(HANDLERS) == []
        assert {*tab.evaluate(SCHEMES)} <= {"http:", "https:"}
        assert tab.locator(":is(script, iframe, form, svg):visible").count() == 0
    assert host.foreign == []
    tab.close()


def marks(path: Path) -> set[str]:
    """Return the marks that are in a file."""
    return set(MARK.findall(path.read_text("utf-8")))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_calendar(kind_site: Path, evil_site: Path, language: str) -> None:
    """A calendar has the same days, and no event that a text smuggled in."""
    name = f"{language}/calendar.ics"

    events, kind = (listed(site / name) for site in (evil_site, kind_site))

    assert kind
    assert {one["DTSTART"].dt for one in events} >= {one["DTSTART"].dt for one in kind}
    for event in events:
        assert MARK.search(event.get("DESCRIPTION", "") + event["SUMMARY"])
        assert str(event.get("URL", "https:")).startswith("http")


def listed(path: Path) -> list[dict[str, Any]]:
    """Return the events of a calendar."""
    calendar = Calendar.from_ical(path.read_bytes())
    return [dict(event) for event in calendar.walk("VEVENT")]


def test_releases(kind_site: Path, evil_site: Path) -> None:
    """The list of releases names the same, and only pages of the web as proofs."""
    found = json.loads((evil_site / "releases.json").read_text("utf-8"))
    kind = json.loads((kind_site / "releases.json").read_text("utf-8"))

    def named(data: dict[str, Any]) -> list[tuple[str, str]]:
        return [(one["project"], one["version"]) for one in data["releases"]]

    assert named(found) == named(kind) != []
    for one in found["releases"]:
        assert all(url.startswith("https://") for url in one["evidence"])
