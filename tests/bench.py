"""What a big digest costs, beside a floor or another program, in the same run."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from digest.collecting import Ask, collect
from digest.desk import Desk
from digest.fetch import Fetch, Limits
from digest.months import Month
from digest.rounds import Rounds, build_all
from tests import bench_archives, bench_changelogs, bench_site
from tests.bench_archives import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REAL_DATA = Path(os.environ.get("DIGEST_REAL_DATA", "../shared")).resolve()
PROJECTS = Path(__file__).parent.parent / "digest" / "projects.toml"
ROUNDS = 3
TODAY = date(2026, 11, 1)
MONTHS = 24


def main() -> None:
    """Print the table."""
    bundles = sorted(REAL_DATA.glob("upstream/*.bundle"))
    archive = REAL_DATA / "archives" / "drbd-dev.mbox.gz"
    if not bundles or not archive.is_file():
        where = f"{REAL_DATA}: no histories, or no archive"
        sys.exit(f"error: {where}\n  hint: say in DIGEST_REAL_DATA where they are")
    if not bench_archives.PERCEVAL.is_file():
        where = f"{bench_archives.PERCEVAL}: not there"
        sys.exit(f"error: {where}\n  hint: run: make bench, which installs it")
    print(f"{'what (beside what)':62} {'ours':>8} {'other':>8} {'ratio':>6}  goal")
    with tempfile.TemporaryDirectory() as folder:
        desk = _desk(Path(folder) / "desk", {path.stem: path for path in bundles})
        rows = chain(
            _desk_rows(desk, bundles),
            bench_site.rows(Path(folder)),
            bench_archives.rows(archive, Path(folder)),
        )
        for row in rows:
            ratio = f"{row.ours / row.other:6.2f}" if row.other else f"{'-':>6}"
            print(f"{row.what:62} {row.ours:8.2f} {row.other:8.2f} {ratio}  {row.goal}")
    for line in bench_changelogs.rows():
        print(line)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process: {peak:.0f} MiB")


def _desk_rows(desk: Desk, bundles: list[Path]) -> Iterator[Row]:
    what = "collect a month, mirrors there: seconds (git alone)"
    yield Row(what, *_collecting(desk, bundles))
    what = f"render {MONTHS} months: seconds (read their facts)"
    yield Row(what, *_rendering(desk))
    what = f"site of {MONTHS} months: seconds (mkdocs alone)"
    yield Row(what, *_building(desk))
    what = f"preview of {MONTHS} months, words saved: CPU seconds (all made)"
    yield Row(what, *_previewing(desk))


def _desk(root: Path, bundles: dict[str, Path]) -> Desk:
    """Return a desk whose projects are those that have a history here."""
    projects = PROJECTS.read_text(encoding="utf-8").partition("[[source]]")[0]
    blocks = projects.split("[[project]]\n")
    kept = [blocks[0]]
    for block in blocks[1:]:
        name = block.partition('id = "')[2].partition('"')[0]
        if name in bundles:
            lines = block.splitlines()
            kept.append(
                "\n".join(
                    f'repository = "{bundles[name]}"'
                    if line.startswith("repository = ")
                    else line
                    for line in lines
                )
            )
    root.mkdir()
    (root / "projects.toml").write_text("\n[[project]]\n".join(kept), encoding="utf-8")
    return Desk(root=root, cache=root / "cache")


def _collecting(desk: Desk, bundles: list[Path]) -> tuple[float, float]:
    """Time collecting a month, and git listing the same tags."""
    month = Month(2026, 7)
    collect(desk, month, Ask(today=TODAY))
    fetch = Fetch(desk.cache, base=desk.root, limits=Limits())
    for project in desk.plan.edition.projects:
        fetch.git(project.repository, "for-each-ref", "refs/tags")
    mirrors = list((desk.cache / "git").glob("*.git"))

    def floor() -> None:
        for mirror in mirrors:
            subprocess.run(
                ["git", "--git-dir", mirror, "for-each-ref", "refs/tags"],
                check=True,
                stdout=subprocess.DEVNULL,
            )

    assert len(mirrors) == len(bundles)
    return _best(lambda: collect(desk, month, Ask(today=TODAY))), _best(floor)


def _rendering(desk: Desk) -> tuple[float, float]:
    """Time rendering all months, and reading their facts."""
    for back in range(MONTHS):
        collect(desk, Month(2026, 7).plus(-back), Ask(today=TODAY))
    months = desk.store.months()

    def floor() -> None:
        for month in months:
            desk.store.facts(month)

    return _best(lambda: desk.pages(months)), _best(floor)


def _building(desk: Desk) -> tuple[float, float]:
    """Time building the site, and mkdocs on the same Markdown with its own theme."""
    desk.store.write(desk.pages(desk.store.months()))
    plain = desk.root / "plain.yml"
    plain.write_text("site_name: floor\ndocs_dir: content\n", encoding="utf-8")
    target = desk.root / "floor"
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    command += ["-f", str(plain), "-d", str(target)]

    def floor() -> None:
        subprocess.run(command, check=True, capture_output=True)

    return _best(lambda: desk.build(None)), _best(floor)


def _previewing(desk: Desk) -> tuple[float, float]:
    """Time the first round after words were saved, and making all at once."""
    root = desk.root / "templates"
    root.mkdir()
    words = root / "words.en.toml"
    shutil.copy(PROJECTS.parent.parent / "templates" / words.name, words)
    rounds = Rounds(Desk(root=desk.root, cache=desk.cache), desk.root / "preview")
    first, every = [], []
    for _ in range(ROUNDS):
        while rounds.make():
            pass
        words.write_text(f"{words.read_text('utf-8')}\n", "utf-8")
        start = time.process_time()
        assert rounds.make()
        first.append(time.process_time() - start)
        start = time.process_time()
        build_all(Desk(root=desk.root, cache=desk.cache), desk.root / "whole")
        every.append(time.process_time() - start)
    return min(first), min(every)


def _best(work: Callable[[], object]) -> float:
    """Return the seconds of the best of several rounds."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


if __name__ == "__main__":
    main()
