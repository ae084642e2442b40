"""Mailman 2's archives: which parts are read, what is told of them, and where it is."""

from __future__ import annotations

import gzip
import html
import http.server
import re

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from digest.codec import decode
from digest.collectors.options import ARCHIVE
from digest.collectors.pipermail import PipermailCollector
from digest.collectors.pipermail.volumes import (
    Permalink,
    Volume,
    permalink_of,
    permalinks,
    volumes,
)
from digest.errors import FetchError, StatusError
from digest.fetch import Fetch, Limits
from digest.mbox import messages
from digest.message import Message
from digest.model import Heard, Tip
from digest.months import Window
from tests.conftest import FakeFetch, cases
from tests.told import WANT, Told, as_plain, project, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from digest.errors import Problem
    from tests.conftest import Expect

ROOT = "https://lists.example.org/pipermail/things/"
THINGS = PipermailCollector(url=ROOT)


def kept(case: Path) -> FakeFetch:
    """Return a door to a case's archive; what is gzipped there is plain here."""
    answers: dict[str, bytes] = {}
    for path in (path for path in case.rglob("*") if path.is_file()):
        name, data = path.relative_to(case).as_posix(), path.read_bytes()
        data = gzip.compress(data, mtime=0) if name.endswith(".gz") else data
        answers[ROOT + name.removesuffix("index.html")] = data
    return FakeFetch(answers)


@pytest.mark.parametrize(
    "case",
    [path.parent for path in cases("pipermail", "*/index.html")],
    ids=lambda path: path.name,
)
def test_archives(case: Path, expect: Expect) -> None:
    """Every archive tells, and is asked for, what is written beside it."""
    fetch = kept(case)

    result = told(THINGS, WANT, fetch)

    expect(as_plain(result, fetch, ROOT), case.with_suffix(".json"))


@pytest.mark.parametrize(
    ("name", "since", "until"),
    [
        ("2011", date(2011, 1, 1), date(2012, 1, 1)),
        ("2011q1", date(2011, 1, 1), date(2011, 4, 1)),
        ("2011q4", date(2011, 10, 1), date(2012, 1, 1)),
        ("2011-July", date(2011, 7, 1), date(2011, 8, 1)),
        ("2011-December", date(2011, 12, 1), date(2012, 1, 1)),
        ("Week-of-Mon-20110627", date(2011, 6, 27), date(2011, 7, 4)),
        ("20110731", date(2011, 7, 31), date(2011, 8, 1)),
        ("1945-February", date(1945, 2, 1), date(1945, 3, 1)),
    ],
)
def test_names_of_volumes(name: str, since: date, until: date) -> None:
    """A volume's name, as Mailman gives it, says which days it is of."""
    days = Window(since, until)

    assert volumes(f'<A href="{name}.txt">') == (Volume(name=name, days=days),)
    assert volumes(f'<A href="{name}.txt.gz">') == (
        Volume(name=name, days=days, packed=True),
    )
    assert volumes(f"<a HREF={name}/date.html >") == (Volume(name=name, days=days),)


@pytest.mark.parametrize(
    "name",
    [
        "0000",
        "2011q5",
        "2011-",
        "20110431",
        "20111399",
        "Week-of-Mon-2011",
        "201107",
        "x2011-Juli",
        "../2011-July",
        "attachments",
        "1" * 30,
    ],
)
def test_names_of_something_else(name: str) -> None:
    """What has no name that Mailman gives is no volume."""
    assert volumes(f'<A href="{name}.txt">') == ()


@pytest.mark.parametrize(
    "name",
    ["2011-Juli", "2011-july", "2011-M\xe4rz", "2011-f%E9vrier", "2011-7\xb7\xee"],
)
@pytest.mark.parametrize("file", ["{}.txt", "{}/thread.html"])
def test_names_in_other_languages(name: str, file: str) -> None:
    """Of a volume whose month has a name that is not known, the year is known."""
    year = Window(date(2011, 1, 1), date(2012, 1, 1))

    assert volumes(f'<A href="{file.format(name)}">') == (
        Volume(name=name, days=year, known=False),
    )


