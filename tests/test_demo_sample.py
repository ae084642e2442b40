"""The sample that `digest demo` starts from."""

from __future__ import annotations

import tomllib

from pathlib import Path

import pytest

from digest.demo import SAMPLE, lay_out
from digest.errors import DigestError
from digest.notes import read_notes

PACKAGED = Path(__file__).parent.parent / "digest" / "projects.toml"


def test_twice_is_once(tmp_path: Path) -> None:
    """Laying out again changes no byte, object or ref."""
    lay_out(tmp_path)
    before = everything(tmp_path)

    lay_out(tmp_path)

    assert everything(tmp_path) == before


def test_same_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However git is set up, the repositories have the same objects and refs."""
    lay_out(tmp_path / "plain")
    settings = tmp_path / "settings"
    settings.write_text(
        "[core]\nlogAllRefUpdates = always\n[init]\ndefaultBranch = trunk\n"
        "[fastimport]\nunpackLimit = 1\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_DEFAULT_HASH", "sha256")

    lay_out(tmp_path / "set-up")

    assert everything(tmp_path / "set-up") == everything(tmp_path / "plain")


def test_notes_are_kept(tmp_path: Path) -> None:
    """Notes that somebody wrote stay as they are; missing ones come back."""
    lay_out(tmp_path)
    notes = tmp_path / "content" / "notes"
    before = everything(tmp_path)
    (notes / "2011-08.ja.md").write_text("わたしのことば\n", encoding="utf-8")
    (notes / "2011-08.en.md").unlink()

    lay_out(tmp_path)

    mine = {"content/notes/2011-08.ja.md": "わたしのことば\n".encode()}
    assert everything(tmp_path) == before | mine


def test_notes_may_be_there_first(tmp_path: Path) -> None:
    """Notes in an otherwise empty folder are no reason to refuse it."""
    notes = tmp_path / "content" / "notes" / "2011-08.en.md"
    notes.parent.mkdir(parents=True)
    notes.write_bytes(b"My own words\n")

    lay_out(tmp_path)

    assert notes.read_bytes() == b"My own words\n"


@pytest.mark.parametrize(
    "name", ["projects.toml", "upstream/a.git", "lists/a.mbox", "content/facts/a.json"]
)
def test_others_are_refused(tmp_path: Path, name: str) -> None:
    """Nothing is written into a folder that holds somebody else's digest."""
    theirs = tmp_path / name
    theirs.parent.mkdir(parents=True, exist_ok=True)
    theirs.write_bytes(b"# ours\n")

    with pytest.raises(DigestError) as raised:
        lay_out(tmp_path)

    shown = tmp_path / name.rpartition("/")[0] if "/" in name else theirs
    assert str(raised.value) == (
        f"{shown}: not the sample's\n  hint: name a new folder, or an empty one"
    )
    assert everything(tmp_path) == {name: b"# ours\n"}


def test_changed_sample_is_refused(tmp_path: Path) -> None:
    """A sample whose projects file somebody changed is somebody's digest."""
    lay_out(tmp_path)
    with (tmp_path / "projects.toml").open("a") as file:
        file.write("# and one of mine\n")
    before = everything(tmp_path)

    with pytest.raises(DigestError, match=r"projects\.toml: not the sample's"):
        lay_out(tmp_path)

    assert everything(tmp_path) == before


def test_something_in_the_way(tmp_path: Path) -> None:
    """A folder that cannot be written is told as an error."""
    (tmp_path / "projects.toml").write_bytes((SAMPLE / "projects.toml").read_bytes())
    (tmp_path / "upstream").touch()

    with pytest.raises(DigestError) as raised:
        lay_out(tmp_path)

    assert str(raised.value) == (
        f"{tmp_path}/upstream/corosync.git: cannot be made\n"
        "  hint: see that git runs and that there is room"
    )


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git, nothing is left where a repository should be."""
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(DigestError) as raised:
        lay_out(tmp_path / "demo")

    assert str(raised.value) == (
        f"{tmp_path}/demo/upstream/corosync.git: cannot be made\n"
        "  hint: see that git runs and that there is room"
    )
    assert not [*(tmp_path / "demo" / "upstream").iterdir()]


def test_edition() -> None:
    """The sample's edition is that of the packaged projects file."""
    sample = tomllib.loads((SAMPLE / "projects.toml").read_text(encoding="utf-8"))

    packaged = tomllib.loads(PACKAGED.read_text(encoding="utf-8"))

    assert sample["edition"] == packaged["edition"]


def test_notes_are_twins() -> None:
    """The notes have words at the same places in both languages."""
    japanese, english = (
        list(read_notes((SAMPLE / "notes" / name).read_bytes(), where=name))
        for name in ("2011-08.ja.md", "2011-08.en.md")
    )

    assert japanese == english


def everything(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder, by their paths in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
