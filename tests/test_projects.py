"""The pages of projects, of series and of years."""

from __future__ import annotations

import re

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from digest.catalogue import Known, catalogue
from digest.changes import Aspect, Change, How, OptionChange
from digest.edition import Edition
from digest.inert import inert
from digest.memory import Memory
from digest.merge import version_of
from digest.model import Evidence, EvidenceKind, Tag
from digest.months import Month, Window
from digest.release import Current, Digest, Page, Release
from digest.remarks import NewSeries
from digest.render.charted import month_chart, project_chart, year_chart
from digest.render.overview import overview
from digest.render.projects import (
    Press,
    Told,
    archive_pages,
    project_pages,
    since_pages,
    ways_of,
)
from digest.render.retold import Retold
from digest.render.stock import NOTHING, Stock
from digest.render.templating import Templates
from digest.render.upgrades import BEYOND, LISTED, MOST, place_of, upgrades
from digest.risks import Risk
from digest.since import Danger
from digest.site import build_site
from digest.words import Words
from tests.scene import RELEASE
from tests.test_catalogue import ALPHA, MAIL, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REPOSITORY = Path(__file__).parent.parent
TEMPLATES = REPOSITORY / "templates"
WORDS = {
    language: Words.read(TEMPLATES / f"words.{language}.toml", language)
    for language in ("ja", "en")
}
SAY = Retold(ALPHA, WORDS["en"])
EDITION = Edition(
    title={"ja": "月刊", "en": "Monthly"},
    timezone=ZoneInfo("Asia/Tokyo"),
    languages=("ja", "en"),
    watch=(),
    projects=(ALPHA, replace(ALPHA, id="beta", name="Beta")),
)
PRESS = Press(edition=EDITION, templates=Templates([TEMPLATES]), words=WORDS)
JULY = Month(2011, 8)
DANGER = Change(text="The wire is removed", marks=("removed",))
# Raw HTML, where no link of Markdown counts.
ONE_LINE = re.compile("(?m)^<li>.*$|^(?:title|description): .*$|^<tr>.*$")
ISSUE = "[August 2011](../issues/2011-08.md#alpha-1.4.1)"
PROOF = "[announcement](https://example.org/mail)"
UNTOLD = "No issue tells of this one, so we cannot say what it changed. Proof: {}."
EVIL = "<script>alert(1)</script> [a](javascript:b) | `c` \u202e"


def release(version: str, *changes: Change, **fields: Any) -> Release:
    """Return a release of July 2011."""
    series = ".".join(version.split(".")[:2])
    known = {"version": version, "series": series, "evidence": (MAIL,)}
    return replace(RELEASE, changes=changes, **known | fields)


def candidate(version: str, *changes: Change, **fields: Any) -> Release:
    """Return a candidate of July 2011."""
    return release(version, *changes, prerelease=True, **fields)


def digest(*releases: Release, month: Month = JULY, current: Any = ()) -> Digest:
    """Return the digest of a month."""
    return Digest(
        month=month,
        window=Window.before(month),
        early=False,
        releases=releases,
        current=current,
    )


def known(*releases: Release, tags: tuple[Tag, ...] = ()) -> tuple[Known, ...]:
    """Return what is known after July 2011."""
    return catalogue(ALPHA, [digest(*releases)], tags)


def calm(number: int) -> tuple[Change, ...]:
    """Return so many harmless changes."""
    return tuple(Change(text=f"Mend {at}") for at in range(number))


def current(version: str, series: str, project: str = "alpha") -> Current:
    """Return what is current."""
    day = date(2011, 7, 20)
    url = "https://example.org/tag"
    return Current(project=project, series=series, version=version, day=day, url=url)


def pages(*digests: Digest, tags: tuple[Tag, ...] = ()) -> dict[str, str]:
    """Return all pages of projects by their paths."""
    stock = Stock(tags=tags)
    made = [
        *project_pages(PRESS, digests, stock),
        *(p for code in WORDS for p in since_of(digests, stock, code)),
    ]
    return {page.path: page.text for page in made}


