"""What the pages say by themselves is the same in both languages."""

from __future__ import annotations

import dataclasses
import re
import string
import tomllib

from datetime import date
from itertools import product
from pathlib import Path

import pytest

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from digest import remarks
from digest.changes import Aspect, How
from digest.errors import DigestError
from digest.inert import inert
from digest.model import ChangesFrom, EvidenceKind, NewsKind, Turn
from digest.release import Remark, State
from digest.words import Wording, Words

TEMPLATES = Path(__file__).parent.parent / "templates"
LANGUAGES = ("ja", "en")
TABLES: dict[str, dict[str, Wording]] = {
    language: tomllib.loads(
        (TEMPLATES / f"words.{language}.toml").read_text(encoding="utf-8")
    )
    for language in LANGUAGES
}
WORDS = {
    language: Words.read(TEMPLATES / f"words.{language}.toml", language)
    for language in LANGUAGES
}
KEYS = sorted(TABLES["ja"].keys() & TABLES["en"].keys())
# Languages write days in their own way; the number may be said in words.
DAYS = {"year", "month", "month_name", "day"}
FREE = {"n"}
# What stands in Japanese as it is, and a file name around its blanks.
NAMES = {"Corosync", "DRBD", "Markdown", "MiB", "Pacemaker", "TODO", "ChangeLog"}
NAMES |= {
    "JSON",
    "Web",
    "digest",
    "git",
    "gzip",
    "hint",
    "http",
    "https",
    "mbox",
    "pipermail",
    "render",
    "content/notes/..md",
}
LATIN = re.compile(r"[A-Za-z][\w./-]*", re.ASCII)
JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
BLANK = re.compile(r"\{.*?\}")
REMARKS = [
    kind
    for kind in vars(remarks).values()
    if isinstance(kind, type) and issubclass(kind, Remark) and kind is not Remark
]
TABLE: dict[str, Wording] = {
    "plain": "{name} is out",
    "counted": {"one": "one of {name}", "other": "{n} of {name}"},
    "several": ["{name} a", "{name} b", {"one": "c", "other": "{n} d"}],
    "day": "{day} {month_name}",
    "day_of_year": "{day} {month_name} {year}",
    "month_7": "July",
    "comma": " & ",
    "none": [],
    "half": {"one": "one"},
    "number": 3,  # type: ignore[dict-item]  # as a person may write it
    "cut": "{name",
    "nameless": "{}",
    "deep": "{name.colour}",
    "deeper": "{name[colour]}",
    "formed": "{name:d}",
}


def wordings(wording: Wording) -> list[str]:
    """Return all that may be said for a key."""
    if isinstance(wording, str):
        return [wording]
    parts = wording if isinstance(wording, list) else wording.values()
    return [said for part in parts for said in wordings(part)]


def blanks(wording: str) -> set[str]:
    """Return the names of the blanks in a wording."""
    parts = string.Formatter().parse(wording)
    return {name for _, name, _, _ in parts if name is not None}


def sample(seed: str = "") -> Words:
    """Return the words of the table above."""
    return Words("en", TABLE, where="words.en.toml", seed=seed)


def test_keys() -> None:
    """Both languages have the same sentences."""
    assert TABLES["en"].keys() ^ TABLES["ja"].keys() == set()


@pytest.mark.parametrize("key", KEYS)
def test_blanks(key: str) -> None:
    """Every wording of a sentence has the same blanks, in both languages."""
    found = [
        blanks(wording) - FREE
        for language in LANGUAGES
        for wording in wordings(TABLES[language][key])
    ]

    if all(names & DAYS for names in found):
        found = [names - DAYS for names in found]
    assert [names for names in found if names != found[0]] == []


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_forms(key: str, language: str) -> None:
    """A wording that is counted has a form for one and a form for the others."""
    wording = TABLES[language][key]

    for part in wording if isinstance(wording, list) else [wording]:
        assert isinstance(part, str) or part.keys() == {"one", "other"}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wording(language: str, key: str) -> None:
    """Every wording can be said of any number, and leaves no blank open."""
    names = set().union(*map(blanks, wordings(TABLES[language][key]))) - FREE
    filled: dict[str, object] = dict.fromkeys(sorted(names), "*x*")

    for seed, n in product("abcdefghijkl", [0, 1, 2, 5]):
        words = WORDS[language].seeded(seed)
        markdown, raw = words(key, n=n, **filled), words.raw(key, n=n, **filled)
        assert markdown == raw.replace("*x*", r"\*x\*") != ""
        assert not BLANK.search(markdown)


@pytest.mark.parametrize("key", KEYS)
def test_japanese_is_japanese(key: str) -> None:
    """The Japanese words have no Latin letters but in names."""
    found = [
        name
        for wording in wordings(TABLES["ja"][key])
        for name in LATIN.findall(BLANK.sub("", wording))
    ]

    assert [name for name in found if name not in NAMES] == []


@pytest.mark.parametrize("key", KEYS)
def test_english_is_english(key: str) -> None:
    """The English words have no kana, kanji or full-width signs."""
    found = [sign for w in wordings(TABLES["en"][key]) for sign in JAPANESE.findall(w)]

    assert found == []


