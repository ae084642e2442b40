"""The real histories of the upstreams, from bundle to digest."""

from __future__ import annotations

import os
import subprocess

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import digest

from digest.assemble import assemble
from digest.config import read_plan
from digest.fetch import Fetch, Limits
from digest.gather import every_source, gather
from digest.history import History
from digest.model import ChangesFrom, EvidenceKind, Facts, News, NewsKind
from digest.months import Month, Window
from digest.remarks import QuickSuccession, StatusContradiction
from digest.versions import parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.edition import Edition, Project
    from digest.release import Digest, Release

YEARS = [date(2011, 3, 1), date(2025, 7, 1)]
# Days of a year on which issues begin; by default that is the first of each month.
CALENDAR: tuple[int, ...] = ()
IRREGULAR = (0, 9, 80, 81, 183, 184, 290, 366)


# Days of our own, beside versions that there are.
SCHEDULE = tuple(
    News(
        kind=NewsKind.PLANNED,
        project="corosync",
        day=date(2012, 1, 10),
        title="what comes when",
        url="https://example.org/schedule",
        event_day=due,
        version=version,
        message_id="1@x",
    )
    for version, due in (
        ("1.99.3", date(2012, 2, 10)),
        ("2.0.0", date(2012, 3, 20)),
        ("1.4.3", date(2012, 6, 1)),
    )
)


@dataclass(frozen=True, eq=False)
class Shelf:
    """The bundles, as an edition that watches them."""

    edition: Edition
    fetch: Fetch

    def facts(self, month: Month) -> Facts:
        """Return what the histories say of a month."""
        return self.said(month, Window.before(month))

    def said(self, month: Month, window: Window) -> Facts:
        """Return what the histories say of the days of an issue."""
        asked = Facts(month=month, window=window, read_until=window.until)
        sources = every_source(self.edition, ())
        return gather(asked, self.edition, sources, self.fetch, window.until)

    def digest(self, month: Month) -> Digest:
        """Return the digest of a month that has no other before it."""
        return assemble(_facts(self, month), self.edition)


@cache
def _facts(shelf: Shelf, month: Month) -> Facts:
    return shelf.facts(month)


@cache
def _said(shelf: Shelf, month: Month, window: Window) -> Facts:
    return shelf.said(month, window)


@cache
def _shelf(upstream: Path, cache: Path) -> Shelf:
    plan = read_plan(Path(digest.__file__).parent / "projects.toml")
    projects = (
        replace(project, repository=f"{project.id}.bundle")
        for project in plan.edition.projects
        if (upstream / f"{project.id}.bundle").exists()
    )
    edition = replace(plan.edition, projects=tuple(projects))
    return Shelf(edition, Fetch(cache, base=upstream, limits=Limits()))


@pytest.fixture
def shelf(real_data: Path, cache: Path) -> Shelf:
    """Return the bundles, whose facts are read once for all tests."""
    return _shelf(real_data / "upstream", cache)


def named(releases: Iterable[Release]) -> list[str]:
    """Return releases by name, without those that are no news."""
    return [f"{r.project} {r.version}" for r in releases if not r.backdated]


def release_of(digest: Digest, name: str) -> Release:
    """Return the release of a name."""
    (found,) = (r for r in digest.releases if f"{r.project} {r.version}" == name)
    return found


def test_august_2011(shelf: Shelf) -> None:
    """The issue that people wrote by hand has the releases that they found."""
    issue = shelf.digest(Month(2011, 8))

    assert named(issue.releases) == [
        "corosync 1.4.1",
        "corosync 1.4.0",
        "corosync 1.3.3",
        "corosync 1.3.2",
        "drbd 8.4.0",
        "drbd 8.4.0rc4",
        "libqb 0.5.1",
    ]
    assert issue.gaps == ()


def test_topic_of_august_2011(shelf: Shelf) -> None:
    """It has what people found in the TODO file, and what is odd about it."""
    release = release_of(shelf.digest(Month(2011, 8)), "corosync 1.4.1")

    (topic,) = release.topics
    fields = {field.name: (field.old, field.new) for field in topic.fields}

    assert (topic.topic, topic.old, topic.new) == ("topic-snmp", "v1.3.3", "v1.4.1")
    assert fields == {
        "Main Developer": ("Steven Dake", "Angus Salkeld"),
        "Finished": ("0%", "100%"),
    }
    assert QuickSuccession(days=8, than="1.4.0") in release.remarks
    assert [r.topic for r in release.remarks if isinstance(r, StatusContradiction)] == [
        "topic-snmp"
    ]


def test_topic_of_november_2011(shelf: Shelf) -> None:
    """What the newer series had before the window is not told again."""
    issue = shelf.digest(Month(2011, 11))

    assert {"corosync 1.4.2", "corosync 1.3.4"} <= {*named(issue.releases)}
    assert not any(release.topics for release in issue.releases)


def test_july_2026(shelf: Shelf) -> None:
    """Two branches and a candidate of one project, each from its own changelog.

    The candidates of another were released by commits that nobody tagged.
    """
    issue = shelf.digest(Month(2026, 7))

    assert named(issue.releases) == [
        "pacemaker 3.0.2",
        "pacemaker 2.1.11",
        "pacemaker 2.1.11-rc1",
        "drbd 9.3.3-rc.1",
        "drbd 9.2.19-rc.1",
        "libqb 2.0.10",
    ]
    assert [release.changes_from for release in issue.releases if release.tag] == [
        ChangesFrom.CHANGELOG,
        ChangesFrom.CHANGELOG,
        ChangesFrom.CHANGELOG,
        ChangesFrom.COMMITS,
    ]
    groups = {change.group for change in issue.releases[0].changes}
    assert groups >= {"Features added", "Fixes"}


