"""A changelog's text: the section of each version, and which of them are news."""

from __future__ import annotations

__all__ = ["Section", "between", "entries", "sections"]

import re

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.compare.entries import read_entries
from digest.versions import Version, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from digest.model import Change

MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
MONTH = rf"(?:{'|'.join(re.findall('...', MONTHS))})[a-z]{{0,6}}"
DAY = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])"
    rf"|[0-9]{{1,2}}[ ]{MONTH}[ ][0-9]{{4}}(?![0-9])"
    rf"|{MONTH}[ \t]{{1,9}}[0-9]{{1,2}},?[ \t]{{1,9}}[0-9]{{4}}(?![0-9])"
)
WEEKDAY = r"(?:[A-Z][a-z]{2},?[ \t]{1,9})?"
VERSION = (
    r"(?:[A-Za-z][A-Za-z0-9]*+[-_/])*+v?"
    r"(?P<version>[0-9]++(?:\.[0-9]++)++[0-9A-Za-z.+~_-]*+)"
)
RULER, BULLET = re.compile(r"[-=]{3,}\s*"), re.compile(r"\s*[-*+]\s")
TITLE = re.compile(
    rf"[ ]{{0,3}}(?P<marks>\#{{1,4}}[ \t]+)?(?:(?:version|release)[ \t]+)?"
    rf"\[?{VERSION}\]?(?=[\s(:,]|$)[\s:,\u2013\u2014-]*+(?:$|[(\[]|{WEEKDAY}(?:{DAY}))",
    re.IGNORECASE,
)
RPM = re.compile(rf"[*#][ \t]*{WEEKDAY}(?:{DAY})(?P<rest>[ \t].*)?\s*")
NAMED = re.compile(VERSION)
RELEASE = re.compile(
    r"- (?:(?:stable|bugfix|security|feature|beta|alpha) )?[Rr]elease"
    rf"(?P<candidate> candidate)? {VERSION}(?P<step> rc[0-9]*)?\s*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What a changelog says of one version.

    ``version`` is spelled as in the file, without the project's name, and empty where
    a heading names none. ``text`` is the file's own lines, from the heading's to the
    last before the next heading: laid end to end, after what stands before the first,
    they are the file again. ``changes`` are the entries in it.
    """

    version: str
    day: date | None
    heading: str
    text: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    """What a section's first lines, a ruler aside, say of it."""

    version: str = ""
    day: date | None = None
    lines: int = 1


def sections(text: str) -> tuple[Section, ...]:
    """Return the sections of a changelog, in file order."""
    return tuple(
        Section(
            version=heading.version,
            day=heading.day,
            heading="".join(lines[: heading.lines]).strip(),
            text="".join(lines),
            changes=read_entries(lines[heading.lines :]),
        )
        for heading, lines in _parts(text)[1:]
    )


def entries(text: str) -> tuple[Change, ...]:
    """Return the entries of a body of text, such as a tag's message."""
    return tuple(
        change
        for heading, lines in _parts(text)
        for change in read_entries(lines[heading.lines :])
    )


def between(
    sections: Iterable[Section], since: str | None, to: str
) -> tuple[Section, ...]:
    """Return the sections newer than ``since``, up to and including ``to``, in order.

    - Newer is newer by version, wherever it stands: another branch's sections in the
      file count only if they are newer than ``since``. Candidates come before their
      release, so that they are part of it unless ``since`` is one of them.
    - Without ``since``, a release gets its section and those of its candidates, and a
      candidate only its own.
    - A candidate without a section gets that of its release, which Pacemaker opens
      with the first candidate; the caller leaves out what was there before.
    - If ``to`` has no section, there is nothing: candidates' sections do not make one.
    """
    known = [(section, _order(section.version)) for section in sections]
    there = {version for _, version in known if version}
    low, top = _order(since or ""), _order(to)
    goal = top if top in there else top and top.release
    if not top or goal not in there:
        return tuple(section for section, _ in known if section.version == to != "")
    if low:
        news = {v for v in there if low < v <= top or (low < top and v == goal)}
    else:
        news = {v for v in there if goal == v or v.release == top}
    return tuple(section for section, version in known if version in news)


def _order(written: str) -> Version | None:
    """Return what a version sorts by: DRBD's 9.0.8-1 is 9.0.8, its 9.0.7rc1-1 a rc."""
    if not (named := NAMED.fullmatch("".join(written.split()))):
        return None
    text = named["version"]
    version = parse(text) or parse(text.removesuffix("-1"))
    first = version and version.revision == 1
    return replace(version, revision=0) if version and first else version


def _parts(text: str) -> list[tuple[_Heading, list[str]]]:
    """Return the text cut at its headings; the first part has none."""
    lines = text.splitlines(keepends=True)
    starts = [(0, _Heading(lines=0)), *_headings(lines), (len(lines), _Heading())]
    return [(found, lines[at:end]) for (at, found), (end, _) in pairwise(starts)]


def _headings(lines: Sequence[str]) -> Iterator[tuple[int, _Heading]]:
    """Yield the headings of versions, and on which lines they start."""
    for at in range(len(lines)):
        answers = (recognise(lines, at) for recognise in DIALECTS)
        if heading := next(filter(None, answers), None):
            yield at, heading


def _titled(lines: Sequence[str], at: int) -> _Heading | None:
    """Recognise ``# Pacemaker-3.0.2 (01 Jun 2026)``, or ``9.34.0`` over a ruler.

    DRBD forgot the ruler of 9.0.14 and went on with the bullets.
    """
    if not (title := TITLE.match(lines[at])):
        return None
    before, after = "".join(lines[at - 1 : at]), "".join(lines[at + 1 : at + 2])
    bare = lines[at][0].isalnum() and not before.strip() and BULLET.match(after)
    if not (title["marks"] or bare or RULER.fullmatch(after)):
        return None
    return _Heading(version=title["version"], day=_day(lines[at]))


def _rpm(lines: Sequence[str], at: int) -> _Heading | None:
    """Recognise ``* Thu Oct 31 2024 A. Name <a@b.org> Pacemaker-2.1.9-1``.

    Where it names no version, the first entry may: ``- release candidate 4.18.0 rc1``.
    """
    if not (header := RPM.fullmatch(lines[at])):
        return None
    day = _day(lines[at])
    if named := NAMED.fullmatch(["", *(header["rest"] or "").split()][-1]):
        return _Heading(version=named["version"].removesuffix("-1"), day=day)
    if not (release := RELEASE.fullmatch("".join(lines[at + 1 : at + 2]))):
        return _Heading(day=day)
    version = release["version"] + (release["step"] or "").lstrip()
    if release["candidate"] and "rc" not in version.lower():
        version += "rc"
    return _Heading(version=version, day=day, lines=2)


def _day(line: str) -> date | None:
    """Return the first day that a heading names, if the calendar has it."""
    if not (found := re.search(DAY, line)):
        return None
    parts = re.findall(rf"{MONTH}|[0-9]+", found[0])
    if "-" in found[0]:
        year, month, day = parts
    else:
        year, month, day = parts[2], *sorted(parts[:2], reverse=True)
    number = MONTHS.find(month[:3]) // 3 + 1 or int(month)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


DIALECTS: tuple[Callable[[Sequence[str], int], _Heading | None], ...] = (_titled, _rpm)
