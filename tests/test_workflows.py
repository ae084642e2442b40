"""Workflows draft, propose and publish by themselves, and fail loudly."""

from __future__ import annotations

import re

from typing import TYPE_CHECKING

import pytest

from tests.hub import TOKEN, WORKFLOWS, Hub, load, steps_of

if TYPE_CHECKING:
    from pathlib import Path

PROJECTS = """\
[edition]
title = {{ ja = "月刊お茶", en = "Monthly Tea" }}
timezone = "Asia/Tokyo"
languages = ["ja", "en"]

[[project]]
id = "tea"
name = "Tea"
about = {{ ja = "お茶です。", en = "A drink." }}
aliases = ["tea"]
repository = "{repository}"
tags = "v{{version}}"
changelog = ["CHANGES"]

[[source]]
id = "tea-list"
kind = "mbox"
url = "{archive}"
projects = ["tea"]
"""
LEFT = "This run left the branch as it is: "
MAIL = """\
From kim@example.org Tue Jul 26 10:00:00 2011
From: Kim <kim@example.org>
Date: Tue, 26 Jul 2011 10:00:00 +0900
Message-ID: <1@example.org>
Subject: [ANNOUNCE] Tea 1.1 released $(touch oops) `touch oops` @kim #1

Tea 1.1 is out.

"""
DAY = 86400
JULY_5 = 1309834800
NAMES = sorted(path.name for path in WORKFLOWS.glob("*.yml"))
ACTION = re.compile(r"actions/[a-z-]+@[0-9a-f]{40}")


def stream(*releases: tuple[str, int]) -> str:
    """Return a history for git fast-import, with a tag for each version on its day."""
    told = []
    for mark, (version, day) in enumerate(releases, start=1):
        when = f"Kim <kim@example.org> {JULY_5 + day * DAY} +0900"
        text = "".join(f"{v}\n  * Pour {v}\n\n" for v, _ in reversed(releases[:mark]))
        told.append(
            f"commit refs/heads/main\nmark :{mark}\ncommitter {when}\n"
            f"data 5\nTea.\n\nM 644 inline CHANGES\ndata {len(text)}\n{text}\n"
            f"tag v{version}\nfrom :{mark}\ntagger {when}\ndata 5\nTea.\n\n"
        )
    return "".join(told)


HISTORY = ("1.0", 0), ("1.1", 21), ("1.2", 50), ("1.3", 80)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Hub:
    """Return a hub whose first run, of August 2011, is over."""
    folder = tmp_path_factory.mktemp("workflows")
    tea, archive = folder / "tea.git", folder / "tea.mbox"
    archive.write_text(MAIL, encoding="utf-8")
    hub = Hub(folder=folder / "hub")
    told = PROJECTS.format(repository=tea, archive=archive)
    hub.found({"projects.toml": told, "content/index.md": "# Tea\n"})
    pour(hub, tea, *HISTORY)
    hub.run("draft.yml", preview=True)
    return hub


@pytest.fixture
def hub(begun: Hub, tmp_path: Path) -> Hub:
    """Return a hub of the test's own, after the first run."""
    return begun.copy(tmp_path / "hub")


def pour(hub: Hub, tea: Path, *releases: tuple[str, int]) -> None:
    """Make the history of the project that is watched."""
    hub.git("init", "--quiet", "--bare", "--initial-branch=main", tea)
    source = tea.with_suffix(".stream")
    source.write_text(stream(*releases), encoding="utf-8")
    hub.git("config", "gc.auto", "0", cwd=tea)
    with source.open("rb") as file:
        hub.git("fast-import", "--quiet", cwd=tea, given=file)


def hand_on(hub: Hub) -> Path:
    """Give what the last run drafted to the next one; return where that finds it."""
    artifact = hub.folder / f"artifact{hub.runs}-drafts"
    return artifact.rename(artifact.with_name(f"artifact{hub.runs + 1}-drafts"))


def test_first_run_opens(begun: Hub) -> None:
    """The first run opens one pull request, which brings the draft and says so."""
    pull = begun.pulls[0]

    assert begun.broken == "", begun.said
    assert len(begun.pulls) == 1
    assert (pull["head"], pull["base"]) == ("draft/2011-08", "main")
    assert pull["title"] == "Draft of 2011-08: 2 releases"
    assert begun.log("main..draft/2011-08") == ["Draft of 2011-08"]
    assert "- `Tea`: `1.1` (2011-07-26), `1.0` (2011-07-05)" in pull["body"]
    assert "https://hub.example/o/r/actions/runs/1/artifacts/1" in pull["body"]
    assert "https://hub.example/o/r/compare/main...draft/2011-08#diff-" in pull["body"]
    handed = [path for path in begun.folder.glob("artifact*/**/*") if path.is_file()]
    assert TOKEN not in begun.said
    assert not [path for path in handed if TOKEN.encode() in path.read_bytes()]
    assert not list(begun.folder.rglob("oops"))


