"""Public-inbox: the same mails by search, as Atom, and from git."""

from __future__ import annotations

import gzip
import json
import re

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.codec import decode, encode
from digest.collectors.public_inbox import By, PublicInboxCollector
from digest.collectors.public_inbox.atom import PAGES
from digest.collectors.public_inbox.git import epochs
from digest.edition import Project, Want
from digest.errors import DigestError, FetchError, StatusError
from digest.fetch import Fetch, Limits
from digest.mbox import NotAnArchive
from digest.model import Heard, Sighting
from digest.months import Month, Window
from tests.conftest import DATA, FakeFetch
from tests.servers import make_epoch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from digest.errors import Problem
    from digest.model import Found
    from tests.conftest import Expect

    Make = Callable[[str, str], Path]

INBOX = "https://example.org/thing/"
CASES = DATA / "public-inbox"
# Months of UTC that the span, which is of days of Tokyo, touches.
JUNE = f"{INBOX}?q=d:20110601..20110630"
SEARCH = f"{INBOX}?q=d:20110701..20110731"
AUGUST = f"{INBOX}?q=d:20110801..20110831"
THING = Project(
    id="thing", name="Thing", about={}, aliases=("thing",), repository="", tags=()
)
WANT = Want(
    source="list",
    window=Window(date(2011, 7, 1), date(2011, 8, 1)),
    timezone=ZoneInfo("Asia/Tokyo"),
    projects=(THING,),
    today=date(2011, 8, 2),
)
EMPTY = b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>'
PAGE = b"<!doctype html><title>Making sure you are not a bot</title>"
BOT = "look at the address in a browser: it may ask whether you are a bot"
NOTHING = StatusError(404, where=SEARCH, said="No results found\n")
# An inbox without mails, to which those that a test is about are added.
QUIET: dict[str, bytes | DigestError] = {
    asked: NOTHING
    for month in (JUNE, SEARCH, AUGUST)
    for asked in (f"POST {month}&x=m", f"{month}&x=A&o=0")
}
MBOX = (CASES / "july.mbox").read_bytes()
ATOM = (CASES / "july.atom").read_bytes()
STREAM = (CASES / "july.stream").read_text("utf-8")
ENTRY = (
    "<entry><id>urn:{0}</id><title>hello</title><updated>2011-07-05T10:00:00Z</updated>"
    '<link href="https://example.org/thing/{0}@example.org/"/></entry>'
)
# What Atom is made of, and what it is not.
PIECES = [
    *("<entry>", "</entry>", "</feed>", "<id>", "<title>", "thing 1.1 released"),
    *("<updated>", "2011-07-05T10:00:00Z", "<summary>", "</summary>", "<a:where>"),
    *("<link href='x/'/>", "<link href='%ff/'/>", "<link href='http://[/'/>"),
    *("<thr:in-reply-to>", "x", "<thr:in-reply-to href='y'/>", "<gml:pos>1"),
    *("<content type='xhtml'>", "<content type='base64'>", "</content>"),
    *("&#x110000;", "&#9999999999;", "&#xd800;", "&no;", "\0", "\ufffd"),
    *("<![CDATA[", "<!DOCTYPE x [", "<!--", "<?", "<", ">", "'", "\n"),
    "<entry><title>[ANNOUNCE] thing 1.1 released</title>",
    "<link href='https://example.org/&#xd800;/'/>",
]


def _feed(*entries: str) -> bytes:
    return EMPTY.replace(b"><", f">{''.join(entries)}<".encode())


def _raw() -> dict[str, bytes]:
    """Return each mail of the mbox by the address at which an inbox has it."""
    line = b"From mboxrd@z Thu Jan  1 00:00:00 1970\n"
    found = {}
    for mail in MBOX.split(line)[1:]:
        match = re.search(r"Message-ID: <(.+)>", mail.decode())
        assert match
        found[f"{INBOX}{quote(match[1], safe='+@')}/raw"] = line + mail
    return found


