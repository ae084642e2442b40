"""Pages in two languages are held to say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.release import Page
from digest.render.twins import compare
from digest.words import Words

WORDS = (
    Words.read(Path("templates") / "words.ja.toml", "ja"),
    Words.read(Path("templates") / "words.en.toml", "en"),
)
JA = """\
---
title: "2011年8月号"
---

# 2011年8月号

[リング](#a)は12月26日、[1.4.1](https://example.org/1)。

## <a id="a"></a>7月の1件

> 3日ぶりです。

- **May**の{a}: <abbr title="9本">2本</abbr>
<tr><td><a href="https://example.org/3">x</a></td></tr>
"""
EN = """\
---
title: "August 2011"
---

# August 2011

See [1.4.1](https://example.org/1) of 26 December, of the [ring](#a).

## <a id="a"></a>One of 7

> After 3 days. May it last.

- {a} of **May**: <abbr title="ten">two</abbr>
<tr><td><a href="https://example.org/3">x</a></td></tr>
"""


def told(ja: str, en: str) -> list[str]:
    """Return what is wrong with the English page."""
    one = Page(path="ja/index.md", text=ja)
    other = Page(path="en/index.md", text=en)
    return [str(error) for error in compare(one, other, WORDS)]


def test_same() -> None:
    """Pages may differ in words, in their order, and in how a language writes days."""
    assert told(JA, EN) == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("(#a)", "(#b)", "a link is missing: #a @ the top"),
        ("1.4.1", "1.4", "a number is missing: 1.4.1 @ the top"),
        ("26 December", "26 November", "a number is missing: 12 @ the top"),
        ("3 days", "days", "a number is missing: 3 @ a"),
        ("> After", "After", "0 remarks, not 1 @ a"),
        ("- {a}", "{a}", "0 list items, not 1 @ a"),
        ("<tr>", "<p>", "0 table rows, not 1 @ a"),
        ("/3", "/33", "a link is missing: https://example.org/3 @ a"),
        ('"a"', '"b"', "a place is missing @ a"),
    ],
)
def test_differs(old: str, new: str, what: str) -> None:
    """What is missing is told with its file and the place on the page."""
    (error,) = told(JA, EN.replace(old, new))

    assert error.startswith(f"content/en/index.md: {what}")
    assert error.endswith("\n  hint: see to the words and templates of both languages")


def test_beyond() -> None:
    """What a page has beyond the other is told, too."""
    (error,) = told(JA, f'{EN}\n[x](y) 5\n## <a id="c"></a>')

    assert error == (
        "content/en/index.md: a link that the other page has not: y @ a\n"
        "content/en/index.md: a number that the other page has not: 5 @ a\n"
        "content/en/index.md: a place that the other page has not @ c\n"
        "  hint: see to the words and templates of both languages"
    )
