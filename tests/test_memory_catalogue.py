"""A catalogue is read whole, or one line says what of it is no PO."""

from __future__ import annotations

import re

import pytest

from hypothesis import example, given
from hypothesis import strategies as st

from digest.clean.saved import ENDS
from digest.errors import DigestError
from digest.memory.entries import Entry, read_catalogue

WHERE = "memory/ja.po"
HEADER = 'msgid ""\nmsgstr ""\n"PO-Revision-Date: some day\\n"\n\n'
ADVICE = "correct it, or take back the last edit; nothing was changed"
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"[ \t\r\n]*\Z')
LINES = [
    'msgid "one"\n',
    'msgid "two {1}"\n',
    'msgid ""\n',
    'msgstr "いち"\n',
    'msgstr ""\n',
    '"more\\n"\n',
    '"\\"quoted\\""\n',
    'msgctxt "menu"\n',
    'msgid_plural "ones"\n',
    'msgstr[0] "ひとつ"\n',
    'msgstr[1] "ふたつ"\n',
    "#, fuzzy\n",
    "#: corosync-1.4.1\n",
    "#. said\n",
    '#| msgid "once"\n',
    '#~ msgid "old"\n',
    '#~ msgstr "むかし"\n',
    '#~| msgid "older"\n',
    "#\n",
    "\n",
    "<<<<<<< HEAD\n",
    "=======\n",
    'msgstr "half\n',
    "words\n",
    "\ufeff",
    "\r",
]
PAIRS = [f"{first}{second}" for first in LINES[:3] for second in LINES[3:5]]
# Those whose strings are all words of a sentence or of its only translation.
PLAIN = [
    *(line for line in LINES if not re.search(r'""|\\|ctxt|_p|\[', line)),
    *(pair for pair in PAIRS if '""' not in pair),
    '#~ msgid "old"\n#~ msgstr "むかし"\n',
    'msgid "one"\n"and more"\nmsgstr "いち"\n"と"\n',
]
TEXTS = st.lists(st.sampled_from(LINES + PAIRS)).map("".join)


def entries(text: str) -> list[tuple[str, str]]:
    """Return the sentences of a catalogue and their translations."""
    read = read_catalogue(text.encode(), where=WHERE).entries
    return [(entry.sentence, entry.translation) for entry in read]


def test_entry() -> None:
    """An entry tells its texts, its flags, where it occurs, and where it stands."""
    text = HEADER + (
        "# mine\n#. said\n#: corosync-1.4.1 corosync-1.3.3\n#: libqb-1\n#, fuzzy, x\n"
        '#| msgid "before"\nmsgctxt "menu"\nmsgid ""\n"Fix "\n"it\\n"\nmsgstr "修正"\n'
    )

    catalogue = read_catalogue(text.encode(), where=WHERE)

    assert "".join(catalogue.lines) == text
    assert catalogue.entries == (
        Entry(
            line=12,
            context='"menu"',
            sentence="Fix it\n",
            translation="修正",
            fuzzy=True,
            obsolete=False,
            refs=("corosync-1.4.1", "corosync-1.3.3", "libqb-1"),
            refs_at=8,
            end=15,
        ),
    )


@pytest.mark.parametrize(
    ("comments", "refs_at"),
    [("", 4), ("# mine\n", 5), ("#, fuzzy\n#. said\n", 4), ("  #: a\n#, x\n", 5)],
)
def test_where_another_reference_belongs(comments: str, refs_at: int) -> None:
    """Another reference comes after those that are there, and before the flags."""
    text = f'{HEADER}{comments}msgid "a"\nmsgstr ""\n'

    (entry,) = read_catalogue(text.encode(), where=WHERE).entries

    assert entry.refs_at == refs_at


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", []),
        (HEADER, []),
        ('msgid "a"\nmsgstr "b"', [("a", "b")]),
        ('\ufeffmsgid "a"\r\n\r\nmsgstr "b"\r\n', [("a", "b")]),
        ('\ufeff#, fuzzy\nmsgid "a"\nmsgstr "b"\n', [("a", "b")]),
        ('\tmsgid\t"a"  \nmsgstr"b"\n', [("a", "b")]),
        ('msgid "a"\nmsgstr "b"\nmsgid "a"\nmsgstr "c"\n', [("a", "b"), ("a", "c")]),
        (r'msgid "\"\\\t"' + '\nmsgstr "\\n"\n', [('"\\\t', "\n")]),
        (
            'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "c"\n',
            [("a", "b")],
        ),
        ('#~ msgid "a"\n#~ msgstr "b"\n#~ "c"\n', [("a", "bc")]),
        ('#, fuzzy\n#~| msgid "z"\n#~ msgid "a"\n#~ msgstr "b"\n', [("a", "b")]),
        ('msgid "a"\nmsgstr "b"\n# the end\n', [("a", "b")]),
    ],
)
def test_entries(text: str, read: list[tuple[str, str]]) -> None:
    """Entries are read in whatever way a person or a tool writes them."""
    assert entries(text) == read


