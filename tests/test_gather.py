"""Sources, asked at once: who answers, who does not, and who is interrupted."""

from __future__ import annotations

import json
import os
import signal
import threading

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.assemble import assemble
from digest.codec import encode
from digest.collectors import Source
from digest.collectors.mbox import MboxCollector
from digest.collectors.tags import TagCollector
from digest.edition import Edition, Project, Want
from digest.errors import DigestError, FetchError
from digest.fetch import Fetch, Limits
from digest.gather import gather, keep
from digest.gather.asking import Pace, read_all
from digest.gather.reading import Reading
from digest.model import (
    Evidence,
    EvidenceKind,
    Facts,
    Gap,
    Heard,
    News,
    NewsKind,
    Sighting,
    Tag,
    Tally,
    Tip,
)
from digest.months import Month, Window
from tests.conftest import FakeFetch

if TYPE_CHECKING:
    from pathlib import Path

    from digest.model import Found

DAY = date(2011, 7, 5)
WANT = Want(
    source="",
    window=Window(date(2011, 7, 1), date(2011, 8, 1)),
    timezone=ZoneInfo("UTC"),
    projects=(),
    today=date(2011, 8, 1),
)
TAG = Tag(project="thing", version="1.0", name="v1.0", day=DAY)
HEARD = Heard(day=DAY)
STUBBORN = 10  # seconds after which a thing that hangs has hung

NOTHING = Facts(month=Month(2011, 8), window=WANT.window, read_until=WANT.window.until)
EDITION = Edition(
    title={}, timezone=WANT.timezone, languages=("en",), watch=(), projects=()
)
THING = Project(
    id="thing", name="Thing", about={}, aliases=("thing",), repository="", tags=()
)
MAIL = Sighting(
    project="thing",
    version="1.0",
    evidence=Evidence(
        kind=EvidenceKind.MAIL,
        source="users",
        url="https://example.org/users/000012.html",
        day=DAY,
        title="thing 1.0",
        message_id="1@x",
    ),
)
NEWS = News(
    kind=NewsKind.PLANNED,
    project="thing",
    day=DAY,
    title="thing 1.1 and 1.2",
    url="https://example.org/users/000013.html",
    version="1.1",
    event_day=date(2011, 8, 9),
    source="users",
    message_id="2@x",
)
TIP = Tip(
    title="how to pour",
    url="https://example.org/users/000014.html",
    day=DAY,
    project=None,
    replies=2,
    answered=True,
    why=("a command",),
    source="users",
    message_id="3@x",
)

