"""Pages and site are made again of what has changed: first what people work at."""

from __future__ import annotations

import shutil

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from digest.collecting import Ask, collect
from digest.demo import lay_out
from digest.desk import Desk
from digest.drafting import scaffold, scaffold_memory
from digest.errors import DigestError
from digest.model import Facts
from digest.months import Month, Window
from digest.rounds import Rounds
from tests.conftest import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from digest.release import Page

DEMO = Month(2011, 8)
TEMPLATES = DATA.parent.parent / "templates"
PLACE = "<!-- digest: opening -->\n"
LOST = "<!-- digest: release tea 9 -->\nNobody drinks it.\n"
STALE = "made long ago"


@dataclass(frozen=True)
class Site:
    """A drafted demo, and the rounds in which its site is made."""

    root: Path
    rounds: Rounds
    log: pytest.LogCaptureFixture

    def write(self, words: str, month: str = "2011-08") -> None:
        """Save notes in English, of which each text is one."""
        notes = self.root / "content" / "notes" / f"{month}.en.md"
        notes.write_text(f"{PLACE}{words}", "utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Save a template or what else is there, with something else in it."""
        file = self.root / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    def retitle(self) -> None:
        """Save other words for the title of an issue."""
        self.change(
            "templates/words.en.toml", "{month_name} {year}", "{month_name} of {year}"
        )

    def made(self, *, left: bool = False) -> list[str]:
        """Make a round, and return what is told of it; see whether others follow."""
        self.log.clear()
        assert self.rounds.make() is left
        return self.log.messages

    def finish(self) -> None:
        """Make all rounds that are left."""
        while self.rounds.make():
            pass

    def file(self, name: str) -> Path:
        """Return a page of the site."""
        return self.root / "site" / f"{name}.html"

    def page(self, name: str) -> str:
        """Return what a page of the site says."""
        return self.file(name).read_text("utf-8")

    def forge(self, *names: str) -> None:
        """Put something else in place of pages of the site."""
        for name in names:
            self.file(name).write_text(STALE, "utf-8")

    def forged(self, *names: str) -> list[str]:
        """Return which of the pages are still what was put there."""
        return [name for name in names if self.page(name) == STALE]

    def fresh(self) -> dict[str, bytes]:
        """Return a site that is made at once of what is there now."""
        desk = Desk(root=self.root, cache=self.root / "cache")
        desk.store.write(desk.pages(desk.store.months()))
        site = desk.build(self.root / "fresh", preview=lambda: None)
        return files(site)


def files(site: Path) -> dict[str, bytes]:
    """Return the files of a site."""
    every = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in every}


