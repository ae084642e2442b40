"""The options of drbd-utils' manual pages, through their whole real history."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import digest

from digest.changes import Aspect, How
from digest.collectors.tags import FORMAT, parse_tags
from digest.collectors.tags.option_files import changed_options
from digest.compare.options.reading import read_options
from digest.config import read_plan
from digest.fetch import Fetch, Limits
from digest.versions import parse

if TYPE_CHECKING:
    from digest.changes import OptionChange
    from digest.edition import Project
    from digest.model import Tag

# Read by a person from the difference of the manual pages between the two tags: the
# file, the option, what became of it, and how it reads where that is no sentence.
READ: dict[tuple[str, str], set[tuple[str, ...]]] = {
    ("8.9.11", "9.0.0"): {
        ("v84/drbd.conf.xml", "udev-always-use-vnr", "added", "off", ""),
        ("v9/drbdsetup-options.xml", "udev-always-use-vnr", "added", "off", ""),
        (
            "v9/drbdsetup-options.xml",
            "on-no-quorum",
            "added",
            "",
            "io-error, suspend-io",
        ),
        ("v9/drbdsetup-options.xml", "quorum", "meaning"),
    },
    ("9.0.0", "9.1.0"): {
        (
            *("v9/drbd.conf.xml.in", f"peer-device-options {name}", "section"),
            *("disk", "peer-device-options"),
        )
        for name in ("c-delay-target", "c-min-rate", "resync-rate")
    },
    ("9.1.0", "9.2.0"): {
        ("v9/drbdsetup-options.xml", "quorum-minimum-redundancy", "added", "", ""),
        ("v9/drbdsetup-options.xml", "quorum", "meaning"),
    },
    # Nothing but typos was mended.
    ("9.2.0", "9.3.0"): set(),
    ("9.5.0", "9.6.0"): {
        ("v84/drbdadm.xml", "resize", "meaning"),
        ("v9/drbd.conf.xml.in", "handlers before-resync-source", "added", "", ""),
        ("v9/drbd.conf.xml.in", "handlers out-of-sync", "added", "", ""),
        ("v9/drbd.conf.xml.in", "handlers quorum-lost", "added", "", ""),
    },
    ("9.8.0", "9.9.0"): {
        ("v9/drbdsetup-options.xml", "transport", "added", "tcp", ""),
    },
    ("9.9.0", "9.10.0"): {
        ("v9/drbdsetup-options.xml", "allow-remote-read", "added", "yes", ""),
    },
    ("9.10.0", "9.11.0"): {
        (
            *("v9/drbdsetup-options.xml", "rr-conflict", "range"),
            "disconnect, violently, call-pri-lost",
            "disconnect, retry-connect, violently, call-pri-lost",
        ),
    },
    ("9.13.0", "9.13.1"): {
        ("v84/drbd.conf.xml", "c-min-rate", "default", "4096", "250"),
        ("v9/drbdsetup-options.xml", "c-min-rate", "default", "4096", "250"),
    },
    ("9.15.1", "9.16.0"): {
        ("v9/drbdsetup-options.xml", "c-fill-target", "default", "0", "100"),
        ("v9/drbdsetup-options.xml", "c-delay-target", "default", "1", "10"),
        (
            "v9/drbdsetup-options.xml",
            "c-delay-target, c-fill-target, c-max-rate, c-plan-ahead",
            "meaning",
        ),
        ("v9/drbdsetup.xml.in", "events2 --diff", "added", "", ""),
        ("v9/drbdsetup.xml.in", "events2 --full", "added", "", ""),
        ("v9/drbdsetup.xml.in", "events2", "meaning"),
        ("v9/drbdsetup.xml.in", "rename-resource", "added", "", ""),
    },
    ("9.17.0", "9.18.0"): {
        (
            *("v9/drbdsetup-options.xml", "ping-timeout", "range"),
            *("0.1 seconds..3 seconds", "0.1 seconds..30 seconds"),
        ),
        ("v9/drbdsetup-options.xml", "on-no-data-accessible", "meaning"),
        ("v9/drbdsetup-options.xml", "on-no-quorum", "meaning"),
    },
    ("9.21.4", "9.22.0"): {
        ("v9/drbd.conf.xml.in", "connection", "type", "[<name>]", ""),
        ("v9/drbd.conf.xml.in", "connection", "meaning"),
    },
    ("9.23.1", "9.24.0"): {
        ("v9/drbdadm.xml", "repair-md", "added", "", ""),
        (
            *("v9/drbdadm.xml", "role", "type"),
            *("<resource>", "{<resource>|<connection>}"),
        ),
        ("v9/drbdadm.xml", "role", "meaning"),
        ("v9/drbdmeta.xml", "repair-md", "added", "", ""),
        ("v9/drbdmeta.xml", "repair-md --tentative", "added", "", ""),
        ("v9/drbdsetup-options.xml", "block-size", "added", "512 bytes", ""),
        ("v9/drbdsetup-options.xml", "auto-promote-timeout", "added", "20", "0..600"),
        ("v9/drbdsetup-options.xml", "max-io-depth", "added", "8000", "4..2^32"),
        ("v9/drbdsetup-options.xml", "twopc-timeout", "added", "300", "50..600"),
        ("v9/drbdsetup-options.xml", "twopc-retry-timeout", "added", "", "1..50"),
        ("v9/drbdsetup.xml.in", "detach --diskless", "added", "", ""),
        ("v9/drbdsetup.xml.in", "events2 --full", "meaning"),
        ("v9/drbdsetup.xml.in", "events2 --timestamps", "added", "", ""),
        ("v9/drbdsetup.xml.in", "events2 --color", "added", "", "always, auto, never"),
    },
    ("9.28.0", "9.29.0"): {
        ("v9/drbdsetup-options.xml", "rcvbuf-size", "range", "≤ 10 MiB", "≤ 128 MiB"),
        ("v9/drbdsetup-options.xml", "sndbuf-size", "range", "≤ 10 MiB", "≤ 128 MiB"),
    },
    ("9.30.0", "9.31.0"): {
        ("v9/drbdsetup-options.xml", "protocol", "default", "", "C"),
    },
    ("9.31.0", "9.32.0"): {
        (
            *("v9/drbdmeta.xml", "create-md --initialize-bitmap", "name"),
            *("--initialize-bitmap-mode", "--initialize-bitmap"),
        ),
        (
            *("v9/drbdsetup-options.xml", "resync-without-replication", "added"),
            *("yes", "yes, no"),
        ),
        ("v9/drbdsetup.xml.in", "events2 --rcvbuf", "added", "1MiB", "100k..100M"),
    },
    ("9.32.0", "9.33.0"): {
        ("v9/drbdmeta.xml", "create-md", "meaning"),
        ("v9/drbdmeta.xml", "create-md --bitmap-block-size", "added", "", ""),
        ("v9/drbdsetup-options.xml", "bitmap", "added", "yes", "yes, no"),
    },
    ("9.33.0", "9.34.0"): {
        ("v9/drbd.conf.xml.in", "volume tiebreaker", "added", "yes", "yes, no"),
        ("v9/drbdsetup-options.xml", "peer-tiebreaker", "added", "yes", "yes, no"),
        ("v9/drbdsetup-options.xml", "discard-granularity", "added", "", ""),
        ("v9/drbdsetup.xml.in", "suspend-io", "meaning"),
        ("v9/drbdsetup.xml.in", "suspend-io --bdev-freeze", "added", "", "yes, no"),
    },
}
FEW = 25  # the most that two releases of drbd-utils differ in is 23


@cache
def _history(upstream: Path, folder: Path) -> tuple[Project, Fetch, dict[str, Tag]]:
    """Return drbd-utils as it is watched, the door to its bundle, and its tags."""
    plan = read_plan(Path(digest.__file__).parent / "projects.toml")
    watched = {project.id: project for project in plan.edition.projects}
    project = replace(watched["drbd-utils"], repository="drbd-utils.bundle")
    door = Fetch(folder, base=upstream, limits=Limits())
    listing = door.git(project.repository, "for-each-ref", FORMAT, "refs/tags")
    tags = parse_tags(listing, project, plan.edition.timezone)
    return project, door, {tag.version: tag for tag in tags}


@pytest.fixture
def history(real_data: Path, cache: Path) -> tuple[Project, Fetch, dict[str, Tag]]:
    """Return the history of drbd-utils, which is read once for all tests."""
    return _history(real_data / "upstream", cache)


def facts(change: OptionChange) -> tuple[str, ...]:
    """Return what is certain of a change, without sentences."""
    file = change.file.removeprefix("documentation/")
    named = f"{change.section} {change.option}".lstrip()
    what = (file, named, change.what or change.how)
    if change.what is Aspect.MEANING:
        return what
    if change.how is How.CHANGED:
        return (*what, change.old, change.new)
    return (*what, change.default, change.limits)


@pytest.mark.parametrize("versions", READ, ids="-".join)
def test_what_a_person_reads(
    versions: tuple[str, str], history: tuple[Project, Fetch, dict[str, Tag]]
) -> None:
    """Between two releases the options have changed as a person reads the pages."""
    project, door, tags = history
    old, new = versions

    found = changed_options(project, tags[old], tags[new], door)
    back = changed_options(project, tags[new], tags[old], door)

    assert {facts(change) for change in found} == READ[versions]
    assert len(found) == len(READ[versions]) == len(back)


def test_every_pair(history: tuple[Project, Fetch, dict[str, Tag]]) -> None:
    """Between any two releases few options change, and each change is told once."""
    project, door, tags = history
    finals = sorted((v, tag) for tag in tags.values() if (v := parse(tag.version)))
    releases = [tag for version, tag in finals if not version.prerelease]
    counts = {}
    for old, new in pairwise(releases):
        found = changed_options(project, old, new, door)

        assert len({*found}) == len(found)
        assert all(change.old != change.new for change in found if change.what)
        assert all(change.file.endswith(change.where) for change in found)
        counts[new.version] = len(found)

    assert len(counts) == 62
    assert max(counts.values()) < FEW
    assert sum(count > 0 for count in counts.values()) == 33
    assert [version for version, count in counts.items() if count > 12] == [
        "8.9.4",
        "8.9.5",
        "9.24.0",
    ]


def test_every_page(history: tuple[Project, Fetch, dict[str, Tag]]) -> None:
    """Every version of every page describes options, but for those that have none."""
    project, door, tags = history
    objects: dict[str, str] = {}
    for tag in tags.values():
        for pattern in project.options:
            folder = pattern.rpartition("/")[0]
            tree = f"refs/tags/{tag.name}:{folder}"
            if door.blobs(project.repository, [tree])[0] is not None:
                listing = door.git(project.repository, "ls-tree", tree)
                for line in listing.splitlines():
                    entry, _, name = line.partition("\t")
                    objects[entry.split()[2]] = f"{folder.rpartition('/')[2]}/{name}"
    pages = {key: name for key, name in objects.items() if ".xml" in name}
    counts: dict[str, set[int]] = {}
    for name, data in zip(
        pages.values(), door.blobs(project.repository, [*pages]), strict=True
    ):
        counts.setdefault(name, set()).add(len(read_options((data or b"").decode())))

    silent = {name for name, found in counts.items() if found == {0}}
    assert silent == {
        *("v84/drbd.xml", "v84/drbddisk.xml", "v9/drbd.xml", "v9/drbd-overview.xml")
    }
    assert all(0 not in found for name, found in counts.items() if name not in silent)
    assert min(counts["v9/drbdsetup-options.xml"]) > 60
