"""Archives of mailing lists, however they were written, to messages."""

from __future__ import annotations

import gzip
import time

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from hypothesis import example, given
from hypothesis import strategies as st

from digest.codec import encode
from digest.errors import DigestError
from digest.mbox import NotAnArchive, messages
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
        (PAGE + MAIL, "a web page, not an mbox", PAGE_HINT),
        (gzip.compress(MAIL)[:-9], "gzip data cut short", CUT_HINT),
        (b"\x1f\x8b" + MAIL, "broken gzip data", "try again"),
        (gzip.compress(MAIL)[:10] + b"\xff" * 40, "broken gzip data", "try again"),
        (BOMB, "unpacks to more than 1 MiB", "ask for a shorter time"),
    ],
    ids=["prose", "page", "cut", "fake", "broken", "bomb"],
)
def test_what_is_no_archive(data: bytes, what: str, hint: str) -> None:
    """Data without a mail in it is refused at once, with what it is instead."""
    with pytest.raises(NotAnArchive) as refused:
        messages(BytesIO(data), limit=2**20)

    assert str(refused.value) == f"archive: {what}\n  hint: {hint}"


def test_who_reads_says_where() -> None:
    """What is no archive is one of our errors, and can be told with its place."""
    error = NotAnArchive("no mbox", where="lists/a.mbox", hint="look")

    assert isinstance(error, DigestError)
    assert str(error) == "lists/a.mbox: no mbox\n  hint: look"


def test_limit_is_what_fits() -> None:
    """An archive of just as many bytes as the limit is read."""
    assert len(list(messages(BytesIO(gzip.compress(MAIL)), limit=len(MAIL)))) == 1


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
    [b"<!--", b"<style", b"<p", b"=?utf-8?B?", b"(", b"a@", b" at ", b"\n\n", b"From "],
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
        found = messages(BytesIO(data))
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
