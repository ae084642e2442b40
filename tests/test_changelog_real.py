"""The changelogs of the real upstreams, at every tag."""

from __future__ import annotations

import re
import subprocess

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest

from digest.compare.changelog import between, entries, sections
from digest.versions import tag_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = ("ChangeLog", "ChangeLog.md")
TAGS = {
    "pacemaker": tag_pattern("Pacemaker-{version}"),
    "drbd": re.compile(r"drbd-(?P<version>.+)"),
    "drbd-utils": tag_pattern("v{version}"),
    "resource-agents": re.compile(r"(?:v|agents-)(?P<version>.+)"),
    "cluster-glue": tag_pattern("glue-{version}"),
}
# Tags whose file says nothing of them: empty files, candidates before 1.1.14-rc1 and
# 1.0.12-rc1, a fourth number, a release that was skipped.
SILENT = {
    "pacemaker": {
        "1.1.6.1",
        *(f"1.1.10-rc{step}" for step in range(1, 8)),
        *(f"1.1.11-rc{step}" for step in range(1, 6)),
        *(f"1.1.12-rc{step}" for step in range(1, 5)),
        *(f"1.1.13-rc{step}" for step in range(1, 4)),
        "1.1.14-rc4",
    },
    "drbd": set(),
    "drbd-utils": set(),
    "resource-agents": {"1.0", "1.0.2-rc1", "1.0.2-rc2", "1.0.3-rc1", "3.9.0"},
    "cluster-glue": {
        *("1.0", "1.0.2-rc1", "1.0.2-rc2", "1.0.2-rc2a"),
        *("1.0.4-rc1", "1.0.7-rc1", "1.0.8-rc1"),
    },
}


@dataclass(frozen=True)
class History:
    """A real repository, and what its tags hold."""

    path: Path

    def git(self, *arguments: str, given: str = "") -> bytes:
        """Return what git says."""
        command = ["git", "-C", str(self.path), *arguments]
        asked = given.encode()
        done = subprocess.run(command, input=asked, capture_output=True, check=True)
        return done.stdout

    def tags(self, kind: str = "commit|tag") -> list[str]:
        """Return the names of the tags of a kind."""
        listing = self.git(
            "for-each-ref", "refs/tags", "--format=%(objecttype) %(refname)"
        )
        pairs = (line.split(" ", 1) for line in listing.decode().splitlines())
        return [
            name.removeprefix("refs/tags/")
            for found, name in pairs
            if re.fullmatch(kind, found)
        ]

    def read(self, names: list[str]) -> Iterator[tuple[str, str]]:
        """Yield each object (``tag:path``) that there is, and its text."""
        answer = self.git("cat-file", "--batch", given="\n".join(names) + "\n")
        for name in names:
            head, _, answer = answer.partition(b"\n")
            if head.endswith(b" missing"):
                continue
            size = int(head.split()[-1])
            yield name, answer[:size].decode()
            answer = answer[size + 1 :]


@cache
def clone(bundle: Path, into: Path) -> History:
    """Return a bundle as a repository, made once."""
    into.mkdir()
    history = History(into)
    history.git("clone", "--quiet", "--bare", str(bundle), ".")
    return history


@pytest.fixture(params=TAGS)
def project(request: pytest.FixtureRequest) -> str:
    """Each project that keeps such a changelog."""
    return str(request.param)


@pytest.fixture
def history(
    project: str, real_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> History:
    """Return the project's repository."""
    bundle = real_data / "upstream" / f"{project}.bundle"
    return clone(bundle, tmp_path_factory.getbasetemp() / f"{project}.git")


def test_every_tag_has_its_section(project: str, history: History) -> None:
    """Each tag's own file has a section of it, but for the tags known to have none."""
    versions = {
        tag: match["version"]
        for tag in history.tags()
        if (match := TAGS[project].fullmatch(tag))
    }
    told: dict[str, bool] = {}
    for name, text in history.read(
        [f"{tag}:{file}" for tag in versions for file in FILES]
    ):
        version = versions[name.partition(":")[0]]
        news = between(sections(text), None, version)
        told[version] = told.get(version, False) or bool(news)

    assert {version for version, found in told.items() if not found} == SILENT[project]


def test_sections_are_the_file(history: History) -> None:
    """Laid end to end, after what stands before them, the sections are the file."""
    names = [f"{tag}:{file}" for tag in history.tags() for file in FILES]

    texts = {text for _, text in history.read(names)}

    assert texts
    for text in texts:
        slices = "".join(section.text for section in sections(text))
        assert text.endswith(slices)
        assert not sections(text.removesuffix(slices))


@pytest.mark.parametrize("project", ["drbd"])
def test_tag_messages_repeat_the_section(history: History) -> None:
    """DRBD's tag messages have the entries of the file's first section, mostly."""
    tags = history.tags("tag")
    files = dict(history.read([f"{tag}:ChangeLog" for tag in tags]))

    messages = {tag: entries(text) for tag, text in history.read(tags)}
    firsts = {tag: sections(files[f"{tag}:ChangeLog"])[0].changes for tag in tags}
    same = [tag for tag in tags if messages[tag] == firsts[tag] != ()]

    assert len(tags) == 124
    assert len(same) >= 118
