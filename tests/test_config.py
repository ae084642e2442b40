"""A projects file is read strictly, and all that is wrong with it is told at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest import config
from digest.collectors import Source
from digest.collectors.mbox import MboxCollector
from digest.config import read_plan
from digest.edition import Project
from digest.errors import DigestError
from digest.months import Month
from tests.conftest import cases

PACKAGED = Path(config.__file__).parent / "projects.toml"


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Write a projects file."""

    def writing(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "projects.toml"
        path.write_text(text, encoding=encoding)
        return path

    return writing


Write = Callable[..., Path]


@pytest.mark.parametrize("file", cases("config", "*.toml"), ids=lambda path: path.stem)
def test_mistakes(file: Path, expect: Callable[[str, Path], None]) -> None:
    """Every mistake in a file is told in one run, each with its place."""
    with pytest.raises(DigestError) as caught:
        read_plan(file)

    told = str(caught.value).replace(str(file), file.name)
    expect(f"{told}\n", file.with_suffix(".txt"))


def test_no_file(tmp_path: Path) -> None:
    """A file that is not there is told, and how to name another."""
    path = tmp_path / "projects.toml"

    with pytest.raises(DigestError) as caught:
        read_plan(path)

    assert str(caught.value) == (
        f"{path}: no such file or directory\n  hint: see --projects"
    )


def test_not_utf8(write: Write) -> None:
    """A file in another encoding is told."""
    path = write("# 月刊", "shift_jis")

    with pytest.raises(DigestError) as caught:
        read_plan(path)

    assert str(caught.value) == (
        f"{path}: not TOML: 'utf-8' codec can't decode byte 0x8c in position 2:"
        " invalid start byte"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_nothing_said(write: Write, encoding: str) -> None:
    """An empty file is an edition in Japanese and English that watches nothing."""
    plan = read_plan(write("", encoding))

    assert plan.edition.title == {"ja": "月刊あんどりゅーくん", "en": "Monthly Andrew"}
    assert plan.edition.timezone == ZoneInfo("Asia/Tokyo")
    assert plan.edition.languages == ("ja", "en")
    assert (plan.edition.watch, plan.edition.projects, plan.sources) == ((), (), ())


def test_little_said(write: Write) -> None:
    """A project is known by its id, unless the file says otherwise."""
    plan = read_plan(write('[[project]]\nid = "corosync"\n'))

    (project,) = plan.edition.projects
    assert (project.id, project.name, project.aliases) == (
        "corosync",
        "corosync",
        ("corosync",),
    )
    assert [pattern.fullmatch("v1.4.1") is not None for pattern in project.tags] == [
        True
    ]


def test_all_said(write: Write) -> None:
    """Everything that a file says is in the plan."""
    path = write(
        """
        [edition]
        title = { fr = "Mensuel" }
        timezone = "Europe/Paris"
        languages = ["fr"]
        watch = ["crash"]
        events = ["tea*"]

        [[project]]
        id = "knet"
        name = "Kronosnet"
        about = { fr = "Le reseau" }
        aliases = ["kronosnet"]
        repository = "knet.bundle"
        tags = ["v{version}", "knet-{version}"]
        changelog = ["ChangeLog"]
        todo = ["TODO"]
        options = ["knet.8"]
        tag_url = "https://a.example/{tag}"
        compare_url = "https://a.example/{old}...{new}"
        commit_url = "https://a.example/{commit}"
        watch = ["link"]
        series = '1\\.90|[0-9]+'

        [[source]]
        id = "users"
        kind = "mbox"
        url = "users.mbox"
        link = "https://a.example/{message_id}"
        projects = ["knet"]
        since = "2015-01"
        until = "2015-01"
        """
    )

    plan = read_plan(path)

    edition = plan.edition
    (project,) = edition.projects
    assert (edition.title, edition.languages) == ({"fr": "Mensuel"}, ("fr",))
    assert (edition.timezone, edition.watch) == (ZoneInfo("Europe/Paris"), ("crash",))
    assert edition.events == ("tea*",)
    assert [p.pattern.partition("(")[0] for p in project.tags] == ["v", r"knet\-"]
    assert not isinstance(project.series, int)
    assert project.series.pattern == r"1\.90|[0-9]+"
    assert project == Project(
        id="knet",
        name="Kronosnet",
        about={"fr": "Le reseau"},
        aliases=("kronosnet",),
        repository="knet.bundle",
        tags=project.tags,
        changelog=("ChangeLog",),
        todo=("TODO",),
        options=("knet.8",),
        tag_url="https://a.example/{tag}",
        compare_url="https://a.example/{old}...{new}",
        commit_url="https://a.example/{commit}",
        watch=("link",),
        series=project.series,
    )
    assert plan.sources == (
        Source(
            id="users",
            collector=MboxCollector(
                url="users.mbox", link="https://a.example/{message_id}"
            ),
            projects=("knet",),
            since=Month(2015, 1),
            until=Month(2015, 1),
        ),
    )


def test_packaged() -> None:
    """The packaged file has no mistake, and says all of a project that a page shows."""
    edition = read_plan(PACKAGED).edition

    names = [name for p in edition.projects for name in {*p.aliases, p.id}]
    assert len(names) == len(set(names))
    for project in edition.projects:
        assert set(project.about) == set(edition.languages)
        assert project.aliases == tuple(map(str.lower, project.aliases))
        assert project.repository
        assert project.tag_url
        assert project.compare_url
        assert project.commit_url
