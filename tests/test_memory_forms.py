"""A sentence has a label, pieces that no translation may change, and a normal form."""

from __future__ import annotations

import pytest

from hypothesis import example, given
from hypothesis import strategies as st

from digest.inert import plain
from digest.memory.forms import blanks_of, fill, normal_form, with_blanks
from digest.memory.pieces import find_pieces, holds

PARTS = [
    *"aZ1 `'\"(){}<>.,:;-_=#/%$@|+\\é語ー　",
    "{1}",
    "{2}",
    "foo_bar",
    "1.4.1",
    "http://example.org/",
    "lib: ",
    "64-bit",
    "--quiet",
]
SENTENCES = st.lists(st.sampled_from(PARTS) | st.text(max_size=3)).map("".join)


@pytest.mark.parametrize(
    ("sentence", "pieces"),
    [
        ("Fix a leak in join_all()", ["join_all()"]),
        ("Fix a leak (rhbz#12, CVE-2011-1, #7)", ["rhbz#12", "CVE-2011-1", "#7"]),
        ("Write /etc/x.conf, ./run and lib/a.c", ["/etc/x.conf", "./run", "lib/a.c"]),
        ("Take -V, --mode=fast and '--log'", ["-V", "--mode=fast", "--log"]),
        ("Since 1.4.1 of 2011-07-26, 50% of 3", ["1.4.1", "2011-07-26", "50", "3"]),
        ("Show `two words` as code", ["`two words`"]),
        ("See https://example.org/a?b=1.", ["https://example.org/a?b=1"]),
        (
            "Set a=b, a::b, a->b, x|y, me@host",
            ["a=b", "a::b", "a->b", "x|y", "me@host"],
        ),
        ("Expand $HOME, %s, ${x} and <node>", ["$HOME", "%s", "{x}", "<node>"]),
        ("Support IPv6, iSCSI and IPaddr", ["IPv6", "iSCSI", "IPaddr"]),
        ("Call join(all) or f(x_y).", ["f(x_y)"]),
        ("Heed 'on-off' and \"maybe\"", ["on-off"]),
        ("Take foo_bar's word", ["foo_bar"]),
        ("Hide .conf files", [".conf"]),
    ],
)
def test_pieces(sentence: str, pieces: list[str]) -> None:
    """Code, links, paths, options, names, versions, numbers and bug ids are pieces."""
    found = find_pieces(sentence)

    assert [piece.text for piece in found] == pieces
    assert [sentence[piece.start : piece.end] for piece in found] == pieces


@pytest.mark.parametrize(
    "sentence",
    [
        "Do NOT start and/or stop it",
        "Say e.g. this, i.e. that",
        "Fix the 2nd and the 11th node(s)",
        "This is _really_ old... - is it not?",
        "Don't",
        "",
    ],
)
def test_prose(sentence: str) -> None:
    """Words are no pieces, nor are upper case, abbreviations and ordinals."""
    assert find_pieces(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "label", "text", "values"),
    [
        ("ipc: lib,test: Fix it", "ipc: lib,test: ", "Fix it", ()),
        ("a, b: Fix it", "a, b: ", "Fix it", ()),
        ("Fix a thing: it", "", "Fix a thing: it", ()),
        ("ipc:", "", "ipc:", ()),
        ("64-bit and -v", "", "{1}-bit and {2}", ("64", "-v")),
        ("{a}-x is 5%s", "", "{1}-x is {2}%s", ("{a}", "5")),
        ("a_b, c_d, a_b", "", "{1}, {2}, {1}", ("a_b", "c_d")),
        ("Keep {2} and {1}", "", "Keep {1} and {2}", ("{2}", "{1}")),
        (" Two\n lines ", "", "Two lines", ()),
    ],
)
def test_normal_form(
    sentence: str, label: str, text: str, values: tuple[str, ...]
) -> None:
    """A form has numbered blanks for pieces, and no label."""
    form = normal_form(sentence)

    assert (form.label, form.text, form.values) == (label, text, values)


def test_key() -> None:
    """Case and a last full stop make no other sentence; a lost word does."""
    keys = {normal_form(said).key for said in ("Fix It.", "fix it", "x: fix it")}

    assert keys == {"fix it"}
    assert normal_form("fix").key not in keys


@pytest.mark.parametrize(("sentence", "has"), [("v1.2 (#3)", False), ("x: a", True)])
def test_has_words(sentence: str, *, has: bool) -> None:
    """A form of nothing but blanks has no words."""
    assert normal_form(sentence).has_words is has


@given(SENTENCES)
@example("{{1}} {")
@example("https://example.org/{1}`a b`")
def test_a_filled_form_is_the_sentence(sentence: str) -> None:
    """Whatever is in a sentence, its form with the values is what the page shows."""
    form = normal_form(sentence)

    assert form.label + fill(form.text, form.values) == plain(sentence)
    assert blanks_of(form.text) == set(range(1, len(form.values) + 1))


def test_fill_knows_no_other_blanks() -> None:
    """A blank without a value stays, and what fills a blank is not filled again."""
    assert fill("{2} {1} {3}", ["{2}", "b"]) == "b {2} {3}"


@pytest.mark.parametrize(
    ("text", "values", "blanks"),
    [
        ("a_bをa_b_cへ", ["a_b", "a_b_c"], "{1}を{2}へ"),
        ("10は1でない", ["1"], "10は{1}でない"),
        ("128MBまで", ["128"], "{1}MBまで"),
        ("1.4.1は4ではない", ["4"], "1.4.1は{1}ではない"),
        ("xa_bはない", ["a_b"], "xa_bはない"),
        ("そのまま", [], "そのまま"),
    ],
)
def test_with_blanks(text: str, values: list[str], blanks: str) -> None:
    """Values become blanks where they stand alone, the longest first."""
    assert with_blanks(text, values) == blanks


@pytest.mark.parametrize(
    ("text", "value", "held"),
    [
        ("{1}を修正", "{1}", True),
        ("--quiet", "--quiet", True),
        ("--quieter", "--quiet", False),
        ("f()を", "f()", True),
        ("5000", "500", False),
        ("v500", "500", False),
        ("500.5", "500", False),
        ("500.", "500", True),
    ],
)
def test_holds(text: str, value: str, *, held: bool) -> None:
    """A value is held where it is no part of another word or number."""
    assert holds(text, value) is held
