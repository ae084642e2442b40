"""How soon, or how late, a release came, and what it repairs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from digest.changes import Change
from digest.history import History
from digest.merge import merge
from digest.model import ChangesFrom
from digest.remarks import FixAfterRelease, LongSilence, QuickSuccession
from tests.scene import DAY, FACTS, RELEASE, of_kind, release, sighting, tag, told

if TYPE_CHECKING:
    from digest.model import Tag

# A project with a habit: four times 90 days between two of a series, whatever another
# series does in between.
HABIT = (
    *(tag(f"1.3.{n}", 400 - 90 * n) for n in range(3)),
    *(tag(f"1.2.{n}", 390 - 90 * n) for n in range(3)),
)
# One that released seven times, every 20 days, up to so many days ago.
STEADY = tuple(tag(f"1.4.{n}", 20 * (6 - n)) for n in range(7))


def since(days: int, *others: Tag) -> tuple[Tag, ...]:
    """Return the tags of a steady project whose newest is so many days old."""
    return (
        *(replace(t, day=t.day - timedelta(days)) for t in STEADY),
        *others,
    )


def change(text: str, **fields: Any) -> Change:
    """Return a change."""
    return Change(text=text, **fields)


@pytest.mark.parametrize(
    ("history", "days", "quick"),
    [
        ((), 14, True),
        ((), 15, False),
        (HABIT, 30, True),
        (HABIT, 31, False),
        (HABIT[:-1], 14, True),
        (HABIT[:-1], 15, False),
        ((), 0, False),
    ],
)
def test_quick_succession(history: tuple[Tag, ...], days: int, *, quick: bool) -> None:
    """Quick is a third of the usual time; for a young project, two weeks."""
    found = told(RELEASE, *history, tag("1.4.0", days), tag("1.4.1", 0))

    kept = of_kind(found, QuickSuccession)
    assert kept == ([QuickSuccession(days=days, than="1.4.0")] if quick else [])


@pytest.mark.parametrize(("days", "quick"), [(3, True), (4, False), (7, False)])
def test_weekly(days: int, *, quick: bool) -> None:
    """A series that comes every week anyway is no surprise, unless twice as fast."""
    weekly = [tag(f"1.4.{n}", days + 7 * (3 - n)) for n in range(4)]
    subject = release("1.4.4", "1.4.3")

    found = told(subject, *HABIT, *weekly)

    assert bool(of_kind(found, QuickSuccession)) is quick


def test_series_of_another_rule() -> None:
    """What a series is, is the project's to say."""
    subject = replace(RELEASE, version="2.1", previous="2.0", series="2")
    apart = replace(subject, series="2.1")
    history = (tag("2.0", 3), tag("1.0", 90))

    assert of_kind(told(subject, *history, rule=1), QuickSuccession) == [
        QuickSuccession(days=3, than="2.0")
    ]
    assert of_kind(told(apart, *history, rule=2), QuickSuccession) == []


def test_batch_counts_by_its_commits() -> None:
    """Tags that were made in a batch say nothing of how often there are releases."""
    batch = [tag(f"1.4.{n}", 3, 800 - 100 * n) for n in range(7)]

    assert told(release("1.4.7", "1.4.6"), *batch) == ()


@pytest.mark.parametrize(
    ("history", "days", "long"),
    [
        (since(61), 61, True),
        (since(60), 60, False),
        (since(200)[1:], 200, False),
        (since(200)[:3] + since(650)[4:], 200, False),
        (
            tuple(
                replace(t, day=DAY - timedelta(29 + n)) for n, t in enumerate(STEADY)
            ),
            29,
            False,
        ),
    ],
    ids=["three times", "not quite", "too young", "not the longest", "not a month"],
)
def test_long_silence(history: tuple[Tag, ...], days: int, *, long: bool) -> None:
    """Long is three times the usual time, and more than all but one before it."""
    newest = max(history, key=lambda t: (t.day, t.version))

    found = told(release("1.5.0"), *history)

    kept = of_kind(found, LongSilence)
    silence = LongSilence(days=days, than=newest.version, tag=newest.name)
    assert kept == ([silence] if long else [])


def test_pace_of_late() -> None:
    """Who has become slow is no more silent than usual; what was long ago is over."""
    slow = [tag(f"1.5.{n}", 400 * (13 - n)) for n in range(13)]
    fast = [tag(f"1.4.{n}", 8000 - n) for n in range(40)]

    assert not of_kind(told(release("1.5.13", "1.5.12"), *fast, *slow), LongSilence)
    assert of_kind(told(release("1.5.13", "1.5.12"), *fast, slow[-1]), LongSilence)


def test_silence_of_a_series() -> None:
    """Where another series went on meanwhile, it is the series that was silent."""
    lively = [tag(f"1.5.{n}", 20 * n + 3) for n in range(20)]

    long = told(release("1.4.7", "1.4.6"), *since(300), *lively)
    short = told(release("1.4.7", "1.4.6"), *since(50), *lively)

    assert of_kind(short, LongSilence) == []
    assert of_kind(long, LongSilence) == [
        LongSilence(days=300, than="1.4.6", tag="v1.4.6", series="1.4")
    ]


