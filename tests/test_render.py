"""Pages, from facts and notes, in both languages."""

from __future__ import annotations

import json
import re

from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import markdown
import pytest

from digest.assemble import assemble
from digest.codec import decode
from digest.config import read_plan
from digest.errors import DigestError
from digest.model import Facts
from digest.notes import read_notes
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
        "p", "pre", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr",
        "ul",
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
    """Without any issue the front page asks for patience."""
    pages = {page.path: page.text for page in renderer.fronts([])}

    assert "まだ一号も出ていません" in pages["ja/index.md"]
    assert "No issue is out yet" in pages["en/index.md"]


def test_places(edition: Edition, renderer: Renderer, expect: Expect) -> None:
    """There is a place for the opening, each release, the tips and the sign-off."""
    digest = digest_of(DATA / "render" / "full.facts.json", edition)

    places = renderer.places(digest, "en")

    expect(
        [[place.key, place.about] for place in places],
        DATA / "render" / "places.json",
    )
    assert renderer.head(digest, "en").startswith("Notes for Monthly Andrew")


def test_backdated_is_not_shown(edition: Edition, renderer: Renderer) -> None:
    """A batch of old tags stays in the facts and off the page."""
    digest = digest_of(DATA / "render" / "full.facts.json", edition)
    old = tuple(replace(release, backdated=True) for release in digest.releases)

    page = renderer.issue(replace(digest, releases=old, gaps=()), "en", {})

    assert "No new releases in July 2011" in page.text


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
