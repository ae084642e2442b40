"""Mboxes: one file, all the files of a folder, or an address."""

from __future__ import annotations

import gzip

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from digest.codec import decode
from digest.collectors.mbox import MboxCollector
from digest.edition import Project, Want
from digest.errors import FetchError
from digest.fetch import Fetch, Limits
from digest.model import Heard, Sighting
from digest.months import Window

if TYPE_CHECKING:
    from pathlib import Path

    from digest.errors import Problem
    from digest.model import Found

THING = Project(
    id="thing", name="Thing", about={}, aliases=("thing",), repository="", tags=()
)
WANT = Want(
    source="list",
    window=Window(date(2011, 7, 1), date(2011, 8, 1)),
    timezone=ZoneInfo("Asia/Tokyo"),
    projects=(THING,),
    today=date(2011, 8, 1),
)
START = b"From ann@example.org Tue Jul  5 10:00:00 2011\n"


def mail(version: str, text: str = "We announce thing, which fixes a lot.") -> bytes:
    """Return a mail that announces a version, without its From_ line."""
    return (
        "From: Ann <ann@example.org>\nDate: Tue, 5 Jul 2011 10:00:00 +0000\n"
        f"Subject: thing {version} released\nMessage-ID: <{version}@example.org>\n\n"
        f"{text}\n"
    ).encode()


def mbox(*versions: str) -> bytes:
    """Return an mbox with an announcement of each version."""
    return b"\n".join(START + mail(version) for version in versions)


@pytest.fixture
def door(tmp_path: Path) -> Fetch:
    """Return a door that starts from the test's folder."""
    return Fetch(tmp_path / ".cache", base=tmp_path, limits=Limits())


def versions(door: Fetch, url: str) -> list[str]:
    """Return the versions that are announced there, in the order in which they are."""
    found = MboxCollector(url=url).collect(WANT, door)
    return [item.version for item in found if isinstance(item, Sighting)]


@pytest.mark.parametrize(
    "url", ["list", "list/", "{folder}/list", "file://{folder}/list"]
)
def test_folder(tmp_path: Path, door: Fetch, url: str) -> None:
    """All files of a folder that hold mails are read, by name; each mail once."""
    folder = tmp_path / "list"
    (folder / "older").mkdir(parents=True)
    (folder / "1.mbox").write_bytes(mbox("1.1", "1.2"))
    (folder / "2.mbox.gz").write_bytes(gzip.compress(mbox("1.3")))
    (folder / "3.TXT").write_bytes(mbox("1.4"))
    (folder / "3.txt.gz").write_bytes(gzip.compress(mbox("1.4", "1.5")))
    (folder / "4.mbx").write_bytes(mbox("1.6"))
    (folder / "5.eml").write_bytes(mail("1.7"))
    (folder / "6.gz").write_bytes(gzip.compress(mbox("1.8")))
    (folder / "7.mbox").write_bytes(b"")
    (folder / "8.html").write_bytes(mbox("1.9"))

    found = versions(door, url.format(folder=tmp_path))

    assert found == [f"1.{step}" for step in range(1, 9)]


def test_one_mail(tmp_path: Path, door: Fetch) -> None:
    """A mail that was saved alone is read."""
    (tmp_path / "a.eml").write_bytes(mail("1.1"))

    assert versions(door, "a.eml") == ["1.1"]


def test_signs_of_life(tmp_path: Path, door: Fetch) -> None:
    """Each mail of the window is a sign of life; no other is."""
    early = START.replace(b"Jul", b"Jan") + mail("1.1").replace(b"Jul", b"Jan")
    (tmp_path / "a.mbox").write_bytes(early + b"\n" + mbox("1.2"))

    found = [*MboxCollector(url="a.mbox").collect(WANT, door)]

    assert [item for item in found if isinstance(item, Heard)] == [
        Heard(day=date(2011, 7, 5))
    ]