@pytest.fixture(scope="session")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo, drafted, with an older issue and templates of its own."""
    root = tmp_path_factory.mktemp("drafted")
    lay_out(root)
    shutil.copytree(TEMPLATES, root / "templates")
    desk = Desk(root=root, cache=root / "cache")
    collect(desk, DEMO, Ask(today=DEMO.plus(1).first))
    window = Window.before(DEMO.plus(-1))
    desk.store.save(Facts(month=DEMO.plus(-1), window=window, read_until=window.until))
    desk.forget()
    scaffold(desk, DEMO)
    scaffold_memory(desk)
    desk.store.write(desk.pages(desk.store.months()))
    return root


@pytest.fixture
def site(drafted: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Site:
    """Return a copy of that, whose site was made once."""
    root = tmp_path / "digest"
    shutil.copytree(drafted, root)
    caplog.set_level("INFO", "digest")
    desk = Desk(root=root, cache=root / "cache")
    made = Site(root, Rounds(desk, root / "site"), caplog)
    made.finish()
    return made


def test_notes_make_their_issue(site: Site) -> None:
    """Notes that are saved are in their issue first, and no other page is made."""
    others = ("en/index", "en/glossary", "index")
    site.write("It rained.\n")
    site.forge(*others)

    first = site.made(left=True)

    shown = site.page("en/issues/2011-08")
    assert first == ["made content/en/issues/2011-08.md"]
    assert "It rained." in shown
    assert site.forged(*others) == list(others)
    assert not [line for line in site.made() if "/issues/" in line]
    assert site.forged(*others) == []
    assert site.page("en/issues/2011-08") == shown


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("templates/words.en.toml", "{month_name} {year}", "{month_name} of {year}"),
        ("templates/site/main.html", "{{ page.content", "<hr>{{ page.content"),
        ("content/memory/ja.po", 'msgstr ""\n\n', 'msgstr "お茶"\n\n'),
        ("content/facts/2011-08.json", "0.5.1", "0.5.2"),
        ("projects.toml", "compare/", "difference/"),
    ],
)
def test_all_ends_as_if_made_at_once(site: Site, name: str, old: str, new: str) -> None:
    """Whatever is saved, the rounds end with the site that one build would make."""
    site.change(name, old, new)

    site.finish()

    assert files(site.root / "site") == site.fresh()


def test_nothing_has_changed(site: Site) -> None:
    """Where nothing has changed, nothing is made."""
    site.forge("en/index")

    assert site.made() == []

    assert site.forged("en/index") == ["en/index"]


def test_words_make_all(site: Site) -> None:
    """Words that are saved are in the issue first, and then on all pages."""
    site.retitle()

    first, rest = site.made(left=True), site.made()

    assert first == ["made content/en/issues/2011-08.md"]
    assert "made content/en/index.md" in rest
    assert "August of 2011" in site.page("en/issues/2011-08")
    assert "August of 2011" in site.page("en/index")


def test_the_look_makes_no_page_anew(site: Site) -> None:
    """A style or a theme that is saved is in the issue and the front pages first."""
    site.change(
        "templates/site/main.html", "{{ page.content", "<hr class=tea>{{ page.content"
    )
    site.change("templates/site/assets/site.css", "body", "body, p")

    first = site.made(left=True)

    sheet = site.root / "site" / "assets" / "site.css"
    assert first == []
    assert "body, p" in sheet.read_text("utf-8")
    assert "class=tea" in site.page("en/issues/2011-08")
    assert "class=tea" in site.page("en/index")
    assert "class=tea" not in site.page("en/glossary")
    assert site.made() == []
    assert "class=tea" in site.page("en/glossary")


def test_what_was_broken_is_made_later(site: Site) -> None:
    """What a round could not make is made in the next that can, whatever is mended."""
    words = site.root / "templates" / "words.en.toml"
    good = words.read_text("utf-8")
    site.write("It rained.\n")
    words.write_text("half = ", "utf-8")
    with pytest.raises(DigestError, match="not TOML"):
        site.rounds.make()

    words.write_text(good, "utf-8")
    told = site.made(left=True)

    assert told == ["made content/en/issues/2011-08.md"]


def test_a_broken_projects_file(site: Site) -> None:
    """A projects file that cannot be read is told again until it is mended."""
    projects = site.root / "projects.toml"
    good = projects.read_text("utf-8")
    projects.write_text("half = ", "utf-8")
    for _ in range(2):
        with pytest.raises(DigestError, match="not TOML"):
            site.rounds.make()

    projects.write_text(good, "utf-8")

    assert site.made(left=True) == []
    assert site.made() == []


def test_the_newest_issue_is_made_first(site: Site) -> None:
    """What changes all issues is seen in the newest first, and then in the others."""
    site.retitle()

    first = site.made(left=True)
    rest = site.made()

    assert first == ["made content/en/issues/2011-08.md"]
    assert "made content/en/issues/2011-07.md" in rest
    assert "made content/en/issues/2011-08.md" not in rest
    assert "July of 2011" in site.page("en/issues/2011-07")


def test_the_issue_that_people_work_at_is_made_first(site: Site) -> None:
    """Whose notes were saved last is made before the newest, until it has gone."""
    site.write("It rained.\n", "2011-07")
    site.finish()
    site.retitle()
    first = site.made(left=True)
    site.finish()
    (site.root / "content" / "facts" / "2011-07.json").unlink()
    site.finish()
    site.write("Nobody came.\n", "2011-07")

    told = site.made(left=True)

    assert first == ["made content/en/issues/2011-07.md"]
    assert told == []


def test_neighbours_stand_on_what_is_made_first(site: Site) -> None:
    """What is made first leads to the issues before and after, as it does at last."""
    site.write("It rained.\n")

    site.made(left=True)

    first = site.page("en/issues/2011-08")
    site.finish()
    assert 'rel="prev" href="2011-07.html"' in first
    assert site.page("en/issues/2011-08") == first


def test_issues_are_numbered_in_what_is_made_first(site: Site) -> None:
    """What is made first has the number that it has among all issues."""
    early = DEMO.plus(-2)
    window = Window.before(early)
    desk = Desk(root=site.root, cache=site.root / "cache")
    desk.store.save(Facts(month=early, window=window, read_until=window.until))
    site.finish()
    site.write("It rained.\n")

    site.made(left=True)

    assert "No. 3" in site.page("en/issues/2011-08")


def test_translations_are_shown_in_the_newest_first(site: Site) -> None:
    """A translation that is saved is in the newest issue before it is in others."""
    memory = site.root / "content" / "memory" / "ja.po"
    old = memory.read_text("utf-8")
    memory.write_text(old.replace('msgstr ""', 'msgstr "お茶"').replace("お茶", "", 1))

    first = site.made(left=True)

    assert first == ["made content/ja/issues/2011-08.md"]
    assert "お茶" in site.page("ja/issues/2011-08")


def test_what_is_saved_in_between_comes_first(site: Site) -> None:
    """Who saves before the others are made sees that first, and misses none of them."""
    site.retitle()
    site.made(left=True)
    site.write("It rained.\n")

    first = site.made(left=True)
    rest = site.made()

    assert first == ["made content/en/issues/2011-08.md"]
    assert "It rained." in site.page("en/issues/2011-08")
    assert "made content/en/issues/2011-07.md" in rest


def test_what_is_saved_meanwhile_breaks_the_rest_off(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who saves while the others are made does not wait for them."""
    each_page = Desk.each_page

    def disturbed(desk: Desk, months: Sequence[Month]) -> Iterator[Page]:
        site.write("It rained.\n")
        return each_page(desk, months)

    site.retitle()
    site.made(left=True)
    with monkeypatch.context() as patch:
        patch.setattr(Desk, "each_page", disturbed)
        broken_off = site.made(left=True)

    first = site.made(left=True)

    assert broken_off == []
    assert first == ["made content/en/issues/2011-08.md"]
    assert "It rained." in site.page("en/issues/2011-08")
    assert "made content/en/issues/2011-07.md" in site.made()


