"""What is recognised in real announcements, in what looks like them, in real lists."""

from __future__ import annotations

import json

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from digest.config import read_plan
from digest.edition import Project
from digest.mbox import messages
from digest.message import Message
from digest.recognise import VerdictKind, recognise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.recognise import Verdict

PACKAGED = Path(__file__).parent.parent / "digest" / "projects.toml"


def project(name: str, *aliases: str) -> Project:
    """Return a project of which nothing but its names is known."""
    return Project(
        id=name, name=name, about={}, aliases=(name, *aliases), repository="", tags=()
    )


WATCHED = read_plan(PACKAGED).edition.projects
# What those digests followed and ours does not; and what names got later.
PROJECTS = (*WATCHED, project("heat-api", "heat api", "heat"))
RENAMED = {"drbd-reactor (then drbdd)": "drbd-reactor", "drbd-mc": "lcmc"}
# All that is left of one mail is a list of changes, which names no version at all.
SILENT = {("resource-agents", "3.9.4")}
LISTS = (
    *("drbd-dev.mbox.gz", "announcements/lookalikes.mbox"),
    "public-inbox/search-month-2023-02.mbox.gz",
)


def entries(archives: Path, name: str) -> Iterator[tuple[dict[str, Any], Message]]:
    """Yield what is known of each message that has a subject or a text, and it."""
    for line in (archives / "announcements" / name).read_text("utf-8").splitlines():
        entry = json.loads(line)
        if entry["subject"] or entry["body_excerpt"]:
            yield (
                entry,
                Message(
                    message_id=entry.get("message_id") or "",
                    subject=entry["subject"] or "",
                    sent=None,
                    body=entry["body_excerpt"] or "",
                    link=entry["url"],
                ),
            )


def outcome(entry: dict[str, Any], verdict: Verdict | None) -> str:
    """Return in a word what became of an announcement."""
    released = verdict.releases if verdict and verdict.kind.released else ()
    named = {(release.project, release.version) for release in released}
    own = RENAMED.get(entry["project"], entry["project"])
    # Heat numbered its releases v4, v5, ...; versions are told without the letter.
    if (own, entry["version"].removeprefix("v")) in named:
        return "right"
    return "wrong" if named else "missed"


def confusion(archives: Path, projects: Sequence[Project]) -> Counter[tuple[str, str]]:
    """Return how often what is an announcement, or is none, is taken for what."""
    table: Counter[tuple[str, str]] = Counter()
    for entry, message in entries(archives, "announcements.jsonl"):
        if entry["version"] and (entry["project"], entry["version"]) not in SILENT:
            verdict = recognise(message, projects, unknown=True)
            table["announcement", outcome(entry, verdict)] += 1
    looks = (message for _, message in entries(archives, "lookalikes.jsonl"))
    for message in looks:
        verdict = recognise(message, projects, unknown=True)
        released = bool(verdict and verdict.kind.released)
        table["look-alike", "taken" if released else "left"] += 1
    return table


def test_confusion(real_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every announcement is recognised as what it is, and nothing else is."""
    table = confusion(real_data / "archives", PROJECTS)
    with capsys.disabled():
        print()  # noqa: T201 - the table is for people
        for (what, became), count in sorted(table.items()):
            print(f"{what:14} {became:8} {count:4}")  # noqa: T201 - the same

    assert set(table) == {("announcement", "right"), ("look-alike", "left")}
    assert table["announcement", "right"] >= 35


def test_what_names_no_version(real_data: Path) -> None:
    """A list of changes without a version is no release of any."""
    for entry, message in entries(real_data / "archives", "announcements.jsonl"):
        if (entry["project"], entry["version"]) in SILENT:
            assert recognise(message, PROJECTS, unknown=True) is None


@pytest.mark.parametrize("project", WATCHED, ids=lambda project: project.id)
def test_look_alikes_alone(real_data: Path, project: Project) -> None:
    """No look-alike is a release of a project that is watched alone, either."""
    for _, message in entries(real_data / "archives", "lookalikes.jsonl"):
        verdict = recognise(message, (project,))

        assert not (verdict and verdict.kind.released)


@pytest.mark.parametrize("name", LISTS)
def test_lists_without_announcements(real_data: Path, name: str) -> None:
    """Lists of patches and questions announce no release of ours, and no news."""
    with (real_data / "archives" / name).open("rb") as archive:
        found = [
            (message.subject, verdict)
            for message in messages(archive)
            if (verdict := recognise(message, WATCHED, unknown=True))
        ]

    assert [s for s, v in found if not s.startswith("[Cluster-devel] gfs2-utils")] == []


def test_list_that_moves(real_data: Path) -> None:
    """A real list that ended said so, and that is news of the list."""
    found = [
        verdict
        for _, message in entries(real_data / "archives", "lookalikes.jsonl")
        if (verdict := recognise(message, WATCHED))
    ]

    assert [verdict.kind for verdict in found] == [VerdictKind.LIST]
