"""Charts say the same in a picture, in words and in a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.charts import (
    Chart,
    Interval,
    Mark,
    Row,
    draw_cadence,
    draw_month,
    draw_months,
    draw_year,
)
from digest.charts.lanes import HIGH
from digest.charts.svg import clipped, element, id_of, wide
from digest.months import Month, Window
from digest.pictures import PARTS, drawn
from digest.words import Words
from tests.conftest import DATA, Expect

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., list[Chart]]

TEMPLATES = Path(__file__).parent.parent / "templates"
WORDS = {
    language: Words.read(TEMPLATES / f"words.{language}.toml", language)
    for language in ("ja", "en")
}
EN = WORDS["en"]
LAST = Month(2011, 7)
JULY = Window(date(2011, 7, 1), date(2011, 8, 1))
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</title><script>alert(1)</script>" onload="x" \x07\uffff\u202e\ud800 & <b>'


def mark(version: str, day: int, lane: str = "Alpha", **kind: bool) -> Mark:
    """Return a release of July 2011."""
    return Mark(lane=lane, version=version, day=date(2011, 7, day), **kind)


MARKS = (
    mark("1.3.2", 5),
    mark("1.4.0-rc1", 5, candidate=True),
    mark("1.4.0", 18, first=True),
    mark("8.3.11", 18, "Beta"),
)


def month(*marks: Mark, window: Window = JULY, words: Words = EN) -> Chart:
    """Return the timeline of an issue."""
    return draw_month("2011-08", "in July 2011", window, marks, words)


def months(*marks: Mark, last: Month = LAST, words: Words = EN) -> Chart:
    """Return the months of a project."""
    return draw_months("alpha-months", "Alpha", last, marks, words)


def interval(version: str, took: int, *candidates: int) -> Interval:
    """Return a release that took so many days, with candidates on some of them."""
    start = date(2011, 1, 1)
    marks = [
        Mark(
            lane="Alpha",
            version=f"{version}-rc{number}",
            day=start + timedelta(days=at),
            candidate=True,
        )
        for number, at in enumerate(candidates, 1)
    ]
    release = Mark(lane="Alpha", version=version, day=start + timedelta(days=took))
    return Interval(release=release, since="1.0", start=start, candidates=tuple(marks))


def cadence(*intervals: Interval, words: Words = EN) -> Chart:
    """Return how long releases took."""
    return draw_cadence("alpha-cadence", "Alpha", intervals, words)


def year(*rows: Row, words: Words = EN) -> Chart:
    """Return a year."""
    return draw_year("year-2011", 2011, rows, words)


def row(name: str, *counts: int | None) -> Row:
    """Return a project's year, without releases in the months that are not given."""
    return Row(name=name, counts=(*counts, *[0] * (12 - len(counts))))


def every(words: Words = EN, name: str = "Alpha") -> list[Chart]:
    """Return a chart of each kind, of a project with any name."""
    own = [replace(mark, lane=name, version=f"{mark.version}{name}") for mark in MARKS]
    took = interval(f"1.1{name}", 20, 5)
    return [
        month(*own, words=words),
        draw_months("alpha-months", name, Month(2011, 7), own, words),
        draw_cadence("alpha-cadence", name, [took, interval("1.2", 8)], words),
        year(row(name, 1, 5, None), words=words),
    ]


def nothing(words: Words = EN) -> list[Chart]:
    """Return a chart of each kind that has nothing to show."""
    return [
        month(words=words),
        months(words=words),
        cadence(words=words),
        year(words=words),
        year(row("Alpha"), words=words),
    ]


def tree(chart: Chart) -> ET.Element:
    """Return a chart's elements."""
    return ET.fromstring(chart.svg)  # noqa: S314 - our own drawing


def texts(chart: Chart) -> list[str]:
    """Return the words that are drawn."""
    return [text.text or "" for text in tree(chart).iter(f"{SVG}text")]


def tips(chart: Chart) -> list[str]:
    """Return what pointing at its parts tells, in their order."""
    titles = tree(chart).iter(f"{SVG}title")
    return [title.text or "" for title in titles][1:]


def signs(chart: Chart) -> list[tuple[str, str]]:
    """Return the shape and the place across of each release's sign."""
    found = []
    for group in tree(chart).iter(f"{SVG}g"):
        sign = group[1]
        shape = sign.tag.removeprefix(SVG)
        hollow = "stroke-width" in sign.keys()  # noqa: SIM118 - an element, no mapping
        place = sign.get("cx") or sign.get("x") or ""
        found.append((f"hollow {shape}" if hollow else shape, place))
    return found


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("kind", range(4), ids=["month", "months", "cadence", "year"])
def test_looks(kind: int, language: str, expect: Expect) -> None:
    """Every kind of chart looks as it did."""
    chart = every(WORDS[language])[kind]

    expect(chart.svg, DATA / "charts" / f"{chart.name}.{language}.svg")


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("make", [every, nothing])
def test_can_be_put_into_a_page(make: Make, language: str) -> None:
    """Every chart is of the parts that may stand in a page, with or without data."""
    charts = make(WORDS[language])

    assert [chart.name for chart in charts if drawn(chart.svg) is None] == []


