"""A catalogue is read whole, or one line says what of it is no PO."""

from __future__ import annotations

import re

import pytest

from hypothesis import example, given
from hypothesis import strategies as st

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
        ('msgid "a"\nmsgstr "b\n', "no PO in line 2", ADVICE),
        ('msgid "a"\nmsgstr "b" c"\n', "no PO in line 2", ADVICE),
        ('msgid "a"\n  words\nmsgstr "b"\n', "no PO in line 2", ADVICE),
        ('#~ words\nmsgid "a"\nmsgstr "b"\n', "no PO in line 1", ADVICE),
        (
            'msgid "a"\rmsgstr "b"\r',
            "a lone CR in line 1",
            "save it with ends that all systems know, LF or CRLF; nothing was changed",
        ),
        (
            'msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n=======\n',
            "a merge conflict in line 2",
            "settle the merge first; nothing was changed",
        ),
        ('msgid "a"\n\nmsgid "b"\n', "an entry without msgstr in line 1", ADVICE),
        ('\nmsgid "a"\n"b"\n', "an entry without msgstr in line 2", ADVICE),
        ('msgid "a"\n# c\nmsgstr "b"\n', "an entry without msgstr in line 1", ADVICE),
        ('msgctxt "a"\nmsgstr "b"\n', "an entry without msgstr in line 1", ADVICE),
        ('msgstr "b"\n', "a msgstr too many in line 1", ADVICE),
        (
            'msgid "a"\nmsgstr "b"\nmsgstr "c"\n',
            "a msgstr too many in line 3",
            ADVICE,
        ),
        (
            'msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[2] ""\n',
            "a msgstr[2] too many in line 4",
            ADVICE,
        ),
        ('"a"\nmsgid "a"\n', "a string without a keyword in line 1", ADVICE),
        (
            'msgid "a"\n#~ msgstr "b"\n',
            "an entry that is half obsolete in line 2",
            ADVICE,
        ),
    ],
)
def test_what_is_no_catalogue(text: str, what: str, hint: str) -> None:
    """A line that does not fit is told with its number, and what to do."""
    with pytest.raises(DigestError) as told:
        read_catalogue(text.encode(), where=WHERE)

    assert str(told.value) == f"{WHERE}: {what}\n  hint: {hint}"


def test_what_is_no_utf8() -> None:
    """A line that is no UTF-8 is told with its number."""
    with pytest.raises(DigestError) as told:
        read_catalogue(b'msgid "a"\nmsgstr "\xb1"\n', where=WHERE)

    assert (told.value.what, told.value.hint) == (
        "not UTF-8 in line 2",
        "save it as UTF-8; nothing was changed",
    )


def test_ends_of_old_macs() -> None:
    """Lines that end in CR alone would be one comment: they are told, not lost."""
    with pytest.raises(DigestError) as told:
        read_catalogue(b'# tea\r\nmsgid "a"\rmsgstr "b"\r', where=WHERE)

    assert told.value.what == "a lone CR in line 2"


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
        assert re.search(r" in line [1-9][0-9]*$", read.what)
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
