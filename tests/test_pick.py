"""What matters first to somebody who runs a cluster comes first."""

from __future__ import annotations

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.changes import Change
from digest.pick import Group, blocks, picked

MARKS = [(), ("crash",), ("severity: high",), ("group: Features", "crash")]
CHANGES = st.lists(
    st.builds(
        Change,
        text=st.text(max_size=3),
        group=st.sampled_from(["", "Fixes", "Features", "Internal API"]),
        depth=st.integers(0, 2),
        marks=st.sampled_from(MARKS),
    )
)
SEVERE = Change(text="severe", marks=("severity: high",))


def texts(groups: tuple[Group, ...]) -> list[str]:
    """Return what a page would list."""
    return [change.text for group in groups for change in group.changes]


def dull(count: int) -> list[Change]:
    """Return so many changes that say nothing."""
    return [Change(text=str(number)) for number in range(count)]


def marked(text: str, group: str, *marks: str) -> Change:
    """Return an entry that matters."""
    return Change(text=text, group=group, marks=marks)


@pytest.mark.parametrize("marks", MARKS)
def test_what_matters(marks: tuple[str, ...]) -> None:
    """What has a mark is shown, whatever it is; what has none is folded."""
    change = Change(text="x", group="Fixes", severity="low", marks=marks)

    found = picked([change, SEVERE, *dull(8)])

    assert ("x" in texts(found.first)) == bool(marks)
    assert ("x" in texts(found.rest)) != bool(marks)


def test_short() -> None:
    """Of a short list all is shown."""
    found = picked([SEVERE, *dull(7)])

    assert texts(found.first) == ["severe", *"0123456"]
    assert (found.rest, found.beyond) == ((), 0)


def test_nothing() -> None:
    """Where nothing changed, nothing is shown."""
    found = picked([])

    assert (found.first, found.rest, found.beyond) == ((), (), 0)


def test_nothing_stands_out() -> None:
    """Where nothing matters more than the rest, the first few are shown."""
    found = picked(dull(9))

    assert (texts(found.first), texts(found.rest)) == ([*"01234"], [*"5678"])


def test_everything_stands_out() -> None:
    """However many matter, a page shows two dozen and folds two hundred."""
    found = picked([SEVERE] * 244)

    assert (len(texts(found.first)), len(texts(found.rest))) == (24, 200)
    assert found.beyond == 20


def test_best_reasons() -> None:
    """Of too many that matter, those with the best reasons are shown."""
    news = [marked(f"new {n}", "Features", "group: Features") for n in range(20)]
    crashes = [marked(f"crash {n}", "Fixes", "crash") for n in range(20)]

    found = picked([*news, *crashes, SEVERE])

    assert texts(found.first) == [
        "severe",
        *(f"crash {n}" for n in range(20)),
        *("new 0", "new 1", "new 2"),
    ]
    assert texts(found.rest) == [f"new {n}" for n in range(3, 20)]


def test_what_may_hurt_is_never_folded() -> None:
    """All that may hurt whoever updates is shown, though it alone is too much."""
    signs = ["default", "removed", "group: Removed", "corrupts", "CVE-2024-1"]
    grave = [marked(str(n), "", signs[n % 5]) for n in range(40)]

    found = picked([*dull(30), *[SEVERE] * 30, *grave, marked("mine", "", "picked")])

    assert sorted(texts(found.first)) == sorted([*map(str, range(40)), "mine"])
    assert len(texts(found.rest)) == 60


def test_far_too_much_may_hurt() -> None:
    """A page shows a hundred; what matters and is not shown is folded before others."""
    grave = [marked("removed", "", "removed")] * 250

    found = picked([*dull(150), *grave])

    assert (len(texts(found.first)), found.beyond) == (100, 100)
    assert texts(found.rest) == [*map(str, range(50)), *["removed"] * 150]


def test_folded_by_hand_is_not_held() -> None:
    """What a person folded away is held no more than what says nothing."""
    away = marked("away", "", "folded", "removed")

    found = picked([*dull(210), away])

    assert "away" not in [*texts(found.first), *texts(found.rest)]
    assert found.beyond == 6


def test_order() -> None:
    """What is unsafe, severe, gone, wrong and new comes in this order, by group."""
    changes = [
        marked("new", "Features", "group: Features"),
        marked("changed", "Features", "group: Features", "default"),
        marked("crash", "Fixes", "crash"),
        marked("gone", "Removed", "group: Removed"),
        marked("severe", "Changes", "severity: high"),
        marked("more severe", "Changes", "severity: high", "crash"),
        marked("leak", "Fixes", "leak"),
        *dull(8),
    ]
    unsafe = marked("unsafe", "Fixes", "CVE-2024-1")

    found = texts(picked(changes).first)
    first = texts(picked([*changes, unsafe]).first)

    assert found == [
        *("more severe", "severe", "gone", "crash", "leak", "changed", "new"),
    ]
    assert first == [
        *("unsafe", "crash", "leak", "more severe", "severe", "gone"),
        *("changed", "new"),
    ]


def test_short_lists_keep_their_order() -> None:
    """Where all is shown, it is shown as it stands."""
    changes = [*dull(3), SEVERE, marked("unsafe", "", "CVE-2024-1")]

    found = picked(changes)

    assert texts(found.first) == ["0", "1", "2", "severe", "unsafe"]


def test_what_is_nested() -> None:
    """An entry that matters brings what it is in, and what is in it."""
    nested = [
        Change(text="a"),
        Change(text="a1", depth=1),
        Change(text="a11", depth=2, marks=("severity: high",)),
    ]

    found = picked([*dull(4), *nested, *dull(4)])

    assert texts(found.first) == ["a", "a1", "a11"]
    assert texts(found.rest) == [*"01230123"]


def test_groups() -> None:
    """Changes stay below the heading that they have in the record."""
    changes = [
        marked("a", "Features", "group: Features"),
        Change(text="b", group="Fixes"),
        marked("c", "Features", "group: Features"),
        *dull(8),
    ]

    found = picked(changes)

    features = (changes[0], changes[2])
    assert found.first == (Group(title="Features", changes=features),)
    assert [group.title for group in found.rest] == ["Fixes", ""]


@given(CHANGES)
def test_blocks(changes: list[Change]) -> None:
    """Laid end to end, blocks are the changes; only their first is not nested."""
    found = blocks(changes)

    assert [change for block in found for change in block] == changes
    assert all(change.depth for block in found for change in block[1:])
    assert not any(block[0].depth for block in found[1:])


@given(CHANGES)
def test_nothing_is_lost(changes: list[Change]) -> None:
    """Each change is shown, folded or counted, and once."""
    found = picked(changes)

    shown = [c for g in (*found.first, *found.rest) for c in g.changes]
    assert sorted(map(str, shown)) == sorted(map(str, changes))
    assert found.beyond == 0
    assert bool(found.first) == bool(changes)
