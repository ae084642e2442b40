"""The page about it all: what is read, and how that was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from digest.collectors import Source
from digest.collectors.mbox import MboxCollector
from digest.config import read_plan
from digest.desk import Desk
from digest.errors import DigestError
from digest.model import Evidence, EvidenceKind, Facts, Gap, Sighting, Tag, Tally
from digest.months import Month, Window
from digest.render import Renderer
from digest.render.stock import NOTHING, Stock, stock_of
from digest.store import Store
from tests.test_calendar import EDITION, RENDERER

BOX = Source(id="list", collector=MboxCollector(url="https://example.org/box.mbox"))
FACTS = Facts(
    month=Month(2011, 8),
    window=Window(date(2011, 7, 1), date(2011, 8, 1)),
    read_until=date(2011, 8, 1),
)
PROJECTS = """
[edition]
repository = "https://example.org/repository"

[[project]]
id = "alpha"
about = { ja = "輪", en = "A ring" }
"""
HIDE = b'[[hide]]\nproject = "alpha"\nversion = "1.4.1"\nreason = "a mistake"\n'


def about(stock: Stock, language: str = "en", renderer: Renderer = RENDERER) -> str:
    """Return the page of a language."""
    made = renderer.fronts([], stock)
    return next(page.text for page in made if page.path == f"{language}/about.md")


def state(facts: Facts | None, source: Source = BOX) -> str:
    """Return what the page says of how a source was."""
    text = about(stock_of(facts, [source]))
    (line,) = (line for line in text.splitlines() if line.startswith("| [list]"))
    return line.rstrip(" |").rpartition(" | ")[2]


def test_nothing_is_read() -> None:
    """Without sources there is no table; before the first issue nothing was read."""
    assert "Nothing yet." in about(NOTHING)
    assert "| Place |" not in about(NOTHING)
    assert state(None) == "Not yet"


def test_states() -> None:
    """Each source tells how far it was read, or why not."""
    counted = replace(FACTS, tallies=(Tally(source="list", messages=12),))
    gap = Gap(source="list", what="status 404")

    assert state(FACTS) == "Read"
    assert state(counted) == "Read (12 messages)"
    assert state(replace(counted, gaps=(gap,))).startswith("Not read: ")
    assert state(FACTS, replace(BOX, until=Month(2010, 5))) == "Up to 2010-05"
    assert state(FACTS, replace(BOX, since=Month(2012, 5))) == "From 2012-05"


def test_sources() -> None:
    """A source is listed with its kind, its address and its projects."""
    stock = stock_of(FACTS, [BOX, replace(BOX, id="few", projects=("alpha", "gone"))])

    english, japanese = about(stock), about(stock, "ja")

    link = "[{}](https://example.org/box.mbox)"
    assert f"| {link.format('list')} | Mailing list | All | Read |" in english
    assert f"| {link.format('few')} | Mailing list | Alpha, gone | Read |" in english
    assert "before 1 August 2011" in english
    assert (
        f"| {link.format('list')} | メーリングリスト | ぜんぶ | 読めました |"
        in japanese
    )


def test_repository() -> None:
    """The page leads to where it can be corrected, if that is known."""
    url = "https://example.org/repository"
    edition = replace(EDITION, repository=url)

    assert "Tell whoever publishes these pages." in about(NOTHING)
    assert f"Tell us here: [{url}]({url})." in about(
        NOTHING, renderer=Renderer(edition, [Path("templates")])
    )


def test_repository_in_the_projects_file(tmp_path: Path) -> None:
    """The address is one of the web, or none."""
    path = tmp_path / "projects.toml"
    path.write_text(PROJECTS, encoding="utf-8")
    assert read_plan(path).edition.repository == "https://example.org/repository"

    path.write_text(PROJECTS.replace("https", "javascript"), encoding="utf-8")
    with pytest.raises(DigestError) as caught:
        read_plan(path)

    assert "$.edition.repository" in str(caught.value)


def _seen(version: str) -> Sighting:
    evidence = Evidence(
        kind=EvidenceKind.MAIL,
        source="list",
        url="https://example.org/mail",
        day=date(2011, 7, 5),
        title=version,
    )
    return Sighting(project="alpha", version=version, evidence=evidence)


def _tag(version: str, day: date) -> Tag:
    return Tag(project="alpha", version=version, name=f"v{version}", day=day)


def test_desk(tmp_path: Path) -> None:
    """What a folder has is on the pages: tips, sources; and not what is hidden."""
    (tmp_path / "projects.toml").write_text(PROJECTS, encoding="utf-8")
    store, month = Store(tmp_path), Month(2011, 8)
    tags = tuple(_tag(each, date(2011, 7, 5)) for each in ("1.4.0", "1.4.1"))
    facts = replace(FACTS, sightings=(_seen("1.4.0"), _seen("1.4.1")), tags=tags)
    store.save(facts)
    store.save_corrections(month, HIDE)
    notes = b"<!-- digest: tips -->\n### Tea\n\nHelps alpha.\n"
    store.save_notes(month, "en", notes, over=b"")
    desk = Desk(root=tmp_path, cache=tmp_path / "cache")

    desk.compare([month])
    pages = {page.path: page.text for page in desk.pages([month])}

    assert "Helps alpha." in pages["en/tips.md"]
    assert '<span lang="en">Tea</span>' in pages["ja/tips.md"]
    assert "[https://example.org/repository]" in pages["ja/about.md"]
    assert "| 1.4.0 |" in pages["en/projects/alpha.md"]
    hidden = [path for path, text in pages.items() if "1.4.1" in text]
    assert [path for path in hidden if not path.endswith(".json")] == []