def test_first_run_previews(begun: Hub) -> None:
    """The site of the draft is there to look at before the merge."""
    site = begun.folder / "artifact1-preview"

    assert "1.1" in (site / "en/issues/2011-08.html").read_text(encoding="utf-8")


def test_nothing_new(hub: Hub) -> None:
    """A second run with nothing new makes no commit, and asks nothing of anybody."""
    before = hub.branches(), hub.pulls

    hub.run("draft.yml")

    assert hub.broken == "", hub.said
    assert (hub.branches(), hub.pulls) == before
    assert not {"create", "edit", "comment"} & {call[1] for call in hub.asked[3:]}


def test_a_persons_commit(hub: Hub) -> None:
    """What a person wrote stays; the run adds the pages, and says what is left."""
    notes = hub.read("draft/2011-08", "content/notes/2011-08.en.md")
    mine = notes.replace("<!-- digest: opening -->", "<!-- digest: opening -->\nHi!")
    hub.change("draft/2011-08", {"content/notes/2011-08.en.md": mine + "\n"})

    hub.run("draft.yml")

    assert hub.broken == "", hub.said
    assert hub.log("main..draft/2011-08")[1:] == [
        "By a person",
        "Draft of 2011-08",
    ]
    assert "Hi!" in hub.read("draft/2011-08", "content/notes/2011-08.en.md")
    assert "Hi!" in hub.read("draft/2011-08", "content/en/issues/2011-08.md")
    assert len(hub.pulls) == 1
    assert "edit" in {call[1] for call in hub.asked[3:]}


def test_conflict(hub: Hub) -> None:
    """Where main and the branch disagree, the run says so and leaves both alone."""
    hub.change("draft/2011-08", {"content/notes/2011-08.en.md": "Mine.\n"})
    hub.change("main", {"content/notes/2011-08.en.md": "Yours.\n"})
    before = hub.branches()

    hub.run("draft.yml")
    hub.run("draft.yml")

    assert hub.broken == "propose: Fail if anything is missing"
    assert hub.branches() == before
    assert hub.pulls[0]["comments"] == [
        f"{LEFT}main and the branch disagree about: content/notes/2011-08.en.md.\n"
    ]


def test_push_meanwhile(hub: Hub) -> None:
    """Who pushes while a draft is made loses nothing: the run yields, and is red."""
    hub.change("main", {"README.md": "New.\n"})
    hub.run("draft.yml", "draft")
    hub.change("draft/2011-08", {"content/notes/2011-08.extra": "Mine.\n"})
    before = hub.branches()
    hand_on(hub)

    hub.run("draft.yml", "propose")

    assert hub.broken == "propose: Fail if anything is missing"
    assert hub.branches() == before
    assert len(hub.pulls[0]["comments"]) == 1


def test_dead_source(hub: Hub) -> None:
    """A source that is dead gives a draft without it, and then a red end."""
    dead = re.sub(r'url = ".*"', 'url = "gone.mbox"', hub.read("main", "projects.toml"))
    hub.change("main", {"projects.toml": dead})
    hub.month = "2011-09"
    hub.merge(1)

    hub.run("draft.yml")

    pull = hub.pulls[-1]
    assert hub.broken == "propose: Fail if anything is missing"
    assert pull["title"] == "Draft of 2011-09: 1 release, 1 gap"
    assert pull["body"].startswith("## Not read\n\n- **`tea-list`**")


def test_unusable_notes(hub: Hub) -> None:
    """Notes that cannot be used stay as they are; the run says where to look."""
    hub.change("draft/2011-08", {"content/notes/2011-08.en.md": "<<<<<<< HEAD\n"})
    before = hub.branches()

    hub.run("draft.yml")

    assert hub.broken == "propose: Fail if anything is missing"
    assert hub.branches() == before
    assert [pull["comments"] for pull in hub.pulls] == [
        [f"{LEFT}digest draft ended with status 1, the log says why.\n"]
    ]


def test_no_preview(hub: Hub) -> None:
    """A draft whose site cannot be built is there all the same; the run is red."""
    hub.change("main", {"mkdocs.yml": "site_name: Monthly Tea\nnav: [gone.md]\n"})

    hub.run("draft.yml", preview=True)

    assert hub.broken == "propose: Fail if anything is missing"
    assert "the preview cannot be built, the log says why" in hub.said
    assert "mkdocs.yml" in hub.git("ls-tree", "draft/2011-08", cwd=hub.origin)


def test_merged(hub: Hub) -> None:
    """A month that is merged is left in peace when nothing was late for it."""
    hub.merge(1)
    before = hub.branches(), hub.pulls

    hub.run("draft.yml")

    assert hub.broken == "", hub.said
    assert (hub.branches(), hub.pulls) == before


