"""Mailman 3's archives: the export, the feed where there is none, links to pages."""

from __future__ import annotations

import gzip
import http.server
import json

from dataclasses import dataclass, replace
from datetime import date, timedelta
from threading import Thread
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from digest.codec import decode
from digest.collectors.hyperkitty import HyperKittyCollector
from digest.errors import FetchError, StatusError
from digest.fetch import Fetch, Limits
from digest.message import Message
from digest.months import Month, Window
from tests.conftest import FakeFetch, cases
from tests.told import WANT, Told, as_plain, project, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from digest.errors import DigestError, Problem
    from tests.conftest import Expect

ROOT = "https://lists.example.org/mailman3/hyperkitty/list/things@example.org/"
# The months of UTC that the span, which is of days of Tokyo, touches.
EXPORT = f"{ROOT}export/2011-06.mbox.gz?start=2011-06-01&end=2011-07-01"
JULY = f"{ROOT}export/2011-07.mbox.gz?start=2011-07-01&end=2011-08-01"
AUGUST = f"{ROOT}export/2011-08.mbox.gz?start=2011-08-01&end=2011-09-01"
FEED = f"{ROOT}feed/"
THINGS = HyperKittyCollector(url=ROOT)
OFF = StatusError(400, where=EXPORT, said="Archive download disabled.")
NO_MAILS = gzip.compress(b"", mtime=0)
QUIET: dict[str, bytes | DigestError] = dict.fromkeys((EXPORT, JULY, AUGUST), NO_MAILS)


@pytest.mark.parametrize(
    "case",
    sorted({path.parent for path in cases("hyperkitty", "*/*")}),
    ids=lambda path: path.name,
)
def test_archives(case: Path, expect: Expect) -> None:
    """Every archive tells what is written beside it, by its export or by its feed."""
    months = {"2011-06": EXPORT, "2011-07": JULY, "2011-08": AUGUST}
    answers: dict[str, bytes | DigestError] = {EXPORT: OFF}
    for path in case.iterdir():
        if path.suffix == ".mbox":
            answers[months[path.stem]] = gzip.compress(path.read_bytes(), mtime=0)
        else:
            answers[FEED] = path.read_bytes()
    fetch = FakeFetch(answers)

    result = told(THINGS, WANT, fetch)

    expect(as_plain(result, fetch, ROOT), case.with_suffix(".json"))


@pytest.mark.parametrize(
    ("timezone", "since", "first", "last"),
    [
        ("UTC", date(2011, 7, 1), "2011-06", "2011-08"),
        ("UTC", date(2011, 7, 2), "2011-07", "2011-08"),
        ("Asia/Tokyo", date(2011, 7, 2), "2011-06", "2011-08"),
        ("America/New_York", date(2011, 7, 2), "2011-07", "2011-08"),
    ],
)
def test_months_of_the_server(
    timezone: str, since: date, first: str, last: str
) -> None:
    """Whole months are asked for, in UTC: those of all moments of the span."""
    fetch = FakeFetch(QUIET)
    days = Window(since, date(2011, 8, 1))

    result = told(
        HyperKittyCollector(url=ROOT[:-1]),
        replace(WANT, window=days, timezone=ZoneInfo(timezone)),
        fetch,
    )

    asked = [url.partition(".mbox")[0].rpartition("/")[2] for url in fetch.asked]
    assert result == Told()
    assert (asked[0], asked[-1]) == (first, last)
    assert {url.removesuffix(" settled") for url in fetch.asked} <= {*QUIET}


@pytest.mark.parametrize(
    ("today", "asked"),
    [
        (date(2011, 11, 7), [EXPORT, JULY, AUGUST]),
        (date(2011, 11, 8), [f"{EXPORT} settled", JULY, AUGUST]),
    ],
)
def test_a_month_that_may_change(today: date, asked: list[str]) -> None:
    """An export to which mails may still come, months later, is not kept."""
    fetch = FakeFetch(QUIET)

    result = told(THINGS, replace(WANT, today=today), fetch)

    assert result == Told()
    assert fetch.asked == asked


def test_a_month_that_cannot_be_read() -> None:
    """What a server cannot export is told when the other months have been read."""
    mails = cases("hyperkitty", "export/2011-07.mbox")[0].read_bytes()
    broken = StatusError(500, where=EXPORT)
    fetch = FakeFetch(QUIET | {EXPORT: broken, JULY: mails})

    result = told(THINGS, WANT, fetch)

    assert len(result.heard) == 2
    assert result.gap is broken


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (StatusError(400, where=EXPORT, said="Invalid dates"), None),
        (StatusError(404, where=EXPORT, said="Archive download disabled."), None),
        (FetchError("does not answer", where=EXPORT), None),
        (
            b"<!doctype html><title>Making sure you're not a bot!</title>",
            "a web page, not an mbox",
        ),
        (gzip.compress(b"<html>", mtime=0), "a web page, not an mbox"),
        (NO_MAILS[:15], "gzip data cut short"),
    ],
    ids=["other-400", "404", "down", "bot-wall", "packed-page", "cut-short"],
)
def test_no_archive(answer: bytes | FetchError, what: str | None) -> None:
    """Whatever else than an archive is answered is told, and the feed is not asked."""
    fetch = FakeFetch(QUIET | {EXPORT: answer, FEED: b"not asked"})

    result = told(THINGS, WANT, fetch)

    assert result.found == ()
    assert result.gap
    assert (result.gap.what, result.gap.where) == (
        what or getattr(answer, "what", ""),
        EXPORT,
    )
    assert FEED not in fetch.asked