def since_of(digests: Sequence[Digest], stock: Stock, language: str) -> Iterator[Page]:
    """Yield the pages of a language that say what changed since a version."""
    every = tuple(ways_of(EDITION, digests, stock))
    return since_pages(PRESS, every, language, stock.memories.get(language))


def told(text: str) -> list[str]:
    """Return the lines of a page that say something."""
    return [line for line in text.splitlines() if line]


def tips(svg: str) -> list[str]:
    """Return what pointing at the parts of a chart tells."""
    return re.findall("<title>(.*?)</title>", svg)


def test_timeline_of_an_issue() -> None:
    """An issue's timeline has its releases by project, in the issue's order."""
    new = NewSeries(series="1.4", after="1.3")
    issue = digest(
        replace(release("8.0"), project="gamma"),
        release("1.4.0", remarks=(new,), day=date(2011, 7, 18)),
        candidate("1.4.0-rc1", day=date(2011, 7, 5)),
        release("1.0", backdated=True),
    )

    chart = month_chart(issue, EDITION, "in July", WORDS["en"])

    assert chart.name == "2011-08"
    assert tips(chart.svg) == [
        "gamma 8.0, 20 July 2011, update",
        "Alpha 1.4.0-rc1, 5 July 2011, candidate",
        "Alpha 1.4.0, 18 July 2011, new series",
    ]


def test_years_of_a_project() -> None:
    """A project's chart has its series, the newest first, and what opened each."""
    found = known(tags=(tag("1.4.1"), tag("1.4.0"), tag("1.3.9"), tag("1.3.8")))

    chart = project_chart(ALPHA, found, Month(2011, 7), WORDS["en"])

    assert [tip.rpartition(", ")[::2] for tip in tips(chart.svg)] == [
        ("1.4 1.4.0, 5 July 2011", "new series"),
        ("1.4 1.4.1, 5 July 2011", "update"),
        ("1.3 1.3.8, 5 July 2011", "new series"),
        ("1.3 1.3.9, 5 July 2011", "update"),
    ]


def test_year_of_all() -> None:
    """A year has the projects that released something; nothing is known of later."""
    found = known(tags=(tag("1.4"), tag("1.5"), tag("1.5-rc1")))
    every = [(ALPHA, found), (EDITION.projects[1], ())]

    chart = year_chart(2011, every, Month(2011, 7), WORDS["en"])

    assert tips(chart.svg)[6:] == ["Alpha, Jul: 2 releases"]
    assert "Beta" not in chart.svg


def test_overview() -> None:
    """A release stands with its candidates, one that is not out yet, alone."""
    found = known(
        release("1.4.0"), tags=(tag("1.4.0-rc1"), tag("1.4.0-rc2"), tag("1.5.0-rc1"))
    )

    view = overview(ALPHA, found, [])

    assert [
        (
            series.name,
            series.since,
            [
                (line.known.version, [one.version for one in line.candidates])
                for line in series.lines
            ],
        )
        for series in view.series
    ] == [
        ("1.5", "", [("1.5.0-rc1", [])]),
        ("1.4", "../since/alpha-1.4.md", [("1.4.0", ["1.4.0-rc1", "1.4.0-rc2"])]),
    ]


def test_living_series() -> None:
    """What lives leads to the page of its series, however wide that is."""
    found = known(release("4.17.0"), release("4.16.0"), tags=(tag("3.9"),))
    living = [
        current("4.17.0", "4.17"),
        current("2.0", "2.0"),
        current("nightly", "nightly"),
        current("4.17.0", "4.17", "beta"),
    ]

    view = overview(ALPHA, found, living)

    assert [(each.current.version, each.since) for each in view.living] == [
        ("4.17.0", "../since/alpha-4.md"),
        ("2.0", ""),
    ]


def test_series_with_pages() -> None:
    """A series has a page if an issue tells of one of its releases."""
    found = known(
        release("1.4.1"),
        release("1.4.0"),
        candidate("1.5.0-rc1"),
        release("1.2.1", backdated=True),
        tags=(tag("1.3.1"), tag("1.3.0"), tag("1.2.0")),
    )

    assert [upgrade.series for upgrade in upgrades(ALPHA, found)] == ["1.4"]


