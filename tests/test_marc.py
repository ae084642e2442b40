"""MARC's archives: which lines are read, which mails, and by what they are dated."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from digest.codec import decode
from digest.collectors.marc import MANY, PAGES, MarcCollector
from digest.collectors.marc.listings import Listed, as_mbox, listing
from digest.collectors.options import ARCHIVE
from digest.errors import StatusError
from digest.model import Heard
from tests.conftest import FakeFetch, cases
from tests.told import WANT, Told, as_plain, told

if TYPE_CHECKING:
    from pathlib import Path

    from digest.errors import DigestError, Problem
    from tests.conftest import Expect

ROOT = "https://archive.example/"
LIST = f"{ROOT}?l=things"
THINGS = MarcCollector(list="things", url=ROOT)
MAILS = {".mbox": "mbox", ".raw": "raw"}


def address(name: str, suffix: str) -> str:
    """Return where a file of a case is: ``b-201107-1``, ``t-1``, ``m-1``."""
    kind, what, *number = name.split("-")
    if kind == "b":
        return f"{LIST}&r={number[0]}&b={what}&w=2"
    if kind == "t":
        return f"{ROOT}?t={what}&r=1&w=2"
    return f"{LIST}&m={what}&q={MAILS[suffix]}"


def kept(case: Path) -> dict[str, bytes | DigestError]:
    """Return what the archive of a case answers, by address."""
    return {
        address(path.stem, path.suffix): path.read_bytes() for path in case.iterdir()
    }


@pytest.mark.parametrize(
    "case",
    sorted({path.parent for path in cases("marc", "*/*")}),
    ids=lambda path: path.name,
)
def test_archives(case: Path, expect: Expect) -> None:
    """Every archive tells, and is asked for, what is written beside it."""
    fetch = FakeFetch(kept(case))

    result = told(THINGS, WANT, fetch)

    expect(as_plain(result, fetch, ROOT), case.with_suffix(".json"))


def test_without_projects() -> None:
    """Where nothing is to be recognised, the months' pages tell all."""
    fetch = FakeFetch(kept(cases("marc", "month")[0]))

    result = told(
        MarcCollector(list="things", url=ROOT[:-1]),
        replace(WANT, projects=()),
        fetch,
    )

    assert len(result.heard) == 9
    assert result.sightings == ()
    assert fetch.asked == [
        f"{LIST}&r=1&b=201106&w=2 settled",
        f"{LIST}&r=1&b=201107&w=2 settled",
        f"{LIST}&r=2&b=201107&w=2 settled",
        f"{LIST}&r=1&b=201108&w=2 settled",
    ]


def test_months_that_may_change() -> None:
    """A month to which mails may still come is asked for again, a mail never is."""
    fetch = FakeFetch(kept(cases("marc", "thread-shown-by-its-reply")[0]))

    told(THINGS, replace(WANT, today=date(2011, 7, 20)), fetch)

    assert [asked for asked in fetch.asked if asked.endswith(" settled")] == [
        f"{LIST}&r=1&b=201106&w=2 settled",
        f"{LIST}&m=131011560024546&q=mbox settled",
    ]


def month(*lines: tuple[str, str], more: int = 0) -> bytes:
    """Return a month's page: its mails and their subjects, and which page follows."""
    links = "\n".join(
        f'<a href="?l=things&m={name}&w=2">{subject}</a>' for name, subject in lines
    )
    further = f'<a href="?l=things&r={more}&b=201107&w=2">Next</a>' if more else ""
    return f'<pre><a href="?l=things&w=2">things</a>\n{links}\n{further}</pre>'.encode()


EMPTY = {
    f"{LIST}&r=1&b=201106&w=2": month(),
    f"{LIST}&r=1&b=201108&w=2": month(),
}


def test_too_many_pages() -> None:
    """Pages that never end are left at some point, and that is told."""
    pages = {
        f"{LIST}&r={number}&b=201107&w=2": month(
            (f"13098600000{number:04}", "lunch"), more=number + 1
        )
        for number in range(1, 100)
    }
    fetch = FakeFetch({**EMPTY, **pages})

    result = told(THINGS, WANT, fetch)

    assert len(result.heard) == PAGES
    assert len(fetch.asked) == PAGES + 2
    assert str(result.gap) == (
        f"{LIST}&r=1&b=201107&w=2: more than {PAGES} pages of a month"
    )


def test_too_many_mails() -> None:
    """Nobody announces that much: not all is read, and that is told."""
    lines = [(f"13098600000{n:04}", f"thing 1.{n} released") for n in range(MANY + 5)]
    fetch = FakeFetch({**EMPTY, f"{LIST}&r=1&b=201107&w=2": month(*lines)})
    mails = {
        f"{LIST}&m={name}&q=mbox": f"Subject: {subject}\n\nIt is released.".encode()
        for name, subject in lines
    }

    result = told(THINGS, WANT, FakeFetch({**fetch.answers, **mails}))

    assert len(result.heard) == MANY + 5
    assert len(result.sightings) == MANY
    assert str(result.gap) == (
        f"{LIST}&m=130986000000100&w=2: "
        f"more than {MANY} mails that may announce something"
    )


