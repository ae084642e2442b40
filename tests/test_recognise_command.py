"""`digest recognise`: which messages of an mbox announce what."""

from __future__ import annotations

import gzip
import io
import json
import sys

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


def mail(number: int, subject: str, body: str, day: str = "25 Jul 2011") -> str:
    """Return a posting, as pipermail keeps it."""
    return (
        f"From ann at example.org  Mon Jul 25 0{number}:00:00 2011\n"
        "From: ann at example.org (Ann Author)\n"
        f"Date: Mon, {day} 20:0{number}:00 +0000\n"
        f"Subject: {subject}\nMessage-ID: <{number}@example.org>\n\n{body}\n\n"
    )


MBOX = "".join(
    [
        mail(1, "[Example] Corosync 1.4.1 and 1.3.3 available", "There."),
        mail(2, "Re: [Example] Corosync 1.4.1 and 1.3.3 available", "Thanks!"),
        mail(3, "lantern 3.5.0 released", "There."),
        mail(4, "Pacemaker 1.1.6 planned for August 2nd", "More then."),
        mail(5, "HA summit cancelled", "We do not meet on 25 October."),
        mail(6, "New mailing list: users@example.org", "Subscribe to the list."),
        mail(7, "Plans for DRBD 8.4.1", "We will tag it soon."),
    ]
).encode()
FIRST = {
    "message_id": "1@example.org",
    "subject": "[Example] Corosync 1.4.1 and 1.3.3 available",
    "day": "2011-07-26",
    "kind": "release",
    "releases": [
        {"project": "corosync", "version": "1.4.1"},
        {"project": "corosync", "version": "1.3.3"},
    ],
    "why": ["subject names it", 'subject says "available"'],
}
FOURTH = {
    "message_id": "4@example.org",
    "subject": "Pacemaker 1.1.6 planned for August 2nd",
    "day": "2011-07-26",
    "kind": "planned",
    "releases": [{"project": "pacemaker", "version": "1.1.6", "day": "2011-08-02"}],
    "why": ["subject names it", 'subject says "planned"'],
    "project": "pacemaker",
    "version": "1.1.6",
    "event_day": "2011-08-02",
    "turn": "new",
}


@pytest.fixture
def mbox(tmp_path: Path) -> Path:
    """Return an mbox of some mails."""
    path = tmp_path / "2011-July.txt"
    path.write_bytes(MBOX)
    return path


def test_json(run: Run, mbox: Path) -> None:
    """Each message that announces something is told, with its day where we are."""
    done = run("recognise", mbox, "--json")

    told = json.loads(done.out)
    assert (done.status, done.err) == (0, "")
    assert [each["message_id"][0] for each in told] == list("134567")
    assert told[0] == FIRST
    assert told[1]["releases"] == [{"project": "lantern", "version": "3.5.0"}]
    assert told[2] == FOURTH


def test_text(run: Run, mbox: Path) -> None:
    """Without --json each has a line of its own, with the reason."""
    done = run("recognise", mbox)

    assert done.status == 0
    assert done.out.splitlines() == [
        (
            "2011-07-26 release: corosync 1.4.1, corosync 1.3.3: [Example] Corosync "
            '1.4.1 and 1.3.3 available (subject names it; subject says "available")'
        ),
        (
            "2011-07-26 release: lantern 3.5.0: lantern 3.5.0 released "
            '(subject names it; subject says "released")'
        ),
        (
            "2011-07-26 planned: pacemaker 1.1.6 on 2011-08-02: "
            "Pacemaker 1.1.6 planned for August 2nd "
            '(subject names it; subject says "planned")'
        ),
        (
            "2011-07-26 event (cancelled): on 2011-10-25: HA summit cancelled "
            '(subject says "summit")'
        ),
        (
            "2011-07-26 list: New mailing list: users@example.org "
            '(subject says "new mailing list")'
        ),
        (
            "2011-07-26 planned: drbd 8.4.1: Plans for DRBD 8.4.1 "
            '(subject names it; subject says "plans"; text plans it)'
        ),
    ]


def test_packed(run: Run, mbox: Path) -> None:
    """An mbox that is gzipped reads the same, whatever its name."""
    plain = run("recognise", mbox)

    mbox.write_bytes(gzip.compress(MBOX))

    assert run("recognise", mbox).out == plain.out


def test_standard_input(run: Run, mbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash stands for what is piped in."""
    piped = SimpleNamespace(buffer=io.BytesIO(gzip.compress(MBOX)))
    monkeypatch.setattr(sys, "stdin", piped)

    assert run("recognise", "-").out == run("recognise", mbox).out


def test_own_projects(run: Run, mbox: Path, tmp_path: Path) -> None:
    """The projects file says who is who."""
    projects = tmp_path / "projects.toml"
    projects.write_text(
        '[[project]]\nid = "lamp"\naliases = ["lantern"]\n'
        'repository = "https://example.org/lamp.git"\n'
    )

    done = run("recognise", mbox, "--projects", projects, "--json")

    named = [each["releases"] for each in json.loads(done.out)]
    assert [{"project": "lamp", "version": "3.5.0"}] in named


def test_no_day(run: Run, tmp_path: Path) -> None:
    """A mail that does not say when it was sent has no day."""
    mbox = tmp_path / "one.eml"
    mbox.write_text(
        "From: a@example.org\nMessage-ID: <a@example.org>\n"
        "Subject: Corosync 1.4.1 released\x1b!\n\nThere.\n"
    )

    assert '"day": null' in run("recognise", mbox, "--json").out
    assert run("recognise", mbox).out.startswith("no day release: corosync 1.4.1: ")
    assert "\x1b" not in run("recognise", mbox).out


def test_nothing(run: Run, tmp_path: Path) -> None:
    """An archive that announces nothing gives an empty list, and that is no error."""
    mbox = tmp_path / "empty.mbox"
    mbox.write_bytes(b"")

    assert (run("recognise", mbox).out, run("recognise", mbox).status) == ("", 0)
    assert json.loads(run("recognise", mbox, "--json").out) == []


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (
            b"A text.\n",
            (
                "not an mbox: no message in it\n  hint: each message of an mbox starts "
                'with a line such as "From a@example.org Sun Apr  3 14:17:54 2011"'
            ),
        ),
        (
            gzip.compress(MBOX)[:-9],
            (
                "gzip data cut short\n  hint: the download broke off, or the file is "
                "still being written: try again"
            ),
        ),
        (None, "no such file or directory"),
    ],
)
def test_no_archive(
    run: Run, tmp_path: Path, content: bytes | None, error: str
) -> None:
    """What is no mbox is told in a line, and printed is nothing."""
    file = tmp_path / "file"
    if content is not None:
        file.write_bytes(content)

    done = run("recognise", file, "--json")

    assert (done.status, done.out) == (1, "")
    assert done.err == f"error: {file}: {error}\n"
