"""What follows from the real histories of the upstreams."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from digest.assemble import assemble
from digest.history import History
from digest.model import EvidenceKind, Facts, Tally
from digest.months import Month
from digest.remarks import (
    FixAfterRelease,
    LimitOrDefaultChanged,
    LongSilence,
    NewSeries,
    QuickSuccession,
    SkippedVersion,
    StatusContradiction,
    TaggedNotAnnounced,
    VersionJump,
    shown,
)
from tests.scene import of_kind
from tests.test_history_real import Shelf, _facts, _shelf, release_of

if TYPE_CHECKING:
    from pathlib import Path

    from digest.release import Digest, Remark

SKIPPED = SkippedVersion(
    version="1.99.3",
    tag="v1.99.3",
    next="1.99.4",
    next_tag="v1.99.4",
    days=0,
    hours=2,
)


@pytest.fixture
def shelf(real_data: Path, cache: Path) -> Shelf:
    """Return the bundles, whose facts are read once for all tests."""
    return _shelf(real_data / "upstream", cache)


def remarks_on(shelf: Shelf, month: str, name: str) -> tuple[Remark, ...]:
    """Return the remarks on a release in an issue that has no other before it."""
    return release_of(shelf.digest(Month.parse(month)), name).remarks


def announced(facts: Facts, but: str) -> Facts:
    """Return facts in which each version but one was announced as it was tagged."""
    mails = (
        replace(
            said,
            evidence=replace(
                said.evidence, kind=EvidenceKind.MAIL, source="a-list", url=""
            ),
        )
        for said in facts.sightings
        if said.version != but
    )
    return replace(
        facts,
        sightings=(*facts.sightings, *mails),
        tallies=(Tally(source="a-list", messages=99),),
    )


def test_corosync_in_july_2011(shelf: Shelf) -> None:
    """The issue that people wrote has an eight days' wait, and a topic of two minds."""
    found = remarks_on(shelf, "2011-08", "corosync 1.4.1")

    assert QuickSuccession(days=8, than="1.4.0") in found
    assert of_kind(found, StatusContradiction) == [
        StatusContradiction(
            topic="topic-snmp", file="TODO", started="Not Started", finished="100%"
        )
    ]
    assert [type(remark) for remark in shown(found)][:2] == [
        FixAfterRelease,
        StatusContradiction,
    ]


@pytest.mark.parametrize("name", ["corosync 1.99.3", "corosync 1.99.4"])
def test_skipped(shelf: Shelf, name: str) -> None:
    """Corosync 1.99.3 made way for the next in two hours; both of them say so."""
    found = remarks_on(shelf, "2012-03", name)

    assert of_kind(found, SkippedVersion) == [SKIPPED]


def test_skipped_in_silence(shelf: Shelf) -> None:
    """Where all others were announced, it is told that this one was not."""
    history = History()
    issues: list[Digest] = []
    for number in range(8):
        month = Month(2011, 8).plus(number)
        facts = announced(_facts(shelf, month), but="1.99.3")
        issues.append(assemble(facts, shelf.edition, history))
        history = history.after(facts)

    found = [release_of(issues[-1], f"corosync 1.99.{n}").remarks for n in (3, 4)]

    assert [of_kind(f, SkippedVersion) for f in found] == [
        [replace(SKIPPED, silent=True)]
    ] * 2
    assert TaggedNotAnnounced(tag="v1.99.3") in found[0]
    assert not [
        release.version
        for issue in issues
        for release in issue.releases
        if of_kind(release.remarks, TaggedNotAnnounced) and release.version != "1.99.3"
    ]


def test_resource_agents_in_june_2011(shelf: Shelf) -> None:
    """Two lines met in 3.9.1, and 3.9.2 repaired what that broke."""
    jumped = remarks_on(shelf, "2011-07", "resource-agents 3.9.1")
    (fixed,) = of_kind(
        remarks_on(shelf, "2011-07", "resource-agents 3.9.2"), FixAfterRelease
    )

    assert VersionJump(than="1.0.4", tag="agents-1.0.4") in jumped
    assert isinstance(fixed, FixAfterRelease)
    assert (fixed.days, fixed.than, fixed.broken, fixed.count) == (
        14,
        "3.9.1",
        "3.9.1",
        2,
    )


def test_drbd_repairs_an_older_version(shelf: Shelf) -> None:
    """A changelog that says which version broke something is believed, once a month."""
    found = of_kind(remarks_on(shelf, "2025-10", "drbd 9.2.15"), FixAfterRelease)
    others = [
        release.version
        for release in shelf.digest(Month(2026, 4)).releases
        if of_kind(release.remarks, FixAfterRelease)
    ]

    assert [
        (fix.days, fix.broken) for fix in found if isinstance(fix, FixAfterRelease)
    ] == [(None, "9.2.13")]
    assert others == ["9.2.17"]


@pytest.mark.parametrize(
    ("month", "name", "remark"),
    [
        (
            "2025-10",
            "libqb 2.0.9",
            LongSilence(days=796, than="2.0.8", tag="v2.0.8"),
        ),
        (
            "2012-05",
            "corosync 1.4.3",
            LongSilence(days=187, than="1.4.2", tag="v1.4.2", series="1.4"),
        ),
        ("2012-02", "corosync 1.99.0", VersionJump(than="1.4.2", tag="v1.4.2")),
        ("2011-08", "corosync 1.4.0", NewSeries(series="1.4", after="1.3")),
        ("2012-05", "corosync 2.0.0", NewSeries(series="2.0", after="1.99")),
        ("2026-02", "drbd 9.3.0", NewSeries(series="9.3", after="9.2")),
    ],
)
def test_told(shelf: Shelf, month: str, name: str, remark: Remark) -> None:
    """What a maintainer would say of a release is said."""
    assert remark in remarks_on(shelf, month, name)


@pytest.mark.parametrize(
    ("month", "name", "kind"),
    [
        ("2025-12", "corosync 3.1.10", LongSilence),
        ("2012-03", "corosync 1.99.5", QuickSuccession),
        ("2012-03", "corosync 1.99.6", FixAfterRelease),
        ("2025-02", "drbd-utils 9.30.0", NewSeries),
    ],
    ids=[
        "a third year in a row",
        "a week that is usual",
        "and no fix for that",
        "a series of one",
    ],
)
def test_not_told(shelf: Shelf, month: str, name: str, kind: type[Remark]) -> None:
    """What is its pace is no news."""
    assert of_kind(remarks_on(shelf, month, name), kind) == []


def test_limits_of_drbd_utils(shelf: Shelf) -> None:
    """Its release has the wider limits, and its candidate leaves them to it."""
    issue = shelf.digest(Month(2024, 11))

    told = {
        release.version: [
            (limit.option, limit.old, limit.new)
            for remark in release.remarks
            if isinstance(remark, LimitOrDefaultChanged)
            for limit in remark.limits
        ]
        for release in issue.releases
        if release.project == "drbd-utils"
    }

    assert told == {
        "9.29.0": [
            ("rcvbuf-size", "≤ 10 MiB", "≤ 128 MiB"),
            ("sndbuf-size", "≤ 10 MiB", "≤ 128 MiB"),
        ],
        "9.29.0-rc.1": [],
    }
