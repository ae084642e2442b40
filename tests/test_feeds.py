"""Feeds tell issues and releases whole, safely, and with days from facts."""

from __future__ import annotations

import json
import re

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from digest.errors import DigestError
from digest.site import build_site

REPOSITORY = Path(__file__).parent.parent
THEME = REPOSITORY / "templates" / "site"
CONFIG = REPOSITORY / "mkdocs.yml"
ADDRESS = "https://digest.example/ha/"
ADDRESSES = re.compile(r'(?:href|src)="([^"]*)"')
WHOLE = re.compile(r"https?://|mailto:")
LINK = re.compile(
    r'<link rel="alternate" type="([^"]*)" title="([^"]*)" href="([^"]*)">'
)
EVIL = "</title><script>window.ran = 1</script> & ]]> \uffff"
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img">'
    "<text>July</text></svg>"
)
JULY = """
![The month](../charts/2011-08.svg)

- [Corosync 1.4.1](#corosync-1.4.1), [all](../index.md), [us](mailto:us@example.org)

## <a id="releases"></a>Releases

### <a id="corosync"></a>Corosync

#### <a id="corosync-1.4.1"></a>Corosync 1.4.1 (26 July)

Proof: [tag](https://example.org/tag?a=1&b=2).

#### A person's heading

Said by a person.

##### <a id="corosync-1.4.1rc1"></a>The candidate 1.4.1rc1

A candidate.

#### <a id="corosync-1.3.9"></a>Corosync 1.3.9 (30 July)

Added on 3 August.

## <a id="tips"></a>Tips

A tip.
"""


def page(kind: str, title: str, body: str = "", **more: object) -> str:
    """Return a made page as `digest render` writes it."""
    matter = {"title": title, "description": f"About {title}", "kind": kind, **more}
    lines = (f"{key}: {json.dumps(value)}" for key, value in matter.items())
    return "\n".join(("---", *lines, "---", "", f"# {title}", "", body, ""))


def issue(month: str, body: str = "", **more: Any) -> str:
    """Return the page of an issue."""
    days = {"date": f"{month}-01", "timezone": "Asia/Tokyo"}
    return page("issue", f"Issue {month}", body, **days | more)


def place(version: str, project: str = "corosync", **more: str) -> dict[str, str]:
    """Return where a release is told, as an issue's head says it."""
    name = project.title()
    anchor = f"{project}-{version}"
    return {
        "project": project,
        "name": name,
        "version": version,
        "anchor": anchor,
    } | more


