"""Text from outside does nothing, wherever on a page it stands."""

from __future__ import annotations

import unicodedata

from html.parser import HTMLParser
from urllib.parse import urlsplit

import markdown
import pytest

from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from digest.inert import (
    anchor,
    code,
    comment,
    inert,
    link,
    link_html,
    page_link,
    plain,
    quoted,
    quoted_html,
    target,
    web,
)

# What means something to Markdown, HTML or Python-Markdown's own placeholders.
SIGNS = [
    *"\\`*_{}[]()#+-.!|~<>&:=\"'/0٣９ \t\n\r\0\x02\x03\ufeff\u200b\u202e\u2028",
    *("```", "~~~", "---", "===", "- ", "1. ", "12345678901. ", "-- -", "    ", "> "),
    *(
        "](",
        "]: ",
        "![",
        "[TOC]",
        "[a]: http://b",
        "<http://a.b>",
        "http://a.b",
        "a@b.c",
    ),
    *("<b>", "</p>", "<!--", "-->", "<?php", "]]>", "&amp;", "&#35;", "|-|-|", "\\`"),
    *(
        "amp",
        "klzzwxh:0000",
        "wzxhzdk:0",
        "{: #a }",
        "javascript:",
        "\ud800",
        "x",
        "号",
    ),
]
TEXT = st.lists(st.sampled_from(SIGNS) | st.text(max_size=3)).map("".join)
WORDS = TEXT.filter(plain)

# Where text can stand, all that is shown there, and the tags.
CELLS = "table thead tr th th tbody tr td td"
PLACES = {
    "a paragraph": ("{}", "{}", "p"),
    "a sentence": ("x {} y", "x {} y", "p"),
    "a later line": ("x\n{}\ny", "x {} y", "p"),
    "an item": ("- {}\n- x", "{} x", "ul li li"),
    "an item of a step": ("1. x\n    - {}", "x {}", "ol li ul li"),
    "a heading": ("### {}", "{}", "h3"),
    "a quotation": ("> {}", "{}", "blockquote p"),
    "a cell": ("|a|b|\n|-|-|\n| {} |c|", "a b {} c", CELLS),
    "a last cell": ("a | b\n-|-\nc | {}", "a b c {}", CELLS),
    "the words of a link": ("[{}](https://a.example)", "{}", "p a"),
}


class Page(HTMLParser):
    """What a browser makes of HTML: tags in order, and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str | None] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take down a tag, and where it leads."""
        self.tags.append(tag)
        self.links += (value for name, value in attrs if name == "href")

    def handle_data(self, data: str) -> None:
        """Take down text."""
        self.texts.append(data)

    @property
    def words(self) -> str:
        """All the text, blanks aside."""
        return " ".join("".join(self.texts).split())


def read(text: str) -> Page:
    """Return the page that MkDocs makes of Markdown."""
    extensions = ["tables", "fenced_code", "toc"]
    return Page(markdown.markdown(text, extensions=extensions))


@pytest.mark.parametrize("place", PLACES)
@given(text=WORDS)
@example(text="12345678901. x")
@example(text="٣. x")
@example(text="1) x")
@example(text="-- -")
@example(text="--")
@example(text="===")
@example(text=": x")
@example(text="# x")
@example(text="a #")
@example(text="a]: b")
def test_inert(text: str, place: str) -> None:
    """Words are shown as they are and bring no tag, in every place."""
    around, shown, tags = PLACES[place]

    page = read(around.format(inert(text)))

    assert page.words == shown.format(plain(text))
    assert page.tags == tags.split()


def test_inert_escapes() -> None:
    """Whatever may be markup is escaped, in extensions that are not used yet, too."""
    words = inert("x \\`*_{}[]|~<>&")

    assert words == r"x \\\`\*\_\{\}\[\]&#124;&#126;&lt;&gt;&amp;"


def test_inert_leaves_markup() -> None:
    """What is markup already is not escaped twice."""
    words = inert("*a*")

    assert inert(words) == words == Markup(r"\*a\*")


@given(TEXT)
@example("a" * 1999 + "  b")
@example("e\u200b\u0301")
def test_plain(text: str) -> None:
    """Plain words are one line of seen characters, composed, and not made plainer."""
    words = plain(text)

    assert words == " ".join(words.split()) == unicodedata.normalize("NFC", words)
    assert not {unicodedata.category(sign) for sign in words} & {"Cc", "Cs", "Zl", "Zp"}
    assert plain(words) == words


@pytest.mark.parametrize(
    "sign",
    [
        *"\0\x1b\x7f\x9b\xad\u061c\u180e\u200b\u200f\u202e\u2066\ufeff\ufff9\ud800\U000e0041"
    ],
    ids=ascii,
)
def test_plain_hides_nothing(sign: str) -> None:
    """What cannot be seen, or turns text round, goes."""
    words = plain(f"a{sign}b")

    assert words == "ab"


def test_plain_cuts() -> None:
    """Words that go on and on are cut, and say so."""
    words = plain("a" * 3000)

    assert words == "a" * 2000 + " […]"