def test_silence_is_broken_once() -> None:
    """Of several releases of one day the newest breaks the silence."""
    newer, older = release("1.5.0"), release("1.4.7", "1.4.6")

    found = [told(r, *since(300), month=(newer, older)) for r in (newer, older)]

    assert [len(of_kind(f, LongSilence)) for f in found] == [1, 0]


def test_no_silence_where_others_were_announced() -> None:
    """What was announced and never tagged was a sign of life, in any issue."""
    said = sighting("1.4.7", 10)
    early = replace(FACTS, sightings=(said,))
    history = History(releases=merge(early))
    month = (release("1.5.0"), replace(release("1.4.7"), tag="", day=said.evidence.day))

    before = told(release("1.5.0"), *since(300), history=history)
    here = told(release("1.5.0"), *since(300), month=month)

    assert of_kind(before, LongSilence) == of_kind(here, LongSilence) == []
    other = replace(
        history,
        releases=merge(replace(early, sightings=(sighting("9", project="beta"),))),
    )
    assert of_kind(told(release("1.5.0"), *since(300), history=other), LongSilence)


@pytest.mark.parametrize(
    ("text", "days", "fix"),
    [
        ("fix the lamp", 14, True),
        ("fix the lamp", 15, False),
        ("fix the lamp", 0, True),
        ("add a lamp", 3, False),
        ("prefix the lamp", 3, False),
        ("Revert: add a lamp", 3, True),
    ],
)
def test_fix_within_two_weeks(text: str, days: int, *, fix: bool) -> None:
    """What repairs anything within two weeks is a fix of the release before it."""
    subject = replace(RELEASE, changes=(change("add tea"), change(text)))

    found = of_kind(told(subject, tag("1.4.0", days)), FixAfterRelease)

    assert found == ([FixAfterRelease(days=days, than="1.4.0")] if fix else [])


def test_fix_at_its_pace() -> None:
    """Where there is a release every week, none of them is a fix of the last one."""
    weekly = [tag(f"1.4.{n}", 7 * (4 - n)) for n in range(4)]
    subject = replace(release("1.4.4", "1.4.3"), changes=(change("fix tea"),))

    assert of_kind(told(subject, *weekly), FixAfterRelease) == []


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("boil again (regression introduced in 1.4.0)", "1.4.0"),
        ("Fixed a leak (alpha-1.3.2 regression)", "1.3.2"),
        ("Repair what regressed with v1.4.0, at last", "1.4.0"),
        ("Fixed two regressions (introduced with 1.4.0-rc1)", "1.4.0-rc1"),
        ("Fix a regression in the kettle of 9.9.9", ""),
        ("Fix a regression", ""),
        ("Fix a regression by 05b4e99a6e", None),
        ("boil again (regression introduced in 1.4.1-rc1)", None),
        ("run the regression tests of 1.4.0", None),
        ("regression.sh: know 1.4.0", None),
        ("make sure there is no regression from 1.4.0", None),
        ("know 1.4.0", None),
    ],
)
def test_regression(text: str, broken: str | None) -> None:
    """What a change says was broken is told with the version that broke it.

    What no user ever had, and tests that are called so, are none.
    """
    tags = (tag("1.4.0", 100), tag("1.4.0-rc1", 120), tag("1.3.2", 300))
    subject = replace(
        RELEASE,
        changes=(change("tea"), change(text, url="https://example.org/1")),
        changes_from=ChangesFrom.CHANGELOG,
    )

    found = of_kind(told(subject, *tags, tag("1.4.1-rc1", 9)), FixAfterRelease)

    expected = FixAfterRelease(
        days=None,
        than="",
        broken=broken or "",
        change=text,
        url="https://example.org/1",
        count=1,
    )
    assert found == ([] if broken is None else [expected])


def test_regression_in_commits() -> None:
    """Of commits that name no version, only those within two weeks are told.

    The others may repair what nobody ever had.
    """
    subject = replace(
        RELEASE,
        changes=(change("fix a regression"),),
        changes_from=ChangesFrom.COMMITS,
    )

    late, soon = (told(subject, tag("1.4.0", days)) for days in (60, 5))

    assert of_kind(late, FixAfterRelease) == []
    assert of_kind(soon, FixAfterRelease) == [
        FixAfterRelease(days=5, than="1.4.0", change="fix a regression", count=1)
    ]


def test_worst_regression_first() -> None:
    """What the release before it broke comes first, then what has a version at all."""
    texts = ("a regression", "a regression in 1.3.2", "a regression in 1.4.0")
    others = (
        change("a regression in 1.4.0", also_in="1.3.9"),
        change("a regression in 1.4.0", group="Tests"),
    )
    tags = (tag("1.4.0", 100), tag("1.3.2", 300))

    found = [
        told(
            replace(
                RELEASE,
                changes=(*map(change, texts[:n]), *others),
                changes_from=ChangesFrom.TAG,
            ),
            *tags,
        )
        for n in range(4)
    ]

    assert [
        (fix.broken, fix.count)
        for f in found
        for fix in f
        if isinstance(fix, FixAfterRelease)
    ] == [("", 1), ("1.3.2", 2), ("1.4.0", 3)]
