"""One list in real archives: whoever keeps it, however it is read, it says the same.

The list is a real one, some weeks of it; the servers are those that others install.
"""

from __future__ import annotations

import gzip
import os
import sys

from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from digest import recognise
from digest.collectors import announced
from digest.collectors.hyperkitty import HyperKittyCollector
from digest.collectors.pipermail import PipermailCollector
from digest.collectors.public_inbox import By, PublicInboxCollector
from digest.edition import Project, Want
from digest.errors import FetchError
from digest.fetch import Fetch, Limits
from digest.model import Heard, Sighting
from digest.months import Window
from tests.mailman2 import make_pipermail
from tests.relay import files, relayed
from tests.servers import (
    as_mbox,
    hyperkitty,
    mails_of,
    make_epoch,
    public_inbox,
    started,
)

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from digest.collectors import Collector
    from digest.message import Message
    from tests.relay import Asked, Relay

FEBRUARY = Window(date(2023, 2, 1), date(2023, 3, 1))
QUIET = Window(date(2022, 2, 1), date(2022, 3, 1))
GFS2 = Project(
    id="gfs2-utils",
    name="gfs2-utils",
    about={},
    aliases=("gfs2-utils",),
    repository="",
    tags=(),
)
WANT = Want(
    source="list",
    window=FEBRUARY,
    timezone=ZoneInfo("UTC"),
    projects=(GFS2,),
    today=date(2024, 1, 1),
)
WAYS = ("pipermail", "hyperkitty", "search", "atom", "git")
SMALL = 5_000
LIMITS = Limits(pause=0)


@dataclass(frozen=True, kw_only=True)
class Archive:
    """A list that is read in some way, through what counts how often it is asked."""

    collector: Collector
    relay: Relay


@pytest.fixture(scope="module")
def stream(real_data: Path) -> bytes:
    """Return what came to a list in a month, as git writes it."""
    sample = real_data / "archives/public-inbox/cluster-devel-2023-02.fast-export.gz"
    return gzip.decompress(sample.read_bytes())