def test_way_through_a_series() -> None:
    """A page leads from the newest release down to the first of the series."""
    found = known(
        release("1.4.1", DANGER, *calm(1)),
        release("1.4.0", *calm(2)),
        release("1.3.3", *calm(1)),
        release("1.3.2"),
        tags=(tag("1.4.2"),),
    )

    newer, older = upgrades(ALPHA, found)

    versions = [stop.step.known.version for stop in newer.stops]
    assert versions == ["1.4.2", "1.4.1", "1.4.0"]
    assert [stop.step.told for stop in newer.stops] == [False, True, True]
    assert [stop.step.known.version for stop in newer.risky] == ["1.4.1"]
    assert [(s.version, s.releases, s.dangers) for s in newer.starts] == [
        ("1.4.2", 0, 0),
        ("1.4.1", 1, 0),
        ("1.4.0", 2, 1),
    ]
    assert newer.beyond == ()
    (beyond,) = older.beyond
    assert (beyond.newest.version, beyond.path) == ("1.4.2", "alpha-1.4.md")
    assert [(one.version, danger.risk) for one, danger in beyond.dangers] == [
        ("1.4.1", Risk.REMOVED)
    ]


def test_newer_series_without_a_page() -> None:
    """A newer series that no issue tells of is named, and leads nowhere."""
    found = known(release("1.3.1"), release("1.3.0"), tags=(tag("1.4.0"), tag("1.4.1")))

    (upgrade,) = upgrades(ALPHA, found)

    assert [(beyond.newest.version, beyond.path) for beyond in upgrade.beyond] == [
        ("1.4.1", "")
    ]


def test_room_on_a_page() -> None:
    """A page has room for so many changes of a release, and for so many in all."""
    found = known(*(release(f"1.4.{at}", *many(at, LISTED + 1)) for at in range(8)))

    (upgrade,) = upgrades(ALPHA, found)

    shown = [len(stop.shown) for stop in upgrade.stops]
    assert shown == [LISTED] * 6 + [MOST - 6 * LISTED, 0]
    assert {len(s.shown) + s.more for s in upgrade.stops} == {LISTED + 1}


def test_room_for_dangers() -> None:
    """Of very many dangers of a newer series the last are counted."""
    dangers = (replace(DANGER, text=f"{at}") for at in range(BEYOND + 2))
    found = known(release("1.4.1", *dangers), release("1.4.0"), release("1.3.1"))

    *_, older = upgrades(ALPHA, [*found, *known(tags=(tag("1.3.0"),))])

    (beyond,) = older.beyond
    assert (len(beyond.dangers), beyond.more) == (BEYOND, 2)


def many(release: int, number: int) -> tuple[Change, ...]:
    """Return so many changes that no other release has."""
    return tuple(Change(text=f"Mend {release}/{at}") for at in range(number))


def test_names_of_pages() -> None:
    """A page's name has plain letters only."""
    assert place_of(ALPHA, "1.4") == "alpha-1.4"
    assert place_of(ALPHA, "a/../b c") == "alpha-a-..-b-c"


def test_words_of_a_version() -> None:
    """A version leads to its issue, and to all that proves it."""
    (found,) = known(release("1.4.1"))

    assert SAY.issue(found) == ("[August 2011](../issues/2011-08.md#alpha-1.4.1)")
    assert SAY.proofs(found) == PROOF


def test_words_of_a_tag() -> None:
    """What is only tagged has no issue, and its tag as proof."""
    (found,) = known(tags=(tag("1.4.1"),))

    assert SAY.issue(found) == "–"
    assert SAY.proofs(found) == "[tag](https://example.org/alpha/v/1.4.1)"


def test_words_of_what_was_no_news() -> None:
    """What was no news has its proofs, and no issue."""
    (found,) = known(release("1.4.1", backdated=True))

    assert SAY.issue(found) == "–"
    assert SAY.proofs(found) == PROOF