def test_order_of_volumes() -> None:
    """Volumes come in the order of their days, each once, however often linked."""
    front = "".join(
        f'<a href="{name}/thread.html"><a href="{name}.txt.gz">'
        for name in ("2011-July", "2011-June", "2011q2", "2011-July")
    )

    assert [volume.name for volume in volumes(front)] == [
        "2011q2",
        "2011-June",
        "2011-July",
    ]


@pytest.mark.parametrize(
    ("url", "root"),
    [("https://example.org/list", "https://example.org/list/"), (ROOT, ROOT)],
)
@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"<html><title>Making sure you're not a bot!</title></html>",
        b"<html><form action=login>Password: <input name=password></form></html>",
        b"\x00\xff\xfe" * 100,
        b"<html><table border=3><tr><td>Archive</td></tr></table></html>",
        b'<a href="2010-Juli/thread.html">',
    ],
    ids=["empty", "bot-wall", "login", "binary", "no-month", "no-month-that-is-known"],
)
def test_no_archive(url: str, root: str, page: bytes) -> None:
    """A page that lists no volume is told, with its address."""
    result = told(PipermailCollector(url=url), WANT, FakeFetch({root: page}))

    assert str(result.gap) == (
        f"{root}: no volume of a pipermail archive in it\n"
        "  hint: look at the address in a browser: it may ask whether you are a bot"
    )
    assert result.found == ()


def case_of(name: str) -> FakeFetch:
    """Return a door to the archive of a case."""
    return kept(cases("pipermail", name)[0])


def test_without_projects() -> None:
    """Where nothing is to be recognised, no page is looked up."""
    fetch = case_of("ids-in-the-thread-index")

    result = told(THINGS, replace(WANT, projects=()), fetch)

    assert len(result.heard) == 4
    assert result.sightings == ()
    assert not [asked for asked in fetch.asked if "thread" in asked]


@pytest.mark.parametrize(
    ("today", "asked"),
    [
        (
            date(2011, 8, 17),
            [
                "",
                "2011-June.txt.gz settled",
                "2011-June/thread.html settled",
                "2011-July.txt",
                "2011-July.txt.gz",
                "2011-July/thread.html",
                "2011-August.txt",
            ],
        ),
        (
            date(2011, 8, 18),
            [
                "",
                "2011-June.txt.gz settled",
                "2011-June/thread.html settled",
                "2011-July.txt.gz settled",
                "2011-July/thread.html settled",
                "2011-August.txt",
            ],
        ),
    ],
)
def test_what_may_change(today: date, asked: list[str]) -> None:
    """What mails may still come to is read as text, if there is one, and not kept."""
    fetch = case_of("ids-in-the-thread-index")

    result = told(THINGS, replace(WANT, today=today), fetch)

    assert [url.removeprefix(ROOT) for url in fetch.asked] == asked
    assert len(result.sightings) == 4


def test_text_newer_than_its_gzip() -> None:
    """The text of a volume is preferred to the gzip of last night."""
    fetch = case_of("phantom-of-a-cut-mail")
    mails = fetch.answers[f"{ROOT}2011-July.txt.gz"]
    assert isinstance(mails, bytes)
    newer = gzip.decompress(mails).replace(b"5.0", b"5.1")
    answers = {**fetch.answers, f"{ROOT}2011-July.txt": newer}

    result = told(THINGS, replace(WANT, today=date(2011, 8, 1)), FakeFetch(answers))

    assert [sighting.version for sighting in result.sightings] == ["5.1"]


@pytest.mark.parametrize(
    "text",
    [
        StatusError(403, where="text"),
        StatusError(503, where="text"),
        FetchError("does not answer", where="text"),
        b"<html><title>Making sure you're not a bot!</title></html>",
        b"From now on.",
    ],
    ids=["forbidden", "busy", "down", "bot-wall", "prose"],
)
def test_text_that_cannot_be_read(text: bytes | FetchError) -> None:
    """The gzip is read where the text cannot be, whatever is the reason."""
    fetch = case_of("phantom-of-a-cut-mail")
    door = FakeFetch({**fetch.answers, f"{ROOT}2011-July.txt": text})

    result = told(THINGS, replace(WANT, today=date(2011, 8, 1)), door)

    assert result == told(THINGS, replace(WANT, today=date(2012, 1, 1)), fetch)
    assert len(result.sightings) == 1


