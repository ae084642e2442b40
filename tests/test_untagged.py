"""Releases that only a commit tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

import digest

from digest.collectors.tags import FORMAT, TagCollector, parse_tags, untagged
from digest.collectors.tags.untagged import release_commits
from digest.config import read_plan
from digest.edition import Project, Want
from digest.errors import FetchError
from digest.fetch import Fetch, Limits
from digest.model import ChangesFrom, EvidenceKind, Record, Sighting, Tag
from digest.months import Window
from digest.versions import parse, tag_pattern
from tests.stories import Story

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[[str, str], Path]
    Found = Callable[..., list[str]]

THING = Project(
    id="thing",
    name="Thing",
    about={},
    aliases=("thing", "the thing"),
    repository="thing.git",
    tags=(tag_pattern("v{version}"),),
    changelog=("ChangeLog",),
    commit_url="https://example.org/thing/commit/{commit}",
)
JULY = Window(date(2011, 7, 1), date(2011, 8, 1))
WANT = Want(
    source="git:thing",
    window=JULY,
    timezone=ZoneInfo("Asia/Tokyo"),
    projects=(THING,),
    today=date(2011, 10, 1),
)
OLD, JUNE, MIDDLE = (
    int(datetime(*day, tzinfo=UTC).timestamp())
    for day in ((2009, 6, 1), (2011, 6, 1), (2011, 7, 15))
)


LOG = "1.1\n---\n * a leak is gone\n\n1.0\n---\n * all of it\n"
TAGGED = Tag(project="thing", version="1.0", name="v1.0", day=date(2009, 6, 1))


@pytest.fixture
def door(tmp_path: Path) -> Fetch:
    """Return the door to the repositories of a test."""
    return Fetch(tmp_path / "cache", base=tmp_path, limits=Limits())


@pytest.fixture
def found(repository: Make, door: Fetch) -> Found:
    """Return the versions that a story releases without a tag."""

    def finding(
        story: Story,
        *tags: Tag,
        want: Want = WANT,
        project: Project = THING,
    ) -> list[str]:
        repository("thing.git", story.text)
        commits = release_commits(project, tags or (TAGGED,), want, door)
        return [commit.version for commit in commits]

    return finding


def test_sighting_and_record(repository: Make, door: Fetch) -> None:
    """A release commit is seen on its day, with its page, and has a record."""
    story = Story().commit("begin", OLD).tag("v1.0")
    story.commit("stable realease 1.1", MIDDLE, LOG)
    repository("thing.git", story.text)

    said = [*TagCollector(project=THING).collect(WANT, door)]
    sighting = next(item for item in said if isinstance(item, Sighting))
    record = next(item for item in said if isinstance(item, Record))

    evidence = sighting.evidence
    assert (sighting.project, sighting.version) == ("thing", "1.1")
    assert (evidence.kind, evidence.day) == (EvidenceKind.COMMIT, date(2011, 7, 15))
    assert evidence.title == "stable realease 1.1"
    assert evidence.url.startswith("https://example.org/thing/commit/")
    assert (record.version, record.since, record.file) == ("1.1", "1.0", "ChangeLog")
    assert record.changes_from == ChangesFrom.CHANGELOG
    assert [change.text for change in record.changes] == ["a leak is gone"]
    assert [item.version for item in said if isinstance(item, Tag)] == ["1.0"]


def test_record_of_commits(repository: Make, door: Fetch) -> None:
    """Without a changelog, the commits since the tag before say what changed."""
    story = Story().commit("begin", OLD).tag("v1.0")
    story.commit("mend a leak", JUNE).commit("Release 1.1", MIDDLE)
    repository("thing.git", story.text)

    said = [*TagCollector(project=THING).collect(WANT, door)]
    record = next(item for item in said if isinstance(item, Record))

    assert (record.changes_from, record.since) == (ChangesFrom.COMMITS, "1.0")
    assert [change.text for change in record.changes] == ["mend a leak"]


@pytest.mark.parametrize("day", [JUNE, MIDDLE - 86_400])
def test_record_of_a_candidate(day: int, repository: Make, door: Fetch) -> None:
    """A candidate is compared with the one before it, which has no tag either."""
    story = Story().commit("begin", OLD).tag("v1.0").commit("mend a leak", JUNE)
    story.commit("prepare 1.1-rc1", day).commit("mend a crash", day)
    story.commit("prepare 1.1-rc2", MIDDLE)
    repository("thing.git", story.text)

    said = [*TagCollector(project=THING).collect(WANT, door)]
    seen = [item.version for item in said if isinstance(item, Sighting)]
    *_, record = (item for item in said if isinstance(item, Record))

    assert seen == (["1.1-rc2"] if day == JUNE else ["1.1-rc1", "1.1-rc2"])
    assert (record.version, record.since) == ("1.1-rc2", "1.1-rc1")
    assert [change.text for change in record.changes] == ["mend a crash"]


@pytest.mark.parametrize(
    ("subject", "version"),
    [
        ("release 1.1.2", "1.1.2"),
        ("Release: 1.1.2", "1.1.2"),
        ("relase 1.1.2", "1.1.2"),
        ("Realease of thing 1.1.2.", "1.1.2"),
        ("Releasing verison v1.1.2", "1.1.2"),
        ("build: stable release 1.0.13", "1.0.13"),
        ("r2138: Preparing the 8.0-pre2 release", "8.0-pre2"),
        ("Prepare thing-9.2.9-rc.1", "9.2.9-rc.1"),
        ("Tagging release thing 1.1", "1.1"),
        ("Add 3.1.2 release", "3.1.2"),
        ("The thing 1.1 is released!", "1.1"),
        ("release candidate 1.1rc1", "1.1rc1"),
        ("Bump version to 1.1.2", None),
        ("Bump release version to 1.1.2", None),
        ("set release to 1.1.2", None),
        ("Update the changelog for release 1.1.2", None),
        ("Prepare for kernel 5.2", None),
        ("Prepare 9.9, regression fixes", None),
        ("Release other 1.1", None),
        ("Release 2", None),
        ("Release the lock", None),
        ("erase 1.1", None),
        ("release " * 10_000 + "1.1", None),
    ],
)
def test_subjects(found: Found, subject: str, version: str | None) -> None:
    """Only what says a release of this project and nothing else is one."""
    story = Story().commit("begin", OLD).tag("v1.0").commit(subject, MIDDLE)

    assert found(story) == ([version] if version else [])


def test_named_by_a_tag(found: Found) -> None:
    """A version that a tag names needs no commit, however the tag spells it."""
    story = Story().commit("begin", OLD).tag("v1.0").commit("Release 1.1.0", MIDDLE)

    assert found(story, TAGGED, replace(TAGGED, version="1.1", name="v1.1")) == []


def test_said_twice(found: Found) -> None:
    """Of two commits that release a version, the older does."""
    story = Story().commit("begin", OLD).tag("v1.0")
    story.commit("Release 1.1", MIDDLE).commit("Release 1.1.0", MIDDLE + 1)

    assert found(story) == ["1.1"]


def test_other_months(found: Found) -> None:
    """What was released before or after the window is not of it."""
    story = Story().commit("begin", OLD).tag("v1.0").commit("Release 1.1", JUNE)
    # Kept by git's own clock, of another day in Tokyo.
    story.commit("Release 1.2", int(WANT.moments[1].timestamp()))

    assert found(story) == []


def test_before_the_first_tag(found: Found) -> None:
    """What was released before a project had any tag was another project's."""
    story = Story().commit("begin", OLD).commit("Release 1.1", MIDDLE, LOG)

    assert found(story, replace(TAGGED, version="1.2", day=date(2011, 8, 1))) == []


