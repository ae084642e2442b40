"""A catalogue gets what it lacks, and whatever a person wrote stays as it is."""

from __future__ import annotations

import re

from typing import TYPE_CHECKING

import pytest

from hypothesis import example, given
from hypothesis import strategies as st

from digest.errors import DigestError
from digest.memory import Memory, State
from digest.memory.entries import read_catalogue
from digest.memory.forms import normal_form
from digest.memory.scaffold import add_suggestions, scaffold
from digest.memory.sentences import Occurrence
from digest.memory.suggestions import Suggestion, Suggestions

if TYPE_CHECKING:
    from collections.abc import Iterable

WHERE = "memory/ja.po"
LEAK = "ipc: Fix a leak in join_all() (#7)"
HEADER = r"""# Upstream's sentences, and how they read here. Write what is missing into
# msgstr, with all blanks {1}, {2} ... in any order. Where a suggestion is
# right, take out "fuzzy".
msgid ""
msgstr ""
"Language: ja\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"""
WRITTEN = """\
# by hand
#: corosync-1.3.3
#, python-brace-format
#| msgid "Fix a leak"
msgid "Fix a leak in {1} ({2})"
msgstr "{1}のリークを修正（{2}）"

msgid "Wait"
msgstr ""
"""
EDITS = [
    b"<<<<<<< HEAD\n",
    b"=======\n",
    b"\n",
    b"# a word\n",
    b"#, fuzzy\n",
    b"\r",
    b'"more"\n',
    b'msgid "Wait"\n',
    b'msgstr "\xe5\xbe\x85\xe3\x81\xa4"\n',
    b"#~ ",
    b"\xef\xbb\xbf",
    b"\xff",
]


def occurrences(*sentences: str, release: str = "corosync 1.4.1") -> list[Occurrence]:
    """Return sentences as a release has them."""
    return [Occurrence(sentence=said, release=release) for said in sentences]


def scaffolded(text: str, said: Iterable[Occurrence], *references: str) -> str:
    """Return a catalogue as text, with what it lacked."""
    others = [read_catalogue(r.encode(), where="a/other.ja.po") for r in references]
    found = scaffold(text.encode(), said, language="ja", where=WHERE, references=others)
    return found.decode()


def test_a_first_catalogue() -> None:
    """A catalogue begins with a header; each form has an entry, with an example."""
    said = [
        *occurrences(LEAK, "Wait", "1.4.1"),
        *occurrences("Fix a leak in a.c (#8)", LEAK, release="corosync 1.3.3"),
    ]

    assert scaffolded("", said) == HEADER + (
        f"\n#. corosync 1.4.1: {LEAK}\n#: corosync-1.4.1 corosync-1.3.3\n"
        '#, python-brace-format\nmsgid "Fix a leak in {1} ({2})"\nmsgstr ""\n'
        '\n#. corosync 1.4.1: Wait\n#: corosync-1.4.1\nmsgid "Wait"\nmsgstr ""\n'
    )


def test_what_is_new() -> None:
    """New releases are put to the others of an entry; new sentences come last."""
    said = occurrences(LEAK, "Wait", "Go", release="corosync 1.4.1")

    before, after = WRITTEN.split("#, python")
    assert scaffolded(WRITTEN, said) == (
        f"{before}#: corosync-1.4.1\n#, python{after}".replace(
            '\nmsgid "Wait"', '\n#: corosync-1.4.1\nmsgid "Wait"'
        )
        + '\n#. corosync 1.4.1: Go\n#: corosync-1.4.1\nmsgid "Go"\nmsgstr ""\n'
    )


def test_long_lines() -> None:
    """Long sentences and many releases are laid out on several lines."""
    sentence = "word " * 30 + "{ end"
    said = [
        one
        for number in range(9)
        for one in occurrences(sentence, release=f"corosync 1.4.{number}")
    ]

    entry = scaffolded(WRITTEN, said).removeprefix(WRITTEN)

    assert all(len(line) <= 79 for line in entry.split("\n") if line[:2] != "#.")
    assert read_catalogue(entry.encode(), where=WHERE).entries[0].sentence == sentence


def test_other_braces() -> None:
    """A sentence with another brace is not marked as one that msgfmt can check."""
    entry = scaffolded(WRITTEN, occurrences("Close { after a_b"))

    assert entry.endswith('1.4.1\nmsgid "Close { after {1}"\nmsgstr ""\n')


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\n# the end"])
def test_how_a_file_ends(end: str) -> None:
    """A file without a last line end gets one, before what is new."""
    text = f'msgid "a"\nmsgstr "b"{end}'

    found = scaffolded(text, occurrences("Go"))

    assert found.startswith(text if end.endswith("\n") else f"{text}\n")
    assert found.endswith(
        '\n\n#. corosync 1.4.1: Go\n#: corosync-1.4.1\nmsgid "Go"\nmsgstr ""\n'
    )


