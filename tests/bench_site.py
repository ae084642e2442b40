"""What a site of many issues costs, against MkDocs alone and Pelican on the same text.

The text is ours: two releases a month, with as many changes as real ones have.
"""

from __future__ import annotations

__all__ = ["rows"]

import shutil
import sys

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from digest.changes import Change
from digest.desk import Desk
from digest.model import (
    ChangesFrom,
    Evidence,
    EvidenceKind,
    Facts,
    Record,
    Sighting,
    Tag,
)
from digest.months import Month, Window
from tests.bench_archives import Row, used

if TYPE_CHECKING:
    from collections.abc import Iterator

PELICAN = Path(sys.prefix) / "others" / "peers" / "bin" / "pelican"
DIGEST = Path(sys.prefix) / "bin" / "digest"
REPOSITORY = Path(__file__).parent.parent
LAST = Month(2026, 8)
SIZES = 24, 96, 190
PROJECTS = "corosync", "pacemaker", "drbd", "drbd-utils", "resource-agents"
CHANGES = 24  # of a release
HOME = "https://example.org/"
SETTINGS = """\
SITENAME = "floor"
SITEURL = ""
TIMEZONE = "UTC"
PATH = "pages"
OUTPUT_PATH = "output"
DEFAULT_LANG = "en"
FEED_ALL_ATOM = "all.atom.xml"
MARKDOWN = {"extension_configs": {"markdown.extensions.meta": {}, \
"markdown.extensions.tables": {}, "markdown.extensions.fenced_code": {}}}
"""
# What is told of: a part, what became of it, and when.
PARTS = "ring", "bitmap", "fence", "lock", "timer", "socket", "agent", "peer", "quota"
DEEDS = "Mend a leak in", "Do not wait for", "Say more of", "No longer trust", "Paint"
TIMES = "when a node leaves", "on a slow disk", "after a split", "while it resyncs"


def rows(folder: Path) -> Iterator[Row]:
    """Yield the rows on sites, given a folder for files."""
    seconds: dict[int, float] = {}
    for size in SIZES:
        root = folder / f"issues-{size}"
        _make(root, size)
        seconds[size], memory = used(*_mkdocs(root, "ours"))
    alone, its_memory = used(*_mkdocs(root, "plain"))
    other, other_memory = used(PELICAN, "-q", "-s", root / "settings.py")
    what = f"site of {size} issues in 2 languages: CPU seconds"
    yield Row(f"{what} (mkdocs alone)", seconds[size], alone, "under 10 s")
    yield Row("  peak memory: MiB (mkdocs alone)", memory, its_memory, "under 200 MiB")
    yield Row(f"{what} (pelican)", seconds[size], other)
    yield Row("  peak memory: MiB (pelican)", memory, other_memory)
    first, *others = SIZES
    for size in others:
        what = f"  of {size} issues, for each: CPU ms (of {first})"
        each, at_first = (1000 * seconds[many] / many for many in (size, first))
        yield Row(what, each, at_first, "linear, under 1.2")
    build = (DIGEST, "build", "--root", root, "--site", root / "whole")
    took, peak = used(*build)
    what = f"digest build of {size} months: CPU seconds (its site alone)"
    yield Row(what, took, seconds[size])
    yield Row("  peak memory: MiB (its site alone)", peak, memory, "under 200 MiB")


def _make(root: Path, months: int) -> None:
    """Make the pages of so many months, and what each program is told of them."""
    root.mkdir()
    desk = Desk(root=root, cache=root / "cache")
    tags: list[Tag] = []
    for back in reversed(range(months)):
        facts = _facts(LAST.plus(-back), tags)
        desk.store.save(facts)
    desk.store.write(desk.pages(desk.store.months()))
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    ours = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
    ours = ours.replace('!ENV [SITE_URL, ""]', HOME)
    (root / "ours.yml").write_text(ours, "utf-8")
    (root / "plain.yml").write_text(
        "site_name: floor\ndocs_dir: content\nplugins: []\n", "utf-8"
    )
    (root / "settings.py").write_text(SETTINGS, "utf-8")
    for page in (root / "content").rglob("*.md"):
        text = page.read_text("utf-8").partition("\n---\n")[2]
        there = page.relative_to(root / "content").with_suffix("")
        copy = root / "pages" / there.with_suffix(".md")
        copy.parent.mkdir(parents=True, exist_ok=True)
        title = "-".join(("page", *there.parts))  # pelican has an index, too
        head = f"Title: {title}\nSlug: {title}\nDate: 2026-08-01\n"
        copy.write_text(f"{head}\n{text}", "utf-8")


def _mkdocs(root: Path, name: str) -> tuple[str | Path, ...]:
    """Return the command with which MkDocs builds the pages as a file says."""
    start = (sys.executable, "-m", "mkdocs", "build", "-q")
    return *start, "-f", root / f"{name}.yml", "-d", root / name


def _facts(month: Month, tags: list[Tag]) -> Facts:
    """Return the facts of a month; its tags are added to those of all before."""
    window = Window.before(month)
    number = month.year * 12 + month.number
    sightings, records = [], []
    for at in range(2):
        project = PROJECTS[(number + at) % len(PROJECTS)]
        version = f"{month.year - 2000}.0.{2 * month.number + at}"
        day = window.since + timedelta(days=7 + at)
        name = f"v{version}"
        page = f"{HOME}{project}/{name}"
        tags.append(Tag(project=project, version=version, name=name, day=day))
        seen = Evidence(
            kind=EvidenceKind.TAG, source="git", url=page, day=day, title=name
        )
        sightings.append(Sighting(project=project, version=version, evidence=seen))
        record = Record(
            project=project,
            version=version,
            changes_from=ChangesFrom.COMMITS,
            changes=tuple(_change(number * 2 + at, one) for one in range(CHANGES)),
        )
        records.append(record)
    return Facts(
        month=month,
        window=window,
        read_until=window.until,
        sightings=tuple(sightings),
        records=tuple(records),
        tags=tuple(tags),
    )


def _change(release: int, at: int) -> Change:
    number = release * CHANGES + at
    deed, part, when = (
        each[number // step % len(each)]
        for each, step in ((DEEDS, 1), (PARTS, 5), (TIMES, 45))
    )
    text = f"{part}: {deed} `{part}_{number}` {when}, as #{number} asked for"
    return Change(text=text, refs=(f"#{number}",), url=f"{HOME}commit/{number:x}")
