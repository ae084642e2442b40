"""The real histories of the upstreams, from bundle to digest."""

from __future__ import annotations

import os
import subprocess

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import digest

from digest.assemble import assemble
from digest.config import read_plan
from digest.fetch import Fetch, Limits
from digest.gather import every_source, gather
from digest.history import History
from digest.model import ChangesFrom, Facts
from digest.months import Month, Window
from digest.remarks import QuickSuccession, StatusContradiction
from digest.versions import parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.edition import Edition, Project
    from digest.release import Digest, Release

YEARS = [(Month(2011, 4), 12), (Month(2025, 8), 12)]


@dataclass(frozen=True, eq=False)
class Shelf:
    """The bundles, as an edition that watches them."""

    edition: Edition
    fetch: Fetch

    def facts(self, month: Month) -> Facts:
        """Return what the histories say of a month."""
        window = Window.before(month)
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
    """Two branches and a candidate of one project, each from its own changelog."""
    issue = shelf.digest(Month(2026, 7))

    assert named(issue.releases) == [
        "pacemaker 3.0.2",
        "pacemaker 2.1.11",
        "pacemaker 2.1.11-rc1",
        "libqb 2.0.10",
    ]
    assert [release.changes_from for release in issue.releases] == [
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


@pytest.mark.parametrize("year", YEARS, ids=lambda year: str(year[0]))
def test_every_tag_in_one_issue(year: tuple[Month, int], shelf: Shelf) -> None:
    """Over a year, each release is in one issue, and no issue has any other."""
    first, months = year
    history = History()
    issues: Counter[tuple[str, object]] = Counter()
    for number in range(months):
        facts = _facts(shelf, first.plus(number))
        issue = assemble(facts, shelf.edition, history)
        history = history.after(facts)
        issues.update(
            (r.project, parse(r.version)) for r in issue.releases if not r.backdated
        )

    last = first.plus(months - 1).first
    window = Window(first.plus(-1).first, last)
    tagged = {
        (project.id, parse(version))
        for project in shelf.edition.projects
        for version in _tagged(project, shelf.fetch, window)
    }
    assert len(tagged) > 20
    assert {*issues} == tagged
    assert {*issues.values()} == {1}


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


def test_collected_twice(shelf: Shelf) -> None:
    """The same bundles give the same facts."""
    month = Month(2011, 8)

    assert shelf.facts(month) == _facts(shelf, month)
