"""Archives of mailing lists, however they were written, to messages."""

from __future__ import annotations

import gzip
import time
import tracemalloc

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO, RawIOBase
from typing import TYPE_CHECKING

import pytest

from hypothesis import example, given
from hypothesis import strategies as st

from digest import mail
from digest.codec import encode
from digest.errors import DigestError
from digest.mbox import NotAnArchive, messages, once
from digest.message import Message
from tests.conftest import cases

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Expect

START = b"From ann@example.org Sun Apr  3 14:17:54 2011\n"
MAIL = START + b"Subject: one\nMessage-ID: <one@example.org>\n\nText.\n"
PAGE = b"\xef\xbb\xbf\n<!doctype html><title>Are you a bot?</title>"
BOMB = gzip.compress(MAIL * 2**16)
START_HINT = (
    "each message of an mbox starts with a line such as "
    '"From a@example.org Sun Apr  3 14:17:54 2011"'
)
PAGE_HINT = "look at the address in a browser: it may ask whether you are a bot"
CUT_HINT = "the download broke off, or the file is still being written: try again"
# What mails are made of, for tests that put it together as no sender would.
SCRAPS = [
    START,
    b"From bogus@does.not.exist.com  Fri Oct 28 10:01:47 2011\n",
    b"From: ",
    b"Subject: ",
    b"Date: ",
    b"Received: ",
    b"Message-ID: <",
    b"References: ",
    b"Archived-At: <http://",
    b"Content-Type: multipart/mixed; boundary=",
    b"Content-Type: message/rfc822\n\n",
    b"Content-Type: text/html; charset=",
    b"Content-Transfer-Encoding: base64\n",
    b"Content-Transfer-Encoding: x-uuencode\n\nbegin 666 x\n",
    b"Content-Disposition: attachment; filename*0*=",
    b"=?utf-8?B?",
    b"=?utf-16?Q?=D8=00?=",
    b"?=",
    b"unicode_escape",
    b"utf-7",
    b"idna",
    b"\\ud800",
    b"*0*=a''b; *=c",
    b"Date: Sun, 3 Apr 2011 14:17:54 +",
    b"9" * 20,
    b"<p><!--",
    b"<style",
    b"&#xd800;",
    b"\x1b$B",
    b"\xff\xfe",
    b"\n",
    b"\n\n",
    b"--x\n",
    b" ",
]


@pytest.mark.parametrize("archive", cases("mbox", "*.mbox"), ids=lambda path: path.stem)
def test_messages(archive: Path, expect: Expect) -> None:
    """Every archive holds the messages that are written beside it."""
    found = messages(BytesIO(archive.read_bytes()))

    expect([encode(message) for message in found], archive.with_suffix(".json"))


@pytest.mark.parametrize("archive", cases("mbox", "*.mbox"), ids=lambda path: path.stem)
def test_packing_changes_nothing(archive: Path) -> None:
    """An archive holds the same messages when it is packed."""
    data = archive.read_bytes()
    plain = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    packed = gzip.compress(plain)

    assert [*messages(BytesIO(packed))] == [*messages(BytesIO(plain))]


@pytest.mark.parametrize(
    ("data", "what", "hint"),
    [
        (b"Hello.\n", "not an mbox: no message in it", START_HINT),
        (
            b"From: a title\nDate\n\nHello.\n",
            "not an mbox: no message in it",
            START_HINT,
        ),
        (PAGE + MAIL, "a web page, not an mbox", PAGE_HINT),
        (gzip.compress(PAGE + MAIL), "a web page, not an mbox", PAGE_HINT),
        (gzip.compress(MAIL)[:-9], "gzip data cut short", CUT_HINT),
        (b"\x1f\x8b" + MAIL, "broken gzip data", "try again"),
        (gzip.compress(MAIL)[:10] + b"\xff" * 40, "broken gzip data", "try again"),
        (b"\x1f\x8b", "gzip data cut short", CUT_HINT),
        (gzip.compress(MAIL) + b"more", "broken gzip data", "try again"),
        (BOMB, "unpacks to more than 1 MiB", "ask for a shorter time"),
        (MAIL * 2**16, "larger than 1 MiB", "split it by years"),
    ],
    ids=[
        *("prose", "title", "page", "packed page"),
        *("cut", "fake", "broken", "cut at once", "more", "bomb", "large"),
    ],
)
def test_what_is_no_archive(data: bytes, what: str, hint: str) -> None:
    """Data that is no archive, or not to its end, is told with what it is instead."""
    with pytest.raises(NotAnArchive) as refused:
        list(messages(BytesIO(data), limit=2**20))

    assert str(refused.value) == f"archive: {what}\n  hint: {hint}"


def test_what_stands_before_a_cut() -> None:
    """Of an archive that breaks off, all mails are given but the one that is cut."""
    several = b"\n".join(MAIL.replace(b"one", b"%d" % number) for number in range(9))
    found = messages(BytesIO(gzip.compress(several)[:-9]))

    subjects: list[str] = []
    with pytest.raises(NotAnArchive, match="gzip data cut short"):
        subjects.extend(message.subject for message in found)

    assert subjects == [str(number) for number in range(8)]