@pytest.mark.parametrize("make", [every, nothing])
def test_said_in_words(make: Make) -> None:
    """A chart is an image with a title and a description that are its own."""
    for chart in make():
        root = tree(chart)
        named = {part.get("id"): part.text for part in root.iter() if part.get("id")}

        assert root.get("role") == "img"
        assert named[root.get("aria-labelledby")] == chart.title
        assert named[root.get("aria-describedby")] == chart.description
        assert all(str(name).startswith(id_of(chart.name)) for name in named)


@pytest.mark.parametrize("make", [every, nothing])
def test_fills_its_column(make: Make) -> None:
    """A chart is as wide as its column, and has no styles that a policy forbids."""
    for chart in make():
        assert tree(chart).get("width") == "100%"
        assert "style" not in chart.svg


@given(st.text())
def test_any_name(name: str) -> None:
    """Whatever a project is called, its charts are whole, and nothing in them runs."""
    for chart in every(name=name):
        assert drawn(chart.svg) is not None


def test_hostile_name() -> None:
    """What looks like markup is words, in the picture and in the table."""
    for chart in every(name=HOSTILE):
        assert "<script" not in chart.svg + chart.table
        assert {part.tag for part in tree(chart).iter()} <= {SVG + tag for tag in PARTS}


def test_kinds_have_shapes() -> None:
    """A new series is a diamond, an update a dot, a candidate hollow."""
    chart = month(*MARKS[1:3], mark("1.4.1", 26))

    assert [shape for shape, _ in signs(chart)] == ["hollow circle", "use", "circle"]


def test_key() -> None:
    """A chart explains the signs that it has, and no others."""
    kinds = {"new series", "update", "candidate"}

    assert kinds & {*texts(month(*MARKS))} == kinds
    assert kinds & {*texts(month(MARKS[0]))} == {"update"}
    assert kinds & {*texts(month())} == set()


def test_pointing_at_a_release() -> None:
    """Each release tells what it is to whoever points at it."""
    assert tips(month(*MARKS)) == [
        "Alpha 1.3.2, 5 July 2011, update",
        "Alpha 1.4.0-rc1, 5 July 2011, candidate",
        "Alpha 1.4.0, 18 July 2011, new series",
        "Beta 8.3.11, 18 July 2011, update",
    ]


def test_releases_of_one_day() -> None:
    """What came on one day stands above each other, what came later to the right."""
    one, two, later, _ = (place for _, place in signs(month(*MARKS)))

    assert one == two
    assert float(one.rstrip("%")) < float(later.rstrip("%"))


def test_many_of_one_day() -> None:
    """Of very many releases of one day the last are counted."""
    many = [mark(f"1.0.{number}", 5) for number in range(HIGH + 3)]

    assert len(signs(month(*many[:HIGH]))) == HIGH
    assert len(signs(month(*many))) == HIGH - 1
    heights = {tree(month(*made)).get("height") for made in (many, many[:HIGH])}
    assert len(heights) == 1
    assert "+4" in texts(month(*many))


def test_lanes() -> None:
    """A lane has its project's name, and its versions, the newest first."""
    said = texts(month(*MARKS))

    assert said[said.index("Alpha") + 1] == "1.4.0 · 1.3.2 · 1.4.0-rc1"
    assert said[said.index("Beta") + 1] == "8.3.11"


def test_long_names() -> None:
    """What has no room on a phone is cut; the table has it whole."""
    chart = month(mark("1.0", 5, "a-very-long-name-of-a-project"))

    assert "a-very-long-name-of-…" in texts(chart)
    assert "<td>a-very-long-name-of-a-project</td>" in chart.table


def test_other_days() -> None:
    """What is not in the window is not in its timeline."""
    outside = Mark(lane="Alpha", version="1.3.1", day=date(2011, 6, 30))
    last = Mark(lane="Alpha", version="1.5", day=date(2011, 8, 1))

    assert len(signs(month(outside, MARKS[0], last))) == 1


@pytest.mark.parametrize(
    ("until", "labels"),
    [
        (date(2011, 7, 2), []),
        (date(2011, 7, 8), ["1 Jul"]),
        (date(2011, 8, 1), ["1 Jul", "8 Jul", "15 Jul", "22 Jul"]),
        (date(2011, 8, 14), ["1 Jul", "8 Jul", "15 Jul", "22 Jul", "29 Jul", "5 Aug"]),
        (date(2011, 10, 1), ["Jul", "Aug", "Sep"]),
    ],
)
def test_days_are_labelled(until: date, labels: list[str]) -> None:
    """Weeks are labelled, months in a long window, nothing where there is no room."""
    chart = month(window=Window(date(2011, 7, 1), until))

    assert [said for said in texts(chart) if said != "Nothing here yet."] == labels