@dataclass(frozen=True)
class Host(FakeFetch):
    """A door that leads to repositories, too: those in a folder, by their address."""

    door: Fetch | None = None
    repositories: Mapping[str, str] = field(default_factory=dict)

    def git(self, url: str, *command: str) -> str:
        """Return what git prints in the repository."""
        self.asked.append(f"git {url}")
        assert self.door
        return self.door.git(self.repositories[url], *command)

    def blobs(self, url: str, names: Sequence[str]) -> tuple[bytes | None, ...]:
        """Return objects of the repository."""
        assert self.door
        return self.door.blobs(self.repositories[url], names)


@pytest.fixture
def door(tmp_path: Path) -> Fetch:
    """Return a door that starts from the test's folder."""
    return Fetch(tmp_path / "cache", base=tmp_path, limits=Limits())


def _collect(fetch: object, by: By, want: Want = WANT, url: str = INBOX) -> list[Found]:
    collector = PublicInboxCollector(url=url, by=by)
    return [*collector.collect(want, fetch)]  # type: ignore[arg-type] # all that a collector asks of it


def _told(found: Iterable[Found]) -> dict[str, Any]:
    """Return as plain data what was found, in an order that is the same for all."""
    kinds = {"heard": Heard, "sightings": Sighting}
    return {
        name: sorted(
            (encode(item) for item in found if isinstance(item, kind)), key=json.dumps
        )
        for name, kind in kinds.items()
    }


def test_search(expect: Expect) -> None:
    """All mails of a month come in one answer."""
    start = MBOX[: MBOX.index(b"\n")]
    *july, june = MBOX.split(start)[1:]
    answers = {
        f"POST {JUNE}&x=m": gzip.compress(start + june),
        f"POST {SEARCH}&x=m": gzip.compress(start + start.join(july)),
    }
    fetch = FakeFetch(QUIET | answers)

    found = _collect(fetch, By.SEARCH)

    expect(_told(found), CASES / "july.json")
    assert fetch.asked == [f"POST {month}&x=m" for month in (JUNE, SEARCH, AUGUST)]


def test_atom(expect: Expect) -> None:
    """What announces something is read whole, and is dated by what it says itself."""
    pages = {f"{SEARCH}&x=A&o=0": ATOM, f"{SEARCH}&x=A&o=4": b"</feed>\n"}
    fetch = FakeFetch(QUIET | pages | _raw())

    found = _collect(fetch, By.ATOM)

    expect(_told(found), CASES / "july.json")
    assert fetch.asked == [
        f"{JUNE}&x=A&o=0",
        f"{SEARCH}&x=A&o=0",
        f"{INBOX}waited@example.org/raw settled",
        f"{INBOX}in%2Ftime+1@example.org/raw settled",
        f"{SEARCH}&x=A&o=4",
        f"{AUGUST}&x=A&o=0",
    ]


def test_git(repository: Make, door: Fetch, expect: Expect) -> None:
    """Mails count by their own date, whatever git says of when and where."""
    repository("0.git", STREAM)
    manifest = gzip.compress(b'{"/thing/git/0.git": {"modified": 1313834400}}')
    answers = {f"{INBOX}manifest.js.gz": manifest}
    fetch = Host(answers, door=door, repositories={f"{INBOX}0": "0.git"})

    found = _collect(fetch, By.GIT)

    expect(_told(found), CASES / "july.json")


def test_path(repository: Make, door: Fetch) -> None:
    """An epoch that is here is read as well, and has no pages."""
    repository("0.git", STREAM)

    told = _told(_collect(door, By.GIT, url="0.git"))

    expected = json.loads((CASES / "july.json").read_text("utf-8"))
    assert told["heard"] == expected["heard"]
    assert [sighting["evidence"]["url"] for sighting in told["sightings"]] == ["", ""]


def test_new_mails(repository: Make, door: Fetch, tmp_path: Path) -> None:
    """What came since the epoch was read last is read by the next run."""
    first, line, last = STREAM.partition("commit refs/heads/master\nauthor B. Name")
    repository("0.git", first)
    before = _collect(door, By.GIT, url="0.git")
    again = Fetch(tmp_path / "cache", base=tmp_path, limits=Limits())

    repository("0.git", first + line + last)
    after = _collect(again, By.GIT, url="0.git")

    assert [len(before), len(after)] == [2, 6]


