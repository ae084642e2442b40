"""What follows from a month's releases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from digest.changes import Field, How, TopicChange
from digest.model import ChangesFrom, Tag
from digest.release import Release
from digest.remarks import (
    AfterCandidates,
    Candidate,
    QuickSuccession,
    SameDaySiblings,
    StatusContradiction,
    remarks,
)

if TYPE_CHECKING:
    from digest.release import Remark

DAY = date(2011, 7, 20)
RELEASE = Release(
    project="alpha",
    version="1.4.1",
    day=DAY,
    series="1.4",
    previous="1.4.0",
    prerelease=False,
    backdated=False,
    late=False,
    tag="v1.4.1",
    previous_tag="v1.4.0",
    evidence=(),
    changes_from=ChangesFrom.NONE,
)
TOPIC = TopicChange(
    topic="one",
    how=How.CHANGED,
    old="v1.4.0",
    new="v1.4.1",
    file="TODO",
    before="one\nFinished: 0%",
    after="one\nStarted: Not Started\nFinished: 100%",
)


def tag(version: str, before: int, committed: int | None = None) -> Tag:
    """Return a tag that was made so many days before the release, as was its commit."""
    return Tag(
        project="alpha",
        version=version,
        name=f"v{version}",
        day=DAY - timedelta(before),
        committed=None if committed is None else DAY - timedelta(committed),
    )


def remarks_on(release: Release, *history: Tag) -> tuple[Remark, ...]:
    """Return the remarks on a release that is alone in its month."""
    return remarks(release, (release,), history, 2)


# A project with a habit: four times 90 days between two of a series, whatever another
# series does in between.
HABIT = (
    *(tag(f"1.3.{n}", 400 - 90 * n) for n in range(3)),
    *(tag(f"1.2.{n}", 390 - 90 * n) for n in range(3)),
)


@pytest.mark.parametrize(
    ("history", "days", "quick"),
    [
        ((), 14, True),
        ((), 15, False),
        (HABIT, 30, True),
        (HABIT, 31, False),
        (HABIT[:-1], 14, True),
        (HABIT[:-1], 15, False),
    ],
)
def test_quick_succession(history: tuple[Tag, ...], days: int, *, quick: bool) -> None:
    """Quick is a third of the usual time; for a young project, two weeks."""
    found = remarks_on(RELEASE, *history, tag("1.4.0", days), tag("1.4.1", 0))

    assert found == ((QuickSuccession(days=days, than="1.4.0"),) if quick else ())


@pytest.mark.parametrize(
    ("release", "history"),
    [
        (replace(RELEASE, previous=None), [tag("1.4.0", 2)]),
        (RELEASE, []),
        (RELEASE, [tag("1.4.0", 0)]),
        (RELEASE, [tag("1.4.0", -2)]),
        (replace(RELEASE, previous="1.3.9"), [tag("1.3.9", 2), tag("1.3.8", 3)]),
        (replace(RELEASE, prerelease=True), [tag("1.4.0", 2)]),
        (replace(RELEASE, backdated=True, topics=(TOPIC,)), [tag("1.4.0", 2)]),
    ],
    ids=[
        "the first of all",
        "after nothing that is tagged",
        "on one day",
        "after what came later",
        "the first of its series",
        "a candidate",
        "no news",
    ],
)
def test_nothing_to_remark(release: Release, history: list[Tag]) -> None:
    """Where there is nothing to compare with, or nothing new, nothing is said."""
    assert remarks_on(release, *history) == ()


def test_series_of_another_rule() -> None:
    """What a series is, is the project's to say."""
    release = replace(RELEASE, version="2.1", previous="2.0", series="2")
    apart = replace(release, series="2.1")
    history = (tag("2.0", 3),)

    assert remarks(release, (release,), history, 1) == (
        QuickSuccession(days=3, than="2.0"),
    )
    assert remarks(apart, (apart,), history, 2) == ()


def test_batch_counts_by_its_commits() -> None:
    """Tags that were made in a batch say nothing of how often there are releases."""
    batch = [tag(f"1.4.{n}", 3, 800 - 100 * n) for n in range(7)]
    release = replace(RELEASE, version="1.4.7", previous="1.4.6")

    assert remarks_on(release, *batch) == ()


