"""What people write in the notes is found, and nothing of it is ever lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hypothesis import example, given
from hypothesis import strategies as st

from digest.errors import DigestError
from digest.notes import (
    Offer,
    Place,
    check_requests,
    fill_requests,
    read_notes,
    scaffold,
    unplaced,
)
from tests.conftest import cases

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

TABLES = (
    "drbd 8.4.0 drbdsetup.xml",
    "drbd 8.4.0 drbd.conf.xml",
    "corosync 1.4.1 ring.8",
)
THREAD = "https://example.org/--1"
PLACES = (
    Place(key="opening", about="The opening. --> <b>"),
    Place(key="release corosync 1.4.1", about="Corosync 1.4.1,\n2011-07-26"),
    Place(
        key="tips",
        about="Tips.",
        hints=("question", "tip: an address"),
        offers=(
            Offer(kind="tip", key="https://example.org/- -1", about=("Q.", "A <b>")),
            *(Offer(kind="table", key=key) for key in TABLES[:2]),
        ),
    ),
)
WHERE = "notes/2011-08.en.md"
FRESH = """\
<!-- hint: Notes for August. -->

<!-- digest: opening -->
<!-- about: The opening. - -› <b› -->


<!-- digest: release corosync 1.4.1 -->
<!-- about: Corosync 1.4.1, 2011-07-26 -->


<!-- digest: tips -->
<!-- about: Tips. -->
<!-- hint: question -->
<!-- hint: tip: an address -->
<!-- about: Q. -->
<!-- about: A <b› -->
<!-- hint: tip: https://example.org/- -1 -->
<!-- hint: table: drbd 8.4.0 drbdsetup.xml -->
<!-- hint: table: drbd 8.4.0 drbd.conf.xml -->

