"""What numbers say: of those that are missing, of a jump, of a beginning."""

from __future__ import annotations

import re

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from digest.history import History
from digest.merge import key_of
from digest.model import Gap
from digest.remarks import MissingVersions, NewSeries, VersionJump
from tests.scene import DAY, FACTS, RELEASE, of_kind, release, sighting, tag, told

if TYPE_CHECKING:
    from digest.release import Release

SEVERAL = tuple(tag(f"1.3.{n}", 500 - n) for n in range(3))


@pytest.mark.parametrize(
    ("previous", "version", "missing"),
    [
        ("1.4.13", "1.4.14", ()),
        ("1.4.13", "1.4.15", ("1.4.14",)),
        ("1.4.0", "1.4.2", ("1.4.1",)),
        ("1.4", "1.4.4", ("1.4.1", "1.4.2", "1.4.3")),
        ("1.4.1", "1.4.6", ()),
        ("1.4.1", "1.4.2.2", ()),
        ("1.4.1", "unstable", ()),
    ],
)
def test_missing_versions(
    previous: str, version: str, missing: tuple[str, ...]
) -> None:
    """Up to three numbers between it and the one before are missed."""
    subject = replace(release(version, previous), series="1.4")

    found = of_kind(told(subject, tag(previous, 90)), MissingVersions)

    expected = MissingVersions(versions=missing, than=previous)
    assert found == ([expected] if missing else [])


@pytest.mark.parametrize(
    ("others", "fields"),
    [
        ([tag("1.4.14", -1)], {}),
        ([tag("1.4.14-rc1", 9)], {}),
        ([], {"history": History(told=frozenset([key_of(sighting("1.4.14"))]))}),
        ([], {"facts": replace(FACTS, sightings=(sighting("1.4.14", 5),))}),
        ([], {"facts": replace(FACTS, gaps=(Gap(source="git:alpha", what=""),))}),
        ([tag(f"1.3.{2 * n}", 900 - n) for n in range(5)], {}),
    ],
    ids=[
        "tagged late",
        "had a candidate",
        "was told",
        "was announced",
        "nobody knows the tags",
        "never counts strictly",
    ],
)
def test_not_missing(others: list[Any], fields: dict[str, Any]) -> None:
    """What is anywhere is not missing, nor is what would be nothing new."""
    found = told(release("1.4.15", "1.4.13"), tag("1.4.13", 90), *others, **fields)

    assert of_kind(found, MissingVersions) == []


def test_missing_of_a_project_that_counts() -> None:
    """Who left out a number once in a while still counts."""
    strict = [tag(f"1.3.{n}", 900 - n) for n in (0, 1, 2, 3, 4, 6)]
    other = replace(FACTS, sightings=(sighting("1.4.14", project="beta"),))
    subject = release("1.4.15", "1.4.13")

    found = told(subject, tag("1.4.13", 90), *strict, facts=other)

    assert len(of_kind(found, MissingVersions)) == 1


def test_missing_of_series_by_one_number() -> None:
    """A missing version is written with as many numbers as its neighbours."""
    subject = replace(release("1.8.0", "1.6.0"), series="1")

    found = told(subject, tag("1.6.0", 90), rule=1)

    assert of_kind(found, MissingVersions) == [
        MissingVersions(versions=("1.7.0",), than="1.6.0")
    ]


@pytest.mark.parametrize(
    ("previous", "version", "far"),
    [
        ("1.4.2", "2.0.0", False),
        ("1.4.2", "3.0.0", True),
        ("0.9.3", "0.10.0", False),
        ("1.4.2", "1.9.0", False),
        ("1.4.2", "1.99.0", True),
        ("1.4", "1.4.6", True),
        ("1.4", "1.4.5", False),
        ("2011.2", "2014.1", False),
        ("1.4.2", "unstable", False),
    ],
)
def test_version_jump(previous: str, version: str, *, far: bool) -> None:
    """A jump leaves out a first number, or more than a few further on."""
    found = of_kind(told(release(version, previous), tag(previous, 300)), VersionJump)

    expected = VersionJump(than=previous, tag=f"v{previous}")
    assert found == ([expected] if far else [])


