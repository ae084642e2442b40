"""The tags of the real upstreams, read with the packaged patterns."""

from __future__ import annotations

import re
import subprocess

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from digest import config
from digest.collectors.tags import FORMAT, parse_tags
from digest.config import read_plan
from digest.versions import Version, backdated, parse, previous

if TYPE_CHECKING:
    from digest.edition import Project
    from digest.model import Tag

PACKAGED = Path(config.__file__).parent / "projects.toml"
PROJECTS = {project.id: project for project in read_plan(PACKAGED).edition.projects}
BUNDLES = [
    "cluster-glue",
    "corosync",
    "drbd",
    "drbd-utils",
    "libqb",
    "pacemaker",
    "resource-agents",
]
# Of others, of branches, of builds: none of them is a release of the project.
FOREIGN = re.compile(
    r"archive/.+|RHEL6\.[34]|SLE.+|sle11-.+|STABLE-.+|[Bb]eta-.+|Series-Root-.+|obs-.+"
    r"|drbd-9\.0\.19-0\.1ibm2|pacemaker-1\.1\.2-6\.el6"
)
# Tags of one version in two spellings.
TWICE = {"libqb": [["1.9.0", "v1.9.0"], ["libqb-0.1.0", "v0.1.0"]]}
TOKYO = ZoneInfo("Asia/Tokyo")


class History:
    """The tags of a real repository: all their names, and those that are releases."""

    def __init__(self, bundle: Path, folder: Path, project: Project) -> None:
        def git(*arguments: str) -> str:
            command = ["git", "-C", str(folder), *arguments]
            done = subprocess.run(command, capture_output=True, check=True, text=True)
            return done.stdout

        git("clone", "--quiet", "--bare", str(bundle), ".")
        self.names = set(git("tag", "--list").splitlines())
        self.spelled: dict[Version | None, list[str]] = {}
        for name in sorted(self.names):
            if match := next(
                filter(None, (p.fullmatch(name) for p in project.tags)), None
            ):
                self.spelled.setdefault(parse(match["version"]), []).append(name)
        listing = git("for-each-ref", FORMAT, "refs/tags")
        self.tags = tuple(parse_tags(listing, project, TOKYO))
        self.rule = project.series

    def previous(self, tag: Tag) -> Tag | None:
        """Return what a tag is compared with."""
        return previous(tag, self.tags, self.rule)


def known(tag: Tag) -> Version:
    """Return the version of a release tag, which is one."""
    version = parse(tag.version)
    assert version
    return version


@pytest.fixture(scope="module")
def histories(
    real_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, History]:
    """Return every history that there is, by project."""
    return {
        name: History(
            real_data / "upstream" / f"{name}.bundle",
            tmp_path_factory.mktemp(name),
            PROJECTS[name],
        )
        for name in BUNDLES
    }


@pytest.fixture(params=BUNDLES)
def history(request: pytest.FixtureRequest, histories: dict[str, History]) -> History:
    """Return the history of each project."""
    return histories[request.param]


def test_foreign_tags(history: History) -> None:
    """The tags that fit no pattern are those that are no releases, and only those."""
    fitting = {name for names in history.spelled.values() for name in names}

    assert history.names - fitting == set(filter(FOREIGN.fullmatch, history.names))
    assert len(fitting) > 15


def test_spellings(histories: dict[str, History]) -> None:
    """Tags are of different versions, but for those that were made in two spellings."""
    twice = {
        name: sorted(names for names in history.spelled.values() if len(names) > 1)
        for name, history in histories.items()
    }

    assert {name: found for name, found in twice.items() if found} == TWICE


def test_candidates(history: History) -> None:
    """Candidates sort before their release and after the release before that one."""
    versions = [known(tag) for tag in history.tags]
    candidates = [version for version in versions if version.prerelease]
    finals = {version for version in versions if not version.prerelease}

    for candidate in candidates:
        assert candidate < candidate.release
        assert not any(candidate < other < candidate.release for other in finals)


def test_candidates_have_a_release(histories: dict[str, History]) -> None:
    """What a candidate leads to was tagged, but for a few that were given up."""
    lonely = [
        tag.name
        for history in histories.values()
        for finals in [{known(tag) for tag in history.tags}]
        for tag in history.tags
        if known(tag).release not in finals
    ]

    assert sorted(lonely) == ["drbd-10.0.0a1", "drbd-10.0.0a4", "v1.8.0pre"]


def test_previous_is_older(history: History) -> None:
    """What a version is compared with is never newer by version."""
    pairs = [(tag, before) for tag in history.tags if (before := history.previous(tag))]

    assert pairs
    for tag, before in pairs:
        assert known(before) < known(tag)


@pytest.mark.parametrize(
    ("project", "version", "before"),
    [
        ("corosync", "1.4.0", "1.3.2"),
        ("corosync", "1.4.1", "1.4.0"),
        ("corosync", "1.3.3", "1.3.2"),
        ("corosync", "2.0.0", "1.99.9"),
        ("drbd", "9.2.19", "9.2.18"),
        ("drbd", "9.3.3", "9.3.2"),
        ("drbd", "9.0.17-1", "9.0.16-1"),
        ("drbd", "9.0.16-0rc1", "9.0.15"),
        ("drbd", "8.4.0rc4", "8.4.0rc3"),
        ("drbd", "9.0.10", "9.0.9"),
        ("drbd", "10.0.0a4", "10.0.0a1"),
        ("drbd-utils", "9.26.0-rc.2", "9.26.0-rc.1"),
        ("drbd-utils", "9.34.0", "9.33.0"),
        ("pacemaker", "2.1.11-rc1", "2.1.10"),
        ("pacemaker", "2.1.11", "2.1.10"),
        ("pacemaker", "3.0.0-rc1", "2.1.9"),
        ("resource-agents", "4.18.0", "4.17.0"),
        ("resource-agents", "4.18.0rc1", "4.17.0"),
        ("resource-agents", "3.9.0", "3.1.1"),
        ("cluster-glue", "1.0.2-rc2a", "1.0.2-rc2"),
        ("libqb", "2.0.0", "1.9.1"),
        ("libqb", "0.0.0", None),
    ],
)
def test_previous(
    project: str, version: str, before: str | None, histories: dict[str, History]
) -> None:
    """A version is compared with what an operator had before it."""
    history = histories[project]
    (tag,) = (tag for tag in history.tags if tag.version == version)

    found = history.previous(tag)

    assert (found and found.version) == before


def test_backdated(histories: dict[str, History]) -> None:
    """Old versions that were tagged in a batch are known, and nothing else is."""
    old = {
        name: {tag for tag in history.tags if tag.name in backdated(history.tags)}
        for name, history in histories.items()
    }

    batch = old.pop("corosync")
    assert len(batch) == 25
    # In Tokyo; it was the evening of the 20th where they were made.
    assert {tag.day for tag in batch} == {date(2010, 10, 21)}
    assert max(batch, key=known).version == "1.2.8"
    assert {tag.name for tag in old.pop("drbd")} >= {"drbd-9.1.1", "drbd-9.1.3"}
    assert {name: tags for name, tags in old.items() if tags} == {}
