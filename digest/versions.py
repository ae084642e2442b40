"""How versions are written, ordered, grouped into series, and follow each other."""

from __future__ import annotations

__all__ = [
    "GRAMMAR",
    "Version",
    "backdated",
    "parse",
    "previous",
    "series_of",
    "tag_pattern",
]

import re

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from digest.model import Tag

# Spellings seen in tags: 1.4.1, 8.4.0rc4, 1.1.10-rc1, 9.34.0-rc.1, 0.17.0.rc1,
# 1.0.4-rc, 1.0.2-rc2a, 10.0.0a1, 9.0.10-0rc2, 9.0.19-1.
GRAMMAR = (
    r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,7}"
    r"(?:(?:-0)?[-._~]?(?:alpha|beta|pre|rc|a|b)(?:[-._]?[0-9]{1,9}[a-z]?)?|-[0-9]{1,9})?"
)
PARTS = re.compile(
    r"(?P<numbers>[0-9.]+[0-9]|[0-9])"
    r"(?:(?:-0)?[-._~]?(?P<stage>[a-z]+)[-._]?(?P<step>[0-9]*)(?P<letter>[a-z]?)"
    r"|-(?P<revision>[0-9]+))?"
)
WHOLE = re.compile(GRAMMAR, re.ASCII | re.IGNORECASE)
STAGES = {"alpha": 0, "a": 0, "beta": 1, "b": 1, "pre": 2, "rc": 3}
FINAL = 9
OLD = timedelta(days=31)


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A version; candidates sort before their release, whatever the spelling.

    ``stage`` is the rank of ``alpha``, ``beta``, ``pre`` or ``rc``, or `FINAL`. The
    first revision is the release itself: DRBD's 9.0.16 was tagged as 9.0.16-1.
    """

    numbers: tuple[int, ...]
    stage: int = FINAL
    step: int = 0
    letter: str = ""
    revision: int = 0

    @property
    def prerelease(self) -> bool:
        """Whether it is a candidate, not a release."""
        return self.stage != FINAL

    @property
    def release(self) -> Version:
        """The release that a candidate leads to; of a release, itself."""
        if not self.prerelease:
            return self
        return replace(self, stage=FINAL, step=0, letter="", revision=0)


@lru_cache(maxsize=1 << 14)  # the same few thousand are asked for again and again
def parse(text: str) -> Version | None:
    """Return the version that the whole text is, or none if it is no version."""
    if not WHOLE.fullmatch(text) or not (match := PARTS.fullmatch(text.lower())):
        return None
    numbers = [int(number) for number in match["numbers"].split(".")]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    revision = int(match["revision"] or 0)
    return Version(
        tuple(numbers),
        STAGES[match["stage"]] if match["stage"] else FINAL,
        int(match["step"] or 0),
        match["letter"] or "",
        0 if revision == 1 else revision,
    )


def tag_pattern(written: str) -> re.Pattern[str]:
    """Return a pattern of projects.toml, such as ``v{version}``, compiled.

    All but ``{version}`` stands for itself; the version is the group ``version``.

    Raises:
        ValueError: If ``{version}`` does not stand in it exactly once.
    """
    before, *after = written.split("{version}")
    if len(after) != 1:
        message = f'"{{version}}" must stand in it once, not {len(after)} times'
        raise ValueError(message)
    version = f"(?P<version>{GRAMMAR})"
    return re.compile(re.escape(before) + version + re.escape(after[0]))


def series_of(version: str, rule: int | re.Pattern[str]) -> str:
    """Return the series of a version: its first numbers, or what a pattern finds."""
    if isinstance(rule, int):
        numbers = re.match(r"[0-9.]*[0-9]", version)
        return ".".join(numbers[0].split(".")[:rule]) if numbers else version
    found = rule.search(version)
    return found[found.lastindex or 0] if found else version


def previous(
    tag: Tag, history: Collection[Tag], rule: int | re.Pattern[str]
) -> Tag | None:
    """Return what a version is compared with, or none if nothing came before it.

    For a release that is the newest earlier release of its series; for the first of
    a series, the newest release below it that existed then. For a candidate it is
    the candidate before it, or else what its release will be compared with.
    """
    version = parse(tag.version)
    if version is None:
        return None
    below = [
        (known, other)
        for other in history
        if (known := parse(other.version)) and known < version
    ]
    candidates = [pair for pair in below if pair[0].release == version.release]
    finals = [pair for pair in below if not pair[0].prerelease]
    series = series_of(tag.version, rule)
    siblings = [pair for pair in finals if series_of(pair[1].version, rule) == series]
    older = [pair for pair in finals if pair[1].made <= tag.made]
    choice = (version.prerelease and candidates) or siblings or older
    return max(choice, key=lambda pair: (pair[0], pair[1].name))[1] if choice else None


def backdated(history: Collection[Tag]) -> frozenset[str]:
    """Return the names of tags that were put on old commits in a batch.

    A batch is several such tags of one day. Corosync's 0.90 to 1.2.8 were all tagged
    on 2010-10-20, DRBD's 9.1.1 and 9.1.3 on 2021-08-17: no news, when they were made.
    """
    late = [tag for tag in history if tag.day - tag.made > OLD]
    on_day = Counter(tag.day for tag in late)
    return frozenset(tag.name for tag in late if on_day[tag.day] > 1)
