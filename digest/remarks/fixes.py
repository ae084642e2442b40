"""Which releases repair what another broke."""

from __future__ import annotations

__all__ = ["FixAfterRelease", "fix_after_release"]

import re

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from digest.model import ChangesFrom
from digest.release import Remark
from digest.remarks.cadence import is_pace
from digest.versions import GRAMMAR, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.changes import Change
    from digest.remarks.scene import Around

SOON = 14  # days
NEAR = 60  # letters around the word, in which it is said what broke
# Pacemaker lists its regression tests, which broke nothing.
REGRESSION = re.compile(
    r"(?<!no )(?<!non-)(?<!for )(?<!avoid )(?<!prevent )(?<!cts-)"
    r"\bregress(?:ed|ions?)\b"
    r"(?![-_ ./]*(?:tests?|tester|testing|suites?|checks?|outputs?|runs?|sh|py)\b)",
    re.IGNORECASE,
)
REPAIR = re.compile(
    r"\b(?:bug ?fix(?:es)?|bugs?|fix(?:e[ds]|ing)?|revert(?:s|ed)?|correct(?:s|ed)?"
    r"|repair(?:s|ed)?|crash(?:es)?|broken)\b",
    re.IGNORECASE,
)
TESTS = re.compile(r"\b(?:cts|tests?|testing)\b", re.IGNORECASE)
# What a commit broke may have been repaired before anybody had it.
COMMIT = re.compile(r"\b(?=[a-f]*[0-9])[0-9a-f]{7,40}\b")
# It is named as 2.1.7, 3.0.0-rc1, v2.1.7 or drbd-8.4.0.
VERSION = re.compile(
    rf"(?<![\w.])(?:[a-z]{{2,20}}-)?v?({GRAMMAR})(?![\w.]*\w)", re.ASCII
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FixAfterRelease(Remark):
    """It repairs what an earlier release broke, or comes right after one with fixes.

    ``days`` and ``than`` tell of the release before it in its series, if that was at
    most two weeks ago. ``broken`` is the version that is named as the one that broke
    something, ``change`` the first entry that speaks of a regression, ``url`` its page,
    and ``count`` how many entries do. What another release of the month says is its.
    """

    kind: ClassVar[str] = "fix-after-release"
    days: int | None
    than: str
    broken: str = ""
    change: str = ""
    url: str = ""
    count: int = 0


def fix_after_release(around: Around) -> Iterator[FixAfterRelease]:
    """Tell a release that repairs another, by its day and the words of its changes.

    Within two weeks of the release before it, any repair counts. Beyond that, a change
    has to name the version that broke it, or a changelog to call it a regression.
    """
    before = around.before
    days = around.days_since(before) if before else None
    soon = days is not None and days <= SOON and not is_pace(days, around)
    told = around.release.changes_from is not ChangesFrom.COMMITS
    found = [
        (broken, change)
        for change in around.release.changes
        if _is_regression(change) and not change.also_in
        for broken in [_broken(change, around)]
        if broken is not None and (broken or soon or (told and _is_told(change)))
    ]
    repairs = any(REPAIR.search(change.text) for change in around.release.changes)
    if not found and not (soon and repairs):
        return
    than = before.written if before else ""
    # What the release before it broke is told first, then what names a version at all.
    found.sort(key=lambda pair: (pair[0] != than, not pair[0]))
    broken, change = found[0] if found else ("", None)
    yield FixAfterRelease(
        days=days if soon else None,
        than=than if soon else "",
        broken=broken,
        change=change.text if change else "",
        url=change.url if change else "",
        count=len(found),
    )


def _is_regression(change: Change) -> bool:
    where = f"{change.component} {change.group}"
    return bool(REGRESSION.search(change.text)) and not TESTS.search(where)


def _is_told(change: Change) -> bool:
    """Return whether a change tells users, not developers, what was broken."""
    return COMMIT.search(change.text) is None


def _broken(change: Change, around: Around) -> str | None:
    """Return the version that a change says broke it, empty if it does not say.

    What only a candidate of this very release broke was never released: none.
    """
    match = REGRESSION.search(change.text)
    start = max(0, match.start() - NEAR) if match else 0
    near = change.text[start : (match.end() if match else 0) + NEAR]
    known = {past.version: past.written for past in around.past}
    for found in VERSION.finditer(near):
        version = parse(found[1])
        if version in known:
            candidate = version.prerelease and version.release == around.version
            return None if candidate else known[version]
    return ""
