"""Releases of a repository on GitHub."""

from __future__ import annotations

import json

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.changes import Change
from digest.codec import decode
from digest.collectors.github import PAGES, SIZE, GitHubCollector
from digest.collectors.parts import UNCLEAR
from digest.edition import Project, Want
from digest.errors import FetchError, StatusError
from digest.fetch import Fetch, Limits
from digest.model import (
    ChangesFrom,
    Evidence,
    EvidenceKind,
    Heard,
    Record,
    Sighting,
)
from digest.months import Window
from digest.versions import tag_pattern
from tests.conftest import DATA, FakeFetch
from tests.relay import files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from digest.errors import DigestError, Problem
    from digest.model import Found

NAME = "example/thing"
ADDRESS = f"https://api.github.com/repos/{NAME}/releases"
PAGE = f"{ADDRESS}?per_page=100&page="
JULY = Window(date(2011, 7, 1), date(2011, 8, 1))
THING = Project(
    id="thing",
    name="Thing",
    about={},
    aliases=("thing",),
    repository="git@github.com:Example/Thing.git",
    tags=(tag_pattern("v{version}"),),
)
OTHER = replace(THING, id="other", aliases=("other",), repository="thing")
WANT = Want(
    source="github-thing",
    window=JULY,
    timezone=ZoneInfo("Asia/Tokyo"),
    projects=(THING, OTHER),
    today=date(2011, 8, 1),
)


class Door(FakeFetch):
    """A door behind which no repository can be reached."""

    def git(self, url: str, *_: str) -> str:
        """Raise what a repository that is not there raises."""
        raise FetchError("no such repository", where=url)


def release(
    tag: str = "v1.4.1", day: str = "2011-07-26", **said: Any
) -> dict[str, Any]:
    """Return a release as it is listed."""
    return {
        "tag_name": tag,
        "name": f"Release {tag}",
        "draft": False,
        "created_at": f"{day}T03:00:00Z",
        "published_at": f"{day}T03:00:00Z",
        "html_url": f"https://github.com/{NAME}/releases/tag/{tag}",
        "body": "",
    } | said


def page(*releases: Mapping[str, Any]) -> bytes:
    """Return a page of releases."""
    return json.dumps(releases).encode()


def collect(
    answers: Mapping[str, bytes | DigestError], want: Want = WANT, **options: str
) -> tuple[list[Found], str, list[str]]:
    """Return what is found, what is wrong, if anything, and what was asked for."""
    door, told = Door(answers), ""
    found: list[Found] = []
    collector = GitHubCollector(**{"repository": NAME} | options)
    try:
        found += collector.collect(want, door)  # type: ignore[arg-type] # leads nowhere else
    except FetchError as error:
        told = str(error)
    return found, told, door.asked


def versions(found: list[Found]) -> list[tuple[str, str, str]]:
    """Return what was released, and when."""
    return [
        (one.project, one.version, str(one.evidence.day))
        for one in found
        if isinstance(one, Sighting)
    ]


def test_releases() -> None:
    """A release is known by its tag; drafts are none, and other tags are not ours."""
    answer = (DATA / "github" / "releases.json").read_bytes()

    found, told, asked = collect({f"{PAGE}1": answer})

    evidence = Evidence(
        kind=EvidenceKind.FEED,
        source="github-thing",
        url="https://github.com/example/thing/releases/tag/v1.4.1",
        day=date(2011, 7, 26),
        title="Thing 1.4.1 - Final",
    )
    early = replace(
        evidence,
        url="https://github.com/example/thing/releases/tag/v1.4.1-rc1",
        day=date(2011, 7, 20),
        title="v1.4.1-rc1",
    )
    assert found == [
        Heard(day=date(2011, 7, 26)),
        Sighting(project="thing", version="1.4.1", evidence=evidence),
        Record(
            project="thing",
            version="1.4.1",
            changes_from=ChangesFrom.ANNOUNCEMENT,
            changes=(Change(text="two bugs"),),
        ),
        Heard(day=date(2011, 7, 20)),
        Sighting(project="thing", version="1.4.1-rc1", evidence=early),
        Heard(day=date(2011, 7, 21)),
    ]
    assert not told
    assert asked == [f"{PAGE}1"]


