"""Pages and site are made again of what has changed, and of nothing else."""

from __future__ import annotations

import shutil

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from digest.demo import lay_out
from digest.desk import Desk
from digest.errors import DigestError
from digest.model import Facts
from digest.months import Month, Window
from digest.preview import Preview
from digest.publish import Rounds
from digest.store import Store
from tests.conftest import DATA

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

TEMPLATES = DATA.parent.parent / "templates"
PLACE = "<!-- digest: opening -->\n"
LOST = "<!-- digest: release tea 9 -->\nNobody drinks it.\n"


@dataclass(frozen=True)
class Site:
    """A drafted demo, and the rounds in which its site is made."""

    root: Path
    rounds: Rounds
    log: pytest.LogCaptureFixture

    def write(self, words: str) -> None:
        """Save notes in English, of which each text is one."""
        notes = self.root / "content" / "notes" / "2011-08.en.md"
        notes.write_text(f"{PLACE}{words}", "utf-8")

    def made(self, *, left: bool = False) -> list[str]:
        """Make a round, and return what is told of it; see whether others follow."""
        self.log.clear()
        assert self.rounds.make() is left
        return self.log.messages

    def age(self) -> None:
        """Add an issue that is a month older than the other."""
        month = Month(2011, 7)
        window = Window.before(month)
        facts = Facts(month=month, window=window, read_until=window.until)
        Store(self.root).save(facts)

    def retitle(self) -> None:
        """Save other words for the title of an issue."""
        words = self.root / "templates" / "words.en.toml"
        old = words.read_text("utf-8")
        words.write_text(old.replace("{month_name} {year}", "{month_name} of {year}"))

    def page(self, name: str) -> str:
        """Return a page of the site."""
        return (self.root / "site" / name / "index.html").read_text("utf-8")


@pytest.fixture
def site(tmp_path: Path, run: Run, caplog: pytest.LogCaptureFixture) -> Site:
    """Return a demo with templates of its own, whose site was made once."""
    lay_out(tmp_path)
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    assert run("draft", "2011-08", "--root", tmp_path, "-q").status == 0
    caplog.set_level("INFO", "digest")
    desk = Desk(root=tmp_path, cache=tmp_path / "cache")
    made = Site(tmp_path, Rounds(desk, tmp_path / "site"), caplog)
    made.made()
    return made


def test_notes_make_their_issue(site: Site) -> None:
    """Notes that are saved make the page of their month in their language."""
    site.write("It rained.\n")

    told = site.made()

    assert told == ["made content/en/issues/2011-08.md"]
    assert "It rained." in site.page("en/issues/2011-08")
    assert site.made() == []


def test_words_make_all(site: Site) -> None:
    """A template or words that are saved make all pages anew."""
    site.retitle()

    told = site.made()

    assert "made content/en/index.md" in told
    assert "made content/en/issues/2011-08.md" in told
    assert "August of 2011" in site.page("en/issues/2011-08")


def test_what_was_broken_is_made_later(site: Site) -> None:
    """What a round could not make is made in the next that can, whatever is mended."""
    words = site.root / "templates" / "words.en.toml"
    good = words.read_text("utf-8")
    site.write("It rained.\n")
    words.write_text("half = ", "utf-8")
    with pytest.raises(DigestError, match="not TOML"):
        site.rounds.make()

    words.write_text(good, "utf-8")
    told = site.made()

    assert told == ["made content/en/issues/2011-08.md"]


def test_the_newest_issue_is_made_first(site: Site) -> None:
    """What changes all issues is seen in the newest first, and then in the others."""
    site.age()
    site.made()
    site.retitle()

    first = site.made(left=True)
    newest, front = site.page("en/issues/2011-08"), site.page("en")
    rest = site.made()

    assert "August of 2011" in newest
    assert "July of 2011" in front
    assert "made content/en/issues/2011-07.md" not in first
    assert rest == ["made content/en/issues/2011-07.md"]
    assert "July of 2011" in site.page("en/issues/2011-07")
    assert site.made() == []


