"""When a mail was sent, and a quick look whether it was in time."""

from __future__ import annotations

__all__ = ["Between", "sent"]

import re

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from digest import mail

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import Message as Fields

    from digest.mbox.postings import Posting

TRANSIT = timedelta(days=2)
MONTHS = (
    *(b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun"),
    *(b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"),
)
MONTH = rb"(?P<month>" + b"|".join(MONTHS) + rb")"
# A day as nearly all programs write it: 3 Apr 2011 14:17, or Apr  3 14:17:54 2011.
DAY = re.compile(
    rb"\s*(?:[A-Z][a-z]{2}, +)?(?P<day>[0-9]{1,2}) " + MONTH + rb" "
    rb"(?P<year>(?:19|20)[0-9]{2}) +[0-9]{2}:[0-9]{2}"
)
POSTED = re.compile(
    rb"[A-Z][a-z]{2} " + MONTH + rb" +(?P<day>[0-9]{1,2}) "
    rb"[0-9:]{8} (?P<year>(?:19|20)[0-9]{2})"
)
DATE = re.compile(rb"(?i)\ndate:")
RECEIVED = re.compile(rb"(?i)\nreceived:(?P<value>[^\n]*(?:\n[ \t][^\n]*)*)")
# A day in some zone is at most two away from what it is in another, and at the end of
# a February these are four more.
AWAY = 6


def sent(fields: Fields, posted: str) -> datetime | None:
    """Return when a mail was sent: as it says, unless it had arrived before that."""
    said = mail.moment(mail.field(fields, "date"))
    arrived = mail.moment(mail.field(fields, "received").rpartition(";")[2])
    if said and not (arrived and said > arrived + TRANSIT):
        return said
    return arrived or mail.moment(posted)


@dataclass(frozen=True, slots=True)
class Between:
    """A time from one moment on, to another."""

    since: datetime
    until: datetime

    def holds(self, moment: datetime | None) -> bool:
        """Return whether a moment is known, and within."""
        return moment is not None and self.since <= moment < self.until

    def may_hold(self, posting: Posting) -> bool:
        """Return whether `sent` may be within, by all the dates that it chooses from.

        Only what cannot be told by days as nearly all programs write them is left to
        `sent`, which takes many times as long.
        """
        # What only looks like a field counts as well: it can but lead to a closer look.
        text = b"\n" + posting.mail
        if b"\r" in text:
            text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        days = [POSTED.match(posting.when) or DAY.match(posting.when)]
        if date := DATE.search(text):
            days.append(DAY.match(text, date.end()))
        if received := RECEIVED.search(text):
            days.append(DAY.match(received["value"].rpartition(b";")[2]))
        first = _count(self.since.year, self.since.month, self.since.day) - AWAY
        last = _count(self.until.year, self.until.month, self.until.day) + AWAY
        return not all(day and not first <= _counted(day) <= last for day in days)


def _counted(day: re.Match[bytes]) -> int:
    month = MONTHS.index(day["month"]) + 1
    return _count(int(day["year"]), month, int(day["day"]))


def _count(year: int, month: int, day: int) -> int:
    """Return a number that grows with the days, as if each month had 31."""
    return (year * 12 + month) * 31 + day
