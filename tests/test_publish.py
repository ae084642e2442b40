"""Pages and site are made again of what has changed, and of nothing else."""

from __future__ import annotations

import shutil

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from digest.demo import lay_out
from digest.desk import Desk
from digest.errors import DigestError
from digest.preview import Preview
from digest.publish import Rounds
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

    def made(self) -> list[str]:
        """Make a round, and return what is told of it."""
        self.log.clear()
        self.rounds.make()
        return self.log.messages

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
    words = site.root / "templates" / "words.en.toml"
    old = words.read_text("utf-8")
    words.write_text(old.replace("{month_name} {year}", "{month_name} of {year}"))

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
