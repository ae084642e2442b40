"""What a message is news of, beside a release, if it is any."""

from __future__ import annotations

__all__ = ["find_news", "may_be_news"]

import re

from typing import TYPE_CHECKING

from digest.model import Turn
from digest.recognise.days import find_days, without_days
from digest.recognise.mentions import dissect
from digest.recognise.plans import find_plan, may_plan
from digest.recognise.subject import LONGEST
from digest.recognise.topics import topics, turn_of
from digest.recognise.verdicts import Named, Verdict, VerdictKind
from digest.recognise.wording import CALLS, EVENT, SENTENCE, about

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from digest.recognise.letter import Letter, Title
    from digest.recognise.topics import Topic

OPENING = 1_500
# Days by which something has to be done, or on which an event will not be.
DEADLINE = re.compile(
    r"(?i)\b(?:deadline|until|by|before|submi\w+|regist\w+|clos(?:es?|ing)|due|reply"
    r"|respond|latest|early bird|rsvp|vote|hotel|notification|originally|(?:not"
    r"|isn't) (?:be )?(?:held )?on)\b|締め?切"
)
HELD = re.compile(
    r"(?i)\b(?:meet\w*|held|hold|takes? place|taking place|join|see you|starts?"
    r"|begins?|from|dates?|when|where|venue|scheduled|planned|moved?|move|postponed"
    r"|cancel\w*|(?:will|to) be|is on|bring|come|attend|the day|on (?:mon|tues|wednes"
    r"|thurs|fri|satur|sun)day)\b|開催|日時|中止|延期|変更|に行"
)
CALLED = re.compile(
    r"(?i)\b(?:call for|cfp|invit\w+|join us|register|registration|save the date"
    r"|agenda|announc\w+|takes? place|will be held|held (?:on|in|at)|cancel\w*"
    r"|postpon\w*|reschedul\w*|moved)\b|開催|中止|延期|募集"
)
ADVISED = re.compile(
    r"(?i)\bCVE-[0-9]|vulnerab|advisor|affect|exploit|attacker|security|脆弱性"
)
LISTED = re.compile(
    r"(?i)\b(?:lists?|forum|subscri\w+|archives?|ML)\b|メーリングリスト"
)
SERIES = re.compile(
    r"(?<![\w.-])v?(?P<version>[0-9]{1,4}(?:\.[0-9]{1,4}){0,2})(?:\.[xyznXYZN*]\b"
    r"|(?= (?:series|branch|line|release|LTS)\b)|(?![\w.-]))"
)
SERIES_OF = re.compile(r" (?:series|branch|line|release|LTS)\b")
# News in which a number may be of anything.
ANY = frozenset({VerdictKind.EVENT, VerdictKind.PROJECT, VerdictKind.LIST})


def may_be_news(title: Title, *, unknown: bool = False) -> bool:
    """Return whether a message of that subject can be news."""
    return any(topics(title)) or may_plan(title, unknown=unknown)


def find_news(
    letter: Letter, *, unknown: bool, events: tuple[str, ...]
) -> Verdict | None:
    """Return what a message is news of, or none.

    The subject has to say it, and the text to bear it out; a reply never is any. An
    event of no project has to be about one of the words of ``events``.
    """
    title, text = letter.title, letter.text
    replies = letter.threaded and not (title.heading.forward or title.subject.framed)
    if replies or text.quoting or text.asking:
        return None
    for topic in topics(title):
        if found := _borne_out(topic, letter, unknown=unknown, events=events):
            return found
    return find_plan(letter, unknown=unknown)


def _borne_out(
    topic: Topic, letter: Letter, *, unknown: bool, events: tuple[str, ...]
) -> Verdict | None:
    title, text = letter.title, letter.text
    said = title.heading.text[:LONGEST]
    opening = text.own[:OPENING]
    day = None
    match topic.kind:
        case VerdictKind.EVENT:
            day = _day_of_event(said, opening, letter.today)
            sound = bool(day or CALLED.search(said)) and _is_related(letter, events)
        case VerdictKind.SECURITY:
            sound = bool(ADVISED.search(opening))
        case VerdictKind.LIST:
            sound = bool(LISTED.search(opening))
        case _:
            sound = not text.empty
            day = next(_days(said, letter.today), None)
    if not sound:
        return None
    projects = title.projects
    releases = tuple(
        Named(project=found.project, version=found.version)
        for found in title.line.mentions
        if found.known or unknown
    )
    return Verdict(
        kind=topic.kind,
        releases=tuple(dict.fromkeys(releases)),
        why=_why(topic, letter),
        project=projects[0] if len(projects) == 1 else None,
        version=_version(letter, topic.kind),
        event_day=day,
        turn=_turn(topic, said, opening),
    )


def _why(topic: Topic, letter: Letter) -> tuple[str, ...]:
    title = letter.title
    found = topic.find(title)
    word = " ".join(found[0].split()[:6]).lower() if found else ""
    named = ("subject names it",) if title.line.projects else ()
    return (*named, f'subject says "{word}"', *letter.text.why)


def _version(letter: Letter, kind: VerdictKind) -> str:
    """Return the release or the series that a subject is about, if it names one.

    Where no software comes out, a number may be of anything: "Pacemaker meeting, 25
    October", "moves to 2 new lists".
    """
    title = letter.title
    if title.line.mentions:
        return title.line.mentions[0].version
    if len(title.line.projects) != 1:
        return ""
    said = without_days(title.heading.text[:LONGEST])
    found = next(
        (one for one in SERIES.finditer(said) if kind not in ANY or not _is_bare(one)),
        None,
    )
    return found["version"] if found else ""


def _is_bare(series: re.Match[str]) -> bool:
    """Return whether it is a number and no more, which no word calls a series."""
    return series[0].isdecimal() and not SERIES_OF.match(series.string, series.end())


def _turn(topic: Topic, subject: str, opening: str) -> Turn:
    """Return what has become of the matter, by the subject, or by what the text says.

    A text may tell of many things; what it says of events counts if it names one.
    """
    turn = turn_of(subject)
    if turn is not Turn.NEW or topic.kind is not VerdictKind.EVENT:
        return turn
    named = (part for part in SENTENCE.split(opening) if topic.said.search(part))
    return next(filter(Turn.NEW.__ne__, map(turn_of, named)), Turn.NEW)


def _is_related(letter: Letter, events: tuple[str, ...]) -> bool:
    """Return whether a meeting is of people like us; many call for papers."""
    title, opening = letter.title, letter.text.own[:OPENING]
    if title.line.projects or (title.listed and not CALLS.search(title.heading.text)):
        return True
    told = f"{title.heading.text[:LONGEST]}\n{opening}"
    return bool(about(events).search(told) or dissect(opening, title.names).projects)


def _day_of_event(subject: str, text: str, today: date | None) -> date | None:
    """Return the day of an event, the new one if it moved; what is past is none."""
    for part in (subject, *SENTENCE.split(text)):
        days = list(_days(part, today))
        held = part is subject or EVENT.search(part) or HELD.search(part)
        if days and held and not DEADLINE.search(part):
            return days[-1] if turn_of(part) is Turn.MOVED else days[0]
    return None


def _days(text: str, today: date | None) -> Iterator[date]:
    for found in find_days(text, today):
        if not today or found.day >= today:
            yield found.day
