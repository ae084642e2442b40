"""What the commands say of themselves, to people and to shells."""

from __future__ import annotations

import re
import shutil
import subprocess

from importlib import metadata
from typing import TYPE_CHECKING

import pytest

from digest.cli import digest
from tests.conftest import DATA

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

README = DATA.parent.parent / "README.md"
COMMANDS = sorted(digest.commands)
PROJECTS = """\
[[project]]
id = "tea"
[[project]]
id = "milk"
[[translator]]
id = "own"
kind = "libretranslate"
url = "http://localhost:5000"
"""
ERROR = "An error that you can mend, told in one line; nothing is half written."
VARIABLE = "_DIGEST_COMPLETE"


@pytest.mark.parametrize("name", COMMANDS)
def test_help(name: str, run: Run) -> None:
    """Each command says what it reads and writes, how it ends, and has an example."""
    outcome = run(name, "--help")

    assert outcome.status == 0
    sections = re.split(r"^(\w[\w ]*):\n", outcome.out, flags=re.MULTILINE)
    told = dict(zip(sections[1::2], sections[2::2], strict=True))
    assert list(told) == ["Options", "Reads", "Writes", "Exit status", "Example"]
    assert all(text.strip() for text in told.values())
    assert re.findall(r"^  (\d)  \S", told["Exit status"], re.MULTILINE)[:3] == [*"012"]
    assert told["Example"].startswith(f"  digest {name}")
    assert told["Example"].count("\n") == 1
    assert not re.search(r"\b(?:Reads|Writes|Status|Example): ", sections[0])


@pytest.mark.parametrize("name", COMMANDS)
def test_options_are_explained(name: str) -> None:
    """Each option of each command says what it does."""
    options = [p.to_info_dict() for p in digest.commands[name].params]

    for option in options:
        if option["param_type_name"] == "option":
            assert option["help"].endswith((".", "]")), option["name"]


@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        (
            "draft",
            "3",
            "Done, but a source could not be read, or a note could not be used.",
        ),
        (
            "links",
            "1",
            f"{ERROR} Or, a link leads nowhere.",
        ),
        ("status", "0", "Done, whatever is left."),
    ],
)
def test_statuses_of_its_own(name: str, status: str, said: str, run: Run) -> None:
    """What a status means for one command stands with what it means for all."""
    words = " ".join(run(name, "--help").out.split())

    assert re.search(rf" {status} {re.escape(said)} (?:[1-9] |Example:)", words)


def test_overview(run: Run) -> None:
    """The help of all lists the commands, the files and the environment."""
    outcome = run("--help")

    assert outcome.status == 0
    for part in (*COMMANDS, "projects.toml", "GITHUB_TOKEN", "DIGEST_KEY_<ID>"):
        assert f"\n  {part}" in outcome.out
    assert "\nExit status:\n  0  Done.\n" in outcome.out


def test_readme_lists_the_commands() -> None:
    """The README names each command."""
    readme = README.read_text(encoding="utf-8")

    assert [name for name in COMMANDS if f"digest {name}" not in readme] == []


def test_version(run: Run) -> None:
    """The version is the package's."""
    outcome = run("--version")

    version = metadata.version("monthly-andrew")
    assert (outcome.status, outcome.out) == (0, f"digest, version {version}\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str, run: Run) -> None:
    """A shell is told to ask us what a line could go on with."""
    outcome = run("completion", shell)

    assert (outcome.status, outcome.err) == (0, "")
    assert f"{VARIABLE}={shell}_complete" in outcome.out


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_completion_for_bash(run: Run) -> None:
    """Bash takes the script, and completes our command by it."""
    script = run("completion", "bash").out

    told = subprocess.run(
        ["bash", "-c", f"{script}\ncomplete -p digest"],
        capture_output=True,
        check=True,
        text=True,
    )
    assert "-F _digest_completion digest" in told.stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("digest de", ["demo"]),
        ("digest draft 2011-0", ["2011-08", "2011-09"]),
        ("digest show 2011-09", ["2011-09"]),
        ("digest collect --only m", ["milk"]),
        ("digest translate --service o", ["own"]),
        ("digest --he", ["--help"]),
    ],
)
def test_completed(
    words: str,
    expected: list[str],
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Months, projects and translators are those of the digest."""
    (tmp_path / "content" / "facts").mkdir(parents=True)
    (tmp_path / "content" / "facts" / "2011-08.json").touch()
    (tmp_path / "projects.toml").write_text(PROJECTS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert completed(words, run, monkeypatch) == expected


def test_completed_elsewhere(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are those of the folder that the line names, if it names one."""
    (tmp_path / "projects.toml").write_text(PROJECTS, encoding="utf-8")
    words = f"digest collect --root {tmp_path} --only t"

    assert completed(words, run, monkeypatch) == ["tea"]


@pytest.mark.parametrize("words", ["collect --only t", "translate --service o"])
def test_nothing_to_complete(
    words: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While somebody is at the projects file, nothing is offered, and nothing told."""
    (tmp_path / "projects.toml").write_text("[[project", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert completed(f"digest {words}", run, monkeypatch) == []


def completed(words: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what bash would offer for the last of the words."""
    monkeypatch.setenv(VARIABLE, "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
    outcome = run()
    assert outcome.err == ""
    return [line.partition(",")[2] for line in outcome.out.split()]
