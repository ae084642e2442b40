"""How reading goes, on a terminal and elsewhere."""

from __future__ import annotations

import logging
import os
import re
import sys
import threading

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from digest.progress import progress

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = 60
BAR = "━"
SHOW_CURSOR, HIDE_CURSOR = "\x1b[?25h", "\x1b[?25l"
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass
class Screen:
    """What is written to a terminal: all of it once that is closed."""

    parts: list[bytes] = field(default_factory=list)

    @property
    def written(self) -> str:
        """All that was written, controls included."""
        return b"".join(self.parts).decode()

    @property
    def lines(self) -> list[str]:
        """What was seen, line by line, whatever was written over it later."""
        return [
            line.strip() for line in re.split("[\r\n]+", CONTROL.sub("", self.written))
        ]


def last(screen: Screen) -> str:
    """Return the last line that something stood on."""
    return [line for line in screen.lines if line][-1]


@contextmanager
def terminal() -> Iterator[Screen]:
    """Put a terminal in the place of stderr."""
    ours, theirs = os.openpty()
    screen, stderr = Screen(), sys.stderr

    def look() -> None:
        try:
            while some := os.read(ours, 1 << 16):
                screen.parts.append(some)
        except OSError:  # how Linux says that the other side is closed
            pass

    reader = threading.Thread(target=look)
    reader.start()
    try:
        with os.fdopen(theirs, "w", encoding="utf-8") as sys.stderr:
            yield screen
    finally:
        sys.stderr = stderr
        reader.join()
        os.close(ours)


@pytest.fixture(autouse=True)
def talk(monkeypatch: pytest.MonkeyPatch) -> Iterator[logging.Logger]:
    """Talk of what goes on as the commands do, on a terminal that can do all."""
    for name in ("CI", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", str(COLUMNS))
    logger = logging.getLogger("digest")
    level = logger.level
    logger.setLevel(logging.INFO)
    yield logger
    logger.setLevel(level)


def test_bar() -> None:
    """On a terminal a bar shows who is read, how many are done, and the gaps."""
    with terminal() as screen, progress(3) as watch:
        watch.began("git:thing")
        watch.began("list")
        watch.ended("git:thing", "gap: does not answer", gap=True)
        watch.began("a-list")
        watch.ended("list", "3 messages", gap=False)

    assert re.fullmatch(rf"[{BAR}╸╺]+ *2/3 1 gap, reading a-list", last(screen))


def test_many_names() -> None:
    """What does not fit on the line is cut; the bar is there in any case."""
    with terminal() as screen, progress(9) as watch:
        for number in range(9):
            watch.began(f"a-list-with-quite-a-long-name-{number}")
        watch.ended("a-list-with-quite-a-long-name-0", "3 messages", gap=False)

    assert re.fullmatch(rf"[{BAR}╸╺]+ *1/9 reading a-list-with-.*…", last(screen))
    assert all(len(line) <= COLUMNS for line in screen.lines)


def test_names_are_no_markup() -> None:
    """A name stands on the bar as it is, whatever is in it."""
    with terminal() as screen, progress(1) as watch:
        watch.began("[red]list[/red] :bug:")

    assert "reading [red]list[/red] :bug:" in screen.written


def test_two_gaps() -> None:
    """Gaps are counted."""
    with terminal() as screen, progress(2) as watch:
        for name in "ab":
            watch.began(name)
            watch.ended(name, "gap: does not answer", gap=True)

    assert any("2/2 2 gaps" in line for line in screen.lines)


def test_bar_goes_away() -> None:
    """When all is read, nothing of the bar is left, and nothing was said beside it."""
    with terminal() as screen, progress(1) as watch:
        watch.began("a")
        watch.ended("a", "3 messages", gap=False)

    assert all(line.startswith(BAR) for line in screen.lines if line)
    assert screen.written.rstrip("\r\n").endswith("\x1b[1A\x1b[2K")


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_terminal_is_restored(error: type[BaseException]) -> None:
    """Whatever ends the reading, the cursor is back, and stderr is what it was."""

    def breaking() -> None:
        with progress(1) as watch:
            watch.began("a")
            raise error

    with terminal() as screen:
        stderr = sys.stderr
        with pytest.raises(error):
            breaking()
        assert sys.stderr is stderr

    assert 0 <= screen.written.rindex(HIDE_CURSOR) < screen.written.rindex(SHOW_CURSOR)


def test_lines_above_the_bar(talk: logging.Logger) -> None:
    """What is written meanwhile stands above the bar, whole, as it is written."""
    talk.setLevel(logging.DEBUG)
    handler = logging.StreamHandler()

    with terminal() as screen, progress(1) as watch:
        handler.setStream(sys.stderr)
        talk.addHandler(handler)
        watch.began("a")
        watch.ended("a", "gap: [b]bold[/b]\x1b[2Jno", gap=True)
        talk.removeHandler(handler)

    assert "a: gap: [b]bold[/b][2Jno" in screen.lines
    assert "\x1b[2Jno" not in screen.written


def test_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who wants no colours gets a bar without."""
    monkeypatch.setenv("NO_COLOR", "1")

    with terminal() as screen, progress(1) as watch:
        watch.began("a")

    assert "0/1 reading a" in screen.written
    assert not re.search(r"\x1b\[[0-9;]*[34][0-9]", screen.written)


@pytest.mark.parametrize(("name", "value"), [("TERM", "dumb"), ("CI", "true")])
def test_terminals_without_a_bar(
    name: str,
    value: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Where nothing can move, lines tell what goes on."""
    monkeypatch.setenv(name, value)

    with terminal() as screen, progress(1) as watch:
        watch.began("a")
        watch.ended("a", "3 messages", gap=False)

    assert screen.written == ""
    assert caplog.messages == ["reading a", "a: 3 messages"]


def test_quiet(talk: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    """Who wants no talk gets none."""
    talk.setLevel(logging.WARNING)

    with terminal() as screen, progress(1) as watch:
        watch.began("a")
        watch.ended("a", "3 messages", gap=False)

    assert screen.written == ""
    assert caplog.messages == []


def test_lines(
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without a terminal there is no bar, whatever asks for colours."""
    monkeypatch.setenv("FORCE_COLOR", "1")

    with progress(1) as watch:
        watch.began("a")
        watch.ended("a", "gap: \x1b[2Jno", gap=True)

    assert capsys.readouterr() == ("", "")
    assert caplog.messages == ["reading a", "a: gap: [2Jno"]