def test_text_that_is_all_there_is() -> None:
    """Where there is no gzip, a text that cannot be read is told."""
    busy = StatusError(503, where=f"{ROOT}2011-July.txt")
    front = b'<a href="2011-July.txt">'

    result = told(THINGS, WANT, FakeFetch({ROOT: front, f"{ROOT}2011-July.txt": busy}))

    assert result == Told(gap=busy)


def test_text_that_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that breaks off after some mails is told, rather than read elsewhere."""
    broken = FetchError("its answer broke off", where=f"{ROOT}2011-July.txt")

    def mails(*_: object, settled: bool) -> Iterator[Message]:
        assert not settled
        yield MAIL
        raise broken

    monkeypatch.setattr("digest.collectors.pipermail.mails", mails)
    fetch = FakeFetch({ROOT: b'<a href="2011-July.txt.gz">'})

    result = told(THINGS, replace(WANT, today=date(2011, 8, 1)), fetch)

    assert result == Told((Heard(day=date(2011, 7, 5)),), broken)


def test_thread_index_that_cannot_be_read() -> None:
    """Without its page a release is told all the same, and that something is amiss."""
    fetch = case_of("phantom-of-a-cut-mail")
    busy = StatusError(500, where=f"{ROOT}2011-July/thread.html")
    door = FakeFetch({**fetch.answers, f"{ROOT}2011-July/thread.html": busy})

    result = told(THINGS, WANT, door)

    assert [found.evidence.url for found in result.sightings] == [
        f"{ROOT}2011-July/date.html"
    ]
    assert result.gap is busy


THREAD = b"""\
From ann at example.org  Tue Jul  5 10:00:00 2011
From: ann at example.org (Ann Asker)
Date: Tue, 5 Jul 2011 10:00:00 +0900
Subject: thing stops
Message-ID: <q@example.org>

Why does thing stop?

From ben at example.org  Tue Jul  5 11:00:00 2011
From: ben at example.org (Ben Knower)
Date: Tue, 5 Jul 2011 11:00:00 +0900
Subject: thing stops
In-Reply-To: <q@example.org>
Message-ID: <a@example.org>

Run `thing --go` to start it.

From ann at example.org  Tue Jul  5 12:00:00 2011
From: ann at example.org (Ann Asker)
Date: Tue, 5 Jul 2011 12:00:00 +0900
Subject: thing stops
In-Reply-To: <a@example.org>
Message-ID: <t@example.org>

It works now, thank you.
"""
ASKED = b"""<!--0 01309827600.7- --><LI><A HREF="000007.html">thing stops
"""


def test_page_of_a_tip() -> None:
    """A tip's page is looked up in the volume of its question, though others follow."""
    front = b'<a href="2011-July.txt.gz"><a href="2011-August.txt.gz">'
    answers = {
        ROOT: front,
        f"{ROOT}2011-July.txt.gz": THREAD,
        f"{ROOT}2011-July/thread.html": ASKED,
        f"{ROOT}2011-August.txt.gz": b"",
    }

    result = told(THINGS, WANT, FakeFetch(answers))

    urls = [item.url for item in result.found if isinstance(item, Tip)]
    assert urls == [f"{ROOT}2011-July/000007.html"]
    assert result.gap is None


def test_page_of_a_tip_that_cannot_be_looked_up() -> None:
    """A tip is told without its page, and that something is amiss."""
    busy = StatusError(500, where=f"{ROOT}2011-July/thread.html")
    answers: dict[str, bytes | FetchError] = {
        ROOT: b'<a href="2011-July.txt.gz">',
        f"{ROOT}2011-July.txt.gz": THREAD,
        f"{ROOT}2011-July/thread.html": busy,
    }

    result = told(THINGS, WANT, FakeFetch(answers))

    urls = [item.url for item in result.found if isinstance(item, Tip)]
    assert urls == [f"{ROOT}2011-July/date.html"]
    assert result.gap is busy


