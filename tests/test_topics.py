"""Two TODO files to what became of their topics."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.changes import Field, How
from digest.codec import encode
from digest.compare.status import is_done, is_open
from digest.compare.todo import fields_of, read_todo
from digest.compare.topics import compare_topics
from tests.conftest import cases

if TYPE_CHECKING:
    from pathlib import Path

    from digest.changes import TopicChange
    from tests.conftest import Expect

FILES = cases("todo", "*.old")
LINES = [
    "",
    "Heading",
    "# Heading",
    "### Done:",
    "Later:",
    "-------",
    "=====",
    "```",
    "Finished: 100%",
    "Description:",
    "- item",
    "- an item of a few words",
    "- [x] item",
    " * P1 item (DONE)",
    "    . Items:",
    "12) item",
    "  goes on",
    "* ",
    "\x85",
    "\t",
]


def compare(old: str, new: str) -> tuple[TopicChange, ...]:
    """Return what changed between two versions of a file."""
    return compare_topics(old, new, since="v1.0", to="v1.1", file="TODO")


@pytest.mark.parametrize("old", FILES, ids=lambda path: path.stem)
def test_compare(old: Path, expect: Expect) -> None:
    """Every pair of files has the changes written beside it."""
    new = old.with_suffix(".new").read_bytes().decode()

    found = compare(old.read_bytes().decode(), new)

    expect(encode(found, sparse=True), old.with_suffix(".json"))


@pytest.mark.parametrize("old", FILES, ids=lambda path: path.stem)
def test_back_and_forth(old: Path) -> None:
    """What was added one way is removed the other way; what changed, changed back."""
    one = old.read_bytes().decode()
    other = old.with_suffix(".new").read_bytes().decode()
    back = {How.ADDED: How.REMOVED, How.REMOVED: How.ADDED, How.CHANGED: How.CHANGED}

    there, again = compare(one, other), compare(other, one)

    assert Counter((c.how, c.before, c.after, _sides(c)) for c in there) == Counter(
        (back[c.how], c.after, c.before, frozenset((n, b, a) for n, a, b in _sides(c)))
        for c in again
    )


def _sides(change: TopicChange) -> frozenset[tuple[str, str, str]]:
    return frozenset((field.name, field.old, field.new) for field in change.fields)


def test_fields_of_a_topic() -> None:
    """A topic's own lines have the fields that they were read with."""
    (topic,) = read_todo("one\n---\nStarted: never\nFinished:100%\nand so on\n").topics

    assert fields_of(topic.text) == topic.fields
    assert topic.fields == {
        "Started": "never",
        "Finished": "100%",
        "Description": "and so on",
    }


@pytest.mark.parametrize("text", ["", "one", "one\nprose\nFinished: 100%", "one\n: x"])
def test_lines_without_fields(text: str) -> None:
    """Fields come first; lines that start with prose have none."""
    assert not fields_of(text)


@pytest.mark.parametrize(
    ("status", "before"), [("done", "open"), ("100%", "open"), ("planned", "")]
)
def test_status_before(status: str, before: str) -> None:
    """What is done now was open; of any other status nobody knows what it was."""
    block = "one\n---\nOwner: me\nSize: 1\n"

    (change,) = compare(block, f"{block}Status: {status}\n")

    assert change.fields == (Field(name="Status", old=before, new=status),)


def test_too_many_to_tell_apart() -> None:
    """Of a few items it can be told which is which in other words; of many, not."""
    few = "- allow whistling in kitchen\n"
    many = "".join(f"- allow whistling in kitchen {n}\n" for n in range(200))

    one = compare(few, few.replace(" in ", " in some "))
    all_of_them = compare(few + many, (few + many).replace(" in ", " in some "))

    assert [change.how for change in one] == [How.CHANGED]
    assert {change.how for change in all_of_them} == {How.ADDED, How.REMOVED}


@pytest.mark.parametrize(
    ("said", "done"),
    [
        ("100%", True),
        ("Done.", True),
        ("merged in May", True),
        ("fixed: see the manual", True),
        ("completed (at last)", True),
        ("Finished items", True),
        ("4 July 2011", True),
        ("2011-07-04", True),
        ("Oct 20, 2010", True),
        ("99%", False),
        ("done?", False),
        ("fixed point arithmetic", False),
        ("complete overhaul", False),
        ("planned for 2011", False),
        ("", False),
    ],
)
def test_done(said: str, *, done: bool) -> None:
    """What is finished, merged or has a day is done; what merely sounds so is not."""
    assert is_done(said) == done


@pytest.mark.parametrize(
    ("said", "waits"),
    [
        ("Not Started", True),
        ("has not been begun yet", True),
        ("never", True),
        ("Open items", True),
        ("planned", True),
        ("not sure", False),
        ("open source", False),
        ("", False),
    ],
)
def test_open(said: str, *, waits: bool) -> None:
    """What is not started or planned is open; what merely sounds so is not."""
    assert is_open(said) == waits


@given(st.lists(st.sampled_from(LINES) | st.text()), st.text())
def test_any_text(lines: list[str], other: str) -> None:
    """Whatever the text, nothing is raised, and nothing changed since itself."""
    text = "\n".join(lines)

    known = [read_todo(text), read_todo(other)]
    most = sum(len(todo.topics) + len(todo.lists) for todo in known)
    assert compare(text, text) == ()
    assert len(compare(text, other)) <= most


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"list {n}\n---\n- the same\n" for n in range(8_000)),
        "".join(f"topic {n}\n---\nFinished: {n}%\n" for n in range(8_000)),
        "".join(f"{'#' * (n % 6 + 1)} list {n}\n- x\n" for n in range(8_000)),
        "".join(" " * n + f"- item {n}\n" for n in range(1_000)),
        "".join(f"- some {n} words of many\n" for n in range(8_000)),
        "topic\n---\nno list\n\n" + ("- topic\n" * 9 + "List\n---\n") * 3_000,
        "- " + "long " * 20_000 + "\n" + " - x\n" * 3_000,
        "# " + "long " * 20_000 + "\n" + "- x y\n" * 3_000,
        "- x\n" + "  y\n" * 30_000,
        "- x\n\n" + "  y\n\n" * 30_000,
        "- x:\n" + "y\n" * 30_000,
        "Later:\n- x\n\n" * 8_000,
        "```\n" * 30_001,
        "- " + "(DONE" * 20_000,
        "- " + "(DONE) " * 20_000,
        "- ~~" + "x~~" * 20_000,
        "- [x] " * 20_000,
        "- none " * 20_000,
        "a\n---\n" + "B: c\n" * 30_000,
        "-" * 100_000,
        "-\n" * 30_000,
        " " * 100_000 + "-",
        "\t" * 100_000 + "- x",
        ("A" + "a " * 30_000 + ":\n") * 2,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_text(text: str) -> None:
    """A file of any shape is read to its end, each of its lines a few times."""
    found = read_todo(text).topics

    told = compare(text, text.replace("x", "z"))

    assert sum(len(topic.text) + len(str(topic.fields)) for topic in found) < 200 * (
        len(text) + 100
    )
    assert len(told) <= 2 * len(found)
