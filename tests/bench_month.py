"""Read a month out of an mbox: a process of its own, which is measured."""

from __future__ import annotations

import sys

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.collectors.mbox import MboxCollector
from digest.edition import Project, Want
from digest.fetch import Fetch, Limits
from digest.months import Window

NAMES = ("corosync", "pacemaker", "drbd", "drbd-utils", "resource-agents")


def main() -> None:
    """Collect what the mails of a month announce."""
    archive, cache, since, until = sys.argv[1:]
    want = Want(
        source="bench",
        window=Window(date.fromisoformat(since), date.fromisoformat(until)),
        timezone=ZoneInfo("Asia/Tokyo"),
        projects=tuple(
            Project(
                id=name, name=name, about={}, aliases=(name,), repository="", tags=()
            )
            for name in NAMES
        ),
        today=date.fromisoformat(until),
    )
    door = Fetch(Path(cache), base=Path(), limits=Limits())
    for _ in MboxCollector(url=archive).collect(want, door):
        pass


if __name__ == "__main__":
    main()