def test_a_file_that_is_no_mbox(tmp_path: Path, door: Fetch) -> None:
    """What cannot be read of a folder is told when the rest of it has been read."""
    folder = tmp_path / "list"
    folder.mkdir()
    (folder / "1.txt").write_bytes(b"What this folder is about.")
    (folder / "2.mbox").write_bytes(mbox("1.1"))
    (folder / "3.gz").write_bytes(gzip.compress(mbox("1.2", "1.3"))[:-9])
    (folder / "4.mbox").write_bytes(mbox("1.4"))
    found: list[Found] = []

    with pytest.raises(FetchError) as caught:
        found.extend(MboxCollector(url="list").collect(WANT, door))

    said = [item.version for item in found if isinstance(item, Sighting)]
    assert said == ["1.1", "1.2", "1.4"]
    assert caught.value.where == "list/1.txt"
    assert caught.value.what == "not an mbox: no message in it"


def test_a_folder_without_mails(tmp_path: Path, door: Fetch) -> None:
    """A folder in which nothing looks like mails is told, rather than silent."""
    folder = tmp_path / "list"
    folder.mkdir()
    (folder / "index.html").write_bytes(b"<html>")

    with pytest.raises(FetchError) as caught:
        versions(door, "list")

    assert str(caught.value) == (
        "list: no file of mails in the folder\n"
        "  hint: give those that hold mails a name that ends in .mbox"
    )


@pytest.mark.parametrize("url", ["list", "nowhere"])
def test_nothing(tmp_path: Path, door: Fetch, url: str) -> None:
    """An empty folder, or none, is told."""
    (tmp_path / "list").mkdir()

    with pytest.raises(FetchError) as caught:
        versions(door, url)

    assert caught.value.where == url


QUOTE = "Dear all, we announce thing 9.9. Download the tarball. It fixes a lot."
QUOTING = {
    "Outlook": f"Great.\n\n-----Original Message-----\nFrom: Bob\n\n{QUOTE}",
    "Outlook of today": f"Great.\n\nFrom: Bob\nSent: Monday\nTo: all\n\n{QUOTE}",
    "German": f"Toll.\n\nVon: Bob\nGesendet: Montag\n\n{QUOTE}",
    "signs": f"Great.\n\nOn Monday, Bob wrote:\n> {QUOTE}",
    "below a signature": f"Great.\n-- \nAnn\n\nOn Monday, Bob wrote:\n> {QUOTE}",
    "signature": f"Great.\n\n-- \n{QUOTE}",
}


@pytest.mark.parametrize("text", QUOTING.values(), ids=QUOTING)
def test_what_others_said(tmp_path: Path, door: Fetch, text: str) -> None:
    """What a reply quotes announces nothing, nor does what a signature says."""
    reply = mail("9.9", text).replace(b"\n\n", b"\nIn-Reply-To: <a@example.org>\n\n", 1)
    (tmp_path / "a.eml").write_bytes(reply)

    assert versions(door, "a.eml") == []


@pytest.mark.parametrize(
    ("link", "fits"),
    [
        ("", True),
        ("https://example.org/things/{message_id}/", True),
        ("http://example.org/?q={message_id}&x=m", True),
        ("https://example.org/#{message_id}", True),
        ("https://example.org/things/", False),
        ("https://{message_id}/", False),
        ("https://example.org/{id}/{message_id}", False),
        ("https://example.org/a b/{message_id}", False),
        ("javascript:alert('{message_id}')", False),
        ("{message_id}", False),
    ],
)
def test_links(link: str, *, fits: bool) -> None:
    """A link is a web address that has a mail's id in it."""
    problems: list[Problem] = []

    decode(MboxCollector, {"url": "a.mbox", "link": link}, problems)

    what = f'an http(s) address with "{{message_id}}" in it expected, not "{link}"'
    assert [problem.what for problem in problems] == ([] if fits else [what])


def test_address() -> None:
    """Mails are where the address says."""
    assert MboxCollector(url="a.mbox").address == "a.mbox"