def test_many_mails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a mail that comes again long after the first, nothing is remembered."""
    monkeypatch.setattr("digest.mbox.REMEMBERED", 3)
    mails = [MAIL.replace(b"one", b"%d" % number) for number in range(6)]
    archive = b"\n".join(mails * 2)

    subjects = [message.subject for message in messages(BytesIO(archive))]

    assert subjects == [*"012345", *"012345"]


def test_messages_without_ids() -> None:
    """What no id tells apart is not taken for the same."""
    nameless = Message(message_id="", subject="", sent=None, body="")
    named = replace(nameless, message_id="a@b")

    assert [*once([named, nameless, nameless, named])] == [named, nameless, nameless]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ann < Bee <ann@example.org>", "Ann < Bee"),
        ("<" * 2**18, "<" * 2**18),
        ("Ann " + "<" * 2**18 + "a@b>", "Ann"),
    ],
    ids=["unclosed", "many", "many before an address"],
)
def test_names_with_brackets(written: str, name: str) -> None:
    """However many brackets a name has, reading it takes no longer than it is long."""
    assert mail.name(written).rstrip("<").strip() == name.rstrip("<")


def test_who_reads_says_where() -> None:
    """What is no archive is one of our errors, and can be told with its place."""
    error = NotAnArchive("no mbox", where="lists/a.mbox", hint="look")

    assert isinstance(error, DigestError)
    assert str(error) == "lists/a.mbox: no mbox\n  hint: look"


def test_limit_is_what_fits() -> None:
    """An archive of just as many bytes as the limit is read."""
    for data in (MAIL, gzip.compress(MAIL)):
        assert len(list(messages(BytesIO(data), limit=len(MAIL)))) == 1


class Slow(RawIOBase):
    """A stream that gives only a few bytes at once, as a connection may."""

    def __init__(self, data: bytes) -> None:
        self.rest = data

    def read(self, size: int = -1) -> bytes:
        """Return the next few bytes."""
        given, self.rest = self.rest[: min(size, 7)], self.rest[min(size, 7) :]
        return given


@pytest.mark.parametrize("archive", cases("mbox", "*.mbox"), ids=lambda path: path.stem)
def test_slow(archive: Path) -> None:
    """An archive holds the same messages, however few bytes come at once."""
    data = archive.read_bytes()

    assert [*messages(Slow(data))] == [*messages(BytesIO(data))]  # type: ignore[arg-type] # all that is used of it


def test_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """A From_ line counts wherever it is cut while the archive is read."""
    monkeypatch.setattr("digest.mbox.packed.TAKEN", 1)
    monkeypatch.setattr("digest.mbox.packed.FULL", 2000)
    two = b"\n \t\r\n" + MAIL.replace(b"one", b"two")

    for length in range(1900, 2010):
        archive = MAIL.ljust(length, b".") + two
        found = [message.subject for message in messages(BytesIO(archive))]
        assert found == ["one", "two"]


def test_from_line_far_into_prose() -> None:
    """A From_ line counts by what stands before it, however much of that there is."""
    prose = b"No mail.\n" * 50_000

    assert [*messages(BytesIO(prose + b"\n" + MAIL))] == [*messages(BytesIO(MAIL))]
    with pytest.raises(NotAnArchive, match="no message in it"):
        list(messages(BytesIO(prose + MAIL)))


def test_no_more_is_read_than_asked_for() -> None:
    """A message is given as soon as the next begins, not when all have been read."""
    archive = BytesIO((MAIL + b"\n") * 2**16)

    assert next(messages(archive)).subject == "one"
    assert archive.tell() < 2**18


def test_memory() -> None:
    """Reading takes the same memory, however long the archive is."""
    mails = b"".join(
        b"%sDate: Sun, 3 Apr 2011 14:17:54 +0000\n\n%s\n\n" % (START, b"Text.\n" * size)
        for size in range(999)
    )
    time = (datetime(2012, 4, 1, tzinfo=UTC), datetime(2012, 5, 1, tzinfo=UTC))
    archive = BytesIO(gzip.compress(mails, 1) * 8)
    tracemalloc.start()
    found = list(messages(archive, between=time))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert not found
    assert peak < 2**20 < len(mails) / 2


def test_a_record_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail that is longer than any text is cut; those after it are read."""
    monkeypatch.setattr("digest.mbox.postings.LONGEST", 9999)
    archive = MAIL + b"Text.\n" * 99_999 + b"\n" + MAIL.replace(b"one", b"two")

    long, short = messages(BytesIO(archive))

    assert 9900 < len(long.body) < 9999
    assert short.subject == "two"