def test_late(hub: Hub, tmp_path: Path) -> None:
    """What was late for the newest issue comes as a pull request of its own."""
    hub.merge(1)
    tea = tmp_path / "later.git"
    pour(hub, tea, *HISTORY[:2], ("1.1.1", 22), *HISTORY[2:])
    told = re.sub(
        r'repository = ".*"', f'repository = "{tea}"', hub.read("main", "projects.toml")
    )
    hub.change("main", {"projects.toml": told})

    hub.run("draft.yml")

    pull = hub.pulls[-1]
    assert hub.broken == "", hub.said
    assert (pull["head"], pull["base"]) == ("late/2011-08", "main")
    assert "## Found late\n\n- `Tea` `1.1.1` of 2011-07-27, found on " in pull["body"]


def test_late_gap(hub: Hub) -> None:
    """A night in which a source is down adds no gap to what is out; it is red."""
    dead = re.sub(r'url = ".*"', 'url = "gone.mbox"', hub.read("main", "projects.toml"))
    hub.merge(1)
    hub.change("main", {"projects.toml": dead})

    hub.run("draft.yml")

    assert hub.broken == "propose: Fail if anything is missing"
    assert len(hub.pulls) == 1


def test_missed_months(hub: Hub) -> None:
    """After months of silence each has its pull request, on top of the one before."""
    hub.month = "2011-10"
    hub.merge(1)

    hub.run("draft.yml")
    hub.merge(2)
    hub.run("draft.yml")

    assert hub.broken == "", hub.said
    assert [(pull["head"], pull["state"]) for pull in hub.pulls[1:]] == [
        ("draft/2011-09", "MERGED"),
        ("draft/2011-10", "OPEN"),
    ]
    assert hub.pulls[-1]["base"] == "main"
    assert "covers 2011-09-01 to 2011-09-30" in hub.pulls[-1]["body"]
    assert hub.asked_for("create")[-1][4:6] == ["--base", "draft/2011-09"]


def test_closed(hub: Hub) -> None:
    """What somebody closed stays closed, until somebody asks for its month."""
    hub.close(1)
    hub.change("main", {"README.md": "New.\n"})

    hub.run("draft.yml")
    left = len(hub.pulls)
    hub.run("draft.yml", month="2011-08")

    assert left == 1
    assert [pull["state"] for pull in hub.pulls] == ["CLOSED", "OPEN"]


def test_closed_below(hub: Hub) -> None:
    """What stands on a closed month leads to main, not into that month's branch."""
    hub.merge(1)
    hub.month = "2011-09"
    hub.run("draft.yml")
    hub.close(2)
    hub.change("main", {"README.md": "New.\n"})
    hub.month = "2011-10"

    hub.run("draft.yml")

    assert hub.broken == "", hub.said
    assert [(pull["head"], pull["base"]) for pull in hub.pulls[2:]] == [
        ("draft/2011-10", "main")
    ]


def test_stranger(hub: Hub) -> None:
    """A pull request from a fork is none of ours, whatever its branch is called."""
    hub.merge(1)
    hub.month = "2011-09"
    hub.invade("draft/2011-09")
    theirs = hub.pulls[-1]

    hub.run("draft.yml")

    assert hub.broken == "", hub.said
    assert hub.pulls[1] == theirs
    assert [pull["head"] for pull in hub.pulls[2:]] == ["draft/2011-09"]


def test_made_pages(hub: Hub) -> None:
    """Where main and the branch disagree about made pages, they are made again."""
    page, data = "content/en/index.md", "content/releases.json"
    hub.merge(1)
    hub.month = "2011-09"
    hub.run("draft.yml")
    drafted = hub.read("draft/2011-09", page), hub.read("draft/2011-09", data)
    hub.change("main", {page: "Made otherwise.\n", data: "{}\n"})

    hub.run("draft.yml")

    assert hub.broken == "", hub.said
    assert "By a person" in hub.log("draft/2011-09")
    assert (
        hub.read("draft/2011-09", page),
        hub.read("draft/2011-09", data),
    ) == drafted


def test_main_moves(hub: Hub) -> None:
    """Where nothing is new, it is nothing new as well if main moved meanwhile."""
    hub.merge(1)
    hub.run("draft.yml", "draft")
    hub.change("main", {"README.md": "New.\n"})
    before = hub.branches(), hub.pulls
    hand_on(hub)

    hub.run("draft.yml", "propose")

    assert hub.broken == "", hub.said
    assert (hub.branches(), hub.pulls) == before