def test_line_ends_and_marks_of_windows() -> None:
    """What is added has the file's line ends, and comes after its byte order mark."""
    text = '\ufeffmsgid "Go"\r\nmsgstr ""\r\n'

    found = scaffolded(text, occurrences("Go", "Wait"))

    assert found == (
        '\ufeff#: corosync-1.4.1\r\nmsgid "Go"\r\nmsgstr ""\r\n\r\n#. corosync 1.4.1: '
        'Wait\r\n#: corosync-1.4.1\r\nmsgid "Wait"\r\nmsgstr ""\r\n'
    )


def test_a_file_of_comments() -> None:
    """What has comments and no entry gets a header below them."""
    assert scaffolded("\ufeff# mine", []) == f"\ufeff# mine\n{HEADER}"


def grown_or_told(data: bytes, said: list[Occurrence]) -> bytes | DigestError:
    """Return a catalogue with what it lacked, or what is wrong with it."""
    try:
        return scaffold(data, said, language="ja", where=WHERE)
    except DigestError as error:
        return error


@given(
    st.lists(
        st.tuples(
            st.integers(0, 400),
            st.integers(0, 30),
            st.sampled_from(EDITS) | st.integers(0, 400),
        ),
        max_size=4,
    ),
    st.booleans(),
)
@example([(len(WRITTEN), 0, b"#~ ")], False)  # noqa: FBT003 - the file has no CRLF
def test_nothing_is_ever_dropped(
    edits: list[tuple[int, int, bytes | int]],
    crlf: bool,  # noqa: FBT001 - drawn
) -> None:
    """Whatever a person did to a catalogue, all of it is kept, or a line is told."""
    data = WRITTEN.replace("\n", "\r\n" if crlf else "\n").encode()
    for at, cut, put in edits:
        new = put if isinstance(put, bytes) else data[put : put + 40]
        data = data[:at] + new + data[at + cut :]
    said = occurrences(LEAK, "Wait", "Go", "lib: go on, node_1")
    wish = {"Go": Suggestion(text="行け", source="me")}

    grown = grown_or_told(data, said)
    if isinstance(grown, DigestError):
        assert re.fullmatch(rf"{WHERE}:[1-9][0-9]*", grown.where)
        return

    told = add_suggestions(grown, wish, where=WHERE)
    for old, later in ((data, grown), (grown, told)):
        lines = iter(later.splitlines())
        assert all(line in lines for line in old.splitlines())
    was = read_catalogue(data, where=WHERE).entries
    now = iter(
        (e.sentence, e.translation) for e in read_catalogue(told, where=WHERE).entries
    )
    assert all(
        (entry.sentence, entry.translation) in now for entry in was if entry.translation
    )
    assert scaffold(told, said, language="ja", where=WHERE) == told
    assert Memory.read(told, where=WHERE).look_up("Go").text


@given(st.lists(st.text(max_size=30) | st.sampled_from([LEAK, '"', "\\", "{1} a"])))
@example(["{ a_b", "{1} {0} x", "a: b: c", "\u2028x\x85y", 'a\\n"b"'])
def test_a_place_for_each_sentence(sentences: list[str]) -> None:
    """Whatever upstream says, it has a place, and only one, however often it is run."""
    once = scaffolded("", occurrences(*sentences))

    twice = scaffolded(once, occurrences(*reversed(sentences)))

    assert twice == once
    memory = Memory.read(once.encode(), where=WHERE)
    wordy = {normal_form(said).key for said in sentences if normal_form(said).has_words}
    assert len(memory.catalogue.entries) == len(wordy)
    assert all(
        memory.look_up(s).line or memory.look_up(s).state is State.DONE
        for s in sentences
    )


def test_what_a_reference_translates() -> None:
    """A sentence that a reference translates is filled in, as a suggestion."""
    manual = (
        'msgid "Fix a leak in <function>&lt;x&gt;</function> (<ulink>#1</ulink>)."\n'
        'msgstr "<function>&lt;x&gt;</function> の漏れを修正（<ulink>#1</ulink>）。"\n'
    )

    found = scaffolded("", occurrences(LEAK), manual).removeprefix(HEADER)

    assert found == (
        f"\n# other.ja.po, line 1\n#. corosync 1.4.1: {LEAK}\n#: corosync-1.4.1\n"
        '#, fuzzy, python-brace-format\nmsgid "Fix a leak in {1} ({2})"\n'
        'msgstr "{1} の漏れを修正（{2}）。"\n'
    )


def test_what_was_obsolete() -> None:
    """A sentence that comes back is suggested what it was translated with."""
    text = '#~ msgid "Go"\n#~ msgstr "行け"\n'

    found = scaffolded(text, occurrences("Go"))

    assert found == text + (
        "\n# ja.po, line 1\n#. corosync 1.4.1: Go\n#: corosync-1.4.1\n#, fuzzy\n"
        'msgid "Go"\nmsgstr "行け"\n'
    )


