"""A page shows translations with the originals, and says what is not translated."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from digest.changes import Change
from digest.edition import Edition
from digest.memory import Memory
from digest.memory.sentences import Occurrence
from digest.model import ChangesFrom
from digest.months import Month, Window
from digest.release import Digest, Release
from digest.render.sentences import sentences_of
from digest.render.translated import Translated, Untold
from digest.render.view import Entry, Issue, view_issue
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
    'msgstr "待つ"\n\nmsgid "New RA"\nmsgstr "New RA"\n\n'
    'msgid "Mend {1}"\nmsgstr "{1}を直す"\n'.encode(),
    where="memory/ja.po",
)
EDITION = Edition(
    title={},
    timezone=ZoneInfo("UTC"),
    languages=("ja",),
    watch=(),
    projects=(),
)


def release(version: str, *texts: str) -> Release:
    """Return a release with changes."""
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


def digest(*releases: Release) -> Digest:
    """Return a month with these releases."""
    return Digest(
        month=AUGUST, window=Window.before(AUGUST), early=False, releases=releases
    )


def view(*releases: Release) -> Issue:
    """Return what the page of a month with these releases shows."""
    return view_issue(digest(*releases), EDITION, "ja")


def entry() -> Entry:
    """Return the entry of a release."""
    return view(release("1.1")).entries[0]


def translated(memory: Memory | None = MEMORY) -> Translated:
    """Return what says entries in Japanese."""
    return Translated(digest(), EDITION, WORDS, memory)


def said(change: Change, *, mark: bool = True) -> tuple[str, str]:
    """Return an entry as Markdown and as HTML."""
    say = translated()
    return (
        say.change(change, entry(), mark=mark),
        say.change_html(change, entry(), mark=mark),
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
            f'<span lang="en">[Go &lt;b&gt;]({URL})</span>（未訳）',
            f'<span lang="en"><a href="{URL}">Go &lt;b&gt;</a></span>（未訳）',
        ),
        ("New RA", f"[New RA]({URL})", f'<a href="{URL}">New RA</a>'),
        ("1.4.1", f"[1.4.1]({URL})", f'<a href="{URL}">1.4.1</a>'),
    ],
)
def test_change(sentence: str, markdown: str, markup: str) -> None:
    """The translation comes first and is linked; nothing in it is markup."""
    change = Change(text=sentence, url=URL)

    assert said(change) == (markdown, markup)


def test_bugs_in_a_translation() -> None:
    """Bugs and how bad it is stand in a translation as they do in the original."""
    change = Change(
        text="High: Mend CVE-2011-1234", severity="high", refs=("CVE-2011-1234",)
    )

    markdown, _ = said(change)

    assert markdown.startswith("**High**: [CVE-2011-1234](https://")
    assert f")を直す {SMALL}High: Mend CVE-2011-1234</small>" in markdown


def test_no_mark() -> None:
    """Where nearly nothing is translated, no entry says so, but its language."""
    change = Change(text="Go")

    assert said(change, mark=False) == ('<span lang="en">Go</span>',) * 2


def test_fuzzy_is_always_marked() -> None:
    """What is unsure says so, be the others marked or not."""
    change = Change(text="Wait")

    assert said(change, mark=False) == (f"待つ（要確認） {SMALL}Wait</small>",) * 2


def test_in_its_own_language() -> None:
    """Where nothing is translated, a sentence stands as upstream wrote it."""
    say = translated(None)
    change = Change(text="Wait")

    assert say.change(change, entry(), mark=True) == "Wait"
    assert say.change_html(change, entry(), mark=True) == "Wait"
    assert say.untold(view(release("1.1", "Wait"))) == Untold(count=0, total=0)


def test_untold() -> None:
    """Entries without a translation are counted; few of them are marked each."""
    many = translated().untold(view(release("1.1", "Go", "Wait", "Run")))
    few = translated().untold(view(release("1.1", "Go", "Wait", "1.4.1")))

    assert (many, many.few) == (Untold(count=2, total=3), False)
    assert (few, few.few) == (Untold(count=1, total=2), True)


def test_sentences() -> None:
    """All changes that a page shows are there, folded ones and those of candidates."""
    many = [f"change {word}" for word in "abcdefghij"]

    found = list(sentences_of(view(release("1.1", *many), release("1.1rc1", "fix it"))))

    assert found == [
        *(Occurrence(sentence=text, release="alpha 1.1") for text in many),
        Occurrence(sentence="fix it", release="alpha 1.1rc1"),
    ]
    assert found[0].ref == "alpha-1.1"
