"""What a changelog says of each version, and which of it is news."""

from __future__ import annotations

import subprocess
import sys

from io import BytesIO, TextIOWrapper
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.codec import encode
from digest.compare.changelog import between, entries, sections
from digest.compare.changelog.dialects import DIALECTS
from digest.compare.changelog.naming import named
from digest.compare.changelog.order import rank
from digest.compare.changelog.spelling import day_of
from digest.compare.changelog.stating import stated
from digest.compare.changelog.wording import read_change
from digest.versions import parse
from tests.conftest import cases

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

FILES = [path for path in cases("changelog", "*") if path.suffix != ".json"]
# Lines that mean something in one dialect or another, and what comes close to it.
LINES = [
    "* Thu Oct 31 2024 A <a@b.org> Pacemaker-1.0-1",
    "* Thu Oct 31 2024 A",
    "- stable release 1.0",
    "- Fixes since Pacemaker-1.0",
    "# [1.0] - 2024-13-31",
    "## 2.0 words",
    "= 1.1 =",
    "<h2>1.0</h2>",
    '<a name="1.0"></a>',
    ".. _v1.0:",
    "1.0 (api:1)",
    "v1.0: a",
    "**1.0**",
    "Unreleased",
    "-----",
    "=====",
    "``````",
    "~~~",
    "<!--",
    "-->",
    "cup (1.0-1) a; b",
    " -- A <a@b.org>  Thu, 31 Oct 2024 00:00:00 +0000",
    "2024-10-31  A  <a@b.org>",
    "2024-10-31:",
    "commit 0a1b2c3",
    "Merge: 0a1b2c3 1b2c3d4",
    "Author: A <a@b.org>",
    "    cup 1.0",
    "Changes since 1.0:",
    "--- 1.0 ---",
    "1.0/1.1",
    "1.0: A",
    "\t* Version 1.0.",
    "r1 | a | 2024-10-31 00:00:00 +0000 | 1 line",
    "Merge revision 1:",
    "Bump version to 1.0",
    "| Version | b |",
    "| 1.0 | b |",
    "|  | c |",
    "+---+",
    "===  ===",
    "version  b",
    "1.0  b",
    "  + High: crmd: Bug lf#1 - **x:** *(y)* `z",
    "\t- x::",
    "       x",
    "[ A. Name ]",
    "  <li>x",
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
* Mon Jun  3 2024 contributors
- nobody released this
* Thu Feb  4 2010 contributors
- stable release 1.0.3
* Thu Oct 23 2008 contributors
- beta release 2.99.2
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
* Tue Aug 11 2009 A. Name <a@example.org> - 1.0.5-0.7.c9120a53a6ae.hg
* Thu Aug 27 2009 A. Name <a@example.org> nameless
"""
SBD = """\
* Sun Jun 2 2024 <a@example.org> - 1.5.2-99.0.7a3cd78b.git
* Thu Jan 5 2023 <a@example.org> - 1.5.2-99.0.8ec8e011.git
* Mon Nov 15 2021 <a@example.org> - 1.5.1-99.0.7bcdf695.git
* Mon Jan 14 2019 <a@example.org> - 1.4.0-0.2.2d595fdd.git
* Sun Jan 13 2019 <a@example.org> - 1.4.0-0.1.e102d9ed.git
"""
REACTOR = """\
drbd-reactor (1.2.0-2) x; y
drbd-reactor (1.2.0-1) x; y
drbd-reactor (1.2.0~rc.1-1) x; y
drbd-reactor (1.1.0+dfsg-1) x; y
drbdd (1.0.1-1) x; y
drbdd (1.0.0-1) x; y
"""
CRMSH = "## 4.1.0\n## 3.0.3\n## 3.0.2\n## 4.0.0\n## 3.0.1\n## 3.0.0\n"
TWO = """\
## cup-1.2
## saucer-1.2
## 1.2
## cup-1.1
## saucer-1.1.1
## spoon-1.1
## saucer-1.1
"""
RISING = "## 2.9\n## 1.0\n## 1.1-rc1\n## 1.1\n## 1.2\n## Next\n## 3.0\n"
SAME = """\
4.18.0rc1 4.18.0-rc1 4.18.0-rc.1 4.18.0~rc1-1 4.18-0rc1 4.18.RC1
"""
INCREASING = """\
1.0~git1 1.0.dev1 1.0-0.1 1.0-0.2.c91 1.0-alpha 1.0a1 1.0_pre1 1.0-M2 1.0-rc 1.0rc2
1.0rc2a 1.0.Final 1.0-2.el9 1.0-3~bpo50+1 1.0b 1.0p1 1.0.post2 1.0.1
"""


def shown(text: str) -> list[dict[str, Any]]:
    """Return the sections of a text as plain data, empty fields left out."""
    return [
        {
            "dialect": part.dialect.name,
            "version": part.version,
            "day": encode(part.day),
            "heading": part.heading,
            "changes": encode(part.changes, sparse=True),
        }
        for part in sections(text)
    ]


def steps(text: str) -> int:
    """Return how many calls it takes to read all of a text."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(note)
    try:
        found = sections(text)
        between(found, "0.1", "1.0")
        for section in found:
            entries(section.text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_sections(file: Path, expect: Callable[[object, Path], None]) -> None:
    """Every changelog has the sections written beside it."""
    found = shown(file.read_bytes().decode())

    expect(found, file.with_suffix(".json"))


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_sections_are_the_file(file: Path) -> None:
    """The sections, laid end to end, are the file from the first heading on."""
    text = file.read_bytes().decode()

    slices = "".join(section.text for section in sections(text))

    assert text.endswith(slices)


def test_every_dialect_has_a_case() -> None:
    """No dialect is without a file that is written in it."""
    found = {part.dialect.name for file in FILES for part in sections(file.read_text())}

    assert found == {dialect.name for dialect in DIALECTS}


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
        (CRMSH, "4.0.0", "4.1.0", ["4.1.0"]),
        (CRMSH, "3.0.1", "3.0.3", ["3.0.3", "3.0.2"]),
        (CRMSH, "3.0.1", "4.1.0", ["4.1.0", "3.0.3", "3.0.2", "4.0.0"]),
        # Without a version to start from: a release with its candidates.
        (AGENTS, None, "4.18.0", ["4.18.0", "4.18.0rc1"]),
        (AGENTS, None, "4.18.0rc1", ["4.18.0rc1"]),
        (DRBD, None, "9.2.0-rc.8", ["9.2.0-rc.8"]),
        (DRBD, "the beginning", "9.2.16", ["9.2.16"]),
        # The oldest first.
        (RISING, "1.0", "1.2", ["1.1-rc1", "1.1", "1.2"]),
        (RISING, "1.1", "1.2", ["1.2"]),
        # A candidate whose section is that of its release.
        (PACEMAKER, "2.1.8", "2.1.9-rc1", ["2.1.9"]),
        (PACEMAKER, "2.1.9-rc1", "2.1.9-rc2", ["2.1.9"]),
        (PACEMAKER, None, "2.1.9-rc2", ["2.1.9"]),
        # A package's first revision is the version itself; others are newer.
        (DRBD, None, "9.2.15", ["9.2.15-1"]),
        (DRBD, "9.2.15", "9.2.16", ["9.2.16"]),
        (DRBD, "9.1.3", "9.1.4", ["9.1.4-1"]),
        (DRBD, None, "9.0.7rc1", ["9.0.7rc1-1"]),
        (PACEMAKER, None, "1.0.7", ["1.0.7-1"]),
        (PACEMAKER, "1.0.7", "1.0.7-2", ["1.0.7-2"]),
        (PACEMAKER, "1.0.4", "1.0.7", ["1.0.7-1", "1.0.5-0.7.c9120a53a6ae.hg"]),
        (SBD, "1.5.1", "1.5.2", ["1.5.2-99.0.7a3cd78b.git", "1.5.2-99.0.8ec8e011.git"]),
        (SBD, "1.4.0", "1.5.1", ["1.5.1-99.0.7bcdf695.git"]),
        (SBD, None, "1.4.0", ["1.4.0-0.2.2d595fdd.git", "1.4.0-0.1.e102d9ed.git"]),
        (REACTOR, "1.1.0", "1.2.0", ["1.2.0-1", "1.2.0~rc.1-1"]),
        (REACTOR, "1.2.0", "1.2.0-2", ["1.2.0-2"]),
        (REACTOR, None, "1.2.0-rc.1", ["1.2.0~rc.1-1"]),
        # A package that changed its name is one package.
        (REACTOR, "1.0.0", "1.1.0", ["1.1.0+dfsg-1", "1.0.1-1"]),
        # Two packages in one file.
        (TWO, "1.1", "cup-1.2", ["1.2"]),
        (TWO, "saucer-1.1", "saucer-1.2", ["1.2", "1.1.1"]),
        (TWO, None, "saucer-1.1.1", ["1.1.1"]),
        (TWO, "1.1", "1.1.1", ["1.1.1"]),
        (TWO, None, "cup-1.1.1", []),
        # A numbering that ended before the version to start from is older than it.
        (AGENTS, "1.0.3", "4.17.0", ["4.17.0", "4.17.0rc1"]),
        (AGENTS, "1.0.2", "1.0.3", ["1.0.3"]),
        (AGENTS, None, "2.99.2", ["2.99.2"]),
        # Spelled in other ways.
        (AGENTS, "v4.17.0", "4.18.0 rc1", ["4.18.0rc1"]),
        (AGENTS, "v4.17.0", "Version 4.18.0 rc1", ["4.18.0rc1"]),
        (PACEMAKER, "Pacemaker-2.1.8", "Pacemaker-2.1.9", ["2.1.9"]),
        (DRBD, None, "9.0.19-0.1ibm2", ["9.0.19-0.1ibm2"]),
        ("## Version 42\n\n## Version 41\n", "41", "42", ["42"]),
        # Nothing, rather than a guess.
        (AGENTS, "4.18.0", "4.17.0", []),
        (AGENTS, "4.18.0", "4.18.0", []),
        (AGENTS, "4.17.0", "4.19.0", []),
        (AGENTS, None, "4.1", []),
        (DRBD, "9.0.0", "9.0.7", []),
        (SBD, "1.5.2", "1.5.2", []),
        (PACEMAKER, "2.1.9", "2.1.9-rc1", []),
        (PACEMAKER, None, "1.0.7-3", []),
        (PACEMAKER, None, "nameless", []),
        (PACEMAKER, None, "", []),
        (PACEMAKER, None, "2.1.x", []),
    ],
)
def test_between(text: str, since: str | None, to: str, news: list[str]) -> None:
    """What is newer than one version, up to and including another, is news."""
    found = between(sections(text), since, to)

    assert [section.version for section in found] == news


