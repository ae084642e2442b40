"""The site on this machine is made again when something that it is made of is saved."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest import mock
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from digest.demo import lay_out
from digest.errors import DigestError, UsageError
from digest.preview import Address, Preview
from digest.watching import stamps
from tests.conftest import DATA

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from tests.conftest import Run

TEMPLATES = DATA.parent.parent / "templates"
HANGING = 60  # seconds after which what hangs has hung
ADDRESS = Address(host="127.0.0.1", port=0)
# What Ctrl-C does must not depend on who started the tests.
COMMAND = """\
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from digest.cli import main
main()
"""
TAKEN = """\
127.0.0.1:{}: address already in use
  hint: name another with --addr, such as 127.0.0.1:8001"""
MISTAKE = """\
--addr: not an address: "{}"
  hint: write it as HOST:PORT, such as 127.0.0.1:8000"""


def wait_for(come: Callable[[], object]) -> None:
    """Wait until something has come true, as long as nobody would wait."""
    end = time.monotonic() + HANGING
    while not come():
        assert time.monotonic() < end, "nothing came of it"
        time.sleep(0.05)


def read(url: str) -> str:
    """Return what a page says."""
    with urlopen(url, timeout=HANGING) as answer:  # noqa: S310 - it is our own server
        return str(answer.read().decode())


class Kitchen:
    """Makes a site of one file, and fails if that says so."""

    def __init__(self, folder: Path) -> None:
        self.notes = folder / "content" / "notes"
        self.site = folder / "site"
        self.site.mkdir()
        self.made = 0
        self.first = ""
        self.begun, self.may_end = threading.Event(), threading.Event()
        self.may_end.set()

    def make(self) -> bool:
        """Make the page of the note; the page lies beside what is watched.

        Of two teas the first is made first.
        """
        note = self.notes / "tea.md"
        text = note.read_text("utf-8") if note.is_file() else "no tea"
        if "spilt" in text:
            raise DigestError("spilt", where="tea.md:1", hint="wipe it up")
        first, and_then, _ = text.partition(" and then ")
        self.first, left = first, bool(and_then) and first != self.first
        text = first if left else text
        if and_then and not left:  # it is the rest
            self.begun.set()
            self.may_end.wait(HANGING)
        self.made += 1
        page = f"<html><body>{text}</body></html>"
        (self.site / "index.html").write_text(page, "utf-8")
        (self.site / "404.html").write_text("no such pot", "utf-8")
        return left

    def write(self, text: str) -> None:
        """Save a note."""
        self.notes.mkdir(parents=True, exist_ok=True)
        (self.notes / "tea.md").write_text(text, "utf-8")

    def served(self) -> Preview:
        """Return the server of its site."""
        return Preview(self.make, [self.notes], ADDRESS, self.site)


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    """Return a kitchen whose notes have no folder yet."""
    return Kitchen(tmp_path)


@contextmanager
def running(preview: Preview) -> Generator[str]:
    """Run a preview beside, and give its address."""
    thread = threading.Thread(target=preview.run)
    thread.start()
    try:
        wait_for(preview.serve_thread.is_alive)
        yield f"http://127.0.0.1:{preview.server_port}/"
    finally:
        preview.shutdown()
        thread.join(HANGING)
    assert not thread.is_alive()


def test_what_is_saved_is_shown(kitchen: Kitchen) -> None:
    """A note that is saved is on the page, be its folder new; a browser is told."""
    with running(kitchen.served()) as url:
        before = read(url)
        kitchen.write("green tea")

        wait_for(lambda: "green tea" in read(url))

    assert "no tea" in before
    assert "livereload(" in before


def test_the_last_good_page_stays(
    kitchen: Kitchen, caplog: pytest.LogCaptureFixture
) -> None:
    """What cannot be used is told in a line, and no page goes; then it is mended."""
    caplog.set_level("INFO", "digest")
    with running(kitchen.served()) as url:
        kitchen.write("spilt tea")
        wait_for(lambda: "spilt" in caplog.text)
        kept = read(url)
        kitchen.write("new tea")

        wait_for(lambda: "mended" in caplog.text)
        mended = read(url)

    assert "no tea" in kept
    assert "new tea" in mended
    told = [record.getMessage() for record in caplog.records]
    assert told[1:] == ["error: tea.md:1: spilt; hint: wipe it up", "mended"]


def test_the_rest_follows(kitchen: Kitchen, caplog: pytest.LogCaptureFixture) -> None:
    """What is made first is shown first, and the rest of it soon, by itself."""
    caplog.set_level("INFO", "digest")
    kitchen.write("mint and then sugar")
    with running(kitchen.served()) as url:
        wait_for(lambda: "mint and then sugar" in read(url))
        at_first = kitchen.made
        kitchen.write("spilt tea")
        wait_for(lambda: "spilt" in caplog.text)
        kitchen.write("sage and then honey")

        wait_for(lambda: "mended" in caplog.text)
        mended = read(url)

    assert at_first == 2
    assert "sage and then honey" in mended
    assert kitchen.made == 4


def test_nobody_waits_for_the_rest(kitchen: Kitchen) -> None:
    """While the rest is made, pages are served as they are; then as they will be."""
    kitchen.may_end.clear()
    kitchen.write("mint and then sugar")
    with running(kitchen.served()) as url:
        assert kitchen.begun.wait(HANGING)

        meanwhile = read(url)

        kitchen.may_end.set()
        wait_for(lambda: "mint and then sugar" in read(url))
    assert "sugar" not in meanwhile
    assert "mint" in meanwhile


def test_what_is_made_makes_nothing(kitchen: Kitchen) -> None:
    """Neither the site nor what an editor puts aside makes the site again."""
    with running(kitchen.served()) as url:
        (kitchen.site / "other.html").write_text("other", "utf-8")
        kitchen.write("first")
        wait_for(lambda: "first" in read(url))
        (kitchen.notes / ".tea.md.swp").write_text("aside", "utf-8")
        (kitchen.notes / "tea.md~").write_text("aside", "utf-8")
        (kitchen.site / "other.html").write_text("changed", "utf-8")
        kitchen.write("second")

        wait_for(lambda: "second" in read(url))

    assert kitchen.made == 3


def test_no_such_page(kitchen: Kitchen) -> None:
    """A page that is not there is the site's own page for that, if it has one."""
    with running(kitchen.served()) as url:
        with pytest.raises(HTTPError) as lost:
            urlopen(f"{url}gone/", timeout=HANGING)  # noqa: S310 - it is our own server
        (kitchen.site / "404.html").unlink()
        with pytest.raises(HTTPError) as bare:
            urlopen(f"{url}gone/", timeout=HANGING)  # noqa: S310 - the same

    with lost.value, bare.value:
        assert (lost.value.code, lost.value.read()) == (404, b"no such pot")
        assert bare.value.read() == b"404 Not Found"


