"""What an issue's page shows of a digest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from digest.changes import Change, How, OptionChange, TopicChange
from digest.edition import Edition, Project
from digest.model import ChangesFrom
from digest.months import Month, Window
from digest.release import Digest, Release
from digest.remarks import QuickSuccession, SameDaySiblings, StatusContradiction
from digest.render.comparisons import FEW
from digest.render.told import Shared
from digest.render.view import view_issue
from digest.versions import tag_pattern

if TYPE_CHECKING:
    from digest.pick import Group
    from digest.render.view import Entry, Issue

ALPHA = Project(
    id="alpha",
    name="Alpha",
    about={"en": "The first."},
    aliases=("alpha",),
    repository="alpha.git",
    tags=(tag_pattern("v{version}"),),
    compare_url="https://example.org/{old}...{new}",
)
EDITION = Edition(
    title={},
    timezone=ZoneInfo("Asia/Tokyo"),
    languages=("en",),
    watch=(),
    projects=(ALPHA,),
)
RELEASE = Release(
    project="alpha",
    version="1.1",
    day=date(2011, 7, 5),
    series="1.1",
    previous="1.0",
    prerelease=False,
    backdated=False,
    late=False,
    tag="v1.1",
    previous_tag="v1.0",
    evidence=(),
    changes_from=ChangesFrom.CHANGELOG,
)
TOPIC = TopicChange(
    topic="one",
    how=How.CHANGED,
    old="v1.0",
    new="v1.1",
    file="TODO",
    before="one\nFinished: 0%",
    after="one\nFinished: 100%",
)


OPTION = OptionChange(
    where="ring.8", option="token", how=How.ADDED, old="", new="x", file="man/ring.8"
)


def candidate(version: str) -> Release:
    """Return a candidate."""
    return replace(RELEASE, version=version, prerelease=True, tag=f"v{version}")


def change(text: str, also_in: str = "", depth: int = 0) -> Change:
    """Return a change that another release may say as well."""
    return Change(text=text, also_in=also_in, depth=depth)


def view(*releases: Release, language: str = "en") -> Issue:
    """Return the view of an issue with these releases, newest version first."""
    window = Window(date(2011, 7, 1), date(2011, 8, 1))
    digest = Digest(month=Month(2011, 8), window=window, early=False, releases=releases)
    return view_issue(digest, EDITION, language)


def texts(groups: tuple[Group, ...]) -> list[str]:
    """Return the words of the changes in groups."""
    return [change.text for group in groups for change in group.changes]


def versions(entries: tuple[Entry, ...]) -> list[str]:
    """Return the versions of entries."""
    return [entry.release.version for entry in entries]


def test_nothing() -> None:
    """An issue without releases has no sections."""
    issue = view()

    assert (issue.sections, issue.entries) == ((), ())


def test_sections() -> None:
    """Each project is a section, under its name and with what it is about."""
    other = replace(RELEASE, project="beta")

    issue = view(RELEASE, other)

    assert [(s.id, s.name, s.about) for s in issue.sections] == [
        ("alpha", "Alpha", "The first."),
        ("beta", "beta", ""),
    ]
    assert [entry.anchor for entry in issue.entries] == ["alpha-1.1", "beta-1.1"]
    assert view(RELEASE, language="ja").sections[0].about == ""


def test_no_news() -> None:
    """What is backdated is not shown."""
    assert view(replace(RELEASE, backdated=True)).sections == ()


def test_candidates() -> None:
    """Candidates stand below the release they led to, those of none by themselves."""
    odd = replace(RELEASE, version="unstable")
    rcs = [candidate(version) for version in ("1.2-rc1", "1.1-rc2", "1.1rc1")]

    entries = view(rcs[0], RELEASE, *rcs[1:], odd).entries

    assert versions(entries) == ["1.2-rc1", "1.1", "unstable"]
    assert [versions(entry.candidates) for entry in entries] == [
        [],
        ["1.1-rc2", "1.1rc1"],
        [],
    ]


@pytest.mark.parametrize(
    ("release", "url"),
    [
        (RELEASE, "https://example.org/v1.0...v1.1"),
        (replace(RELEASE, tag=""), ""),
        (replace(RELEASE, previous_tag=""), ""),
        (replace(RELEASE, project="beta"), ""),
    ],
)
def test_compare_url(release: Release, url: str) -> None:
    """Two tags of a project that we watch can be compared, nothing else."""
    (entry,) = view(release).entries

    assert entry.compare_url == url


def test_picked_and_the_rest() -> None:
    """What stands out is shown first, and the rest is folded and counted."""
    changes = [change(f"change {n}") for n in range(20)]
    changes[7] = replace(changes[7], marks=("severity: high",))

    (entry,) = view(replace(RELEASE, changes=tuple(changes))).entries

    assert texts(entry.changes.first) == ["change 7"]
    assert entry.hidden == len(texts(entry.changes.rest)) == 19


def test_shared_once() -> None:
    """What another release says is counted there and not repeated, nested or not."""
    other = replace(RELEASE, version="1.0.9")
    shared = (
        change("own"),
        change("agents:", "1.0.9"),
        change("fix one", "1.0.9", 1),
        change("fix two", "", 1),
        change("fix three", "", 2),
        change("tools:", "1.0.9"),
        change("fix four", "1.0.9", 1),
        change("of none", "1.0.8"),
    )

    entry, _ = view(replace(RELEASE, changes=shared), other).entries

    assert texts(entry.changes.first) == ["own", "agents:", "fix two", "fix three"]
    assert entry.shared == (Shared(count=4, version="1.0.9", anchor="alpha-1.0.9"),)


def test_topics() -> None:
    """Blocks are shown before and after; of lists, the first few, and others folded."""
    items = [
        replace(TOPIC, topic=f"item {n}", before="", after=f"item {n}")
        for n in range(FEW + 2)
    ]
    gone = replace(TOPIC, topic="gone", after="")
    elsewhere = replace(TOPIC, topic="other", old="v0.9")

    (entry,) = view(replace(RELEASE, topics=(TOPIC, *items, gone, elsewhere))).entries
    one, other = entry.topics

    assert (one.file, one.old, one.new) == ("TODO", "v1.0", "v1.1")
    assert one.blocks == (TOPIC,)
    assert one.listed == tuple(items[:FEW])
    assert one.folded == (*items[FEW:], gone)
    assert (other.old, other.blocks) == ("v0.9", (elsewhere,))
    assert entry.topics_in is None


def test_topics_once() -> None:
    """A topic that a newer release shows is counted there, whatever it was since."""
    newest = replace(RELEASE, version="1.2", topics=(TOPIC,))
    between = replace(RELEASE, version="1.1.5")
    again = replace(TOPIC, old="v0.9", new="v1.0")
    own = replace(TOPIC, topic="two")
    older = replace(RELEASE, topics=(again, own))

    entries = view(newest, between, older).entries

    assert [entry.topics_in for entry in entries] == [
        None,
        None,
        Shared(count=1, version="1.2", anchor="alpha-1.2", file="TODO"),
    ]
    assert [t.blocks for entry in entries for t in entry.topics] == [(TOPIC,), (own,)]


def test_remarks_once() -> None:
    """What is remarked on several releases is said at the newest that shows it."""
    siblings = SameDaySiblings(versions=("1.2", "1.1"))
    status = StatusContradiction(
        topic="one", file="TODO", started="Not Started", finished="100%"
    )
    quick = QuickSuccession(days=2, than="1.0")
    both = replace(RELEASE, topics=(TOPIC,), remarks=(quick, siblings, status))

    newer, older = view(replace(both, version="1.2"), both).entries

    assert newer.remarks == (quick, siblings, status)
    assert older.remarks == (quick,)


def test_thanked() -> None:
    """Whoever the changes name is thanked once; an address is nobody's name."""
    changes = tuple(
        Change(text=str(n), by=("A. Name", f"@name{n % 2}", "b@example.org"))
        for n in range(20)
    )

    (entry,) = view(replace(RELEASE, changes=changes)).entries

    assert entry.thanked == ("A. Name", "@name0", "@name1")