@pytest.mark.parametrize(
    ("heading", "version", "name"),
    [
        ("1.2.3", "1.2.3", ""),
        ("v1.2.3:", "1.2.3", ""),
        ("[1.2.3] - 2024-01-02 [YANKED]", "1.2.3", ""),
        ("[1.2.3](https://example.org/v1.2.2...v1.2.3) (2024-01-02)", "1.2.3", ""),
        ("`v1.2.3 <https://example.org/1.2.2>`__", "1.2.3", ""),
        ('<a name="1.2.3"></a>', "1.2.3", ""),
        ("Tue Aug 11 2009 A. Name <a@b.org> - 1.0.5-2", "1.0.5-2", ""),
        ("2023.06.30, Version 1.46.0 (Stable), 0a1b2c3", "1.46.0", ""),
        ("07 October 2023: cup 10.1.1", "10.1.1", "cup"),
        ("2024.06.30", "2024.06.30", ""),
        ("What's new in Cup 1.9p2", "1.9p2", "cup"),
        ("Noteworthy changes in release 9.4 (2023-08-29) [stable]", "9.4", ""),
        ("Changes between 3.0.0 and 3.0.1 [14 Dec 2021]", "3.0.1", ""),
        ("CHANGES FROM 3.7c TO 3.8", "3.8", ""),
        ("CHANGES WITH 255:", "255", ""),
        ("Version 3.0 Release Candidate 2", "3.0rc2", ""),
        ("8.0 beta 3", "8.0beta3", ""),
        ("@tea/cup@1.2.3", "1.2.3", "@tea/cup"),
        (":tada: **1.2.3** – The party", "1.2.3", ""),
        ("A Pot of Tea 1.2.3", None, None),
        ("Upgrading from 4.10.0", None, None),
        ("Changelog since v1.28.1", None, None),
        ("Downloads for v1.28.2", None, None),
        ("Post-v4.0.0", None, None),
        ("1.2.3...1.3.0", None, None),
        ("Full changelog: https://example.org/1.2.3", None, None),
        ("a b c d e f g h i j k 1.2.3", None, None),
        ("v1.2.3-rc1", "1.2.3-rc1", ""),
        ("cup-v1.2.3-2", "1.2.3-2", "cup"),
        ("1.2.3/1.2.4", "1.2.4", ""),
        ("1.2.3/pre3", "1.2.3", ""),
        ("tea/1.2.3", "1.2.3", "tea"),
        ("Changes in cup from 1.2.2 to 1.2.3.", "1.2.3", "cup"),
        ("Changes between Cup version 1.2.2 and 1.2.3", "1.2.3", ""),
        ("cup 1.2.2 -> 1.2.3", "1.2.3", "cup"),
        ("11/12/2024 - Release 1.2.3", "1.2.3", ""),
        ('2024-01-02 1.2.3 "The Kettle"', "1.2.3", ""),
        ("Version 1.2.3 - March 2024, by A. Name", "1.2.3", ""),
        ("1.2.3 pre-release 4", "1.2.3pre4", ""),
        ("POT - A VERY LONG NAME 1.2.3", "1.2.3", "pot a very long name"),
        ("What's new in Cup 1.2.3?", "1.2.3", "cup"),
        ("Cup 1.2.??", None, None),
        ("1.2.3   06-27-2017/22:00", "1.2.3", ""),
        ("[v20171227]", "20171227", ""),
        ("Kettle 20171227", None, None),
        ("Date: 30.01.2016", None, None),
        ("Python 3", None, None),
        ("a" * 600 + " 1.2.3", None, None),
        ("1." * 100, None, None),
    ],
)
def test_named(heading: str, version: str | None, name: str | None) -> None:
    """A heading names a version as its own, or none."""
    found = named(heading)

    assert (found.version, found.name) == (version, name) if found else not version


