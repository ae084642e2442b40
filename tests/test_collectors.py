"""The collectors: what sources say, to facts."""

from __future__ import annotations

import json

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import git
import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.changes import Change
from digest.codec import encode
from digest.collectors import Source
from digest.collectors.mbox import MboxCollector
from digest.collectors.tags import MANY, TagCollector, parse_tags
from digest.compare.bookkeeping import is_bookkeeping
from digest.edition import Edition, Project, Want
from digest.errors import FetchError
from digest.fetch import Fetch, Limits
from digest.gather import NOT_ASKED, every_source, gather, keep, unread
from digest.model import (
    ChangesFrom,
    Evidence,
    EvidenceKind,
    Facts,
    Gap,
    Heard,
    News,
    NewsKind,
    Record,
    Sighting,
    Tag,
    Tally,
)
from digest.months import Month, Window
from digest.versions import tag_pattern
from tests.conftest import FakeFetch, cases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from digest.model import Found
    from tests.conftest import Expect

    Make = Callable[[str, str], Path]

TOKYO = ZoneInfo("Asia/Tokyo")
JULY = Window(date(2011, 7, 1), date(2011, 8, 1))
AUGUST = Month(2011, 8)
EMPTY = Facts(month=AUGUST, window=JULY, read_until=JULY.until)
THING = Project(
    id="thing",
    name="Thing",
    about={},
    aliases=("thing",),
    repository="thing.git",
    tags=(tag_pattern("v{version}"), tag_pattern("{version}")),
    changelog=("ChangeLog.md", "ChangeLog"),
    todo=("TODO",),
    tag_url="https://example.org/thing/{tag}",
    commit_url="https://example.org/thing/commit/{commit}",
)
OTHER = replace(THING, id="other", name="Other", aliases=("other",), repository="")
EDITION = Edition(
    title={}, timezone=TOKYO, languages=("en",), watch=(), projects=(THING, OTHER)
)
TODAY = date(2011, 8, 1)
WANT = Want(
    source="git:thing",
    window=JULY,
    timezone=TOKYO,
    projects=(THING,),
    today=TODAY,
)
EVIDENCE = Evidence(
    kind=EvidenceKind.MAIL,
    source="list",
    url="https://example.org/1",
    day=date(2011, 7, 5),
    title="thing 1.0 released",
    message_id="1@example.org",
)
SIGHTING = Sighting(project="thing", version="1.0", evidence=EVIDENCE)
RECORD = Record(
    project="thing",
    version="1.0",
    changes_from=ChangesFrom.CHANGELOG,
    changes=(Change(text="one"),),
)
TAG = Tag(project="thing", version="1.0", name="v1.0", day=date(2011, 7, 5))
NEWS = News(
    kind=NewsKind.EVENT,
    project=None,
    day=date(2011, 7, 6),
    title="a meeting",
    url="https://example.org/2",
)
ARCHIVE = b"""\
From a@example.org Tue Jul  5 10:00:00 2011
From: A. Name <a@example.org>
Date: Thu, 30 Jun 2011 23:30:00 +0000
Subject: [ANNOUNCE] thing 1.1 released
Message-ID: <in/time@example.org>

Dear all,

Thing 1.1 is released.

From a@example.org Tue Jul  5 10:00:00 2011
From: A. Name <a@example.org>
Date: Wed, 29 Jun 2011 14:30:00 +0000
Subject: [ANNOUNCE] thing 1.0 released
Message-ID: <too-early@example.org>

Thing 1.0 is released.

From a@example.org Tue Jul  5 10:00:00 2011
From: A. Name <a@example.org>
Date: Tue, 05 Jul 2011 10:00:00 +0000
Subject: a question
Message-ID: <question@example.org>

What does it do?

From a@example.org Wed Jul  6 10:00:00 2011
From: A. Name <a@example.org>
Date: Wed, 06 Jul 2011 10:00:00 +0000
Subject: [ANNOUNCE] thing 1.2 released
Message-ID: <linked@example.org>
Archived-At: <https://lists.example.org/linked>

Thing 1.2 is released. Changes:

- lid: close it
"""


@pytest.fixture
def door(tmp_path: Path) -> Fetch:
    """Return a door that starts from the test's folder."""
    limits = Limits(git=60, file=1000)
    return Fetch(tmp_path / "cache", base=tmp_path, limits=limits)