def test_history_of_others(found: Found) -> None:
    """A history that was merged has none of our tags before it."""
    story = Story().commit("begin", OLD).tag("v1.0")
    story.commit("Release 2.0.16", MIDDLE, branch="other")

    assert found(story) == []


def test_older_than_its_tags(found: Found) -> None:
    """What is older than a release that it comes after is none."""
    tags = (TAGGED, replace(TAGGED, version="2.0", name="v2.0"))
    story = Story().commit("begin", OLD).tag("v1.0").tag("v2.0")
    story.commit("Release 1.1", MIDDLE).commit("Release 2.1", MIDDLE)

    assert found(story, *tags) == ["2.1"]


def test_after_candidates_only(found: Found) -> None:
    """Where there are candidates only, the release is newer than those."""
    candidate = replace(TAGGED, version="1.0rc2", name="v1.0rc2")
    odd = replace(TAGGED, version="1.0 odd", name="v1.0-odd")
    story = Story().commit("begin", OLD).tag("v1.0rc2").tag("v1.0-odd")
    story.commit("Release 1.0rc1", MIDDLE).commit("Release 1.0", MIDDLE)

    assert found(story, candidate, odd) == ["1.0"]


def test_changelog_decides(found: Found) -> None:
    """Where there is a changelog, a version that it does not tell is none."""
    story = Story().commit("begin", OLD).tag("v1.0")
    story.commit("Release 1.2", MIDDLE, LOG)
    story.commit("Release 1.1", MIDDLE, LOG, branch="side")

    assert found(story) == ["1.1"]