def test_late_mails(repository: Make, door: Fetch) -> None:
    """A mail that came months after its date is read as well."""
    july_6, days_later = 1309946400, 127 * 24 * 60 * 60
    late = STREAM.replace("1313834400", str(july_6 + days_later))
    repository("0.git", late)

    told = _told(_collect(door, By.GIT, url="0.git"))

    expected = json.loads((CASES / "july.json").read_text("utf-8"))
    assert late != STREAM
    assert told["heard"] == expected["heard"]


@pytest.mark.parametrize("slash", ["", "/", "//"])
def test_slash(slash: str) -> None:
    """An address may end with a slash, or not."""
    fetch = FakeFetch(QUIET | {f"POST {SEARCH}&x=m": MBOX})

    assert _collect(fetch, By.SEARCH, url=INBOX.rstrip("/") + slash)


@pytest.mark.parametrize(
    ("today", "kept"),
    [
        (date(2011, 8, 2), []),
        (date(2011, 11, 7), []),
        (date(2011, 11, 8), [JUNE]),
        (date(2011, 12, 9), [JUNE, SEARCH]),
        (date(2012, 1, 9), [JUNE, SEARCH, AUGUST]),
    ],
)
def test_settled(today: date, kept: list[str]) -> None:
    """A month to which nothing more comes is kept: mails may come months late."""
    fetch, want = FakeFetch(QUIET), replace(WANT, today=today)

    _collect(fetch, By.SEARCH, want)
    _collect(fetch, By.ATOM, want)

    assert [asked for asked in fetch.asked if asked.endswith(" settled")] == [
        *(f"POST {month}&x=m settled" for month in kept),
        *(f"{month}&x=A&o=0 settled" for month in kept),
    ]


def test_same_months() -> None:
    """A look at a year asks for the very months that the issues ask for."""
    days = Window(date(2010, 8, 4), date(2011, 8, 4))
    months = [Month(2010, 8).plus(later) for later in range(10)]
    ends = [month.plus(1).first - timedelta(days=1) for month in months]
    earlier = [
        f"POST {INBOX}?q=d:{month.first:%Y%m%d}..{last:%Y%m%d}&x=m"
        for month, last in zip(months, ends, strict=True)
    ]
    issue, year = (FakeFetch(QUIET | dict.fromkeys(earlier, NOTHING)) for _ in "12")

    _collect(issue, By.SEARCH)
    _collect(year, By.SEARCH, replace(WANT, window=days, projects=()))

    assert [asked.removesuffix(" settled") for asked in year.asked] == [
        *earlier,
        *issue.asked,
    ]


def test_a_month_that_cannot_be_read() -> None:
    """What a server cannot say of one month is told when the others were read."""
    broken = StatusError(500, where=JUNE)
    answers = {f"POST {JUNE}&x=m": broken, f"POST {SEARCH}&x=m": MBOX}
    found: list[Found] = []

    with pytest.raises(StatusError) as caught:
        found.extend(
            PublicInboxCollector(url=INBOX).collect(WANT, FakeFetch(QUIET | answers))  # type: ignore[arg-type] # all that a collector asks of it
        )

    assert caught.value is broken
    assert len(found) == 6


def test_mails_twice() -> None:
    """A mail that two months have is told once."""
    answers = {f"POST {JUNE}&x=m": MBOX, f"POST {SEARCH}&x=m": MBOX}

    found = _collect(FakeFetch(QUIET | answers), By.SEARCH)

    assert sum(isinstance(item, Heard) for item in found) == 4


def test_nobody_recognised() -> None:
    """Who asks for no project's releases hears all mails, and reads none whole."""
    pages = {f"{SEARCH}&x=A&o=0": ATOM, f"{SEARCH}&x=A&o=4": EMPTY}
    fetch = FakeFetch(QUIET | pages)

    found = _collect(fetch, By.ATOM, replace(WANT, projects=()))

    # Of the mail that was let pass in August, it is not known that it is of July.
    assert found == [Heard(day=date(2011, 7, day)) for day in (7, 5, 1)]
    assert fetch.asked == [f"{JUNE}&x=A&o=0", *pages, f"{AUGUST}&x=A&o=0"]


