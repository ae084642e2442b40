"""Terms are explained once on a page, where they stand first."""

from __future__ import annotations

import re

from pathlib import Path

import markdown
import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.glossary import Glossary, Term, read_glossary
from digest.inert import quoted, quoted_html
from digest.render.hovers import Hovers

TERMS = Glossary(
    [
        Term(
            en="fencing",
            variants=("fence",),
            accepted={"ja": ("フェンシング",)},
            about={"en": 'To "cut off" [x] & <y>.', "ja": "切りはなすこと。"},
        ),
        Term(
            en="split brain",
            accepted={"ja": ("スプリットブレイン",)},
            about={"en": "Two of them.", "ja": "ふたり。"},
        ),
        Term(en="ring", accepted={}, about={"en": "A ring."}),
    ]
)
QUOTED = "&#34;"
TITLE = f"To {QUOTED}cut off{QUOTED} &#91;x&#93; &#38; &#60;y&#62;."


def hovered(*texts: str, language: str = "en", of: str = "") -> list[str]:
    """Return texts with their explanations, one after the other on one page."""
    hovers = Hovers(TERMS, language)
    return [hovers.over(text, quoted, language=of) for text in texts]


def test_once() -> None:
    """A term is explained where it stands first, whatever form it has there."""
    assert hovered("*Fence* it, fencing", "Fencing") == [
        f'\\*<abbr title="{TITLE}">Fence</abbr>\\* it, fencing',
        "Fencing",
    ]


def test_several() -> None:
    """All new terms of a line are explained, and the words between them stay."""
    (said,) = hovered("split-brain  ring [a]")

    assert said == (
        '<abbr title="Two of them.">split-brain</abbr> '
        '<abbr title="A ring.">ring</abbr> \\[a\\]'
    )


@pytest.mark.parametrize(
    "text", ["Nothing", "`split brain` is code", "--fence-x and fence_x", ""]
)
def test_nothing_to_explain(text: str) -> None:
    """Other words, code and options are left as they are."""
    assert hovered(text) == [quoted(text)]


def test_upstream_words_on_another_page() -> None:
    """English on a Japanese page is explained in Japanese, if it can be."""
    assert hovered("Rings: split brain", "ring", language="ja", of="en") == [
        'Rings: <abbr title="ふたり。">split brain</abbr>',
        "ring",
    ]


def test_translation() -> None:
    """In Japanese, terms are what a translation calls them."""
    assert hovered("フェンシングとfencing", "フェンシング", language="ja") == [
        '<abbr title="切りはなすこと。">フェンシング</abbr>とfencing',
        "フェンシング",
    ]


def test_no_glossary() -> None:
    """Without a glossary nothing is explained."""
    assert Hovers(None, "en").over("fencing", quoted) == "fencing"


def test_browser_shows_what_was_written() -> None:
    """Whatever signs are in an explanation, Markdown hands it over as it is."""
    about = "a *b* `c` [d](e) <f> \"g\" 'h' \\i & j_k_l | m"
    term = Term(en="fencing", accepted={}, about={"en": about})

    said = Hovers(Glossary([term]), "en").over("[fencing]", quoted)
    html = markdown.markdown(f"- [{said}](https://example.org/)")

    (title,) = re.findall(r'<abbr title="([^"<>]*)">fencing</abbr>', html)
    spelt = re.sub("&#([0-9]+);", lambda found: chr(int(found[1])), title)
    assert spelt == about


@given(st.text())
def test_any_text(text: str) -> None:
    """No text breaks out of where it stands, and none is lost."""
    said = Hovers(TERMS, "en").over(text, quoted_html)

    bare = re.sub('<abbr title="[^"<>]*">(.*?)</abbr>', r"\1", said)
    assert re.sub("\\s", "", bare) == re.sub("\\s", "", quoted_html(text))


def test_our_glossary() -> None:
    """Every term of the glossary that we ship is explained on both languages' pages."""
    glossary = read_glossary(Path("templates") / "glossary.toml")

    for term in glossary.terms:
        for language in ("ja", "en"):
            said = Hovers(glossary, language).over(term.en, quoted, language="en")
            assert "<abbr title=" in said
