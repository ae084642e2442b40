"""Sentences are looked up by what they have in common, and never half translated."""

from __future__ import annotations

import pytest

from digest.errors import DigestError
from digest.memory import Memory, State, Translation

WHERE = "memory/ja.po"


def memory(*entries: tuple[str, str], fuzzy: tuple[int, ...] = ()) -> Memory:
    """Return a memory of sentences and their translations."""
    blocks = (
        f'{"#, fuzzy" if at in fuzzy else "#"}\nmsgid "{one}"\nmsgstr "{other}"\n'
        for at, (one, other) in enumerate(entries)
    )
    return Memory.read("\n".join(blocks).encode(), where=WHERE)


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Fix a leak in join_all()", "join_all()のリークを修正"),
        ("fix a leak in a.c.", "a.cのリークを修正"),
        ("ipc: Fix a leak in {x}", "ipc: {x}のリークを修正"),
        ("Move a_b to c_d", "c_dへa_bを移す"),
        ("Wait", "待つ"),
    ],
)
def test_look_up(sentence: str, text: str) -> None:
    """A translation serves all sentences that differ in pieces, label and case only."""
    known = memory(
        ("Fix a leak in {1}", "{1}のリークを修正"),
        ("Move {1} to {2}", "{2}へ{1}を移す"),
        ("Wait", " 待つ "),
    )

    found = known.look_up(sentence)

    assert (found.text, found.state) == (text, State.DONE)


def test_a_sentence_that_is_not_there() -> None:
    """A sentence that nobody translated is missing, and has no line."""
    assert memory(("a", "b")).look_up("b") == Translation(text="", state=State.MISSING)


def test_unusable() -> None:
    """Translations whose blanks are not those of the form are counted, once a form."""
    known = memory(
        ("Fix a leak in {1}", "リークを修正"),
        ("Move {1} to {2}", "{1}を{3}へ移す"),
        ("Pour from pot_a", "pot_aから注ぐ"),
        ("Wash {1}", ""),
        ("Clean {1}", "洗う"),
    )
    shown = ("Fix a leak in a.c", "Fix a leak in b.c", "Move a_b to c_d")

    assert known.unusable((*shown, "Pour from pot_b", "Wash pot_c")) == 2
    assert memory(("Wait", "待つ")).unusable(shown) == 0


@pytest.mark.parametrize("sentence", ["1.4.1", "lib: `a b` (#7)", ""])
def test_a_sentence_without_words(sentence: str) -> None:
    """What has no words needs no translation: it reads as it is."""
    found = memory().look_up(sentence)

    assert (found.text, found.state) == (sentence, State.DONE)


def test_how_far_a_translation_is() -> None:
    """What is fuzzy is told as that, and what is empty is missing; both have a line."""
    known = memory(("one", "いち"), ("two", ""), ("three", "さん"), fuzzy=(0, 1))

    found = [known.look_up(sentence) for sentence in ("one", "two", "three")]

    assert [(told.text, told.state, told.line) for told in found] == [
        ("いち", State.FUZZY, 2),
        ("", State.MISSING, 6),
        ("さん", State.DONE, 10),
    ]


@pytest.mark.parametrize(
    ("translation", "why"),
    [
        ("{1}だけ", "{2} is missing"),
        ("{1}と{2}と{3}", "{3} is made up"),
        ("どれもない", "{1} is missing"),
    ],
)
def test_a_translation_that_cannot_be_used(translation: str, why: str) -> None:
    """A translation without all blanks, or with others, is not used, and says why."""
    found = memory(("Move {1} to {2}", translation)).look_up("Move a_b to c_d")

    assert found == Translation(text="", state=State.MISSING, line=2, why=why)


def test_a_sentence_that_is_written_out() -> None:
    """A sentence without blanks serves itself first, and then others of its form."""
    known = memory(("Fix {1}", "{1}を直す"), ("x: Fix a.c", "x: みんなのa.cを直す"))
    alone = memory(("x: Fix a.c", "x: a.cを直す"))

    assert known.look_up("x: Fix a.c").text == "x: みんなのa.cを直す"
    assert known.look_up("Fix a.c").text == "a.cを直す"
    assert alone.look_up("y: Fix b.c").text == "y: b.cを直す"


def test_a_label_that_is_translated() -> None:
    """A translation that changed the label of its sentence serves no other."""
    found = memory(("x: Fix a.c", "エックス：a.cを直す")).look_up("y: Fix b.c")

    assert found.state is State.MISSING


def test_which_translation_counts() -> None:
    """Of several, one that is done counts before a fuzzy one, and that before none."""
    done = memory(("a b", ""), ("A b", "ふ"), ("a B", "え"), fuzzy=(1,))
    fuzzy = memory(("a b", ""), ("A b", "ふ"), fuzzy=(1,))

    assert done.look_up("a b").text == "え"
    assert fuzzy.look_up("a b").text == "ふ"


def test_one_sentence_translated_twice() -> None:
    """Two translations of a sentence are refused, with both lines."""
    with pytest.raises(DigestError) as told:
        memory(("a", "い"), ("a", "ろ"))

    assert str(told.value) == (
        "memory/ja.po:6: translates what line 2 does, otherwise\n"
        "  hint: keep one of them, or mark one fuzzy; nothing was changed"
    )


def test_one_sentence_in_several_entries() -> None:
    """Copies, fuzzy ones, empty ones and other contexts of a sentence are no clash."""
    copies = memory(("a", "い"), ("a", "い"), ("a", "ろ"), ("a", ""), fuzzy=(2,))
    text = 'msgctxt "x"\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n'

    assert copies.look_up("a").text == "い"
    assert Memory.read(text.encode(), where=WHERE).look_up("a").text == "b"


def test_obsolete_entries_translate_nothing() -> None:
    """What a person made obsolete is not shown."""
    known = Memory.read(b'#~ msgid "a"\n#~ msgstr "b"\n', where=WHERE)

    assert known.look_up("a").state is State.MISSING


def test_count() -> None:
    """Translations are counted by form, by the least of the sentences of each."""
    known = memory(
        ("Fix a.c", "a.cを直す。名前は残らない"), ("Wait", "待つ"), fuzzy=(1,)
    )

    counts = known.count(["Fix a.c", "x: fix a.c", "Wait", "Go", "go", "1.4.1"])

    assert counts == {State.DONE: 1, State.FUZZY: 1, State.MISSING: 1}


def test_count_of_sentences_of_one_form() -> None:
    """Where only one sentence of a form is translated, its form is not."""
    known = memory(("Fix a.c", "それを直す"))

    counts = known.count(["Fix b.c", "Fix a.c"])

    assert counts == {State.DONE: 0, State.FUZZY: 0, State.MISSING: 1}
