"""Facts, notes and pages are kept whole, or what was there stays."""

from __future__ import annotations

import json
import os

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from digest.errors import ConfigError, DigestError
from digest.model import Facts, Gap
from digest.months import Month, Window
from digest.release import Page
from digest.replacing import replace_file
from digest.store import Store

AUGUST = Month(2011, 8)
FACTS = Facts(
    month=AUGUST,
    window=Window.before(AUGUST),
    read_until=date(2011, 8, 1),
    gaps=(Gap(source="corosync", what="does not answer"),),
)
PAGES = (
    Page(path="ja/issues/2011-08.md", text="月刊\n"),
    Page(path="en/issues/2011-08.md", text="Monthly\n"),
)
HINT = "\n  hint: restore it"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return the store of an empty folder."""
    return Store(tmp_path)


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, bytes], Path]:
    """Put a file below content/."""

    def putting(name: str, text: bytes) -> Path:
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
        return path

    return putting


Put = Callable[[str, bytes], Path]


def files(store: Store) -> list[str]:
    """Return all files below content/, hidden ones too."""
    found = (path for path in store.content.rglob("*") if path.is_file())
    return sorted(path.relative_to(store.content).as_posix() for path in found)


def test_facts(store: Store) -> None:
    """Facts are read as they were saved."""
    store.save(FACTS)

    assert store.facts(AUGUST) == FACTS


def test_save(store: Store) -> None:
    """Facts are saved as JSON with the schema first, and left out what goes without."""
    changed = store.save(FACTS)

    text = (store.content / "facts" / "2011-08.json").read_bytes()
    assert changed
    assert text.decode() == (
        "{\n"
        '  "schema": 1,\n'
        '  "month": "2011-08",\n'
        '  "window": ["2011-07-01", "2011-08-01"],\n'
        '  "read_until": "2011-08-01",\n'
        '  "gaps": [{"source": "corosync", "what": "does not answer"}]\n'
        "}\n"
    )


def test_save_twice(store: Store) -> None:
    """Saving the same facts again changes nothing."""
    store.save(FACTS)

    again = store.save(FACTS)

    assert not again
    assert files(store) == ["facts/2011-08.json"]


def test_save_what_utf8_cannot_hold(store: Store) -> None:
    """A lone surrogate in a source's words does not lose the month."""
    gap = Gap(source="a", what="half a sign: \ud83d")
    facts = Facts(
        month=AUGUST, window=FACTS.window, read_until=FACTS.read_until, gaps=(gap,)
    )

    store.save(facts)

    assert store.facts(AUGUST) == facts


def test_months(store: Store, put: Put) -> None:
    """The months with facts are listed oldest first, and other files are not."""
    for name in ("2011-09", "2011-08", "2010-12", "2011-13", "old-2011-08", ".2011-08"):
        put(f"facts/{name}.json", b"{}")
    put("facts/2011-07.toml", b"")

    months = store.months()

    assert list(map(str, months)) == ["2010-12", "2011-08", "2011-09"]


def test_no_months(store: Store) -> None:
    """A folder without content has no months."""
    assert store.months() == ()


def test_no_facts(store: Store) -> None:
    """Where there are no facts, the message says how to get them."""
    with pytest.raises(DigestError) as caught:
        store.facts(AUGUST)

    path = store.content / "facts" / "2011-08.json"
    assert str(caught.value) == f"{path}: no facts\n  hint: run: digest collect 2011-08"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (b"{", "not JSON: Expecting property name enclosed in double quotes:"),
        (b"<<<<<<< HEAD", "not JSON: Expecting value: line 1 column 1 (char 0)"),
        (b"", "not JSON: Expecting value: line 1 column 1 (char 0)"),
        (b'"\xff"', "not JSON: 'utf-8' codec can't decode byte 0xff in position 1:"),
        (b"[" * 100_000, "not JSON: maximum recursion depth exceeded"),
    ],
    ids=["cut", "conflict", "empty", "bytes", "deep"],
)
def test_facts_that_are_no_json(store: Store, put: Put, text: bytes, what: str) -> None:
    """Facts that are no JSON are told, with what is wrong with them."""
    path = put("facts/2011-08.json", text)

    with pytest.raises(DigestError) as caught:
        store.facts(AUGUST)

    assert str(caught.value).startswith(f"{path}: {what}")
    assert str(caught.value).endswith(HINT)


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        ({"schema": 2}, ["schema 1 expected @ $.schema"]),
        ({"month": "2011-09"}, ["2011-08 expected @ $.month"]),
        (
            {"schema": None, "news": 1, "x": 2},
            [
                "schema 1 expected @ $.schema",
                'unknown key "x" @ $.x',
                "a list expected, not 1 @ $.news",
            ],
        ),
    ],
)
def test_facts_that_are_wrong(
    store: Store, put: Put, change: dict[str, Any], problems: list[str]
) -> None:
    """Facts that are not as they should be are told, every mistake at once."""
    store.save(FACTS)
    path = store.content / "facts" / "2011-08.json"
    data = json.loads(path.read_bytes()) | change
    put("facts/2011-08.json", json.dumps(data).encode())

    with pytest.raises(ConfigError) as caught:
        store.facts(AUGUST)

    assert str(caught.value) == "\n".join(f"{path}: {told}" for told in problems) + HINT


