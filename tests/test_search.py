"""What the search looks through is whole, safe in a script, and always the same."""

from __future__ import annotations

import json
import unicodedata

from typing import TYPE_CHECKING

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.site.search import Entry, comparable, search_script, text_of
from tests.sites import made, page, write

if TYPE_CHECKING:
    from pathlib import Path

JULY = Entry(
    kind="issue", title="7月号", url="issues/2011-07.html", date="2011-07-01", text="七"
)
EVIL = "</script><!--\u2028\u2029'\"\\&"


def read_back(script: str) -> list[dict[str, str]]:
    """Return the pages that a script defines."""
    head, tail = "window.digestPages = ", ";\n"
    assert script.startswith(head)
    assert script.endswith(tail)
    found: list[dict[str, str]] = json.loads(script[len(head) : -len(tail)])
    return found


def fold(text: str) -> str:
    """Return a text as the search compares it."""
    return unicodedata.normalize("NFKC", text).lower()


def places(text: str) -> int:
    """Return how many letters a browser counts."""
    return len(text.encode("utf-16-le")) // 2


def test_script_has_the_pages_in_order() -> None:
    """All that is said of a page is in the script, pages by their addresses."""
    june = Entry(kind="issue", title="6", url="issues/2011-06.html", date="", text="")

    script = search_script([JULY, june])

    assert script == search_script([june, JULY])
    assert [one["url"] for one in read_back(script)] == [june.url, JULY.url]
    assert read_back(script)[1] == {
        "kind": "issue",
        "title": "7月号",
        "url": "issues/2011-07.html",
        "date": "2011-07-01",
        "text": "七",
    }


def test_script_of_nothing() -> None:
    """Without pages there is a script, and nothing to be found."""
    assert read_back(search_script([])) == []


def test_script_is_ended_by_nothing_in_it() -> None:
    """Text that would end a script or a line of it is written in escapes, and kept."""
    evil = Entry(kind="issue", title=EVIL, url="a.html", date=EVIL, text=EVIL)

    script = search_script([evil])

    assert not set("<>&\u2028\u2029") & set(script)
    assert read_back(script)[0]["title"] == EVIL
    assert read_back(script)[0]["text"] == EVIL


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a <b>b</b>c</p>", "a bc"),
        ("<p>a</p><p>b</p>", "a b"),
        ("<td>1.2</td><td>3.4</td>", "1.2 3.4"),
        ("<p>a<br>b\n  c</p>", "a b c"),
        ("1 &lt; 2 &amp;amp; &#x8a9e;", "1 < 2 &amp; 語"),
        ('<svg class="chart"><title>t</title><g><text>x</text></g></svg>y', "y"),
        ("<ruby>語<rp>(</rp><rt>ご</rt><rp>)</rp></ruby>", "語"),
        ('a<abbr title="1 > 0">b</abbr>c<img alt="<p>">d', "abc d"),
        ("a<br>b<base>c", "a b c"),
        ("<pre>a\n  b</pre>", "a b"),
        (
            '<figure class="chart">a</figure> <details>1</details><p>b</p>',
            "a b 1",
        ),
        ("a <", "a <"),
        ("", ""),
    ],
)
def test_text_of_a_page(html: str, text: str) -> None:
    """The text is what readers see: no markup, no chart, and no word run together."""
    assert text_of(html) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ＤＲＢＤ（全角）", "ＤＲＢＤ（全角）"),
        ("……", "......"),
        ("㍻", "平成"),
        ("か\u3099", "が"),
        ("ｶﾞｯﾂ", "ガッツ"),
        ("İ", "i\u0307"),
        ("𝐀b", "ab"),
    ],
)
def test_keeps_what_compares_letter_by_letter(text: str, shown: str) -> None:
    """A text stays as it is written, but for letters that become more or fewer."""
    assert comparable(text) == shown


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_each_letter_is_where_it_is_compared(text: str) -> None:
    """What is compared means the same as the text, and is as long as what is quoted."""
    shown = comparable(text)

    assert places(fold(shown)) == places(shown)
    assert fold(shown) == fold(fold(text))


def test_site_has_the_pages_of_each_language(tmp_path: Path) -> None:
    """Issues, projects, tips and the glossary are found, each in its language."""
    write(tmp_path, "index.md", page("chooser", "月刊 / Monthly"))
    write(tmp_path, "ja/index.md", page("front", "月刊"))
    write(tmp_path, "ja/search.md", page("search", "検索"))
    july = page("issue", "7月号", "同期が\n終わった。", date="2011-07-01")
    write(tmp_path, "ja/issues/2011-07.md", july)
    write(tmp_path, "ja/tips.md", page("tips", "知恵袋"))
    write(tmp_path, "en/index.md", page("front", "Monthly"))
    write(tmp_path, "en/projects/tea.md", page("project", "Tea"))
    write(tmp_path, "en/glossary.md", page("glossary", "Words"))

    assets = made(tmp_path) / "assets"

    ours = read_back((assets / "search.ja.js").read_text("utf-8"))
    theirs = read_back((assets / "search.en.js").read_text("utf-8"))
    assert ours[0] == {
        "kind": "issue",
        "title": "7月号",
        "url": "issues/2011-07.html",
        "date": "2011-07-01",
        "text": "7月号 同期が終わった。",
    }
    assert [one["url"] for one in ours[1:]] == ["tips.html"]
    assert [one["url"] for one in theirs] == ["glossary.html", "projects/tea.html"]