def test_words_of_changes() -> None:
    """An entry has what is nested in it as a list; nothing in it is markup."""
    nested = (Change(text=EVIL), Change(text="b & c", depth=1))

    said = SAY.changes_html(nested)

    assert said == (
        "&lt;script&gt;alert(1)&lt;/script&gt; [a](javascript:b) | <code>c</code>"
        "<ul><li>b &amp; c</li></ul>"
    )


OPTION = OptionChange(
    where="a<",
    option="token",
    section="it",
    how=How.CHANGED,
    what=Aspect.DEFAULT,
    old="<1",
    new="3",
)


@pytest.mark.parametrize(
    ("danger", "said"),
    [
        (
            Danger(risk=Risk.REMOVED, changes=(DANGER,)),
            "<strong>Going away</strong> The wire is removed",
        ),
        (
            Danger(risk=Risk.DEFAULT, option=OPTION),
            "<strong>Default</strong> it token in a&lt;: default from “&lt;1” to “3”",
        ),
        (
            Danger(
                risk=Risk.REMOVED,
                option=replace(OPTION, how=How.REMOVED, what=None, section=""),
            ),
            "<strong>Going away</strong> token is gone from a&lt;",
        ),
    ],
)
def test_words_of_dangers(danger: Danger, said: str) -> None:
    """What may hurt says why first."""
    assert SAY.danger_html(danger) == said


@pytest.mark.parametrize("language", WORDS)
def test_risks_have_words(language: str) -> None:
    """Every risk and every kind of evidence has words."""
    wanted = [f"risk_{risk}" for risk in Risk]
    wanted += [f"project_proof_{kind}" for kind in EvidenceKind]

    assert [key for key in wanted if key not in WORDS[language].table] == []


def test_pages_of_a_project() -> None:
    """A project that is known has a page, its charts, and a page for each series."""
    found = pages(digest(release("1.4.1"), release("1.4.0"), release("1.3.1")))

    assert sorted(found) == sorted(
        f"{language}/{path}"
        for language in ("ja", "en")
        for path in (
            "charts/alpha-cadence.svg",
            "charts/alpha-months.svg",
            "projects/alpha.md",
            "since/alpha-1.4.md",
            "since/alpha-1.3.md",
            "since/index.md",
        )
    )


def test_hidden() -> None:
    """What a person hid is shown nowhere, told or tagged; it is known all the same."""
    key = ("alpha", version_of("1.4.1"))
    tags = (tag("1.4.1"), tag("1.4.0"))
    stock = Stock(tags=tags, hidden={key})

    made = project_pages(PRESS, [digest(release("1.4.1"))], stock)

    assert not [page.path for page in made if "1.4.1" in page.text]
    assert versions_of(catalogue(ALPHA, [digest()], tags)) == ["1.4.1", "1.4.0"]


def versions_of(known: tuple[Known, ...]) -> list[str]:
    """Return versions by name."""
    return [one.version for one in known]


def test_translated() -> None:
    """Upstream's words stand below what they mean; without that, they are marked."""
    data = """msgid ""
msgstr "Language: ja\\n"

msgid "The wire is removed"
msgstr "線がなくなった"

#, fuzzy
msgid "Mend 0"
msgstr "0をなおす"
"""
    memory = Memory.read(data.encode(), where="ja.po")
    stock = Stock(memories={"ja": memory})
    july = digest(release("1.4.1", DANGER, *calm(1), Change(text="Paint it")))

    (page, _) = since_of([july], stock, "ja")

    assert '線がなくなった <small lang="en">The wire is removed</small>' in page.text
    assert '0をなおす（訳は要確認） <small lang="en">Mend 0</small>' in page.text
    assert '<li><span lang="en">Paint it</span></li>' in page.text


def test_no_pages() -> None:
    """Before the first issue there are no projects to tell of."""
    assert pages(tags=(tag("1.0"),)) == {}