@pytest.fixture(scope="module")
def mails(stream: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Return the mails in it."""
    return mails_of(make_epoch(tmp_path_factory.mktemp("epoch"), stream))


@pytest.fixture(scope="module")
def archives(
    stream: bytes, mails: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> Generator[dict[str, Archive]]:
    """Run the servers, and return the list at each, by the way to read it."""
    make = tmp_path_factory.mktemp
    make_pipermail(folder := make("pipermail"), mails)
    with ExitStack() as stack:
        enter = stack.enter_context
        lists = {
            "pipermail": enter(files(folder)),
            "inbox": enter(public_inbox(make("inbox"), stream)),
            "hyperkitty": enter(hyperkitty(make("hyperkitty"), as_mbox(mails))),
        }
        relays = {way: enter(relayed(lists.get(way, lists["inbox"]))) for way in WAYS}
        yield {
            way: Archive(collector=_collector(way, relay.url), relay=relay)
            for way, relay in relays.items()
        }


def _collector(way: str, url: str) -> Collector:
    if way == "pipermail":
        return PipermailCollector(url=url)
    if way == "hyperkitty":
        return HyperKittyCollector(url=url)
    return PublicInboxCollector(url=url, by=By(way))


@pytest.mark.parametrize("way", WAYS)
def test_same_messages(
    way: str,
    archives: dict[str, Archive],
    mails: list[bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each archive has the same mails of the month, and of the days around it."""
    seen = _watch(monkeypatch)
    fetch = Fetch(tmp_path, base=tmp_path, limits=LIMITS)

    found = [*archives[way].collector.collect(WANT, fetch)]

    assert sorted(seen) == _ids(mails, WANT)
    assert sum(isinstance(item, Heard) for item in found) == len(seen)


@pytest.mark.parametrize("way", WAYS)
def test_same_sightings(way: str, archives: dict[str, Archive], tmp_path: Path) -> None:
    """Each archive has the announcement, of the same day, on a page that is there."""
    fetch = Fetch(tmp_path, base=tmp_path, limits=LIMITS)

    found = [*archives[way].collector.collect(WANT, fetch)]

    (sighting,) = (item for item in found if isinstance(item, Sighting))
    evidence = sighting.evidence
    assert (sighting.project, sighting.version) == ("gfs2-utils", "3.5.0")
    assert evidence.day == date(2023, 2, 9)
    assert evidence.url.startswith(archives[way].relay.url)
    assert b"gfs2-utils 3.5.0 released" in fetch.read(evidence.url)


def test_second_run(archives: dict[str, Archive], tmp_path: Path) -> None:
    """What was read once is not transferred again."""
    runs: list[dict[str, list[Asked]]] = []
    for _ in range(2):
        fetch = Fetch(tmp_path, base=tmp_path, limits=LIMITS)
        runs.append({})
        for way, archive in archives.items():
            before = len(archive.relay.asked)
            assert [*archive.collector.collect(WANT, fetch)]
            runs[-1][way] = archive.relay.asked[before:]

    first, second = runs
    for way in WAYS:
        print(f"{way}: {_told(first[way])}; again: {_told(second[way])}")  # noqa: T201 - for people
        # What tells whether there is anything new is small.
        assert _size(second[way]) < SMALL < _size(first[way])


@pytest.mark.parametrize("way", WAYS)
def test_quiet_month(way: str, archives: dict[str, Archive], tmp_path: Path) -> None:
    """A month without mails is no gap."""
    fetch = Fetch(tmp_path, base=tmp_path, limits=LIMITS)
    want = replace(WANT, window=QUIET)

    assert [*archives[way].collector.collect(want, fetch)] == []


@pytest.mark.parametrize(
    ("way", "what"),
    [
        ("search", "answers with status 404"),
        ("atom", "answers with status 404"),
        ("git", "no such repository"),
    ],
)
def test_no_such_inbox(
    way: str, what: str, archives: dict[str, Archive], tmp_path: Path
) -> None:
    """An inbox that is not there is told from one that has nothing of the month."""
    fetch = Fetch(tmp_path, base=tmp_path, limits=LIMITS)
    url = archives[way].relay.url.replace("/list/", "/lost/")

    with pytest.raises(FetchError) as caught:
        [*_collector(way, url).collect(WANT, fetch)]

    assert caught.value.what == what


def test_server_that_does_not_start(tmp_path: Path) -> None:
    """What a server says when it cannot start is shown, and it does not stay."""
    say = "print('no room here', flush=True)"

    with (
        pytest.raises(pytest.fail.Exception, match="no room here"),
        started([sys.executable, "-c", say], tmp_path),
    ):
        pass


def test_server_that_does_not_end(tmp_path: Path) -> None:
    """A server that is left because of an error is stopped."""
    told = "print(os.getpid(), 'http://127.0.0.1:1/', flush=True)"
    stay = f"import os, time; {told}; time.sleep(60)"

    with (
        pytest.raises(ZeroDivisionError),
        started([sys.executable, "-c", stay], tmp_path),
    ):
        _ = 1 / 0

    number = int((tmp_path / "server.log").read_text("utf-8").split()[0])
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def _watch(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what the ids of all messages that are weighed are put into."""
    seen: list[str] = []

    def weigh(
        message: Message, projects: tuple[Project, ...], *, events: tuple[str, ...]
    ) -> object:
        seen.append(message.message_id)
        return recognise.recognise(message, projects, events=events)

    monkeypatch.setattr(announced, "recognise", weigh)
    return seen


def _ids(mails: list[bytes], want: Want) -> list[str]:
    """Return the ids of the mails that are of the span, as Python's library sees it."""
    read = [message_from_bytes(mail) for mail in mails]
    since, until = want.moments
    return sorted(
        {
            mail["Message-ID"].strip().strip("<>")
            for mail in read
            if since <= parsedate_to_datetime(mail["Date"]).astimezone(UTC) < until
        }
    )


def _told(asked: list[Asked]) -> str:
    return f"{len(asked)} requests, {_size(asked)} bytes"


def _size(asked: list[Asked]) -> int:
    return sum(one.size for one in asked)