def test_no_index_twice() -> None:
    """The thread index of a volume is asked for once, however many are looked up."""
    fetch = case_of("numbers-in-the-thread-index")

    result = told(THINGS, WANT, fetch)

    assert len(result.sightings) == 4
    assert fetch.asked.count(f"{ROOT}2011-July/thread.html settled") == 1


MOMENT = datetime(2011, 7, 5, 10, tzinfo=UTC)
MAIL = Message(message_id="a@b", subject="x 1 & 2", sent=MOMENT, body="")
AT = "01309860000"


@pytest.mark.parametrize(
    ("places", "page"),
    [
        ([], ""),
        ([(f"{AT}/a@b-", "x")], "1.html"),
        ([("01309850000/c@d-01309860000/a@b-", "x")], "1.html"),
        ([(f"{AT}/a@b-01309870000/c@d-", "x")], ""),
        ([(f"{AT}/aa@b-", "x 1 &amp; 2")], ""),
        ([(f"{AT}/a&#64;b-", "x")], "1.html"),
        ([(f"{AT}.7-", "x")], "1.html"),
        ([(f"{AT}.7-", "x"), (f"{AT}.8-", "y")], ""),
        ([(f"{AT}.7-", "x"), (f"{AT}.8-", "x  1 &amp; 2\n")], "2.html"),
        ([(f"{AT}.7-", "x 1 &amp; 2"), (f"{AT}.8-", "x 1 &amp; 2")], "1.html"),
        ([("01309860001.7-", "x 1 &amp; 2")], ""),
        ([(f"{AT}.7-01309870000.8-", "x 1 &amp; 2")], ""),
        ([("-1309860000.7-", "x 1 &amp; 2")], ""),
    ],
)
def test_page_of_a_message(places: list[tuple[str, str]], page: str) -> None:
    """A message's page is found by its id, or by when it was sent and its subject."""
    index = "\n".join(
        f'<!--0 {place} -->\n<LI><A HREF="{number}.html">{subject}\n</A>'
        for number, (place, subject) in enumerate(places, 1)
    )

    assert permalink_of(MAIL, permalinks(index)) == page


def test_page_of_an_undated_message() -> None:
    """Where neither id nor date tells, no page is certain."""
    known = permalinks(f'<!--0 {AT}.7- --><LI><A HREF="1.html">x</A>')

    assert permalink_of(replace(MAIL, sent=None), known) == ""


def test_hostile_thread_index() -> None:
    """However an index is written, reading it takes no longer than it is long."""
    index = "<!--1 " * 100_000 + "-" * 100_000 + "0" * 100_000 + "<LI>" * 100_000

    assert permalinks(index) == ()
    assert (
        permalink_of(MAIL, [Permalink(name="1.html", place="-0" * 100_000, subject="")])
        == ""
    )
    assert volumes('href="' * 100_000 + "2" * 100_000) == ()


@pytest.mark.parametrize(
    ("options", "complaints"),
    [
        ({"url": ROOT}, []),
        ({}, ["required key missing"]),
        ({"url": "lists/things"}, [f'{ARCHIVE.what} expected, not "lists/things"']),
        ({"url": f"{ROOT}?a"}, [f'{ARCHIVE.what} expected, not "{ROOT}?a"']),
        ({"url": f"{ROOT}#a"}, [f'{ARCHIVE.what} expected, not "{ROOT}#a"']),
        ({"url": 7}, [f"{ARCHIVE.what} expected, not 7"]),
        ({"url": ROOT, "list": "x"}, ['unknown key "list"']),
    ],
)
def test_options(options: dict[str, object], complaints: list[str]) -> None:
    """Wrong options are refused where they are written."""
    problems: list[Problem] = []

    decode(PipermailCollector, options, problems)

    assert [problem.what for problem in problems] == complaints


def test_address() -> None:
    """An archive is where its address says."""
    assert THINGS.address == ROOT


# Real archives.

TWISTED = (project("twisted"),)
APRIL = Window(date(2011, 4, 1), date(2011, 5, 1))