@pytest.mark.parametrize(
    "stream", cases("history", "*.stream"), ids=lambda path: path.stem
)
def test_history(stream: Path, repository: Make, door: Fetch, expect: Expect) -> None:
    """Every history yields the tags, sightings and records written beside it."""
    repository("thing.git", stream.read_text(encoding="utf-8"))

    found = [*TagCollector(project=THING).collect(WANT, door)]

    data = {
        kind.__name__.lower(): encode(
            tuple(item for item in found if isinstance(item, kind)), sparse=True
        )
        for kind in (Tag, Sighting, Record)
    }
    expect(data, stream.with_suffix(".json"))


@pytest.mark.parametrize(
    "stream", cases("history", "*.stream"), ids=lambda path: path.stem
)
def test_history_twice(stream: Path, repository: Make, door: Fetch) -> None:
    """Asked twice, a repository tells the same."""
    repository("thing.git", stream.read_text(encoding="utf-8"))
    collector = TagCollector(project=THING)

    assert [*collector.collect(WANT, door)] == [*collector.collect(WANT, door)]


def test_tags_of_no_release(repository: Make, door: Fetch) -> None:
    """Tags of trees and files are no releases; without a tagger, the commit counts."""
    stream = (cases("history", "first-release-of-all.stream")[0]).read_text("utf-8")
    path = repository("thing.git", stream)
    with git.Repo(path) as repo:
        commit = repo.tags[0].commit
        repo.git.update_ref("refs/tags/v0.2", commit.tree.hexsha)
        repo.git.update_ref("refs/tags/v0.3", commit.tree["TODO"].hexsha)
        for name, kind, target, tagger in (
            ("v0.4", "tree", commit.tree.hexsha, "A <a@b> 1309500000 +0000"),
            ("v0.5", "commit", commit.hexsha, ""),
            ("v0.6", "commit", commit.hexsha, "A <a@b> 99999999999999999999 +0000"),
            ("v0.7", "commit", commit.hexsha, "A <a@b> not a date"),
        ):
            lines = [f"object {target}", f"type {kind}", f"tag {name}"]
            lines += [f"tagger {tagger}"] if tagger else []
            file = path / name
            file.write_text("\n".join([*lines, "", "a message", ""]), "utf-8")
            options = ("-t", "tag", "-w", "--literally")
            made = repo.git.hash_object(*options, str(file))
            repo.git.update_ref(f"refs/tags/{name}", made)

    found = TagCollector(project=THING).collect(WANT, door)
    tags = {item.version: item.day for item in found if isinstance(item, Tag)}

    first = date(2011, 7, 1)
    assert tags == {"0.1": first, "0.5": first, "0.6": first, "0.7": first}


@pytest.mark.parametrize(
    "seconds",
    ["-62135596800", "-99999999999", "253402300799", "99999999999999999999", "0", ""],
)
def test_absurd_dates(seconds: str) -> None:
    """A date that no calendar has is none: the commit's counts, if that has one."""
    dated = f"v1.0\0tag\0commit\0{seconds}\0\0001309500000\n"
    undated = f"v1.1\0commit\0\0\0{seconds}\0\n"

    tags = parse_tags(dated + undated, THING, TOKYO)

    at = datetime(2011, 7, 1, 6, tzinfo=UTC)
    assert tags == (replace(TAG, day=date(2011, 7, 1), at=at),)


def test_address_of_tags() -> None:
    """Tags are where the project's repository is."""
    assert TagCollector(project=THING).address == "thing.git"


def test_no_tag_of_ours(repository: Make, door: Fetch) -> None:
    """A repository none of whose tags fits is told with what to look at."""
    stream = (cases("history", "first-release-of-all.stream")[0]).read_text("utf-8")
    repository("thing.git", stream)
    collector = TagCollector(project=replace(THING, tags=(tag_pattern("x{version}"),)))

    with pytest.raises(FetchError) as caught:
        [*collector.collect(WANT, door)]

    assert str(caught.value) == (
        "thing.git: none of its tags is one of this project's\n"
        '  hint: look at "tags" of the project'
    )


def test_too_many_tags(repository: Make, door: Fetch) -> None:
    """Nobody makes that many releases in a window; they are not read one by one."""
    stream = (cases("history", "first-release-of-all.stream")[0]).read_text("utf-8")
    more = (f"\nreset refs/tags/v1.{n}\nfrom :1\n" for n in range(MANY))
    repository("thing.git", stream.replace("\ndone\n", "".join(more)))

    with pytest.raises(FetchError) as caught:
        [*TagCollector(project=THING).collect(WANT, door)]

    assert str(caught.value) == (
        f"thing.git: {MANY + 1} of its tags are of this window: too many\n"
        '  hint: look at "tags" of the project'
    )