@pytest.mark.parametrize(
    ("line", "version"),
    [
        ("stable release 4.18.0", "4.18.0"),
        ("release candidate 1.0.12-rc1", "1.0.12-rc1"),
        ("tag: 4.4.1 for bug fix", "4.4.1"),
        ("Change trunk version to 1.2.7.", "1.2.7"),
        ("Bump verion to 1.2.0.", "1.2.0"),
        ("cup-2.0.20", "2.0.20"),
        ("Summary for 4.99.4 cup release", "4.99.4"),
        ("=== Released 2.2.0 ===", "2.2.0"),
        ("1.2.3", "1.2.3"),
        ("Increment version number to 1.1.7", "1.1.7"),
        ("Prepare for 0.15.1.", "0.15.1"),
        ("Release 1.2 -- with a lid", "1.2"),
        ("Tag for 1.17.1 release.", "1.17.1"),
        ("cup-0.6.3, 5 January 2012", "0.6.3"),
        ("Bump SONAME to 4.0.0", None),
        ("Reset version to 0.99 in configure.ac", None),
        ("release 4.14.0 was fine", None),
        ("update the 1.2.3", "1.2.3"),
        ("in the 1.2.3", None),
    ],
)
def test_stated(line: str, version: str | None) -> None:
    """A line of a log states a release and nothing else, or it states none."""
    found = stated(line)

    assert (found.version if found else None) == version


