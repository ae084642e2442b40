"""The commits that a version has and the one before has not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from digest.collectors.tags import commits
from digest.collectors.tags.commits import changes_since
from digest.edition import Project
from digest.fetch import Fetch, Limits
from digest.model import Tag
from digest.versions import tag_pattern
from tests.stories import Story

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Make = Callable[[str, str], Path]
    Since = Callable[..., tuple[list[str], int]]

THING = Project(
    id="thing",
    name="Thing",
    about={},
    aliases=("thing",),
    repository="thing.git",
    tags=(tag_pattern("v{version}"),),
    commit_url="https://example.org/thing/commit/{commit}",
)
DAY = 1309500000  # 2011-07-01


def version(written: str, day: int = 1) -> Tag:
    """Return the tag of a version, of a day in July."""
    made = date(2011, 7, day)
    return Tag(project="thing", version=written, name=f"v{written}", day=made)


@pytest.fixture
def since(repository: Make, tmp_path: Path) -> Since:
    """Return what a version of a story has, by its subjects, and what is left out."""

    def asking(
        story: Story, before: Tag, tag: Tag, *others: Tag
    ) -> tuple[list[str], int]:
        repository("thing.git", story.text)
        door = Fetch(tmp_path / "cache", base=tmp_path, limits=Limits())
        history = (before, tag, *others)
        changes, left_out = changes_since(before, tag, history, THING, door)
        return [change.text for change in changes], left_out

    return asking


def test_newest_first(since: Since) -> None:
    """Commits come newest first; what only keeps the books is counted."""
    story = Story().commit("begin", DAY).tag("v1.0").commit("one", DAY + 1)
    story.commit("Bump version to 1.1", DAY + 2).commit("two", DAY + 3).tag("v1.1")

    assert since(story, version("1.0"), version("1.1")) == (["two", "one"], 1)


def test_many(since: Since, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many commits the newest are listed, and the rest is counted."""
    monkeypatch.setattr(commits, "MANY", 2)
    story = Story().commit("begin", DAY).tag("v1.0")
    for number in range(5):
        story.commit(f"change {number}", DAY + number)
    story.tag("v1.1")

    found = since(story, version("1.0"), version("1.1"))

    assert found == (["change 4", "change 3"], 3)


def test_released_elsewhere(since: Since) -> None:
    """Where another history was merged, what that had released before is not new."""
    story = Story().commit("begin", DAY).tag("v1.0")
    story.commit("old agents", DAY, branch="agents").tag("v0.5")
    story.commit("a new agent", DAY + 2, branch="agents")
    story.commit("join forces", DAY + 3, merge=3).tag("v1.1")

    found = since(story, version("1.0"), version("1.1", 3), version("0.5"))

    assert found == (["a new agent"], 1)


def test_not_released_before(since: Since) -> None:
    """Where the other history had not been released, only what is made here is new."""
    story = Story().commit("begin", DAY).tag("v1.0")
    story.commit("old agents", DAY, branch="agents").tag("v0.5")
    story.commit("join forces", DAY + 3, merge=2).commit("own", DAY + 4).tag("v1.1")

    found = since(story, version("1.0"), version("1.1"), version("0.5", 2))

    assert found == (["own"], 1)


def test_vendored(since: Since) -> None:
    """Of a history that was merged and is not ours, only the merge is ours."""
    story = Story().commit("begin", DAY).tag("v1.0")
    story.commit("theirs", DAY, branch="library").commit(
        "theirs", DAY, branch="library"
    )
    story.commit("take it in", DAY + 1, merge=3).commit("use it", DAY + 2).tag("v1.1")

    assert since(story, version("1.0"), version("1.1")) == (["use it"], 1)


def test_nothing_in_common(since: Since) -> None:
    """Where two versions have no history in common, no commit says what changed."""
    story = Story().commit("begin", DAY).tag("v1.0")
    story.commit("another program", DAY, branch="other").tag("v2.0")

    assert since(story, version("1.0"), version("2.0")) == ([], 0)


@pytest.mark.parametrize(
    ("before", "after", "listed"),
    [
        ("agents-1.0.3", "v3.1.0", (0, 0)),
        ("v3.1.1", "v3.9.0", (30, 4)),
        ("v3.9.0", "v3.9.1rc1", (173, 7)),
    ],
)
def test_real_merger(
    before: str, after: str, listed: tuple[int, int], real_data: Path, cache: Path
) -> None:
    """Two histories became one: 3.9.0 has what neither side had released before."""
    project = replace(THING, repository="resource-agents.bundle")
    fetch = Fetch(cache, base=real_data / "upstream", limits=Limits())
    days = {
        "agents-1.0.3": date(2010, 4, 14),
        "v3.1.0": date(2010, 12, 2),
        "agents-1.0.4": date(2011, 2, 17),
        "v3.1.1": date(2011, 3, 1),
        "v3.9.0": date(2011, 3, 2),
        "v3.9.1rc1": date(2011, 6, 7),
    }
    tags = {
        name: Tag(project="thing", version=name.lstrip("agents-v"), name=name, day=day)
        for name, day in days.items()
    }

    changes, left_out = changes_since(
        tags[before], tags[after], [*tags.values()], project, fetch
    )

    assert (len(changes), left_out) == listed
