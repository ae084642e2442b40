"""What was found when its issue was whole already says so, and moves nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.assemble import assemble
from digest.collectors import Source
from digest.collectors.mbox import MboxCollector
from digest.gather import keep, unread
from digest.gather.late import find_late
from digest.model import Facts, Gap, Sighting
from digest.months import Window
from tests.corrections import BETAS, EDITION, EVENT, FACTS, MAILED, TAGGED

TODAY = date(2011, 8, 20)
TOMORROW = date(2011, 8, 21)
LIST = Source(id="list", collector=MboxCollector(url="list.mbox"))
GIT = Source(id="git", collector=MboxCollector(url="git.mbox"))
EVERY = (LIST, GIT)
NOTHING = replace(FACTS, sightings=(), news=())
FIRST = replace(NOTHING, sightings=(TAGGED,))
MORE = replace(FACTS, sightings=(TAGGED, MAILED, BETAS), news=(EVENT,))


def collected(old: Facts, new: Facts, today: date) -> Facts:
    """Return the facts of a month after it was collected again."""
    return keep(old, find_late(old, new, today), EVERY, EVERY)


def found(facts: Facts) -> dict[str, date | None]:
    """Return when all was found that is news in the facts."""
    releases = assemble(facts, EDITION).releases
    return {
        **{release.version: release.found for release in releases},
        **{news.title: news.found for news in facts.news},
    }


def test_late() -> None:
    """What comes when the month was read already has the day on which it came."""
    again = collected(FIRST, MORE, TODAY)

    assert found(again) == {"1.1": None, "2.0": TODAY, "A gatherin": TODAY}
    assert [r.late for r in assemble(again, EDITION).releases] == [False, True]


def test_late_once() -> None:
    """What came late keeps that day, however often the sources tell it."""
    again = collected(FIRST, MORE, TODAY)

    assert collected(again, MORE, TOMORROW) == again
    assert collected(again, FIRST, TOMORROW) == again


def test_no_day_moves() -> None:
    """An announcement that is found late is one more proof, and moves no day."""
    old = assemble(FIRST, EDITION).releases[0]

    new = assemble(collected(FIRST, MORE, TODAY), EDITION).releases[0]

    assert (old.day, new.day) == (TAGGED.evidence.day, TAGGED.evidence.day)
    assert new.evidence == (TAGGED.evidence, MAILED.evidence)


def test_all_of_it_late() -> None:
    """A release that is late altogether has the day of its announcement as usual."""
    release = assemble(collected(NOTHING, MORE, TODAY), EDITION).releases[0]

    assert (release.day, release.found) == (MAILED.evidence.day, TODAY)


@pytest.mark.parametrize(
    "old",
    [
        replace(NOTHING, read_until=date(2011, 7, 20)),
        replace(
            NOTHING, gaps=(Gap(source="list", what="x"), Gap(source="git", what="x"))
        ),
        unread(NOTHING, EVERY),
        replace(NOTHING, window=Window(date(2011, 7, 20), date(2011, 8, 1))),
    ],
    ids=["early", "gaps", "never-asked", "other-days"],
)
def test_not_late(old: Facts) -> None:
    """Nothing is late in a draft, in what a gap had hidden, or in days that are new."""
    assert set(found(collected(old, MORE, TODAY)).values()) == {None}


def test_known_from_elsewhere() -> None:
    """A message that another source had is not late, nor is it in a new list."""
    other = replace(EVENT, source="other", url="https://example.org/elsewhere")
    page = replace(BETAS.evidence, source="other")
    copy = replace(MORE, sightings=(replace(BETAS, evidence=page),), news=(other,))

    again = collected(MORE, copy, TODAY)

    assert set(found(again).values()) == {None}


def test_a_new_source() -> None:
    """What a source tells that was not watched before is late."""
    new = replace(LIST, id="other")
    page = replace(BETAS.evidence, source="other")
    told = replace(NOTHING, sightings=(replace(BETAS, evidence=page),))

    again = keep(FIRST, find_late(FIRST, told, TODAY), (new,), (*EVERY, new))

    assert found(again) == {"1.1": None, "2.0": TODAY}


@given(st.lists(st.sampled_from([TAGGED, MAILED, BETAS]), unique=True), st.booleans())
def test_nothing_is_lost(sightings: list[Sighting], early: bool) -> None:  # noqa: FBT001 - hypothesis passes it by position
    """Whatever was there, collecting again has all of it, and all that is new."""
    until = date(2011, 7, 20) if early else FACTS.read_until
    old = replace(NOTHING, sightings=tuple(sightings), read_until=until)

    again = collected(old, MORE, TODAY)

    assert {said.evidence for said in again.sightings} == {
        said.evidence for said in MORE.sightings
    }
    late = {said.evidence for said in again.sightings if said.found}
    assert late == (
        set() if early else {s.evidence for s in MORE.sightings if s not in sightings}
    )