@pytest.mark.parametrize(
    ("text", "markdown", "html"),
    [
        ("use `a_b` now", "use `a_b` now", "use <code>a_b</code> now"),
        ("*a* and `*`", r"\*a\* and `*`", "*a* and <code>*</code>"),
        ("`[x](y)` <b>", "`[x](y)` &lt;b&gt;", "<code>[x](y)</code> &lt;b&gt;"),
        ("# `a`", "&#35; `a`", "# <code>a</code>"),
        ("1. `a`", "1&#46; `a`", "1. <code>a</code>"),
        ("``a``", r"\`\`a\`\`", "``a``"),
        ("a ` b", r"a \` b", "a ` b"),
        ("`<b>`", r"\`&lt;b&gt;\`", "`&lt;b&gt;`"),
        ("`a]:`", r"\`a\]&#58;\`", "`a]:`"),
        (r"\`a`", r"\\\`a\`", r"\`a`"),
    ],
)
def test_quoted(text: str, markdown: str, html: str) -> None:
    """Only code between backticks is more than words, in Markdown and in HTML."""
    words = quoted(text), quoted_html(text)

    assert words == (markdown, html)


@pytest.mark.parametrize("place", PLACES)
@given(text=WORDS)
@example(text="# `a`")
@example(text="-- `a`")
@example(text="a `b` #")
@example(text="`a]: b`")
def test_quoted_brings_code_alone(text: str, place: str) -> None:
    """Upstream's words bring no tag but code, in every place but a table."""
    around, _, tags = PLACES[place]
    words = quoted(text)

    page = read(around.format(words))

    assert [tag for tag in page.tags if tag != "code"] == tags.split()
    assert page.tags.count("code") <= words.count("`") / 2


@given(TEXT)
def test_quoted_html(text: str) -> None:
    """Upstream's words bring no tag but code where Markdown is not read."""
    page = Page(quoted_html(text))

    assert page.words.replace("`", "") == plain(text).replace("`", "")
    assert set(page.tags) <= {"code"}


@given(TEXT)
@example("```\n<b>")
@example("\n\n[TOC]\n\n- a\n\x0c# b\u2028c")
def test_code(text: str) -> None:
    """A block of code holds its lines to the end, and what follows is outside."""
    page = read(f"x\n\n{code(text)}\n\ny")

    lines = [plain(line) for line in text.splitlines()]
    assert plain(page.words) == " ".join(["x", *filter(None, lines), "y"])
    assert page.tags == (["p", "pre", "code", "p"] if any(lines) else ["p", "p"])


@given(TEXT)
@example("---")
@example("--!>")
@example("-")
def test_comment(text: str) -> None:
    """A comment ends where it should, and is well-formed."""
    words = comment(text)

    page = Page(f"<!-- {words} -->x")

    assert (page.tags, page.words) == ([], "x")
    assert "--" not in words


@given(TEXT | TEXT.map("https://".__add__) | TEXT.map("http://a/".__add__))
@example("ht\ntp://a.example/")
@example("\x01http://a.example/")
@example("http://[a.example/")
@example("http://a.example/\ud800")
@example("javascript://a.example/")
def test_web(url: str) -> None:
    """An address is one of the web, in safe letters, or there is none."""
    address = web(url)

    assert address == "" or urlsplit(address).scheme in {"http", "https"}
    assert not set(address) & set(" \t\n\"'()<>[]\\`{}|")
    assert address.isascii()


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.example/b?c=d&e=f;g#h", "https://a.example/b?c=d&e=f;g#h"),
        ("HTTP://a.example", "HTTP://a.example"),
        (" https://a.example/\n", "https://a.example/"),
        ("https://a.example/b c(d)", "https://a.example/b%20c%28d%29"),
        ("https://a.example/%E6%9C%88", "https://a.example/%E6%9C%88"),
        ("https://a.example/月", "https://a.example/%E6%9C%88"),
        ("https:///b", ""),
        ("//a.example/", ""),
        ("ftp://a.example/", ""),
        ("data:text/html,<b>", ""),
        ("", ""),
    ],
)
def test_web_keeps_the_address(url: str, address: str) -> None:
    """An address of the web leads where it led; any other leads nowhere."""
    found = web(url)

    assert found == address


@given(WORDS, TEXT.map("https://a.example/".__add__))
@example("]", "https://a.example/)_*_`?b&copy;d")
def test_link(text: str, url: str) -> None:
    """A link has its words and its address, in Markdown and in HTML."""
    pages = read(f"x {link(text, url)} y"), Page(f"<p>x {link_html(text, url)} y")

    assert [page.words for page in pages] == [f"x {plain(text)} y"] * 2
    assert [page.tags for page in pages] == [["p", "a"]] * 2
    assert [page.links for page in pages] == [[web(url)]] * 2


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "issues/"])
def test_link_to_nowhere(url: str) -> None:
    """Without an address of the web there are the words alone."""
    words = link("*a*", url), link_html("<a>", url)

    assert words == (r"\*a\*", "&lt;a&gt;")


def test_link_of_markup() -> None:
    """Words that are markup already stay it in a link."""
    url = "https://a.example/?b&c"

    words = link(Markup("`a`"), url), link_html(Markup("<code>a</code>"), url)

    assert words == (
        f"[`a`]({url})",
        '<a href="https://a.example/?b&amp;c"><code>a</code></a>',
    )


@given(WORDS, TEXT)
def test_anchor(text: str, name: str) -> None:
    """A link on the page leads to the place of the same name, whatever that is."""
    page = read(f"x {anchor(text, name)} y")
    place = target(name)

    assert page.words == f"x {plain(text)} y"
    assert page.tags == ["p", "a"]
    assert place == f'<a id="{(page.links[0] or "").removeprefix("#")}"></a>'


def test_page_link() -> None:
    """A link to a page of ours has a path without surprises."""
    words = page_link("a [b]", "en/issues/a b(c).md")

    assert words == r"[a \[b\]](en/issues/a%20b%28c%29.md)"
