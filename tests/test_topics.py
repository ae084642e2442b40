"""Two TODO files to what became of their topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.codec import encode
from digest.compare.topics import compare_topics, fields_of, read_topics
from digest.model import How
from tests.conftest import cases

if TYPE_CHECKING:
    from pathlib import Path

    from digest.model import TopicChange
    from tests.conftest import Expect

FILES = cases("todo", "*.old")
LINES = [
    "",
    "Heading",
    "-------",
    "=====",
    "Finished: 100%",
    "Description:",
    "- item",
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
    """What was added one way is removed the other way; what changed, changed."""
    one = old.read_bytes().decode()
    other = old.with_suffix(".new").read_bytes().decode()
    back = {How.ADDED: How.REMOVED, How.REMOVED: How.ADDED, How.CHANGED: How.CHANGED}

    there = {(change.topic, change.how) for change in compare(one, other)}
    again = {(change.topic, back[change.how]) for change in compare(other, one)}

    assert there == again


def test_fields_of_a_topic() -> None:
    """A topic's own lines have the fields that they were read with."""
    (topic,) = read_topics("one\n---\nStarted: never\nFinished:100%\nand so on\n")

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


@given(st.lists(st.sampled_from(LINES) | st.text()), st.text())
def test_any_text(lines: list[str], other: str) -> None:
    """Whatever the text, nothing is raised, and nothing changed since itself."""
    text = "\n".join(lines)

    assert compare(text, text) == ()
    assert len(compare(text, other)) <= len(read_topics(text) + read_topics(other))


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"list {n}\n---\n- the same\n" for n in range(50_000)),
        "".join(f"topic {n}\n---\nFinished: {n}%\n" for n in range(50_000)),
        "- x\n" + "  y\n" * 200_000,
        "a\n---\n" + "B: c\n" * 200_000,
        "-" * 400_000,
        " " * 400_000 + "-",
        ("A" + "a " * 200_000 + ":\n") * 2,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_text(text: str) -> None:
    """A file of any shape is read to its end, each of its lines a few times."""
    found = read_topics(text)

    assert sum(len(topic.text) + len(str(topic.fields)) for topic in found) < 20 * (
        len(text) + 100
    )