def test_nothing_to_serve_yet(kitchen: Kitchen) -> None:
    """Where no site can be made, there is an error and no server."""
    kitchen.write("spilt")
    preview = kitchen.served()

    with pytest.raises(DigestError, match="spilt"):
        preview.run()

    assert not preview.serve_thread.is_alive()
    assert not preview.observer.is_alive()


def test_ctrl_c_ends_it(kitchen: Kitchen, caplog: pytest.LogCaptureFixture) -> None:
    """Ctrl-C is how it ends, and no error."""
    caplog.set_level("INFO", "digest")
    preview = kitchen.served()

    def interrupt() -> None:
        raise KeyboardInterrupt

    with mock.patch.object(preview, "serve", interrupt):
        preview.run()

    assert caplog.messages == ["stopped"]


def test_taken_address(kitchen: Kitchen) -> None:
    """Who finds the address taken is told what to do."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        address = Address(host="127.0.0.1", port=port)
        preview = Preview(kitchen.make, [kitchen.notes], address, kitchen.site)

        with pytest.raises(DigestError) as error:
            preview.run()

    assert str(error.value) == TAKEN.format(port)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("127.0.0.1:8000", Address(host="127.0.0.1", port=8000)),
        ("localhost:0", Address(host="localhost", port=0)),
        ("[::1]:65535", Address(host="::1", port=65535)),
    ],
)
def test_address(text: str, address: Address) -> None:
    """An address is a host and a port, and is written as it was."""
    read = Address.parse(text)

    assert (read, str(read)) == (address, text)


@pytest.mark.parametrize(
    "text",
    ["", "8000", ":8000", "a:", "a:b", "a:65536", "a:123456", "é:1", "::1:80", "a b:1"],
)
def test_no_address(text: str) -> None:
    """What is no address is told, with an example of one."""
    with pytest.raises(UsageError) as error:
        Address.parse(text)

    assert str(error.value) == MISTAKE.format(text)


def test_stamps(tmp_path: Path) -> None:
    """Files are told from what they will be; what is no file is left aside."""
    inputs = [tmp_path / "notes", tmp_path / "mkdocs.yml", tmp_path / "gone"]
    (tmp_path / "notes" / "deep").mkdir(parents=True)
    (tmp_path / "notes" / "deep" / "a.md").write_text("a", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("b", "utf-8")
    (tmp_path / "notes" / "lost.md").symlink_to("nowhere")

    before = stamps(inputs)
    (tmp_path / "mkdocs.yml").write_text("longer", "utf-8")
    after = stamps(inputs)

    assert sorted(path.name for path in before) == ["a.md", "mkdocs.yml"]
    assert {path.name for path, _ in before.items() ^ after.items()} == {"mkdocs.yml"}


@pytest.fixture
def root(tmp_path: Path, run: Run) -> Path:
    """Return the demo, drafted, with templates of its own."""
    lay_out(tmp_path)
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    assert run("draft", "2011-08", "--root", tmp_path, "-q").status == 0
    return tmp_path


@contextmanager
def previewing(root: Path) -> Generator[tuple[str, Callable[[str], None]]]:
    """Run the command as a shell would; give its address, and a wait for its words."""
    command = [sys.executable, "-c", COMMAND, "preview", "--addr", "127.0.0.1:0"]
    with subprocess.Popen(
        [*command, "--root", root], stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr
        lines = iter(process.stderr)
        heard: list[str] = []

        def hear(words: str) -> None:
            heard.extend(take(lines, words))

        try:
            hear("look at ")
            yield heard[-1].split()[-1], hear
            process.send_signal(signal.SIGINT)
            hear("stopped")
            assert process.wait(HANGING) == 0
        finally:
            process.kill()
    assert not [line for line in heard if "Traceback" in line]


def take(lines: Iterator[str], words: str) -> Iterator[str]:
    """Yield lines up to the one with the words."""
    for line in lines:
        yield line
        if words in line:
            return
    pytest.fail(f"nobody said {words!r}")


def test_preview(root: Path) -> None:
    """Notes, translations and words that are saved are on the page; Ctrl-C ends it."""
    notes = root / "content" / "notes" / "2011-08.en.md"
    place = "<!-- digest: opening -->\n"
    clean = notes.read_text("utf-8")
    words = root / "templates" / "words.en.toml"
    sheet = root / "templates" / "site" / "assets" / "site.css"
    with previewing(root) as (url, hear):
        issue = f"{url}en/issues/2011-08.html"
        assert "livereload(" in read(issue)

        notes.write_text(clean.replace(place, f"{place}It rained.\n"), "utf-8")
        wait_for(lambda: "It rained." in read(issue))
        notes.write_text(clean.replace(place, f"{place}```\nhalf\n"), "utf-8")
        hear("a block of code without end")
        assert "It rained." in read(issue)
        lost = "<!-- digest: release tea 9 -->\nNobody drinks it.\n"
        notes.write_text(clean.replace(place, f"{place}Sun.\n\n{lost}"), "utf-8")
        hear("words that are shown nowhere")
        wait_for(lambda: "Sun." in read(issue))
        words.write_text(
            words.read_text("utf-8").replace(
                "{month_name} {year}", "{month_name} of {year}"
            ),
            "utf-8",
        )
        wait_for(lambda: "August of 2011" in read(issue))
        sheet.write_text("body { color: teal }", "utf-8")
        wait_for(lambda: "teal" in read(f"{url}assets/site.css"))


def test_preview_of_a_broken_digest(root: Path, run: Run) -> None:
    """Where nothing can be shown yet, the preview says so and does not start."""
    notes = root / "content" / "notes" / "2011-08.en.md"
    notes.write_bytes(b"\xff")

    outcome = run("preview", "--root", root)

    assert outcome.status == 1
    assert outcome.err == (f"error: {notes}:1: not UTF-8\n  hint: save it as UTF-8\n")