def test_what_is_saved_meanwhile_breaks_the_site_off(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who saves while the site is built does not wait for it; it stays as it was."""
    build = Desk.build

    def disturbed(desk: Desk, target: Path, **options: object) -> Path:
        site.write("It rained.\n")
        return build(desk, target, **options)  # type: ignore[arg-type] # as they came

    site.forge("en/glossary")
    site.retitle()
    site.made(left=True)
    with monkeypatch.context() as patch:
        patch.setattr(Desk, "build", disturbed)
        site.made(left=True)

    kept = site.forged("en/glossary")
    site.finish()

    assert kept == ["en/glossary"]
    assert site.forged("en/glossary") == []
    assert files(site.root / "site") == site.fresh()


def test_an_error_in_an_older_month(site: Site) -> None:
    """What is wrong in an older month is told in its round, until it is mended."""
    site.write("It rained.\n", "2011-07")
    site.finish()
    notes = site.root / "content" / "notes" / "2011-07.en.md"
    notes.write_bytes(b"\xff")
    for _ in range(2):
        with pytest.raises(DigestError, match="not UTF-8"):
            site.rounds.make()
    site.write("Sun.\n")

    first = site.made(left=True)

    assert first == ["made content/en/issues/2011-08.md"]
    with pytest.raises(DigestError, match="not UTF-8"):
        site.rounds.make()


def test_an_issue_that_has_gone(site: Site) -> None:
    """A page whose facts have gone goes with them."""
    (site.root / "content" / "facts" / "2011-07.json").unlink()
    site.made(left=True)

    told = site.made()

    gone = [line for line in told if line.startswith("removed ")]
    assert gone[:1] == ["removed content/en/issues/2011-07.md"]
    assert "removed content/ja/issues/2011-07.md" in gone
    assert not site.file("en/issues/2011-07").exists()


def test_what_is_shown_nowhere_is_told(site: Site) -> None:
    """Words at a place that is not in the issue are told when all is made."""
    site.write(f"Sun.\n\n{LOST}")
    site.made(left=True)

    told = site.made()

    notes = site.root / "content" / "notes" / "2011-08.en.md"
    assert told[-1].startswith(f"note: {notes}:4: words that are shown nowhere:")
    assert "Nobody drinks it." not in site.page("en/issues/2011-08")


def test_nothing_is_there_yet(tmp_path: Path) -> None:
    """A digest without facts has a front page already."""
    (tmp_path / "projects.toml").write_text("", "utf-8")
    desk = Desk(root=tmp_path, cache=tmp_path / "cache")

    Rounds(desk, tmp_path / "site").make()

    assert (tmp_path / "site" / "ja" / "index.html").is_file()


def test_pages_that_are_not_there_yet(drafted: Path, tmp_path: Path) -> None:
    """Where what an issue leads to is not made yet, all is made at once."""
    root = tmp_path / "digest"
    shutil.copytree(drafted, root)
    shutil.rmtree(root / "content" / "en")
    desk = Desk(root=root, cache=root / "cache")

    left = Rounds(desk, root / "site").make()

    assert not left
    assert (root / "site" / "en" / "index.html").is_file()
