"""The wheel alone is the whole program: nothing is taken from the repository."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tarfile
import zipfile

from importlib import metadata
from typing import TYPE_CHECKING

import pytest

from tests.conftest import DATA, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

REPOSITORY = DATA.parent.parent
# Without `site` there is no editable install: the wheel is before what it depends on.
PROGRAM = """\
import sys
sys.path[:0] = [{wheel!r}]
sys.path.append({others!r})
sys.argv[0] = "digest"
import digest
assert digest.__file__.startswith({wheel!r}), digest.__file__
from digest.cli import main
main()
"""


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a wheel and an sdist, built as for a release."""
    folder = tmp_path_factory.mktemp("dist")
    building = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(building, cwd=REPOSITORY, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder into which the wheel is installed, and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    (path,) = dist.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)  # noqa: S202 - we have just made it
    return folder


@pytest.fixture
def digest(wheel: Path, tmp_path: Path) -> Callable[..., Outcome]:
    """Run the wheel's program in an empty folder, as a shell would."""
    others = sysconfig.get_path("purelib")
    program = PROGRAM.format(wheel=str(wheel), others=others)

    def run(*arguments: str) -> Outcome:
        command = [sys.executable, "-I", "-S", "-c", program, *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, check=False, text=True
        )
        return Outcome(status=done.returncode, out=done.stdout, err=done.stderr)

    return run


def test_typed(wheel: Path) -> None:
    """Type checkers are told that our types can be used (PEP 561)."""
    marker = wheel / "digest" / "py.typed"

    assert marker.is_file()


def test_version(digest: Callable[..., Outcome]) -> None:
    """It knows its version."""
    version = metadata.version("monthly-andrew")

    outcome = digest("--version")

    assert (outcome.status, outcome.out) == (0, f"digest, version {version}\n")


def test_demo(digest: Callable[..., Outcome], tmp_path: Path) -> None:
    """The demo makes its issue and its site in an empty folder."""
    outcome = digest("demo")

    assert outcome.status == 0, outcome.err
    pages = [line.removeprefix("look at ") for line in outcome.out.splitlines()]
    assert len(pages) == 2
    assert all("Corosync" in (tmp_path / page).read_text("utf-8") for page in pages)


def test_init(digest: Callable[..., Outcome], tmp_path: Path) -> None:
    """A new digest has its workflows, and is built at once."""
    said = "--title=ja=お茶", "--project=Tea=https://example.org/tea.git"

    started = digest("init", "new", *said)
    built = digest("build", "--root", "new")

    assert (started.status, built.status) == (0, 0), started.err + built.err
    assert (tmp_path / "new" / ".github" / "workflows" / "draft.yml").is_file()
    assert "お茶" in (tmp_path / "new" / "site" / "ja" / "index.html").read_text(
        "utf-8"
    )


def test_what_it_watches(digest: Callable[..., Outcome]) -> None:
    """Without a projects file of one's own, it watches what comes with it."""
    outcome = digest("sources")

    assert outcome.status == 0
    assert "git:corosync" in outcome.out


def test_has_all_that_is_data(wheel: Path, dist: Path) -> None:
    """Templates, words, glossary, theme and workflows are in wheel and sdist."""
    (path,) = dist.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        sources = {name.partition("/")[2] for name in archive.getnames()}
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "templates", ".github"],
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
        text=True,
    )
    names = {"mkdocs.yml", *listed.stdout.split()}

    assert {name for name in names if not (wheel / "digest" / name).is_file()} == set()
    assert names - sources == set()
    assert {"CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml"} <= sources


def test_built_again_from_the_sdist(dist: Path, tmp_path: Path) -> None:
    """The sdist makes the same wheel as the repository does."""
    (sdist,) = dist.glob("*.tar.gz")
    (first,) = dist.glob("*.whl")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    building = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]

    subprocess.run(building, cwd=unpacked, check=True, capture_output=True)

    (again,) = (unpacked / "dist").glob("*.whl")
    assert zipfile.ZipFile(again).namelist() == zipfile.ZipFile(first).namelist()
