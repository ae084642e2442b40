"""How changelogs write versions and days."""

from __future__ import annotations

__all__ = ["DAY", "DOTTED", "MONTH", "Spelled", "day_of", "noted_day", "spelled"]

import re

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
MONTH = rf"(?:{'|'.join(re.findall('...', MONTHS))})[a-z]{{0,6}}"
WEEKDAY = r"(?:[a-z]{3,9}[.,]{0,2}[ \t]{1,3})?"
CLOCK = r"(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?[ ](?:[a-z]{2,5}[ ])?)?"
# 2024-10-31 and 2024/10/31; 31.10.2024; 31 Oct 2024, 31st of October 2024; Oct 31 2024,
# Thu Oct 31 14:22:33 UTC 2024, and as resource-agents once wrote it, Mar Jan 16 2016.
DAYS = (
    r"(?P<y1>[0-9]{4})[-/.](?P<m1>[0-9]{1,2})[-/.](?P<d1>[0-9]{1,2})",
    r"(?P<d2>[0-9]{1,2})\.(?P<m2>[0-9]{1,2})\.(?P<y2>[0-9]{4})",
    (
        rf"{WEEKDAY}(?P<d3>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:[ ]of)?[ \t-]{{1,3}}"
        rf"(?P<m3>{MONTH})[.,]?[ \t-]{{1,3}}{CLOCK}(?P<y3>[0-9]{{4}})"
    ),
    (
        rf"{WEEKDAY}(?P<m4>{MONTH})\.?[ \t]{{1,9}}(?P<d4>[0-9]{{1,2}})"
        rf"(?:st|nd|rd|th)?,?[ \t]{{1,9}}{CLOCK}(?P<y4>[0-9]{{4}})"
    ),
)
DAY = rf"(?:{'|'.join(re.sub('[?]P<..>', '', day) for day in DAYS)})(?![0-9])"
ANY_DAY = [re.compile(rf"(?<![0-9.]){day}(?![0-9])", re.IGNORECASE) for day in DAYS]
# "_2026-06-08_", "Released 2022-04-28", ":Date: 1 May 2020", alone on a line.
NOTED_DAY = re.compile(
    r"[\s*_:>(-]*(?:(?:release[ds]?|date|published)[ ]?(?:date|on)?)?[\s*_:]*"
    rf"{DAY}[\s*_.)]*",
    re.IGNORECASE,
)
YEAR = re.compile(r"[0-9]{4}")

DOTTED = re.compile(r"[0-9]\.[0-9]")  # whatever else a version is, it has this in it
VERSION = r"[0-9]++(?:\.[0-9]++)++(?:[.+~_-]?[0-9A-Za-z]++)*+"
NAMED = re.compile(
    # Pacemaker-2.1.9, pkg/v1.2.3, @scope/pkg@1.2.3, 1:2.1.9-3.el9, 1.5.2-99.%{dist}
    # but of v1.2.3-rc1 "v1.2.3" is no name
    r"(?P<name>(?:(?![vV][0-9])@?[A-Za-z][A-Za-z0-9.+]*+[-_/@])*+)[vV]?"
    rf"(?:[0-9]{{1,3}}:)?(?P<version>{VERSION})(?:%\{{[^{{}}]{{0,40}}\}}?)*+"
)
ASKED = re.compile(r"(?<=[0-9a-z])\?$")  # "What's new in Cup 1.2?", but not "1.?"
PUNCTUATION = "()[]{}<>\"'`*_,:;.!#"
NO_NAME = {"v", "version", "ver", "release", "rel", "tag", "tags"}
LONG = 100  # letters, and no version has as many


@dataclass(frozen=True, slots=True)
class Spelled:
    """A version as a file writes it, and the name that it writes before it."""

    version: str
    name: str = ""


@lru_cache(maxsize=1 << 12)  # the files of a project's tags have the same versions
def spelled(word: str) -> Spelled | None:
    """Return the version that a whole word is, ``v1.2.3:`` or ``Pacemaker-2.1.9``."""
    word = ASKED.sub("", word).strip(PUNCTUATION)
    if len(word) > LONG or not (found := NAMED.fullmatch(word)):
        return None
    name = found["name"].rstrip("-_/@").lower()
    return Spelled(found["version"], "" if name in NO_NAME else name)


@lru_cache(maxsize=1 << 12)  # the files of a project's tags have the same days
def day_of(text: str) -> date | None:
    """Return the first day that the text names, if the calendar has it."""
    matches = [found for day in ANY_DAY if (found := day.search(text))]
    if not matches:
        return None
    first = min(matches, key=lambda found: found.start())
    parts = {name[0]: part for name, part in first.groupdict().items() if part}
    month = MONTHS.find(parts["m"][:3].lower()) // 3 + 1 or int(parts["m"])
    try:
        return date(int(parts["y"]), month, int(parts["d"]))
    except ValueError:
        return None


def noted_day(line: str) -> date | None:
    """Return the day that a line is, and nothing else: "_2026-06-08_"."""
    short = len(line) <= LONG and YEAR.search(line)
    return day_of(line) if short and NOTED_DAY.fullmatch(line) else None