def test_page_of_a_project() -> None:
    """A project's page has what is current, its charts, and every release."""
    july = digest(
        release("1.4.1"),
        candidate("1.4.1-rc1"),
        current=(current("1.4.1", "1.4"), current("0.9", "0.9")),
    )

    lines = told(pages(july, tags=(tag("1.4.0"),))["en/projects/alpha.md"])

    since = "[What changed since my version?](../since/alpha-1.4.md)"
    tagged = "[tag](https://example.org/alpha/v/1.4.0)"
    candidates = "candidates: [1.4.1-rc1](https://example.org/mail)"
    day, other = (f'<span class="nowrap">{n} July 2011</span>' for n in (20, 5))
    assert lines[-6:] == [
        '### <a id="series-1.4"></a>1.4',
        f"Running one of these? {since}",
        "| Version | Released | Told in | Proof |",
        "| --- | --- | --- | --- |",
        f"| 1.4.1 | {day} | {ISSUE} | {PROOF} ({candidates}) |",
        f"| 1.4.0 | {other} | – | {tagged} |",
    ]
    assert f"- 1.4: [1.4.1](https://example.org/tag) (20 July 2011). {since}" in lines
    assert "- 0.9: [0.9](https://example.org/tag) (20 July 2011)." in lines
    assert "![60 months of Alpha](../charts/alpha-months.svg)" in lines


def test_page_since_a_version() -> None:
    """A series' page has what may hurt first, then release by release."""
    july = digest(
        release("2.0.0", replace(DANGER, text="All is removed")),
        release("2.0.1", *calm(3)),
        release("1.4.1", DANGER, Change(text="Mend it")),
        release("1.4.0", backdated=True, day=date(2011, 7, 2)),
    )

    lines = told(pages(july, tags=(tag("1.4.2"),))["en/since/alpha-1.4.md"])

    tagged = "[tag](https://example.org/alpha/v/1.4.2)"
    assert lines[lines.index("| You run | Releases since | To mind |") :] == [
        "| You run | Releases since | To mind |",
        "| --- | ---: | ---: |",
        "| 1.4.2 | 0 | 0 |",
        "| 1.4.1 | 1 | 0 |",
        "| 1.4.0 | 2 | 1 |",
        '## <a id="mind"></a>Read this before you update',
        "**[1.4.1](#v-1.4.1)**",
        "<ul>",
        "<li><strong>Going away</strong> The wire is removed</li>",
        "</ul>",
        '## <a id="releases"></a>Release by release',
        '### <a id="v-1.4.2"></a>1.4.2 (5 July 2011)',
        UNTOLD.format(tagged),
        '### <a id="v-1.4.1"></a>1.4.1 (20 July 2011)',
        f"The story is in {ISSUE}. Proof: {PROOF}.",
        "<details>",
        "<summary>One other change</summary>",
        "<ul>",
        "<li>Mend it</li>",
        "</ul>",
        "</details>",
        '### <a id="v-1.4.0"></a>1.4.0 (2 July 2011)',
        UNTOLD.format(PROOF),
        '## <a id="beyond"></a>On to a newer series',
        "What to mind in particular, should you move on:",
        '### <a id="to-2.0.1"></a>2.0 (up to 2.0.1)',
        "<ul>",
        "<li>2.0.0: <strong>Going away</strong> All is removed</li>",
        "</ul>",
        "Everything else is on the page of [2.0](alpha-2.0.md).",
    ]


def test_page_with_more_than_it_shows() -> None:
    """A page says what it has no room for, and what is harmless."""
    every = [replace(DANGER, text=f"{at}") for at in range(BEYOND + 1)]
    july = digest(
        release("1.5.0", *every),
        release("1.5.1"),
        release("1.4.1", *many(1, LISTED + 2)),
        release("1.4.0", *many(0, LISTED + 1), backdated=True),
        release("1.3.0"),
        release("1.3.1"),
    )

    found = pages(july)

    page = found["en/since/alpha-1.4.md"]
    assert f"There are 2 more; {ISSUE} shows the way." in page
    assert "\nThere is one more.\n\n## " in page
    assert f"\nProof: {PROOF}.\n" in page
    assert "\nThere is one more.\n\nEverything else" in page
    assert "We saw nothing to trip over." in page
    assert found["en/since/alpha-1.3.md"].count("We saw nothing to trip over.") == 2


