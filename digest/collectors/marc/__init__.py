"""Announcements in a list's archive at MARC, such as https://marc.info/?l=openais."""

from __future__ import annotations

__all__ = ["MarcCollector"]


from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Annotated

from digest.codec import Like
from digest.collectors.announced import announced
from digest.collectors.marc.listings import as_mbox, listing
from digest.collectors.options import ArchiveAddress
from digest.errors import FetchError, StatusError
from digest.mbox import BROWSE, NotAnArchive, messages
from digest.model import Heard
from digest.months import Month
from digest.recognise.glance import may_announce
from digest.recognise.subject import Heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.collectors.marc.listings import Listed, Listing
    from digest.edition import Want
    from digest.fetch import Fetch
    from digest.message import Message
    from digest.model import Found

ListName = Annotated[
    str, Like('the name of a list, such as "openais"', "[A-Za-z0-9][A-Za-z0-9._-]*")
]

PAGES = 20  # of some 30 lines each
MANY = 100
ABSENT = {404, 410}
# Mails are filed by when they came; but a copy of a list may be behind the list.
LATEST = timedelta(days=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarcCollector:
    """A list, by the name that it has there."""

    list: ListName
    url: ArchiveAddress = "https://marc.info/"

    def collect(self, want: Want, fetch: Fetch) -> Iterator[Found]:
        """Yield what the mails of the window announce, by the day on which they came.

        Only those are read whose subjects may announce something.

        Raises:
            FetchError: If a page or a mail cannot be read, or there are too many; this
                is said when all else has been read.
        """
        reader = _Reader(f"{self.url.rstrip('/')}/?", self.list, want, fetch)
        for listed in reader.listed():
            yield from reader.read(listed)
        if reader.failures:
            raise reader.failures[0]

    @property
    def address(self) -> str:
        """Where the list's archive is."""
        return f"{self.url.rstrip('/')}/?l={self.list}"


class _Reader:
    """Reads the months of a list, and remembers what could not be read."""

    def __init__(self, address: str, name: str, want: Want, fetch: Fetch) -> None:
        self._address, self._name = address, name
        self._want, self._fetch = want, fetch
        self._threads, self._asked = set[str](), 0
        self.failures: list[FetchError] = []

    def listed(self) -> Iterator[Listed]:
        """Yield what is listed of the months that the span touches, each mail once."""
        seen: set[str] = set()
        month = Month.of(self._want.span.since)
        while month.first < self._want.span.until:
            try:
                for listed in self._month(month):
                    if listed.id not in seen:
                        seen.add(listed.id)
                        yield listed
            except FetchError as error:
                self.failures.append(error)
            month = month.plus(1)

    def read(self, listed: Listed) -> Iterator[Found]:
        """Yield what a mail announces that is listed."""
        day = self._want.day(listed.moment)
        if day not in self._want.span:
            return
        try:
            read = may_announce(listed.subject, self._want.projects)
            found = [self._mail(listed)] if read else []
        except FetchError as error:
            self.failures.append(error)
            found = []
        if not found:
            yield Heard(day=day)
        yield from announced(found, self._want)

    def _month(self, month: Month) -> Iterator[Listed]:
        settled = self._want.settled(month.plus(1).first, after=LATEST)
        address = f"{self._address}l={self._name}"
        for number in range(1, PAGES + 1):
            days = f"b={month.year:04}{month.number:02}"
            page = self._listing(f"{address}&r={number}&{days}&w=2", settled=settled)
            for listed in page.mails:
                yield listed
                yield from self._hidden(listed)
            if str(number + 1) not in page.pages:
                return
        what = f"more than {PAGES} pages of a month"
        raise FetchError(what, where=f"{address}&r=1&{days}&w=2")

    def _hidden(self, listed: Listed) -> Iterator[Listed]:
        """Yield the mails of a thread of which an index may show a reply alone."""
        heading, day = Heading.of(listed.subject), self._want.day(listed.moment)
        new = listed.thread and listed.thread not in self._threads
        reply = heading.reply and day in self._want.span
        if not (new and reply and may_announce(heading.text, self._want.projects)):
            return
        self._threads.add(listed.thread)
        url = f"{self._address}t={listed.thread}&r=1&w=2"
        try:
            self._count(url)
            settled = self._want.settled(day, after=LATEST)
            yield from self._listing(url, settled=settled).mails
        except FetchError as error:
            self.failures.append(error)

    def _listing(self, url: str, *, settled: bool) -> Listing:
        with self._fetch.open(url, settled=settled) as answer:
            page = answer.read().decode("utf-8", "replace")
            if found := listing(page, self._name):
                return found
            raise FetchError("no index of this list", where=url, hint=BROWSE)

    def _mail(self, listed: Listed) -> Message:
        """Return a mail, dated by when it came: by that it is found again."""
        page = f"{self._address}l={self._name}&m={listed.id}"
        self._count(f"{page}&w=2")
        try:
            found = self._given(f"{page}&q=mbox", listed)
        except StatusError as error:
            # Of old mails only the text is given out.
            if error.status not in ABSENT:
                raise
            found = self._given(f"{page}&q=raw", listed)
        return replace(found, sent=listed.moment, link=f"{page}&w=2")

    def _count(self, url: str) -> None:
        """See that no more is asked for, mail by mail, than people announce."""
        self._asked += 1
        if self._asked > MANY:
            what = f"more than {MANY} mails that may announce something"
            raise FetchError(what, where=url)

    def _given(self, url: str, listed: Listed) -> Message:
        try:
            with self._fetch.open(url, settled=True) as answer:
                mbox = BytesIO(as_mbox(answer.read(), listed))
                if found := next(messages(mbox), None):
                    return found
                raise FetchError("no mail in it", where=url)
        except NotAnArchive as error:
            raise FetchError(error.what, where=url, hint=error.hint) from error
