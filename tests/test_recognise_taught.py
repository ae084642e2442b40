"""What a maintainer can teach: subjects that are not recognised by themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from digest.config import read_plan
from digest.errors import ConfigError
from digest.message import Message
from digest.recognise import Named, VerdictKind, recognise
from digest.recognise.glance import may_announce

if TYPE_CHECKING:
    from pathlib import Path

    from digest.edition import Project

OVEN = 'announces = "{version} is out of the oven"'


def taught(folder: Path, line: str) -> tuple[Project, ...]:
    """Return the projects of a file with that line."""
    file = folder / "projects.toml"
    other = '[[project]]\nid = "valve"\nrepository = "b"\n'
    file.write_text(f'[[project]]\nid = "pump"\nrepository = "a"\n{line}\n{other}')
    return read_plan(file).edition.projects


def message(subject: str, body: str = "", parent: str = "") -> Message:
    """Return a mail, which may be a reply."""
    return Message(
        message_id="one@example.org",
        subject=subject,
        sent=datetime(2011, 7, 26, tzinfo=UTC),
        body=body,
        in_reply_to=parent,
    )


@pytest.mark.parametrize(
    ("line", "subject", "versions"),
    [
        (OVEN, "1.4.1 is out of the oven", ["1.4.1"]),
        (OVEN, "[Pump] 1.4.1 is out of the oven", ["1.4.1"]),
        (OVEN, "1.4.1 is out of the oven, and it burns", []),
        (OVEN, "Cake 1.4.1 is out of the oven", []),
        (OVEN, "Re: 1.4.1 is out of the oven", []),
        (OVEN, "[PATCH] 1.4.1 is out of the oven", []),
        ('announces = "[PUMP] {version}"', "[PUMP] 1.4.1", ["1.4.1"]),
        ('announces = "Why {version} will be good"', "Why 2.0 will be good", ["2.0"]),
        ('announces = ["a {version}", "b {version}"]', "b 3.0-rc1", ["3.0-rc1"]),
        ("", "1.4.1 is out of the oven", []),
    ],
)
def test_teaching(tmp_path: Path, line: str, subject: str, versions: list[str]) -> None:
    """A subject that is as the projects file has it announces a release of it."""
    projects = taught(tmp_path, line)

    verdict = recognise(message(subject), projects)

    named = verdict.releases if verdict else ()
    assert named == tuple(Named(project="pump", version=v) for v in versions)
    assert may_announce(subject, projects) or not versions


def test_kind(tmp_path: Path) -> None:
    """A candidate is one however it was recognised, and the verdict says why."""
    projects = taught(tmp_path, OVEN)

    verdict = recognise(message("1.4.1-rc1 is out of the oven"), projects)

    assert verdict
    assert verdict.kind is VerdictKind.PRERELEASE
    assert verdict.why == ("subject is as the projects file says",)


@pytest.mark.parametrize(
    ("body", "parent", "found"),
    [
        ("Good news.\n", "", True),
        ("> Good news.\nVery good.\n", "", False),
        ("Very good.\n", "first@example.org", False),
        ("We have released it. It fixes the light.\n", "first@example.org", True),
    ],
)
def test_replies(tmp_path: Path, body: str, parent: str, *, found: bool) -> None:
    """A reply without "Re:" has to announce it in its text."""
    projects = taught(tmp_path, OVEN)

    verdict = recognise(message("1.4.1 is out of the oven", body, parent), projects)

    assert bool(verdict) is found


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (
            'announces = "out of the oven"',
            (
                'bad pattern "out of the oven": "{version}" must stand in it once, '
                "not 0 times"
            ),
        ),
        (
            'announces = ["a {version}", "{version} {version}"]',
            (
                'bad pattern "{version} {version}": "{version}" must stand in it once, '
                "not 2 times"
            ),
        ),
        (
            'announces = "{version}"',
            'bad pattern "{version}": words expected beside it',
        ),
        ("announces = 1", "text or a list expected, not 1"),
    ],
)
def test_bad_patterns(tmp_path: Path, line: str, what: str) -> None:
    """A pattern that cannot be meant is refused, with its place."""
    with pytest.raises(ConfigError) as raised:
        taught(tmp_path, line)

    assert [(p.what, p.at) for p in raised.value.problems] == [
        (what, "$.project[0].announces")
    ]
