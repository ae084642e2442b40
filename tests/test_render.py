"""Pages, from facts and notes, in both languages."""

from __future__ import annotations

import json
import re

from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import markdown
import pytest

from digest.assemble import assemble
from digest.changes import Change
from digest.codec import decode
from digest.config import read_plan
from digest.errors import DigestError
from digest.memory import Memory
from digest.model import Facts, News, NewsKind, Tip
from digest.notes import read_notes
from digest.release import Current, Matter, State
from digest.remarks import QuickSuccession
from digest.render import Renderer
from digest.render.stock import Stock
from tests.conftest import DATA, cases
from tests.test_catalogue import tag

if TYPE_CHECKING:
    from digest.edition import Edition
    from digest.notes import Notes
    from digest.release import Digest
    from tests.conftest import Expect

TEMPLATES = Path("templates")
FACTS = cases("render", "*.facts.json")
LANGUAGES = ("ja", "en")


@pytest.fixture(scope="module")
def edition() -> Edition:
    """Return the edition that the cases are of."""
    return read_plan(DATA / "render" / "projects.toml").edition


@pytest.fixture(scope="module")
def renderer(edition: Edition) -> Renderer:
    """Return what renders the cases."""
    return Renderer(edition, [TEMPLATES])


def digest_of(path: Path, edition: Edition) -> Digest:
    """Return the digest of a case."""
    data = json.loads(path.read_text(encoding="utf-8"))
    del data["schema"]
    return assemble(decode(Facts, data, []), edition)