@pytest.mark.parametrize(
    "line",
    [
        "2011-08 main main tree",
        "2011-08 draft/2011-09 main tree",
        "2011-08 draft/2011-08 other tree",
        "../2011-08 draft/../2011-08 main tree",
    ],
)
def test_drafts_that_are_none(hub: Hub, line: str) -> None:
    """What is handed over is pushed to branches of drafts alone."""
    hub.run("draft.yml", "draft")
    before = hub.branches(), hub.pulls
    artifact = hand_on(hub)
    (artifact / "drafts").write_text(f"{line}\n", encoding="utf-8")

    hub.run("draft.yml", "propose")

    assert hub.broken == "propose: Open or update pull requests"
    assert "no draft: " in hub.said
    assert (hub.branches(), hub.pulls) == before


@pytest.mark.parametrize(
    "month", ["2011-13", "2011-08; touch oops", "$(touch oops)", "--help"]
)
def test_month_by_hand(hub: Hub, month: str) -> None:
    """A month that is none ends the run, and nothing of it is run."""
    hub.run("draft.yml", month=month)

    assert hub.broken == "draft: Draft"
    assert "not a month" in hub.said
    assert not list(hub.folder.rglob("oops"))


def test_real_history(real_data: Path, tmp_path: Path) -> None:
    """Of a real history a run drafts the issue that it is about."""
    bundle, empty = real_data / "upstream" / "corosync.bundle", tmp_path / "no.mbox"
    empty.touch()
    told = PROJECTS.format(repository=bundle, archive=empty).replace(
        '"tea"', '"corosync"'
    )
    told = told.replace('"CHANGES"', "").replace('"Tea"', '"Corosync"')
    hub = Hub(folder=tmp_path / "hub")
    hub.found({"projects.toml": told, "content/index.md": "# Corosync\n"})

    hub.run("draft.yml", preview=True)

    assert hub.broken == "", hub.said
    assert hub.pulls[0]["title"] == "Draft of 2011-08: 4 releases"
    assert "- `Corosync`: `1.4.1` (2011-07-26), `1.4.0` (" in hub.pulls[0]["body"]


def test_publish(hub: Hub) -> None:
    """A merge publishes the whole site, whose links lead somewhere."""
    hub.merge(1)

    hub.run("publish.yml", "build")

    assert hub.broken == "", hub.said
    assert hub.outputs["steps.build.outputs.gaps"] == ""


def test_site_of_a_change(hub: Hub) -> None:
    """A page that is not what its facts make fails the check of a change."""
    hub.merge(1)
    page = hub.read("main", "content/en/issues/2011-08.md")
    hub.change("main", {"content/en/issues/2011-08.md": f"{page}\nBy hand.\n"})

    hub.run("ci.yml", "site")

    assert hub.broken == "site: Check that the pages are what their facts make"


@pytest.mark.parametrize("name", NAMES)
def test_pins(name: str) -> None:
    """Every action is GitHub's own, at a commit, with its version beside it."""
    told = (WORKFLOWS / name).read_text(encoding="utf-8")
    lines = [line for line in told.splitlines() if "uses:" in line]

    assert lines
    assert all(re.search(rf"uses: {ACTION.pattern} # v\d", line) for line in lines)


@pytest.mark.parametrize("name", NAMES)
def test_permissions(name: str) -> None:
    """A workflow may nothing, a job what it names, and no token stays in a clone."""
    told = load(name)
    checkouts = [s for _, s in steps_of(name) if "checkout" in s.get("uses", "")]

    assert told["permissions"] == {}
    assert all(job["permissions"] for job in told["jobs"].values())
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.parametrize("name", NAMES)
def test_shell(name: str) -> None:
    """Shell is short, and nothing is written into it by the hub."""
    shell = [step["run"] for _, step in steps_of(name) if "run" in step]

    assert shell
    assert not [text for text in shell if "${{" in text or text.count("\n") > 6]


def test_one_at_a_time() -> None:
    """A run that starts while another drafts or publishes waits for it."""
    for name in "draft.yml", "publish.yml":
        waits = load(name)["concurrency"]

        assert waits["group"]
        assert waits["cancel-in-progress"] is False


@pytest.mark.parametrize(
    ("name", "job"), [("draft.yml", "draft"), ("publish.yml", "build")]
)
def test_forks(name: str, job: str) -> None:
    """In a fork nothing is drafted or published, unless somebody asks for it."""
    rule = load(name)["jobs"][job]["if"]

    assert rule == (
        "github.event_name == 'workflow_dispatch' || !github.event.repository.fork"
    )


def test_who_writes() -> None:
    """The job that may write runs none of our programs, and takes in nothing else."""
    writing = load("draft.yml")["jobs"]["propose"]
    shell = "".join(step.get("run", "") for step in writing["steps"])

    assert writing["permissions"] == {"contents": "write", "pull-requests": "write"}
    assert "digest " not in shell
    assert "digest " not in (WORKFLOWS.parent / "propose.sh").read_text("utf-8")