def test_august_2026(shelf: Shelf) -> None:
    """What two series have in common is said by one, and counted by the other."""
    newer, older = shelf.digest(Month(2026, 8)).releases

    shared = [change for change in newer.changes if change.also_in]

    assert named([newer, older]) == ["drbd 9.3.3", "drbd 9.2.19"]
    assert {change.also_in for change in shared} == {"9.2.19"}
    assert len(shared) == 15
    assert not any(change.also_in for change in older.changes)


def test_batch_of_2010(shelf: Shelf) -> None:
    """Corosync tagged three years of releases on one day; none of them is news."""
    issue = shelf.digest(Month(2010, 11))
    corosync = [r for r in issue.releases if r.project == "corosync"]

    assert len(corosync) > 20
    assert named(corosync) == []


@pytest.mark.parametrize(
    ("days", "back"),
    [(CALENDAR, 0), (IRREGULAR, 0), (IRREGULAR, 12)],
    ids=["calendar", "irregular", "overlapping"],
)
@pytest.mark.parametrize("first", YEARS, ids=str)
def test_every_tag_in_one_issue(
    first: date, days: tuple[int, ...], back: int, shelf: Shelf
) -> None:
    """Over a year, each tag is in one issue, however long the issues' windows are."""
    begins = [first + timedelta(days=n) for n in days] or [
        Month.of(first).plus(n).first for n in range(13)
    ]

    issues = _issues(shelf, begins, back)

    releases = [release for issue in issues for release in issue.releases]
    told = Counter(_key(r) for r in releases if not r.backdated)
    tagged = {_key(r) for r in releases if not r.backdated and r.tag}
    looked = Window(begins[0] - timedelta(days=back), begins[-1])
    expected = {
        (project.id, parse(version))
        for project in shelf.edition.projects
        for version in _tagged(project, shelf.fetch, looked)
    }
    assert len(expected) > 20
    assert tagged == expected
    assert {*told.values()} == {1}
    assert all(
        {proof.kind for proof in release.evidence} == {EvidenceKind.COMMIT}
        for release in releases
        if not release.tag
    )


def _issues(shelf: Shelf, begins: list[date], back: int) -> list[Digest]:
    """Return the issues that begin on these days, each but the last."""
    history, issues = History(), []
    for number, (since, until) in enumerate(pairwise(begins)):
        window = Window(since - timedelta(days=back), until)
        facts = _said(shelf, Month.of(begins[0]).plus(number), window)
        issues.append(assemble(facts, shelf.edition, history))
        history = history.after(facts)
    return issues


def _key(release: Release) -> tuple[str, object]:
    return release.project, parse(release.version)


def _tagged(project: Project, fetch: Fetch, window: Window) -> set[str]:
    """Return the versions of tags in a window, as git itself tells their days."""
    mirror = fetch._out.mirrors._mirror(project.repository)
    days = "--format=%(refname:short)%09%(creatordate:format-local:%Y-%m-%d)"
    listing = subprocess.run(
        ["git", "--git-dir", str(mirror), "for-each-ref", days, "refs/tags"],
        capture_output=True,
        check=True,
        env=os.environ | {"TZ": "Asia/Tokyo"},
        text=True,
    )
    found = (line.split("\t") for line in listing.stdout.splitlines())
    return {
        match["version"]
        for name, day in found
        for pattern in project.tags
        if (match := pattern.fullmatch(name))
        and str(window.since) <= day < str(window.until)
    }


def test_batch_of_2021(shelf: Shelf) -> None:
    """DRBD tagged two old releases on one day; only what was new then is news."""
    issue = shelf.digest(Month(2021, 9))
    drbd = [release for release in issue.releases if release.project == "drbd"]

    backdated = {release.version for release in drbd if release.backdated}

    assert {"9.1.1", "9.1.3"} <= backdated


def test_current_versions(shelf: Shelf) -> None:
    """After July 2011, the series of two years lived, be they tagged in a batch."""
    issue = shelf.digest(Month(2011, 8))

    newest = [(c.project, c.version, str(c.day)) for c in issue.current]

    assert newest[:5] == [
        ("corosync", "1.4.1", "2011-07-26"),
        ("corosync", "1.3.3", "2011-07-26"),
        ("corosync", "1.2.8", "2010-09-01"),
        ("corosync", "1.1.2", "2009-10-23"),
        ("corosync", "1.0.1", "2009-09-22"),
    ]
    assert ("drbd", "8.4.0") in {found[:2] for found in newest}
    assert all(found.url for found in issue.current)


def test_schedule_against_tags(shelf: Shelf) -> None:
    """What was planned is compared with what was tagged, from issue to issue."""
    history, seen = History(), []
    for number in range(4):
        month = Month(2012, 2).plus(number)
        facts = replace(_facts(shelf, month), news=SCHEDULE if number == 0 else ())
        issue = assemble(facts, shelf.edition, history)
        history = history.after(facts)
        seen.append([(m.news[0].version, str(m.state), m.done) for m in issue.matters])

    assert seen == [
        [("1.99.3", "open", None), ("2.0.0", "open", None), ("1.4.3", "open", None)],
        [
            ("1.99.3", "done", date(2012, 2, 14)),
            ("2.0.0", "open", None),
            ("1.4.3", "open", None),
        ],
        [("2.0.0", "overdue", None), ("1.4.3", "open", None)],
        [
            ("2.0.0", "done", date(2012, 4, 10)),
            ("1.4.3", "done", date(2012, 4, 10)),
        ],
    ]


def test_collected_twice(shelf: Shelf) -> None:
    """The same bundles give the same facts."""
    month = Month(2011, 8)

    assert shelf.facts(month) == _facts(shelf, month)
