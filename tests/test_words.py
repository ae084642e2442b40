"""What the pages say by themselves: which wording, in which form, with what in it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from digest.errors import DigestError
from digest.months import Month
from digest.words import Wording, Words

if TYPE_CHECKING:
    from pathlib import Path

TABLE: dict[str, Wording] = {
    "plain": "{name} is out",
    "counted": {"one": "one of {name}", "other": "{n} of {name}"},
    "none_too": {"none": "no {name}", "one": "one {name}", "other": "{n} {name}"},
    "several": ["{name} a", "{name} b", {"one": "c", "other": "{n} c"}],
    "other": ["{name} d", "{name} e", "{name} f"],
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
MONTH = Month(2011, 8)


def sample(month: Month | None = None) -> Words:
    """Return the words of the table above."""
    return Words("en", TABLE, where="words.en.toml", month=month)


def said(month: Month, *subjects: str) -> list[str]:
    """Return what a page of a month says of one subject after the other."""
    words = sample(month)
    return [words("several", subject=each, name="x", n=2) for each in subjects]


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


@pytest.mark.parametrize(("n", "said"), [(0, "no a"), (1, "one a"), (2, "2 a")])
def test_none(n: int, said: str) -> None:
    """Where 0 reads badly, a sentence has a form for none."""
    assert sample()("none_too", n=n, name="a") == said


@given(st.lists(st.text()), st.integers(0, 50))
def test_runs_do_not_differ(subjects: list[str], later: int) -> None:
    """The same page says the same, however often it is made."""
    month = MONTH.plus(later)

    once, again = said(month, *subjects), said(month, *subjects)

    assert once == again
    assert {*once} <= {"x a", "x b", "2 c"}


def test_months_differ() -> None:
    """Months that follow each other have other words, and each wording has its turn."""
    year = [said(MONTH.plus(months), "")[0] for months in range(13)]

    assert all(one != other for one, other in pairwise(year))
    assert {*year} == {"x a", "x b", "2 c"}


@given(st.lists(st.sampled_from("abcdefgh"), min_size=2))
def test_page_does_not_repeat_itself(subjects: list[str]) -> None:
    """What is said twice on a page is not said twice running in the same words."""
    page = said(MONTH, *subjects)

    assert all(one != other for one, other in pairwise(page))


def test_subjects_differ() -> None:
    """Each wording is the first for some subject."""
    first = {said(MONTH, subject)[0] for subject in "abcdefgh"}

    assert first == {"x a", "x b", "2 c"}


@given(st.text(), st.lists(st.text(), max_size=5))
def test_others_change_nothing(subject: str, others: list[str]) -> None:
    """What is said of one thing stays when other sentences are added before it."""
    words = sample(MONTH)

    for other in others:
        words("other", subject=other, name="x")
    after = words("several", subject=subject, name="x", n=2)

    assert [after] == said(MONTH, subject)


def test_added_before() -> None:
    """Those behind a subject that is added soon say again what they said before."""
    subjects = ("b", "c", "d", "e", "f", "g", "h")

    before, after = said(MONTH, *subjects), said(MONTH, "a", *subjects)

    assert after[-3:] == before[-3:]


def test_no_page() -> None:
    """Away from a page it is the first wording, as often as it is said."""
    words = sample()

    assert {words("several", subject=s, name="x", n=2) for s in "abc"} == {"x a"}


def test_pages_know_nothing_of_each_other() -> None:
    """What one page said last is nothing to another."""
    words = sample(MONTH)
    words("several", subject="a", name="x", n=2)

    again = words.of_month(MONTH)("several", subject="a", name="x", n=2)

    assert [again] == said(MONTH, "a")


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


def test_voice(tmp_path: Path) -> None:
    """A voice says some sentences in its own way, and the others as they are."""
    path, voice = tmp_path / "words.de.toml", tmp_path / "words.plain.de.toml"
    path.write_text('a = "ja"\nb = ["na so was", "ach"]', encoding="utf-8")
    voice.write_text('b = "nein"', encoding="utf-8-sig")

    said = Words.read(path, "de", over=[voice])

    assert (said("a"), said("b")) == ("ja", "nein")
    with pytest.raises(DigestError) as caught:
        said("c")
    assert str(caught.value) == f'{voice}, {path}: no words for "c"'


def test_no_voice(tmp_path: Path) -> None:
    """A language that lacks the voice is told, and which file it needs."""
    path, voice = tmp_path / "words.de.toml", tmp_path / "words.plain.de.toml"
    path.write_text('a = "ja"', encoding="utf-8")

    with pytest.raises(DigestError, match=r"of the edition needs words\.plain\.de"):
        Words.read(path, "de", over=[voice])