def test_what_is_similar() -> None:
    """A sentence that is like a known one gets that one beside it, as a comment."""
    text = 'msgid "Fix a leak in the parser of {1}"\nmsgstr "{1}の解析器の漏れを修正"\n'

    found = scaffolded(text, occurrences("Fix a crash in the parser of a.c"))

    assert found.removeprefix(text) == (
        "\n# ja.po, line 1, 86%: Fix a leak in the parser of {1} = "
        "{1}の解析器の漏れを修正\n#. corosync 1.4.1: Fix a crash in the parser of a.c\n"
        "#: corosync-1.4.1\n#, python-brace-format\n"
        'msgid "Fix a crash in the parser of {1}"\nmsgstr ""\n'
    )


@pytest.mark.parametrize(
    ("known", "translation"),
    [
        ("Fix all of {1} now", "{1}を直す"),  # other words
        ("Fix it", "直す"),  # too few words
        ("Fix a crash of {1} in {2} too", "落ちる"),  # far too long
        ("Fix a crash in the lexer", "Fix a crash in the lexer"),  # no translation
    ],
)
def test_what_is_not_similar(known: str, translation: str) -> None:
    """What has other words, or too few, or no translation, is like nothing."""
    text = f'msgid "{known}"\nmsgstr "{translation}"\n'
    own = read_catalogue(text.encode(), where=WHERE)

    found = [
        Suggestions(own).similar(normal_form(s))
        for s in ("fix it", "See the lexer of it")
    ]

    assert found == [None, None]


def test_the_most_similar() -> None:
    """Of several that are alike, the first of those that are most alike is told."""
    known = ["a b c d x", "a b c d e x", "A b c d e y", "a b c d", "g h i j"]
    text = "\n".join(
        f'msgid "{said}"\nmsgstr "訳{n}"\n' for n, said in enumerate(known)
    )
    own = read_catalogue(text.encode(), where=WHERE)

    found = Suggestions(own).similar(normal_form("a b c d e f"))

    assert found == Suggestion(
        text="訳1", source="ja.po, line 4", sentence="a b c d e x", alike=10 / 12
    )


def test_words_that_say_nothing() -> None:
    """What only shares words that hundreds have is not compared."""
    text = "\n".join(f'msgid "a b c {n}x"\nmsgstr "{n}x訳"\n' for n in range(501))
    own = read_catalogue(text.encode(), where=WHERE)

    assert Suggestions(own).similar(normal_form("a b c d")) is None


def test_a_reference_that_lost_a_piece() -> None:
    """A translation without all blanks of the sentence is not suggested."""
    found = scaffolded(
        "", occurrences("Go to a_b"), 'msgid "Go to c_d"\nmsgstr "行く"\n'
    )

    assert found.endswith('\nmsgid "Go to {1}"\nmsgstr ""\n')


def test_suggestions() -> None:
    """Suggestions go where nothing is written; they are fuzzy and tell their source."""
    text = 'msgid "Move {1} to {2}"\nmsgstr ""\n\nmsgid "Wait"\nmsgstr "待つ"'
    new = {
        "x: Move a_b to c_d": Suggestion(text="x: c_dへa_bを", source="a service"),
        "Move e_f to g_h": Suggestion(text="あとから", source="late"),
        "Wait": Suggestion(text="待て", source="a service"),
        "Go": Suggestion(text="行け", source="a service"),
    }

    found = add_suggestions(text.encode(), new, where=WHERE).decode()

    assert found == (
        '# a service\n#, fuzzy\nmsgid "Move {1} to {2}"\nmsgstr ""\n"{2}へ{1}を"\n\n'
        'msgid "Wait"\nmsgstr "待つ"'
    )


def test_a_suggestion_for_a_sentence_that_is_written_out() -> None:
    """An entry without blanks gets a suggestion without blanks, at the file's end."""
    text = 'msgid "x: Move a_b"\nmsgstr ""'
    new = {"y: Move c_d": Suggestion(text="y: c_dを動かす", source="a service")}

    found = add_suggestions(text.encode(), new, where=WHERE).decode()

    assert found == (
        '# a service\n#, fuzzy\nmsgid "x: Move a_b"\nmsgstr ""\n"x: a_bを動かす"\n'
    )


def test_a_suggestion_that_lost_a_piece() -> None:
    """A suggestion that lacks a piece of its sentence is not put in."""
    text = b'msgid "Move {1}"\nmsgstr ""\n'
    new = {"Move a_b": Suggestion(text="それを動かす", source="a service")}

    assert add_suggestions(text, new, where=WHERE) == text
