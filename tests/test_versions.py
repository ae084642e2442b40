"""How versions are read, ordered, and follow each other."""

from __future__ import annotations

import re

from datetime import date
from itertools import pairwise

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.model import Tag
from digest.versions import (
    Version,
    backdated,
    parse,
    previous,
    series_of,
    tag_pattern,
)

# Spellings that upstreams really use, oldest first.
ORDER = [
    "0.9.9",
    "0.10",
    "1.0alpha1",
    "1.0b1",
    "1.0-beta.2",
    "1.0pre",
    "1.0pre1",
    "1.0-rc",
    "1.0.rc1",
    "1.0-rc.2",
    "1.0_rc2a",
    "1.0~rc3",
    "1.0RC10",
    "1.0",
    "1.0-2",
    "1.0-15",
    "1.0.1-0rc1",
    "1.0.1-1",
    "1.0.2",
    "1.0.10",
    "1.99.9",
    "2",
]
SAME = [
    ("1.0", "1.0.0"),
    ("4.18.0rc1", "4.18.0-rc.1"),
    ("10.0.0a1", "10.0.0-alpha1"),
    ("9.0.10rc2", "9.0.10-0rc2"),
    ("9.0.16", "9.0.16-1"),
    ("1.0rc1", "1.0RC1"),
    ("01.2", "1.2"),
]
NO_VERSIONS = [
    *("", "v1.0", "1.0 ", "1.", ".1", "1..2", "1.0-", "1.0rc1-1", "1.0-0.1ibm2"),
    *("1.0-experimental", "1.0rcx", "1.0+git", "１.0", "1.0rc1\u212a", "1.0rc1\u0130"),
    *("1.0-6.el6", "0.12.0-lsr-ci", "1" * 10, ".".join("1" * 9), "1.0\n"),
]
NUMBERS = st.integers(0, 10**9 - 1)
STAGES = st.sampled_from(["alpha", "beta", "pre", "rc", "a", "b", "RC"])
RELEASES = st.lists(NUMBERS, min_size=1, max_size=8).map(
    lambda numbers: ".".join(map(str, numbers))
)
CANDIDATES = st.builds(
    "{}{}{}{}".format,
    RELEASES,
    st.sampled_from(["", "-", ".", "_", "~", "-0"]),
    STAGES,
    st.just("") | NUMBERS.map(str) | NUMBERS.map("-{}".format),
)
SPELLINGS = RELEASES | CANDIDATES | st.builds("{}-{}".format, RELEASES, NUMBERS)


def tags(*names: str) -> dict[str, Tag]:
    """Return tags, written ``version day`` or ``version day committed``."""
    found = {}
    for name in names:
        version, *days = name.split()
        day, committed = (*map(date.fromisoformat, days), None)[:2]
        assert day
        found[name] = Tag(
            project="a", version=version, name=name, day=day, committed=committed
        )
    return found


def known(text: str) -> Version:
    """Return a version that is one."""
    version = parse(text)
    assert version
    return version


@pytest.mark.parametrize(("older", "newer"), [*pairwise(ORDER)])
def test_order(older: str, newer: str) -> None:
    """Versions sort by number, and candidates before their release."""
    one, other = known(older), known(newer)

    assert one < other


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spelling(one: str, other: str) -> None:
    """A version is the same, however it is spelled."""
    pair = {known(one), known(other)}

    assert len(pair) == 1


@pytest.mark.parametrize("text", NO_VERSIONS)
def test_no_version(text: str) -> None:
    """What is not wholly a version is none."""
    found = parse(text)

    assert found is None


@given(st.text() | SPELLINGS | st.text("0123456789.-~_abrclphetKſı", max_size=12))
def test_any_text(text: str) -> None:
    """Whatever the text, parsing and grouping it raise nothing."""
    version = parse(text)
    series = series_of(text, 2)

    assert version is None or known(text.upper()) == version
    assert text.startswith(series)


@given(SPELLINGS)
def test_every_spelling(text: str) -> None:
    """Every version that the grammar allows is read, and fits a tag."""
    version = parse(text)
    match = tag_pattern("v{version}").fullmatch(f"v{text.lower()}")

    assert version
    assert match
    assert match["version"] == text.lower()


@given(CANDIDATES)
def test_candidates(text: str) -> None:
    """A candidate leads to the release that is written without its end."""
    candidate = known(text)
    release = known(re.split("[^0-9.]", text)[0].rstrip("."))

    assert candidate.prerelease
    assert not release.prerelease
    assert candidate < release == candidate.release == release.release


@given(st.lists(SPELLINGS))
def test_total_order(texts: list[str]) -> None:
    """Versions sort the same from wherever they start, and only equals are equal."""
    forth, back = map(known, texts), map(known, texts[::-1])

    ordered = sorted(forth)

    assert ordered == sorted(back)
    for one, other in pairwise(ordered):
        assert (one < other) == (one != other)


