"""What matters first to somebody who runs a cluster comes first."""

from __future__ import annotations

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.model import Change
from digest.pick import Group, blocks, picked

CHANGES = st.lists(
    st.builds(
        Change,
        text=st.text(max_size=3),
        group=st.sampled_from(["", "Fixes", "Features", "Internal API"]),
        severity=st.sampled_from(["", "low", "high"]),
        depth=st.integers(0, 2),
        marks=st.sampled_from([(), ("crash",)]),
    )
)
SEVERE = Change(text="severe", severity="high")


def texts(groups: tuple[Group, ...]) -> list[str]:
    """Return what a page would list."""
    return [change.text for group in groups for change in group.changes]


def dull(count: int) -> list[Change]:
    """Return so many changes that say nothing."""
    return [Change(text=str(number)) for number in range(count)]


@pytest.mark.parametrize(
    ("change", "matters"),
    [
        (Change(text="x", group="Features added since 3.0.1"), True),
        (Change(text="x", marks=("crash",)), True),
        (Change(text="x", group="Fixes since 3.0.1", marks=("crash",)), True),
        (Change(text="x", severity="high"), True),
        (Change(text="x", severity="critical"), True),
        (Change(text="x", severity="low"), False),
        (Change(text="x"), False),
        (Change(text="x", group="Fixes since 3.0.1"), False),
        (Change(text="x", group="Bug fixes"), False),
        (Change(text="x", group="Fixed"), False),
        (Change(text="x", group="Public API changes since 3.0.1"), False),
        (Change(text="x", group="Internal", marks=("crash",)), False),
    ],
)
def test_what_matters(change: Change, *, matters: bool) -> None:
    """News, what is marked and what is severe come first; the inside does not."""
    found = picked([change, SEVERE, *dull(8)])

    assert ("x" in texts(found.first)) == matters
    assert ("x" in texts(found.rest)) != matters


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
    """However many matter, a page shows a hundred and folds two hundred."""
    found = picked([SEVERE] * 320)

    assert (len(texts(found.first)), len(texts(found.rest))) == (100, 200)
    assert found.beyond == 20


def test_fixes_come_first() -> None:
    """Fixes that say why they matter come before what else is new."""
    feature = Change(text="feature", group="Features")
    fix = Change(text="fix", group="Fixes", marks=("crash",))

    found = picked([feature, *dull(8), fix, feature])

    assert texts(found.first) == ["fix", "feature", "feature"]


def test_what_is_nested() -> None:
    """An entry that matters brings what it is in, and what is in it."""
    nested = [
        Change(text="a"),
        Change(text="a1", depth=1),
        Change(text="a11", depth=2, severity="high"),
    ]

    found = picked([*dull(4), *nested, *dull(4)])

    assert texts(found.first) == ["a", "a1", "a11"]
    assert texts(found.rest) == [*"01230123"]


def test_groups() -> None:
    """Changes stay below the heading that they have in the record."""
    changes = [
        Change(text="a", group="Features"),
        Change(text="b", group="Fixes"),
        Change(text="c", group="Features"),
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
