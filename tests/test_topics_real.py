"""The TODO files of the real upstreams, from each release to the next."""

from __future__ import annotations

import hashlib
import re

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

import digest

from digest.changes import How
from digest.collectors.tags import FORMAT, parse_tags
from digest.compare.topics import compare_topics
from digest.config import read_plan
from digest.fetch import Fetch, Limits
from digest.versions import previous
from tests.conftest import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.changes import TopicChange
    from tests.conftest import Expect

NAMES = ("corosync", "libqb", "pacemaker")
# How many words of a topic, and of its fields, may be written down; of more than that
# their number, and a hash.
NAME, VALUE = 3, 6
BULLET = re.compile(r"[ \t]*(?:[*-]|[0-9]+\.)[ \t]+(?:P[0-9] )?(.*?)[ \t]*")


@dataclass(frozen=True)
class Step:
    """A release's TODO file, and that of the release before it."""

    since: str
    to: str
    old: str
    new: str
    changes: tuple[TopicChange, ...]


@cache
def _steps(upstream: Path, cache: Path, name: str) -> tuple[Step, ...]:
    plan = read_plan(Path(digest.__file__).parent / "projects.toml")
    (project,) = (item for item in plan.edition.projects if item.id == name)
    project = replace(project, repository=f"{name}.bundle")
    fetch = Fetch(cache, base=upstream, limits=Limits())
    listing = fetch.git(project.repository, "for-each-ref", FORMAT, "refs/tags")
    tags = parse_tags(listing, project, ZoneInfo("Asia/Tokyo"))
    (file,) = project.todo
    blobs = fetch.blobs(
        project.repository, [f"refs/tags/{tag.name}:{file}" for tag in tags]
    )
    texts = {
        tag.name: blob.decode()
        for tag, blob in zip(tags, blobs, strict=True)
        if blob is not None
    }
    befores = ((previous(tag, tags, project.series), tag) for tag in tags)
    return tuple(
        _step(before.name, tag.name, texts, file)
        for before, tag in befores
        if before and {before.name, tag.name} <= texts.keys()
    )


def _step(since: str, to: str, texts: dict[str, str], file: str) -> Step:
    old, new = texts[since], texts[to]
    changes = compare_topics(old, new, since=since, to=to, file=file)
    return Step(since, to, old, new, changes)


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Each project that keeps a TODO file."""
    return str(request.param)


@pytest.fixture
def steps(name: str, real_data: Path, cache: Path) -> tuple[Step, ...]:
    """Return the steps of a project, which are compared once for all tests."""
    return _steps(real_data / "upstream", cache, name)


def brief(text: str, short: int) -> str:
    """Return a text that is short, or as much of another as tells it from the rest."""
    words = text.split()
    if len(words) <= short:
        return " ".join(words)
    known = hashlib.sha256(" ".join(words).encode()).hexdigest()
    return f"{len(words)} words {known[:8]}"


def told(change: TopicChange) -> str:
    """Return a change in a line."""
    fields = (
        f"{field.name}: {brief(field.old, short)} -> {brief(field.new, short)}"
        for field in change.fields
        for short in [NAME if field.name in {"Name", "Description"} else VALUE]
    )
    return " | ".join([f"{change.how} {brief(change.topic, NAME)}", *fields])


def test_each_release(name: str, steps: tuple[Step, ...], expect: Expect) -> None:
    """From each release to the next there are the changes that git diff shows."""
    changed = {
        f"{step.since} -> {step.to}": [told(change) for change in step.changes]
        for step in steps
        if step.changes
    }

    expect(
        {"steps": len(steps), "changes": changed}, DATA / "todo-real" / f"{name}.json"
    )


def test_snmp(real_data: Path, cache: Path) -> None:
    """What people found by hand in August 2011 is all that there is to be found."""
    steps = _steps(real_data / "upstream", cache, "corosync")
    texts = {step.to: step.new for step in steps}

    (topic,) = compare_topics(
        texts["v1.3.3"], texts["v1.4.1"], since="v1.3.3", to="v1.4.1", file="TODO"
    )

    assert (topic.topic, topic.how) == ("topic-snmp", How.CHANGED)
    assert [(field.name, field.old, field.new) for field in topic.fields] == [
        ("Main Developer", "Steven Dake", "Angus Salkeld"),
        ("Finished", "0%", "100%"),
    ]


def test_nothing_else(steps: tuple[Step, ...]) -> None:
    """Where the words of a file are the same, nothing changed."""
    same = [step for step in steps if step.old.split() == step.new.split()]

    assert same
    assert not any(step.changes for step in same)


def test_each_bullet(steps: tuple[Step, ...]) -> None:
    """A bullet that one of two files has more often is told by a change that has it."""
    for step in steps:
        old, new = Counter(_bullets(step.old)), Counter(_bullets(step.new))
        before = " ".join(_words(step.changes, old=True))
        after = " ".join(_words(step.changes, old=False))

        assert not [line for line in old - new if line not in before]
        assert not [line for line in new - old if line not in after]


def _bullets(text: str) -> Iterator[str]:
    """Yield the first lines of bullets, those aside that say there is nothing."""
    for line in text.splitlines():
        bullet = BULLET.fullmatch(line)
        if bullet and "no TODOs" not in line and not line.endswith((" none.", ":")):
            yield " ".join(bullet[1].split())


def _words(changes: tuple[TopicChange, ...], *, old: bool) -> Iterator[str]:
    for change in changes:
        text = change.before if old else change.after
        yield " ".join([change.topic * bool(text), *text.split()])