def test_long_window_within_a_month() -> None:
    """A long window need not start with a month."""
    chart = month(window=Window(date(2011, 6, 20), date(2011, 9, 5)))

    assert texts(chart)[:2] == ["Jul", "Aug"]


def test_sixty_months() -> None:
    """A project's chart has the sixty months up to the last, and each year's name."""
    old = Mark(lane="1.0", version="1.0.0", day=date(2006, 7, 31))
    first = replace(old, version="1.0.1", day=date(2006, 8, 1))
    newest = replace(old, lane="1.4", version="1.4.0", day=date(2011, 7, 31))
    later = replace(old, lane="1.4", version="1.4.1", day=date(2011, 8, 1))

    chart = months(later, newest, first, old)

    assert [tip.split(",")[0] for tip in tips(chart)] == ["1.4 1.4.0", "1.0 1.0.1"]
    assert texts(chart)[:5] == ["2007", "2008", "2009", "2010", "2011"]


def test_months_of_one_lane_are_columns() -> None:
    """What came in one month stands above each other, whatever the day."""
    places = [place for _, place in signs(months(mark("1.0", 1), mark("1.1", 30)))]

    assert places[0] == places[1]


def test_year_at_the_edge() -> None:
    """A year that has only begun has a line and no name: it would stand out."""
    assert texts(months(last=Month(2011, 1)))[:5] == [
        "2007",
        "2008",
        "2009",
        "2010",
        "Nothing here yet.",
    ]


def test_cadence() -> None:
    """Bars are as long as releases took, and candidates stand on their way."""
    chart = cadence(interval("1.2", 10), interval("1.1", 40, 10, 20))

    (_, short), (_, one), (_, two), (_, long) = signs(chart)
    assert one == short < two < long
    assert {"10 days", "40 days"} <= {*texts(chart)}
    assert chart.description.endswith("from 10 days to 40 days, 40 days in the middle.")


def test_candidate_before_the_bar() -> None:
    """A candidate that came before the release below stands where the bar begins."""
    early, at_start = interval("1.1", 40, -9), interval("1.1", 40, 0)

    assert signs(cadence(early)) == signs(cadence(at_start))


@pytest.mark.parametrize("took", [0, -3])
def test_no_time_at_all(took: int) -> None:
    """What came on the day of the one before it, or before that, took no days."""
    chart = cadence(interval("1.1", took))

    assert "0 days" in texts(chart)
    assert chart.description == (
        "How many days a release of Alpha came after the one before it: 0 days."
    )


def test_newest_intervals() -> None:
    """Only the newest are drawn."""
    chart = cadence(*(interval(f"1.{20 - number}", 5) for number in range(20)))

    assert [tip.split(",")[0] for tip in tips(chart)][-1] == "Alpha 1.9"
    assert len(signs(chart)) == 12


def test_year() -> None:
    """A month with releases has their number; one that nobody knows yet has no box."""
    chart = year(row("Alpha", 2, 0, 9), row("Beta", 0, None, None))

    boxes = [*tree(chart).iter(f"{SVG}rect")]
    shades = [box.get("fill-opacity") for box in boxes]
    assert len(boxes) == 22
    assert shades[0] != shades[1] != shades[2]
    assert {"2", "9"} <= {*texts(chart)}
    assert tips(chart)[0] == "Alpha, Jan: 2 releases"
    assert "busiest was Alpha with 11" in chart.description


def test_tables() -> None:
    """The table behind a chart has all its numbers."""
    tables = [chart.table for chart in every()]

    assert "<td>1.4.0Alpha</td><td>18 July 2011</td><td>new series</td>" in tables[0]
    assert tables[1].count("<tr>") == 5
    assert '<td>1.0</td><td align="right">20</td><td align="right">1</td>' in tables[2]
    assert '<td align="right">5</td><td></td>' in tables[3]


@pytest.mark.parametrize("language", WORDS)
def test_nothing(language: str) -> None:
    """A chart with nothing to show says so."""
    said = {chart.description for chart in nothing(WORDS[language])}

    assert said == {WORDS[language].raw("chart_nothing")}


def test_names_become_ids() -> None:
    """A chart's id is made of plain letters, whatever its name has."""
    assert id_of("DRBD utils/9.x") == "chart-drbd-utils-9-x"


def test_element() -> None:
    """Attributes that are nothing are left out."""
    assert element("g", "a < b", x=None, text_anchor="end", class_="c") == (
        '<g text-anchor="end" class="c">a &lt; b</g>'
    )


@pytest.mark.parametrize(
    ("words", "most", "shown"),
    [
        ("corosync", 8, "corosync"),
        ("corosync", 7, "corosyn…"),
        ("1.0 · 1.1", 6, "1.0…"),
        ("日本語", 5.4, "日本語"),
        ("日本語", 5, "日本…"),
    ],
)
def test_clipped(words: str, most: float, shown: str) -> None:
    """Words are cut where there is no room; Japanese letters are wide."""
    assert clipped(words, most) == shown
    assert (wide(words) <= most) == (shown == words)
