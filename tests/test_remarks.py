"""What follows from a month's releases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from digest.changes import Aspect, Field, How, OptionChange, TopicChange
from digest.remarks import (
    OUTDONE,
    SHOWN,
    TOLD,
    AfterCandidates,
    Candidate,
    FixAfterRelease,
    Limit,
    LimitOrDefaultChanged,
    NewSeries,
    QuickSuccession,
    SameDaySiblings,
    SkippedVersion,
    StatusContradiction,
    VersionJump,
    shown,
)
from tests.scene import DAY, RELEASE, of_kind, release, tag, told

if TYPE_CHECKING:
    from digest.model import Tag
    from digest.release import Release, Remark

TOPIC = TopicChange(
    topic="one",
    how=How.CHANGED,
    old="v1.4.0",
    new="v1.4.1",
    file="TODO",
    before="one\nFinished: 0%",
    after="one\nStarted: Not Started\nFinished: 100%",
)
OPTION = OptionChange(
    where="alpha.8",
    option="patience",
    how=How.CHANGED,
    what=Aspect.DEFAULT,
    old="3 s",
    new="5 s",
)
QUICK = QuickSuccession(days=2, than="1.4.0")
FIX = FixAfterRelease(days=2, than="1.4.0")
SKIPPED = SkippedVersion(
    version="1.4.0", tag="v1.4.0", next="1.4.1", next_tag="v1.4.1", days=0
)
JUMP = VersionJump(than="1.0", tag="v1.0")
SERIES = NewSeries(series="3.9", after="1.0")
CONTRADICTION = StatusContradiction(
    topic="one", file="TODO", started="Not Started", finished="100%"
)


@pytest.mark.parametrize(
    ("subject", "history"),
    [
        (replace(RELEASE, previous=None), [tag("1.4.0", 2)]),
        (RELEASE, []),
        (RELEASE, [tag("1.4.0", -2)]),
        (replace(RELEASE, prerelease=True), [tag("1.4.0", 2)]),
        (replace(RELEASE, backdated=True, topics=(TOPIC,)), [tag("1.4.0", 2)]),
        (replace(RELEASE, version="unstable", series="unstable"), [tag("1.4.0", 2)]),
    ],
    ids=[
        "the first of all",
        "after nothing that is tagged",
        "after what came later",
        "a candidate",
        "no news",
        "written like no version",
    ],
)
def test_nothing_to_remark(subject: Release, history: list[Tag]) -> None:
    """Where there is nothing to compare with, or nothing new, nothing is said."""
    assert told(subject, *history) == ()


def test_same_day_siblings() -> None:
    """Releases of several series on one day are remarked on; of one series, not."""
    older, same = release("1.3.9"), release("1.4.0")
    others = (
        release("1.2.9", day=DAY - timedelta(1)),
        release("1.5rc1", prerelease=True),
        release("1.1.9", backdated=True),
    )

    together = told(RELEASE, month=(RELEASE, older, *others))
    alone = told(RELEASE, month=(RELEASE, same, *others))

    assert together == (SameDaySiblings(versions=("1.4.1", "1.3.9")),)
    assert alone == ()


def test_after_candidates() -> None:
    """The candidates of a release are counted, in order, from the first day on."""
    history = (
        *(tag("1.4.1-rc10", 2), tag("1.4.1-rc2", 9), tag("1.4.1rc1", 9, 12)),
        *(tag("1.4.1-rc11", -1), tag("1.4.2-rc1", 1), tag("1.4.1", 0)),
        *(tag("nothing", 1), replace(tag("1.4.1-rc.2", 9), name="again")),
    )

    (found,) = told(replace(RELEASE, previous=None), *history)

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
    ("steps", "count"), [("12", 2), ("56", 0)], ids=["from the first", "from the fifth"]
)
def test_after_candidates_without_tags(steps: str, count: int) -> None:
    """Candidates that no tag names count, too, if the first of them was seen."""
    day = DAY - timedelta(9)
    seen = (release(f"1.4.1-rc{n}", day=day, prerelease=True) for n in steps)
    candidates = (replace(candidate, tag="") for candidate in seen)

    found = told(replace(RELEASE, previous=None), month=(RELEASE, *candidates))

    assert [
        remark.count for remark in found if isinstance(remark, AfterCandidates)
    ] == ([count] if count else [])


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
    subject = replace(
        RELEASE, prerelease=True, topics=(topic, replace(topic, old="v1"))
    )

    found = told(subject)

    fields = dict(line.lower().split(": ") for line in after.splitlines()[1:])
    assert [
        (r.started.lower(), r.finished.lower(), r.listed)
        for r in found
        if isinstance(r, StatusContradiction)
    ] == ([(fields["started"], fields["finished"], "")] if contradicts else [])


@pytest.mark.parametrize(
    ("after", "changed", "said"),
    [
        ("one", {"Status": "done", "List": "Open"}, ("Open", "done", "Open")),
        ("one", {"Status": "open", "List": "Done"}, ("open", "Done", "Done")),
        (
            "one\nFinished: May 2011",
            {"List": "planned"},
            ("planned", "May 2011", "planned"),
        ),
        (
            "one\nStarted: never",
            {"List": "Finished items"},
            ("never", "Finished items", "Finished items"),
        ),
        ("one\nList: Open", {"Status": "done"}, ("Open", "done", "Open")),
        ("one", {"Status": "done", "List": "Features"}, None),
        ("one\nStarted: May 2011\nFinished: never", {"Finished": "never"}, None),
        ("", {"Status": "", "List": ""}, None),
    ],
)
def test_lists_contradict(
    after: str, changed: dict[str, str], said: tuple[str, str, str] | None
) -> None:
    """A topic that is done and stands in a list of what waits is remarked on, too."""
    fields = tuple(Field(name=name, old="", new=new) for name, new in changed.items())
    topic = replace(TOPIC, after=after, fields=fields)

    found = told(replace(RELEASE, prerelease=True, topics=(topic,)))

    assert [
        (r.started, r.finished, r.listed)
        for r in found
        if isinstance(r, StatusContradiction)
    ] == [*([said] if said else [])]


def test_limits_and_defaults() -> None:
    """Other defaults and other limits are told, each once, wherever they are stated."""
    options = (
        OPTION,
        replace(OPTION, section="again"),
        replace(OPTION, what=Aspect.RANGE, old="1 to 3", new="1 to 9"),
    )

    found = told(replace(RELEASE, previous=None, options=options))

    limits = (
        Limit(option="patience", what=Aspect.DEFAULT, old="3 s", new="5 s"),
        Limit(option="patience", what=Aspect.RANGE, old="1 to 3", new="1 to 9"),
    )
    assert found == (LimitOrDefaultChanged(count=2, limits=limits),)


@pytest.mark.parametrize(
    "option",
    [
        replace(OPTION, what=Aspect.MEANING),
        replace(OPTION, what=None, how=How.ADDED),
        replace(OPTION, old=""),
        replace(OPTION, new=""),
    ],
    ids=["its meaning", "an option that is new", "not stated before", "nor after"],
)
def test_no_limit(option: OptionChange) -> None:
    """What is no other default and no other limit is not told as one."""
    assert told(replace(RELEASE, previous=None, options=(option,))) == ()


def test_limit_of_a_newer_series() -> None:
    """What a newer release of the month changed as well is told of that one alone."""
    newer = release("1.5.0", options=(OPTION,))
    older = replace(RELEASE, day=DAY - timedelta(1), previous=None, options=(OPTION,))

    found = [told(subject, month=(newer, older)) for subject in (newer, older)]

    assert [len(of_kind(tuple(f), LimitOrDefaultChanged)) for f in found] == [1, 0]


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        ((), ()),
        ((FIX, QUICK), (FIX,)),
        ((SKIPPED, FIX, QUICK), (SKIPPED,)),
        ((JUMP, SERIES, QUICK), (JUMP, QUICK)),
        ((replace(FIX, days=None), QUICK), (replace(FIX, days=None), QUICK)),
        ((CONTRADICTION, CONTRADICTION, JUMP), (CONTRADICTION, JUMP, CONTRADICTION)),
        ((CONTRADICTION,) * 3 + (JUMP, QUICK), (CONTRADICTION, JUMP, QUICK)),
    ],
    ids=[
        "none",
        "a fix, not that it was soon",
        "a version that was skipped, not that it was soon",
        "a jump, not that it begins a series",
        "a fix that was not soon, and that it was",
        "another kind before more of one",
        "a few",
    ],
)
def test_shown(found: tuple[Remark, ...], kept: tuple[Remark, ...]) -> None:
    """A page shows the most interesting few, and nothing twice in other words."""
    assert shown(found) == kept
    assert len(kept) <= SHOWN


def test_most_interesting_first() -> None:
    """The remarks on a release come in their order of interest, not of discovery."""
    subject = replace(RELEASE, topics=(TOPIC,), options=(OPTION,))
    history = (tag("1.4.0", 2), tag("1.4.1-rc1", 1), tag("1.4.1", 0))

    found = told(subject, *history, month=(subject, release("1.3.9")))

    assert [type(remark) for remark in found] == [
        LimitOrDefaultChanged,
        StatusContradiction,
        QuickSuccession,
        AfterCandidates,
        SameDaySiblings,
    ]


def test_table() -> None:
    """Each of the functions has one place, and none of the kinds outdoes itself."""
    assert len({*TOLD}) == len(TOLD)
    assert not [kind for kind, better in OUTDONE.items() if kind in better]