"""
LINES = [
    "<!-- digest: opening -->",
    "<!-- digest: tips -->",
    "<!-- digest: gone with the wind -->",
    "<!-- about: x -->",
    "<!-- hint: x -->",
    "<!-- gone: x -->",
    "\ufeff",
    "words",
    "言葉",
    "\n",
    "\r\n",
]
WRITTEN = [
    *FRESH.splitlines(keepends=True),
    "One of the words.\n",
    "Two words, and no newline",
    "```\n",
    "<!-- a word to myself -->\n",
    "<!-- tip: https://example.org/--1 -->\r\n",
    "<<<<<<< ours\n",
    "=======\n",
    ">>>>>>> theirs\n",
]
EDITED = st.lists(st.sampled_from(WRITTEN)).map("".join).map(str.encode)
BROKEN = [
    *("<!-- digest:", "<!--", "-->", "<!-- digest: -->", "```", "~~~\n", "`"),
    *("<<<<<<< ours\n", "=======\n", ">>>>>>> theirs\n", "<!-- question -->"),
    *("<!-- table: drbd -->", "<!-- tip: x -->", "\n    "),
]
LINED = st.lists(st.sampled_from(LINES)).map("".join).map(str.encode)
BYTES = (
    st.lists(st.sampled_from(LINES + BROKEN) | st.text(max_size=5))
    .map("".join)
    .map(str.encode)
)


def written(data: bytes) -> dict[str, str]:
    """Return what is written in notes."""
    return read_notes(data, where=WHERE)


def scaffolded(data: bytes | None, places: Sequence[Place] = PLACES) -> bytes:
    """Return notes with a place for everything."""
    return scaffold(
        data, "Notes for August.", places, gone=lambda key: f"{key} went", where=WHERE
    )


def notices(data: bytes) -> list[str]:
    """Return all that is told of notes."""
    told = [
        *unplaced(data, PLACES, where=WHERE),
        *check_requests(data, TABLES, [THREAD], where=WHERE),
    ]
    assert all(notice.gap for notice in told)
    return [str(notice) for notice in told]


def refused(data: bytes) -> str:
    """Return why notes cannot be used; whatever is done with them, it is the same."""
    told = set()
    for use in (written, scaffolded, notices):
        with pytest.raises(DigestError) as caught:
            use(data)
        told.add(str(caught.value))
    (why,) = told
    return why


def filled(words: str) -> str:
    """Return words with what they ask for, in short."""
    known = {"table": TABLES, "tip": [THREAD], "question": [""], "answer": [""]}
    return fill_requests(
        words, lambda kind, key: f"[{kind} {key}]" if key in known[kind] else None
    )


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
    fresh = scaffolded(None, ())
    again = scaffolded(fresh, ())

    assert fresh == again == b"<!-- hint: Notes for August. -->\n"


@given(st.none() | BYTES | EDITED)
@example(b"words")
@example(b"words\r")
@example(b"words\r\nwords")
@example(b"\xef\xbb\xbf")
@example(b"<!-- digest: tips -->")
@example(b"<!-- digest: tips --> words\r\n<!-- digest: nowhere -->")
@example(b"<!-- digest: tips -->\n<!-- gone: x -->\n<!-- digest: nowhere -->\n")
def test_whatever_people_do(data: bytes | None) -> None:
    """Notes are refused, or all lines stay, the words are the same, once is enough."""
    try:
        notes = scaffolded(data)
    except DigestError:
        return

    left = iter(notes.split(b"\n"))
    assert all(line in left for line in (data or b"").split(b"\n")[:-1])
    assert written(notes) == written(data or b"")
    assert scaffolded(notes) == notes
    for place in PLACES:
        assert f"digest: {place.key} -->".encode() in notes


@given(EDITED)
def test_no_line_is_lost(data: bytes) -> None:
    """However lines are moved, doubled or cut off, what is written stays so."""
    try:
        notes = scaffolded(data)
    except DigestError:
        return

    for word in ("One of the words.", "Two words", "to myself", "tip: https:"):
        before = data.decode().replace("hint: tip: https:", "").count(word)
        kept = "".join(written(notes).values())
        assert kept.replace("hint: tip: https:", "").count(word) == before


@given(BYTES | EDITED)
def test_all_words_are_shown_or_told(data: bytes) -> None:
    """Words are at a place of the issue, or the maintainer is told their line."""
    try:
        notes = written(data)
    except DigestError:
        return

    lost = [key for key in notes if key not in {place.key for place in PLACES}]
    told = "".join(notices(data))
    assert all(f'no such place: "{key}"' in told for key in lost)


def test_scaffold_a_late_release() -> None:
    """A place that is missing comes at the end, after what is written."""
    before = b"<!-- digest: opening -->\nHello.\n<!-- digest: tips -->\nNo newline"

    notes = scaffolded(before, PLACES[:2])

    assert notes == before.replace(
        b"<!-- digest: tips", b"<!-- gone: tips went -->\n<!-- digest: tips"
    ) + (
        b"\n\n"
        b"<!-- digest: release corosync 1.4.1 -->\n"
        b"<!-- about: Corosync 1.4.1, 2011-07-26 -->\n\n"
    )


def test_offers_that_are_new() -> None:
    """What is offered later comes below what was; what is named already does not."""
    before = (
        b"<!-- digest: tips -->\r\n<!-- about: mine -->\r\nWords.\r\n"
        b"<!-- table: drbd 8.4.0 drbd.conf.xml -->\r\n"
        b"See drbd 8.4.0 drbdsetup.xml.old.\r\n"
    )

    notes = scaffolded(before, PLACES[2:])

    assert notes == before.replace(
        b"mine -->\r\n",
        b"mine -->\r\n<!-- about: Q. -->\r\n<!-- about: A <b\xe2\x80\xba -->\r\n"
        b"<!-- hint: tip: https://example.org/- -1 -->\r\n"
        b"<!-- hint: table: drbd 8.4.0 drbdsetup.xml -->\r\n",
    )


def test_places_that_are_gone() -> None:
    """Where a place is no more stands so, once; when it is back, that goes again."""
    before = b"<!-- digest: tips -->\nA tip.\n<!-- digest: opening -->\nHello."

    gone = scaffolded(before, PLACES[:1])
    back = scaffolded(gone, PLACES[::2])

    assert gone == b"<!-- gone: tips went -->\n" + before
    assert scaffolded(gone, PLACES[:1]) == gone
    assert written(gone) == written(before)
    assert back == scaffolded(before, PLACES[::2])


def test_what_a_person_says_of_a_place_that_is_gone() -> None:
    """A line that is not as we wrote it stays, and is as good as ours."""
    before = b"<!-- gone: fishing -->\n<!-- digest: opening -->\n"

    notes = scaffolded(before, PLACES[:1])

    assert notes == before
    assert scaffolded(before, PLACES[1:2]).startswith(before)


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
            f"{WHERE}:{line}: not UTF-8\n  hint: save it as UTF-8"
        )


def test_ends_of_old_macs() -> None:
    """Lines that end in CR alone would hide the places: they are told, not moved."""
    notes = b"Hi.\r\n<!-- digest: tips -->\rA tip.\r"

    for read in (written, scaffolded):
        with pytest.raises(DigestError) as caught:
            read(notes)
        assert str(caught.value).startswith(f"{WHERE}:2: a lone CR\n")


def test_words_without_a_place() -> None:
    """Words at places that there are not are told, all of them, with their lines."""
    data = (
        b"Hi.\n\n<!-- digest: tea -->\nOops.\n<!-- digest: tips -->\nA tip.\n"
        b"<!-- digest: tisp -->\n\n<!-- digest: toast -->\nAh.\n"
    )

    told = notices(data)

    assert told == [
        f"{WHERE}:{line}: words that are shown nowhere: no such place: {place}\n"
        "  hint: move them to a place that is, such as the opening"
        for line, place in ((3, '"tea"'), (9, '"toast"'))
    ]


@pytest.mark.parametrize(
    "marker",
    [
        "<!-- digest:  Release  corosync 1.4.1 -->",
        "<!-- Digest: RELEASE corosync\t1.4.1 -->",
    ],
)
def test_places_as_people_spell_them(marker: str) -> None:
    """A place is known by its words, whatever their case and the blanks between."""
    data = f"{marker}\nA fix.\n".encode()

    grown = scaffolded(data)

    assert read_notes(data, where=WHERE, places=PLACES) == {
        "release corosync 1.4.1": "A fix."
    }
    assert notices(data) == []
    assert grown.startswith(data)
    assert b"went" not in grown
    assert grown.count(b"corosync 1.4.1 -->") == data.count(b"corosync 1.4.1 -->")


def test_places_that_differ_in_case() -> None:
    """Where places differ in nothing but their case, each has its own words."""
    places = [Place(key=key, about="") for key in ("remark A", "remark a")]
    data = b"<!-- digest: remark a -->\nOne.\n<!-- digest: remark A -->\nTwo.\n"

    notes = read_notes(data, where=WHERE, places=places)

    assert notes == {"remark a": "One.", "remark A": "Two."}


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ("あ\nお茶".encode("iso-2022-jp"), "not UTF-8 but ISO-2022-JP"),
        ("tea".encode("utf-16-le"), "not UTF-8 but UTF-16, or no text"),
        (b"a\x1b[1mb", "a control character, which no text has"),
    ],
)
def test_other_encodings(data: bytes, what: str) -> None:
    """What is no text in UTF-8, though its bytes could be, is told and not garbled."""
    assert refused(data) == f"{WHERE}:1: {what}\n  hint: save it as UTF-8"


def test_blanks_of_all_kinds() -> None:
    """Tabs and form feeds are text."""
    assert written(b"a\tb\n\x0cc") == {"opening": "a\tb\n\x0cc"}


HALVES = {
    "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n": (
        ":2: a merge conflict\n  hint: settle the merge first; nothing was changed"
    ),
    "a\n=======\nc\n>>>>>>> x\n": (
        ":2: a merge conflict\n  hint: settle the merge first; nothing was changed"
    ),
    "a\r\n<!-- Digest tips -->": (
        ":2: a marker that names no place\n"
        "  hint: write it like this: <!-- digest: tips -->"
    ),
    "<!-- digest: tips": (
        ":1: a marker that names no place\n"
        "  hint: write it like this: <!-- digest: tips -->"
    ),
    "a\n<!-- digest: tips -->\n\n```sh\nls\n<!-- digest: news -->\n```\n": (
        ":4: a block of code without end\n  hint: end it: ```"
    ),
    "a\n<!-- digest: tips -->\nb <!-- c\nd\n<!-- digest: news -->\n": (
        ":3: a comment without end\n  hint: end it: -->"
    ),
    "a\n<details>\n<summary>b</summary>\n<!-- digest: tips -->\nc\n</details>\n": (
        ":2: <details> without end\n  hint: end it: </details>"
    ),
    "<div></div>\n<div>\n": ":2: <div> without end\n  hint: end it: </div>",
    "a <STYLE>b\n": ":1: <style> without end\n  hint: end it: </style>",
    'a\n<a href="b\n\nc <d\n': (
        ":2: a tag without end\n  hint: end it: >; or, if it is none, write &lt; for <"
    ),
}


@pytest.mark.parametrize(("text", "why"), HALVES.items())
def test_half_finished(text: str, why: str) -> None:
    """What takes in what follows it is refused with its line."""
    assert refused(text.encode()) == WHERE + why


@pytest.mark.parametrize(
    "words",
    [
        "A heading\n=======\n\nAnd words.",
        "```\n<!-- of the CIB\n```\n\nAnd words.",
        "~~~ {.xml}\n```\n~~~",
        "    <!-- in code\n\nAnd words.",
        "A `<!--` in code, and <!-- one\nthat ends --> here.",
        "A `` `<!-- `` with a backtick, and `<!--`.",
        "```not a fence",
        "<div>\n<p>A</p>\n</div>\n</div>\n<br>\n<hr>\n<div/>",
        "A `<div` and `<style>`, 1 < 2, a <div>, <b>b, <script></script>.",
        "<a\nhref='b'>c</a>\n\n    <style>\n\n```\n<div>\n```",
    ],
)
def test_finished(words: str) -> None:
    """What looks half finished and is not stays as it was written."""
    assert written(words.encode()) == {"opening": words}


@pytest.mark.parametrize(
    "line",
    [
        "<!-- table: drbd 8.4.0 drbdsetup.xml -->",
        "  <!--table:  drbd   8.4.0 drbdsetup.xml-->  ",
    ],
)
def test_tables(line: str) -> None:
    """A line asks for a table, which stands apart from the words around it."""
    words = f"See:\n{line}\nThere."

    assert filled(words) == "See:\n\n[table drbd 8.4.0 drbdsetup.xml]\n\n\nThere."
    assert notices(words.encode()) == []


def test_words_behind_a_line() -> None:
    """What stands behind it on its line comes after it."""
    words = "<!-- question --> Why?"

    assert filled(words) == "\n[question ]\n\nWhy?"


def test_the_only_table() -> None:
    """Where a release has one table, the release alone names it."""
    assert notices(b"<!-- table: corosync 1.4.1 -->") == []


def test_offered_tables() -> None:
    """What the scaffold offers is not asked for until its "hint:" is taken away."""
    notes = scaffolded(None)

    assert notices(notes) == []
    assert written(notes) == {}
    assert notices(notes.replace(b"hint: table", b"table")) == []


@pytest.mark.parametrize("line", ["about: x", "hint: x", "gone: x"])
def test_code_is_said_to_readers(line: str) -> None:
    """What would be said to whoever writes is the person's own in a block of code."""
    words = f"~~~\r\n<!-- {line} -->\r\n~~~\r\n"

    notes = written(f"{words}<!-- {line} -->\r\nAnd so on.".encode())

    assert notes == {"opening": f"~~~\n<!-- {line} -->\n~~~\nAnd so on."}


