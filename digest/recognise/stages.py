"""Which candidate of a version words say it is: ``2.1.7 - Release Candidate 1``."""

from __future__ import annotations

__all__ = ["Stage", "stage_after", "stage_before"]

import re

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digest.versions import Version

NINETIES = range(90, 100)
STAGE = r"(?:release[ -])?(?P<stage>candidate|rc|alpha|beta|pre)(?:-?release)?"
STAGE_AFTER = re.compile(
    rf"(?i)(?:[\s,:;–—-]{{0,9}}|\s?\((?=[a-z -]{{2,20}}[ .#-]?[0-9]{{1,3}}\)))\b{STAGE}"
    r"(?:[ .#-]{0,2}(?P<step>[0-9]{1,3}))?\b"
)
STAGE_BEFORE = re.compile(
    rf"(?i)(?:\b(?P<nth>[a-z]{{5,7}}) )?\b{STAGE}(?: ?#?(?P<step>[0-9]{{1,3}}))?"
    r" (?:for|of)(?: the)?(?: upcoming| new)? \Z"
)
NTH = (None, "first", "second", "third", "fourth", "fifth", "sixth", "seventh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What a version's candidate is called, such as ``-rc1``, and where that stands.

    The suffix is empty where the version says by itself that it is an early one.
    """

    suffix: str
    start: int
    end: int


def stage_after(text: str, at: int, version: Version) -> Stage | None:
    """Return the stage that stands after a version, which ends there."""
    said = STAGE_AFTER.match(text, at)
    if not said:
        return None
    stage = _stage(said)
    # "Corosync 2.99.1 alpha" is tagged as v2.99.1: its number leads to 3.0 already.
    counted = any(number in NINETIES for number in version.numbers[1:])
    return replace(stage, suffix="") if counted and not said["step"] else stage


def stage_before(text: str, at: int) -> Stage | None:
    """Return the stage that stands before a version, which starts there."""
    said = STAGE_BEFORE.search(text[:at])
    return _stage(said) if said else None


def _stage(said: re.Match[str]) -> Stage:
    found = {key: value.lower() for key, value in said.groupdict(default="").items()}
    nth = found.get("nth", "")
    step = found["step"] or (str(NTH.index(nth)) if nth in NTH else "")
    suffix = f"-{found['stage'].replace('candidate', 'rc')}{step}"
    return Stage(suffix=suffix, start=said.start(), end=said.end())