def test_rank() -> None:
    """Spellings of a version are equal, and all are in order."""
    same = {rank(text) for text in SAME.split()}
    ranks = [rank(text) for text in INCREASING.split()]

    assert len(same) == 1
    assert all(low and high and low < high for low, high in pairwise(ranks))


@pytest.mark.parametrize("text", ["", "a", "1.2.x", "1" * 200])
def test_no_rank(text: str) -> None:
    """What is no version has no place among them."""
    assert rank(text) is None


TAGGED = r"[0-9]{1,3}(\.[0-9]{1,3}){1,3}(-?(alpha|beta|pre|rc)[.]?[0-9])?"


@given(st.from_regex(TAGGED, fullmatch=True))
def test_rank_is_what_tags_have(text: str) -> None:
    """A version is the same in a changelog and in a tag."""
    assert rank(text) == parse(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on 2024-10-31", "2024-10-31"),
        ("2024/1/2", "2024-01-02"),
        ("31.10.2024", "2024-10-31"),
        ("31st of October, 2024", "2024-10-31"),
        ("Thu Oct 31 14:22:33 UTC 2024 and 2023-01-01", "2024-10-31"),
        ("Wed 28 Dec 13:06:23 CET 2022", "2022-12-28"),
        ("11/12/2024", None),
        ("Sept. 3rd, 2024", "2024-09-03"),
        ("Mar Jan 16 2016", "2016-01-16"),
        ("2024-13-31", None),
        ("2024-02-30", None),
        ("1.2024-01-02", None),
        ("Oct 2024", None),
    ],
)
def test_day_of(text: str, day: str | None) -> None:
    """The first day that is written is found, if the calendar has it."""
    assert encode(day_of(text)) == day