def test_large_file(repository: Make, tmp_path: Path) -> None:
    """Where a file is too large to be read, the tags are told all the same."""
    stream = cases("history", "candidates-folded-into-their-release.stream")[0]
    repository("thing.git", stream.read_text("utf-8"))
    door = Fetch(tmp_path / "cache", base=tmp_path, limits=Limits(file=10))
    sources = every_source(EDITION, ())

    facts = gather(EMPTY, EDITION, sources, door, TODAY)

    assert [sighting.version for sighting in facts.sightings] == [
        "1.1-rc1",
        "1.1-rc2",
        "1.1",
    ]
    assert facts.records == ()
    assert facts.gaps == (
        Gap(
            source="git:thing",
            what="ChangeLog is larger than 0 MiB",
            url="thing.git",
        ),
    )


@pytest.mark.parametrize(
    ("subject", "noise"),
    [
        ("Bump version to 1.2.8.", True),
        ("Bump verion to 1.2.0.", True),
        ("Change trunk version to 1.2.7.", True),
        ("Update library version for 2.0.8", True),
        ("Update --version-info for 2.0.10 (#519)", True),
        ("Prepare drbd-9.2.5", True),
        ("Preparing the drbd-8.0.12 release", True),
        ("Release corosync 1.2.7.", True),
        ("release version 0.17.2", True),
        ("Tag corosync-0.97 for release.", True),
        ("Doc: ChangeLog: update for 2.0.1-rc5 release", True),
        ("Merge trunk revision 2404", True),
        ("Merge pull request #2148 from a/b", True),
        ("Set version field in totem header in case it isn't set", False),
        ("Update portblock: improve version detection of iptables", False),
        ("Prepare for libxml2 to be replaced", False),
        ("Release the lock after 5 seconds", False),
        ("Merge two similar patterns", False),
        ("release " + "a-" * 100_000, False),
    ],
)
def test_bookkeeping(subject: str, *, noise: bool) -> None:
    """Commits that only keep the books are told from those that sound alike."""
    assert is_bookkeeping(subject) is noise


def test_mails() -> None:
    """An announcement of the window is a sighting, with the day it has in our zone."""
    collector = MboxCollector(url="a.mbox", link="https://example.org/{message_id}")
    want = replace(WANT, source="list")

    found = [*collector.collect(want, FakeFetch({"a.mbox": ARCHIVE}))]  # type: ignore[arg-type] # all that a collector asks of it

    assert [item.version for item in found if isinstance(item, Record)] == ["1.2"]
    sightings = tuple(item for item in found if isinstance(item, Sighting))
    assert encode(sightings, sparse=True) == [
        {
            "project": "thing",
            "version": "1.1",
            "evidence": {
                "kind": "mail",
                "source": "list",
                "url": "https://example.org/in%2Ftime@example.org",
                "day": "2011-07-01",
                "title": "[ANNOUNCE] thing 1.1 released",
                "message_id": "in/time@example.org",
            },
        },
        {
            "project": "thing",
            "version": "1.2",
            "evidence": {
                "kind": "mail",
                "source": "list",
                "url": "https://lists.example.org/linked",
                "day": "2011-07-06",
                "title": "[ANNOUNCE] thing 1.2 released",
                "message_id": "linked@example.org",
            },
        },
    ]


def test_no_mails() -> None:
    """A page where an archive should be is told with its address."""
    fetch = FakeFetch({"https://example.org/a.mbox": b"<html>busy</html>"})
    collector = MboxCollector(url="https://example.org/a.mbox")

    with pytest.raises(FetchError) as caught:
        [*collector.collect(WANT, fetch)]  # type: ignore[arg-type] # all that a collector asks of it

    assert str(caught.value) == (
        "https://example.org/a.mbox: a web page, not an mbox\n"
        "  hint: look at the address in a browser: it may ask whether you are a bot"
    )