@pytest.mark.parametrize(
    ("previous", "headings", "of_series"),
    [
        ("1.0.9", ("1.0", "1.1"), True),
        ("1.1.1", ("1.1.1", "1.1.2"), False),
        (None, ("", "1.1.2"), False),
    ],
)
def test_options(
    previous: str | None, headings: tuple[str, str], *, of_series: bool
) -> None:
    """Options stand below the two series, or the versions where it is the same."""
    release = replace(RELEASE, version="1.1.2", previous=previous, options=(OPTION,))

    (entry,) = view(release).entries
    (told,) = entry.options

    assert (told.key, told.table.where) == ("alpha 1.1.2 ring.8", "ring.8")
    assert ((told.old, told.new), told.of_series) == (headings, of_series)


def test_options_of_nobody() -> None:
    """A project that we do not watch has series of two numbers, too."""
    release = replace(RELEASE, project="gone", previous="1.0.9", options=(OPTION,))

    (entry,) = view(release).entries

    assert entry.options[0].old == "1.0"


def test_options_of_the_same_name() -> None:
    """Tables of files that share their name are named by their paths."""
    other = replace(OPTION, file="old--man>/ring.8")

    issue = view(replace(RELEASE, options=(OPTION, other)))

    assert list(issue.tables) == [
        "alpha 1.1 man/ring.8",
        "alpha 1.1 old- -man›/ring.8",
    ]


def test_options_once() -> None:
    """What a newer release of the series says of options as well is said there."""
    release = replace(RELEASE, options=(OPTION,))
    own = replace(OPTION, option="hops")
    rc = replace(candidate("1.1-rc1"), options=(OPTION, own))
    older = replace(release, version="1.0", series="1.0")

    issue = view(release, rc, older)

    assert [
        (entry.release.version, [row.option for row in table.table.rows])
        for entry, table in issue.tables.values()
    ] == [("1.1", ["token"]), ("1.1-rc1", ["hops"]), ("1.0", ["token"])]


def test_all_entries() -> None:
    """Candidates come behind the releases they led to."""
    issue = view(RELEASE, candidate("1.1-rc1"), replace(RELEASE, version="1.0"))

    assert versions(issue.all_entries) == ["1.1", "1.1-rc1", "1.0"]
