"""A month's facts to its digest."""

from __future__ import annotations

import json

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

import pytest

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.assemble import assemble
from digest.codec import decode, encode
from digest.edition import Edition, Project
from digest.history import History
from digest.merge import tells
from digest.model import Facts
from digest.months import Month, Window
from digest.versions import tag_pattern
from tests.conftest import cases

if TYPE_CHECKING:
    from pathlib import Path

    from digest.errors import Problem
    from tests.conftest import Expect

FILES = cases("assemble", "*.facts.json")
ALPHA = Project(
    id="alpha",
    name="Alpha",
    about={},
    aliases=("alpha",),
    repository="alpha.git",
    tags=(tag_pattern("v{version}"),),
    watch=("note",),
)
BETA = replace(ALPHA, id="beta", name="Beta", series=1, watch=())
EDITION = Edition(
    title={},
    timezone=ZoneInfo("Asia/Tokyo"),
    languages=("en",),
    watch=("crash", "use-after-free", "use"),
    projects=(BETA, ALPHA),
)
Item = TypeVar("Item")


def read(path: Path) -> Facts:
    """Return the facts of a case."""
    problems: list[Problem] = []
    facts: Facts = decode(Facts, json.loads(path.read_bytes()), problems)
    assert not problems
    return facts


def facts_of(name: str) -> Facts:
    """Return the facts of a case that is known by its name."""
    (path,) = cases("assemble", f"{name}.facts.json")
    return read(path)


def shown(facts: Facts, *earlier: Facts) -> list[str]:
    """Return the versions that an issue shows."""
    history = History()
    for before in earlier:
        history = history.after(before)
    digest = assemble(facts, EDITION, history)
    return [release.version for release in digest.releases if not release.backdated]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.split(".")[0])
def test_assemble(path: Path, expect: Expect) -> None:
    """Every month's facts make the digest that is written beside them."""
    digest = assemble(read(path), EDITION)

    name = path.name.replace(".facts", "")
    expect(encode(digest, sparse=True), path.with_name(name))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.split(".")[0])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_order_of_facts(path: Path, data: st.DataObject) -> None:
    """In whatever order facts stand, and however often, they make the same digest."""
    facts = read(path)

    def mixed(items: tuple[Item, ...]) -> tuple[Item, ...]:
        again = data.draw(st.lists(st.sampled_from(items))) if items else []
        return tuple(data.draw(st.permutations([*items, *again])))

    other = replace(
        facts,
        sightings=mixed(facts.sightings),
        news=mixed(facts.news),
        tips=mixed(facts.tips),
        records=mixed(facts.records),
        tags=mixed(facts.tags),
    )

    assert json.dumps(encode(assemble(other, EDITION))) == json.dumps(
        encode(assemble(facts, EDITION))
    )
    assert tells(other) == tells(facts)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.split(".")[0])
def test_told_is_what_is_shown(path: Path) -> None:
    """What an issue tells is what it shows, and all of it."""
    facts = read(path)

    assert len(tells(facts)) == len(shown(facts))
    assert shown(facts, facts) == []


def test_told_in_an_earlier_issue() -> None:
    """A release that an earlier issue shows is not told again, in any spelling."""
    facts = facts_of("one-release-however-it-is-seen")
    spelled = [
        replace(s, version="1.1.0") for s in facts.sightings if s.version == "1.1"
    ]

    assert shown(facts, replace(facts, sightings=tuple(spelled))) == ["1.1-rc1"]


def test_batch_is_not_told() -> None:
    """What was hidden in a batch has not been told; once it is announced, it is."""
    facts = facts_of("old-tags-in-a-batch")
    batch = replace(
        facts, sightings=tuple(s for s in facts.sightings if s.evidence.kind == "tag")
    )

    assert "0.9" not in shown(batch)
    assert "0.9" in shown(facts, batch)


def test_one_issue_for_what_is_seen_on_both_sides() -> None:
    """The issue of the first day shows a release, and the next one does not."""
    july = facts_of("seen-on-both-sides-of-the-border")
    june, august = (
        replace(july, month=month, window=window)
        for month, window in (
            (Month(2011, 7), Window(date(2011, 6, 1), date(2011, 7, 1))),
            (Month(2011, 9), Window(date(2011, 8, 1), date(2011, 9, 1))),
        )
    )

    assert [shown(facts) for facts in (june, july, august)] == [
        ["1.0"],
        ["1.1"],
        ["1.2"],
    ]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("a Crash, a crash", ("crash",)),
        ("crashed, pre-crash", ()),
        ("use-after-free of a note", ("use-after-free", "note")),
        ("of use", ("use",)),
        ("crash-free", ("crash",)),
    ],
)
def test_marks(text: str, marks: tuple[str, ...]) -> None:
    """Watchwords are found whole, in any case, the longest first, each once."""
    facts = facts_of("records-of-different-trust")
    change = replace(facts.records[0].changes[0], text=text)
    record = replace(facts.records[0], changes=(change,))

    digest = assemble(replace(facts, records=(record,)), EDITION)

    assert digest.releases[0].changes[0].marks == marks


def test_no_watchwords() -> None:
    """Without watchwords, nothing is marked."""
    plain = replace(ALPHA, watch=())
    edition = replace(EDITION, watch=(), projects=(plain,))

    digest = assemble(facts_of("one-release-however-it-is-seen"), edition)

    assert {
        change.marks for release in digest.releases for change in release.changes
    } == {()}