def test_without_projects() -> None:
    """Where nothing is to be recognised, a feed that starts later is no gap."""
    case = cases("hyperkitty", "feed-that-starts-later/feed.rss")[0]
    fetch = FakeFetch({EXPORT: OFF, FEED: case.read_bytes()})

    result = told(THINGS, replace(WANT, projects=()), fetch)

    assert len(result.heard) == 11
    assert (result.sightings, result.gap) == ((), None)


@pytest.mark.parametrize(
    ("options", "complaints"),
    [
        ({"url": ROOT}, []),
        ({}, ["required key missing"]),
        ({"url": "things@example.org"}, ["an http(s) address without "]),
        ({"url": f"{ROOT}?page=2"}, ["an http(s) address without "]),
        ({"url": ROOT, "link": "x"}, ['unknown key "link"']),
    ],
)
def test_options(options: dict[str, object], complaints: list[str]) -> None:
    """Wrong options are refused where they are written."""
    problems: list[Problem] = []

    decode(HyperKittyCollector, options, problems)

    assert len(problems) == len(complaints)
    for problem, complaint in zip(problems, complaints, strict=True):
        assert problem.what.startswith(complaint)


def test_address() -> None:
    """A list's archive is where its address says."""
    assert THINGS.address == ROOT


# Real archives.

GFS2 = replace(
    WANT,
    window=Window(date(2023, 2, 1), date(2023, 3, 1)),
    today=date(2026, 1, 1),
    projects=(project("gfs2-utils"),),
)
LIST = "/archives/list/cluster-devel@redhat.com"


@dataclass
class Site:
    """A site that answers with files: where it is, and what it was asked for."""

    root: str
    asked: list[str]
    export: str = "export-2023-02.mbox.gz"
    status: int = 200


@pytest.fixture
def site(real_data: Path) -> Iterator[Site]:
    """Serve the real answers on loopback."""
    folder = real_data / "archives/hyperkitty"

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            exported = self.path.startswith(f"{LIST}/export/")
            self.send_response(served.status if exported else 200)
            self.end_headers()
            name = served.export if exported else "feed.rss"
            self.wfile.write((folder / name).read_bytes())

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served = Site(root=f"http://127.0.0.1:{server.server_port}{LIST}", asked=[])
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield served
        server.shutdown()
        thread.join()


@pytest.fixture
def door(tmp_path: Path) -> Fetch:
    """Return a real door, which does not wait between its requests."""
    return Fetch(tmp_path / "cache", base=tmp_path, limits=Limits(pause=0))


def test_a_real_month(site: Site, door: Fetch) -> None:
    """A real month is exported as asked for, and its releases have their pages."""
    result = told(HyperKittyCollector(url=site.root), GFS2, door)

    assert site.asked == [
        f"{LIST}/export/2023-01.mbox.gz?start=2023-01-01&end=2023-02-01",
        f"{LIST}/export/2023-02.mbox.gz?start=2023-02-01&end=2023-03-01",
        f"{LIST}/export/2023-03.mbox.gz?start=2023-03-01&end=2023-04-01",
    ]
    assert len(result.heard) == 37
    assert [
        (found.project, found.version, found.evidence.day, found.evidence.url)
        for found in result.sightings
    ] == [
        (
            "gfs2-utils",
            "3.5.0",
            date(2023, 2, 9),
            f"{site.root}/message/QKGSYTWIO7L5NC3XO6OIKVSNEUTR56UP/",
        )
    ]


def test_a_real_month_without_mails(site: Site, door: Fetch) -> None:
    """A month without mails is an empty archive, and no gap."""
    site.export = "export-empty.mbox.gz"

    assert told(HyperKittyCollector(url=site.root), GFS2, door) == Told()


def test_a_real_refusal(site: Site, door: Fetch) -> None:
    """What the server says of wrong days is a gap."""
    site.export, site.status = "export-bad-date-400.html", 400

    result = told(HyperKittyCollector(url=site.root), GFS2, door)

    assert result.gap
    assert result.gap.what == "answers with status 400"


@pytest.mark.parametrize(
    ("since", "heard", "gap"),
    [
        (
            date(2023, 9, 20),
            30,
            "reaches back to 2023-09-20 only",
        ),
        (date(2023, 9, 21), 30, ""),
        (date(2023, 10, 1), 20, ""),
    ],
)
def test_a_real_feed(real_data: Path, since: date, heard: int, gap: str) -> None:
    """A real feed tells of its mails, and whether it goes back far enough."""
    answer = (real_data / "archives/hyperkitty/feed.rss").read_bytes()
    autumn = Window(since, date(2023, 11, 1))
    want = replace(GFS2, window=autumn, timezone=ZoneInfo("UTC"))
    first = since - timedelta(days=1)
    month = Month.of(first)
    days = f"{month}.mbox.gz?start={month.first}&end={month.plus(1).first}"

    result = told(THINGS, want, FakeFetch({f"{ROOT}export/{days}": OFF, FEED: answer}))

    assert len(result.heard) == heard
    assert (result.gap.what if result.gap else "") == gap


def test_real_pages(real_data: Path) -> None:
    """A page is named by its mail's id, as the real server names it."""
    folder = real_data / "archives/hyperkitty"
    told_of = json.loads((folder / "api-emails-limit5.json").read_bytes())["results"]

    assert len(told_of) == 5
    for mail in told_of:
        message = Message(message_id=mail["message_id"], subject="", sent=None, body="")
        assert THINGS._link(message) == f"{ROOT}message/{mail['message_id_hash']}/"
