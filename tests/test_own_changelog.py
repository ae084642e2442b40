"""Our own changelog is one that we can read."""

from __future__ import annotations

import json
import re

from importlib import metadata

from tests.conftest import DATA, Run

CHANGELOG = DATA.parent.parent / "CHANGELOG.md"
# https://keepachangelog.com/en/1.1.0/
GROUPS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_own_changelog(run: Run) -> None:
    """It has a section for the version that we are, whose entries are in groups."""
    version = metadata.version("monthly-andrew")

    outcome = run("changelog", CHANGELOG, "--to", version, "--json")

    assert outcome.status == 0
    newest = json.loads(outcome.out)["sections"][0]
    assert newest["version"] == version
    assert newest["changes"]
    assert {change["group"] for change in newest["changes"]} <= GROUPS


def test_no_entry_is_left_out(run: Run) -> None:
    """All that stands in it as an entry is read as one, word for word."""
    text = CHANGELOG.read_text(encoding="utf-8")
    version = metadata.version("monthly-andrew")

    told = json.loads(run("changelog", CHANGELOG, "--to", version, "--json").out)

    changes = [c["text"] for section in told["sections"] for c in section["changes"]]
    assert changes == re.findall(r"^- (.*)$", text, re.MULTILINE)