def test_pages() -> None:
    """What Atom does not have on a page it has on the next, until there is no more."""
    # Of the second page, one had been on the first before another mail came.
    pages = {
        f"{SEARCH}&x=A&o={start}": _feed(*(ENTRY.format(number) for number in numbers))
        for start, numbers in {0: (1, 2), 2: (2, 3), 3: (3,)}.items()
    }

    found = _collect(FakeFetch(QUIET | pages), By.ATOM)

    assert found == [Heard(day=date(2011, 7, 5))] * 3


def test_endless_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that always has one more page is not read for ever."""
    monkeypatch.setattr("digest.collectors.public_inbox.atom.PAGES", 2)
    pages = {f"{SEARCH}&x=A&o={n}": _feed(ENTRY.format(n)) for n in range(3)}

    with pytest.raises(FetchError) as caught:
        _collect(FakeFetch(QUIET | pages), By.ATOM)

    assert PAGES == 100
    assert str(caught.value) == f"{INBOX}: more than 2 pages\n  hint: read it by git"


@pytest.mark.parametrize("by", [By.SEARCH, By.ATOM])
@pytest.mark.parametrize(
    "said",
    [
        "No results found\n",
        "<title>d:1..2 - search results</title><pre>\n[No results found]</pre>",
        "<html><head><title>d:1..2 - search results</title><link",
    ],
)
def test_nothing_found(by: By, said: str) -> None:
    """An inbox that has no mail of the days says so with 404, and is not asked more."""
    fetch = FakeFetch(dict.fromkeys(QUIET, StatusError(404, where=SEARCH, said=said)))

    assert _collect(fetch, by) == []

    assert len(fetch.asked) == 3


@pytest.mark.parametrize("by", [By.SEARCH, By.ATOM])
@pytest.mark.parametrize(
    ("status", "said"),
    [(404, ""), (404, "Not Found"), (500, "No results found"), (403, PAGE.decode())],
)
def test_no_inbox(by: By, status: int, said: str) -> None:
    """A wrong address, or a server that hides it, does not look like a quiet month."""
    error = StatusError(status, where=JUNE, said=said)
    answers = {f"POST {JUNE}&x=m": error, f"{JUNE}&x=A&o=0": error}

    with pytest.raises(StatusError) as caught:
        _collect(FakeFetch(QUIET | answers), by)

    assert caught.value is error


def test_no_inbox_is_asked_once() -> None:
    """Where the inbox itself is not there, no further month is asked for."""
    fetch = FakeFetch({})

    with pytest.raises(StatusError):
        _collect(fetch, By.SEARCH)

    assert fetch.asked == [f"POST {JUNE}&x=m"]


@pytest.mark.parametrize(
    ("by", "url", "what"),
    [
        (By.SEARCH, f"POST {SEARCH}&x=m", "a web page, not an mbox"),
        (By.ATOM, f"{SEARCH}&x=A&o=0", "not a feed"),
        (By.GIT, f"{INBOX}manifest.js.gz", "not a list of epochs"),
    ],
)
def test_bot_wall(by: By, url: str, what: str) -> None:
    """A page for people where mails should be is told, with what to do."""
    with pytest.raises(FetchError) as caught:
        _collect(FakeFetch(QUIET | {url: PAGE}), by)

    address = url.removeprefix("POST ")
    assert str(caught.value) == f"{address}: {what}\n  hint: {BOT}"


@pytest.mark.parametrize(
    "entry",
    [
        "<entry></entry>",
        "<entry><updated>2011-13-45T99:99:99Z</updated><link href='x/'/></entry>",
        "<entry><updated>9999-12-31T23:59:59Z</updated><link href='x/'/></entry>",
        "<entry><updated>yesterday</updated><link href='x/'/></entry>",
        "<entry><updated>2011-08-20T10:00:00Z</updated><link/></entry>",
    ],
)
def test_odd_entries(entry: str) -> None:
    """An entry without a day that can be believed is no sign of life."""
    pages = {f"{SEARCH}&x=A&o={n}": _feed(entry) for n in range(2)}

    assert _collect(FakeFetch(QUIET | pages), By.ATOM) == []


def test_announced_nowhere() -> None:
    """An announcement whose page is not told is no mail that is left out in silence."""
    entry = "<entry><id>1</id><title>[ANNOUNCE] thing 1.1 released</title></entry>"

    with pytest.raises(StatusError):
        _collect(FakeFetch(QUIET | {f"{SEARCH}&x=A&o=0": _feed(entry)}), By.ATOM)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "not a feed"),
        (b"/etc/passwd", "not a feed"),
        (b"<feed", "not a feed"),
        (ATOM[:-12], "a feed cut short"),
        (EMPTY + b" " * (16 << 20), "larger than 16 MiB"),
    ],
)
def test_broken_feed(data: bytes, what: str) -> None:
    """Whatever comes instead of Atom, it is told."""
    with pytest.raises(FetchError) as caught:
        _collect(FakeFetch(QUIET | {f"{SEARCH}&x=A&o=0": data}), By.ATOM)

    assert caught.value.what == what


@given(st.lists(st.sampled_from(PIECES)))
def test_any_feed(pieces: list[str]) -> None:
    """Whatever a feed is made of, it is read or refused."""
    feed = _feed(*pieces)
    fetch = FakeFetch(QUIET | {f"{SEARCH}&x=A&o=0": feed})

    with suppress(FetchError):
        _collect(fetch, By.ATOM)

    assert fetch.asked


@pytest.mark.parametrize(
    ("manifest", "expected"),
    [
        ({"/thing/git/0.git": {"modified": 1}}, ["0"]),
        ({"/thing/0": {}, "/thing/1": None, "/thing/2": {"modified": "x"}}, "210"),
        # The end of July's first days, and a second less than three days before.
        (
            {
                "/thing/git/0.git": {"modified": 1309100399},
                "/thing/git/1.git": {"modified": 1309100400},
                "/thing/git/2.git": {"modified": 1309100399},
            },
            "21",
        ),
        ({"/thing": {"modified": 1309100400}}, [None]),
        ({}, [None]),
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_manifest(
    manifest: object, expected: Sequence[str | None], pack: Callable[[bytes], bytes]
) -> None:
    """Epochs that ended before the window are left out, but for the newest."""
    packed = pack(json.dumps(manifest).encode())
    fetch: Any = FakeFetch({f"{INBOX}manifest.js.gz": packed})

    found = epochs(INBOX, WANT, fetch)

    assert found == tuple(f"{INBOX}{n}" if n else INBOX for n in expected)


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"[]",
        b'"/thing/git/0.git"',
        b"\xff",
        b"[" * 100_000,
        b"\x1f\x8b not gzip at all",
        gzip.compress(b'{"/thing/git/0.git": {}}')[:-12],
        gzip.compress(b" " * (1 << 21) + b"{}"),
    ],
)
def test_broken_manifest(manifest: bytes) -> None:
    """What lists no epochs is told, however large it is or however deep."""
    with pytest.raises(FetchError) as caught:
        _collect(FakeFetch({f"{INBOX}manifest.js.gz": manifest}), By.GIT)

    assert caught.value.what == "not a list of epochs"


def test_no_manifest() -> None:
    """What has no list of epochs is one; a server that cannot say it is a gap."""
    busy = StatusError(503, where=f"{INBOX}manifest.js.gz")
    there: Any = FakeFetch({})
    nowhere: Any = FakeFetch({f"{INBOX}manifest.js.gz": busy})

    assert epochs(INBOX, WANT, there) == (INBOX,)
    with pytest.raises(StatusError):
        epochs(INBOX, WANT, nowhere)


@pytest.mark.parametrize(
    "stream",
    [
        "",
        """\
