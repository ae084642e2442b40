"""The tips of all issues, on one page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from digest.model import Tip
from digest.months import Month
from digest.notes.tips import headed, tips_in
from digest.render import Renderer
from digest.render.moving import moved
from digest.render.stock import Stock
from tests.test_calendar import EDITION
from tests.test_catalogue import ALPHA, JULY, digest
from tests.test_matters import PLAN

RENDERER = Renderer(
    replace(
        EDITION, projects=(ALPHA, replace(ALPHA, id="beta", aliases=("beta tool",)))
    ),
    [Path("templates")],
)
THREAD = "https://example.org/thread"
ASKED = Tip(
    title="The ring is *red*",
    url=THREAD,
    day=PLAN.day,
    project="beta",
    replies=2,
    answered=True,
    why=(),
    question="Why is it red?",
    asker="Aki",
)
HEADED = """### A ring

<!-- question -->
Why alpha?
<!-- tip: https://example.org/own -->
<!-- answer -->
So.
"""
JUNE = Month(2011, 7)


def page(language: str = "en", **written: str) -> str:
    """Return the page of what was written in July's issue, by language."""
    return pages({(JULY, code): text for code, text in written.items()}, language)


def pages(tips: dict[tuple[Month, str], str], language: str = "en") -> str:
    """Return the page of all tips."""
    digests = [replace(digest(), tips=(ASKED,)), digest(month=JUNE)]
    made = RENDERER.fronts(digests, Stock(tips=tips))
    text = next(page.text for page in made if page.path == f"{language}/tips.md")
    return text.split("---\n", 2)[2]


def headings(text: str) -> list[str]:
    """Return the smaller headings of a page."""
    return [line for line in text.splitlines() if line.startswith(("## ", "### "))]


def test_no_tips() -> None:
    """Where nobody wrote any, the page says so; what was offered is no tip."""
    for written in ({}, {"en": "", "ja": ""}):
        assert "No tips yet." in page(**written)
        assert ASKED.title not in page(**written)


def test_groups() -> None:
    """Tips stand with their projects, and those of no project come last."""
    text = page(
        en="A cup of tea helps.\n\n### The beta tool\n\nIs fine.\n\n### Alpha\n\nToo."
    )

    assert headings(text) == [
        '## <a id="of-alpha"></a>Alpha',
        '### <a id="tip-2011-08-2"></a>Alpha',
        '## <a id="of-beta"></a>Alpha',
        '### <a id="tip-2011-08-1"></a>The beta tool',
    ]
    assert "Straight to a project: [Alpha](#of-alpha), [Alpha](#of-beta)." in text
    assert (
        "From [August 2011](issues/2011-08.md#tips).\n\nA cup of tea helps.\n" in text
    )


def test_newest_first() -> None:
    """Of a project, the newest issue's come first."""
    text = pages({(JUNE, "en"): "### Old\n\nTea.", (JULY, "en"): "### New\n\nTea."})

    assert headings(text) == [
        '## <a id="of-none"></a>Others',
        '### <a id="tip-2011-08-1"></a>New',
        '### <a id="tip-2011-07-1"></a>Old',
    ]


def test_offered() -> None:
    """A thread that was offered brings its title, its question and its project."""
    text = page(en=f"<!-- tip: {THREAD} -->\nBecause.")

    assert headings(text) == [
        '## <a id="of-beta"></a>Alpha',
        '### <a id="tip-2011-08-1"></a>The ring is \\*red\\*',
    ]
    assert text.count("The ring is") == 1
    assert "**Question** Why is it red?" in text
    assert f"]({THREAD})" in text
    assert text.rstrip().endswith("Because.")


def test_question_and_answer() -> None:
    """A question has its label, its source and its answer; a heading names it."""
    text = page(en=HEADED)

    assert headings(text) == [
        '## <a id="of-alpha"></a>Alpha',
        '### <a id="tip-2011-08-1"></a>A ring',
    ]
    for said in ("**Question**", "**Answer**", "Source: [https://example.org/own]"):
        assert said in text