@pytest.mark.parametrize(
    ("subject", "read"),
    [
        ("thing 1.0 released", True),
        ("[thing] news", False),
        ("Thing: news", True),
        ("1.0", False),
        ("[ANNOUNCE] news", True),
        ("something else", False),
        ("Re: thing 1.0 released", False),
        ("thing 1.0?", False),
        ("[PATCH] thing 1.0", False),
        ("", True),
    ],
)
def test_subjects(subject: str, *, read: bool) -> None:
    """A mail is read if its subject, or else its text, may announce something."""
    page = month(("130986000000001", subject))
    fetch = FakeFetch({**EMPTY, f"{LIST}&r=1&b=201107&w=2": page})

    result = told(THINGS, WANT, fetch)

    assert any("&m=" in asked for asked in fetch.asked) is read
    assert result.heard == [date(2011, 7, 5)]


def test_a_mail_that_cannot_be_read() -> None:
    """Only for a mail that is gone its text is asked for: an error is no reason."""
    page = month(("130986000000001", "thing 1.0 released"))
    busy = StatusError(503, where="there")
    answers: dict[str, bytes | DigestError] = {
        **EMPTY,
        f"{LIST}&r=1&b=201107&w=2": page,
        f"{LIST}&m=130986000000001&q=mbox": busy,
        f"{LIST}&m=130986000000001&q=raw": b"Thing 1.0 is released.",
    }

    result = told(THINGS, WANT, FakeFetch(answers))

    assert result == Told((Heard(day=date(2011, 7, 5)),), busy)


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("130370337709886", datetime(2011, 4, 25, 3, 49, 37, tzinfo=UTC)),
        ("131167190724546", datetime(2011, 7, 26, 9, 18, 27, tzinfo=UTC)),
        ("92815444812221", datetime(1999, 5, 31, 12, 40, 48, tzinfo=UTC)),
    ],
)
def test_an_id_dates_itself(name: str, moment: datetime) -> None:
    """The second in which a mail came is in its id."""
    assert Listed(id=name, subject="").moment == moment


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<html><title>Are you a bot?</title></html>",
        '<a href="?l=others&m=130370337709886&w=2">thing 1.0 released</a>',
        '<a href="https://elsewhere.example/?l=things&m=130370337709886">x</a>',
        "<a href=?l=things" * 10_000,
        "<a href=?" + "l" * 100_000,
    ],
    ids=["empty", "bot-wall", "other-list", "elsewhere", "unclosed", "long"],
)
def test_no_index(page: str) -> None:
    """A page on which the list is not linked is none of its."""
    assert listing(page, "things") is None


@pytest.mark.parametrize(
    ("given", "mbox"),
    [
        (b"Subject: x\n\ny", b"POST Subject: x\n\ny"),
        (b"From me\nSubject: x\n\ny", b"POST Subject: x\n\ny"),
        (b">From me\nX-A: b\n c\nsubject: x\n\ny", b"POST X-A: b\n c\nsubject: x\n\ny"),
        (b"y: z\n\nSubject: x", b"POST Subject: s\n\ny: z\n\nSubject: x"),
        (b"y", b"POST Subject: s\n\ny"),
        (b"<p>y", b"<p>y"),
        (b" \n", b" \n"),
    ],
)
def test_mails_as_they_come(given: bytes, mbox: bytes) -> None:
    """A mail may come with or without the line of an mbox, or without its header."""
    made = as_mbox(given, Listed(id="130370337709886", subject="s"))

    ours = b"From marc@localhost Thu Jan  1 00:00:00 1970\n"
    assert made == mbox.replace(b"POST ", ours)


@pytest.mark.parametrize(
    ("options", "complaints"),
    [
        ({"list": "openais"}, []),
        ({"list": "openais", "url": "https://lists.example.org/"}, []),
        ({}, ["required key missing"]),
        (
            {"list": "a&b=c"},
            ['the name of a list, such as "openais" expected, not "a&b=c"'],
        ),
        (
            {"list": "a", "url": "marc"},
            [f'{ARCHIVE.what} expected, not "marc"'],
        ),
        (
            {"list": "a", "url": LIST},
            [f'{ARCHIVE.what} expected, not "{LIST}"'],
        ),
    ],
)
def test_options(options: dict[str, object], complaints: list[str]) -> None:
    """Wrong options are refused where they are written."""
    problems: list[Problem] = []

    collector = decode(MarcCollector, options, problems)

    assert [problem.what for problem in problems] == complaints
    assert complaints or collector.url.startswith("https://")


def test_address() -> None:
    """A list's archive is told by the list's name."""
    assert THINGS.address == LIST