@pytest.mark.parametrize(
    ("created", "published", "day"),
    [
        ("2011-07-20", "2011-07-26", "2011-07-26"),
        ("2011-07-20", "2011-08-20", ""),
        ("2011-07-20", "2011-08-21", "2011-07-20"),
        ("2010-03-01", "2011-07-26", ""),
        ("1970-01-01", "2011-07-26", "2011-07-26"),
        ("2011-07-20", None, "2011-07-20"),
    ],
)
def test_day(created: str, published: str | None, day: str) -> None:
    """What was entered more than a month after it was made is of the day of that."""
    entered = published and f"{published}T03:00:00Z"
    one = release(created_at=f"{created}T03:00:00Z", published_at=entered)

    found, _, _ = collect({f"{PAGE}1": page(one)})

    assert [said for *_, said in versions(found)] == ([day] if day else [])


def test_whose_repository() -> None:
    """A repository is the project's that names it, or of the only one that has none."""
    answers = {
        "https://example.org/api/repos/a/b/releases?per_page=100&page=1": page(
            release("v1.4.1", name="[ANNOUNCE] other 2.0 released")
        )
    }
    named, url = "a/b", "https://example.org/api/"
    only = replace(WANT, projects=(THING,))
    without = replace(WANT, projects=(replace(THING, repository=""),))

    words, _, _ = collect(answers, repository=named, url=url)
    alone, _, _ = collect(answers, only, repository=named, url=url)
    own, _, _ = collect(answers, without, repository=named, url=url)

    assert versions(words) == [("other", "2.0", "2011-07-26")]
    assert versions(alone) == []
    assert versions(own) == [("thing", "1.4.1", "2011-07-26")]


@pytest.mark.parametrize("name", ["", "Release 1.2", "thing 1.2"])
def test_only_project_that_is_asked_for(name: str) -> None:
    """Releases of another repository are not the only project's that is asked for."""
    body = "We have released version 1.2. It fixes bugs."
    answer = page(release("v1.2", name=name, body=body))
    address = "https://api.github.com/repos/example/pump/releases?per_page=100&page=1"
    want = replace(WANT, projects=(THING,))

    found, told, _ = collect({address: answer}, want, repository="example/pump")

    assert bool(versions(found)) is ("thing" in name)
    assert not told


def test_only_signs_of_life() -> None:
    """Where no project is asked for, nothing is recognised."""
    found, told, _ = collect({f"{PAGE}1": page(release())}, replace(WANT, projects=()))

    assert found == [Heard(day=date(2011, 7, 26))]
    assert not told


def test_pages() -> None:
    """Pages are read as long as they are full, by their numbers."""
    full = page(*[release()] * SIZE)

    found, told, asked = collect({f"{PAGE}1": full, f"{PAGE}2": page(release("v2.0"))})

    assert len(versions(found)) == SIZE + 1
    assert not told
    assert asked == [f"{PAGE}1", f"{PAGE}2"]


def test_old_pages() -> None:
    """Nothing is asked for after a page on which all is more than a year too old."""
    old = page(*[release(day="2010-05-20")] * SIZE)
    late = page(*[release(day="2010-05-30")] * SIZE)

    _, told, asked = collect({f"{PAGE}1": late, f"{PAGE}2": old})

    assert not told
    assert asked == [f"{PAGE}1", f"{PAGE}2"]


def test_no_end() -> None:
    """A repository of which there is always more is a gap."""
    full = page(*[release("x")] * SIZE)

    _, told, asked = collect({f"{PAGE}{number + 1}": full for number in range(PAGES)})

    assert told == f"{ADDRESS}: more than 20 pages"
    assert len(asked) == PAGES


