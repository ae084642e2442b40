"""Sources, asked at once: who answers, who does not, and who is interrupted."""

from __future__ import annotations

import os
import signal
import threading

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from digest.collectors import Source
from digest.collectors.mbox import MboxCollector
from digest.edition import Want
from digest.errors import DigestError, FetchError
from digest.fetch import Fetch, Limits
from digest.gather.asking import Pace, read_all
from digest.gather.reading import Reading
from digest.model import Gap, Heard, Tag
from digest.months import Window

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
