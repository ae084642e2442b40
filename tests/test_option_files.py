"""Files of options in a repository, from tag to tag."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from digest.assemble import assemble
from digest.changes import How
from digest.collectors.tags import TagCollector, option_files
from digest.collectors.tags.option_files import changed_options
from digest.edition import Edition, Project, Want
from digest.errors import FetchError
from digest.fetch import Fetch, Limits
from digest.model import Facts, Record, Sighting, Tag
from digest.months import Month, Window
from digest.versions import tag_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from digest.changes import OptionChange
    from digest.model import Found

    Make = Callable[[str, str], Path]

THING = Project(
    id="thing",
    name="Thing",
    about={},
    aliases=("thing",),
    repository="thing.git",
    tags=(tag_pattern("v{version}"),),
    options=("man/*.8", "README.help", "agents", "absent", "gone/*.xml"),
)
JULY = Window(date(2011, 7, 1), date(2011, 8, 1))
WANT = Want(
    source="git:thing",
    window=JULY,
    timezone=ZoneInfo("UTC"),
    today=date(2011, 8, 1),
    projects=(THING,),
)
PAGE = "  --jars=N  How many. The default is {}.\n"


def history(*trees: Mapping[str, str]) -> str:
    """Return a history in which each tree is a version: v1.0, v1.1, and so on."""
    parts = []
    for number, tree in enumerate(trees):
        day = 1306886400 + number * 30 * 86400
        head = f"committer A <a@example.org> {day} +0000\ndata 5\nnext\n\n"
        files = (
            f"M {'120000' if text.startswith('->') else '100644'} inline {path}\n"
            f"data {len(text.encode())}\n{text}\n"
            for path, text in tree.items()
        )
        parts.append(
            f"commit refs/heads/main\n{head}deleteall\n{''.join(files)}\n"
            f"tag v1.{number}\nfrom refs/heads/main\ntagger A <a@example.org> {day} "
            "+0000\ndata 5\nnext\n\n"
        )
    return "".join(parts)


def version(number: int) -> Tag:
    """Return the tag of a version of a history."""
    name = f"v1.{number}"
    return Tag(project="thing", version=name[1:], name=name, day=date(2011, 7, 1))


@pytest.fixture
def door(tmp_path: Path) -> Fetch:
    """Return the door to the repositories of a test."""
    return Fetch(tmp_path / "cache", base=tmp_path, limits=Limits())


@pytest.fixture
def compare(repository: Make, door: Fetch) -> Callable[..., tuple[OptionChange, ...]]:
    """Compare two trees as the versions of a repository."""

    def comparing(
        old: Mapping[str, str], new: Mapping[str, str], project: Project = THING
    ) -> tuple[OptionChange, ...]:
        repository("thing.git", history(old, new))
        return changed_options(project, version(0), version(1), door)

    return comparing


def test_files(compare: Callable[..., tuple[OptionChange, ...]]) -> None:
    """Files are named one by one, by pattern or by folder, and only there."""
    places = ["man/a.8", "README.help", "agents/b", "man/a.5", "agents/deep/c", "other"]

    found = compare(
        {path: PAGE.format(n) for n, path in enumerate(places)},
        {path: PAGE.format(n + 10) for n, path in enumerate(places)},
    )

    assert [(c.file, c.old, c.new) for c in found] == [
        ("README.help", "1", "11"),
        ("agents/b", "2", "12"),
        ("man/a.8", "0", "10"),
    ]


def test_folder_at_the_top(compare: Callable[..., tuple[OptionChange, ...]]) -> None:
    """A pattern without a folder means the folder at the top."""
    project = replace(THING, options=("*.help", "man/"))

    found = compare(
        {"a.help": PAGE.format(1), "man/b": PAGE.format(2)},
        {"a.help": PAGE.format(3), "man/b": PAGE.format(4)},
        project,
    )

    assert [(c.where, c.new) for c in found] == [("a.help", "3"), ("b", "4")]


def test_moved_file(compare: Callable[..., tuple[OptionChange, ...]]) -> None:
    """A file that was moved is compared with itself; a new one is with nothing."""
    found = compare(
        {"man/a.8": PAGE.format(1)},
        {"agents/a.8": PAGE.format(2), "man/new.8": PAGE.format(3)},
    )

    assert [(c.file, c.old, c.new) for c in found] == [("agents/a.8", "1", "2")]


def test_no_change(compare: Callable[..., tuple[OptionChange, ...]]) -> None:
    """Where no file differs nothing is read; a link is no file."""
    old = {"man/a.8": PAGE.format(1), "man/b.8": "->a.8"}

    assert compare(old, old | {"man/b.8": "->c.8", "x": "y"}) == ()


def test_odd_bytes(compare: Callable[..., tuple[OptionChange, ...]]) -> None:
    """A file that is no text says nothing, and keeps no other from being read."""
    found = compare(
        {"man/a.8": "\x00\x01", "man/b.8": PAGE.format(1)},
        {"man/a.8": "\x00\x02", "man/b.8": PAGE.format(2)},
    )

    assert [c.where for c in found] == ["b.8"]


def test_nothing_to_compare(door: Fetch) -> None:
    """The first version has no change, nor has a project without such files."""
    other = replace(THING, options=())

    assert changed_options(THING, None, version(0), door) == ()
    assert changed_options(other, version(0), version(1), door) == ()


def test_too_many_files(
    compare: Callable[..., tuple[OptionChange, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many files are not what options are described in."""
    monkeypatch.setattr(option_files, "MANY", 2)
    old = {f"man/{n}.8": PAGE.format(1) for n in range(3)}

    with pytest.raises(FetchError) as caught:
        compare(old, dict.fromkeys(old, PAGE.format(2)))

    assert str(caught.value) == (
        "thing.git: 3 files of options changed: too many\n"
        '  hint: look at "options" of the project'
    )


def test_record(repository: Make, door: Fetch) -> None:
    """What became of options goes from the tag to the release, each release its own."""
    trees = [{"man/a.8": PAGE.format(number)} for number in (1, 2, 2)]
    repository("thing.git", history(*trees))

    found = [*TagCollector(project=THING).collect(WANT, door)]
    records = [item for item in found if isinstance(item, Record)]
    facts = Facts(
        month=Month(2011, 8),
        window=JULY,
        read_until=JULY.until,
        sightings=tuple(item for item in found if isinstance(item, Sighting)),
        records=tuple(records),
        tags=tuple(item for item in found if isinstance(item, Tag)),
    )
    edition = Edition(
        title={}, timezone=WANT.timezone, languages=(), watch=(), projects=(THING,)
    )
    digest = assemble(facts, edition)

    told = {release.version: release.options for release in digest.releases}
    assert {record.version: record.options for record in records} == told
    assert [(c.option, c.how, c.old, c.new) for c in told["1.1"]] == [
        ("--jars", How.CHANGED, "1", "2")
    ]
    assert told["1.2"] == ()


def test_record_without_options(
    repository: Make, door: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where options cannot be read all the rest is told, and then what is wrong."""
    monkeypatch.setattr(option_files, "MANY", 0)
    trees = [{"man/a.8": PAGE.format(number)} for number in (1, 2, 3)]
    repository("thing.git", history(*trees))
    collecting = TagCollector(project=THING).collect(WANT, door)
    found: list[Found] = []

    with pytest.raises(FetchError) as caught:
        found.extend(iter(collecting))

    told = {item.version: item.options for item in found if isinstance(item, Record)}
    assert told == {"1.1": (), "1.2": ()}
    assert caught.value.what == "1 files of options changed: too many"