@pytest.mark.parametrize("kind", REMARKS, ids=lambda kind: kind.__name__)
def test_remarks(kind: type[Remark]) -> None:
    """Every remark has words, and fills their blanks."""
    known = {item.name for item in dataclasses.fields(kind)} | {"n", "name"}

    for language in LANGUAGES:
        for said in wordings(TABLES[language][f"remark_{kind.kind.replace('-', '_')}"]):
            assert blanks(said) <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_kinds(language: str) -> None:
    """Every kind of evidence, of records, of news and of options has words."""
    wanted = [f"proof_{kind}" for kind in EvidenceKind]
    wanted += [f"changes_{kind}" for kind in ChangesFrom]
    wanted += [f"news_{kind}" for kind in NewsKind]
    wanted += [f"news_{turn}" for turn in Turn if turn is not Turn.NEW]
    wanted += [f"matter_{state}" for state in State]
    wanted += [f"option_{what}" for what in (*Aspect, *How)]
    wanted += [f"month_{number}" for number in range(1, 13)]

    assert [key for key in wanted if key not in TABLES[language]] == []


def test_sentence() -> None:
    """What fills a blank is inert in Markdown, and plain in plain text."""
    name = "# *a*\u200b <b>"

    said = sample()("plain", name=name), sample().raw("plain", name=name)

    assert said == (r"&#35; \*a\* &lt;b&gt; is out", "# *a* <b> is out")
    assert isinstance(said[0], Markup)


@pytest.mark.parametrize(
    ("n", "said"), [(0, "0 of a"), (1, "one of a"), (2, "2 of a"), (None, "None of a")]
)
def test_number(n: int | None, said: str) -> None:
    """A sentence has a form for one and a form for all other numbers."""
    assert sample()("counted", n=n, name="a") == said


@given(st.text(), st.text())
def test_months_differ_and_runs_do_not(seed: str, name: str) -> None:
    """The same page says the same, however often it is made."""
    once, again = sample().seeded(seed), sample(seed)

    said = once("several", name=name, n=1)

    assert said == again("several", name=name, n=1)
    assert said in {f"{inert(name)} a", f"{inert(name)} b", "c"}


def test_months_differ() -> None:
    """Another page may say it in other words, and each wording has its turn."""
    said = {sample(str(seed))("several", name="x", n=2) for seed in range(50)}

    assert said == {"x a", "x b", "2 d"}


def test_days() -> None:
    """A day is written as the language writes it, with its year if asked for."""
    day = date(2011, 7, 26)

    assert sample().day(day) == "26 July"
    assert sample().day(day, year=True) == "26 July 2011"
    assert sample().month(day) == "July"


def test_several() -> None:
    """An enumeration has commas of its language between inert items."""
    said = sample().several(["*a*", Markup("*b*"), 3])

    assert said == r"\*a\* & *b* & 3"


@pytest.mark.parametrize(
    ("key", "what"),
    [
        ("gone", 'no words for "gone"'),
        ("none", 'no words for "none"'),
        ("half", 'no words for "half"'),
        ("number", 'no words for "number"'),
        ("day", 'no blank "day" is known for "day"'),
        ("cut", "\"cut\" cannot be filled: expected '}' before end of string"),
        (
            "nameless",
            '"nameless" cannot be filled: Format string contains positional fields',
        ),
        (
            "deep",
            "\"deep\" cannot be filled: 'Markup' object has no attribute 'colour'",
        ),
        (
            "deeper",
            "\"deeper\" cannot be filled: string indices must be integers, not 'str'",
        ),
    ],
)
def test_words_that_do_not_fit(key: str, what: str) -> None:
    """A sentence that is not there, or cannot be filled, is told with its file."""
    with pytest.raises(DigestError) as caught:
        sample()(key, name="a")

    assert str(caught.value) == f"words.en.toml: {what}"


@pytest.mark.parametrize("key", ["cut", "formed"])
def test_plain_words_that_do_not_fit(key: str) -> None:
    """The same is told for plain text."""
    with pytest.raises(DigestError, match="cannot be filled") as caught:
        sample().raw(key, name="a")

    assert str(caught.value).startswith(f'words.en.toml: "{key}" cannot be filled: ')


def test_no_words(tmp_path: Path) -> None:
    """A language without a file is told, and which file it needs."""
    path = tmp_path / "words.de.toml"

    with pytest.raises(DigestError) as caught:
        Words.read(path, "de")

    assert str(caught.value) == (
        f"{path}: no words\n  hint: every language of the edition needs words.de.toml"
    )


def test_words_that_are_no_toml(tmp_path: Path) -> None:
    """A file of words that is broken is told."""
    path = tmp_path / "words.de.toml"
    path.write_text('a = "', encoding="utf-8")

    with pytest.raises(DigestError) as caught:
        Words.read(path, "de")

    assert (
        str(caught.value)
        == f"{path}: not TOML: Unterminated string (at end of document)"
    )


def test_words_of_a_file(tmp_path: Path) -> None:
    """A file may start with a byte order mark, as some editors write it."""
    path = tmp_path / "words.de.toml"
    path.write_text('a = "ja"', encoding="utf-8-sig")

    said = Words.read(path, "de")

    assert (said.language, said("a")) == ("de", "ja")
