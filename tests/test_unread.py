"""What of a page is not read, as it leads to nothing or is found in the HTML."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.util import STX
from mkdocs.structure.pages import _RawHTMLPreprocessor

from digest.safety import safe
from digest.site.unread import Unread

LIST = '<ul>\n<li>a</li>\n<li><a href="x">b</a> <code>&lt;c</code></li>\n</ul>'
TABLE = "<table>\n<tbody>\n<tr><th>a</th><td>b</td></tr>\n</tbody>\n</table>"
FOLD = f"<details>\n<summary>s</summary>\n{LIST}\n{TABLE}\n</details>"
INLINE = '<a href="x">a</a>', '<span lang="en"><em>a</em></span>', "<code>&lt;</code>"
BLOCKS = LIST, TABLE, FOLD, "<details>", "</details>", "<ul>", "</ul>", "<p>", "</p>"
MARKS = "a", " ", "- ", "# ", "**", "`", "```", "[a](b)", STX, "</a>", "</span>"
LINES = st.lists(st.sampled_from((*INLINE, *BLOCKS, *MARKS)), max_size=5).map("".join)
EMPTY = re.compile(r"</?p>|\s")


def test_mkdocs_reads_no_ids() -> None:
    """MkDocs' own reader of ids is left out, by the name that MkDocs gives it."""
    converter = Markdown(extensions=[Unread()])

    _RawHTMLPreprocessor()._register(converter)

    kinds = {type(reader) for reader in converter.preprocessors}
    assert HtmlBlockPreprocessor in kinds
    assert _RawHTMLPreprocessor not in kinds


def test_others_are_read() -> None:
    """Whatever else is to read the Markdown does so, in its turn."""
    converter = Markdown(extensions=[Unread()])
    other = HtmlBlockPreprocessor(converter)

    converter.preprocessors.register(other, "other", 1)

    assert list(converter.preprocessors)[-1] is other


def converted(text: str, *extensions: Unread) -> str:
    """Return safe HTML of Markdown, without paragraphs, which may be empty."""
    converter = Markdown(extensions=["tables", "fenced_code", *extensions])
    return EMPTY.sub("", safe(converter.convert(text)))


@settings(max_examples=300)
@given(st.lists(LINES, max_size=9).map("\n".join))
def test_the_same_comes_out(text: str) -> None:
    """Elements that are hidden from the reader of blocks are where they were."""
    assert converted(text, Unread()) == converted(text)


def test_marks_in_the_text() -> None:
    """What hides elements is no way to make one."""
    assert converted(f"{STX}a href='x'>b", Unread()) == "ahref='x'&gt;b"
