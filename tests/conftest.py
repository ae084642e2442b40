"""What the tests share: cases, expectations, real data, a way to run a command."""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import git
import pytest

from hypothesis import settings

from digest.cli import main
from digest.codec import layout
from digest.errors import DigestError, StatusError
from tests.peers import Peers
from tests.sites import ADDRESS, QUIET, Host, made, real_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

DATA = Path(__file__).parent / "data"
REAL_DATA = Path(os.environ.get("DIGEST_REAL_DATA", "../shared"))

Expect = Callable[[Any, Path], None]

# The same examples in every run, however slow the machine: a test that fails has
# failed for whoever looks next, too.
settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites what is expected."""
    parser.addoption("--update", action="store_true", help="rewrite expected files")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    """Where no skip is allowed, make a failure of each."""
    report = yield
    if report.skipped and os.environ.get("DIGEST_NO_SKIPS"):
        report.outcome = "failed"
        report.longrepr = f"skipped where no skip is allowed: {report.longrepr}"
    return report


def cases(kind: str, pattern: str) -> list[Path]:
    """Return the case files of a kind; what is expected of each lies beside it."""
    found = sorted((DATA / kind).glob(pattern))
    assert found, f"no case {pattern} in {DATA / kind}"
    return found


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Expect:
    """Compare plain data with a JSON file, or any text with a file of text."""

    def compare(actual: Any, path: Path) -> None:
        text = layout(actual) if path.suffix == ".json" else actual
        if request.config.getoption("--update"):
            path.write_text(text, encoding="utf-8", newline="")
        with path.open(encoding="utf-8", newline="") as file:
            expected = file.read()
        if path.suffix == ".json":
            assert json.loads(text) == json.loads(expected)
        else:
            assert text == expected

    return compare


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of real archives and histories, or skip."""
    if not (REAL_DATA / "upstream").is_dir():
        pytest.skip(f"no real data in {REAL_DATA} (set DIGEST_REAL_DATA)")
    return REAL_DATA.resolve()


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep mirrors in a folder of the session, not in the user's cache."""
    folder = tmp_path_factory.mktemp("cache")
    os.environ["XDG_CACHE_HOME"] = str(folder)
    return folder


@pytest.fixture
def serve() -> Generator[Peers]:
    """Serve by scripts on loopback, until the test is over."""
    peers = Peers()
    yield peers
    peers.stop()


@pytest.fixture(scope="session")
def browser() -> Generator[Browser]:
    """Return a Chromium, where there is one."""
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    if not (chromium := shutil.which("chromium")):
        pytest.skip("needs chromium")
    with api.sync_playwright() as driver:
        yield driver.chromium.launch(executable_path=chromium, args=QUIET)


@pytest.fixture(scope="session")
def big_site(tmp_path_factory: pytest.TempPathFactory, real_data: Path) -> Path:
    """Return a site of two years of real histories, without an address.

    Beside it are the pages that it is made of, in ``content``.
    """
    return real_site(tmp_path_factory.mktemp("real"), real_data)


@pytest.fixture(scope="session")
def published(big_site: Path) -> Path:
    """Return the same site, built for its address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", ADDRESS)
        return made(big_site.parent, big_site.with_name("published"))


@pytest.fixture
def context(browser: Browser) -> Generator[BrowserContext]:
    """Return a reader's browser, who likes it light."""
    context = browser.new_context(color_scheme="light")
    yield context
    context.close()


@pytest.fixture
def tab(context: BrowserContext, big_site: Path) -> Page:
    """Return a tab in which the site is, below a path of its host."""
    tab = context.new_page()
    tab.route("**/*", Host(big_site))
    return tab


@dataclass(frozen=True)
class Outcome:
    """What a command left: its status, and what it printed."""

    status: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Generator[Run]:
    """Run a command as a shell would, in this process."""
    root, own = logging.getLogger(), logging.getLogger("digest")
    before = root.handlers[:], root.level, own.level

    def running(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["digest", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return Outcome(status=int(str(left.value.code)), out=said.out, err=said.err)

    yield running
    root.handlers[:], root.level, own.level = before


@pytest.fixture
def repository(tmp_path: Path) -> Callable[[str, str], Path]:
    """Make a real repository of a git fast-import stream."""

    def make(name: str, stream: str) -> Path:
        path = tmp_path / name
        repo = git.Repo.init(path, bare=True)
        source = tmp_path / f"{name}.stream"
        source.write_text(stream, encoding="utf-8")
        with source.open("rb") as file:
            repo.git.fast_import(
                "--quiet", "--date-format=raw-permissive", istream=file
            )
        repo.close()
        return path

    return make


@dataclass(frozen=True)
class FakeFetch:
    """A door that leads to what it is given: bytes, or an error, by address.

    ``asked`` lists the addresses in the order they were asked for, with ``POST``
    before one that was posted to, and ``settled`` after one that is to be kept. What
    is not given is not there: status 404.
    """

    answers: Mapping[str, bytes | DigestError]
    asked: list[str] = field(default_factory=list)

    @contextmanager
    def open(
        self, url: str, *, post: bool = False, settled: bool = False
    ) -> Generator[BinaryIO]:
        """Open what was given for the address."""
        asked = f"POST {url}" if post else url
        self.asked.append(f"{asked} settled" if settled else asked)
        answer = self.answers.get(asked, StatusError(404, where=url))
        if isinstance(answer, DigestError):
            raise answer
        yield BytesIO(answer)

    def stop(self) -> None:
        """Do nothing: nobody is on the way."""

    def names(self, url: str) -> tuple[str, ...]:
        """Return the names of what was given below a folder."""
        folder = f"{url}/"
        inside = (n.removeprefix(folder) for n in self.answers if n.startswith(folder))
        return tuple(sorted(name for name in inside if "/" not in name))

    def read(self, url: str) -> bytes:
        """Return what was given for the address."""
        with self.open(url) as answer:
            return answer.read()