def test_question_without_a_title() -> None:
    """The first words of a question stand for its title, as words."""
    long = "Why *does* `it` " + "and why " * 20
    text = page(en=f"<!-- question -->\n**Question.** {long}\n<!-- answer -->\nSo.")

    assert headings(text)[1] == (
        '### <a id="tip-2011-08-1"></a>'
        "Why does it and why and why and why and why and why and why…"
    )


def test_no_words() -> None:
    """A tip of which nothing can be said has a name all the same."""
    assert headings(page(en="<!-- answer -->"))[1].endswith(">A word of wisdom")


def test_written_in_one_language() -> None:
    """What is there in one language only is shown in the other, with a mark."""
    japanese = "### リング\n\nお茶をどうぞ。"

    text = page(ja=f"{HEADED}\n{japanese}", en=HEADED)

    assert headings(text)[1:] == [
        '### <a id="tip-2011-08-1"></a>A ring',
        '## <a id="of-none"></a>Others',
        '### <a id="tip-2011-08-2"></a><span lang="ja">リング</span>',
    ]
    assert "(issues/2011-08.md#tips). (in Japanese only)" in text
    assert text.count("only)") == 1
    assert "だけの" not in page("ja", ja=f"{HEADED}\n{japanese}", en=HEADED)


def test_same_place() -> None:
    """Tips that name no source are the same if they stand at the same place."""
    text = page(
        ja="### 一\n\n茶\n\n### 二\n\n湯", en="### One\n\nTea\n\n### Two\n\nCup"
    )

    assert "only)" not in text


def test_language_without_a_name() -> None:
    """A language that the words do not name is told by its code."""
    assert "(in fr only)" in page(fr="### Un\n\nThé")


def test_own_thread_twice() -> None:
    """Two tips about one thread are two."""
    assert len(headings(page(en=f"{HEADED}\n{HEADED}"))) == 3


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("", ()),
        ("Tea.", ("Tea.",)),
        (
            "First:\n\n### A\n\n#### a\n\n### B\n\ny",
            ("First:\n\n### A\n\n#### a", "### B\n\ny"),
        ),
        ("### A\n\n```\n# no\n```\n", ("### A\n\n```\n# no\n```",)),
        ("### A\n### B\n\nx", ("### A\n### B\n\nx",)),
        (
            "<!-- question -->\nx\n<!-- question -->\ny",
            ("<!-- question -->\nx", "<!-- question -->\ny"),
        ),
        (
            "### A\n\nx\n<!-- tip: https://e/1 -->",
            ("### A\n\nx", "<!-- tip: https://e/1 -->"),
        ),
        (
            "### A\n\nx\n<!-- tip: https://e/2 -->",
            ("### A\n\nx\n<!-- tip: https://e/2 -->",),
        ),
    ],
)
def test_parts(words: str, parts: tuple[str, ...]) -> None:
    """Headings, questions and offered threads begin tips."""
    assert tips_in(words, ["https://e/1"]) == parts


def test_headed() -> None:
    """The first heading of a tip is its title."""
    assert headed("x\n\n## A B ##\n\ny") == ("A B", "x\n\n\n\ny")
    assert headed("x") == ("", "x")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[a](#b)", "[a](issues/2011-08.md#b)"),
        ("[a](2011-07.md#c) [b](../tips.md)", "[a](issues/2011-07.md#c) [b](tips.md)"),
        ("![a](../charts/a.svg)", "![a](charts/a.svg)"),
        ("[a](<../x.md>)", "[a](<x.md>)"),
        ("[a]: ../x.md", "[a]: x.md"),
        ('<a href="../x.md">', '<a href="x.md">'),
        ("[a](https://example.org/#b)", "[a](https://example.org/#b)"),
        ("[a](mailto:a@example.org)", "[a](mailto:a@example.org)"),
        ("```\n[a](#b)\n```\n[a](#b)", "```\n[a](#b)\n```\n[a](issues/2011-08.md#b)"),
    ],
)
def test_moved(text: str, shown: str) -> None:
    """Links of an issue lead from another page to where they led."""
    assert moved(text, "issues/2011-08.md") == shown