Say = Callable[[], Iterator["Found"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saying:
    """A source that does what a test wants of it."""

    say: Say
    address: str = ""

    def collect(self, *_: object) -> Iterator[Found]:
        """Yield what it says."""
        yield from self.say()


def source(name: str, say: Say) -> Source:
    """Return a source that does what a test wants of it."""
    return Source(id=name, collector=_Saying(say=say))


@pytest.fixture
def fetch(tmp_path: Path) -> Fetch:
    """Return a door that nobody goes through."""
    return Fetch(tmp_path, base=tmp_path, limits=Limits())


@pytest.fixture
def never() -> Iterator[Callable[[], None]]:
    """Return what does not return, until the test is over."""
    over = threading.Event()

    def waiting() -> None:
        over.wait(STUBBORN)

    yield waiting
    over.set()


def fine() -> Iterator[Found]:
    """Say what a source says on a good day."""
    yield HEARD
    yield TAG
    yield HEARD


def broken() -> Iterator[Found]:
    """Say something, and break off."""
    yield TAG
    raise FetchError("does not answer", where="https://example.org/")


def test_what_is_said(fetch: Fetch) -> None:
    """Messages are counted by day, all else is kept as it was said."""
    asked = source("a", fine)

    assert read_all([asked], WANT, fetch) == (
        Reading(source=asked, found=(TAG,), heard={DAY: 2}),
    )


def test_nobody_to_ask(fetch: Fetch) -> None:
    """Where there are no sources, nothing is said."""
    assert read_all([], WANT, fetch) == ()


def test_a_gap_after_something(fetch: Fetch) -> None:
    """What a source said before it broke off stays; the others say all."""
    first, second = source("a", broken), source("b", fine)
    gap = Gap(source="a", what="does not answer", url="https://example.org/")

    assert read_all([first, second], WANT, fetch) == (
        Reading(source=first, found=(TAG,), gap=gap),
        Reading(source=second, found=(TAG,), heard={DAY: 2}),
    )


def test_at_the_same_time(fetch: Fetch) -> None:
    """As many sources as may be read at once wait for each other without harm."""
    barrier = threading.Barrier(3, timeout=STUBBORN)

    def together() -> Iterator[Found]:
        barrier.wait()
        yield TAG

    readings = read_all(
        [source(name, together) for name in "abc"], WANT, fetch, Pace(at_once=3)
    )

    assert [reading.found for reading in readings] == [(TAG,)] * 3


def test_not_too_many(fetch: Fetch) -> None:
    """No more sources are read at once than may be."""
    busy, most = 0, 0

    def counted() -> Iterator[Found]:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        yield TAG
        busy -= 1

    readings = read_all(
        [source(str(n), counted) for n in range(9)], WANT, fetch, Pace(at_once=1)
    )

    assert len(readings) == 9
    assert most == 1


def test_dead_source(fetch: Fetch, never: Callable[[], None]) -> None:
    """A source that does not end is given up; what it said before that stays."""

    def hanging() -> Iterator[Found]:
        yield TAG
        never()

    first, second = source("a", hanging), source("b", fine)
    dead, alive = read_all([first, second], WANT, fetch, Pace(whole=0.2))

    assert alive == Reading(source=second, found=(TAG,), heard={DAY: 2})
    gap = Gap(source="a", what="no answer within 0.2 seconds", url="")
    assert dead == Reading(source=first, found=(TAG,), gap=gap)


def test_dead_sources_hold_nobody_up(fetch: Fetch) -> None:
    """Who is slow gives way to who waits, long before being given up."""
    over = threading.Event()

    def hanging() -> Iterator[Found]:
        yield TAG
        assert over.wait(STUBBORN)

    def ending() -> Iterator[Found]:
        yield TAG
        over.set()

    sources = [source("a", hanging), source("b", hanging), source("c", ending)]
    readings = read_all(sources, WANT, fetch, Pace(at_once=1, slow=0.1))

    assert [reading.gap for reading in readings] == [None] * 3


@pytest.mark.parametrize("fails", [True, False])
def test_given_up_is_given_up(fetch: Fetch, *, fails: bool) -> None:
    """A source that speaks or fails after it was given up is not heard."""
    late = threading.Event()
    threads: list[threading.Thread] = []

    def hanging() -> Iterator[Found]:
        threads.append(threading.current_thread())
        yield TAG
        late.wait(STUBBORN)
        if fails:
            raise FetchError("does not answer", where="")
        yield TAG
        late.wait(STUBBORN)

    def waiting() -> Iterator[Found]:
        late.set()
        threads[0].join(STUBBORN)
        yield TAG

    sources = [source("a", hanging), source("b", waiting)]
    dead, alive = read_all(sources, WANT, fetch, Pace(at_once=1, whole=0.1))

    assert not threads[0].is_alive()
    gap = Gap(source="a", what="no answer within 0.1 seconds")
    assert (dead.found, dead.gap) == ((TAG,), gap)
    assert (alive.found, alive.gap) == ((TAG,), None)


def test_address_of_a_dead_source(fetch: Fetch, never: Callable[[], None]) -> None:
    """The gap of a source that was given up names its address."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Hanging(MboxCollector):
        def collect(self, *_: object) -> Iterator[Found]:
            never()
            yield TAG

    asked = Source(id="a", collector=Hanging(url="https://example.org/a"))
    (reading,) = read_all([asked], WANT, fetch, Pace(whole=0.1))

    assert reading.gap
    assert reading.gap.url == "https://example.org/a"


@pytest.mark.parametrize(
    ("reading", "told"),
    [
        ({}, "nothing"),
        ({"found": (TAG,)}, "1 tag, newest 2011-07-05"),
        (
            {"found": (TAG, replace(TAG, name="1.0")), "heard": {date(2011, 7, 6): 1}},
            "1 message, 2 tags, newest 2011-07-06",
        ),
        ({"gap": Gap(source="a", what="does not answer")}, "gap: does not answer"),
        (
            {"heard": {DAY: 2}, "gap": Gap(source="a", what="does not answer")},
            "2 messages, newest 2011-07-05, gap: does not answer",
        ),
    ],
)
def test_told_in_a_line(reading: dict[str, Any], told: str) -> None:
    """What came of reading a source is told in a line."""
    assert str(Reading(source=source("a", fine), **reading)) == told


@pytest.mark.parametrize(
    "bug",
    [KeyError("a bug"), DigestError("no such command", where="git"), SystemExit()],
)
def test_bug(fetch: Fetch, bug: BaseException) -> None:
    """What is no source's fault is raised where the sources were asked."""

    def stumbling() -> Iterator[Found]:
        yield TAG
        raise bug

    with pytest.raises(type(bug)):
        read_all([source("a", stumbling), source("b", fine)], WANT, fetch)


def test_interrupted(fetch: Fetch, never: Callable[[], None]) -> None:
    """Ctrl-C is felt while others wait for ever, and ends who still speaks."""
    ended = threading.Event()

    def hanging() -> Iterator[Found]:
        never()
        yield TAG

    def interrupting() -> Iterator[Found]:
        try:
            os.kill(os.getpid(), signal.SIGINT)
            while True:
                yield TAG
        finally:
            ended.set()

    with pytest.raises(KeyboardInterrupt):
        read_all([source("a", hanging), source("b", interrupting)], WANT, fetch)

    assert ended.wait(STUBBORN)


def saying(name: str, *items: Found) -> Source:
    """Return a source that says just that."""
    return source(name, lambda: iter(items))


def gathered(*sources: Source, asked: Facts = NOTHING) -> Facts:
    """Return the facts that sources tell."""
    door: Fetch = FakeFetch({})  # type: ignore[assignment] # nobody goes out here
    return gather(asked, EDITION, sources, door, WANT.today)


def test_all_that_is_found() -> None:
    """News and tips come in the order of their days, each once."""
    late = replace(TIP, day=date(2011, 7, 9), message_id="4@x")
    other = replace(NEWS, version="1.2")

    facts = gathered(saying("a", late, other, NEWS, TIP), saying("b", TIP, NEWS))

    assert facts.news == (NEWS, other)
    assert facts.tips == (TIP, late)


def test_tallies() -> None:
    """A source that was read to its end has the count of the window's messages."""
    outside = Heard(day=date(2011, 8, 1))
    silent = replace(saying("silent"), projects=("thing",))

    facts = gathered(
        saying("list", HEARD, outside, TAG, HEARD), silent, source("broken", broken)
    )

    assert facts.tallies == (
        Tally(source="list", messages=2),
        Tally(source="silent", messages=0, projects=("thing",)),
    )


def test_no_tally_of_a_repository() -> None:
    """A repository has no messages, and no tally."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Listing(TagCollector):
        def collect(self, *_: object) -> Iterator[Found]:
            yield TAG

    facts = gathered(Source(id="git:thing", collector=Listing(project=THING)))

    assert facts.tags == (TAG,)
    assert facts.tallies == ()


def test_news_and_tips_stay() -> None:
    """What was found once stays; what is said again of a message takes its place."""
    moved = replace(NEWS, url="https://example.org/users/000011.html")
    other = replace(NEWS, version="1.2")
    listed = replace(NEWS, source="devel")
    longer = replace(TIP, replies=3, url="https://example.org/users/000012.html")
    nameless = replace(TIP, message_id="", title="how to stir")
    outside = replace(TIP, day=date(2011, 6, 29), message_id="5@x")
    old = replace(NOTHING, news=(NEWS, other), tips=(TIP, nameless, outside))
    new = replace(NOTHING, news=(listed, moved), tips=(longer,))

    kept = keep(old, new, (), ())

    assert {*kept.news} == {moved, other, listed}
    assert kept.tips == (longer, nameless)


def test_tally_until_asked_again() -> None:
    """A tally stays until there is a newer one, or more to be counted."""
    a, b, c = (saying(name) for name in "abc")
    old = replace(
        NOTHING, tallies=tuple(Tally(source=name, messages=1) for name in "abc")
    )
    new = replace(NOTHING, tallies=(Tally(source="b", messages=2),))
    early = replace(old, read_until=date(2011, 7, 20))

    whole = keep(old, new, (a, b), (a, b, c))
    further = keep(early, new, (a, b), (a, b, c))

    assert [(t.source, t.messages) for t in whole.tallies] == [
        ("a", 1),
        ("b", 2),
        ("c", 1),
    ]
    assert [(t.source, t.messages) for t in further.tallies] == [("b", 2), ("c", 1)]


@pytest.mark.parametrize("item", [NEWS, TIP, MAIL, HEARD, replace(NEWS, project=None)])
def test_takes(item: Found) -> None:
    """A source takes what is of a project that is asked for, or of none."""
    asked = replace(saying("a"), only=("thing",))
    other = replace(saying("a"), only=("other",))

    nobodys = isinstance(item, Heard) or item.project is None
    assert asked.takes(item)
    assert other.takes(item) is nobodys
    assert saying("a").takes(item)


def renumbered(item: Found) -> Found:
    """Return what an archive says of the same message once it was made anew."""
    match item:
        case Sighting(evidence=evidence):
            anew = evidence.url.replace("0000", "0001")
            return replace(item, evidence=replace(evidence, url=anew))
        case News() | Tip():
            return replace(item, url=item.url.replace("0000", "0001"))
    return item


def elsewhere(item: Found) -> Found:
    """Return what another list says of the same message."""
    match item:
        case Sighting(evidence=evidence):
            other = replace(evidence, source="devel", url="https://example.org/devel/1")
            return replace(item, evidence=other)
        case News() | Tip():
            return replace(item, source="devel", url="https://example.org/devel/2")
    return item


LISTED: tuple[Found, ...] = (MAIL, NEWS, replace(NEWS, version="1.2"), TIP, HEARD)


def digest_of(facts: Facts) -> str:
    """Return the bytes of a month's digest."""
    return json.dumps(encode(assemble(facts, EDITION)))


@given(data=st.data())
def test_order_of_answers(data: st.DataObject) -> None:
    """Who answers first, and who says it twice, changes no byte of the digest."""
    every = {"users": LISTED, "devel": tuple(map(elsewhere, LISTED)), "git": (TAG,)}

    def answers() -> tuple[Source, ...]:
        names = data.draw(st.permutations(sorted(every)))
        again = {
            name: data.draw(st.lists(st.sampled_from(every[name]))) for name in every
        }
        said = {
            name: data.draw(st.permutations([*items, *again[name]]))
            for name, items in every.items()
        }
        return tuple(saying(name, *said[name]) for name in names)

    plain = gathered(*(saying(name, *items) for name, items in every.items()))
    mixed = gathered(*answers())

    assert digest_of(mixed) == digest_of(plain)
    assert replace(mixed, tallies=()) == replace(plain, tallies=())


@given(st.permutations(LISTED), st.booleans())
def test_renumbered_archive(items: list[Found], both: bool) -> None:  # noqa: FBT001 - hypothesis gives it by place
    """An archive that was made anew is the archive, whatever it was read as before."""
    lists = [saying("devel", *map(elsewhere, LISTED))] if both else []
    before = gathered(saying("users", *LISTED), *lists)
    anew = gathered(saying("users", *map(renumbered, items)), *lists)

    after = keep(before, anew, (), ())

    assert digest_of(after) == digest_of(anew)
    assert (digest_of(after) == digest_of(before)) is both


def test_archive_with_both_numbers() -> None:
    """A message that an archive has under two numbers is in the digest once."""
    plain = gathered(saying("users", *LISTED))
    both = gathered(saying("users", *LISTED, *map(renumbered, LISTED)))

    assert len(both.sightings) == 2
    assert digest_of(both) == digest_of(plain)
