"""The sitemap tells when each page was changed, by what the pages say."""

from __future__ import annotations

import gzip
import re

from datetime import date
from typing import TYPE_CHECKING

from tests.test_feeds import ADDRESS, built, issue, page, place, root, write

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

__all__ = ["root"]  # a fixture

ENTRY = re.compile(
    rf"<loc>{ADDRESS}(.*?)</loc>(?:\s*<lastmod>(.*?)</lastmod>)?", re.DOTALL
)


def days(root: Path) -> dict[str, str]:
    """Return the day of each page of a digest's sitemap."""
    text = (built(root) / "sitemap.xml").read_text(encoding="utf-8")
    return dict(ENTRY.findall(text))


def test_days(root: Path) -> None:
    """An issue has the day of its last addition, other pages that of the issue."""
    found = days(root)

    assert found["en/issues/2011-07.html"] == "2011-07-01"
    assert found["en/issues/2011-08.html"] == "2011-08-03"
    assert found["en/index.html"] == "2011-09-01"
    assert found["en/projects/corosync.html"] == "2011-08-03"
    assert found["en/projects/drbd.html"] == "2011-09-01"
    assert found["ja/index.html"] == "2011-08-01"
    assert found["index.html"] == "2011-09-01"


def test_stated_days(root: Path) -> None:
    """A page that says when it was changed is believed, if that is a day."""
    write(root, "en/about.md", page("page", "About", updated="2010-01-02"))
    write(root, "en/more.md", page("page", "More", date="yesterday"))

    found = days(root)

    assert found["en/about.html"] == "2010-01-02"
    assert found["en/more.html"] == "2011-09-01"


def test_no_issue_no_day(root: Path) -> None:
    """Before the first issue no page has a day."""
    for path in (root / "content").glob("*/issues/*.md"):
        path.unlink()

    assert set(days(root).values()) == {""}


def test_whole_site(root: Path) -> None:
    """Every page is in it, the page for wrong addresses is not, nor is today."""
    site = built(root)

    found = days(root)
    made = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert found.keys() == made - {"404.html"}
    assert str(date.today()) not in found.values()  # noqa: DTZ011 - any zone's today


def test_packed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The packed sitemap is the same on any day, and says the same."""
    packed = []
    for day in ("1000000000", "2000000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
        packed.append((built(root) / "sitemap.xml.gz").read_bytes())

    assert packed[0] == packed[1]
    assert gzip.decompress(packed[0]) == (built(root) / "sitemap.xml").read_bytes()


def test_project_in_its_language(root: Path) -> None:
    """A project's page follows the issues of its own language."""
    write(root, "ja/projects/corosync.md", page("project", "C", project="corosync"))
    told = issue("2011-06", releases=[place("1.4.0")])
    write(root, "ja/issues/2011-06.md", told)

    assert days(root)["ja/projects/corosync.html"] == "2011-06-01"