@pytest.mark.parametrize(
    "words",
    [
        "    <!-- table: drbd 8.4.0 -->",
        "```\n<!-- table: drbd 8.4.0 drbdsetup.xml -->\n<!-- question -->\n```",
        "```\n<!-- table: nothing -->\n<!-- tip: nothing -->\n```",
    ],
)
def test_code_asks_for_nothing(words: str) -> None:
    """A line of code stays what it is."""
    assert filled(words) == words
    assert notices(words.encode()) == []


@pytest.mark.parametrize(
    ("key", "tables", "what"),
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
def test_no_such_table(key: str, tables: tuple[str, ...], what: str) -> None:
    """A table that is none, or may be several, is told with its line."""
    words = f"Hello.\r\n\r\n<!-- table: {key} -->".encode()

    (told,) = check_requests(words, tables, (), where=WHERE)

    assert str(told) == f"{WHERE}:3: {what}"


SOURCE = "  hint: add a line such as: <!-- tip: https://example.org/thread -->"
TIPS = {
    "<!-- question -->\nQ?\n<!-- answer -->\nA.\n": (
        f":2: a question without a link to where it comes from\n{SOURCE}"
    ),
    "<!-- question -->\nQ?\n<!-- tip: https://example.org/2 -->\nA.\n": "",
    "<!-- question -->\nQ? As [they](https://example.org/2) ask.\n": "",
    "<!-- tip: the address -->\nA.\n": (
        f":2: a tip without the address of its source\n{SOURCE}"
    ),
    f"<!-- tip: {THREAD} -->\nA.\n": "",
    f"<!-- tip: {THREAD} -->\n<!-- hint: x -->\n<!-- question -->\nQ: http://a.b\n": (
        ":2: a tip without an answer\n"
        "  hint: write it below the line, or take the line out"
    ),
}


@pytest.mark.parametrize(("words", "what"), TIPS.items())
def test_tips(words: str, what: str) -> None:
    """A question needs its source, a tip its address and an answer."""
    told = notices(f"<!-- digest: tips -->\n{words}".encode())

    assert told == ([WHERE + what] if what else [])
