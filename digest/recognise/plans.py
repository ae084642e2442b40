"""Releases that are planned: for when, and in which steps."""

from __future__ import annotations

__all__ = ["find_plan", "may_plan"]

import re

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.recognise.days import find_days
from digest.recognise.mentions import dissect
from digest.recognise.subject import LONGEST, PLAIN_WORD
from digest.recognise.topics import turn_of
from digest.recognise.verdicts import Named, Verdict, VerdictKind
from digest.recognise.wording import ASKED, BROKEN, SENTENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from digest.recognise.letter import Letter, Title

STEPS = 200  # lines that are looked at
PLANNED = re.compile(
    r"(?i)\b(?:schedul(?:e|es|ed|ing)|planned|plans?|planning|roadmap|time ?line"
    r"|release dates?|freeze|frozen|upcoming|coming(?! in\b)|to be (?:released|tagged"
    r"|out)|will (?:be )?(?:released?|tag|tagged|out|available)|next|delay\w*"
    r"|postpon\w*|slip\w*|soon|tomorrow|due|expected|cancel\w*|draft)\b|予定|スケジュール|延期"
    r"|計画|近日"
)
DATED = re.compile(rf"{PLANNED.pattern}|(?i:\b(?:date|will|tag\w*|releas\w+|out)\b)")
# What may stand beside a version and its plan.
WORD = re.compile(
    rf"{PLAIN_WORD}|be|by|candidates?|dates?|days?|due|early|end|expected|features?"
    rf"|for|freeze"
    r"|frozen|from|heads|in|into|late|later|mid|months?|moved|next|on|plan|plans"
    r"|planned|planning|postponed|delayed|delay|proper|rc|reminder|roadmap|schedul(?:e"
    r"|es|ed|ing)|slip\w*|soon|status|string|tag|tagging|time|timeline|line|to"
    r"|tomorrow|until|up|upcoming|coming|updated|weeks?|will|years?|cancel\w*|draft"
    r"|[a-z]{3,6}day|[0-9]+(?:st|nd|rd|th)?"
    r"|[\u3040-\u30ff\u4e00-\u9fff]+",
    re.IGNORECASE,
)
STAGE = re.compile(
    r"(?i)\b(?:(?P<stage>release candidate|rc|alpha|beta"
    r"|pre(?:-?release)?)(?:[ .#-]{0,2}(?P<step>[0-9]{1,3}))?|final(?: release)?|ga)\b"
)


def may_plan(title: Title, *, unknown: bool) -> bool:
    """Return whether a subject may tell when something of ours is to come out."""
    heading, line = title.heading, title.line
    named = any(found.known or unknown for found in line.mentions)
    text = heading.text[:LONGEST]
    if heading.closed or ASKED.search(text) or BROKEN.search(text):
        return False
    if line.mentions and not named:
        return False
    if named and title.subject.opens and title.subject.closes:
        return True
    planned = PLANNED.search(text)
    plain = all(map(WORD.fullmatch, (*line.before, *line.after)))
    return bool(planned and plain and (named or title.projects))


def find_plan(letter: Letter, *, unknown: bool) -> Verdict | None:
    """Return the releases that a message says are planned, or none."""
    title, text, today = letter.title, letter.text, letter.today
    planned = PLANNED.search(title.heading.text[:LONGEST])
    if not may_plan(title, unknown=unknown) or not (
        planned or (text.planning and not title.subject.stated)
    ):
        return None
    named = tuple(
        Named(project=found.project, version=found.version)
        for found in title.line.mentions
        if found.known or unknown
    )
    steps = _steps(letter, named)
    day = _first_day(f"{title.heading.text[:LONGEST]}\n\n{text.own}", today)
    releases = steps or tuple(replace(each, day=day) for each in named)
    if not releases or (text.empty and not day):
        return None
    of_title = (step for step in steps if step.version in {n.version for n in named})
    main = next(of_title, releases[-1])
    return Verdict(
        kind=VerdictKind.PLANNED,
        releases=releases,
        why=tuple(_why(letter, planned, steps)),
        project=main.project,
        version=main.version,
        event_day=main.day,
        turn=turn_of(title.heading.text[:LONGEST]),
    )


def _why(
    letter: Letter, planned: re.Match[str] | None, steps: tuple[Named, ...]
) -> Iterator[str]:
    if letter.title.line.projects:
        yield "subject names it"
    if planned:
        yield f'subject says "{planned[0].lower()}"'
    if letter.text.planning:
        yield "text plans it"
    if steps:
        yield "text has its days"


def _first_day(text: str, today: date | None) -> date | None:
    """Return the first day that a plan names, in the subject or where it plans."""
    subject, *parts = SENTENCE.split(text)
    for part in (subject, *(part for part in parts if DATED.search(part))):
        for found in find_days(" ".join(part.split()), today):
            if not today or found.day >= today:
                return found.day
    return None


def _steps(letter: Letter, named: tuple[Named, ...]) -> tuple[Named, ...]:
    """Return the releases that stand in a text each with its day, still to come."""
    text, today = letter.text.own, letter.today
    lines = text.splitlines()[:STEPS]
    sentences = [" ".join(part.split()) for part in SENTENCE.split(text)[:STEPS]]
    for parts in (lines, sentences):
        found = (step for part in parts for step in _steps_in(part, letter, named))
        coming = (s for s in found if s.day and not (today and s.day < today))
        first = {(step.project, step.version): step for step in reversed([*coming])}
        if first:
            return tuple(reversed(first.values()))
    return ()


def _steps_in(part: str, letter: Letter, named: tuple[Named, ...]) -> Iterator[Named]:
    """Yield what a line names beside each of its days, before it or after it."""
    days = tuple(find_days(part, letter.today))
    if not days:
        return
    ends = (0, *(day.end for day in days), len(part))
    before = [part[ends[at] : day.start] for at, day in enumerate(days)]
    after = [
        part[day.end : days[at + 1].start if at + 1 < len(days) else len(part)]
        for at, day in enumerate(days)
    ]
    leads = tuple(_versions(before[0], letter, named))
    for day, beside in zip(days, before if leads else after, strict=True):
        for found in _versions(beside, letter, named):
            yield replace(found, day=day.day)


def _versions(text: str, letter: Letter, named: tuple[Named, ...]) -> Iterator[Named]:
    """Yield the versions in a scrap of text; a stage alone is of what is planned."""
    mentions = dissect(text, letter.title.names).mentions
    for found in mentions:
        if found.known:
            yield Named(project=found.project, version=found.version)
    if mentions or len(named) != 1 or not (said := STAGE.search(text)):
        return
    stage = (said["stage"] or "").lower().replace("release candidate", "rc")[:5]
    suffix = f"-{stage.removesuffix('-')}{said['step'] or ''}" if stage else ""
    if "-" not in named[0].version:
        yield replace(named[0], version=f"{named[0].version}{suffix}")