def test_facts_that_are_no_table(store: Store, put: Put) -> None:
    """A list is no facts."""
    path = put("facts/2011-08.json", b"[]")

    with pytest.raises(ConfigError) as caught:
        store.facts(AUGUST)

    assert str(caught.value) == (
        f"{path}: schema 1 expected @ $.schema\n"
        f"{path}: a table expected, not [] @ ${HINT}"
    )


def test_facts_that_cannot_be_read(store: Store) -> None:
    """A folder in the facts' place is told as the system tells it."""
    path = store.content / "facts" / "2011-08.json"
    path.mkdir(parents=True)

    with pytest.raises(DigestError) as caught:
        store.facts(AUGUST)

    assert str(caught.value) == f"{path}: is a directory"


def test_notes(store: Store) -> None:
    """Notes are read byte for byte as they were saved."""
    text = b"\xef\xbb\xbfa\r\n\xff"

    changed = store.save_notes(AUGUST, "ja", text, over=b"")

    assert changed
    assert store.notes(AUGUST, "ja") == text
    assert store.notes_path(AUGUST, "ja").read_bytes() == text
    assert files(store) == ["notes/2011-08.ja.md"]


def test_no_notes(store: Store) -> None:
    """A month without notes has none, which is no error."""
    assert store.notes(AUGUST, "ja") is None


def test_notes_that_cannot_be_read(store: Store) -> None:
    """A folder in the notes' place is told, with what to do."""
    path = store.notes_path(AUGUST, "ja")
    path.mkdir(parents=True)

    with pytest.raises(DigestError) as caught:
        store.notes(AUGUST, "ja")

    assert str(caught.value) == (
        f"{path}: a folder, where a file should be\n  hint: move it away"
    )


def test_memory(store: Store, put: Put) -> None:
    """Translations are kept as they were written; others beside them are only read."""
    text = 'msgid "a"\r\nmsgstr "い"'.encode()
    manual = put("memory/manual.ja.po", b"m")
    put("memory/manual.en.po", b"e")

    assert store.memory("ja") is None
    assert store.save_memory("ja", text, over=b"")
    assert not store.save_memory("ja", text, over=text)

    assert store.memory("ja") == text
    assert store.memory_path("ja") == store.content / "memory" / "ja.po"
    assert store.references("ja") == ((str(manual), b"m"),)


def test_a_reference_that_is_gone(store: Store) -> None:
    """A link to a catalogue that is not there any more is no reference."""
    store.memory_path("ja").parent.mkdir(parents=True)
    store.memory_path("manual.ja").symlink_to("nowhere")

    assert store.references("ja") == ()


def test_write(store: Store, put: Put) -> None:
    """Pages are written, and those that this changed are told."""
    put("ja/issues/2011-08.md", "月刊\n".encode())

    written = store.write(PAGES)

    assert written == ("en/issues/2011-08.md",)
    assert (store.content / "en/issues/2011-08.md").read_bytes() == b"Monthly\n"


def test_stale(store: Store, put: Put) -> None:
    """A page is stale if it is missing or has other words, and nothing is written."""
    put("ja/issues/2011-08.md", "月刊\r\n".encode())

    stale = store.stale(PAGES)

    assert stale == ("ja/issues/2011-08.md", "en/issues/2011-08.md")
    assert files(store) == ["ja/issues/2011-08.md"]


def test_not_stale(store: Store) -> None:
    """What was just written is not stale."""
    store.write(PAGES)

    assert store.stale(PAGES) == ()