@pytest.mark.parametrize(
    ("subject", "tag", "today", "there"),
    [
        ("Release 1.1", "v1.0", date(2011, 8, 1), False),
        ("Release 1.1", "v1.0", date(2011, 9, 13), True),
        ("Release 1.1rc1", "v1.0", date(2011, 8, 1), True),
        ("Release 1.1rc1", "v1.0rc1", date(2011, 8, 1), False),
    ],
)
def test_patience(
    found: Found, subject: str, tag: str, today: date, *, there: bool
) -> None:
    """Who tagged its like of late may still tag it; after a time, nobody will."""
    story = Story().commit("begin", JUNE).tag(tag).commit(subject, MIDDLE)
    tagged = replace(TAGGED, version=tag[1:], name=tag, day=date(2011, 6, 1))

    assert bool(found(story, tagged, want=replace(WANT, today=today))) is there


def test_silence(found: Found) -> None:
    """Who has tagged nothing for a year is not waited for."""
    story = Story().commit("begin", OLD).tag("v1.0").commit("Release 1.1", MIDDLE)

    assert found(story, want=replace(WANT, today=date(2011, 8, 1))) == ["1.1"]


def test_too_many(found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody releases that often in a month; they are not read one by one."""
    monkeypatch.setattr(untagged, "MANY", 1)
    story = Story().commit("begin", OLD).tag("v1.0")
    story.commit("Release 1.1", MIDDLE).commit("Release 1.2", MIDDLE)

    with pytest.raises(FetchError) as caught:
        found(story)

    assert str(caught.value) == (
        "thing.git: 2 of its commits release untagged versions: too many\n"
        '  hint: look at "tags" of the project'
    )


# Each is in the changelog of its time, and most were announced; DRBD's 8.3 is tagged
# in another repository, and so is 8.4 after 8.4.7.
FINALS = [
    "8.3.11",
    "8.3.12",
    "8.3.13",
    "8.3.14",
    "8.3.15",
    "8.4.4-6",
    "8.4.4-7",
    "9.0.0-2",
    "8.4.7-2",
    "8.4.8-1",
    "8.4.9-1",
    "8.4.9-2",
    "8.4.10-1",
    "8.4.11-1",
    "9.0.18.1-1",
    "9.0.22-2",
]
REAL: dict[str, tuple[list[str], int]] = {
    "cluster-glue": (["1.0.13"], 0),
    "corosync": ([], 0),
    "drbd": (FINALS, 98),
    "drbd-utils": (["9.1.1", "9.2.2", "9.12.2"], 3),
    "libqb": ([], 0),
    "pacemaker": ([], 0),
    "resource-agents": ([], 0),
}


@pytest.mark.parametrize("name", REAL)
def test_real_histories(name: str, real_data: Path, cache: Path) -> None:
    """Of all the years of a project, exactly what it released without a tag is told."""
    plan = read_plan(Path(digest.__file__).parent / "projects.toml")
    known = next(item for item in plan.edition.projects if item.id == name)
    project = replace(known, repository=f"{name}.bundle")
    fetch = Fetch(cache, base=real_data / "upstream", limits=Limits())
    listing = fetch.git(project.repository, "for-each-ref", FORMAT, "refs/tags")
    tags = parse_tags(listing, project, plan.edition.timezone)
    want = replace(WANT, projects=(project,), today=date(2027, 1, 1))
    years = (Window(date(y, 1, 1), date(y + 1, 1, 1)) for y in range(1999, 2027))

    told = [
        parsed
        for year in years
        for commit in release_commits(project, tags, replace(want, window=year), fetch)
        if (parsed := parse(commit.version))
    ]

    finals, candidates = REAL[name]
    assert [v for v in told if not v.prerelease] == list(map(parse, finals))
    assert len(told) - len(finals) == candidates
