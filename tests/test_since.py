"""What changed since a version, with what may hurt apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from digest.catalogue import Known
from digest.changes import Aspect, Change, How, OptionChange
from digest.marks import FOLDED, find_marks, watch_for
from digest.risks import Risk
from digest.since import Danger, Step, since
from tests.scene import RELEASE

WATCH = watch_for(
    [
        "corruption",
        "crash",
        "CVE",
        "data loss",
        "default",
        "deprecated",
        "drop support",
        "hangs",
        "incompatible",
        "no longer",
        "removed",
        "security",
        "split-brain",
    ]
)
OPTION = OptionChange(
    where="ring.conf.5",
    option="token",
    how=How.CHANGED,
    what=Aspect.DEFAULT,
    old="1000",
    new="3000",
)


def change(text: str, **fields: Any) -> Change:
    """Return a change with its marks."""
    said = Change(text=text, **fields)
    return replace(said, marks=find_marks(said, WATCH))


def known(version: str, *changes: Change, options: Any = ()) -> Known:
    """Return a version that an issue tells of."""
    series = ".".join(version.split(".")[:2])
    release = replace(RELEASE, version=version, changes=changes, options=options)
    return Known(
        project="alpha",
        version=version,
        day=date(2011, 7, 1),
        series=series,
        release=release,
    )


def texts(step: Step) -> list[list[str]]:
    """Return the words of what is harmless."""
    return [[change.text for change in block] for block in step.rest]


def dangers(*changes: Change, options: Any = ()) -> list[tuple[str, list[str]]]:
    """Return the risks of a release, each with the words that tell of it."""
    (step,) = since([known("1.1", *changes, options=options)], "1.0")
    return [
        (danger.risk, [change.text for change in danger.changes])
        for danger in step.dangers
    ]


def versions(found: tuple[Step, ...]) -> list[str]:
    """Return the versions on the way."""
    return [step.known.version for step in found]


EVERY = [known(version) for version in ("2.0.0", "1.4.2", "1.4.10", "1.4.1", "1.4.11")]


@pytest.mark.parametrize(
    ("version", "above"),
    [
        ("1.4.1", ["2.0.0", "1.4.11", "1.4.10", "1.4.2"]),
        ("1.4.10", ["2.0.0", "1.4.11"]),
        ("1.4.10-rc1", ["2.0.0", "1.4.11", "1.4.10"]),
        ("1.4.5", ["2.0.0", "1.4.11", "1.4.10"]),
        ("2.0.0", []),
        ("nightly", []),
    ],
)
def test_versions(version: str, above: list[str]) -> None:
    """What is above a version is told, the newest first, by number."""
    assert versions(since(EVERY, version)) == above


def test_each_change_once() -> None:
    """A change is told where it came first, however it is written later."""
    newer = known("1.2", change("Mend the ring."), change("Paint it"))
    older = known("1.1", change("mend the ring"))

    steps = since([newer, older], "1.0")

    assert [texts(step) for step in steps] == [[["Paint it"]], [["mend the ring"]]]


def test_not_new_to_whoever_runs_it() -> None:
    """What the version itself had already does not hide what comes later."""
    newer, older = known("1.2", change("Mend it")), known("1.1", change("Mend it"))

    (step,) = since([newer, older], "1.1")

    assert texts(step) == [["Mend it"]]


def test_other_bugs_are_other_changes() -> None:
    """Two changes of the same words are two if they name other bugs."""
    newer = known("1.2", change("Mend it", refs=("#2",)))
    older = known("1.1", change("Mend it", refs=("#1",)))

    assert [texts(step) for step in since([newer, older], "1.0")] == [[["Mend it"]]] * 2


def test_signs_alone() -> None:
    """Changes without letters are told apart by their signs."""
    (step,) = since([known("1.1", change("++"), change("--"))], "1.0")

    assert texts(step) == [["++"], ["--"]]


def test_candidates() -> None:
    """What a candidate lists is its release's; one that is not released is left out."""
    steps = since(
        [
            known("1.2-rc1", change("Not yet")),
            known("1.1-rc2", change("Second")),
            known("1.1-rc1", change("First")),
            known("1.1", change("Final"), change("First")),
        ],
        "1.0",
    )

    assert versions(steps) == ["1.1"]
    assert texts(steps[0]) == [["Final"], ["First"], ["Second"]]


def test_told() -> None:
    """What nobody tells anything of has no changes, and says so."""
    untold = replace(known("1.2"), release=None)
    steps = since([untold, known("1.1", change("Mend it"))], "1.0")

    assert [step.told for step in steps] == [False, True]


