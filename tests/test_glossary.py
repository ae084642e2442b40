"""Terms are found where they are meant, explained, and asked for in translations."""

from __future__ import annotations

from pathlib import Path

import pytest

from hypothesis import example, given
from hypothesis import strategies as st

from digest.errors import ConfigError, DigestError
from digest.glossary import Glossary, Term, check_terms, read_glossary
from digest.memory.breaches import Breach, Rule

OURS = Path("templates/glossary.toml")
TERMS = (
    Term(
        en="quorum",
        accepted={"ja": ("クォーラム", "定足数")},
        about={"ja": "多数決。", "en": "A majority."},
    ),
    Term(
        en="quorum device",
        variants=("qdevice",),
        accepted={"ja": ("クォーラムデバイス",)},
        about={"ja": "立会人。", "en": "A witness."},
    ),
    Term(
        en="split brain",
        accepted={"ja": ("スプリットブレイン",)},
        about={"ja": "分裂。", "en": "Two minds."},
    ),
    Term(en="ring", accepted={"ja": ("リング",)}, about={"ja": "輪。"}),
    Term(en="CIB", accepted={"ja": ("CIB",)}, about={"ja": "台帳。", "en": "A book."}),
    Term(en="move", accepted={"ja": ("移動", "移す", "MOVE")}, about={"ja": "引越。"}),
)
GLOSSARY = Glossary(TERMS)


def explained(text: str, language: str) -> list[tuple[str, str]]:
    """Return the words of a text that are explained, and the terms that they are."""
    found = GLOSSARY.explain(text, language)
    return [(text[one.start : one.end], one.term) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Regain Quorum, lose quorum", [("Quorum", "quorum")]),
        ("No quorum devices", [("quorum devices", "quorum device")]),
        (
            "The Qdevice's split-brains",
            [("Qdevice", "quorum device"), ("split-brains", "split brain")],
        ),
        ("cib: The cib and CIBs", [("cib", "CIB")]),
        ("`quorum`, quorum_x, quorum-max, /quorum/a.c, aquorum", []),
        ("quorum_x: The quorum", [("quorum", "quorum")]),
        ("A ring has no explanation", []),
        ("", []),
    ],
)
def test_explain_english(text: str, found: list[tuple[str, str]]) -> None:
    """In English, whole words are terms, the longest first, and code has none."""
    assert explained(text, "en") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "クォーラムと、クォーラムデバイス",
            [("クォーラム", "quorum"), ("クォーラムデバイス", "quorum device")],
        ),
        ("クラスタリングのリング", [("リング", "ring")]),
        ("リングー、リングス", [("リングー", "ring")]),
        ("CIBを見る。CIBSは見ない", [("CIB", "CIB")]),
        ("MCIBと`CIB`とcib_x", []),
        ("定足数がある。移す", []),
        ("移動する", [("移動", "move")]),
        ("MOVEする", [("MOVE", "move")]),
    ],
)
def test_explain_japanese(text: str, found: list[tuple[str, str]]) -> None:
    """In Japanese, what is to be said for a term is one, if in no longer word."""
    assert explained(text, "ja") == found


def test_what_is_explained() -> None:
    """An explanation has a place in the text, and words of the text's language."""
    (found,) = GLOSSARY.explain("Has quorum", "en")

    assert (found.start, found.end, found.about) == (4, 10, "A majority.")
    assert GLOSSARY.explain("Quorum", "de") == ()


@pytest.mark.parametrize(
    ("source", "translation", "told"),
    [
        ("Has quorum", "クォーラムがある", []),
        ("Has quorum", "定足数がある", []),
        ("Has quorum", "過半数がある", ["クォーラム or 定足数 for quorum"]),
        ("The qdevice", "クォーラムの装置", ["クォーラムデバイス for quorum device"]),
        ("cib: Read `quorum`", "cib: `quorum`を読む", []),
        ("A CIB and the ring, and a ring", "cib", ["リング for ring"]),
        ("Nothing", "", []),
    ],
)
def test_check_terms(source: str, translation: str, told: list[str]) -> None:
    """A term must be called what the glossary has for it, each told once."""
    found = check_terms(source, translation, language="ja", glossary=GLOSSARY)

    assert found == tuple(Breach(rule=Rule.TERM, what=what) for what in told)