def write(root: Path, name: str, text: str) -> None:
    """Write a file below a digest's content."""
    path = root / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a digest of three issues, with an address."""
    monkeypatch.setenv("SITE_URL", ADDRESS)
    releases = [
        place("1.4.1"),
        place("1.4.1rc1"),
        place("1.3.9", found="2011-08-03"),
    ]
    pages = {
        "index.md": page("chooser", "月刊 / Monthly"),
        "ja/index.md": page("front", "月刊"),
        "en/index.md": page("front", "Monthly"),
        "ja/issues/2011-08.md": issue("2011-08", "本文"),
        "en/issues/2011-08.md": issue(
            "2011-08", JULY, updated="2011-08-03", releases=releases
        ),
        "en/issues/2011-09.md": issue("2011-09", releases=[place("2.0", "booth")]),
        "en/issues/2011-07.md": issue("2011-07", releases=[place("1.4.0")]),
        "en/charts/2011-08.svg": CHART,
        "en/projects/corosync.md": page("project", "Corosync", project="corosync"),
        "en/projects/drbd.md": page("project", "DRBD", project="drbd"),
    }
    for name, text in pages.items():
        write(tmp_path, name, text)
    return tmp_path


def built(root: Path, config: Path = CONFIG) -> Path:
    """Return the site of a digest in our theme."""
    return build_site(root, config_file=config, theme_dir=THEME)


def parsed(root: Path, path: str) -> Any:
    """Return a feed of a digest's site, as readers' programs read it."""
    found = feedparser.parse(str(built(root) / path))
    assert not found.bozo
    return found


def texts(site: Path) -> str:
    """Return what all entries of all English feeds say, however they are written."""
    told = [
        entry.text or ""
        for name in ("atom.xml", "projects/corosync.atom.xml")
        for entry in ET.parse(site / "en" / name).iter(  # noqa: S314 - our own
            "{http://www.w3.org/2005/Atom}content"
        )
    ]
    encoded = "{http://purl.org/rss/1.0/modules/content/}encoded"
    rss = ET.parse(site / "en/rss.xml")  # noqa: S314 - our own
    told += [entry.text or "" for entry in rss.iter(encoded)]
    data = json.loads((site / "en/feed.json").read_text(encoding="utf-8"))
    told += [item["content_html"] for item in data["items"]]
    return "\n".join(told)


def test_project_is_told_alike_in_all_formats(root: Path) -> None:
    """Whichever format a reader takes, a project has the same releases in it."""
    here = "en/projects/corosync"
    rss, atom = (parsed(root, f"{here}.{name}.xml") for name in ("rss", "atom"))
    data = json.loads((root / "site" / f"{here}.feed.json").read_text(encoding="utf-8"))

    ids = [entry.id for entry in atom.entries]
    assert ids
    assert [entry.id for entry in rss.entries] == ids
    assert [item["id"] for item in data["items"]] == ids


@pytest.mark.parametrize("name", ["atom.xml", "rss.xml"])
def test_issues(root: Path, name: str) -> None:
    """A feed in XML has a language's issues, the newest first, each with its days."""
    found = parsed(root, f"en/{name}")

    assert found.feed.title == "Monthly"
    assert found.feed.language == "en"
    assert found.feed.link == f"{ADDRESS}en/index.html"
    assert [
        (entry.title, entry.link, entry.published_parsed[:4], entry.updated[:10])
        for entry in found.entries
    ] == [
        (
            f"Issue {month}",
            f"{ADDRESS}en/issues/{month}.html",
            (2011, int(month[-2:]), 1, 3),
            changed,
        )
        for month, changed in (
            ("2011-09", "2011-09-01"),
            ("2011-08", "2011-08-03"),
            ("2011-07", "2011-07-01"),
        )
    ]
    assert "Said by a person." in found.entries[1].content[0].value
    assert found.entries[1].summary == "About Issue 2011-08"


def test_issues_in_json(root: Path) -> None:
    """The JSON Feed says the same."""
    path = built(root) / "ja" / "feed.json"

    assert json.loads(path.read_text(encoding="utf-8")) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "月刊",
        "description": "About 月刊",
        "home_page_url": f"{ADDRESS}ja/index.html",
        "feed_url": f"{ADDRESS}ja/feed.json",
        "language": "ja",
        "authors": [{"name": "月刊"}],
        "items": [
            {
                "id": f"{ADDRESS}ja/issues/2011-08",
                "url": f"{ADDRESS}ja/issues/2011-08.html",
                "title": "Issue 2011-08",
                "summary": "About Issue 2011-08",
                "content_html": "<p>本文</p>",
                "date_published": "2011-08-01T12:00:00+09:00",
                "date_modified": "2011-08-01T12:00:00+09:00",
            }
        ],
    }


@pytest.mark.parametrize("name", ["ja/atom.xml", "ja/rss.xml"])
def test_names_language_and_self(root: Path, name: str) -> None:
    """A feed in XML says by itself which language it is in, and where it is."""
    text = (built(root) / name).read_text(encoding="utf-8")

    assert 'xml:lang="ja"' in text
    assert re.search(
        rf'<(?:atom:)?link rel="self"[^>]* href="{ADDRESS}{name}" />', text
    )


def test_no_address_no_feed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the site's address no feed is written, and no page speaks of one."""
    monkeypatch.delenv("SITE_URL")

    site = built(root)

    assert not [*site.glob("*/atom.xml"), *site.glob("*/*.json")]
    assert not [*site.rglob("*.atom.xml")]
    for made in site.rglob("*.html"):
        assert not re.search("atom|rss|feed", made.read_text(encoding="utf-8"))