@pytest.mark.parametrize(
    ("tags", "than"),
    [
        ([tag("1.0.4", 120), tag("3.1.1", 110), tag("3.9.0", 106)], "1.0.4"),
        ([tag("1.0.4", 183), tag("3.1.1", 110), tag("3.9.0", 106)], "1.0.4"),
        ([tag("1.0.4", 184), tag("3.1.1", 110), tag("3.9.0", 106)], None),
        ([tag("1.0.4", 120), tag("3.9.0", 106), tag("3.9.0.1", 105)], None),
        ([tag("2.0.4", 120), tag("3.9.0", 106)], None),
        ([tag("3.9.0", 106)], None),
    ],
    ids=[
        "two lines meet",
        "half a year ago",
        "longer ago",
        "the third of its series",
        "the line before it",
        "no other line",
    ],
)
def test_jump_of_a_line(tags: list[Any], than: str | None) -> None:
    """The first two of a series are far from the line that everybody knew, too."""
    found = of_kind(told(release("3.9.1", "3.9.0"), *tags), VersionJump)

    assert found == ([VersionJump(than=than, tag=f"v{than}")] if than else [])


def test_jump_is_told_once() -> None:
    """Of several series, and of several on one day, the newest has jumped."""
    tags = (tag("1.0.4", 20),)
    newest = release("3.9.0", "1.0.4")
    others = (
        release("3.1.1", "1.0.4"),
        release("3.0.0", "3.0", day=DAY - timedelta(3)),
    )

    found = [told(r, *tags, month=(newest, *others)) for r in (newest, *others)]

    assert [len(of_kind(f, VersionJump)) for f in found] == [1, 0, 0]


@pytest.mark.parametrize(
    ("subject", "begins"),
    [
        (release("1.4.0", "1.3.2"), True),
        (release("1.4", "1.3.2"), True),
        (release("1.4.1", "1.3.2"), True),
        (release("1.4.7", "1.3.2"), False),
        (release("1.2.0", "1.1.9"), False),
        (release("1.4.0"), False),
        (replace(release("1.4.0", "1.3.2"), tag=""), False),
        (replace(release("1.4.0", "0.9"), tag="v1.4.0"), False),
        (replace(RELEASE, version="unstable", previous="1.3.2"), False),
    ],
    ids=[
        "its first",
        "its first with two numbers",
        "its second where the first is not known",
        "one that cannot be the first",
        "older than what there is",
        "the first of all",
        "where tags are no guide",
        "after nothing that is known",
        "written like no version",
    ],
)
def test_new_series(subject: Release, *, begins: bool) -> None:
    """The first of a newest series is told where series have several releases."""
    found = of_kind(told(subject, *SEVERAL), NewSeries)

    assert found == ([NewSeries(series="1.4", after="1.3")] if begins else [])


def test_no_new_series() -> None:
    """A second release begins nothing, nor does any where each is its own series."""
    second = told(release("1.4.1", "1.4.0"), *SEVERAL, tag("1.4.0", 30))
    single = told(release("1.4.0", "1.3.0"), *(tag(f"1.{n}.0", 90) for n in range(4)))
    first = told(release("1.0.0", "0.9.1"), tag("0.9.1", 90), tag("0.9.0", 99))

    assert of_kind(second, NewSeries) == of_kind(single, NewSeries) == []
    assert of_kind(first, NewSeries) == []


def test_series_after_many_of_one() -> None:
    """What a project was like before 1.0 says nothing of its series."""
    tags = (*(tag(f"0.9{n}", 900 - n) for n in range(9)), *SEVERAL)

    found = told(release("1.4.0", "1.3.2"), *tags)

    assert of_kind(found, NewSeries) == [NewSeries(series="1.4", after="1.3")]


def test_series_by_a_name() -> None:
    """A series need not be numbers."""
    subject = replace(release("1.4.0-x", "1.3.2"), version="1.4.2", series="odd")

    found = told(subject, *SEVERAL, rule=re.compile(r"^1\.([0-9])"))

    assert of_kind(found, NewSeries) == [NewSeries(series="odd", after="3")]
