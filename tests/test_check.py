"""Whether sources are alive: days to a verdict, sources to answers, and how told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.collectors import Source
from digest.collectors.marc import MarcCollector
from digest.collectors.mbox import MboxCollector
from digest.collectors.tags import TagCollector
from digest.edition import Edition, Project
from digest.errors import FetchError
from digest.gather.check import Answer, Pulse, check_sources, pulse_of
from digest.gather.places import Place, place_of
from digest.listing import as_data, list_answers, list_places, list_troubles
from digest.model import Heard, Tag
from digest.months import Month
from digest.versions import tag_pattern
from tests.conftest import DATA, FakeFetch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.edition import Want
    from digest.fetch import Fetch
    from digest.model import Found
    from tests.conftest import Expect

TODAY = date(2026, 11, 1)
YEAR_AGO = date(2025, 11, 1)
THING = Project(
    id="thing",
    name="Thing",
    about={},
    aliases=("thing",),
    repository="https://example.org/thing.git",
    tags=(tag_pattern("v{version}"),),
)
EDITION = Edition(
    title={}, timezone=ZoneInfo("UTC"), languages=("en",), watch=(), projects=(THING,)
)
DOOR: Fetch = FakeFetch({})  # type: ignore[assignment] # nobody goes out here


def ago(*days: int) -> list[date]:
    """Return the days that were so many days ago."""
    return [TODAY - timedelta(days=day) for day in days]


@pytest.mark.parametrize(
    ("days", "usual", "silent"),
    [
        ([0], 365, False),  # the first in a year, today
        ([182], 183, False),  # the one before it was longer ago
        ([183], 182, True),  # it was not, that we know of
        ([170, 165], 195, False),  # two releases, and their like once a year
        ([364, 363, 362], 1, True),  # it fell silent a year ago
        ([9, 8, 7], 1, True),  # what was before that, a feed has forgotten
        ([300, 200, 100], 100, False),  # as ever
        ([300, 200, 101], 100, True),
        ([300, 201, 100], 101, False),
        ([350, 251, 170, 100], 99, True),
        ([100, 300, 200, 300], 100, False),  # in no order, some twice
        ([366, 10], 356, False),  # the day before the year is looked at, too
        ([-1], 366, False),  # sent from a zone where it is tomorrow
    ],
)
def test_pulse(days: list[int], usual: int, *, silent: bool) -> None:
    """A list is silent if it has been for longer than ever before within the year."""
    newest = min(days)

    assert pulse_of(ago(*days), TODAY, YEAR_AGO) == Pulse(
        newest=ago(newest)[0], ago=max(0, newest), usual=usual, silent=silent
    )


@pytest.mark.parametrize(
    ("days", "usual", "silent"),
    [
        ([365], None, False),  # one tag, and who knows when the next comes
        ([366], None, True),
        ([1000, 500], 500, False),  # as ever
        ([1000, 501], 499, True),
        ([900, 890, 880, 10], 870, False),
    ],
)
def test_pulse_of_a_history(
    days: list[int], usual: int | None, *, silent: bool
) -> None:
    """A repository tells of all times, so there was nothing before its first tag."""
    newest = min(days)

    assert pulse_of(ago(*days), TODAY) == Pulse(
        newest=ago(newest)[0], ago=newest, usual=usual, silent=silent
    )


def test_no_pulse() -> None:
    """A source that has nothing is silent: a wrong address is no quiet month."""
    assert pulse_of([], TODAY, YEAR_AGO) == Pulse(silent=True)


@given(st.lists(st.dates(YEAR_AGO, TODAY), min_size=1))
def test_one_more_today(days: list[date]) -> None:
    """Whoever says something today is not silent today."""
    pulse = pulse_of([*days, TODAY], TODAY, YEAR_AGO)

    assert (pulse.ago, pulse.silent) == (0, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saying:
    """A source that says what it is told to say, if it is asked as a check asks."""

    items: tuple[Found, ...] = ()
    address: str = "https://example.org/"
    breaks: bool = False

    def collect(self, want: Want, _: Fetch) -> Iterator[Found]:
        """Yield what it was told to say of the past year."""
        assert want.projects == ()
        assert (want.window.since, want.window.last) == (YEAR_AGO, TODAY)
        assert want.today == TODAY
        yield from self.items
        if self.breaks:
            raise FetchError("does not answer", where="https://example.org/a")


def said(*days: int, breaks: bool = False) -> Source:
    """Return a list with messages of so many days ago."""
    items = tuple(Heard(day=day) for day in ago(*days))
    return Source(id="a", collector=_Saying(items=items, breaks=breaks))


def answer(source: Source) -> Answer:
    """Return what a source answers."""
    (only,) = check_sources(EDITION, [source], DOOR, TODAY)
    return only


def test_answers() -> None:
    """A source that answers has a pulse, taken from its messages of a year."""
    assert answer(said(30, 10, 10)) == Answer(
        place=Place(source="a", kind="git", url="https://example.org/"),
        pulse=Pulse(newest=ago(10)[0], ago=10, usual=335),
    )


def test_repository() -> None:
    """Of a repository the tags of all times count, and nothing before them."""
    tags = tuple(
        Tag(project="thing", version=str(n), name=f"v{n}", day=day)
        for n, day in enumerate(ago(1000, 700, 350))
    )

    assert answer(Source(id="a", collector=_Saying(items=tags))).pulse == Pulse(
        newest=ago(350)[0], ago=350, usual=350
    )


def test_no_answer() -> None:
    """A source that breaks off is told with the reason, and what it had said."""
    told = answer(said(10, breaks=True))

    assert (told.what, told.gap) == ("does not answer", True)
    assert told.pulse == Pulse(newest=ago(10)[0])
    assert answer(said(breaks=True)).pulse == Pulse()


@pytest.mark.parametrize(
    ("since", "until", "what"),
    [
        (None, Month(2026, 11), "answers"),
        (None, Month(2026, 10), "ended 2026-10"),
        (Month(2026, 11), None, "answers"),
        (Month(2026, 12), None, "begins 2026-12"),
    ],
)
def test_life(since: Month | None, until: Month | None, what: str) -> None:
    """A source is asked on the days of its life, and is no gap on others."""
    source = replace(said(0, breaks=what != "answers"), since=since, until=until)

    told = answer(source)

    assert (told.what, told.gap, told.pulse.silent) == (what, False, False)


def test_order_of_answers() -> None:
    """Answers come in the order in which the sources are given."""
    sources = [replace(said(5), id=name) for name in "cab"]
    sources[1] = replace(sources[1], until=Month(2020, 1))

    answers = check_sources(EDITION, sources, DOOR, TODAY)

    assert [told.place.source for told in answers] == ["c", "a", "b"]


def test_places() -> None:
    """A source is placed by its kind, its address and its life."""
    mbox = Source(
        id="list",
        collector=MboxCollector(url="lists/a.mbox"),
        projects=("thing",),
        since=Month(2011, 1),
        until=Month(2011, 12),
    )
    repository = Source(id="git:thing", collector=TagCollector(project=THING))

    assert place_of(mbox) == Place(
        source="list",
        kind="mbox",
        url="lists/a.mbox",
        projects=("thing",),
        since=Month(2011, 1),
        until=Month(2011, 12),
    )
    assert place_of(repository) == Place(
        source="git:thing", kind="git", url="https://example.org/thing.git"
    )
    marc = place_of(Source(id="a", collector=MarcCollector(list="thing")))
    assert marc.url == "https://marc.info/?l=thing"


PLACES = (
    Place(source="git:thing", kind="git", url="道具/thing.git", projects=("thing",)),
    Place(
        source="thing-users",
        kind="mbox",
        url="https://lists.example.org/archives/of/things/and/their/users/2011.mbox.gz",
        projects=("thing", "another-thing", "things-of-others"),
        since=Month(2011, 1),
        until=Month(2025, 12),
    ),
    Place(source="thing-announce", kind="mbox", url="[red]お知らせ[/red]\x1b[2J:bug:"),
)
ANSWERS = (
    Answer(
        place=PLACES[0],
        pulse=Pulse(newest=date(2026, 10, 20), ago=12, usual=300),
    ),
    Answer(place=PLACES[1], what="ended 2025-12", pulse=Pulse()),
    Answer(
        place=PLACES[2],
        pulse=Pulse(newest=date(2026, 1, 2), ago=303, usual=40, silent=True),
    ),
    Answer(place=replace(PLACES[2], source="nothing"), pulse=Pulse(silent=True)),
    Answer(
        place=replace(PLACES[0], source="once"),
        pulse=Pulse(newest=date(2020, 1, 1), ago=2496, silent=True),
    ),
    Answer(
        place=replace(PLACES[2], source="gone"),
        what="a web page, not an mbox, whatever its name and its label promise",
        gap=True,
        pulse=Pulse(newest=date(2026, 10, 20)),
    ),
)


@pytest.mark.parametrize("width", [None, 80])
def test_tables(expect: Expect, width: int | None) -> None:
    """Tables keep to a terminal's width, or have a line for each source."""
    table = list_places(PLACES, width) + "\n" + list_answers(ANSWERS, width)

    expect(table, DATA / "check" / f"table-{width or 'piped'}.txt")


def test_troubles(expect: Expect) -> None:
    """Who gave no answer and who is silent is pointed out, with what to look at."""
    expect(list_troubles(ANSWERS), DATA / "check" / "troubles.txt")


def test_data(expect: Expect) -> None:
    """A place and an answer are objects with all keys on one level."""
    data = [as_data(PLACES[1]), as_data(ANSWERS[0])]

    expect(data, DATA / "check" / "data.json")
