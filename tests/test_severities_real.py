"""Upstream's own word for how bad something was, in all of Pacemaker's changelogs."""

from __future__ import annotations

import re

from dataclasses import replace
from pathlib import Path

import digest

from digest.collectors.tags import FORMAT, parse_tags
from digest.compare.changelog import between, sections
from digest.config import read_plan
from digest.fetch import Fetch, Limits
from digest.versions import previous

SEVERE = re.compile(r"(?m)^[\s+-]*High: ")


def test_severities(real_data: Path, cache: Path) -> None:
    """Every entry that begins with a severity has it, with a bullet or without."""
    plan = read_plan(Path(digest.__file__).parent / "projects.toml")
    known = next(item for item in plan.edition.projects if item.id == "pacemaker")
    project = replace(known, repository="pacemaker.bundle")
    fetch = Fetch(cache, base=real_data / "upstream", limits=Limits())
    listing = fetch.git(project.repository, "for-each-ref", FORMAT, "refs/tags")
    tags = parse_tags(listing, project, plan.edition.timezone)
    written: dict[str, int] = {}
    found: dict[str, int] = {}

    for tag in tags:
        before = previous(tag, tags, project.series)
        name = f"refs/tags/{tag.name}"
        text = fetch.file(project.repository, name, "ChangeLog") or ""
        new = between(sections(text), before.version if before else None, tag.version)
        written[tag.version] = sum(len(SEVERE.findall(part.text)) for part in new)
        changes = [change for part in new for change in part.changes]
        found[tag.version] = sum(change.severity == "high" for change in changes)

    assert {version: count for version, count in written.items() if count} == {
        "1.1.4": 53,
        "1.1.5": 29,
        "1.1.6": 75,
        "1.1.7": 81,
    }
    assert found == written
