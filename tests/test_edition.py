"""What is watched, where little is said of it."""

from __future__ import annotations

from digest.edition import Project


def test_project() -> None:
    """A project has series of two numbers, and no files or links that nobody named."""
    project = Project(
        id="a", name="A", about={}, aliases=("a",), repository="a.git", tags=()
    )

    assert project.series == 2
    assert project.changelog == project.todo == project.options == project.watch == ()
    assert project.tag_url == project.compare_url == project.commit_url == ""