commit refs/heads/main
committer A. Name <a@example.org> 1309860000 +0000
data 0
M 100644 inline README
data 5
hello
""",
    ],
)
def test_no_epoch(stream: str, repository: Make, door: Fetch) -> None:
    """A repository of anything else does not look like a quiet list."""
    repository("0.git", stream)

    with pytest.raises(FetchError) as caught:
        _collect(door, By.GIT, url="0.git")

    hint = "give the address of an inbox, or of a repository of one of its epochs"
    assert str(caught.value) == f"0.git: not a repository of mails\n  hint: {hint}"


def test_mail_too_much(
    repository: Make, door: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mail that is more than can be read is told with the repository it is in."""
    repository("0.git", STREAM)
    refuse = Mock(side_effect=NotAnArchive("too much", hint="leave it"))
    monkeypatch.setattr("digest.collectors.public_inbox.git.messages", refuse)

    with pytest.raises(FetchError) as caught:
        _collect(door, By.GIT, url="0.git")

    assert str(caught.value) == "0.git: too much\n  hint: leave it"


def test_options() -> None:
    """How an inbox is read is one of three words; searched, if it is not said."""
    problems: list[Problem] = []

    plain = decode(PublicInboxCollector, {"url": INBOX}, problems)
    by_git = decode(PublicInboxCollector, {"url": INBOX, "by": "git"}, problems)
    assert not problems
    decode(PublicInboxCollector, {"url": INBOX, "by": "pigeon"}, problems)

    assert plain == PublicInboxCollector(url=INBOX)
    assert by_git == PublicInboxCollector(url=INBOX, by=By.GIT)
    assert [problem.what for problem in problems] == [
        'one of search, atom, git expected, not "pigeon"'
    ]