@pytest.mark.parametrize(
    ("written", "tag", "version"),
    [
        ("v{version}", "v1.4.1", "1.4.1"),
        ("Pacemaker-{version}", "Pacemaker-1.1.10-rc1", "1.1.10-rc1"),
        ("{version}", "5.1.0-rc2", "5.1.0-rc2"),
        ("a.{version}+", "a.1.0+", "1.0"),
        ("a.{version}+", "ab1.0+", None),
        ("v{version}", "1.4.1", None),
        ("v{version}", "v1.4.1-topic", None),
        ("v{version}", "xv1.4.1", None),
    ],
)
def test_tag_pattern(written: str, tag: str, version: str | None) -> None:
    """A pattern stands for itself, but for the version in it."""
    match = tag_pattern(written).fullmatch(tag)

    assert (match and match["version"]) == version


@pytest.mark.parametrize(
    ("written", "times"), [("v", 0), ("", 0), ("{version}-{version}", 2)]
)
def test_bad_tag_pattern(written: str, times: int) -> None:
    """A pattern without one place for the version is refused."""
    with pytest.raises(ValueError, match="must stand") as caught:
        tag_pattern(written)

    assert str(caught.value) == (
        f'"{{version}}" must stand in it once, not {times} times'
    )


@pytest.mark.parametrize(
    ("version", "rule", "series"),
    [
        ("1.4.1", 2, "1.4"),
        ("1.4.1", 1, "1"),
        ("1.1.10-rc1", 2, "1.1"),
        ("10.0.0a1", 2, "10.0"),
        ("9.0.16-1", 3, "9.0.16"),
        ("2", 2, "2"),
        ("next", 2, "next"),
        ("1.35", re.compile(r"1\.90|[0-9]+"), "1"),
        ("1.90", re.compile(r"1\.90|[0-9]+"), "1.90"),
        ("4.5.1", re.compile(r"[0-9]+\.([0-9]+)"), "5"),
        ("next", re.compile(r"[0-9]+"), "next"),
    ],
)
def test_series(version: str, rule: int | re.Pattern[str], series: str) -> None:
    """A series is the first numbers, or what the project's pattern finds."""
    found = series_of(version, rule)

    assert found == series


HISTORY = tags(
    "1.3.1 2011-05-01",
    "1.3.2 2011-06-01",
    "1.3.3 2011-07-26",
    "1.4.0rc1 2011-07-01",
    "1.4.0rc2 2011-07-08",
    "1.4.0 2011-07-18",
    "1.4.1 2011-07-26",
    "1.4.2rc1 2011-08-01",
    "2.0.0rc1 2011-07-20",
    "next 2011-01-01",
)


@pytest.mark.parametrize(
    ("version", "before"),
    [
        # The one before it in its series, whatever came in between.
        ("1.4.1 2011-07-26", "1.4.0 2011-07-18"),
        ("1.3.3 2011-07-26", "1.3.2 2011-06-01"),
        # The first of a series: the newest below it that existed then.
        ("1.4.0 2011-07-18", "1.3.2 2011-06-01"),
        ("2.0.0 2011-07-27", "1.4.1 2011-07-26"),
        # A candidate: the one before it, or what its release will have.
        ("1.4.0rc2 2011-07-08", "1.4.0rc1 2011-07-01"),
        ("1.4.0rc1 2011-07-01", "1.3.2 2011-06-01"),
        ("1.4.2rc1 2011-08-01", "1.4.1 2011-07-26"),
        ("2.0.0rc1 2011-07-20", "1.4.0 2011-07-18"),
        # Nothing, rather than a guess.
        ("1.3.1 2011-05-01", None),
        ("0.1 2011-08-01", None),
        ("next 2011-01-01", None),
    ],
)
def test_previous(version: str, before: str | None) -> None:
    """A version is compared with the one before it, not with the last one made."""
    tag = tags(version)[version]

    found = previous(tag, HISTORY.values(), 2)

    assert (found and found.name) == before


@given(
    st.lists(st.tuples(SPELLINGS | st.sampled_from(ORDER), st.dates()), min_size=1),
    st.integers(1, 3),
)
def test_previous_of_any_history(history: list[tuple[str, date]], rule: int) -> None:
    """What came before is older by version, in whatever order tags are listed."""
    made = [
        Tag(project="a", version=version, name=version, day=day)
        for version, day in history
    ]

    found = previous(made[0], made, rule)
    again = previous(made[0], made[::-1], rule)

    assert found is None or known(found.version) < known(made[0].version)
    assert (found and found.name) == (again and again.name)


BATCH = ["0.90 2010-10-20 2009-03-01", "0.91 2010-10-20 2009-04-01"]
LATE = "1.0 2010-11-01 2010-01-01"


@pytest.mark.parametrize(
    ("history", "old"),
    [
        (BATCH, BATCH),
        ([*BATCH, "1.3.0 2010-10-20", "1.2.9 2010-10-20 2010-09-19"], BATCH),
        ([*BATCH, LATE], BATCH),
        ([LATE], []),
        ([BATCH[0], "1.1 2010-10-21 2009-01-01"], []),
        (["1.0 2010-10-20 2010-12-01", "1.1 2010-10-20 2010-12-02"], []),
        ([], []),
    ],
)
def test_backdated(history: list[str], old: list[str]) -> None:
    """Several tags of one day on commits of more than 31 days before are no news."""
    found = backdated(tags(*history).values())

    assert found == frozenset(old)