def notes_of(path: Path) -> Notes:
    """Return the notes of a case; most have none."""
    notes = path.with_name(path.name.replace(".facts.json", ".notes.md"))
    return read_notes(notes.read_bytes(), where="") if notes.exists() else {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", FACTS, ids=lambda path: path.name.split(".")[0])
def test_issue(
    path: Path, language: str, edition: Edition, renderer: Renderer, expect: Expect
) -> None:
    """Facts and notes give the page written beside them, twice the same."""
    digest = digest_of(path, edition)

    page = renderer.issue(digest, language, notes_of(path))

    expect(page.text, path.with_name(path.name.replace("facts.json", f"{language}.md")))
    assert page == renderer.issue(digest, language, notes_of(path))
    assert page.path == f"{language}/issues/{digest.month}.md"


def test_both_languages_say_the_same(edition: Edition, renderer: Renderer) -> None:
    """The pages of all issues carry the same in both languages."""
    digests = [digest_of(path, edition) for path in FACTS]

    months = [digest.month for digest in digests]
    tags = (tag(each, project="corosync") for each in ("1.4.0", "1.4.0-rc1", "1.3.9"))
    stock = Stock(tags=tuple(tags))

    assert list(renderer.compare(digests, months, stock)) == []


def test_a_language_says_something_else(edition: Edition, tmp_path: Path) -> None:
    """Words that leave something out in one language are told, page by page."""
    words = (TEMPLATES / "words.en.toml").read_text(encoding="utf-8")
    words = re.sub(r"(?m)^compare = .*$", 'compare = "the changes since 1912"', words)
    (tmp_path / "words.en.toml").write_text(words, encoding="utf-8")
    digest = digest_of(DATA / "render" / "full.facts.json", edition)

    renderer = Renderer(edition, [tmp_path, TEMPLATES])
    (error,) = renderer.compare([digest], [digest.month])

    assert str(error).startswith(
        "content/en/issues/2011-08.md: a number that the other page has not: 1912 @ "
    )


def test_outside_text_is_inert(edition: Edition, renderer: Renderer) -> None:
    """Nothing of a hostile month becomes a tag, a link or a list of its own."""
    digest = digest_of(DATA / "render" / "hostile.facts.json", edition)
    page = renderer.issue(digest, "en", {}).text.split("---\n", 2)[2]

    html = markdown.markdown(page, extensions=["tables", "fenced_code", "toc"])

    tags = set(re.findall(r"<([a-z0-9]+)", html))
    assert tags <= {
        "a", "abbr", "blockquote", "code", "details", "h1", "h2", "h3", "h4", "li",
        "img", "ol", "p", "pre", "small", "span", "strong", "summary", "table", "tbody",
        "td", "th", "thead", "tr", "ul",
    }  # fmt: skip
    links = re.findall(r'href="([^"]*)"', html)
    assert all(
        re.match(r"#|\.\./projects/|https?://example\.org/", url) for url in links
    )
    assert "1. not a list **not bold** ![not](http://x/y.png) crash" in unescape(html)


def test_fronts(edition: Edition, renderer: Renderer, expect: Expect) -> None:
    """Front pages list the issues, newest first; a page lets choose the language."""
    digests = [digest_of(path, edition) for path in FACTS]

    pages = list(renderer.fronts(digests))

    told = "".join(
        f"=== {page.path}\n{page.text if page.path.endswith('.md') else ''}"
        for page in pages
    )
    expect(told, DATA / "render" / "fronts.txt")


def test_no_issue_yet(renderer: Renderer) -> None:
    """Without any issue the front page asks for patience; no project has a page."""
    pages = {page.path: page.text for page in renderer.fronts([])}

    assert "まだ一号も出ていません" in pages["ja/index.md"]
    assert "No issue is out yet" in pages["en/index.md"]
    assert [path for path in sorted(pages) if path.startswith("en/")] == [
        "en/about.md",
        "en/calendar.ics",
        "en/calendar.md",
        "en/glossary.md",
        "en/index.md",
        "en/search.md",
        "en/tips.md",
    ]


def test_places(edition: Edition, renderer: Renderer, expect: Expect) -> None:
    """There is a place for each part, release, remark, and for the sign-off."""
    digest = digest_of(DATA / "render" / "full.facts.json", edition)

    places = renderer.places(digest, "en")

    expect(
        [place.lines for place in places],
        DATA / "render" / "places.json",
    )


def test_backdated_is_not_shown(edition: Edition, renderer: Renderer) -> None:
    """A batch of old tags stays in the facts and off the page."""
    digest = digest_of(DATA / "render" / "full.facts.json", edition)
    old = tuple(replace(release, backdated=True) for release in digest.releases)

    page = renderer.issue(replace(digest, releases=old, gaps=()), "en", {})

    assert "corosync-1.4.1" not in page.text


def test_table_in_the_tips(edition: Edition, renderer: Renderer) -> None:
    """A table that the notes ask for stands there; its release tells where it went."""
    digest = digest_of(DATA / "render" / "full.facts.json", edition)
    (key,) = renderer.tables(digest)

    page = renderer.issue(digest, "en", {"tips": f"Look:\n<!-- table: {key} -->"}).text

    release, tips = page.split('## <a id="tips">')
    assert key == "corosync 1.4.1 ring.8"
    assert "<code>token</code>" not in release
    assert "2 changes to the options in ring.8 are told in the [Tips]" in release
    assert "Look:\n\n<p><strong>ring.8, Corosync 1.4.1</strong></p>\n<table>" in tips
    assert "<code>token</code>" in tips


def test_table_at_its_release(edition: Edition, renderer: Renderer) -> None:
    """A table that is asked for at its own release stands there once."""
    digest = digest_of(DATA / "render" / "full.facts.json", edition)
    place = "release corosync 1.4.1"

    page = renderer.issue(digest, "en", {place: "<!-- table: corosync 1.4.1 -->"}).text

    assert page.count("<code>token</code>") == 1
    assert "are told in the" not in page


def test_remarks_can_be_answered(edition: Edition, renderer: Renderer) -> None:
    """What is written at the place of a remark follows it, and stands there once."""
    digest = digest_of(DATA / "render" / "full.facts.json", edition)
    month = QuickSuccession(days=2, than="July")
    places = renderer.places(replace(digest, remarks=(month, month)), "en")
    keys = [place.key for place in places if place.key.startswith("remark ")]
    notes = {key: f"To {key}!" for key in keys}

    page = renderer.issue(replace(digest, remarks=(month, month)), "en", notes).text

    assert keys[0] == "remark month quick-succession"
    assert "remark corosync 1.4.1 status-contradiction topic-snmp" in keys
    for words in notes.values():
        assert page.count(f"\n\n{words}\n") == 1
        assert page.split(f"\n\n{words}\n")[0].splitlines()[-1].startswith("> ")


TIP = Tip(
    title="How do I *wait*?",
    url="https://example.org/--2",
    day=date(2011, 7, 4),
    project=None,
    replies=3,
    answered=True,
    why=("thanks",),
    question="How does one wait <b>?",
    asker="A. Name",
)


def test_tips_are_offered(edition: Edition, renderer: Renderer) -> None:
    """Threads stand at the tips with who asked what, ready to be taken over."""
    digest = digest_of(DATA / "render" / "quiet.facts.json", edition)
    others = replace(TIP, url="https://example.org/3", question="", asker="")
    nowhere = replace(TIP, url="")

    places = renderer.places(replace(digest, tips=(TIP, others, nowhere)), "en")

    (tips,) = (place for place in places if place.key == "tips")
    assert tips.lines[-6:] == (
        (
            "<!-- about: Candidate: How do I *wait*?, A. Name, 2011-07-04, "
            "3 replies, thanks -->"
        ),
        "<!-- about: Asked: How does one wait <b›? -->",
        "<!-- hint: tip: https://example.org/- -2 -->",
        "<!-- about: Candidate: How do I *wait*?, 2011-07-04, 3 replies, thanks -->",
        "<!-- hint: tip: https://example.org/3 -->",
        "",
    )


@pytest.mark.parametrize(
    "address", ["https://example.org/--2", "https://example.org/- -2"]
)
def test_tip_is_taken_over(address: str, edition: Edition, renderer: Renderer) -> None:
    """A thread becomes a question with its source, and what follows is its answer."""
    digest = digest_of(DATA / "render" / "quiet.facts.json", edition)
    notes = {"tips": f"<!-- tip: {address} -->\nLike *this*."}

    page = renderer.issue(replace(digest, tips=(TIP,)), "en", notes).text

    assert re.sub("\n+", "\n", page.split('<a id="tips"></a>')[1]).startswith(
        "Tips\n### How do I \\*wait\\*?\n"
        "**Question** How does one wait &lt;b&gt;?\n"
        "Source: [A. Name, 4 July](https://example.org/--2)\n"
        "**Answer**\nLike *this*.\n"
    )


def test_tip_of_nobody_known(edition: Edition, renderer: Renderer) -> None:
    """A thread whose asker has no name, or that asks nothing, is a tip all the same."""
    digest = digest_of(DATA / "render" / "quiet.facts.json", edition)
    tip = replace(TIP, asker="", question="")
    notes = {"tips": f"<!-- tip: {TIP.url} -->\nSo."}

    page = renderer.issue(replace(digest, tips=(tip,)), "en", notes).text

    assert "**Question** How do I \\*wait\\*?\n" in page
    assert "Source: [4 July](https://example.org/--2)\n" in page


def test_own_tip(edition: Edition, renderer: Renderer) -> None:
    """Labels and an address become a question, an answer and a link to the source."""
    digest = digest_of(DATA / "render" / "quiet.facts.json", edition)
    notes = {
        "tips": "<!-- question -->\nQ?\n<!-- answer -->\nA.\n"
        "<!-- tip: https://example.org/5 -->\n<!-- tip: nowhere -->"
    }

    page = renderer.issue(digest, "ja", notes).text

    assert re.sub("\n+", "\n", page.split('<a id="tips"></a>')[1]).startswith(
        "知恵袋\n**質問**\nQ?\n**回答**\nA.\n"
        "元ネタ：[https://example.org/5](https://example.org/5)\n"
        "<!-- tip: nowhere -->\n"
    )


def test_translations(edition: Edition, renderer: Renderer) -> None:
    """What the memory knows is shown, and how much it does not know is told."""
    digest = digest_of(DATA / "render" / "full.facts.json", edition)
    changes = (Change(text="A fix"), Change(text="Another"))
    digest = replace(digest, releases=(replace(digest.releases[0], changes=changes),))
    file = ("ja.po", 'msgid "A fix"\nmsgstr "訳"\n'.encode())

    page = renderer.issue(digest, "ja", {}, Memory.read(file[1], where="")).text
    scaffolded = renderer.scaffold_memory([digest], "ja", file, [file])

    assert '- 訳 <small lang="en">A fix</small>\n' in page
    assert '- <span lang="en">Another</span>（未訳）\n' in page
    assert "変更点のうち1件は" in page
    assert file[1] in scaffolded
    assert b'msgid "Another"\nmsgstr ""\n' in scaffolded
    assert renderer.translated == ("ja",)


def test_nothing_is_translated(edition: Edition, renderer: Renderer) -> None:
    """An empty memory is told once, and marks no line."""
    digest = digest_of(DATA / "render" / "full.facts.json", edition)

    page = renderer.issue(digest, "ja", {}, Memory.read(b"", where="")).text

    assert page.count("原文") == 1
    assert "（未訳）" not in page
    assert '<span lang="en">' in page


def test_terms_are_explained(edition: Edition, renderer: Renderer) -> None:
    """A term has its explanation where it stands first, on both languages' pages."""
    digest = digest_of(DATA / "render" / "full.facts.json", edition)
    change = Change(text="Split brain, split brain", url="https://example.org/1")
    release = replace(digest.releases[0], changes=(change,))

    pages = [
        renderer.issue(replace(digest, releases=(release,)), language, {}).text
        for language in LANGUAGES
    ]

    for page in pages:
        assert re.search(
            r'\[<abbr title="[^"]+">Split brain</abbr>, split brain\]', page
        )


def test_read_and_scaffold(edition: Edition, renderer: Renderer) -> None:
    """Notes have all places; words elsewhere are left out, marked, and told."""
    digest = digest_of(DATA / "render" / "full.facts.json", edition)
    fresh = renderer.scaffold(digest, "en", ("en.md", b""))
    written = b"<!-- digest: tea -->\nMilk.\n<!-- digest: news -->\nRain."

    marked = renderer.scaffold(digest, "en", ("en.md", written))
    files = {"ja": ("ja.md", fresh), "en": ("en.md", written)}
    told = [(str(notice), notice.gap) for notice in renderer.notices(digest, files)]

    assert fresh.startswith(b"<!-- hint: Notes for Monthly Andrew, August 2011.")
    assert marked.startswith("<!-- gone: “tea” is not in this issue.".encode())
    assert renderer.notes(digest, "en", files["en"]) == {"news": "Rain."}
    assert told == [
        (
            (
                'en.md:1: words that are shown nowhere: no such place: "tea"\n'
                "  hint: move them to a place that is, such as the opening"
            ),
            True,
        ),
        (
            'ja.md: nothing is written at "news"\n  hint: something is in en.md',
            False,
        ),
    ]


def test_table_that_is_not_there(edition: Edition, renderer: Renderer) -> None:
    """A line that asks for no table stays what it is; the check tells of it."""
    digest = digest_of(DATA / "render" / "quiet.facts.json", edition)
    line = "<!-- table: corosync 1.4.1 -->"

    assert f"\n{line}\n" in renderer.issue(digest, "en", {"tips": line}).text


def test_news_of_people(edition: Edition, renderer: Renderer) -> None:
    """What a person writes among other news is there, whether there are any or not."""
    digest = digest_of(DATA / "render" / "quiet.facts.json", edition)

    page = renderer.issue(replace(digest, news=()), "en", {"news": "Rain."}).text

    assert "1. [Other news](#news)" in page
    assert '## <a id="news"></a>Other news\n\nRain.\n' in page


def test_what_is_said_of_the_month(edition: Edition, renderer: Renderer) -> None:
    """Remarks on the month stand below how much came out."""
    digest = digest_of(DATA / "render" / "quiet.facts.json", edition)
    remark = QuickSuccession(days=2, than="July")

    page = renderer.issue(replace(digest, remarks=(remark,)), "en", {}).text

    head = page.split("1. [Releases]")[0]
    assert re.search(r"releases in August 2011.*\n\n> .*2 days", head)


def test_matters(edition: Edition, renderer: Renderer) -> None:
    """What became of earlier news has its own part, in the contents as well."""
    digest = digest_of(DATA / "render" / "quiet.facts.json", edition)
    news = News(
        kind=NewsKind.EVENT,
        project=None,
        day=date(2011, 5, 1),
        title="A picnic",
        url="https://example.org/1",
    )
    matter = Matter(news=(news,), state=State.OPEN)

    page = renderer.issue(replace(digest, matters=(matter,)), "en", {}).text

    assert "1. [As promised?](#follow-ups)" in page
    assert "- [“A picnic”](https://example.org/1) (1 May). " in page


def test_versions(edition: Edition, renderer: Renderer) -> None:
    """The newest issue's current versions have a page; the front page leads there."""
    digest = digest_of(DATA / "render" / "full.facts.json", edition)
    day = date(2010, 12, 24)
    current = tuple(
        Current(project=p, series=s, version=f"{s}.<1>", day=day, url=url)
        for p, s, url in (
            ("corosync", "1.4", "https://example.org/1"),
            ("corosync", "1.3", "javascript:alert(1)"),
            ("gone", "7", ""),
        )
    )
    newest = replace(digest, current=current)

    pages = {page.path: page.text for page in renderer.fronts([newest])}

    shown = pages["ja/versions.md"]
    assert "2011年7月31日の時点で" in shown
    assert "[2011年8月号](issues/2011-08.md)" in shown
    assert '<th scope="rowgroup" colspan="3">Corosync</th>' in shown
    assert '<td><a href="https://example.org/1">1.4.&lt;1&gt;</a></td>' in shown
    assert "<td>1.3.&lt;1&gt;</td>" in shown
    assert "まだ月の途中" not in shown
    assert "(versions.md)" in pages["ja/index.md"]
    early = renderer.fronts([replace(newest, early=True)])
    assert "The month is not over yet" in next(
        page.text for page in early if page.path == "en/versions.md"
    )


def test_no_versions(edition: Edition, renderer: Renderer) -> None:
    """Where nothing is current there is a page that says so, and no link to it."""
    digest = digest_of(DATA / "render" / "quiet.facts.json", edition)

    quiet = replace(digest, current=())
    pages = {page.path: page.text for page in renderer.fronts([quiet])}

    assert "We have no versions to show yet" in pages["en/versions.md"]
    assert "(versions.md)" not in pages["en/index.md"]


def test_very_many_are_thanked(edition: Edition, renderer: Renderer) -> None:
    """Of very many people the first are thanked by name, and the others counted."""
    digest = digest_of(DATA / "render" / "full.facts.json", edition)
    by = tuple(f"Name {letter}." for letter in "ABCDEFGHIJKLMN")
    change = Change(text="a fix", by=by)
    release = replace(digest.releases[0], changes=(change,))

    page = renderer.issue(replace(digest, releases=(release,)), "en", {}).text

    assert "Name A., Name B., " in page
    assert "Name L." in page
    assert "Name M." not in page
    assert re.search("Name L[^\\n]* 2 ", page)


def test_missing_words(edition: Edition, tmp_path: Path) -> None:
    """A language without words is told, with the file that is missing."""
    with pytest.raises(DigestError) as told:
        Renderer(edition, [tmp_path])

    assert str(told.value) == (
        f"{tmp_path / 'words.ja.toml'}: no words\n"
        "  hint: every language of the edition needs words.ja.toml"
    )


UNFIT = "template does not fit: "
BROKEN = {
    "{{ nothing }}": f"templates/issue.md.j2: {UNFIT}'nothing' is undefined",
    "\n{% if %}": (
        f"templates/issue.md.j2:2: {UNFIT}"
        "Expected an expression, got 'end of statement block'"
    ),
    "{{ say.words('none') }}": 'templates/words.en.toml: no words for "none"',
    "{{ say.words('gap') }}": (
        'templates/words.en.toml: no blank "source" is known for "gap"'
    ),
}


@pytest.mark.parametrize(("template", "what"), BROKEN.items())
def test_broken_template(
    template: str, what: str, edition: Edition, tmp_path: Path
) -> None:
    """A template that does not fit is told with its file and line."""
    (tmp_path / "issue.md.j2").write_text(template, encoding="utf-8")
    digest = digest_of(DATA / "render" / "quiet.facts.json", edition)
    renderer = Renderer(edition, [tmp_path, TEMPLATES])

    with pytest.raises(DigestError) as told:
        renderer.issue(digest, "en", {})

    assert str(told.value) == what
