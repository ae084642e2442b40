"""Each page of a site of two years: seen on a small phone, weighed, and counted.

The site is built for its address.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys

from collections import Counter
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import feedparser
import pytest

from digest.links import dead_links
from tests.sites import ADDRESS, PHONE, Host

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OVERFLOW = "document.documentElement.scrollWidth - innerWidth"
UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true; })"
LIMIT = 60_000  # bytes of a view, packed, without what the search looks through
SEARCHED = re.compile(r"assets/search\.(?:ja|en)\.js")
NEWEST = 12  # as many issues a feed has at least


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What a browser saw of a page: how far it is too wide, folded and unfolded."""

    name: str
    wide: tuple[int, int]
    complaints: tuple[str, ...]
    foreign: tuple[str, ...]
    loaded: tuple[str, ...]


@pytest.fixture(scope="module")
def visits(browser: Browser, published: Path) -> tuple[Visit, ...]:
    """Visit all pages of the site on a small phone."""
    tab = browser.new_page(viewport=PHONE)
    complaints: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda request: asked.append(request.url))
    host = Host(published)
    tab.route("**/*", host)
    found = []
    for path in sorted(published.rglob("*.html")):
        name = path.relative_to(published).as_posix()
        for noted in (complaints, asked, host.foreign):
            noted.clear()
        tab.goto(ADDRESS + name)
        folded = tab.evaluate(OVERFLOW)
        tab.evaluate(UNFOLD)
        loaded = {url.removeprefix(ADDRESS).partition("?")[0] for url in asked}
        visit = Visit(
            name=name,
            wide=(folded, tab.evaluate(OVERFLOW)),
            complaints=tuple(complaints),
            foreign=tuple(host.foreign),
            loaded=tuple(sorted(loaded)),
        )
        found.append(visit)
    tab.close()
    return tuple(found)


def test_fits(visits: tuple[Visit, ...]) -> None:
    """No page scrolls sideways on a small phone, with all unfolded neither."""
    assert len(visits) > 90
    assert {visit.name: visit.wide for visit in visits if visit.wide != (0, 0)} == {}


def test_calls_nobody(visits: tuple[Visit, ...]) -> None:
    """No page asks another host for anything, or has anything to complain of."""
    assert [visit for visit in visits if visit.foreign or visit.complaints] == []


def test_weighs_little(visits: tuple[Visit, ...], published: Path) -> None:
    """Whatever page it is, what a browser loads to show it is small when packed."""

    @cache
    def weight(name: str) -> int:
        return len(gzip.compress((published / name).read_bytes(), mtime=0))

    weights = {
        visit.name: sum(weight(n) for n in visit.loaded if not SEARCHED.fullmatch(n))
        for visit in visits
    }

    assert any("assets/site.css" in visit.loaded for visit in visits)
    assert {name: size for name, size in weights.items() if size >= LIMIT} == {}


def test_links(published: Path) -> None:
    """Every link between the pages leads to a page, and to a place that it has."""
    assert dead_links(published, ADDRESS) == ()


def test_second_build(published: Path, tmp_path: Path) -> None:
    """Pages and site are made again without a warning, the same byte for byte."""
    build = "from digest.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", build, "build", "--site", str(tmp_path)],
        cwd=published.parent,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parent.parent),
            "PYTHONHASHSEED": "7",
            "SITE_URL": ADDRESS,
            "SOURCE_DATE_EPOCH": "1000000000",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "")
    assert "WARNING" not in done.stderr
    assert "made content/" not in done.stderr
    assert contents(tmp_path) == contents(published)


def contents(site: Path) -> dict[str, bytes]:
    """Return the files of a site."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


class Addresses(HTMLParser):
    """Collects where HTML leads, and what it loads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of an element's addresses."""
        del tag
        self.found += [value or "" for name, value in attrs if name in {"href", "src"}]


def html_of(path: Path) -> list[str]:
    """Return the entries of a feed, each whole as HTML."""
    if path.suffix == ".json":
        feed = json.loads(path.read_text("utf-8"))
        return [item["content_html"] for item in feed["items"]]
    return [entry.content[0].value for entry in feedparser.parse(path).entries]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", ["atom.xml", "rss.xml", "feed.json"])
def test_feed_of_issues(published: Path, language: str, name: str) -> None:
    """A feed has the newest issues whole, each once, and every address is whole."""
    path = published / language / name

    entries = html_of(path)

    assert len(entries) >= NEWEST
    assert all(len(html) > 500 for html in entries)
    addresses = [url for html in entries for url in Addresses(html).found]
    assert addresses
    for url in addresses:
        assert url.startswith(("https://", "http://", "mailto:")), url


@pytest.mark.parametrize("language", ["ja", "en"])
def test_feeds_are_feeds(published: Path, language: str) -> None:
    """Programs that read feeds read all of them, in the right language, each once."""
    paths = sorted((published / language).rglob("*.xml"))

    assert {"atom.xml", "rss.xml", "drbd.atom.xml"} < {path.name for path in paths}
    for path in paths:
        feed = feedparser.parse(path)
        assert not feed.bozo, path
        assert feed.feed.language == language
        ids = Counter(entry.id for entry in feed.entries)
        assert max(ids.values(), default=1) == 1
        for entry in feed.entries:
            file, _, place = entry.link.removeprefix(ADDRESS).partition("#")
            assert f'id="{place}"' in f'id="" {(published / file).read_text("utf-8")}'
