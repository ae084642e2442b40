"""How long it takes to say what every real release changed, and how often it is right.

The floor is git reading the same files. The peer is ``changelogs`` of PyPI, and what is
right no parser says: the lines that a release's file has and the one before has not.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

import digest

from digest.collectors.tags import FORMAT, parse_tags
from digest.compare.changelog import between, sections
from digest.compare.changelog.order import rank
from digest.config import read_plan
from digest.fetch import Fetch, Limits, text_of
from digest.versions import previous

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from digest.edition import Project

T = TypeVar("T")

REAL_DATA = Path(os.environ.get("DIGEST_REAL_DATA", "../shared")).resolve()
PROJECTS = Path(digest.__file__).parent / "projects.toml"
PEER = Path(__file__).parent.parent / ".venv/others/peers/bin/python"
TOKYO = ZoneInfo("Asia/Tokyo")
ROUNDS = 3
ENOUGH = 0.75  # of the lines, both ways: upstreams also mend what is old
# The peer cuts a text at what it takes for heads; this runs where it is installed. It
# imports a module that Python 3.12 has no more, for what is not used here.
CUT = """
import json, sys, time
sys.modules.setdefault("imp", sys)
from changelogs.parser import get_head, parse
texts, start = json.load(sys.stdin), time.perf_counter()
cut = [parse(name, text, [], get_head) for name, text in texts]
json.dump([time.perf_counter() - start, cut], sys.stdout)
"""
LEFT_OUT = re.compile(r"[#@]")  # by the peer, from every line


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A release and the one before it: their versions, and one file at either tag."""

    project: str
    since: str
    to: str
    old: tuple[str, str]
    new: tuple[str, str]


def main() -> None:
    """Print what is measured."""
    sys.stdout.writelines(f"{row}\n" for row in rows())


def rows() -> Iterator[str]:
    """Yield what is measured, a line each; where there are no histories, none."""
    upstream = REAL_DATA / "upstream"
    with tempfile.TemporaryDirectory() as folder:
        fetch = Fetch(Path(folder), base=upstream, limits=Limits())
        pairs: list[Pair] = []
        for project in read_plan(PROJECTS).edition.projects:
            if (upstream / f"{project.id}.bundle").exists():
                bundled = replace(project, repository=f"{project.id}.bundle")
                pairs += _pairs(bundled, fetch)
        if pairs:
            yield from _measured(fetch, pairs)


def _measured(fetch: Fetch, pairs: Sequence[Pair]) -> Iterator[str]:
    floor, blobs = _best(lambda: _read(fetch, [pair.new for pair in pairs]))
    pairs = [pair for pair in pairs if blobs[pair.new] is not None]
    seconds, slices = _best(lambda: _slices(fetch, pairs))
    yield _row(f"slice {len(pairs)} releases (floor: read their files)", seconds, floor)
    blobs |= _read(fetch, [pair.old for pair in pairs])
    texts = {name: text_of(blob or b"") for name, blob in blobs.items()}
    final = [pair for pair in pairs if not _is_candidate(pair.to)]
    right = _right(final, texts, lambda pair: slices[pair.new].splitlines())
    if PEER.exists():
        seconds, _ = _best(lambda: [sections(texts[pair.new]) for pair in final])
        theirs, cuts = _peer(final, texts)
        yield _row(
            f"cut {len(final)} files (floor: changelogs of PyPI)", seconds, theirs
        )
        found = _right(final, texts, lambda pair: _picked(cuts[pair.new], pair))
        yield f"right slices of {len(final)}: {right}; of changelogs: {found}"


def _pairs(project: Project, fetch: Fetch) -> Iterator[Pair]:
    listing = fetch.git(project.repository, "for-each-ref", FORMAT, "refs/tags")
    history = parse_tags(listing, project, TOKYO)
    for tag in history:
        if before := previous(tag, history, project.series):
            for path in project.changelog:
                yield Pair(
                    project=project.id,
                    since=before.version,
                    to=tag.version,
                    old=(project.repository, f"refs/tags/{before.name}:{path}"),
                    new=(project.repository, f"refs/tags/{tag.name}:{path}"),
                )


def _read(
    fetch: Fetch, names: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], bytes | None]:
    """Return files by repository and name; git is asked once for each repository."""
    asked: dict[str, list[str]] = {}
    for repository, name in names:
        asked.setdefault(repository, []).append(name)
    return {
        (repository, name): blob
        for repository, wanted in asked.items()
        for name, blob in zip(wanted, fetch.blobs(repository, wanted), strict=True)
    }


def _slices(fetch: Fetch, pairs: Sequence[Pair]) -> dict[tuple[str, str], str]:
    """Return the text of each release's slice; its entries are read, too."""
    slices = {}
    blobs = _read(fetch, [pair.new for pair in pairs])
    for pair in pairs:
        found = between(sections(text_of(blobs[pair.new] or b"")), pair.since, pair.to)
        slices[pair.new] = "".join(section.text for section in found)
        for section in found:
            section.changes  # noqa: B018 - to read them is what takes time
    return slices


def _peer(
    pairs: Sequence[Pair], texts: Mapping[tuple[str, str], str]
) -> tuple[float, dict[tuple[str, str], dict[str, str]]]:
    """Return how long the peer takes to cut the files, and what it cuts."""
    asked = json.dumps([[pair.project, texts[pair.new]] for pair in pairs])
    done = subprocess.run(
        [PEER, "-c", CUT], input=asked, capture_output=True, check=True, text=True
    )
    seconds, cuts = json.loads(done.stdout)
    return seconds, dict(zip((pair.new for pair in pairs), cuts, strict=True))


def _picked(cut: Mapping[str, str], pair: Pair) -> Iterator[str]:
    """Yield the lines of what is newer than the one version, up to the other."""
    low, top = rank(pair.since), rank(pair.to)
    for head, body in cut.items():
        version = rank(head)
        if low and top and version and low < version <= top:
            yield from body.splitlines()


def _right(
    pairs: Sequence[Pair],
    texts: Mapping[tuple[str, str], str],
    told: Callable[[Pair], Iterable[str]],
) -> int:
    """Return how many slices have the lines that are new, and hardly any other."""
    count = 0
    for pair in pairs:
        before, after = (texts[name].splitlines() for name in (pair.old, pair.new))
        new = _words(after, pair) - _words(before, pair)
        found = _words(told(pair), pair)
        common = (new & found).total()
        count += common >= ENOUGH * max(new.total(), found.total())
    return count


def _words(lines: Iterable[str], pair: Pair) -> Counter[str]:
    """Return the lines that say something, without those that name the version."""
    words = (LEFT_OUT.sub("", line).strip() for line in lines)
    return Counter(x for x in words if any(map(str.isalpha, x)) and pair.to not in x)


def _is_candidate(written: str) -> bool:
    version = rank(written)
    return version is not None and version.prerelease


def _best(work: Callable[[], T]) -> tuple[float, T]:
    """Return the seconds of the best of several rounds, and what came of it."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        done = work()
        seconds.append(time.perf_counter() - start)
    return min(seconds), done


def _row(what: str, seconds: float, floor: float) -> str:
    return f"{what:44} {seconds:8.2f} {floor:8.2f} {seconds / floor:6.1f}"


if __name__ == "__main__":
    main()