def test_orphans(store: Store, put: Put) -> None:
    """Pages in the folders that are made no more are orphans, and other files not."""
    store.write(PAGES)
    mine = ("en/charts/a.png", "en/index.md", "ja/issues/a.txt")
    for name in ("en/charts/2011-07.svg", "en/issues/2011-07.md", *mine):
        put(name, b"")

    orphans = store.orphans(PAGES, ["ja/issues", "en/issues", "en/charts", "none"])

    assert orphans == ("en/charts/2011-07.svg", "en/issues/2011-07.md")


def test_remove(store: Store) -> None:
    """Pages are removed; one that is gone already is no error."""
    store.write(PAGES)
    paths = [PAGES[0].path, "ja/issues/gone.md"]

    removed = store.remove(paths)

    assert removed == paths
    assert files(store) == [PAGES[1].path]


def test_remove_what_is_no_page(store: Store) -> None:
    """A page that cannot be removed is told."""
    path = store.content / "ja" / "issues"
    path.mkdir(parents=True)

    with pytest.raises(DigestError) as caught:
        store.remove(["ja/issues"])

    assert str(caught.value) in {
        f"{path}: is a directory",
        f"{path}: operation not permitted",
    }


def test_replace_file_or_leave_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a file cannot be written whole, the old one stays, and nothing beside it."""
    path = tmp_path / "a.json"
    path.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DigestError) as caught:
        replace_file(path, b"new")

    assert str(caught.value) == f"{path}: no space left on device"
    assert path.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [path]


def test_replace_what_is_no_file(tmp_path: Path) -> None:
    """A file in a folder's place is told, and stays."""
    (tmp_path / "a").write_bytes(b"old")
    path = tmp_path / "a" / "b.json"

    with pytest.raises(DigestError) as caught:
        replace_file(path, b"new")

    assert str(caught.value) in {f"{path}: not a directory", f"{path}: file exists"}
    assert (tmp_path / "a").read_bytes() == b"old"


def test_saved_meanwhile(store: Store) -> None:
    """What somebody saved since it was read is not written over."""
    store.save_memory("ja", b"theirs", over=b"")

    with pytest.raises(DigestError) as caught:
        store.save_memory("ja", b"ours", over=b"as it was")

    assert str(caught.value) == (
        f"{store.memory_path('ja')}: saved by somebody meanwhile\n"
        "  hint: run it again; nothing was changed"
    )
    assert store.memory("ja") == b"theirs"


def test_replace_broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle leaves the old file and nothing beside it."""
    path = tmp_path / "file"
    path.write_bytes(b"old")

    monkeypatch.setattr("os.fsync", Mock(side_effect=KeyboardInterrupt))

    with pytest.raises(KeyboardInterrupt):
        replace_file(path, b"new")

    assert [each.name for each in tmp_path.iterdir()] == ["file"]
    assert path.read_bytes() == b"old"


def test_link_to_itself(store: Store) -> None:
    """What the system does not let us have is told in the system's words."""
    path = store.memory_path("ja")
    path.parent.mkdir(parents=True)
    path.symlink_to(path)

    with pytest.raises(DigestError) as caught:
        store.memory("ja")

    assert str(caught.value) == f"{path}: too many levels of symbolic links"


def test_link_to_nothing(store: Store, tmp_path: Path) -> None:
    """A link that leads nowhere is told: what it led to may be somebody's words."""
    path = store.memory_path("ja")
    path.parent.mkdir(parents=True)
    path.symlink_to(tmp_path / "nowhere")

    with pytest.raises(DigestError) as caught:
        store.memory("ja")

    assert str(caught.value) == (
        f"{path}: a link to nothing\n  hint: mend the link, or remove it"
    )
    assert path.is_symlink()


def test_replace_behind_a_link(tmp_path: Path) -> None:
    """A link stays one; the file behind it is replaced, and stays as private."""
    file, link = tmp_path / "elsewhere", tmp_path / "link"
    file.write_bytes(b"old")
    file.chmod(0o600)
    link.symlink_to(file)

    assert replace_file(link, b"new")

    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o600


def test_replace_what_nobody_may_write(tmp_path: Path) -> None:
    """A file that is read-only stays as it is, and is told."""
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o444)

    with pytest.raises(DigestError) as caught:
        replace_file(path, b"new")

    assert str(caught.value) == (
        f"{path}: read-only\n  hint: chmod u+w; nothing was changed"
    )
    assert path.read_bytes() == b"old"
