"""First drafts of a table of phrases: of what is understood, and of nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from digest.errors import ConfigError, DigestError
from digest.glossary import Glossary, Term, read_glossary
from digest.memory.checks import check_translation
from digest.translators.drafts import Draft
from digest.translators.grammar import Grammar, Token, phrase
from digest.translators.phrasebook import read_phrasebook
from tests.conftest import cases

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Expect

    Put = Callable[[str], Path]

TEMPLATES = Path(__file__).parent.parent / "templates"
NOBODY = Glossary(())


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write a table of phrases."""

    def putting(text: str) -> Path:
        path = tmp_path / "phrases.xx.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return putting


@pytest.mark.parametrize("case", cases("translate", "*.txt"), ids=lambda p: p.stem)
def test_drafts(case: Path, expect: Expect) -> None:
    """Of each change, the table has the draft that is written beside it, or none."""
    glossary = read_glossary(TEMPLATES / "glossary.toml")
    path = TEMPLATES / "phrases.ja.toml"
    book = read_phrasebook(path, language="ja", glossary=glossary)

    drafts = {text: book.draft(text) for text in case.read_text().splitlines()}

    found = {text: draft.text if draft else None for text, draft in drafts.items()}
    expect(found, case.with_suffix(".json"))
    for text, draft in found.items():
        assert not draft or not check_translation(
            text, draft, language="ja", glossary=glossary
        )


BOOK = """
[phrases]
sentence = [
    { en = ["fix|fixes [the] {thing}"], said = "repariert: {thing}" },
    { en = ["swap {thing1} and {thing2}"], said = "{thing2} statt {thing1}" },
]
thing = [
    { en = ["{noun}"], said = "{noun}" },
    { en = ["{name}"], said = "{name}" },
    { en = ["{noun} of {thing}"], said = "{noun} von {thing}" },
]
[nouns]
bolt = "Bolzen"
nut = "Mutter"
"""
SAID: dict[str, str | None] = {
    "fix bolt": "repariert: Bolzen",
    "a: Fixes the bolts.": "a: repariert: Bolzen",
    "fix bolts of nut of a_b": "repariert: Bolzen von Mutter von a_b",
    "swap nut and bolt": "Bolzen statt Mutter",
    "swap a_b and c_d()": "c_d() statt a_b",
    "fix": None,
    "fix bolt now": None,
    "fix bolt of": None,
    "fix the": None,
    "fix 1.2.3": None,
    "fix 12": None,
    "1.2.3": None,
    "": None,
    "fix bolt " + "of bolt " * 20: None,
}


@pytest.mark.parametrize(("sentence", "said"), SAID.items())
def test_understood(sentence: str, said: str | None, put: Put) -> None:
    """What is understood wholly is said, and nothing else."""
    book = read_phrasebook(put(BOOK), language="xx", glossary=NOBODY)

    found = book.draft(sentence)

    assert found == (Draft(sentence=sentence, text=said) if said else None)


def test_two_ways(put: Put) -> None:
    """What can be read in two ways is left alone, unless both are said the same."""
    other = '"bolt of nut" = "{}"\n'
    same = put(BOOK + other.format("Bolzen von Mutter"))
    known = read_phrasebook(same, language="xx", glossary=NOBODY)
    unsure = put(BOOK + other.format("Schraube"))
    unknown = read_phrasebook(unsure, language="xx", glossary=NOBODY)

    assert known.draft("fix bolt of nut")
    assert unknown.draft("fix bolt of nut") is None


def test_terms(put: Put) -> None:
    """The glossary's terms are nouns, by their first word; others must not be said."""
    glossary = Glossary(
        [
            Term(
                en="gear", accepted={"xx": ("Zahnrad", "Rad"), "yy": ("a",)}, about={}
            ),
            Term(en="bolt", accepted={"xx": ("Riegel",)}, about={}),
            Term(en="rope", accepted={}, about={}),
        ]
    )
    book = read_phrasebook(put(BOOK), language="xx", glossary=glossary)

    assert book.draft("fix gears") == Draft(
        sentence="fix gears", text="repariert: Zahnrad"
    )
    assert book.draft("fix bolt") is None
    assert book.draft("fix rope") is None


def test_against_the_glossary(put: Put) -> None:
    """A draft that breaks a rule is none."""
    glossary = Glossary(
        [Term(en="fixes", accepted={"xx": ("flickt",)}, about={})],
    )
    book = read_phrasebook(put(BOOK), language="xx", glossary=glossary)

    assert book.draft("fixes nut") is None


WRONG_BLANKS = """
[phrases]
a = [{en = ["b {c}", "b {d}"], said = "{c}{e}"}, {en = [""], said = "a"}]
"""
TOLD_OF_BLANKS = """\
"{c}{e}" has other blanks than "b {c}" @ $.phrases.a[0]
WHERE: "{c}{e}" has other blanks than "b {d}" @ $.phrases.a[0]
WHERE: "a" has other blanks than "" @ $.phrases.a[1]
  hint: the head of the file says what stands in it"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a", "not TOML: Expected '=' after a key in a key/value pair"),
        ("[verbs]", 'unknown key "verbs" @ $.verbs'),
        ('[nouns]\na = ["b"]', 'text expected, not ["b"] @ $.nouns.a'),
        (WRONG_BLANKS, TOLD_OF_BLANKS),
    ],
)
def test_wrong_table(text: str, told: str, put: Put) -> None:
    """Every mistake in a table is told with its place."""
    path = put(text)

    with pytest.raises(DigestError) as caught:
        read_phrasebook(path, language="xx", glossary=NOBODY)

    assert str(caught.value).startswith(f"{path}: " + told.replace("WHERE", str(path)))
    assert isinstance(caught.value, ConfigError) or "TOML" in told


def test_no_table(tmp_path: Path) -> None:
    """A table that is no file is told as such."""
    with pytest.raises(DigestError) as caught:
        read_phrasebook(tmp_path, language="xx", glossary=NOBODY)

    assert str(caught.value) == f"{tmp_path}: is a directory"


def test_left_recursion() -> None:
    """A kind that begins with itself is read, too."""
    grammar = Grammar(
        [
            phrase("list", "{list} , {name}", "{list}; {name}"),
            phrase("list", "{name}", "{name}"),
        ]
    )
    name, comma = Token(text="x", kinds=frozenset({"name"})), Token(text=",")

    assert grammar.say("list", [name, comma, name, comma, name]) == "x; x; x"
    assert grammar.say("list", [name, comma]) is None
    assert grammar.say("other", [name]) is None
