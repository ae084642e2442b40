"""Commands make pages and site, and serve them."""

from __future__ import annotations

import shutil

from typing import TYPE_CHECKING

import pytest

from digest.demo import lay_out
from digest.preview import Preview
from tests.conftest import DATA

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

TEMPLATES = DATA.parent.parent / "templates"


@pytest.fixture
def root(tmp_path: Path, run: Run) -> Path:
    """Return a drafted demo with templates of its own."""
    lay_out(tmp_path)
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    assert run("draft", "2011-08", "--root", tmp_path, "-q").status == 0
    return tmp_path


def test_preview_ends_well(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who ends a preview by Ctrl-C has seen the site, and no error."""

    def interrupted(server: Preview) -> None:
        assert (root / "content" / "en" / "index.md").is_file()
        server.server_bind()
        server.server_activate()
        raise KeyboardInterrupt

    monkeypatch.setattr(Preview, "serve", interrupted)

    outcome = run("preview", "--root", root, "--addr", "127.0.0.1:0")

    assert outcome.status == 0
    assert "look at http://127.0.0.1:" in outcome.err
    assert outcome.err.endswith("/\nstopped\n")


def test_preview_without_an_address(root: Path, run: Run) -> None:
    """An address that is none is wrong usage."""
    outcome = run("preview", "--root", root, "--addr", "tea")

    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith('error: --addr: not an address: "tea"\n')


def test_pages_that_differ(root: Path, run: Run) -> None:
    """A site is not built whose pages say different things in two languages."""
    words = root / "templates" / "words.en.toml"
    old = words.read_text("utf-8")
    words.write_text(old.replace('listed = "{link}', 'listed = "77 {link}'))

    outcome = run("build", "--root", root)

    assert outcome.status == 1
    assert "content/en/issues/2011-08.md" in outcome.err
    assert "77" in outcome.err
