"""Links of a built site that lead nowhere are told, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from digest.links import Dead, dead_links

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

AT = "https://o.example/r/"


def lay(site: Path, link: str) -> None:
    """Write a site of two pages, the second with a link."""
    (site / "tea").mkdir(parents=True)
    (site / "index.html").write_text('<p id="top"><a name="ten">', encoding="utf-8")
    (site / "a b.css").write_text("", encoding="utf-8")
    page = f'<h1 id="日">Tea</h1><a class="x" href="{link}">x</a>'
    (site / "tea" / "index.html").write_text(page, encoding="utf-8")


@pytest.mark.parametrize(
    "link",
    [
        *("", "#日", "#%E6%97%A5", "?x=1", "../", "..", "../index.html#top", "../#ten"),
        *("../tea/", "../tea", "/", "/tea/", "../a%20b.css#no", "/a b.css"),
        *("https://a.example/no", "mailto:kim@example.org", "//a.example/no"),
        *(AT, f"{AT}tea/#日", "/r/tea/", "https://o.example/other"),
    ],
)
def test_alive(tmp_path: Path, link: str) -> None:
    """A link to a page, a file, a place or another site is alive."""
    lay(tmp_path, link)

    assert dead_links(tmp_path, AT) == ()


@pytest.mark.parametrize(
    ("link", "what"),
    [
        ("no.html", "leads to no page"),
        ("/no/", "leads to no page"),
        ("../../index.html", "leads to no page"),
        (f"{AT}no", "leads to no page"),
        ("http://[", "leads to no page"),
        ("a%00b", "leads to no page"),
        ("a" * 5000, "leads to no page"),
        ("#no", "leads to no place on its page"),
        ("../#no", "leads to no place on its page"),
    ],
)
def test_dead(tmp_path: Path, link: str, what: str) -> None:
    """A link to what is not there is dead, and told with its page."""
    lay(tmp_path, link)

    assert dead_links(tmp_path, AT) == (
        Dead(page="tea/index.html", address=link, what=what),
    )


def test_without_address(tmp_path: Path) -> None:
    """Where nobody says what its address is, every whole address is another site's."""
    lay(tmp_path, f"{AT}no")

    assert dead_links(tmp_path) == ()


@pytest.mark.parametrize("own", [AT, f"{AT}index.html"])
def test_own_address(tmp_path: Path, own: str) -> None:
    """A site whose front page says where it is published is looked at as if it were."""
    lay(tmp_path, f"{AT}no")
    front = f'<link rel="canonical" href="{own}"><link rel="x" href="/r/tea/">'
    (tmp_path / "index.html").write_text(front, encoding="utf-8")

    assert dead_links(tmp_path) == (
        Dead(page="tea/index.html", address=f"{AT}no", what="leads to no page"),
    )


def test_no_front_page(tmp_path: Path) -> None:
    """Where there is no front page, pages are looked at all the same."""
    lay(tmp_path, "../a%20b.css")
    (tmp_path / "index.html").unlink()

    assert dead_links(tmp_path) == ()


def test_command(tmp_path: Path, run: Run) -> None:
    """Dead links are listed, and end the command with status 1."""
    lay(tmp_path, "no.html")

    left = run("links", tmp_path)

    assert left.status == 1
    assert left.out == "tea/index.html: leads to no page: no.html\n"
    assert left.err == f"error: {tmp_path}: 1 of its links lead nowhere\n"


def test_command_content(tmp_path: Path, run: Run) -> None:
    """A site without a dead link is passed without a word."""
    lay(tmp_path, "../")

    left = run("links", tmp_path)

    assert (left.status, left.out, left.err) == (0, "", "")


def test_no_site(tmp_path: Path, run: Run) -> None:
    """A folder without a site is no site without dead links."""
    left = run("links", tmp_path)

    assert left.status == 1
    assert (
        left.err == f"error: {tmp_path}: no site is there\n  hint: run: digest build\n"
    )
