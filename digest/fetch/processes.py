"""Git processes: started, watched, and ended with all that they have started."""

from __future__ import annotations

__all__ = ["Done", "NoCommand", "Processes"]

import os
import signal

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from subprocess import Popen, TimeoutExpired
from tempfile import TemporaryFile
from threading import Event, Lock, Timer
from time import monotonic
from typing import IO, TYPE_CHECKING, cast

# Who only renders needs no git; who collects without it is told so.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

import git

from git import GitCommandNotFound as NoCommand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import BinaryIO

    from digest.fetch.limits import Limits
    from digest.fetch.stop import Stop

SAID = 1 << 16  # bytes of a complaint
GRACE = 1  # seconds; as long as who is told to end may take


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a command came to: what it ``printed`` may be more than there is to take."""

    status: int
    printed: bytes
    said: str
    late: bool


class Processes:
    """Runs commands; threads share it.

    Each has a process group of its own, so that it ends with all that it has started.

    Args:
        limits: How long a command may take, and how much it may print.
        stop: What tells whether any is to begin.
    """

    def __init__(self, limits: Limits, stop: Stop) -> None:
        self._limits, self._stop = limits, stop
        self._lock, self._running = Lock(), set[Popen[bytes]]()

    def run(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        given: bytes,
        where: str,
    ) -> Done:
        """Return what a command came to that reads what is ``given``.

        Raises:
            FetchError: If we are stopped.
            NoCommand: If there is no such command.
        """
        with TemporaryFile() as paper:
            paper.write(given)
            paper.seek(0)
            with self._started(command, environment, paper, where) as process:
                return self._watched(process)

    def end(self) -> None:
        """End all that run, and let none begin."""
        self._stop.call()
        with self._lock:
            running = tuple(self._running)
        for process in running:
            _signal(process, signal.SIGTERM)
        until = monotonic() + GRACE
        for process in running:
            try:
                process.wait(max(0, until - monotonic()))
            except TimeoutExpired:
                _signal(process, signal.SIGKILL)

    @contextmanager
    def _started(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        paper: IO[bytes],
        where: str,
    ) -> Iterator[Popen[bytes]]:
        """Start a command that can be ended until the context is left."""
        with self._lock:
            self._stop.check(where)
            started = git.Git().execute(
                command,
                istream=cast("BinaryIO", paper),
                env=environment,
                as_process=True,
                process_group=0,
            )
            process = cast("Popen[bytes]", started.proc)
            self._running.add(process)
        try:
            with process:
                yield process
        finally:
            with self._lock:
                self._running.discard(process)

    def _watched(self, process: Popen[bytes]) -> Done:
        """Return what a process comes to; it is ended if that is too much, or late."""
        late = Event()

        def end() -> None:
            late.set()
            _signal(process, signal.SIGKILL)

        timer = Timer(self._limits.git, end)
        timer.daemon = True
        timer.start()
        printing, saying = cast("IO[bytes]", process.stdout), process.stderr
        try:
            printed = printing.read(self._limits.size + 1)
            if len(printed) > self._limits.size:
                _signal(process, signal.SIGKILL)
            said = cast("IO[bytes]", saying).read(SAID)
            if len(said) == SAID:
                _signal(process, signal.SIGKILL)
            status = process.wait()
        finally:
            timer.cancel()
        text = said.decode(errors="replace")
        return Done(status=status, printed=printed, said=text, late=late.is_set())


def _signal(process: Popen[bytes], number: int) -> None:
    """Tell a process that was not seen to end, and all that it has started."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