@pytest.mark.parametrize(
    "url", ["0.git", "ssh://example.org/thing/", f"{INBOX}?x=A", f"{INBOX}#new", ""]
)
@pytest.mark.parametrize("by", By)
def test_addresses(by: By, url: str) -> None:
    """Only by git another address is read than one that can be searched."""
    problems: list[Problem] = []

    decode(PublicInboxCollector, {"url": url, "by": by}, problems)

    what = 'an http(s) address without "?" and "#" expected as url, unless by = "git"'
    assert [problem.what for problem in problems] == [what] * (by is not By.GIT)


def test_address() -> None:
    """An inbox is where its address says."""
    assert PublicInboxCollector(url=INBOX).address == INBOX


@pytest.mark.parametrize("by", By)
def test_real_sample(by: By, real_data: Path, door: Fetch, tmp_path: Path) -> None:
    """A month of a real list is the same by any of the three ways."""
    samples = real_data / "archives" / "public-inbox"
    thing = replace(THING, id="gfs2-utils", aliases=("gfs2-utils",))
    utc = replace(WANT, timezone=ZoneInfo("UTC"), projects=(thing,))
    want = replace(utc, window=Window(date(2023, 2, 1), date(2023, 3, 1)))
    stream = (samples / "cluster-devel-2023-02.fast-export.gz").read_bytes()
    make_epoch(tmp_path, gzip.decompress(stream))
    raw = (samples / "message-gfs2-utils-3.5.0.raw.eml").read_bytes()
    (own,) = re.findall(r"(?mi)^message-id: <(.+)>", raw.decode())
    query = f"{INBOX}?q=d:20230201..20230228&x="
    quiet = [
        f"{INBOX}?q=d:{days}" for days in ("20230101..20230131", "20230301..20230331")
    ]
    answers: dict[str, bytes | DigestError] = {
        **{f"POST {month}&x=m": NOTHING for month in quiet},
        **{f"{month}&x=A&o=0": NOTHING for month in quiet},
        f"POST {query}m": (samples / "search-month-2023-02.mbox.gz").read_bytes(),
        f"{query}A&o=0": (samples / "search-month-2023-02.atom").read_bytes(),
        f"{query}A&o=37": EMPTY,
        f"{INBOX}{own}/raw": raw,
        f"{INBOX}manifest.js.gz": (samples / "manifest.js.gz").read_bytes(),
    }
    epochs = {f"{INBOX}0": "git/0.git"}

    found = _collect(Host(answers, door=door, repositories=epochs), by, want)

    heard = [item for item in found if isinstance(item, Heard)]
    assert sum(item.day in want.window for item in heard) == 37
    (sighting,) = (item for item in found if isinstance(item, Sighting))
    assert (sighting.project, sighting.version) == ("gfs2-utils", "3.5.0")
    assert sighting.evidence.day == date(2023, 2, 9)
    assert sighting.evidence.url == f"{INBOX}{own}/"
