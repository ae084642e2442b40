"""The commands, as a shell runs them."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import tomllib

from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from digest import cli as cli_module
from digest import collecting
from digest.desk import folder
from digest.fetch import Fetch
from tests.conftest import DATA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Expect, Run

STREAM = """\
commit refs/heads/main
committer A <a@example.org> 1309500000 +0000
data <<END
first
END
M 100644 inline TODO
data <<END
---------
topic-tea
---------
Started: Not Started
Finished: 0%
END
M 100644 inline ChangeLog
data <<END
1.0.0
-----
 * the beginning
END

tag v1.0.0
from refs/heads/main
tagger A <a@example.org> 1306900000 +0000
data <<END
v1.0.0
END

commit refs/heads/main
committer A <a@example.org> 1310500000 +0000
data <<END
second
END
M 100644 inline TODO
data <<END
---------
topic-tea
---------
Started: Not Started
Finished: 100%
END
M 100644 inline ChangeLog
data <<END
1.0.1
-----
 * a leak less
 * a crash less

1.0.0
-----
 * the beginning
END

tag v1.0.1
from refs/heads/main
tagger A <a@example.org> 1310500000 +0000
data <<END
v1.0.1
END

"""
PROJECTS = """\
[edition]
watch = ["leak"]

[[project]]
id = "tea"
name = "Tea"
repository = "tea.git"
changelog = ["ChangeLog"]
todo = ["TODO"]
tag_url = "https://example.org/tea/{tag}"
"""

LISTS = """
[[source]]
id = "tea-list"
kind = "mbox"
url = "tea.mbox"
projects = ["tea"]
since = "2011-01"

[[source]]
id = "tea-chat"
kind = "mbox"
url = "chat.mbox"

[[source]]
id = "tea-talk-of-old"
kind = "mbox"
url = "https://example.org/tea.mbox"
until = "2010-12"
"""
MAILS = """\
From a@example.org Fri Jul 29 10:00:00 2011
From: A. Name <a@example.org>
Date: Fri, 29 Jul 2011 10:00:00 +0000
Subject: a question
Message-ID: <1@example.org>

What is in it?

From a@example.org Sat Jul 30 10:00:00 2011
From: A. Name <a@example.org>
Date: Sat, 30 Jul 2011 10:00:00 +0000
Subject: an answer
Message-ID: <2@example.org>

Leaves.
"""
# What Ctrl-C does must not depend on who started the tests.
COMMAND = """\
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from digest.cli import main
main()
"""
HANGING = 10  # seconds after which a thing that hangs has hung
# What there is in each language, of one month and one project.
PAGES = (
    "about.md",
    "archive.md",
    "calendar.ics",
    "calendar.md",
    "charts/2011-08.svg",
    "charts/tea-cadence.svg",
    "charts/tea-months.svg",
    "charts/year-2011.svg",
    "glossary.md",
    "index.md",
    "issues/2011-08.md",
    "projects/tea.md",
    "search.md",
    "since/index.md",
    "since/tea-1.0.md",
    "tips.md",
    "versions.md",
)
STALE = "error: content: stale: {}\n  hint: run: digest {}\n"
LOST = (
    "gap: {}:{}: words that are shown nowhere: no such place: "
    '"release tea 1.0.2"\n'
    "  hint: move them to a place that is, such as the opening\n"
)
MISTAKES = tomllib.loads((DATA / "cli" / "mistakes.toml").read_text("utf-8"))["case"]


@pytest.fixture
def root(tmp_path: Path, repository: Callable[[str, str], Path]) -> Path:
    """Return a digest's folder that watches one small repository."""
    repository("tea.git", STREAM)
    (tmp_path / "projects.toml").write_text(PROJECTS, encoding="utf-8")
    return tmp_path


def tree(root: Path) -> dict[str, bytes]:
    """Return all that is below content/, by path."""
    content = root / "content"
    files = sorted(path for path in content.rglob("*") if path.is_file())
    return {path.relative_to(content).as_posix(): path.read_bytes() for path in files}


def test_draft_and_build(root: Path, run: Run) -> None:
    """A draft gives facts, notes and pages; a build gives the site."""
    drafted = run("draft", "2011-08", "--root", root)
    built = run("build", "--root", root, "-q")

    assert (drafted.status, drafted.out) == (0, "")
    assert "reading git:tea\n" in drafted.err
    assert sorted(tree(root)) == sorted(
        [
            *(f"{language}/{page}" for language in ("ja", "en") for page in PAGES),
            "facts/2011-08.json",
            "index.md",
            "memory/ja.po",
            "notes/2011-08.en.md",
            "notes/2011-08.ja.md",
            "notes/2011-08.toml",
            "releases.json",
            "schemas/facts.json",
            "schemas/releases.json",
        ]
    )
    assert (built.status, built.out, built.err) == (0, "", "")
    page = (root / "site" / "ja" / "issues" / "2011-08.html").read_text("utf-8")
    assert "Tea 1.0.1" in page
    assert "Finished: 100%  ← 前は「0%」" in page
    assert not (root / "site" / "notes").exists()