def test_pages_lead_to_feeds(root: Path) -> None:
    """A page leads to the feeds of its language and its project, in sight and not."""
    site = built(root)

    own = (site / "en/projects/corosync.html").read_text(encoding="utf-8")
    assert LINK.findall(own) == [
        ("application/atom+xml", "Monthly (Atom)", "../atom.xml"),
        ("application/rss+xml", "Monthly (RSS)", "../rss.xml"),
        ("application/feed+json", "Monthly (JSON)", "../feed.json"),
        ("application/atom+xml", "Corosync - Monthly (Atom)", "corosync.atom.xml"),
        ("application/rss+xml", "Corosync - Monthly (RSS)", "corosync.rss.xml"),
        ("application/feed+json", "Corosync - Monthly (JSON)", "corosync.feed.json"),
    ]
    seen = re.findall(r'<a type="[^"]*" href="([^"]*)">(\w+)</a>', own)
    assert seen == [
        ("../atom.xml", "Atom"),
        ("../rss.xml", "RSS"),
        ("../feed.json", "JSON"),
        ("corosync.atom.xml", "Atom"),
        ("corosync.rss.xml", "RSS"),
        ("corosync.feed.json", "JSON"),
    ]
    other = (site / "en/projects/drbd.html").read_text(encoding="utf-8")
    assert [href for *_, href in LINK.findall(other)] == [
        "../atom.xml",
        "../rss.xml",
        "../feed.json",
    ]
    lost = (site / "404.html").read_text(encoding="utf-8")
    assert [href for *_, href in LINK.findall(lost)] == [
        f"/ha/{language}/{name}"
        for language in ("ja", "en")
        for name in ("atom.xml", "rss.xml", "feed.json")
    ]


def test_every_address_is_whole(root: Path) -> None:
    """No address in a feed depends on where it is read."""
    body = f"{JULY}\n<a title='<a' href='//['>x</a> <a href='//[/'>y</a>\n"
    write(root, "en/issues/2011-07.md", issue("2011-07", body))

    told = texts(built(root))

    found = ADDRESSES.findall(told)
    assert [address for address in found if not WHOLE.match(address)] == []
    assert {
        f"{ADDRESS}en/issues/2011-08.html#corosync-1.4.1",
        f"{ADDRESS}en/index.html",
        "mailto:us@example.org",
        f"{ADDRESS}en/charts/2011-08.svg",
        "https://example.org/tag?a=1&amp;b=2",
    } <= set(found)


def test_pictures_stay_pictures(root: Path) -> None:
    """A chart is an image in a feed, for readers' programs take drawings out."""
    site = built(root)

    assert "<svg" in (site / "en/issues/2011-08.html").read_text(encoding="utf-8")
    told = texts(site)
    assert "<svg" not in told
    assert f'<img alt="The month" src="{ADDRESS}en/charts/2011-08.svg">' in told


def test_hostile_words_are_only_words(root: Path) -> None:
    """Markup in a title shows as words, and no script of a page comes along."""
    hostile = issue("2011-08", "<script>window.ran = 1</script> <b onclick='x'>b</b>")
    hostile = hostile.replace('"Issue 2011-08"', json.dumps(EVIL))
    write(root, "en/issues/2011-08.md", hostile)

    site = built(root)

    for name in ("en/atom.xml", "en/rss.xml"):
        text = (site / name).read_text(encoding="utf-8")
        assert "<script" not in text
        assert "\uffff" not in text
    (item,) = [
        item
        for item in json.loads((site / "en/feed.json").read_text(encoding="utf-8"))[
            "items"
        ]
        if item["id"].endswith("2011-08")
    ]
    assert item["title"].startswith("</title><script>window.ran = 1</script> & ]]>")
    assert not re.search("<script|onclick", texts(site))
    rss = feedparser.parse(str(site / "en/rss.xml"))
    assert rss.entries[1].title.startswith("‹/title›‹script›window.ran = 1‹/script›")


def test_ids_are_unique_and_stay(root: Path, tmp_path: Path) -> None:
    """An entry keeps its id when the site moves, if it says where it was first."""
    before = [
        entry.id for entry in parsed(root, "en/projects/corosync.atom.xml").entries
    ]
    config = tmp_path / "moved.yml"
    text = CONFIG.read_text(encoding="utf-8")
    moved = text.replace('first_url: ""', f"first_url: {ADDRESS}")
    moved = moved.replace('!ENV [SITE_URL, ""]', "https://new.example/")
    config.write_text(moved, encoding="utf-8")

    site = built(root, config)

    after = feedparser.parse(str(site / "en/projects/corosync.atom.xml")).entries
    assert [entry.id for entry in after] == before
    assert len(set(before)) == len(before) == 4
    assert {entry.link[:20] for entry in after} == {"https://new.example/"}


