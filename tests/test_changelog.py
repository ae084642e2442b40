"""What a changelog says of each version, and which of it is news."""

from __future__ import annotations

import time

from typing import TYPE_CHECKING

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.codec import encode
from digest.compare.changelog import between, entries, sections
from tests.conftest import cases

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILES = [*cases("changelog", "*.txt"), *cases("changelog", "*.md")]
LINES = [
    "* Thu Oct 31 2024 A <a@b.org> Pacemaker-1.0-1",
    "* Thu Oct 31 2024 A",
    "- stable release 1.0",
    "- Fixes since Pacemaker-1.0",
    "# [1.0] - 2024-13-31",
    "1.0 (api:1)",
    "-----",
    "  + High: crmd: Bug lf#1 - **x:** *(y)*",
    "\t- x",
    " prose",
    "",
]
AGENTS = """\
* Wed Apr  8 2026 contributors
- stable release 4.18.0
* Wed Mar 25 2026 contributors
- release candidate 4.18.0 rc1
* Wed Nov 19 2025 contributors
- stable release 4.17.0
* Wed Nov 12 2025 contributors
- release candidate 4.17.0 rc1
* Thu Oct 23 2008 contributors
- beta release 99.99.2
"""
DRBD = """\
9.3.1
-----
9.3.0
-----
9.2.16
-----
9.2.15-1
--------
9.2.0
-----
9.2.0-rc.8
----------
9.2.0-rc.7
----------
9.1.4-1
-------
9.0.19-0.1ibm2
--------------
9.0.7rc1-1
----------
"""
PACEMAKER = """\
* Thu Oct 03 2024 A. Name <a@example.org> Pacemaker-2.1.9
* Thu Aug 08 2024 A. Name <a@example.org> Pacemaker-2.1.8
* Wed May 15 2024 A. Name <a@example.org> Pacemaker-2.1.8-rc1
* Wed Feb 10 2010 A. Name <a@example.org> - 1.0.7-2
* Mon Jan 18 2010 A. Name <a@example.org> - 1.0.7-1
* Thu Aug 27 2009 A. Name <a@example.org> nameless
"""


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_sections(file: Path, expect: Callable[[object, Path], None]) -> None:
    """Every changelog has the sections written beside it."""
    found = sections(file.read_bytes().decode())

    expect(encode(found, sparse=True), file.with_suffix(".json"))


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_sections_are_the_file(file: Path) -> None:
    """The sections, laid end to end, are the file from the first heading on."""
    text = file.read_bytes().decode()

    slices = "".join(section.text for section in sections(text))

    assert text.endswith(slices)


