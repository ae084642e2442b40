"""Announcements in the archive of a list that Mailman 2 runs."""

from __future__ import annotations

__all__ = ["PipermailCollector"]

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from digest.collectors.announced import announced, mails
from digest.collectors.options import ArchiveAddress
from digest.collectors.pipermail.volumes import permalink_of, permalinks, volumes
from digest.errors import FetchError, StatusError
from digest.mbox import BROWSE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.collectors.pipermail.volumes import Permalink, Volume
    from digest.edition import Want
    from digest.fetch import Fetch
    from digest.message import Message
    from digest.model import Found

ABSENT = 404
# A mail that is dated 15 days ago, or more, is filed under the day on which it comes:
# ARCHIVER_ALLOWABLE_SANE_DATE_SKEW in
# https://gitlab.com/mailman/mailman/-/blob/2.1.39/Mailman/Defaults.py.in
# The gzip is made in the night after that, and our today begins before the server's.
LATEST = timedelta(days=15 + 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class PipermailCollector:
    """An archive at an address, where there is a table of its volumes."""

    url: ArchiveAddress

    def collect(self, want: Want, fetch: Fetch) -> Iterator[Found]:
        """Yield what the mails of the window announce.

        Mails are filed by the server's clock, so that the volumes around the window
        are read, too.

        Raises:
            FetchError: If it is no archive, or a volume or an index of it cannot be
                read; this is said when all else has been read.
        """
        root, around = f"{self.url.rstrip('/')}/", want.span.widened(1)
        shelf = volumes(fetch.read(root).decode("latin-1"))
        reader = _Reader(root, want, fetch)
        found = reader.read(volume for volume in shelf if volume.touches(around))
        yield from announced(found, want, link=reader.link)
        reader.see_failures()
        if not any(volume.known for volume in shelf):
            what = "no volume of a pipermail archive in it"
            raise FetchError(what, where=root, hint=BROWSE)

    @property
    def address(self) -> str:
        """Where the table of volumes is."""
        return self.url


class _Reader:
    """Reads volumes of an archive."""

    def __init__(self, root: str, want: Want, fetch: Fetch) -> None:
        self._root, self._want, self._fetch = root, want, fetch
        self._indices: dict[int, _Index] = {}  # by the hash of a message's id
        self._read: list[_Index] = []

    def read(self, found: Iterable[Volume]) -> Iterator[Message]:
        """Yield the mails of volumes.

        Raises:
            FetchError: If something of them cannot be read, when all else has been.
        """
        failures: list[FetchError] = []
        for volume in found:
            settled = self._want.settled(volume.days.until, after=LATEST)
            index = _Index(self._root, volume.name, self._fetch, settled=settled)
            self._read.append(index)
            try:
                for message in self._mails(volume, settled=settled):
                    self._indices.setdefault(hash(message.message_id), index)
                    yield message
            except FetchError as error:
                failures.append(error)
        failures += self._failures
        if failures:
            raise failures[0]

    def link(self, message: Message) -> str:
        """Return where a mail that was yielded can be read."""
        return self._indices[hash(message.message_id)].link(message)

    def see_failures(self) -> None:
        """See that no index failed that was looked at when all had been read.

        Raises:
            FetchError: If one did.
        """
        for failure in self._failures:
            raise failure

    @property
    def _failures(self) -> list[FetchError]:
        return [failure for index in self._read for failure in index.failures]

    def _mails(self, volume: Volume, *, settled: bool) -> Iterator[Message]:
        """Yield the mails of a volume.

        The gzip is made at night, so that of a volume to which mails still come it is
        older than the text. But there may be no text, or none that can be read.
        """
        if not volume.known:
            what = "a month whose name is not known"
            name = quote(volume.name, safe="%", encoding="latin-1")
            hint = "only the English names of months are known"
            raise FetchError(what, where=f"{self._root}{name}/", hint=hint)
        plain = f"{self._root}{volume.name}.txt"
        if not volume.packed or not settled:
            begun = False
            try:
                for mail in mails(plain, self._want, self._fetch, settled=settled):
                    begun = True
                    yield mail
            except FetchError:
                if begun or not volume.packed:
                    raise
            else:
                return
        yield from mails(f"{plain}.gz", self._want, self._fetch, settled=settled)


class _Index:
    """The thread index of a volume, asked for when the first message is looked up."""

    def __init__(self, root: str, name: str, fetch: Fetch, *, settled: bool) -> None:
        self._root, self._folder = root, f"{root}{name}/"
        self._fetch, self._settled = fetch, settled
        self.failures: list[FetchError] = []

    def link(self, message: Message) -> str:
        """Return where a message can be read, or else where it is listed.

        The list of a volume by date is the closest that is there, however its pages
        are numbered anew; but a mirror may have the texts only.
        """
        known = self._permalinks
        if known is None:
            return self._root
        return f"{self._folder}{permalink_of(message, known) or 'date.html'}"

    @cached_property
    def _permalinks(self) -> tuple[Permalink, ...] | None:
        try:
            return self._read(f"{self._folder}thread.html")
        except FetchError as error:
            if isinstance(error, StatusError) and error.status == ABSENT:
                return None
            self.failures.append(error)
            return ()

    def _read(self, url: str) -> tuple[Permalink, ...]:
        with self._fetch.open(url, settled=self._settled) as answer:
            if found := permalinks(answer.read().decode("utf-8", "replace")):
                return found
            what = "no thread index of a pipermail archive"
            raise FetchError(what, where=url, hint=BROWSE)
