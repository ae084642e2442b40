"""A page shows translations with the originals, and says what is not translated."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from digest.changes import Change
from digest.edition import Edition
from digest.memory import Memory
from digest.memory.sentences import Occurrence, sentences_of
from digest.memory.shown import shown, shown_html
from digest.model import ChangesFrom
from digest.months import Month, Window
from digest.release import Digest, Release
from digest.view import view_issue
from digest.words import Words

AUGUST = Month(2011, 8)
URL = "https://example.org/1"
SMALL = '<small lang="en">'
WORDS = Words(
    "ja",
    {
        "translated_done": "{text} {original}",
        "translated_fuzzy": "{text}（要確認） {original}",
        "translated_missing": "{text}（未訳）",
    },
    where="words.ja.toml",
)
MEMORY = Memory.read(
    'msgid "Fix *{1}*"\nmsgstr "*{1}*を<b>修正"\n\n#, fuzzy\nmsgid "Wait"\n'
    'msgstr "待つ"\n\nmsgid "New RA"\nmsgstr "New RA"\n'.encode(),
    where="memory/ja.po",
)


@pytest.mark.parametrize(
    ("sentence", "markdown", "markup"),
    [
        (
            "Fix *`a_b`*",
            f"[\\*`a_b`\\*を&lt;b&gt;修正]({URL}) {SMALL}Fix \\*`a_b`\\*</small>",
            (
                f'<a href="{URL}">*<code>a_b</code>*を&lt;b&gt;修正</a> '
                f"{SMALL}Fix *<code>a_b</code>*</small>"
            ),
        ),
        (
            "Wait",
            f'[待つ]({URL})（要確認） <small lang="en">Wait</small>',
            f'<a href="{URL}">待つ</a>（要確認） <small lang="en">Wait</small>',
        ),
        (
            "Go <b>",
            f'[<span lang="en">Go &lt;b&gt;</span>]({URL})（未訳）',
            f'<a href="{URL}"><span lang="en">Go &lt;b&gt;</span></a>（未訳）',
        ),
        ("New RA", f"[New RA]({URL})", f'<a href="{URL}">New RA</a>'),
        ("1.4.1", f"[1.4.1]({URL})", f'<a href="{URL}">1.4.1</a>'),
    ],
)
def test_shown(sentence: str, markdown: str, markup: str) -> None:
    """The translation comes first and is linked; nothing in it is markup."""
    assert shown(sentence, URL, MEMORY, WORDS) == markdown
    assert shown_html(sentence, URL, MEMORY, WORDS) == markup


def test_shown_in_its_own_language() -> None:
    """Where nothing is translated, a sentence stands as upstream wrote it."""
    assert shown("Wait", "", None, WORDS) == "Wait"
    assert shown_html("Wait", "", None, WORDS) == "Wait"


def release(version: str, *texts: str) -> Release:
    """Return a release with changes, or with one that only another tells."""
    return Release(
        project="alpha",
        version=version,
        day=date(2011, 7, 5),
        series="1.1",
        previous="1.0",
        prerelease="rc" in version,
        backdated=False,
        late=False,
        tag="",
        previous_tag="",
        evidence=(),
        changes_from=ChangesFrom.CHANGELOG,
        changes=tuple(Change(text=text) for text in texts),
    )


def test_sentences() -> None:
    """All changes that a page shows are there, folded ones and those of candidates."""
    many = [f"change {word}" for word in "abcdefghij"]
    digest = Digest(
        month=AUGUST,
        window=Window.before(AUGUST),
        early=False,
        releases=(release("1.1", *many), release("1.1rc1", "fix it")),
    )
    edition = Edition(
        title={}, timezone=ZoneInfo("UTC"), languages=("ja",), watch=(), projects=()
    )

    found = list(sentences_of(view_issue(digest, edition, "ja")))

    assert found == [
        *(Occurrence(sentence=text, release="alpha 1.1") for text in many),
        Occurrence(sentence="fix it", release="alpha 1.1rc1"),
    ]
    assert found[0].ref == "alpha-1.1"
