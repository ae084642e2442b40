"""What a person put right, promised, picked or folded is on the page, and says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from digest.assemble import assemble
from digest.changes import Change
from digest.marks import Rank, find_marks, rank_of, watch_for
from digest.model import News, NewsKind, Reason, Turn, Worded
from digest.months import Month
from digest.pick import Group, picked
from digest.release import Matter, State
from digest.render.besides import topical
from tests.corrections import EDITION, EVENT, FACTS, promised
from tests.test_reported import speech

FOUND = date(2011, 8, 20)
OCTOBER = Month(2011, 10)
PROMISE = promised("how to *pour*", OCTOBER).news[0]
KEPT = replace(PROMISE, turn=Turn.KEPT)
LATE = {
    "en": "[“A gatherin”](https://example.org/list/gathering) (5 July)."
    " The date: 25 October. (added on 20 August)",
    "ja": "[「A gatherin」](https://example.org/list/gathering)（7月5日）。"
    "日取りは10月25日です。（8月20日追記）",
}


def matter(state: State, month: Month | None = OCTOBER) -> Matter:
    """Return a promise, and what became of it."""
    return replace(promised("how to *pour*", month), state=state)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_late_news(language: str) -> None:
    """News that was found late says when."""
    assert speech(language).news(replace(EVENT, found=FOUND)) == LATE[language]


BOTH = (
    Worded(language="en", text="a *slow* clock"),
    Worded(language="ja", text="時計"),
)


@pytest.mark.parametrize(
    ("reason", "language", "told"),
    [
        (BOTH, "en", r"a \*slow\* clock"),
        (BOTH, "ja", "時計"),
        (BOTH[1:], "en", '<span lang="ja">時計</span>'),
        ("a *slow* clock", "en", r"a \*slow\* clock"),
        ("a *slow* clock", "ja", r'<span lang="en">a \*slow\* clock</span>'),
        ("時計のずれ", "en", '<span lang="ja">時計のずれ</span>'),
        ("l'été", "en", "l'été"),
    ],
)
def test_reason(reason: Reason, language: str, told: str) -> None:
    """A reason is told in the page's language; one in another is marked as that."""
    assert speech(language).why(reason) == told


@pytest.mark.parametrize(
    ("news", "told"),
    [
        (PROMISE, r"“how to \*pour\*”. It is to be in the October 2011 issue."),
        (replace(PROMISE, event_day=None), r"“how to \*pour\*”"),
    ],
    ids=["with-a-month", "some-day"],
)
def test_promise(news: News, told: str) -> None:
    """What we promise says in which issue it is to be, if that is known."""
    assert speech().news(news) == told


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (matter(State.OPEN), "It is to be in the October 2011 issue."),
        (matter(State.OPEN, None), "It is still brewing."),
        (
            matter(State.OVERDUE),
            "It was to be in the October 2011 issue. Bear with us.",
        ),
        (matter(State.DONE), "Here it is, in this issue, as promised."),
    ],
    ids=["open", "some-day", "overdue", "kept"],
)
def test_what_became_of_a_promise(found: Matter, told: str) -> None:
    """What we promised is told again until it is kept."""
    assert speech().matter(found) == rf"“how to \*pour\*”. {told}"


def test_kept_is_no_news() -> None:
    """That a promise is kept is told once, where we look after our promises."""
    digest = replace(assemble(FACTS, EDITION), news=(EVENT, PROMISE, KEPT))

    assert [(t.kind, t.news) for t in topical(digest)] == [
        (NewsKind.EVENT, (EVENT,)),
        (NewsKind.PROMISE, (PROMISE,)),
    ]


def change(text: str, group: str, *marks: str) -> Change:
    """Return an entry with marks."""
    return Change(text=text, group=group, marks=marks)


def texts(groups: tuple[Group, ...]) -> list[str]:
    """Return what a page would list."""
    return [f"{group.title}{c.text}" for group in groups for c in group.changes]


DULL = [change(str(number), "z") for number in range(9)]


def test_picked_in_a_short_list() -> None:
    """Of a short list what is picked comes first with its group, the rest stands."""
    found = picked(
        [
            change("1", "a"),
            change("2", "b", "crash"),
            change("3", "c"),
            change("4", "b", "picked"),
            change("5", "a", "picked"),
        ]
    )

    assert texts(found.first) == ["b4", "b2", "a5", "a1", "c3"]
    assert found.rest == ()


def test_folded_in_a_short_list() -> None:
    """Of a short list what is folded is folded, and nothing else."""
    found = picked([change("1", "a", "crash"), change("2", "a", "folded", "crash")])

    assert (texts(found.first), texts(found.rest)) == (["a1"], ["a2"])


def test_picked_in_a_long_list() -> None:
    """Of a long list what is picked comes before what is marked."""
    marked = [change("x", "c", "CVE-2011-1"), change("y", "b", "picked", "crash")]

    found = picked([*DULL, *marked, change("w", "c", "folded", "CVE-2011-2")])

    assert texts(found.first) == ["by", "cx"]
    assert texts(found.rest) == [*(f"z{number}" for number in range(9)), "cw"]


def test_picked_where_nothing_is_marked() -> None:
    """What is picked does not take the place of a whole list that has no marks."""
    found = picked([*DULL, change("x", "c", "picked")])

    assert texts(found.first) == ["cx", "z0", "z1", "z2", "z3"]


def test_many_picked() -> None:
    """However much is picked is shown."""
    found = picked([*DULL, *(change(str(n), "c", "picked") for n in range(7))])

    assert texts(found.first) == [f"c{n}" for n in range(7)]


def test_nested_below_what_is_folded() -> None:
    """What is nested goes where one of its block is put; picked counts more."""
    below = replace(change("below", "a", "picked"), depth=1)

    found = picked([change("1", "a", "folded"), below, change("2", "a")])

    assert texts(found.first) == ["a1", "abelow", "a2"]


def test_no_word_says_it() -> None:
    """A word that is watched for is no pick, whatever the word."""
    watch = watch_for(["picked", "folded", "leak"])

    marks = find_marks(Change(text="picked and folded a leak"), watch)

    assert marks == ("leak",)
    assert rank_of("picked") is Rank.PICKED