@pytest.mark.parametrize(
    ("since", "until", "lives"),
    [
        (None, None, True),
        (Month(2011, 7), Month(2011, 7), True),
        (Month(2011, 8), None, False),
        (None, Month(2011, 6), False),
        (Month(2011, 5), Month(2011, 6), False),
    ],
)
def test_life_of_a_source(
    since: Month | None, until: Month | None, *, lives: bool
) -> None:
    """A source is asked for a window that a month of its life touches."""
    source = Source(id="list", collector=_Told(), since=since, until=until)

    assert source.lives_in(JULY) is lives


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A source that says what it was told to say, and may then break off."""

    items: tuple[Found, ...] = ()
    breaks: bool = False
    address: str = ""

    def collect(self, want: Want, _: Fetch) -> Iterator[Found]:
        """Yield what it was told, for the projects that it is asked about."""
        known = {project.id for project in want.projects}
        for item in self.items:
            whose = None if isinstance(item, Heard) else item.project
            if whose is None or whose in known:
                yield item
        if self.breaks:
            raise FetchError("does not answer", where="https://example.org/")


def _source(name: str, *items: Found, breaks: bool = False) -> Source:
    return Source(id=name, collector=_Told(items=items, breaks=breaks))


def test_a_failing_source(door: Fetch) -> None:
    """A source that fails is a gap; what it said before stays, and what others say."""
    sources = [_source("a", SIGHTING, breaks=True), _source("b", TAG, NEWS, RECORD)]

    facts = gather(EMPTY, EDITION, sources, door, TODAY)

    gap = Gap(source="a", what="does not answer", url="https://example.org/")
    assert facts == replace(
        EMPTY,
        sightings=(SIGHTING,),
        tags=(TAG,),
        news=(NEWS,),
        records=(RECORD,),
        tallies=(Tally(source="b", messages=0),),
        gaps=(gap,),
    )


def test_a_source_outside_its_life(door: Fetch) -> None:
    """A source that was not alive in the window is not asked, and is no gap."""
    source = replace(_source("a", SIGHTING, breaks=True), until=Month(2010, 1))

    assert gather(EMPTY, EDITION, [source], door, TODAY) == EMPTY


def test_a_source_of_some_projects(door: Fetch) -> None:
    """A source that is narrowed to projects is asked about those alone."""
    other = replace(SIGHTING, project="other")
    source = replace(_source("a", SIGHTING, other), projects=("other",))

    assert gather(EMPTY, EDITION, [source], door, TODAY).sightings == (other,)


def test_a_source_asked_for_some(door: Fetch) -> None:
    """A source is read as always, and only what is asked for is taken."""
    other = replace(SIGHTING, project="other")
    source = replace(_source("a", Heard(day=TODAY), SIGHTING, other), only=("other",))

    assert gather(EMPTY, EDITION, [source], door, TODAY).sightings == (other,)


def test_every_repository_is_a_source() -> None:
    """Projects with a repository are read before the sources; others have none."""
    source = _source("a")

    every = every_source(EDITION, [source])

    assert [item.id for item in every] == ["git:thing", "a"]
    assert every[0].projects == ("thing",)


# The same day, the same subject, the same version in another spelling: whatever does
# not tell two things apart must not leave their order to chance.
SPELLINGS = [replace(SIGHTING, version=version) for version in ("1.0", "1.0.0", "nil")]
TWINS = [
    replace(SIGHTING, evidence=replace(EVIDENCE, message_id=name)) for name in "abcd"
]
EVERYTHING: list[Found] = [
    SIGHTING,
    replace(SIGHTING, evidence=replace(EVIDENCE, kind=EvidenceKind.TAG)),
    *SPELLINGS,
    *TWINS,
    RECORD,
    replace(RECORD, changes_from=ChangesFrom.TAG),
    replace(RECORD, version="1.0.0"),
    TAG,
    replace(TAG, name="1.0"),
    NEWS,
    replace(NEWS, url="https://example.org/3"),
]


@given(
    st.permutations(EVERYTHING),
    st.integers(0, len(EVERYTHING)),
    st.booleans(),
)
def test_order_of_sources(items: list[Found], cut: int, breaks: bool) -> None:  # noqa: FBT001 - hypothesis gives it by place
    """Whoever is asked first, and whoever says it twice, the facts are the same."""
    door: Fetch = FakeFetch({})  # type: ignore[assignment] # nobody goes out here
    a, b = items[:cut], items[cut:]
    sources = [_source("a", *a, breaks=breaks), _source("b", *b, a[0] if a else b[0])]
    one = gather(EMPTY, EDITION, sources, door, TODAY)
    other = gather(EMPTY, EDITION, sources[::-1], door, TODAY)
    plain = gather(EMPTY, EDITION, [_source("b", *EVERYTHING)], door, TODAY)

    assert json.dumps(encode(one)) == json.dumps(encode(other))
    assert replace(one, gaps=(), tallies=()) == replace(plain, tallies=())


def test_found_once_stays() -> None:
    """What a source does not say any more stays, and what is new comes to it."""
    late = replace(SIGHTING, version="1.1")
    old = replace(
        EMPTY, sightings=(SIGHTING,), records=(RECORD,), news=(NEWS,), tags=(TAG,)
    )
    new = replace(EMPTY, sightings=(late,))

    kept = keep(old, new, [], [])

    assert kept == replace(old, sightings=(SIGHTING, late))


def test_told_again() -> None:
    """What a source says again in other words takes the place of what it said."""
    tag = replace(EVIDENCE, kind=EvidenceKind.TAG, title="v1.0", message_id="")
    entry = replace(EVIDENCE, kind=EvidenceKind.FEED, title="v1.0", message_id="")
    old = replace(
        EMPTY,
        sightings=(
            SIGHTING,
            replace(SIGHTING, evidence=entry),
            replace(SIGHTING, evidence=tag),
        ),
        records=(RECORD,),
        tags=(TAG,),
        news=(NEWS,),
    )
    moved = replace(
        SIGHTING,
        evidence=replace(tag, day=date(2011, 7, 9), url="https://example.org/moved"),
    )
    retitled = replace(SIGHTING, evidence=replace(entry, title="v1.0 - Final"))
    renamed = replace(SIGHTING, evidence=replace(EVIDENCE, title="thing 1.0 is out"))
    longer = replace(RECORD, changes=(Change(text="one"), Change(text="two")))
    new = replace(
        EMPTY,
        sightings=(retitled, renamed, moved),
        records=(longer,),
        tags=(replace(TAG, day=date(2011, 7, 9)),),
        news=(replace(NEWS, title="a better name"),),
    )

    assert keep(old, new, [], []) == new


def test_nothing_takes_no_place() -> None:
    """A record that has nothing to say any more does not take the place of one."""
    nothing = replace(RECORD, changes_from=ChangesFrom.NONE, changes=())
    old, new = (replace(EMPTY, records=(record,)) for record in (RECORD, nothing))

    assert RECORD in keep(old, new, [], []).records


def test_gaps_until_asked_again() -> None:
    """A gap stays until its source is asked again, or is no source any more."""
    gaps = {name: Gap(source=name, what="does not answer") for name in "abcd"}
    again = replace(gaps["b"], what="answers with status 404")
    old = replace(EMPTY, gaps=tuple(gaps.values()))
    new = replace(EMPTY, gaps=(again,))
    a, b, c = map(_source, "abc")

    kept = keep(old, new, [b, c], [a, b, c])

    assert kept.gaps == (gaps["a"], again)


def test_not_asked_yet() -> None:
    """Before anybody was asked, everybody is a gap, until they are."""
    a, b = map(_source, "ab")
    before = unread(EMPTY, [a, b])

    after = keep(before, EMPTY, [a], [a, b])

    assert [gap.source for gap in before.gaps] == ["a", "b"]
    assert after.gaps == (Gap(source="b", what=NOT_ASKED),)


def test_read_until() -> None:
    """As long as a source was not asked again, the month is not read any further."""
    early = replace(EMPTY, read_until=date(2011, 7, 10))
    a, b = map(_source, "ab")

    assert keep(early, EMPTY, [a], [a, b]).read_until == early.read_until
    assert keep(early, EMPTY, [a, b], [a, b]).read_until == EMPTY.read_until


def test_another_window() -> None:
    """What a new window leaves out by more than a day is not kept."""
    old = replace(EMPTY, sightings=(SIGHTING,), news=(NEWS,))
    near, far = (
        replace(EMPTY, window=Window(date(2011, 7, day), JULY.until)) for day in (7, 9)
    )

    assert keep(old, near, [], []) == replace(near, news=(NEWS,))
    assert keep(old, far, [], []) == far


def test_kept_twice() -> None:
    """Collecting again changes nothing if no source says anything new."""
    facts = replace(
        EMPTY, sightings=(SIGHTING,), records=(RECORD,), news=(NEWS,), tags=(TAG,)
    )

    assert keep(facts, facts, [], []) == facts