def test_no_releases() -> None:
    """A repository without releases is no gap."""
    assert collect({f"{PAGE}1": b"[]"})[:2] == ([], "")


def test_refusal() -> None:
    """What the door says is told."""
    refused = StatusError(403, where=f"{PAGE}1")

    assert collect({f"{PAGE}1": refused})[1] == f"{PAGE}1: answers with status 403"


ODD = (
    *(
        b"null",
        b"{}",
        b"1",
        b'"x"',
        b"[1]",
        b"[null]",
        b"[{}]",
        b"[",
        b"\xff",
        b"[" * 99_999,
    ),
    *(
        page(release(tag_name=None)),
        page(release(tag_name=7)),
        page(release(draft="no")),
    ),
    *(page(release(created_at="some day")), page(release(published_at=1311000000))),
    *(
        page(release(name=["x"])),
        page(release(body={})),
        b'[{"tag_name": ' + b"9" * 5000,
    ),
)


@pytest.mark.parametrize("answer", ODD, ids=range(len(ODD)))
def test_odd_answer(answer: bytes) -> None:
    """An answer that is nothing of what it should be is told so."""
    found, told, _ = collect({f"{PAGE}1": answer})

    assert (found, told) == ([], f"{PAGE}1: {UNCLEAR}")


KEYS = (*release(), "x")
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=9),
    st.sampled_from(
        (
            "2011-07-26T03:00:00Z",
            "0001-01-01",
            "[ANNOUNCE] thing 1.0 released",
            "\ud800",
        )
    ),
)


@given(
    st.recursive(
        LEAVES,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(KEYS), inner, max_size=9)
        ),
        max_leaves=30,
    )
)
def test_whatever_comes(answer: Any) -> None:
    """Whatever an answer is, it is read or told, and its text can be kept."""
    found, told, _ = collect({f"{PAGE}1": json.dumps([answer]).encode()})

    assert repr(found).encode()
    assert told in {"", f"{PAGE}1: {UNCLEAR}"}


def test_days_of_no_calendar() -> None:
    """Days that cannot be believed are none, and no error."""
    odd = release(
        created_at="0001-01-01T00:00:00+14:00", published_at="9999-12-31T23:59"
    )

    assert collect({f"{PAGE}1": page(odd)})[:2] == ([], "")


def test_options() -> None:
    """A repository is named by its owner and its name, or the file is refused."""
    problems: list[Problem] = []

    for wrong in ("thing", "https://github.com/example/thing", "a/b/c", ""):
        decode(GitHubCollector, {"repository": wrong}, problems, "$.source[0]")

    assert [str(problem.at) for problem in problems] == ["$.source[0].repository"] * 4
    assert problems[0].what == 'a name such as "owner/project" expected, not "thing"'


def test_every_real_answer(real_data: Path) -> None:
    """Whatever real answer comes for releases, it is told to be none."""
    folder = real_data / "archives/perceval-testdata"
    samples = [*(folder / "discourse").iterdir(), *(folder / "github").iterdir()]

    told = {collect({f"{PAGE}1": path.read_bytes()})[1] for path in samples}

    assert told == {f"{PAGE}1: {UNCLEAR}"}


def test_served(tmp_path: Path) -> None:
    """Over HTTP the same is found."""
    answer = tmp_path / "repos" / "example" / "thing" / "releases"
    answer.parent.mkdir(parents=True)
    answer.write_bytes((DATA / "github" / "releases.json").read_bytes())
    door = Fetch(tmp_path / "cache", base=tmp_path, limits=Limits(pause=0))
    want = replace(WANT, projects=(replace(THING, repository=""),))

    with files(tmp_path) as site:
        found = [*GitHubCollector(repository=NAME, url=site).collect(want, door)]

    assert [version for _, version, _ in versions(found)] == ["1.4.1", "1.4.1-rc1"]
