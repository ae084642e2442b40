"""What announcements list as changes."""

from __future__ import annotations

import json

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from digest.assemble import assemble
from digest.changes import Change
from digest.codec import encode
from digest.collectors.announced import MANY, announced_records
from digest.compare.announcement import listed_changes
from digest.edition import Edition
from digest.mbox import messages
from digest.model import (
    ChangesFrom,
    Evidence,
    EvidenceKind,
    Facts,
    Record,
    Sighting,
    Tag,
)
from digest.months import Month, Window
from digest.recognise import Named
from tests.conftest import cases

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Expect

DAY = date(2011, 7, 5)
ASKED = {
    "own-heading": ("9.2.9",),
    "several-versions": ("2.2.1", "2.1.6"),
    "nothing-said-of-it": ("1.4.1", "1.3.3"),
}


@pytest.mark.parametrize(
    "body", cases("announcement", "*.txt"), ids=lambda path: path.stem
)
def test_listed_changes(body: Path, expect: Expect) -> None:
    """Each message lists for each version what is written beside it."""
    versions = ASKED.get(body.stem, ("2.2.1",))
    text = body.read_text(encoding="utf-8")

    found = {
        version: encode(
            listed_changes(text, version, alone=len(versions) == 1), sparse=True
        )
        for version in versions
    }

    expect(found, body.with_suffix(".json"))


def test_record() -> None:
    """A release whose announcement lists changes has a record; others have none."""
    named = [Named(project="thing", version=version) for version in ("2.2", "2.1")]
    body = "2.2\n---\n * the lid closes\n"

    (record,) = announced_records(body, named)

    assert (record.project, record.version, record.since) == ("thing", "2.2", "")
    assert record.changes_from == ChangesFrom.ANNOUNCEMENT
    assert [change.text for change in record.changes] == ["the lid closes"]


def test_very_many() -> None:
    """Of very many changes the first are listed, and the rest is counted."""
    bullets = "".join(f"- change {number}\n" for number in range(MANY + 5))
    named = Named(project="thing", version="2.2")

    (record,) = announced_records(f"Changes:\n\n{bullets}", [named])

    assert (len(record.changes), record.left_out) == (MANY, 5)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "-" * 100_000,
        "- " + "a" * 1_000_000,
        "A. Name (1):\n" * 10_000,
        "Changes:\n\n" + "- a://\n" * 10_000,
        "> " * 100_000,
    ],
)
def test_hostile(body: str) -> None:
    """Whatever a message consists of, nothing goes wrong."""
    assert listed_changes(body, "1.0", alone=True) == ()


def test_real_mails(real_data: Path) -> None:
    """Of real announcements, the shortlogs are read, commit by commit."""
    archive = real_data / "archives/announcements/gfs2-utils-announcements.mbox"
    with archive.open("rb") as file:
        counts = {
            mail.subject: len(listed_changes(mail.body, "3", alone=True))
            for mail in messages(file)
        }

    # Of the 266 of 3.5.0, two only change the version.
    assert counts == {
        "[Cluster-devel] gfs2-utils 3.3.0 released": 96,
        "[Cluster-devel] gfs2-utils 3.5.0 released": 264,
        "[Cluster-devel] ANNOUNCE: Linux Distributed Lock Manager Viewer": 0,
    }


def test_real_excerpts(real_data: Path) -> None:
    """Of real announcements as others keep them, only lists of changes are read."""
    archive = real_data / "archives/announcements/announcements.jsonl"
    rows = map(json.loads, archive.read_text(encoding="utf-8").splitlines())

    counts = {
        (row["project"], row["version"]): len(
            listed_changes(row["body_excerpt"], row["version"], alone=True)
        )
        for row in rows
        if row["body_excerpt"]
    }

    assert {key: count for key, count in counts.items() if key[0] == "crmsh"} == {
        ("crmsh", "1.2.1"): 0,
        ("crmsh", "2.1"): 0,
        ("crmsh", "2.1.2"): 34,
        ("crmsh", "2.1.5"): 25,
        ("crmsh", "2.2.1"): 9,
        ("crmsh", "2.3.1"): 0,
    }
    assert counts["resource-agents", "3.9.3"] == 7
    assert counts["lcmc", "1.4.0"] == 0


def test_before_commits() -> None:
    """What an announcement lists goes before commits; the tag before stays the same."""
    tags = tuple(
        Tag(project="thing", version=version, name=f"v{version}", day=DAY)
        for version in ("1.0", "1.1")
    )
    seen = Evidence(kind=EvidenceKind.TAG, source="git", url="", day=DAY, title="v1.1")
    commits = Record(
        project="thing",
        version="1.1",
        changes_from=ChangesFrom.COMMITS,
        since="1.0",
        changes=(Change(text="a commit"),),
    )
    told = announced_records(
        "Changes:\n\n- a change\n", [Named(project="thing", version="1.1")]
    )
    facts = Facts(
        month=Month(2011, 8),
        window=Window.before(Month(2011, 8)),
        read_until=date(2011, 8, 1),
        sightings=(Sighting(project="thing", version="1.1", evidence=seen),),
        records=(commits, *told),
        tags=tags,
    )
    edition = Edition(
        title={}, timezone=ZoneInfo("UTC"), languages=("en",), watch=(), projects=()
    )

    (release,) = assemble(facts, edition).releases

    assert release.changes_from == ChangesFrom.ANNOUNCEMENT
    assert [change.text for change in release.changes] == ["a change"]
    assert (release.previous, release.previous_tag) == ("1.0", "v1.0")