def test_twice_changes_no_byte(root: Path, run: Run) -> None:
    """Whatever is run again writes the same."""
    run("draft", "2011-08", "--root", root)
    before = tree(root)

    outcomes = [
        run("collect", "2011-08", "--root", root, "-q"),
        run("draft", "2011-08", "--root", root, "-q"),
        run("render", "--all", "--root", root, "-q"),
        run("render", "--check", "--root", root),
    ]

    assert [outcome.status for outcome in outcomes] == [0, 0, 0, 0]
    assert [outcome.err for outcome in outcomes] == ["", "", "", ""]
    assert tree(root) == before


def test_render_needs_no_source(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages are made again from the files alone, without git and repositories."""
    run("draft", "2011-08", "--root", root)
    before = tree(root)
    shutil.rmtree(root / "tea.git")
    shutil.rmtree(root / "content" / "ja")
    monkeypatch.setenv("PATH", "")

    outcome = run("render", "2011-08", "--root", root)

    assert outcome.status == 0
    made = [f"made content/ja/{page}" for page in PAGES]
    assert sorted(outcome.err.splitlines()) == sorted(made)
    assert tree(root) == before


def test_check(root: Path, run: Run) -> None:
    """A stale page, or one without facts, is told, and nothing is written."""
    run("draft", "2011-08", "--root", root)
    page = root / "content" / "en" / "issues" / "2011-08.md"
    page.write_text("changed by hand", encoding="utf-8")
    (root / "content" / "ja" / "issues" / "2010-01.md").write_text("", encoding="utf-8")

    stale = run("render", "--check", "--root", root)
    one = run("render", "2011-08", "--check", "--root", root)
    mended = run("render", "--root", root)

    assert (stale.status, stale.err) == (
        1,
        STALE.format("en/issues/2011-08.md, ja/issues/2010-01.md", "render"),
    )
    assert (one.status, one.err) == (
        1,
        STALE.format("en/issues/2011-08.md", "render 2011-08"),
    )
    assert mended.err == (
        "made content/en/issues/2011-08.md\nremoved content/ja/issues/2010-01.md\n"
    )


def test_notes_are_woven_in(root: Path, run: Run) -> None:
    """What is written at a place is on the page; words without a place are told.

    A draft says so above them, too.
    """
    run("draft", "2011-08", "--root", root)
    notes = root / "content" / "notes" / "2011-08.en.md"
    written = notes.read_text(encoding="utf-8").replace(
        "release tea 1.0.1 -->\n", "release tea 1.0.1 -->\n\nMind the *kettle*.\n"
    )
    notes.write_text(written, encoding="utf-8")

    drafted = run("draft", "2011-08", "--root", root, "-q")
    page = (root / "content" / "en" / "issues" / "2011-08.md").read_text("utf-8")
    notes.write_text(written.replace("tea 1.0.1 -->", "tea 1.0.2 -->"), "utf-8")
    lost = run("render", "--root", root, "-q")
    marked = run("draft", "2011-08", "--root", root, "-q")

    assert drafted.status == 0
    assert "Mind the *kettle*." in page
    line = written[: written.index("<!-- digest: release")].count("\n") + 1
    assert (lost.status, lost.err) == (3, LOST.format(notes, line))
    assert (marked.status, marked.err) == (3, LOST.format(notes, line + 1))
    assert "\n<!-- gone: “release tea 1.0.2” is not" in notes.read_text("utf-8")


def test_gap(root: Path, run: Run) -> None:
    """A source that fails is told, stands on the page, and gives status 3."""
    projects = root / "projects.toml"
    more = '[[project]]\nid = "gone"\nrepository = "gone.git"\n'
    projects.write_text(PROJECTS + more, encoding="utf-8")

    outcome = run("draft", "2011-08", "--root", root, "-q")
    only = run("collect", "2011-08", "--only", "tea", "--root", root, "-q")
    (root / "gone.git").write_bytes(b"")
    later = run("collect", "2011-08", "--only", "gone", "--root", root, "-q")

    gap = (
        "gap: git:gone: {}\n"
        "  hint: {}see to gone.git, then run: digest collect 2011-08\n"
    )
    paths = "paths start from the projects file; "
    gone = gap.format("no such file or folder", paths)
    assert outcome.status == 3
    assert gone in outcome.err
    page = (root / "content" / "ja" / "issues" / "2011-08.md").read_text("utf-8")
    assert "- git:gone：ファイルもフォルダも見あたりません" in page
    assert (only.status, only.err) == (3, gone)
    assert (later.status, later.err) == (
        3,
        gap.format("neither a repository nor a bundle", ""),
    )


@pytest.mark.parametrize("command", ["collect", "sources"])
def test_no_secret_is_told(command: str, root: Path, run: Run) -> None:
    """Who we are at a repository stands in the projects file, and nowhere else."""
    url = "http://ann:s3cret@127.0.0.1:9/gone.git"
    more = f'[[project]]\nid = "gone"\nrepository = "{url}"\n'
    (root / "projects.toml").write_text(PROJECTS + more, encoding="utf-8")
    arguments = ["2011-08"] if command == "collect" else ["--check"]

    outcome = run(command, *arguments, "--root", root)

    assert outcome.status == 3
    assert "http://127.0.0.1:9/gone.git" in outcome.err
    assert "s3cret" not in outcome.out + outcome.err
    for path in root.rglob("*.json"):
        assert "s3cret" not in path.read_text(encoding="utf-8")


def test_sources(root: Path, run: Run, expect: Expect) -> None:
    """The sources are listed, repositories first, as a table and as JSON."""
    (root / "projects.toml").write_text(PROJECTS + LISTS, encoding="utf-8")

    table = run("sources", "--root", root)
    data = run("sources", "--json", "--root", root)

    assert (table.status, table.err, data.status, data.err) == (0, "", 0, "")
    expect(table.out, DATA / "cli" / "sources.txt")
    expect(json.loads(data.out), DATA / "cli" / "sources.json")


def test_sources_of_a_terminal(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal the table is no wider than that."""
    (root / "projects.toml").write_text(PROJECTS + LISTS, encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    table = run("sources", "--root", root).out

    assert max(map(len, table.splitlines())) <= 60
    assert "tea-talk-of-old" in table


def test_check_of_sources(
    root: Path, run: Run, expect: Expect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked how they are, sources answer, are silent, or are gaps with status 3."""
    (root / "projects.toml").write_text(PROJECTS + LISTS, encoding="utf-8")
    (root / "tea.mbox").write_text(MAILS, encoding="utf-8")
    monkeypatch.setattr(cli_module, "_today", lambda _: date(2011, 9, 1))

    some = run("sources", "--check", "--root", root, "-q")
    (root / "chat.mbox").write_bytes(b"")
    every = run("sources", "--check", "--root", root, "-q")
    data = run("sources", "--check", "--json", "--root", root, "-q")

    assert (some.status, every.status, data.status) == (3, 0, 0)
    told = f"{some.out}\n{some.err}\n{every.out}\n{every.err}"
    expect(told, DATA / "cli" / "sources-check.txt")
    expect(json.loads(data.out), DATA / "cli" / "sources-check.json")
    assert tree(root) == {}


@pytest.mark.parametrize(
    ("variables", "tokens"),
    [
        ({}, {}),
        ({"GH_TOKEN": "b"}, {"api.github.com": "b"}),
        ({"GITHUB_TOKEN": "a", "GH_TOKEN": "b"}, {"api.github.com": "a"}),
        ({"GITHUB_TOKEN": "", "GH_TOKEN": "b"}, {"api.github.com": "b"}),
    ],
)
def test_tokens(
    variables: dict[str, str],
    tokens: dict[str, str],
    root: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A token comes from the environment alone, and goes to its host alone."""
    shown: list[object] = []
    for name in ("GITHUB_TOKEN", "GH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for name, token in variables.items():
        monkeypatch.setenv(name, token)

    def fetch(*_: object, **options: Any) -> Fetch:
        shown.append(options["tokens"])
        return Fetch(*_, **options)  # type: ignore[arg-type] # as they were given

    monkeypatch.setattr(folder, "Fetch", fetch)

    outcome = run("collect", "2011-08", "--root", root, "-q")

    assert (outcome.status, shown) == (0, [tokens])


def test_how_reading_goes(root: Path, run: Run) -> None:
    """A line tells who is read, and one what came of it."""
    (root / "projects.toml").write_text(PROJECTS + LISTS, encoding="utf-8")
    (root / "tea.mbox").write_text(MAILS, encoding="utf-8")

    told = run("collect", "2011-08", "--root", root).err.splitlines()

    assert sorted(told[:6]) == [
        "git:tea: 2 tags, newest 2011-07-13",
        "reading git:tea",
        "reading tea-chat",
        "reading tea-list",
        "tea-chat: gap: no such file or folder",
        "tea-list: 2 messages, newest 2011-07-30",
    ]
    assert told[6] == "gap: tea-chat: no such file or folder"


def test_show(root: Path, run: Run, expect: Expect) -> None:
    """The digest is shown as text, and as JSON of the published shape."""
    run("draft", "2011-08", "--root", root)

    text = run("show", "2011-08", "--root", root)
    data = run("show", "2011-08", "--json", "--root", root)

    expect(text.out, DATA / "cli" / "show.txt")
    expect(json.loads(data.out), DATA / "cli" / "show.json")


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case["name"])
def test_mistakes(case: dict[str, Any], root: Path, run: Run) -> None:
    """A mistake is told in one line, with a hint, and has its status."""
    (root / "content" / "facts").mkdir(parents=True)
    arguments = [argument.replace("ROOT", str(root)) for argument in case["arguments"]]

    outcome = run(*arguments, "--root", root)

    told = case["err"].lstrip().replace("ROOT", str(root))
    assert (outcome.status, outcome.err, outcome.out) == (case["status"], told, "")


def test_unknown_option(run: Run) -> None:
    """Wrong usage is told as such."""
    outcome = run("draft", "--nonsense")

    assert outcome.status == 2
    assert "--nonsense" in outcome.err


def test_interrupted(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Interrupting ends with status 1 and a line, and leaves what was there."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(collecting, "gather", interrupt)

    outcome = run("collect", "2011-08", "--root", root)

    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err.splitlines()[-1] == "stopped: what was not finished is as it was"
    assert tree(root) == {}


@contextmanager
def silence() -> Iterator[int]:
    """Serve a port at which everybody may talk, and nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        peers: list[socket.socket] = []

        def take() -> None:
            with suppress(OSError):
                while True:
                    peers.append(server.accept()[0])

        taking = threading.Thread(target=take)
        taking.start()
        try:
            yield server.getsockname()[1]
        finally:
            server.shutdown(socket.SHUT_RDWR)
            taking.join()
            for peer in peers:
                peer.close()


def test_ctrl_c(root: Path, run: Run) -> None:
    """Ctrl-C ends a command whose sources never answer, and the facts are as before."""
    run("collect", "2011-08", "--root", root)
    before = tree(root)
    with silence() as port:
        more = (
            f'[[project]]\nid = "mute"\nrepository = "git://127.0.0.1:{port}/a.git"\n'
            f'[[source]]\nid = "dumb"\nkind = "mbox"\nurl = "http://127.0.0.1:{port}/"'
        )
        (root / "projects.toml").write_text(PROJECTS + more, encoding="utf-8")
        command = [sys.executable, "-c", COMMAND, "collect", "2011-08"]
        with subprocess.Popen(
            [*command, "--root", root],
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            assert process.stderr
            lines = iter(process.stderr)
            while "git:tea: " not in next(lines):  # the others have been asked, too
                pass

            os.killpg(process.pid, signal.SIGINT)
            told = list(lines)
            status = process.wait(HANGING)

    assert (status, told[-1]) == (1, "stopped: what was not finished is as it was\n")
    assert tree(root) == before


def test_windows(root: Path, run: Run) -> None:
    """Issues follow each other without gap; what was asked once stays."""

    def window(month: str, *options: str) -> list[str]:
        assert run("collect", month, *options, "--root", root, "-q").status == 0
        facts = (root / "content" / "facts" / f"{month}.json").read_text("utf-8")
        return list(json.loads(facts)["window"])

    assert window("2011-05") == ["2011-04-01", "2011-05-01"]
    assert window("2011-08") == ["2011-05-01", "2011-08-01"]
    assert window("2011-12") == ["2011-11-01", "2011-12-01"]
    assert window("2012-01", "--until", "2011-12-20") == ["2011-12-01", "2011-12-20"]
    assert window("2012-01") == ["2011-12-01", "2011-12-20"]
    assert window("2012-02") == ["2011-12-20", "2012-02-01"]
    assert run("show", "2011-05", "--root", root).out.startswith("2011-05: 2011-04-01")


def test_early_draft(root: Path, run: Run) -> None:
    """A window that has not ended gives an early draft, and the page says so."""
    today = date.today()  # noqa: DTZ011 - any day of the window will do
    month = f"{today.year + 1}-01"

    outcome = run("draft", month, "--since", today.replace(day=1), "--root", root)

    assert outcome.status == 0
    page = (root / "content" / "en" / "issues" / f"{month}.md").read_text("utf-8")
    assert "This issue is still being written." in page
    shown = run("show", month, "--root", root)
    assert "(early: the window has not ended)" in shown.out


def test_changelog(tmp_path: Path, run: Run) -> None:
    """The part between two versions is printed as the file has it."""
    file = tmp_path / "ChangeLog"
    text = "1.2\n---\n * two\n\n1.1\n---\n * one\n\n1.0\n---\n * none\n"
    file.write_text(text, encoding="utf-8")

    part = run("changelog", file, "--since", "1.0", "--to", "1.2")
    data = run("changelog", file, "--to", "1.1", "--json")
    none = run("changelog", file, "--to", "1.3")

    assert (part.status, part.out) == (0, "1.2\n---\n * two\n\n1.1\n---\n * one\n\n")
    (section,) = json.loads(data.out)["sections"]
    assert (section["version"], section["day"], section["heading"]) == (
        "1.1",
        None,
        "1.1",
    )
    assert [change["text"] for change in section["changes"]] == ["one"]
    assert (none.status, none.err) == (
        1,
        f'error: {file}: no section for "1.3"\n  hint: spell it as the file does\n',
    )


def test_todo(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Topics that changed between two files are printed; a file may be piped in."""
    old, new = tmp_path / "old", tmp_path / "new"
    block = "-----\ntopic\n-----\nFinished: {}\n"
    old.write_text(block.format("0%"), encoding="utf-8")
    new.write_text(block.format("100%"), encoding="utf-8")

    text = run("todo", old, new)
    data = run("todo", old, new, "--json")
    gone = run("todo", old, tmp_path / "gone")
    (tmp_path / "binary").write_bytes("topic".encode("utf-16"))
    binary = run("todo", old, tmp_path / "binary")

    assert text.out == "changed: topic\n    Finished: 0% -> 100%\n"
    (topic,) = json.loads(data.out)["topics"]
    assert topic == {
        "topic": "topic",
        "how": "changed",
        "old": str(old),
        "new": str(new),
        "file": "new",
        "fields": [{"name": "Finished", "old": "0%", "new": "100%"}],
        "before": "topic\nFinished: 0%",
        "after": "topic\nFinished: 100%",
        "listed": "",
    }
    assert binary.err.startswith(f"error: {tmp_path / 'binary'}: is text in UTF-16")
    assert (gone.status, gone.err) == (
        1,
        f"error: {tmp_path / 'gone'}: no such file or directory\n",
    )
    with new.open() as piped:
        monkeypatch.setattr("sys.stdin", piped)
        assert run("todo", old, "-").out == text.out


def test_verbose(root: Path, run: Run) -> None:
    """With -v the git commands are told."""
    outcome = run("collect", "2011-08", "--root", root, "-v")

    assert "\ngit --git-dir" in outcome.err


def test_demo(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo makes the August 2011 issue and says where to look, twice the same."""
    monkeypatch.chdir(tmp_path)

    first = run("demo")
    before = tree(tmp_path / "demo")
    second = run("demo", "-q")

    assert (first.status, second.status, second.err) == (0, 0, "")
    assert re.findall(r"look at demo/site/(..)/issues/2011-08\.html", first.out) == [
        "ja",
        "en",
    ]
    for line in first.out.splitlines():
        assert (tmp_path / line.removeprefix("look at ")).is_file()
    assert tree(tmp_path / "demo") == before
    shown = json.loads(run("show", "2011-08", "--json", "--root", "demo").out)
    assert [f"{r['project']} {r['version']}" for r in shown["releases"]] == [
        "corosync 1.4.1",
        "corosync 1.4.0",
        "corosync 1.3.3",
        "corosync 1.3.2",
        "drbd 8.4.0",
        "drbd 8.4.0rc4",
        "libqb 0.5.1",
    ]


def test_own_pages_are_not_stale(run: Run) -> None:
    """The pages in this repository are what the program makes."""
    outcome = run("render", "--check", "--root", DATA.parent.parent)

    assert (outcome.status, outcome.err) == (0, "")


def test_readme_commands(run: Run) -> None:
    """The README names no command that is not there, and each has an example."""
    readme = (DATA.parent.parent / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"digest ([a-z]+)\b(?= |`|\n)", readme))

    for name in named - {"package"}:
        told = run(name, "--help")
        assert told.status == 0, name
        assert f"Example:\n  digest {name}" in told.out