def test_translations_are_shown_in_the_newest_first(site: Site) -> None:
    """A translation that is saved is in the newest issue before it is in others."""
    site.age()
    site.made()
    memory = site.root / "content" / "memory" / "ja.po"
    old = memory.read_text("utf-8")
    memory.write_text(old.replace('msgstr ""', 'msgstr "お茶"').replace("お茶", "", 1))

    first = site.made(left=True)

    assert first == ["made content/ja/issues/2011-08.md"]
    assert "お茶" in site.page("ja/issues/2011-08")
    assert site.made() == []


def test_what_is_saved_in_between_comes_first(site: Site) -> None:
    """Who saves before the others are made sees that first, and misses none of them."""
    site.age()
    site.made()
    site.retitle()
    site.made(left=True)
    site.write("It rained.\n")

    first = site.made(left=True)
    rest = site.made()

    assert first == ["made content/en/issues/2011-08.md"]
    assert "It rained." in site.page("en/issues/2011-08")
    assert rest == ["made content/en/issues/2011-07.md"]


def test_an_error_in_an_older_month(site: Site) -> None:
    """What is wrong in an older month is told in its round, until it is mended."""
    site.age()
    site.made()
    notes = site.root / "content" / "notes" / "2011-07.en.md"
    notes.write_bytes(b"\xff")
    site.retitle()
    site.made(left=True)
    with pytest.raises(DigestError, match="not UTF-8"):
        site.rounds.make()
    site.made(left=True)
    with pytest.raises(DigestError, match="not UTF-8"):
        site.rounds.make()

    notes.write_text(f"{PLACE}It rained.\n", "utf-8")
    first, rest = site.made(left=True), site.made()

    assert first == []
    assert rest == ["made content/en/issues/2011-07.md"]
    assert "It rained." in site.page("en/issues/2011-07")


def test_an_issue_that_has_gone(site: Site) -> None:
    """A page whose facts have gone goes with them."""
    site.age()
    site.made()
    (site.root / "content" / "facts" / "2011-07.json").unlink()

    told = site.made()

    assert [line for line in told if line.startswith("removed ")] == [
        "removed content/en/issues/2011-07.md",
        "removed content/ja/issues/2011-07.md",
    ]


def test_what_is_shown_nowhere_is_told(site: Site) -> None:
    """Words at a place that is not in the issue are told with each round."""
    site.write(f"Sun.\n\n{LOST}")

    told = site.made()

    notes = site.root / "content" / "notes" / "2011-08.en.md"
    assert told[-1] == (
        f"note: {notes}:4: words that are shown nowhere:"
        ' no such place: "release tea 9"; hint: move them to a place that is,'
        " such as the opening"
    )
    assert "Nobody drinks it." not in site.page("en/issues/2011-08")


def test_nothing_is_there_yet(tmp_path: Path) -> None:
    """A digest without facts has a front page already."""
    (tmp_path / "projects.toml").write_text("", "utf-8")
    desk = Desk(root=tmp_path, cache=tmp_path / "cache")

    Rounds(desk, tmp_path / "site").make()

    assert (tmp_path / "site" / "ja" / "index.html").is_file()


def test_preview_ends_well(
    site: Site, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who ends a preview by Ctrl-C has seen the site, and no error."""

    def interrupted(server: Preview) -> None:
        assert (site.root / "content" / "en" / "index.md").is_file()
        server.server_bind()
        server.server_activate()
        raise KeyboardInterrupt

    monkeypatch.setattr(Preview, "serve", interrupted)

    outcome = run("preview", "--root", site.root, "--addr", "127.0.0.1:0")

    assert outcome.status == 0
    assert outcome.err.startswith("look at http://127.0.0.1:")
    assert outcome.err.endswith("/\nstopped\n")


def test_preview_without_an_address(site: Site, run: Run) -> None:
    """An address that is none is wrong usage."""
    outcome = run("preview", "--root", site.root, "--addr", "tea")

    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith('error: --addr: not an address: "tea"\n')


def test_pages_that_differ(site: Site, run: Run) -> None:
    """A site is not built whose pages say different things in two languages."""
    words = site.root / "templates" / "words.en.toml"
    old = words.read_text("utf-8")
    words.write_text(old.replace('listed = "{link}', 'listed = "77 {link}'))

    outcome = run("build", "--root", site.root)

    assert outcome.status == 1
    assert "content/en/issues/2011-08.md" in outcome.err
    assert "77" in outcome.err