@pytest.mark.parametrize(
    ("said", "risk"),
    [
        (change("Fix data loss on resync"), Risk.DATA),
        (change("Avoid corruption of the bitmap"), Risk.DATA),
        (change("Avoid a split-brain"), Risk.DATA),
        (change("Check lengths", refs=("CVE-2011-1",)), Risk.SECURITY),
        (change("Check lengths", group="Security"), Risk.SECURITY),
        (change("Drop support for old kernels"), Risk.REMOVED),
        (change("The old wire is removed"), Risk.REMOVED),
        (change("It no longer reads the old file"), Risk.REMOVED),
        (change("Incompatible with 1.0"), Risk.REMOVED),
        (change("Rename it", group="Breaking changes"), Risk.REMOVED),
        (change("Make it the default"), Risk.DEFAULT),
        (change("Removed the default, avoids data loss"), Risk.DATA),
    ],
)
def test_risks(said: Change, risk: Risk) -> None:
    """What may hurt is apart, for its worst reason."""
    assert dangers(said) == [(risk, [said.text])]


@pytest.mark.parametrize(
    "text", ["Mend the ring", "It no longer hangs", "Fix a crash", "No security issue"]
)
def test_harmless(text: str) -> None:
    """What is but mended is harmless, and so is what is denied."""
    assert dangers(change(text)) == []


def test_folded_by_hand() -> None:
    """What a person folded away is no danger, whatever else marks it."""
    folded = replace(change("The wire is removed"), marks=("removed", FOLDED))

    assert dangers(folded) == []


def test_the_worst_first() -> None:
    """Dangers are in the order of what they may do, the rest as it stands."""
    calm = change("Mend it")
    found = dangers(
        change("Make it the default"),
        calm,
        change("Avoid data loss"),
        change("The wire is removed"),
        change("Close a hole", refs=("CVE-2011-1",)),
    )

    assert [risk for risk, _ in found] == [*Risk]


def test_nested_in_a_danger() -> None:
    """What is nested in something risky belongs to it."""
    nested = change("Even on Sundays", depth=1)

    assert dangers(change("The wire is removed"), nested) == [
        (Risk.REMOVED, ["The wire is removed", "Even on Sundays"])
    ]


def test_dangers_in_a_list() -> None:
    """Of a harmless heading only the risky items are dangers; both parts have it."""
    block = [
        change("All fixes from 1.0"),
        change("Mend it", depth=1),
        change("Avoid data loss", depth=1),
    ]

    (step,) = since([known("1.1", *block)], "1.0")

    (danger,) = step.dangers
    assert [change.text for change in danger.changes] == [
        "All fixes from 1.0",
        "Avoid data loss",
    ]
    assert texts(step) == [["All fixes from 1.0", "Mend it"]]


def test_only_dangers_in_a_list() -> None:
    """A heading that has nothing else below it is not said again."""
    (step,) = since(
        [known("1.1", change("All fixes"), change("Avoid data loss", depth=1))], "1.0"
    )

    assert (len(step.dangers), step.rest) == (1, ())


def test_list_of_what_is_told() -> None:
    """Of a list, what an older release told is not told again, but the heading is."""
    older = known("1.0.1", change("Avoid data loss"), change("Fixes"))
    newer = known(
        "1.1",
        change("All fixes from 1.0.1"),
        change("Avoid data loss", depth=1),
        change("Fixes"),
        change("Mend it", depth=1),
    )

    step, _ = since([newer, older], "1.0")

    assert texts(step) == [["All fixes from 1.0.1"], ["Fixes", "Mend it"]]
    assert step.dangers == ()


@pytest.mark.parametrize(
    ("fields", "risk"),
    [
        ({}, Risk.DEFAULT),
        ({"what": Aspect.RANGE}, Risk.DEFAULT),
        ({"what": Aspect.NAME}, Risk.REMOVED),
        ({"what": Aspect.REQUIRED}, Risk.REMOVED),
        ({"how": How.REMOVED, "what": None, "new": ""}, Risk.REMOVED),
    ],
)
def test_options(fields: dict[str, Any], risk: Risk) -> None:
    """An option that is gone, or works otherwise than before, may hurt."""
    option = replace(OPTION, **fields)

    (step,) = since([known("1.1", options=(option, option))], "1.0")

    assert step.dangers == (Danger(risk=risk, option=option),)
    assert step.told


@pytest.mark.parametrize(
    "fields",
    [
        {"what": Aspect.MEANING},
        {"old": ""},
        {"new": ""},
        {"how": How.ADDED, "what": None},
    ],
)
def test_harmless_options(fields: dict[str, Any]) -> None:
    """An option that is new, or whose default was not stated before, does not hurt."""
    assert dangers(options=(replace(OPTION, **fields),)) == []