@pytest.fixture
def archive(real_data: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve the real archives on loopback; tell where, and what was asked for."""
    asked: list[str] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            asked.append(self.path)

    made = partial(Handler, directory=str(real_data / "archives/pipermail"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), made) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def test_a_real_month(archive: tuple[str, list[str]], tmp_path: Path) -> None:
    """A month costs its own file and its neighbours'; those that are missing are told.

    A reply to another list, as which it was forwarded, is an announcement here.
    """
    root, asked = archive
    door = Fetch(tmp_path / "cache", base=tmp_path, limits=Limits(pause=0))
    want = replace(WANT, window=APRIL, projects=TWISTED)

    result = told(PipermailCollector(url=f"{root}/twisted-web"), want, door)

    assert len(result.heard) == 34
    assert [
        (found.version, found.evidence.day, found.evidence.url)
        for found in result.sightings
    ] == [
        ("11.0.0", date(2011, 4, 4), f"{root}/twisted-web/2011-April/004628.html"),
    ]
    assert str(result.gap) == (
        f"{root}/twisted-web/2011-March.txt.gz: answers with status 404"
    )
    assert set(asked) == {
        "/twisted-web/",
        "/twisted-web/2011-March.txt.gz",
        "/twisted-web/2011-April.txt.gz",
        "/twisted-web/2011-April/thread.html",
        "/twisted-web/2011-May.txt.gz",
    }


@pytest.mark.parametrize(
    ("volume", "count"),
    [("twisted-web/2011-April", 34), ("twisted-web/2011-October", 25)],
)
def test_every_real_page(real_data: Path, volume: str, count: int) -> None:
    """Every message of a real month has a page, and that is its own."""
    folder = real_data / "archives/pipermail" / volume
    index = permalinks((folder / "thread.html").read_text("utf-8", "replace"))
    mails = [*messages(BytesIO(folder.with_suffix(".txt").read_bytes()))]

    names = [permalink_of(mail, index) for mail in mails]

    assert len(set(names)) == len(mails) == count
    for mail, name in zip(mails, names, strict=True):
        page = (folder / name).read_text("utf-8", "replace")
        title = re.search(r"<H1>(.*?)</H1>", page, re.DOTALL)
        assert title
        assert " ".join(html.unescape(title[1]).split()) == mail.subject


def real_answers(real_data: Path, *names: str) -> dict[str, bytes]:
    """Return files of the real twisted-python, which has no front page of its own."""
    folder = real_data / "archives/pipermail/twisted-python"
    links = "".join(f'<A href="{name}">' for name in names if ".txt" in name)
    found = {f"{ROOT}{name}": (folder / name).read_bytes() for name in names}
    return {ROOT: links.encode(), **found}


def test_a_real_rebuilt_month(real_data: Path) -> None:
    """Of an archive that was rebuilt each mail is told once, and has a page."""
    names = ("1945-February.txt", "2018-May.txt.gz", "2018-May/thread.html")
    may = Window(date(2018, 5, 1), date(2018, 6, 1))
    answers = real_answers(real_data, *names)
    fetch = FakeFetch(answers)

    result = told(THINGS, replace(WANT, window=may, today=date(2020, 1, 1)), fetch)

    mails = [*messages(BytesIO(answers[f"{ROOT}2018-May.txt.gz"]))]
    index = permalinks(answers[f"{ROOT}2018-May/thread.html"].decode())
    assert len(result.heard) == len({permalink_of(mail, index) for mail in mails}) == 23
    assert all(permalink_of(mail, index) for mail in mails)
    assert fetch.asked == [ROOT, f"{ROOT}2018-May.txt.gz settled"]


def test_a_real_broken_date(real_data: Path) -> None:
    """A mail of 2002 that was filed under 1945 is in no month that is read."""
    october = Window(date(2002, 10, 1), date(2002, 11, 1))
    fetch = FakeFetch(real_answers(real_data, "1945-February.txt"))

    result = told(THINGS, replace(WANT, window=october), fetch)

    assert result == Told()
    assert fetch.asked == [ROOT]
