"""Announcements in a list's archive at MARC, such as https://marc.info/?l=openais."""

from __future__ import annotations

__all__ = ["MarcCollector"]

import re

from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Annotated

from digest.codec import Like
from digest.collectors.announced import announced
from digest.collectors.marc.listings import as_mbox, listing
from digest.collectors.options import WebAddress
from digest.collectors.parts import BROWSE
from digest.errors import FetchError, StatusError
from digest.mbox import NotAnArchive, messages
from digest.model import Heard
from digest.months import Month
from digest.recognise.mentions import dissect
from digest.recognise.names import Names
from digest.recognise.subject import Heading, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.collectors.marc.listings import Line, Listing
    from digest.edition import Want
    from digest.fetch import Fetch
    from digest.message import Message
    from digest.model import Found

ListName = Annotated[
    str, Like('the name of a list, such as "openais"', "[A-Za-z0-9][A-Za-z0-9._-]*")
]

PAGES = 20  # of some 30 lines each
MANY = 100
VERSION = re.compile(r"[0-9]\.[0-9]")
ABSENT = {404, 410}


@dataclass(frozen=True, slots=True, kw_only=True)
class MarcCollector:
    """A list, by the name that it has there."""

    list: ListName
    url: WebAddress = "https://marc.info/"

    def collect(self, want: Want, fetch: Fetch) -> Iterator[Found]:
        """Yield what the mails of the window announce, by the day on which they came.

        Only those are read whose subjects may announce something.

        Raises:
            FetchError: If a page or a mail cannot be read, or there are too many; this
                is said when all else has been read.
        """
        reader = _Reader(f"{self.url.rstrip('/')}/?", self.list, want, fetch)
        for line in reader.lines():
            yield from reader.read(line)
        if reader.failures:
            raise reader.failures[0]

    @property
    def address(self) -> str:
        """Where the list is."""
        return f"{self.url.rstrip('/')}/?l={self.list}"


class _Reader:
    """Reads the months of a list, and remembers what could not be read."""

    def __init__(self, address: str, name: str, want: Want, fetch: Fetch) -> None:
        self._address, self._name = address, name
        self._want, self._fetch = want, fetch
        self._names = Names.of(want.projects)
        self._threads, self._asked = set[str](), 0
        self.failures: list[FetchError] = []

    def lines(self) -> Iterator[Line]:
        """Yield what is listed of the months that the span touches, each mail once."""
        seen: set[str] = set()
        month = Month.of(self._want.span.since)
        while month.first < self._want.span.until:
            try:
                for line in self._month(month):
                    if line.id not in seen:
                        seen.add(line.id)
                        yield line
            except FetchError as error:
                self.failures.append(error)
            month = month.plus(1)

    def read(self, line: Line) -> Iterator[Found]:
        """Yield what the mail announces that is listed in a line."""
        day = self._want.day(line.moment)
        if day not in self._want.span:
            return
        try:
            found = [self._mail(line)] if self._may_announce(line.subject) else []
        except FetchError as error:
            self.failures.append(error)
            found = []
        if not found:
            yield Heard(day=day)
        yield from announced(found, self._want)

    def _month(self, month: Month) -> Iterator[Line]:
        settled = self._want.settled(month.plus(1).first)
        address = f"{self._address}l={self._name}"
        for number in range(1, PAGES + 1):
            days = f"b={month.year:04}{month.number:02}"
            page = self._listing(f"{address}&r={number}&{days}&w=2", settled=settled)
            for line in page.lines:
                yield line
                yield from self._hidden(line)
            if str(number + 1) not in page.pages:
                return
        what = f"more than {PAGES} pages of a month"
        raise FetchError(what, where=f"{address}&r=1&{days}&w=2")

    def _hidden(self, line: Line) -> Iterator[Line]:
        """Yield the lines of a thread of which an index may show a reply alone."""
        heading, day = Heading.of(line.subject), self._want.day(line.moment)
        new = line.thread and line.thread not in self._threads
        reply = heading.reply and day in self._want.span
        if not (new and reply and self._may_announce(heading.text)):
            return
        self._threads.add(line.thread)
        url = f"{self._address}t={line.thread}&r=1&w=2"
        try:
            self._count(url)
            yield from self._listing(url, settled=self._want.settled(day)).lines
        except FetchError as error:
            self.failures.append(error)

    def _listing(self, url: str, *, settled: bool) -> Listing:
        with self._fetch.open(url, settled=settled) as answer:
            page = answer.read().decode("utf-8", "replace")
            if found := listing(page, self._name):
                return found
            raise FetchError("no index of this list", where=url, hint=BROWSE)

    def _may_announce(self, subject: str) -> bool:
        """Return whether a mail of that subject is worth reading."""
        heading = Heading.of(subject)
        line = dissect(heading.text, self._names)
        claim = Subject.of(heading, line).claim
        named = line.projects or claim or VERSION.search(heading.text)
        return bool(self._want.projects and named and not heading.doubtful)

    def _mail(self, line: Line) -> Message:
        """Return a mail, dated by when it came: by that it is found again."""
        page = f"{self._address}l={self._name}&m={line.id}"
        self._count(f"{page}&w=2")
        try:
            found = self._given(f"{page}&q=mbox", line)
        except StatusError as error:
            # Of old mails only the text is given out.
            if error.status not in ABSENT:
                raise
            found = self._given(f"{page}&q=raw", line)
        return replace(found, sent=line.moment, link=f"{page}&w=2")

    def _count(self, url: str) -> None:
        """See that no more is asked for, mail by mail, than people announce."""
        self._asked += 1
        if self._asked > MANY:
            what = f"more than {MANY} mails that may announce something"
            raise FetchError(what, where=url)

    def _given(self, url: str, line: Line) -> Message:
        try:
            with self._fetch.open(url, settled=True) as answer:
                mbox = BytesIO(as_mbox(answer.read(), line))
                if found := next(messages(mbox), None):
                    return found
                raise FetchError("no mail in it", where=url)
        except NotAnArchive as error:
            raise FetchError(error.what, where=url, hint=error.hint) from error
