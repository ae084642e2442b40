"""What was tagged and not announced, announced and not tagged, or skipped."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from digest.history import Habit, History
from digest.merge import key_of
from digest.model import Gap, Tally
from digest.remarks import AnnouncedNotTagged, SkippedVersion, TaggedNotAnnounced
from tests.scene import (
    DAY,
    FACTS,
    RELEASE,
    announcement,
    at,
    of_kind,
    release,
    sighting,
    tag,
    told,
)

# A project that usually announces, and a list that was read to its end.
HABITS = {"alpha": Habit(announced=4, silent=1)}
HISTORY = History(habits=HABITS)
READ = replace(FACTS, tallies=(Tally(source="a-list", messages=9),))
TOLD = frozenset([key_of(sighting("1.4.0"))])
UNTAGGED = replace(RELEASE, tag="", evidence=(announcement("1.4.1"),))


@pytest.mark.parametrize(
    ("fields", "silent"),
    [
        ({}, True),
        ({"facts": replace(READ, gaps=(Gap(source="git:beta", what=""),))}, True),
        ({"facts": replace(READ, read_until=DAY + timedelta(7))}, True),
        ({"facts": replace(READ, read_until=DAY + timedelta(6))}, False),
        ({"facts": replace(READ, gaps=(Gap(source="other-list", what=""),))}, False),
        ({"facts": FACTS}, False),
        (
            {"facts": replace(FACTS, tallies=(Tally(source="git:alpha", messages=9),))},
            False,
        ),
        (
            {"facts": replace(FACTS, tallies=(Tally(source="a-list", messages=0),))},
            False,
        ),
        (
            {
                "facts": replace(
                    FACTS,
                    tallies=(Tally(source="a-list", messages=9, projects=("beta",)),),
                )
            },
            False,
        ),
        ({"history": History()}, False),
        ({"history": History(habits={"alpha": Habit(announced=2)})}, False),
        ({"history": History(habits={"alpha": Habit(announced=7, silent=2)})}, False),
        ({"facts": replace(READ, sightings=(sighting("1.4.1"),))}, False),
        (
            {"history": replace(HISTORY, told=frozenset([key_of(sighting("1.4.1"))]))},
            False,
        ),
        (
            {
                "history": replace(
                    HISTORY,
                    told=frozenset([key_of(sighting("1.4.1"))]),
                    silent=frozenset([key_of(sighting("1.4.1"))]),
                )
            },
            True,
        ),
    ],
    ids=[
        "all was read",
        "but a repository",
        "a week ago",
        "less than a week ago",
        "but a list",
        "nothing was read",
        "nothing but tags was read",
        "a list that is empty",
        "a list of others",
        "nobody knows its habits",
        "announced twice",
        "often silent",
        "announced",
        "announced before",
        "told before and not announced",
    ],
)
def test_tagged_not_announced(fields: dict[str, Any], *, silent: bool) -> None:
    """It is told only where an announcement would have come, and been seen."""
    known: dict[str, Any] = {"facts": READ, "history": HISTORY} | fields

    found = of_kind(told(RELEASE, tag("1.4.1", 0), **known), TaggedNotAnnounced)

    assert found == ([TaggedNotAnnounced(tag="v1.4.1")] if silent else [])


@pytest.mark.parametrize(
    ("tags", "fields", "odd"),
    [
        ([tag("1.4.0", 90)], {}, True),
        ([tag("1.3.0", 90)], {}, False),
        ([], {}, False),
        ([tag("1.4.0", 90)], {"gaps": (Gap(source="git:alpha", what=""),)}, False),
        ([tag("1.4.0", 90)], {"gaps": (Gap(source="a-list", what=""),)}, True),
        ([tag("1.4.0", 90)], {"read_until": DAY + timedelta(6)}, False),
    ],
    ids=[
        "its series has tags",
        "another series has",
        "no tags at all",
        "tags are not known",
        "a list is not",
        "there is time yet",
    ],
)
def test_announced_not_tagged(
    tags: list[Any], fields: dict[str, Any], *, odd: bool
) -> None:
    """It is told only where a tag would be, and where all tags were read."""
    found = told(UNTAGGED, *tags, facts=replace(FACTS, **fields))

    kept = of_kind(found, AnnouncedNotTagged)
    assert kept == ([AnnouncedNotTagged(series="1.4")] if odd else [])


def test_who_does_not_tag() -> None:
    """Where most of a series have no tag, or nobody announced it, none is missed."""
    rest = tuple(replace(release(f"1.4.{n}"), tag="") for n in (2, 3))
    silent = replace(UNTAGGED, evidence=())

    never = told(UNTAGGED, tag("1.4.0", 90), month=(UNTAGGED, *rest))
    unsaid = told(silent, tag("1.4.0", 90))

    assert of_kind(never, AnnouncedNotTagged) == of_kind(unsaid, AnnouncedNotTagged)
    assert not of_kind(never, AnnouncedNotTagged)


@pytest.mark.parametrize(
    ("tags", "fields", "days", "hours"),
    [
        ([tag("1.4.0", 0), tag("1.4.1", 0)], {}, 0, None),
        ([at("1.4.0", 2.2), at("1.4.1", 0)], {}, 0, 2),
        ([at("1.4.0", 0.1), at("1.4.1", 0)], {}, 0, 1),
        ([at("1.4.0", 23), at("1.4.1", 0)], {}, 1, 23),
        ([at("1.4.0", 2), tag("1.4.1", 0)], {}, 0, None),
        ([at("1.4.0", 47), at("1.4.1", 0)], {"history": HISTORY, "facts": READ}, 2, 47),
        (
            [tag("1.4.0", 2), tag("1.4.1", 0)],
            {"history": HISTORY, "facts": READ},
            2,
            None,
        ),
    ],
)
def test_skipped_version(
    tags: list[Any], fields: dict[str, Any], days: int, hours: int | None
) -> None:
    """A version that its successor follows at once is told with how soon that was.

    Where its announcement would have been seen, two days are as good.
    """
    both = release("1.4.0", "1.3.9", day=tags[0].day), RELEASE

    found = [told(r, *tags, month=both[::-1], **fields) for r in both]

    skipped = SkippedVersion(
        version="1.4.0",
        tag="v1.4.0",
        next="1.4.1",
        next_tag="v1.4.1",
        days=days,
        hours=hours,
        silent=bool(fields),
    )
    assert [of_kind(f, SkippedVersion) for f in found] == [[skipped], [skipped]]


@pytest.mark.parametrize(
    ("tags", "fields"),
    [
        ([tag("1.4.0", 1)], {}),
        ([tag("1.4.0", 3)], {"history": HISTORY, "facts": READ}),
        ([at("1.4.0", -2)], {}),
        ([tag("1.3.9", 0)], {}),
        ([tag("1.4.1-rc1", 0)], {}),
        ([tag("1.4.0", 0)], {"facts": replace(FACTS, sightings=(sighting("1.4.0"),))}),
        ([tag("1.4.0", 0)], {"history": History(told=TOLD)}),
        ([tag("1.4.0", 0, 90), tag("1.3.0", 0, 99)], {}),
        ([], {"month": (RELEASE, replace(release("1.4.0"), tag=""))}),
    ],
    ids=[
        "a day before",
        "three days before",
        "after it",
        "another series",
        "a candidate",
        "announced",
        "announced before",
        "of a batch",
        "without a tag",
    ],
)
def test_not_skipped(tags: list[Any], fields: dict[str, Any]) -> None:
    """What had time, or an announcement, was not skipped."""
    found = told(RELEASE, *tags, at("1.4.1", 0), **fields)

    assert of_kind(found, SkippedVersion) == []