def test_hostile_versions() -> None:
    """What outsiders wrote is words on all pages."""
    july = digest(
        release("1.4.1", Change(text=EVIL), Change(text=EVIL, marks=("removed",))),
        release("1.4.0"),
        replace(release("1.4.2"), version=f"1.4.2{EVIL}"),
    )

    for path, text in pages(july, tags=(tag("1.4.3"),)).items():
        assert "<script" not in text
        if path.endswith(".svg"):
            continue
        assert not re.search(r"(?<!\\)\]\(javascript", ONE_LINE.sub("", text))


def test_archive() -> None:
    """The archive has the issues by year, newest first, each year with its chart."""
    issues = [
        Told(month=Month(2011, 8), name=inert("August 2011"), summary="One"),
        Told(month=Month(2012, 1), name=inert("January 2012"), summary="Two"),
        Told(month=Month(2011, 9), name=inert("September 2011"), summary="Three"),
    ]
    every = {"ja": issues, "en": issues}

    found = list(archive_pages(PRESS, every, [digest(release("1.4.1"))], NOTHING))

    assert [page.path for page in found] == [
        f"{language}/{path}"
        for language in ("ja", "en")
        for path in ("charts/year-2012.svg", "charts/year-2011.svg", "archive.md")
    ]
    lines = told(found[-1].text)
    assert [line for line in lines if line.startswith(("## ", "- ", "!"))] == [
        '## <a id="year-2012"></a>2012',
        "![2012 at a glance](charts/year-2012.svg)",
        "- [January 2012](issues/2012-01.md): Two",
        '## <a id="year-2011"></a>2011',
        "![2011 at a glance](charts/year-2011.svg)",
        "- [September 2011](issues/2011-09.md): Three",
        "- [August 2011](issues/2011-08.md): One",
    ]


def test_archive_of_nothing() -> None:
    """Before the first issue the archive says so."""
    found = [*archive_pages(PRESS, {"ja": [], "en": []}, [], NOTHING)]

    assert [page.path for page in found] == ["ja/archive.md", "en/archive.md"]
    assert "No issue is out yet" in found[1].text


def test_issues_before_any_digest() -> None:
    """A year of which nothing is known has a chart that says so."""
    issue = Told(month=Month(2011, 8), name=inert("August 2011"), summary="")

    first, *_ = archive_pages(PRESS, {"ja": [issue], "en": []}, [], NOTHING)

    assert WORDS["ja"].raw("chart_nothing") in first.text


def test_site(tmp_path: Path) -> None:
    """MkDocs builds the pages strictly, with the charts in them."""
    july = digest(
        release("2.0.0", DANGER, Change(text=EVIL)),
        release("1.4.1", DANGER, *calm(2), evidence=(proof(EVIL),)),
        candidate("1.4.1-rc1"),
        current=(current("1.4.1", "1.4"),),
    )
    issue = Told(month=JULY, name=inert("8"), summary=EVIL)
    stock = Stock(tags=(tag("1.4.0"),))
    made = [
        *project_pages(PRESS, [july], stock),
        *(p for code in WORDS for p in since_of([july], stock, code)),
        *archive_pages(PRESS, {"ja": [issue], "en": [issue]}, [july], stock),
        *(Page(path=f"{code}/issues/2011-08.md", text=ISSUE_PAGE) for code in WORDS),
    ]
    for page in made:
        path = tmp_path / "content" / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, encoding="utf-8")

    site = build_site(
        tmp_path,
        config_file=REPOSITORY / "mkdocs.yml",
        theme_dir=TEMPLATES / "site",
    )

    for language in WORDS:
        html = (site / language / "projects/alpha.html").read_text("utf-8")
        assert html.count('<figure class="chart">') == 2
        archive = (site / language / "archive.html").read_text("utf-8")
        assert archive.count('<figure class="chart">') == 1
        since = (site / language / "since/alpha-1.4.html").read_text("utf-8")
        assert "<script>alert" not in html + archive + since


ISSUE_PAGE = """\
# August

<a id="alpha-1.4.1"></a><a id="alpha-2.0.0"></a>
"""


def proof(title: str) -> Evidence:
    """Return what proves a release."""
    return replace(MAIL, title=title)
