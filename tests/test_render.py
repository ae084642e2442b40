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
from digest.model import Facts, News, NewsKind
from digest.notes import read_notes
from digest.release import Current, Matter, State
from digest.remarks import QuickSuccession
from digest.render import Renderer
from tests.conftest import DATA, cases

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
    """The pages of an issue have the same places, links and quoted code."""
    digest = digest_of(DATA / "render" / "full.facts.json", edition)

    ja, en = (renderer.issue(digest, language, {}).text for language in LANGUAGES)

    for pattern in (r'<a id="[^"]+">', r"\]\(([^)]+)\)", r"^    [^ ←]+", r"<li>"):
        assert re.findall(pattern, ja, re.MULTILINE) == re.findall(
            pattern, en, re.MULTILINE
        )


def test_outside_text_is_inert(edition: Edition, renderer: Renderer) -> None:
    """Nothing of a hostile month becomes a tag, a link or a list of its own."""
    digest = digest_of(DATA / "render" / "hostile.facts.json", edition)
    page = renderer.issue(digest, "en", {}).text.split("---\n", 2)[2]

    html = markdown.markdown(page, extensions=["tables", "fenced_code", "toc"])

    tags = set(re.findall(r"<([a-z0-9]+)", html))
    assert tags <= {
        "a", "blockquote", "code", "details", "h1", "h2", "h3", "h4", "li", "ol",
        "p", "pre", "small", "span", "strong", "summary", "table", "tbody", "td", "th",
        "thead", "tr", "ul",
    }  # fmt: skip
    links = re.findall(r'href="([^"]*)"', html)
    assert all(re.match(r"#|https?://example\.org/", url) for url in links)
    assert "1. not a list **not bold** ![not](http://x/y.png) crash" in unescape(html)


def test_fronts(edition: Edition, renderer: Renderer, expect: Expect) -> None:
    """Front pages list the issues, newest first; a page lets choose the language."""
    digests = [digest_of(path, edition) for path in FACTS]

    pages = list(renderer.fronts(digests))

    told = "".join(f"=== {page.path}\n{page.text}" for page in pages)
    expect(told, DATA / "render" / "fronts.txt")


def test_no_issue_yet(renderer: Renderer) -> None:
    """Without any issue the front page asks for patience, and no other page is made."""
    pages = {page.path: page.text for page in renderer.fronts([])}

    assert "まだ一号も出ていません" in pages["ja/index.md"]
    assert "No issue is out yet" in pages["en/index.md"]
    assert sorted(pages) == ["en/index.md", "index.md", "ja/index.md"]


def test_places(edition: Edition, renderer: Renderer, expect: Expect) -> None:
    """There is a place for the opening, each release, each corner, and the sign-off."""
    digest = digest_of(DATA / "render" / "full.facts.json", edition)

    places = renderer.places(digest, "en")

    expect(
        [[place.key, place.about, list(place.tables)] for place in places],
        DATA / "render" / "places.json",
    )
    assert renderer.head(digest, "en").startswith("Notes for Monthly Andrew")


def test_backdated_is_not_shown(edition: Edition, renderer: Renderer) -> None:
    """A batch of old tags stays in the facts and off the page."""
    digest = digest_of(DATA / "render" / "full.facts.json", edition)
    old = tuple(replace(release, backdated=True) for release in digest.releases)

    page = renderer.issue(replace(digest, releases=old, gaps=()), "en", {})

    assert "No new releases in July 2011" in page.text


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

    assert "Thanks to Name A., Name B., " in page
    assert "Name L.. And to 2 more who are named there." in page


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
