"""A translation is held to its sentence, and each breach says what is wrong."""

from __future__ import annotations

import pytest

from hypothesis import example, given
from hypothesis import strategies as st

from digest.glossary import Glossary, Term
from digest.memory.checks import check_catalogue, check_translation
from digest.memory.entries import read_catalogue

GLOSSARY = Glossary(
    [Term(en="quorum", accepted={"ja": ("クォーラム",)}, about={"ja": "多数決。"})]
)
LONG = "Wait for the others before anything at all is started anew"


def reasons(sentence: str, translation: str, language: str = "ja") -> list[str]:
    """Return what is wrong with a translation, in words."""
    told = check_translation(
        sentence, translation, language=language, glossary=GLOSSARY
    )
    return [str(breach) for breach in told]


@pytest.mark.parametrize(
    ("sentence", "translation"),
    [
        ("ipc: Fix a leak in join_all()", "ipc: join_all()のリークを修正"),
        ("Reserve 128 MB for both", "2つに128MBを確保"),
        ("Regain quorum", "クォーラムを取りもどす"),
        ("1.4.1 (#7)", "1.4.1 (#7)"),
        ("See http://example.org/a.", "http://example.org/aを参照"),
        (LONG, "ほかを待ってから、はじめてすべてを起動する"),
        ("Wait", "ほかのものが全部そろうまでは待っておく"),
        ("Wait. Go on.", "待つ。それから行く。おわり。"),
    ],
)
def test_what_is_right(sentence: str, translation: str) -> None:
    """A translation with all pieces, the right terms and a fair length is right."""
    assert reasons(sentence, translation) == []


@pytest.mark.parametrize(
    ("sentence", "translation", "told"),
    [
        ("Wait", " ", ["there is nothing in it"]),
        ("Wait.", "wait", ["it is not translated"]),
        ("Wait for it", "Waiting", ["it is not translated"]),
        ("Fix a_b", "a_cを修正", ["a_b is lost", "a_c is added"]),
        ("ipc: Fix it", "それを修正", ["ipc: is lost"]),
        ("Since 1.4.1 (#7)", "1.4（#7）から", ["1.4.1 is lost", "1.4 is added"]),
        ("Wait for one", "3つ待つ", ["3 is added"]),
        ("See it", "http://example.orgを参照", ["http://example.org is added"]),
        ("Wait", "待つ。では。また。", ["a sentence is added"]),
        (LONG, "待つ", ["it is too short: 2 letters for 48"]),
        ("Wait", "待" * 30, ["it is too long: 30 letters for 4"]),
        (
            "Regain quorum",
            "定足数を取りもどす",
            ["the glossary has クォーラム for quorum"],
        ),
    ],
)
def test_what_is_wrong(sentence: str, translation: str, told: list[str]) -> None:
    """What is lost, added, called wrong, too short or too long is told, all of it."""
    assert reasons(sentence, translation) == told


def test_other_languages() -> None:
    """A language that nothing is known of is held to all but its letters."""
    assert reasons("Wait for a_b", "Warte auf a_b", "de") == []
    assert reasons("Wait for a_b", "wait for a_b.", "de") == ["it is not translated"]


@given(st.text(), st.text(), st.sampled_from(["ja", "de"]))
@example("`" * 999, "{" * 999, "ja")
def test_any_text_is_checked(sentence: str, translation: str, language: str) -> None:
    """Whatever comes back from whatever sentence, it is checked, the same each time."""
    assert reasons(sentence, translation, language) == reasons(
        sentence, translation, language
    )


def test_check_catalogue() -> None:
    """Of a catalogue, only what is called done is checked, blanks among the pieces."""
    text = (
        'msgid "Move {1} to {2}"\nmsgstr "{1}を動かす"\n\n#, fuzzy\nmsgid "a"\n'
        'msgstr "a"\n\nmsgid "b"\nmsgstr ""\n\n#~ msgid "c"\n#~ msgstr "c"\n\n'
        'msgid "Wait"\nmsgstr "待つ"\n'
    )
    catalogue = read_catalogue(text.encode(), where="memory/ja.po")

    found = check_catalogue(catalogue, language="ja", glossary=GLOSSARY)

    assert [(entry.line, [str(b) for b in breaches]) for entry, breaches in found] == [
        (1, ["{2} is lost"])
    ]