def test_same_day_siblings() -> None:
    """Releases of several series on one day are remarked on; of one series, not."""
    older, same = (
        replace(RELEASE, version=version, series=series, previous=None)
        for version, series in (("1.3.9", "1.3"), ("1.4.0", "1.4"))
    )
    others = [
        replace(older, version="1.2.9", series="1.2", day=DAY - timedelta(1)),
        replace(older, version="1.5rc1", series="1.5", prerelease=True),
        replace(older, version="1.1.9", series="1.1", backdated=True),
    ]

    told = remarks(RELEASE, (RELEASE, older, *others), (), 2)
    silent = remarks(RELEASE, (RELEASE, same, *others), (), 2)

    assert told == (SameDaySiblings(versions=("1.4.1", "1.3.9")),)
    assert silent == ()


def test_after_candidates() -> None:
    """The candidates of a release are counted, in order, from the first day on."""
    history = (
        *(tag("1.4.1-rc10", 2), tag("1.4.1-rc2", 9), tag("1.4.1rc1", 9, 12)),
        *(tag("1.4.1-rc11", -1), tag("1.4.2-rc1", 1), tag("1.4.1", 0)),
        *(tag("1.4-nothing", 1), replace(tag("1.4.1-rc.2", 9), name="again")),
    )

    (found,) = remarks_on(replace(RELEASE, previous=None), *history)

    steps = [
        ("1.4.1rc1", 9, "v1.4.1rc1"),
        ("1.4.1-rc.2", 9, "again"),
        ("1.4.1-rc2", 9, "v1.4.1-rc2"),
        ("1.4.1-rc10", 2, "v1.4.1-rc10"),
    ]
    assert found == AfterCandidates(
        count=4,
        days=9,
        candidates=tuple(
            Candidate(version=version, day=DAY - timedelta(days), tag=name)
            for version, days, name in steps
        ),
    )


@pytest.mark.parametrize(
    ("after", "contradicts"),
    [
        ("one\nStarted: Not Started\nFinished: 100%", True),
        ("one\nstarted: not yet started\nFINISHED: Merged in May", True),
        ("one\nStarted: has not been started yet\nFinished: done", True),
        ("one\nStarted: May\nFinished: 100%", False),
        ("one\nStarted: Not Started\nFinished: 99%", False),
        ("one\nFinished: 100%", False),
        ("one\nStarted: Not Started", False),
        ("", False),
    ],
)
def test_status_contradiction(after: str, *, contradicts: bool) -> None:
    """A topic that is finished and was never started is remarked on, once."""
    topic = replace(TOPIC, after=after)
    release = replace(
        RELEASE, prerelease=True, topics=(topic, replace(topic, old="v1"))
    )

    found = remarks_on(release)

    fields = dict(line.split(": ") for line in after.splitlines()[1:])
    assert found == (
        (StatusContradiction(topic="one", file="TODO", **_named(fields)),)
        if contradicts
        else ()
    )


@pytest.mark.parametrize(
    ("after", "changed", "said"),
    [
        ("one", {"Status": "done", "List": "Open"}, ("Open", "done")),
        ("one", {"Status": "open", "List": "Done"}, ("open", "Done")),
        ("one\nFinished: May 2011", {"List": "planned"}, ("planned", "May 2011")),
        (
            "one\nStarted: never",
            {"List": "Finished items"},
            ("never", "Finished items"),
        ),
        ("one", {"Status": "done", "List": "Features"}, None),
        ("one\nStarted: May 2011\nFinished: never", {"Finished": "never"}, None),
        ("", {"Status": "", "List": ""}, None),
    ],
)
def test_lists_contradict(
    after: str, changed: dict[str, str], said: tuple[str, str] | None
) -> None:
    """A topic that is done and stands in a list of what waits is remarked on, too."""
    fields = tuple(Field(name=name, old="", new=new) for name, new in changed.items())
    topic = replace(TOPIC, after=after, fields=fields)

    found = remarks_on(replace(RELEASE, prerelease=True, topics=(topic,)))

    assert [
        (r.started, r.finished) for r in found if isinstance(r, StatusContradiction)
    ] == [*([said] if said else [])]


def _named(fields: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in fields.items()}
