"""What people write in the notes is found, and nothing of it is ever lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hypothesis import example, given
from hypothesis import strategies as st

from digest.errors import DigestError
from digest.notes import (
    Place,
    check,
    check_tables,
    placed_tables,
    read_notes,
    scaffold,
)
from tests.conftest import cases

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLACES = (
    Place(key="opening", about="The opening. --> <b>"),
    Place(key="release corosync 1.4.1", about="Corosync 1.4.1,\n2011-07-26"),
    Place(
        key="tips",
        about="Tips.",
        tables=("drbd 8.4.0 drbdsetup.xml", "drbd 8.4.0 drbd.conf.xml"),
    ),
)
TABLES = (*PLACES[-1].tables, "corosync 1.4.1 ring.8")
WHERE = "notes/2011-08.en.md"
FRESH = """\
<!-- hint: Notes for August. -->

<!-- digest: opening -->
<!-- about: The opening. - -› <b› -->


<!-- digest: release corosync 1.4.1 -->
<!-- about: Corosync 1.4.1, 2011-07-26 -->


<!-- digest: tips -->
<!-- about: Tips. -->
<!-- hint: table: drbd 8.4.0 drbdsetup.xml -->
<!-- hint: table: drbd 8.4.0 drbd.conf.xml -->

"""
LINES = [
    "<!-- digest: opening -->",
    "<!-- digest: tips -->",
    "<!-- about: x -->",
    "<!-- hint: x -->",
    "\ufeff",
    "words",
    "言葉",
    "\r",
    "\n",
    "\r\n",
]
BROKEN = ["<!-- digest:", "<!--", "-->", "<!-- digest: -->", "```"]
LINED = st.lists(st.sampled_from(LINES)).map("".join).map(str.encode)
BYTES = (
    st.lists(st.sampled_from(LINES + BROKEN) | st.text(max_size=5))
    .map("".join)
    .map(str.encode)
)


def written(data: bytes) -> dict[str, str]:
    """Return what is written in notes."""
    return read_notes(data, where=WHERE)


def scaffolded(data: bytes | None) -> bytes:
    """Return notes with a place for everything."""
    return scaffold(data, "Notes for August.", PLACES, where=WHERE)


@pytest.mark.parametrize("file", cases("notes", "*.md"), ids=lambda path: path.stem)
def test_read_notes(file: Path, expect: Callable[[object, Path], None]) -> None:
    """All notes have the words written beside them, at their places."""
    notes = written(file.read_bytes())

    expect(notes, file.with_suffix(".json"))


@given(LINED)
@example(b"<!-- digest: tips --> words")
@example(b"<!-- about: x --> words")
def test_no_word_is_lost(data: bytes) -> None:
    """Whatever stands in the notes is at some place, our own lines aside."""
    kept = "".join(written(data).values())

    for word in ("words", "言葉"):
        assert kept.count(word) == data.decode().count(word)


def test_scaffold() -> None:
    """New notes have a hint, and each place with what it is about."""
    notes = scaffolded(None)

    assert notes.decode() == FRESH
    assert written(notes) == {}


@pytest.mark.parametrize("data", [None, b""])
def test_scaffold_of_nothing(data: bytes | None) -> None:
    """Notes that are empty are as good as none."""
    notes = scaffolded(data)

    assert notes.decode() == FRESH


def test_scaffold_without_places() -> None:
    """New notes without places have the hint alone, and old ones stay."""
    fresh = scaffold(None, "Notes.", (), where=WHERE)
    again = scaffold(fresh, "Notes.", (), where=WHERE)

    assert fresh == again == b"<!-- hint: Notes. -->\n"


@given(st.none() | BYTES)
@example(b"words")
@example(b"words\r")
@example(b"words\r\nwords")
@example(b"\xef\xbb\xbf")
def test_scaffold_only_adds(data: bytes | None) -> None:
    """Every byte that was there stays, the words are the same, and once is enough."""
    notes = scaffolded(data)

    assert notes.startswith(data or b"")
    assert written(notes) == written(data or b"")
    assert scaffolded(notes) == notes
    for place in PLACES:
        assert f"digest: {place.key} -->".encode() in notes


def test_scaffold_a_late_release() -> None:
    """A place that is missing comes at the end, after what is written."""
    before = b"<!-- digest: opening -->\nHello.\n<!-- digest: tips -->\nNo newline"

    notes = scaffolded(before)

    assert notes == before + (
        b"\n\n"
        b"<!-- digest: release corosync 1.4.1 -->\n"
        b"<!-- about: Corosync 1.4.1, 2011-07-26 -->\n\n"
    )


def test_scaffold_with_the_same_line_ends() -> None:
    """What is added to notes written on Windows has their line ends."""
    notes = scaffolded(b"Hello.\r\n")

    assert notes.count(b"\n") == notes.count(b"\r\n") > 6


@given(BYTES, st.binary())
def test_not_utf8(data: bytes, more: bytes) -> None:
    """Bytes that are no UTF-8 are told with their line, and not scaffolded."""
    notes = data + b"\xff" + more
    line = data.count(b"\n") + 1

    for read in (written, scaffolded):
        with pytest.raises(DigestError) as caught:
            read(notes)
        assert str(caught.value) == (
            f"{WHERE}: not UTF-8 in line {line}\n  hint: save it as UTF-8"
        )


def test_check() -> None:
    """Words are in order as long as each place that has some is there."""
    notes = {"opening": "Hello.", "tips": "A tip."}

    check(notes, PLACES, where=WHERE)

    with pytest.raises(DigestError):
        check(notes, PLACES[:1], where=WHERE)


def test_check_words_without_a_place() -> None:
    """Words at a place that there is not are not dropped, but told."""
    notes = {"opening": "Hello.", "release corosync 1.4.2": "Oops."}

    with pytest.raises(DigestError) as caught:
        check(notes, PLACES, where=WHERE)

    assert str(caught.value) == (
        f'{WHERE}: no such place: "release corosync 1.4.2"\n'
        "  hint: move the words to a place that is, such as the opening"
    )


@pytest.mark.parametrize(
    "line",
    [
        "<!-- table: drbd 8.4.0 drbdsetup.xml -->",
        "  <!--table:  drbd   8.4.0 drbdsetup.xml-->  ",
    ],
)
def test_tables(line: str) -> None:
    """A line asks for a table, which stands apart from the words around it."""
    words = f"See:\n{line}\r\nThere.".replace("\r", "")

    placed = placed_tables(words, TABLES, lambda key: f"[{key}]")

    assert placed == "See:\n\n[drbd 8.4.0 drbdsetup.xml]\n\n\nThere."
    check_tables(words.encode(), TABLES, where=WHERE)


def test_words_behind_a_table() -> None:
    """What stands behind it on its line comes after it."""
    words = "<!-- table: corosync 1.4.1 ring.8 --> Nice."

    placed = placed_tables(words, TABLES, lambda key: f"[{key}]")

    assert placed == "\n[corosync 1.4.1 ring.8]\n\nNice."


def test_the_only_table() -> None:
    """Where a release has one table, the release alone names it."""
    words = "<!-- table: corosync 1.4.1 -->"

    placed = placed_tables(words, TABLES, lambda key: f"[{key}]")

    assert placed == "\n[corosync 1.4.1 ring.8]\n\n"
    check_tables(words.encode(), TABLES, where=WHERE)


def test_offered_tables() -> None:
    """What the scaffold offers is not asked for until its "hint:" is taken away."""
    notes = scaffolded(None)

    check_tables(notes, (), where=WHERE)
    assert written(notes) == {}
    check_tables(notes.replace(b"hint: table", b"table"), TABLES, where=WHERE)


def test_code_asks_for_no_table() -> None:
    """A line that is indented as code is stays what it is."""
    words = "    <!-- table: drbd 8.4.0 -->"

    assert placed_tables(words, TABLES, lambda key: f"[{key}]") == words
    check_tables(words.encode(), TABLES, where=WHERE)


@pytest.mark.parametrize(
    ("key", "known", "what"),
    [
        (
            "drbd 8.4.1",
            TABLES[:1],
            'no such table: "drbd 8.4.1"\n  hint: there are: drbd 8.4.0 drbdsetup.xml',
        ),
        (
            "drbd 8.4.0",
            TABLES,
            (
                'which table is "drbd 8.4.0"?\n'
                "  hint: there are: drbd 8.4.0 drbdsetup.xml, drbd 8.4.0 drbd.conf.xml"
            ),
        ),
        (
            "drbd 8.4.0",
            (),
            (
                'no such table: "drbd 8.4.0"\n'
                "  hint: no release of this month has one; take the line out"
            ),
        ),
    ],
)
def test_no_such_table(key: str, known: tuple[str, ...], what: str) -> None:
    """A table that is none, or may be several, is told with its line."""
    words = f"Hello.\r\n\r\n<!-- table: {key} -->"

    with pytest.raises(DigestError) as caught:
        check_tables(words.encode(), known, where=WHERE)

    assert str(caught.value) == f"{WHERE}:3: {what}"
    assert placed_tables(words, known, lambda name: f"[{name}]") == words


@given(BYTES)
def test_tables_of_any_notes(data: bytes) -> None:
    """Notes that ask for no table have nothing wrong with their tables."""
    check_tables(data, (), where=WHERE)