@pytest.mark.parametrize(
    ("text", "what", "hint"),
    [
        ('msgid "a"\nmsgstr "b\n', ":2: no PO", ADVICE),
        ('msgid "a"\nmsgstr "b" c"\n', ":2: no PO", ADVICE),
        ('msgid "a"\n  words\nmsgstr "b"\n', ":2: no PO", ADVICE),
        ('#~ words\nmsgid "a"\nmsgstr "b"\n', ":1: no PO", ADVICE),
        (
            'msgid "a"\rmsgstr "b"\r',
            ":1: a lone CR",
            f"{ENDS}; nothing was changed",
        ),
        (
            'msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n=======\n',
            ":2: a merge conflict",
            "settle the merge first; nothing was changed",
        ),
        ('msgid "a"\n\nmsgid "b"\n', ":1: an entry without msgstr", ADVICE),
        ('\nmsgid "a"\n"b"\n', ":2: an entry without msgstr", ADVICE),
        ('msgid "a"\n# c\nmsgstr "b"\n', ":1: an entry without msgstr", ADVICE),
        ('msgctxt "a"\nmsgstr "b"\n', ":1: an entry without msgstr", ADVICE),
        ('msgstr "b"\n', ":1: a msgstr too many", ADVICE),
        (
            'msgid "a"\nmsgstr "b"\nmsgstr "c"\n',
            ":3: a msgstr too many",
            ADVICE,
        ),
        (
            'msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[2] ""\n',
            ":4: a msgstr[2] too many",
            ADVICE,
        ),
        ('"a"\nmsgid "a"\n', ":1: a string without a keyword", ADVICE),
        (
            'msgid "a"\n#~ msgstr "b"\n',
            ":2: an entry that is half obsolete",
            ADVICE,
        ),
    ],
)
def test_what_is_no_catalogue(text: str, what: str, hint: str) -> None:
    """A line that does not fit is told with its number, and what to do."""
    with pytest.raises(DigestError) as told:
        read_catalogue(text.encode(), where=WHERE)

    assert str(told.value) == f"{WHERE}{what}\n  hint: {hint}"


def test_what_is_no_utf8() -> None:
    """A line that is no UTF-8 is told with its number."""
    with pytest.raises(DigestError) as told:
        read_catalogue(b'msgid "a"\nmsgstr "\xb1"\n', where=WHERE)

    assert str(told.value) == (
        f"{WHERE}:2: not UTF-8\n  hint: save it as UTF-8; nothing was changed"
    )


def test_ends_of_old_macs() -> None:
    """Lines that end in CR alone would be one comment: they are told, not lost."""
    with pytest.raises(DigestError) as told:
        read_catalogue(b'# tea\r\nmsgid "a"\rmsgstr "b"\r', where=WHERE)

    assert (told.value.where, told.value.what) == (f"{WHERE}:2", "a lone CR")


def test_another_encoding() -> None:
    """Letters of another encoding are told with its name, and not garbled."""
    data = 'msgid "a"\nmsgstr "お茶"\n'.encode("iso-2022-jp")

    with pytest.raises(DigestError) as told:
        read_catalogue(data, where=WHERE)

    assert str(told.value) == (
        f"{WHERE}:2: not UTF-8 but ISO-2022-JP\n"
        "  hint: save it as UTF-8; nothing was changed"
    )


def test_two_headers() -> None:
    """A second header, as a merge may leave it, is told: only one can count."""
    again = HEADER + 'msgid "a"\nmsgstr "b"\n\n' + HEADER

    with pytest.raises(DigestError) as told:
        read_catalogue(again.encode(), where=WHERE)

    line = again.encode().count(b"\n", 0, again.encode().rindex(b'msgid ""')) + 1
    assert str(told.value) == (
        f'{WHERE}:{line}: a second header, msgid ""\n'
        "  hint: keep one of them, or give it its sentence; nothing was changed"
    )


def test_an_obsolete_header() -> None:
    """A header that is commented out is none."""
    assert entries(HEADER + '#~ msgid ""\n#~ msgstr ""\n') == []


def read_or_told(text: str) -> list[tuple[str, str]] | DigestError:
    """Return the entries of a catalogue, or what is wrong with it."""
    try:
        return entries(text)
    except DigestError as error:
        return error


@given(st.lists(st.sampled_from(PLAIN)).map("".join))
@example('msgid "one"\n"more"\nmsgstr "いち"\n#~ msgid "old"\n#~ msgstr "むかし"\n')
@example('\ufeff#, fuzzy\nmsgid "one"\nmsgstr "いち"\n')
def test_all_is_read_or_told(text: str) -> None:
    """Every string of a file is in an entry, in its place, or a line is told."""
    read = read_or_told(text)
    if isinstance(read, DigestError):
        assert re.search(r":[1-9][0-9]*\Z", read.where)
        return

    every = (line.strip("\ufeff\r") for line in text.split("\n"))
    lines = (line for line in every if not line.startswith(("#|", "#~|")))
    assert "".join(map("".join, read)) == "".join(
        string[1] for line in lines if (string := STRING.search(line))
    )


@given(st.binary() | TEXTS.map(str.encode))
def test_nothing_else_is_raised(data: bytes) -> None:
    """Whatever is in a file, it is read or complained of."""
    try:
        catalogue = read_catalogue(data, where=WHERE)
    except DigestError:
        return

    assert "".join(catalogue.lines).encode() == data
