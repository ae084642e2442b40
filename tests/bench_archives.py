"""What it costs to read archives, against Perceval, which reads them as well."""

from __future__ import annotations

__all__ = ["Row", "rows", "used"]

import subprocess
import sys

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest.collectors.pipermail import PipermailCollector
from digest.config import read_plan
from digest.edition import Want
from digest.fetch import Fetch, Limits
from digest.mbox import messages
from digest.months import Month, Window
from digest.recognise import recognise
from tests.mailman2 import make_pipermail
from tests.relay import files, relayed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from digest.message import Message
    from tests.relay import Asked, Relay

PERCEVAL = Path(sys.prefix) / "others" / "peers" / "bin" / "perceval"
PROJECTS = Path(__file__).parent.parent / "digest" / "projects.toml"
READ_MONTH = Path(__file__).with_name("bench_month.py")
# The memory of a process is at least what its parent had when it began, so a small one
# stands between: https://man7.org/linux/man-pages/man2/getrusage.2.html
MEASURE = """
import os, sys
quiet = [(os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, used = os.wait4(process, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
sys.exit(os.waitstatus_to_exitcode(status))
"""
KIBIBYTE = 1024
ROUNDS = 3
TIMES = 8
LESS = "an eighth, 0.12"
MONTH = Month(2025, 8)
MONTHS = 80
LAST = Month(2026, 8)
MAILS = 12  # a month
TEXT = "The light of the gadget blinks, but less often than it did last month.\n"


@dataclass(frozen=True)
class Row:
    """What was measured, of us and of another, and what we want of it."""

    what: str
    ours: float
    other: float
    goal: str = ""


def rows(archive: Path, folder: Path) -> Iterator[Row]:
    """Yield the rows on archives, given a real one and a folder for files."""
    yield from _month(archive, folder)
    yield from _recognised(archive)
    yield from _second_run(folder)


def _month(archive: Path, folder: Path) -> Iterator[Row]:
    """Read a month out of a whole list, and out of one that is several times as long.

    Perceval starts at the same day and reads to the end: all of it, in both programs.
    """
    whole, several, none = (folder / name for name in ("whole", "several", "none"))
    for place, times in (whole, 1), (several, TIMES), (none, 0):
        place.mkdir()
        (place / "list.mbox.gz").write_bytes(archive.read_bytes() * times)
    since, until = str(MONTH.first), str(MONTH.plus(1).first)
    cache, target = folder / "cache", folder / "perceval.json"

    def ours(place: Path) -> tuple[float, float]:
        return used(sys.executable, READ_MONTH, place, cache, since, until)

    def other(place: Path) -> tuple[float, float]:
        range_ = ("--from-date", since, "-o", target)
        return used(PERCEVAL, "mbox", "list", place, *range_)

    (seconds, memory), (its_seconds, its_memory) = ours(whole), other(whole)
    (start, _), (its_start, _) = ours(none), other(none)
    _, more = ours(several)
    what = "a month of a whole list: CPU seconds (perceval mbox)"
    yield Row(what, seconds, its_seconds, LESS)
    what = "  without starting, which an empty list takes as well"
    yield Row(what, seconds - start, its_seconds - its_start, LESS)
    yield Row("  peak memory: MiB (perceval mbox)", memory, its_memory, "under 60 MiB")
    what = f"  of the list {TIMES} times over: MiB (the list once)"
    yield Row(what, more, memory, "under 60 MiB")


def _recognised(archive: Path) -> Iterator[Row]:
    """Read a whole list, and recognise all of it, against reading it alone."""
    projects = read_plan(PROJECTS).edition.projects
    alone, both = [], []
    for _ in range(ROUNDS):
        began = process_time()
        found = list(_messages(archive))
        read = process_time()
        for message in found:
            recognise(message, projects)
        alone.append(read - began)
        both.append(process_time() - began)
    what = "a whole list recognised: CPU seconds (parsed alone)"
    yield Row(what, min(both), min(alone), "under 2 times")


def _messages(archive: Path) -> Iterator[Message]:
    with archive.open("rb") as file:
        yield from messages(file)


def used(*command: str | Path) -> tuple[float, float]:
    """Return the least CPU seconds of a command, and the most memory, of several."""
    measured = []
    for _ in range(ROUNDS):
        printed = subprocess.run(
            [sys.executable, "-I", "-S", "-c", MEASURE, *command],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
        measured.append([float(word) for word in printed.split()[-2:]])
    seconds, memory = zip(*measured, strict=True)
    return min(seconds), max(memory)


def _second_run(folder: Path) -> Iterator[Row]:
    """Read a whole pipermail archive twice, and count what the second time costs."""
    make_pipermail(folder / "pipermail", _mails())
    with files(folder / "pipermail") as url, relayed(url) as relay:
        mboxes, target = folder / "mboxes", folder / "perceval.json"

        def perceval() -> None:
            command = (PERCEVAL, "pipermail", relay.url, "--mboxes-path", mboxes)
            quiet = subprocess.DEVNULL
            subprocess.run([*command, "-o", target], check=True, stderr=quiet)

        ours = _again(relay, lambda: _read(relay.url, folder / "cache"))
        other = _again(relay, perceval)
    what = "pipermail, second run: archives fetched (perceval pipermail)"
    yield Row(what, len(ours), len(other), "none")
    size, its_size = (sum(it.size for it in sent) / KIBIBYTE for sent in (ours, other))
    yield Row("  their size: KiB (perceval pipermail)", size, its_size, "none")


def _again(relay: Relay, read: Callable[[], object]) -> list[Asked]:
    """Return which archives are sent when a reader reads for the second time."""
    for _ in range(2):
        relay.asked.clear()
        read()
        sent = [answer for answer in relay.asked if answer.status == HTTPStatus.OK]
    return [answer for answer in sent if ".txt" in answer.path]


def _read(url: str, cache: Path) -> None:
    want = Want(
        source="bench",
        window=Window(LAST.plus(1 - MONTHS).first, LAST.plus(1).first),
        timezone=ZoneInfo("Asia/Tokyo"),
        projects=(),
        today=LAST.plus(1).first,
    )
    door = Fetch(cache, base=Path(), limits=Limits(pause=0))
    heard = sum(1 for _ in PipermailCollector(url=url).collect(want, door))
    assert heard == MONTHS * MAILS


def _mails() -> Iterator[bytes]:
    """Yield the mails of a list: each month the same number, one a day."""
    for back in range(MONTHS):
        first = datetime.combine(LAST.plus(-back).first, time(12), UTC)
        for number in range(MAILS):
            yield (
                "From: Ann <ann@example.org>\n"
                f"Date: {format_datetime(first + timedelta(days=number))}\n"
                f"Subject: light {number} of {first:%Y-%m}\n"
                f"Message-ID: <{back}.{number}@example.org>\n\n{TEXT * number}"
            ).encode()