@pytest.mark.parametrize(
    ("text", "since", "to", "news"),
    [
        # All that is newer than the one and not newer than the other.
        (AGENTS, "4.17.0", "4.18.0", ["4.18.0", "4.18.0rc1"]),
        (AGENTS, "4.18.0rc1", "4.18.0", ["4.18.0"]),
        (AGENTS, "4.17.0", "4.18.0-rc1", ["4.18.0rc1"]),
        (AGENTS, "4.16.0", "4.17.0", ["4.17.0", "4.17.0rc1"]),
        (AGENTS, "4.17.0rc1", "4.18.0rc1", ["4.18.0rc1", "4.17.0"]),
        (DRBD, "9.3.0", "9.3.1", ["9.3.1"]),
        # The first of a series: what its elder already had is not repeated.
        (DRBD, "9.2.16", "9.3.0", ["9.3.0"]),
        (DRBD, "9.2.15", "9.3.0", ["9.3.0", "9.2.16"]),
        (DRBD, "9.1.11", "9.2.0", ["9.2.0", "9.2.0-rc.8", "9.2.0-rc.7"]),
        # Without a version to start from: a release with its candidates.
        (AGENTS, None, "4.18.0", ["4.18.0", "4.18.0rc1"]),
        (AGENTS, None, "4.18.0rc1", ["4.18.0rc1"]),
        (DRBD, None, "9.2.0-rc.8", ["9.2.0-rc.8"]),
        (DRBD, "the beginning", "9.2.16", ["9.2.16"]),
        # A candidate whose section is that of its release.
        (PACEMAKER, "2.1.8", "2.1.9-rc1", ["2.1.9"]),
        (PACEMAKER, "2.1.9-rc1", "2.1.9-rc2", ["2.1.9"]),
        (PACEMAKER, None, "2.1.9-rc2", ["2.1.9"]),
        # A package's first revision is the version itself; others are newer.
        (DRBD, None, "9.2.15", ["9.2.15-1"]),
        (DRBD, "9.2.15", "9.2.16", ["9.2.16"]),
        (DRBD, "9.1.3", "9.1.4", ["9.1.4-1"]),
        (DRBD, None, "9.0.7rc1", ["9.0.7rc1-1"]),
        (PACEMAKER, None, "1.0.7", ["1.0.7"]),
        (PACEMAKER, "1.0.7", "1.0.7-2", ["1.0.7-2"]),
        # Spelled in other ways.
        (AGENTS, "v4.17.0", "4.18.0 rc1", ["4.18.0rc1"]),
        (PACEMAKER, "Pacemaker-2.1.8", "Pacemaker-2.1.9", ["2.1.9"]),
        (DRBD, None, "9.0.19-0.1ibm2", ["9.0.19-0.1ibm2"]),
        # Nothing, rather than a guess.
        (AGENTS, "4.18.0", "4.17.0", []),
        (AGENTS, "4.18.0", "4.18.0", []),
        (AGENTS, "4.17.0", "4.19.0", []),
        (AGENTS, None, "4.1", []),
        (DRBD, "9.0.0", "9.0.7", []),
        (PACEMAKER, "2.1.9", "2.1.9-rc1", []),
        (PACEMAKER, None, "nameless", []),
        (PACEMAKER, None, "", []),
    ],
)
def test_between(text: str, since: str | None, to: str, news: list[str]) -> None:
    """What is newer than one version, up to and including another, is news."""
    found = between(sections(text), since, to)

    assert [section.version for section in found] == news


def test_entries_of_a_tag_message() -> None:
    """A signed message has the entries of the section that it repeats."""
    section = "9.0.1 (api:1)\n-----\n * a\n   b\n * drbdadm: c\n"

    found = entries(section + "-----BEGIN PGP SIGNATURE-----\n * x\n")

    assert found == sections(section)[0].changes


def test_entries_without_any_heading() -> None:
    """A body of text needs no version to have entries."""
    found = entries("Dear all,\n\n- one\n  - two\n\nRegards\n")

    assert [(change.text, change.depth) for change in found] == [("one", 0), ("two", 1)]


@given(st.lists(st.sampled_from(LINES) | st.text()))
def test_any_text(lines: list[str]) -> None:
    """Whatever the text, nothing is raised, and its end is its sections."""
    text = "\n".join(lines)

    found = sections(text)

    assert text.endswith("".join(section.text for section in found))
    assert set(between(found, "0.1", "1.0")) <= set(found)


@pytest.mark.parametrize(
    "text",
    [
        "- " + "a, " * 200_000,
        "- Bug " + "ab#1, " * 100_000,
        "- " + "(*" * 200_000,
        "# a-" + "1." * 200_000 + "@",
        "* Thu Oct 31 2024 " + "-1.1" * 100_000,
        "- A since " + "1" * 400_000 + " x\n  - y",
        "1.1.1\n-----\n" * 20_000,
        "* Thu Oct 31 2024 a 1.1\n" * 20_000,
        "\n".join(" " * depth + "-+"[depth % 2] + " x" for depth in range(1_000)),
        "- x\n" + "\n  y\n" * 20_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_text(text: str) -> None:
    """No text takes more than time in proportion to its length."""
    start = time.perf_counter()

    entries(text)

    assert time.perf_counter() - start < 5
