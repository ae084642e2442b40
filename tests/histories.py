"""A projects file that watches the real histories of July 2011."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PROJECTS = """\
[edition]
watch = ["crash"]

[[project]]
id = "corosync"
name = "Corosync"
repository = "{upstream}/corosync.bundle"

[[project]]
id = "drbd"
name = "DRBD"
repository = "{upstream}/drbd.bundle"
tags = "drbd-{{version}}"
changelog = ["ChangeLog"]

[[project]]
id = "libqb"
name = "libqb"
repository = "{upstream}/libqb.bundle"

[[project]]
id = "lcmc"
name = "LCMC"
"""
LIST = """
[[source]]
id = "a-list"
kind = "mbox"
url = "list.mbox"
"""


def watch_histories(folder: Path, real_data: Path) -> None:
    """Put the projects file into a folder."""
    projects = PROJECTS.format(upstream=real_data / "upstream")
    (folder / "projects.toml").write_text(projects, encoding="utf-8")