@pytest.mark.parametrize(
    ("text", "refs", "by"),
    [
        ("cup: fix it (bsc#1, jsc#PED-2)", ["bsc#1", "jsc#PED-2"], []),
        ("fix it ([RHEL-7], GH #12)", ["RHEL-7", "GH#12"], []),
        ("fix CVE-2024-12345 and GHSA-1a2b-3c4d-5e6f", ..., []),
        ("fixes #12, not #13 (#14 (#15))", ["#12", "#14", "#15"], []),
        ("Closes: #12, LP: #13", ["#12", "LP#13"], []),
        ("it (thanks to A. Name and B. van Name)", [], ["A. Name", "B. van Name"]),
        ("it (Patch from NAME, Given)", [], ["NAME, Given"]),
        ("it by @name in #12", [], ["@name"]),
        ("it. [A. Name, B. Name].", [], ["A. Name", "B. Name"]),
        ("it (@name, @other)", [], ["@name", "@other"]),
        ("thanks to a friend for the cup (of Tea)", [], []),
        ("it (A. Name, #12)", ["#12"], []),
        ("it (Linux)", [], []),
        ("it) done)", [], []),
    ],
)
def test_what_an_entry_says(text: str, refs: Any, by: list[str]) -> None:
    """An entry names bugs, and who is to be thanked."""
    change = read_change(text)

    refs = ["CVE-2024-12345", "GHSA-1a2b-3c4d-5e6f"] if refs is ... else refs
    assert (list(change.refs), list(change.by)) == (refs, by)


def test_entries_of_a_tag_message() -> None:
    """A signed message has the entries of the section that it repeats."""
    section = "9.0.1 (api:1)\n-----\n * a\n   b\n * drbdadm: c\n"

    found = entries(section + "-----BEGIN PGP SIGNATURE-----\n * x\n")

    assert found == sections(section)[0].changes


def test_entries_without_any_heading() -> None:
    """A body of text needs no version to have entries."""
    found = entries("Dear all,\n\n- one\n  - two\n\nRegards\n")

    assert [(change.text, change.depth) for change in found] == [("one", 0), ("two", 1)]


def test_update_to_another() -> None:
    """In a long log, one release of another name is another's, and none of its own."""
    day = "2024-01-{:02}  A  <a@b.org>\n\n\t* {}\n\n"
    releases = [f"Release 1.{step}." for step in range(9, -1, -1)]
    lines = [*releases[:5], "Update to kettle-7.0", *releases[5:]]
    log = "".join(day.format(28 - at, line) for at, line in enumerate(lines))

    found = sections(log)

    assert [section.version for section in found] == [
        f"1.{step}" for step in range(9, -1, -1)
    ]
    assert [change.text for change in found[4].changes] == []


