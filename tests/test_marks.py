"""Why a change matters is told by its marks."""

from __future__ import annotations

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.changes import Change
from digest.marks import FOLDED, PICKED, Rank, find_marks, rank_of, watch_for

WORDS = (
    *("crash", "crashes", "leak", "deadlock", "CVE", "security", "vulnerability"),
    *("regression", "regressions", "default", "defaults", "incompatible"),
    *("deprecated", "removed", "no longer", "drop support", "double free", "data loss"),
)
WATCH = watch_for(WORDS)


def marks(text: str, **fields: str) -> tuple[str, ...]:
    """Return the marks of an entry."""
    return find_marks(Change(text=text, **fields), WATCH)  # type: ignore[arg-type] # texts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Crash, crashes and a crash", ("crash", "crashes")),
        ("crashed, pre-crash, leaky", ()),
        ("a double free, not two doubles", ("double free",)),
        ("Drop support for the drums", ("drop support",)),
        ("call `crash()` in the bell's `security` room", ()),
        ("an odd ` and a crash", ("crash",)),
    ],
)
def test_whole_words(text: str, found: tuple[str, ...]) -> None:
    """Words are found whole, in any case, in their order, each once; code is none."""
    assert marks(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "the bell no longer crashes",
        "does not leak any more",
        "avoid a deadlock",
        "fix a crash",
        "no crash if the rope is cut",
        "remove the default limit",
        "don't default to silence",
        "quiet is not the default any more",
        "loud by default",
        "is no longer the default",
        "security: no longer trust the rope",
        "fix a regression: no sound at night",
        "the rope was removed",
        "bell: removed the rope",
        "ropes and bells removed",
        "the rope (now deprecated) breaks",
        "the rope is deprecated since May",
        "the bell no longer needs a rope",
    ],
)
def test_what_counts(text: str) -> None:
    """A fault counts whether it is denied or not, and so does a change of what was."""
    assert marks(text)


@pytest.mark.parametrize(
    "text",
    [
        "louder, with no regression",
        "no known regressions",
        "this is not a security issue",
        "no security impact",
        "security: none",
        "regression: n/a",
        "a bell without default",
        "the default is unchanged",
        "default volume remains unchanged",
        "the default is still loud",
        "keep the default",
        "for non-default bells",
        "ring with default values",
        "not incompatible",
        "tidy up after the removed hack",
        "show deprecated bells in grey",
        "restore the (deprecated) rope",
        "removed some unused ropes",
        "cut the rope, which is no longer needed",
        "run the regression tests twice",
        "regression.sh: ring once",
        "security-minded ringers only",
    ],
)
def test_what_does_not(text: str) -> None:
    """What is denied, unchanged, or was that already is no reason."""
    assert marks(text) == ()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (Change(text="x", severity="high"), ("severity: high",)),
        (Change(text="x", severity="critical"), ("severity: critical",)),
        (Change(text="x", severity="medium"), ()),
        (Change(text="a crash", severity="medium"), ("crash",)),
        (Change(text="a crash", severity="low"), ()),
        (Change(text="data loss and a crash", severity="low"), ("data loss",)),
        (Change(text="x", group="Features added"), ("group: Features added",)),
        (Change(text="x", group="Deprecated"), ("group: Deprecated",)),
        (Change(text="x", group="Security"), ("group: Security",)),
        (Change(text="x", group="Changed"), ("group: Changed",)),
        (Change(text="x", group="Changes"), ()),
        (Change(text="x", group="Fixes"), ()),
        (Change(text="x", group="New features and bug fixes"), ()),
        (Change(text="x", group="Bells"), ()),
        (Change(text="a crash", group="Bug fixes"), ("crash",)),
        (Change(text="x", group="Public API changes"), ()),
        (Change(text="a crash", group="Internal"), ()),
        (Change(text="a vulnerability", group="Internal"), ("vulnerability",)),
        (Change(text="cts: a crash", component="cts"), ()),
        (Change(text="cts-lab, docs: a crash", component="cts-lab, docs"), ()),
        (Change(text="docs, bell: a crash", component="docs, bell"), ("crash",)),
        (Change(text="testbell: a crash", component="testbell"), ()),
        (Change(text="[BUILD] Fix default path"), ()),
        (Change(text="[BELL] Fix default path"), ("default",)),
        (Change(text="avoid leak in the bell's test"), ()),
        (Change(text="bell: add a test for crashes"), ()),
        (Change(text="Add comment about a leak"), ()),
        (Change(text="test runs of bells crash"), ()),
        (Change(text="testing found a crash"), ("crash",)),
        (
            Change(
                text="security fix for CVE-2024-12 (crash)",
                group="Added",
                severity="high",
                refs=("rhbz#1", "cve-2024-12"),
            ),
            ("CVE-2024-12", "severity: high", "group: Added", "security", "crash"),
        ),
        (Change(text="for CVEs", group="API", refs=("CVE-2024-1",)), ("CVE-2024-1",)),
        (Change(text="a CVE, no number"), ("cve",)),
    ],
)
def test_reasons(change: Change, found: tuple[str, ...]) -> None:
    """CVEs come first, then severity, group and words; the inside has to be dire."""
    assert find_marks(change, WATCH) == found


@pytest.mark.parametrize(
    ("mark", "rank"),
    [
        (PICKED, Rank.PICKED),
        ("CVE-2024-1", Rank.UNSAFE),
        ("group: Security", Rank.UNSAFE),
        ("data loss", Rank.UNSAFE),
        ("severity: high", Rank.SEVERE),
        ("group: Deprecated/removed options", Rank.GONE),
        ("crash", Rank.WATCHED),
        ("group: Features", Rank.NAMED),
    ],
)
def test_rank(mark: str, rank: Rank) -> None:
    """What is picked comes first, then what is unsafe, severe, gone, watched for."""
    assert rank_of(mark) is rank


@given(st.text() | st.lists(st.sampled_from([*WORDS, "no", "not", "`", "tests"])))
def test_any_text(text: str | list[str]) -> None:
    """Whatever the text, its marks are words of ours, each once."""
    found = marks(text if isinstance(text, str) else " ".join(text))

    assert {*found} <= {word.casefold() for word in WORDS}
    assert len(found) == len({*found})


@pytest.mark.parametrize(
    "text",
    ["crash " * 20_000, "`" * 100_001, "no default " * 10_000, "x " * 50_000 + "test"],
    ids=lambda text: text[:6],
)
def test_hostile_text(text: str) -> None:
    """An entry of any length is read to its end."""
    assert len(marks(text)) <= 1


def test_no_words() -> None:
    """Where no words are watched for, none are found."""
    assert find_marks(Change(text="a crash"), watch_for(())) == ()


def test_nobody_else_picks() -> None:
    """What a person says in the corrections no text says, whatever is watched for."""
    watch = watch_for([PICKED, FOLDED, "crash"])

    assert find_marks(Change(text="picked, folded: crash"), watch) == ("crash",)
