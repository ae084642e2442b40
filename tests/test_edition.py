"""What is watched, where little is said of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from digest.edition import Project
from tests.told import WANT


def test_project() -> None:
    """A project has series of two numbers, and no files or links that nobody named."""
    project = Project(
        id="a", name="A", about={}, aliases=("a",), repository="a.git", tags=()
    )

    assert project.series == 2
    assert project.changelog == project.todo == project.options == project.watch == ()
    assert project.tag_url == project.compare_url == project.commit_url == ""


@pytest.mark.parametrize(("after", "settled"), [(183, True), (184, True), (185, False)])
def test_settled(after: int, *, settled: bool) -> None:
    """What was to come to an archive has come, as late as it may come there."""
    july = date(2011, 7, 1)

    assert WANT.today == date(2012, 1, 1)
    assert WANT.settled(july, after=timedelta(days=after)) is settled
