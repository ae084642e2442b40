"""July 2011 as it was, corrected by hand, and collected again."""

from __future__ import annotations

import json

from typing import TYPE_CHECKING, Any

import pytest

from tests.histories import LIST, watch_histories

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

MAILS = """\
From a@example.org Fri Jul 29 10:00:00 2011
From: A. Name <a@example.org>
Date: Fri, 29 Jul 2011 10:00:00 +0000
Subject: [ANNOUNCE] Corosync 1.4.1 released
Message-ID: <1@example.org>

I am pleased to announce Corosync 1.4.1, now available for download:
https://example.org/corosync-1.4.1.tar.gz

From a@example.org Sat Jul 30 10:00:00 2011
From: A. Name <a@example.org>
Date: Sat, 30 Jul 2011 10:00:00 +0000
Subject: [ANNOUNCE] LCMC 1.0.1 released
Message-ID: <2@example.org>

I am pleased to announce LCMC 1.0.1, now available for download:
https://example.org/lcmc-1.0.1.tar.gz
"""
CORRECTIONS = """\
# こちらで直したところ
[[hide]]
project = "libqb"
version = "0.5.1"

[[redate]]
project = "drbd"
version = "8.4.0"
day = 2011-07-15
reason = "タグより先に公開されていました"

[[pick]]
project = "corosync"
version = "1.4.1"
change = "Add some more stats"
[[fold]]
project = "corosync"
version = "1.4.1"
change = "specfile: Install corosync-signals"

[[add]]
project = "lcmc"
version = "1.0.0"
day = 2011-07-20
title = "LCMC 1.0.0"
url = "https://example.org/lcmc"
"""


@pytest.fixture
def root(tmp_path: Path, real_data: Path) -> Path:
    """Return a folder that watches the real histories."""
    watch_histories(tmp_path, real_data)
    return tmp_path


def shown(run: Run, root: Path) -> dict[str, dict[str, Any]]:
    """Return the releases of the issue by their names."""
    told = run("show", "2011-08", "--json", "--root", root)
    assert (told.status, told.err) == (0, "")
    return {
        f"{release['project']} {release['version']}": release
        for release in json.loads(told.out)["releases"]
    }


def test_half_an_hour(root: Path, run: Run) -> None:
    """What a person wrote and put right stays, whatever is collected afterwards."""
    run("draft", "2011-08", "--root", root)
    before = shown(run, root)
    notes = root / "content" / "notes"
    opening = notes / "2011-08.ja.md"
    words = opening.read_bytes().replace(
        b"<!-- digest: opening -->\n", b"<!-- digest: opening -->\nhello\n"
    )
    opening.write_bytes(words)
    corrections = CORRECTIONS.replace("\n", "\r\n").encode()
    (notes / "2011-08.toml").write_bytes(corrections)

    with (root / "projects.toml").open("a", encoding="utf-8") as projects:
        projects.write(LIST)
    (root / "list.mbox").write_text(MAILS, encoding="utf-8")
    again = run("draft", "2011-08", "--root", root)
    after = shown(run, root)

    assert again.status == 0
    assert (notes / "2011-08.toml").read_bytes() == corrections
    assert b"hello" in opening.read_bytes()
    assert before.keys() - after.keys() == {"libqb 0.5.1"}
    assert after.keys() - before.keys() == {"lcmc 1.0.0", "lcmc 1.0.1"}
    assert [name for name, release in after.items() if release["late"]] == [
        "lcmc 1.0.1"
    ]
    assert (before["drbd 8.4.0"]["day"], after["drbd 8.4.0"]["day"]) == (
        "2011-07-18",
        "2011-07-15",
    )
    new = after["corosync 1.4.1"]
    assert new["day"] == before["corosync 1.4.1"]["day"] == "2011-07-26"
    assert [proof["kind"] for proof in new["evidence"]] == ["tag", "mail"]
    marks = {change["text"]: change["marks"] for change in new["changes"]}
    assert [text for text in marks if marks[text][:1] == ["picked"]] == [
        "Add some more stats for debugging"
    ]
    assert [text for text in marks if marks[text][:1] == ["folded"]] == [
        "specfile: Install corosync-signals.conf for dbus"
    ]


def test_the_page_says_it(root: Path, run: Run) -> None:
    """Both pages say why a day is another one, and what came late, and when."""
    run("draft", "2011-08", "--root", root)
    content = root / "content"
    (content / "notes" / "2011-08.toml").write_text(CORRECTIONS, encoding="utf-8")
    with (root / "projects.toml").open("a", encoding="utf-8") as projects:
        projects.write(LIST)
    (root / "list.mbox").write_text(MAILS, encoding="utf-8")

    run("draft", "2011-08", "--root", root)

    for language, late in (("ja", "追記】"), ("en", "Added on ")):
        page = (content / language / "issues" / "2011-08.md").read_text("utf-8")
        assert page.count(late) == 1
        assert page.count("タグより先に公開されていました") == 1
        assert page.count("https://example.org/lcmc)") == 1
        assert "libqb 0.5.1" not in page
        assert page.index("Add some more stats") < page.index("specfile: use")
    assert run("render", "--check", "--root", root).status == 0


def test_what_no_longer_fits(root: Path, run: Run) -> None:
    """A correction of what is not there stops every page, in a line that says which."""
    run("draft", "2011-08", "--root", root, "-q")
    text = '[[hide]]\nproject = "corosync"\nversion = "1.4.2"\n'
    (root / "content" / "notes" / "2011-08.toml").write_text(text, encoding="utf-8")

    told = run("render", "2011-08", "--root", root)

    assert (told.status, told.out) == (1, "")
    assert told.err.startswith(
        f"error: {root}/content/notes/2011-08.toml:1: no such release: "
        '"corosync 1.4.2"; there is "corosync 1.4.1", "corosync 1.4.0", '
    )