def test_releases_of_a_project(root: Path) -> None:
    """A project's feed has each release, as its issue tells it; late ones are news."""
    found = parsed(root, "en/projects/corosync.atom.xml")

    assert found.feed.title == "Corosync - Monthly"
    assert found.feed.link == f"{ADDRESS}en/projects/corosync.html"
    assert [(entry.title, entry.published[:10]) for entry in found.entries] == [
        ("Corosync 1.3.9", "2011-08-03"),
        ("Corosync 1.4.1", "2011-08-01"),
        ("Corosync 1.4.1rc1", "2011-08-01"),
        ("Corosync 1.4.0", "2011-07-01"),
    ]
    late, final, candidate, absent = (entry.content[0].value for entry in found.entries)
    assert late == "<p>Added on 3 August.</p>"
    assert "Proof:" in final
    assert "Said by a person." in final
    assert "candidate" not in final
    assert candidate == "<p>A candidate.</p>"
    assert absent == ""
    assert found.entries[1].link == f"{ADDRESS}en/issues/2011-08.html#corosync-1.4.1"


def test_a_year_of_issues(root: Path) -> None:
    """A feed has the newest twelve issues, a project's the newest 24 releases."""
    for month in range(1, 14):
        name = f"20{month + 20}-08"
        told = [place(f"{month}.{step}") for step in range(2)]
        write(root, f"en/issues/{name}.md", issue(name, releases=told))

    site = built(root)

    issues = feedparser.parse(str(site / "en/atom.xml")).entries
    releases = feedparser.parse(str(site / "en/projects/corosync.atom.xml")).entries
    assert [entry.title for entry in issues] == [
        f"Issue 20{month + 20}-08" for month in range(13, 1, -1)
    ]
    assert [entry.title for entry in releases][-2:] == ["Corosync 2.0", "Corosync 2.1"]
    assert len(releases) == 24


def test_drafts_are_no_news(root: Path) -> None:
    """An issue of a month that is not over is in no feed, nor one without a day."""
    write(root, "en/issues/2011-09.md", issue("2011-09", early=True))
    write(root, "en/issues/2011-10.md", page("issue", "By hand"))
    undated = issue("2011-06").replace('"2011-06-01"', "2011-06-01")
    write(root, "en/issues/2011-06.md", undated)

    found = parsed(root, "en/atom.xml")

    assert [entry.title for entry in found.entries] == [
        "Issue 2011-08",
        "Issue 2011-07",
        "Issue 2011-06",
    ]


def test_language_without_front_page(root: Path) -> None:
    """Where a language has no front page yet, there is nothing to subscribe to."""
    (root / "content/ja/index.md").unlink()

    site = built(root)

    assert (site / "en/atom.xml").is_file()
    assert not (site / "ja/atom.xml").exists()


@pytest.mark.parametrize(
    ("more", "what"),
    [
        (
            {"releases": [{"project": "corosync"}]},
            r"en/issues/2011-08\.md: required key",
        ),
        ({"updated": "soon"}, r'2011-08\.md: a day such as .* not "soon"'),
        ({"timezone": "Moon/Base"}, 'no time zone: "Moon/Base"'),
        ({"timezone": "../x"}, 'no time zone: "../x"'),
    ],
)
def test_unfit_heads(root: Path, more: dict[str, Any], what: str) -> None:
    """A head that no program of ours wrote stops the build, and is named."""
    write(root, "en/issues/2011-08.md", issue("2011-08", **more))

    with pytest.raises(DigestError, match=what):
        built(root)


def test_same_bytes_on_any_day(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site with feeds is the same, byte for byte, whatever day it is."""
    sites = []
    for day in ("1000000000", "2000000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
        site = built(root)
        files = (path for path in site.rglob("*.*") if path.is_file())
        sites.append({path.relative_to(site): path.read_bytes() for path in files})

    assert sites[0] == sites[1]
    assert Path("en/atom.xml") in sites[0]