def test_entry_of_many_words() -> None:
    """However long an entry of a dated log is, it is one."""
    words = "word " * 200
    log = f"2024-01-02  A  <a@b.org>\n\t* Version 1.2.\n\t* cup.c: {words}\n"

    (section,) = sections(log)

    assert [change.text for change in section.changes] == [f"cup.c: {words.strip()}"]


def test_prose_is_no_entry_of_a_message() -> None:
    """A message that lists nothing has no entries, whatever it says."""
    assert entries("v3.1.10 release\n\nThis is a release.\n") == ()


@given(st.lists(st.sampled_from(LINES) | st.text()))
def test_any_text(lines: list[str]) -> None:
    """Whatever the text, nothing is raised, and its end is its sections."""
    text = "\n".join(lines)

    found = sections(text)

    assert text.endswith("".join(section.text for section in found))
    assert set(between(found, "0.1", "1.0")) <= set(found)
    assert all(len(change.text.split()) for part in found for change in part.changes)
    entries(text)


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=4))
def test_work_grows_with_the_text(lines: list[str]) -> None:
    """Twice the text takes about twice the steps, whatever its lines are."""
    unit = "\n".join(lines) + "\n"

    once, twice = steps(unit * 50), steps(unit * 100)

    assert twice <= 2.2 * once + 1000


def test_hostile_texts() -> None:
    """Texts of 20 MB of the worst there is are read before anybody gives up waiting."""
    program = Path(__file__).parent / "hostile_changelogs.py"

    done = subprocess.run([sys.executable, program], check=False, timeout=900)

    assert done.returncode == 0


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "has no text in it"),
        (b" \n\n", "has no text in it"),
        ("## 1.0\n".encode("utf-16"), "is text in UTF-16, not UTF-8"),
        ("## 1.0\n".encode("utf-16-be"), "is text in UTF-16BE, not UTF-8"),
        ("## 1.0\n".encode("utf-16-le"), "is text in UTF-16LE, not UTF-8"),
        ("## 1.0\n".encode("utf-32"), "is text in UTF-32, not UTF-8"),
        (b"\x1f\x8b\x08\x00", "is packed"),
        (b"\x7fELF\x02\x01\x00\x00\x00\x00", "is no text, but binary"),
    ],
)
def test_what_is_no_text(data: bytes, what: str, tmp_path: Path, run: Run) -> None:
    """A file that nobody can read as text is told in a line, with what to do."""
    file = tmp_path / "ChangeLog"
    file.write_bytes(data)

    done = run("changelog", file, "--to", "1.0")

    assert (done.status, done.out) == (1, "")
    assert done.err.splitlines()[0] == f"error: {file}: {what}"
    assert all(line.startswith("  hint: ") for line in done.err.splitlines()[1:])


@pytest.mark.parametrize(
    ("text", "since", "said"),
    [
        ("## 1.0\n", "1.1", '"1.0" is not newer than "1.1"\n  hint: turn them round'),
        ("## 1.1\n", "1.0", 'no section for "1.0"\n  hint: spell it as the file does'),
        (
            "1.0 is in prose only.\n",
            "0.9",
            (
                'no section for "1.0"\n'
                "  hint: nothing in it reads as the heading of a version"
            ),
        ),
    ],
)
def test_nothing_to_show(
    text: str, since: str, said: str, tmp_path: Path, run: Run
) -> None:
    """Where there is nothing between two versions, it is said why."""
    file = tmp_path / "ChangeLog"
    file.write_text(text, encoding="utf-8")

    done = run("changelog", file, "--since", since, "--to", "1.0")

    assert (done.status, done.err) == (1, f"error: {file}: {said}\n")


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changelog may be piped in."""
    piped = TextIOWrapper(BytesIO(b"1.1\n---\n * a\n\n1.0\n---\n * b\n"))
    monkeypatch.setattr("sys.stdin", piped)

    done = run("changelog", "-", "--since", "1.0", "--to", "1.1")

    assert (done.status, done.out) == (0, "1.1\n---\n * a\n\n")