def test_check_terms_in_other_languages() -> None:
    """What the glossary does not know in a language may be called anything."""
    assert check_terms("Quorum", "?", language="de", glossary=GLOSSARY) == ()


@given(
    st.text(alphabet="quorm-s CIBリング・ー`_ \n", max_size=40),
    st.sampled_from(["en", "ja"]),
)
@example("quorum\ndevice ring", "en")
@example("quorum\u3000device", "en")
def test_any_text_is_searched(text: str, language: str) -> None:
    """Whatever is in a text, each term is found once at most, and where it stands."""
    found = GLOSSARY.explain(text, language)

    assert len({one.term for one in found}) == len(found)
    assert all(text[one.start : one.end].strip() for one in found)


def test_no_terms() -> None:
    """A glossary of nothing explains nothing."""
    assert Glossary(()).explain("quorum", "en") == ()
    assert Glossary(()).explain("クォーラム", "ja") == ()


def test_our_glossary() -> None:
    """Ours has forty terms and more, each with both languages."""
    terms = read_glossary(OURS).terms

    assert len(terms) >= 40
    for term in terms:
        assert term.about.keys() == {"en", "ja"}, term.en
        assert term.accepted.keys() == {"ja"}, term.en
        assert all(term.accepted.values()), term.en


@pytest.mark.parametrize("term", read_glossary(OURS).terms, ids=lambda term: term.en)
def test_our_terms(term: Term) -> None:
    """Each of our terms is found by each of its names, and by its first translation."""
    glossary = read_glossary(OURS)

    for name in term.names:
        assert [t.en for t, _ in glossary.terms_in(f"A {name} is")] == [term.en]
    found = glossary.explain(f"その{term.accepted['ja'][0]}が", "ja")
    assert len(found) == 1


def test_a_glossary_that_is_wrong(tmp_path: Path) -> None:
    """Every mistake is told in one run, each with its place."""
    path = tmp_path / "glossary.toml"
    path.write_text(
        'terms = 1\n[[term]]\nen = ""\naccepted = { ja = "x" }\nwrong = 1\n',
        encoding="utf-8",
    )

    with pytest.raises(ConfigError) as told:
        read_glossary(path)

    assert str(told.value) == (
        f'{path}: unknown key "terms" @ $.terms\n'
        f'{path}: unknown key "wrong" @ $.term[0].wrong\n'
        f"{path}: required key missing @ $.term[0].about\n"
        f'{path}: words expected, not "" @ $.term[0].en\n'
        f'{path}: a list expected, not "x" @ $.term[0].accepted.ja\n'
        "  hint: the head of the file says what an entry has"
    )


def test_a_name_that_two_terms_have(tmp_path: Path) -> None:
    """A name belongs to one term, however it is spelled."""
    path = tmp_path / "glossary.toml"
    table = "accepted = {}\nabout = {}\n"
    path.write_text(
        f'[[term]]\nen = "Split-brain"\nvariants = ["split brain"]\n{table}'
        f'[[term]]\nen = "split  BRAIN"\n{table}',
        encoding="utf-8",
    )

    with pytest.raises(ConfigError) as told:
        read_glossary(path)

    (problem,) = told.value.problems
    assert (problem.what, problem.at) == (
        '"split  BRAIN" is a name of $.term[0], too',
        "$.term[1]",
    )


@pytest.mark.parametrize(
    ("text", "what"), [(None, "no such file or directory"), ("= 1", "not TOML: ")]
)
def test_a_glossary_that_cannot_be_read(
    tmp_path: Path, text: str | None, what: str
) -> None:
    """A file that is not there, or no TOML, is told."""
    path = tmp_path / "glossary.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")

    with pytest.raises(DigestError) as told:
        read_glossary(path)

    assert told.value.what.startswith(what)
    assert told.value.where == str(path)