@pytest.mark.parametrize(
    "mail",
    [
        b"Content-Type: message/rfc822\n\n" * 3000,
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth)
            for depth in range(1000)
        ),
        b"Content-Type: text/plain; charset*=a\x00b'x'y\n\n.\n",
        b"Content-Type: multipart/mixed; boundary*%s=x\n\n.\n" % (b"9" * 5000),
        b"Date: Sun, 3 Apr %s 14:17:54 +0000\n\n.\n" % (b"9" * 5000),
        b"Date: Sun, 3 Apr 2011 14:17:54 +%s\n\n.\n" % (b"9" * 20),
    ],
    ids=["mails in mails", "parts in parts", "null", "boundary number", "year", "zone"],
)
def test_hostile_mails(mail: bytes) -> None:
    """A mail that is too much for the library's parser is read all the same."""
    found = list(messages(BytesIO(START + b"Subject: one\n" + mail + b"\n\n" + MAIL)))

    assert [message.subject for message in found] == ["one", "one"]


@pytest.mark.parametrize(
    "scrap",
    [
        *(b"<!--", b"<style", b"<p", b"<pre>", b"<blockquote>x", b"=?utf-8?B?"),
        *(b"(", b"a@", b" at ", b"\n\n", b"From ", b"-- \n", b"--\n", b"> ", b"_"),
    ],
)
def test_long_mails(scrap: bytes) -> None:
    """A long mail takes no long time, whatever it repeats."""
    fields = b"From: %s\nReferences: %s\n" % ((scrap.strip() * 20_000,) * 2)
    mail = fields + b"Content-Type: text/html\n\n" + scrap * 100_000
    began = time.perf_counter()

    assert len(list(messages(BytesIO(START + mail)))) == 1
    assert time.perf_counter() - began < 10


def read_all(data: bytes) -> None:
    """Read an archive, if it is one, and see that its texts can be written."""
    try:
        found = list(messages(BytesIO(data)))
    except NotAnArchive:
        return
    for message in found:
        written = repr(encode(message)).encode()
        assert b"\x00" not in written
        assert message.message_id
        assert "\n" not in message.subject
        assert "@" not in message.author


@given(st.binary())
@example(MAIL)
def test_any_bytes(data: bytes) -> None:
    """Whatever the bytes are, they are read, or refused as no archive."""
    read_all(data)
    read_all(b"\x1f\x8b" + data)
    read_all(gzip.compress(data))


@given(st.lists(st.sampled_from(SCRAPS) | st.binary(max_size=8)))
def test_any_mail(scraps: list[bytes]) -> None:
    """Whatever a mail is made of, reading it raises nothing."""
    read_all(START + b"To: all\n" + b"".join(scraps))


@given(st.lists(st.sampled_from(SCRAPS) | st.binary(max_size=8)))
def test_any_mail_twice(scraps: list[bytes]) -> None:
    """An archive that was rebuilt on itself has the same messages as before."""
    once = START + b"To: all\n" + b"".join(scraps) + b"\n\n"
    twice = {message.message_id for message in messages(BytesIO(once * 2))}

    assert twice == {message.message_id for message in messages(BytesIO(once))}


DATES = [
    b"Sun, 3 Apr 2011 14:17:54 +0000",
    b"Thu, 31 Mar 2011 23:17:54 -0400",
    b"1 Apr 2011 00:17:54 +0900 (JST)",
    b"Sat, 30 Apr 2011 23:59:59 +1400",
    b"Sun, 1 May 2011 11:00:00 +1300",
    b"\n Sun, 1 May 2011 11:00:00 +50579034",
    b"Tue, 28 Feb 2012 11:00:00 +0000",
    b"Fri, 01 Apr 11 1:00:00 +0000",
    b"Apr 4, 2011",
    b"2011-04-04",
    b"4 Apr 0011 10:00:00",
    b"",
]
FIELDS = [
    *(b"Date: %s\n" % date for date in DATES),
    *(b"DATE:%s\r\n" % date for date in DATES),
    *(b"Received: from a;by b\n\tfor c; %s\n" % date for date in DATES),
    b"Received: by b\n",
    b"X-Date: 1 Jan 2011 00:00:00\n",
]
POSTS = [
    b"Sun Apr  3 14:17:54 2011",
    b"Tue May 31 14:17:54 2011 +0200",
    b"Thu Jan  1 00:00:00 1970",
    b"Fri, 10 Dec 1999 16:37:55 -0500 (EST)",
]
APRIL = (datetime(2011, 4, 1, tzinfo=UTC), datetime(2011, 5, 1, tzinfo=UTC))
DATED = st.lists(st.sampled_from(FIELDS), max_size=4)


@given(st.lists(st.tuples(st.sampled_from(POSTS), DATED), max_size=5))
def test_between(mails: list[tuple[bytes, list[bytes]]]) -> None:
    """Asked for a time, an archive gives just the messages that were sent in it."""
    data = b"\n".join(
        b"From a@example.org %s\nMessage-ID: <%d@example.org>\n%s\n ; 1 Jan 2001 1:00\n"
        % (posted, number, b"".join(fields))
        for number, (posted, fields) in enumerate(mails)
    )
    since, until = APRIL
    within = [
        message
        for message in messages(BytesIO(data))
        if message.sent and since <= message.sent < until
    ]

    assert [*messages(BytesIO(data), between=APRIL)] == within
