"""The front page of a pipermail archive, and the thread indices of its volumes."""

from __future__ import annotations

__all__ = ["Permalink", "Volume", "permalink_of", "permalinks", "volumes"]

import html
import re

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from digest.months import Month, Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.message import Message

# How dateToVolName names volumes, which are of days, weeks, months, quarters or years:
# https://gitlab.com/mailman/mailman/-/blob/2.1.39/Mailman/Archiver/HyperArch.py
BY_DAY = re.compile(r"(Week-of-Mon-)?([12][0-9]{7})")
BY_MONTH = re.compile(r"([12][0-9]{3})(.*)")
IN_SOME_MONTH = re.compile(r"([12][0-9]{3})-.+")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
PARTS = {"": (1, 12), "q1": (1, 3), "q2": (4, 3), "q3": (7, 3), "q4": (10, 3)}
PARTS |= {f"-{name}": (number, 1) for number, name in enumerate(MONTHS, 1)}
LINK = re.compile(
    r"(?i)href=\"?([a-z0-9-]{4,24}|[12][0-9]{3}-[^\s\"'<>/.?#]{1,60})"
    r"(\.txt(?:\.gz)?|/(?:author|date|subject|thread)\.html)[\">\s]"
)
PACKED = ".txt.gz"
# A comment before each item says for the mails that lead to it, and last for itself,
# the second and the id, or in later Mailmans the second and a number: addArticle in
# https://gitlab.com/mailman/mailman/-/blob/2.1.39/Mailman/Archiver/pipermail.py
ITEM = re.compile(
    r"(?i)<!--[0-9]+ ([^<>\r\n]+?)- -->\s*<li><a href=\"([0-9]{1,12}\.html)\">([^<]*)"
)
SECOND = re.compile(r"(?:^|-)0{0,9}(-?[0-9]{1,12})\.[0-9]{1,12}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A part of an archive: its name, its days, and whether there is a gzip of it.

    Where only the year of a month is ``known``, the days are those of that year.
    """

    name: str
    days: Window
    packed: bool = False
    known: bool = True

    def touches(self, window: Window) -> bool:
        """Return whether it is of any day of a window."""
        return self.days.since < window.until and window.since < self.days.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Permalink:
    """Where a message can be read, its place in the thread, and its subject."""

    name: str
    place: str
    subject: str


def volumes(front: str) -> tuple[Volume, ...]:
    """Return the volumes that a front page links, oldest first.

    Only names are taken of it, and only those that Mailman gives, or may give in
    another language than English.
    """
    files: defaultdict[str, set[str]] = defaultdict(set)
    for name, file in LINK.findall(front):
        files[name].add(file.lower())
    found = filter(None, (_volume(name, files[name]) for name in files))
    return tuple(sorted(found, key=lambda volume: (volume.days.since, volume.name)))


def permalinks(index: str) -> tuple[Permalink, ...]:
    """Return where the messages of a thread index can be read, in its order."""
    return tuple(
        Permalink(name=name, place=html.unescape(place), subject=_line(subject))
        for place, name, subject in ITEM.findall(index)
    )


def permalink_of(message: Message, found: Sequence[Permalink]) -> str:
    """Return the name of a message's page, or nothing if that is not certain.

    Where ids are not told, the second in which it was sent tells; of several mails
    of one second, the subject. Archives that were rebuilt have it twice.
    """
    own = [page.name for page in found if page.place.endswith(f"/{message.message_id}")]
    if own or not message.sent:
        return "".join(own[:1])
    second = int(message.sent.timestamp())
    same = [page for page in found if _second(page) == second]
    alike = [page for page in same if page.subject == message.subject]
    certain = alike or (same if len(same) == 1 else [])
    return "".join(page.name for page in certain[:1])


def _volume(name: str, files: set[str]) -> Volume | None:
    """Return the volume that is so named, or none if that is no name of a volume."""
    packed = PACKED in files
    if days := _days(name):
        return Volume(name=name, days=days, packed=packed)
    if match := IN_SOME_MONTH.fullmatch(name):
        begin = Month(int(match[1]), 1).first
        days = Window(begin, Month(int(match[1]) + 1, 1).first)
        return Volume(name=name, days=days, packed=packed, known=False)
    return None


def _days(name: str) -> Window | None:
    """Return the days that a volume is of, or none if that is no name of a volume."""
    try:
        if by_day := BY_DAY.fullmatch(name):
            first = date.fromisoformat(by_day[2])
            return Window(first, first + timedelta(days=7 if by_day[1] else 1))
        if (by_month := BY_MONTH.fullmatch(name)) and by_month[2] in PARTS:
            number, length = PARTS[by_month[2]]
            begin = Month(int(by_month[1]), number)
            return Window(begin.first, begin.plus(length).first)
    except ValueError:  # 20110431
        return None
    return None


def _second(page: Permalink) -> int | None:
    match = SECOND.search(page.place)
    return int(match[1]) if match else None


def _line(markup: str) -> str:
    return " ".join(html.unescape(markup).split())
