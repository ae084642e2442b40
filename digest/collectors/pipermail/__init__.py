"""Announcements in the archive of a list that Mailman 2 runs."""

from __future__ import annotations

__all__ = ["PipermailCollector"]

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from digest.collectors.announced import announced, mails
from digest.collectors.options import WebAddress
from digest.collectors.parts import BROWSE
from digest.collectors.pipermail.volumes import page_of, pages, volumes
from digest.errors import FetchError, StatusError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.collectors.pipermail.volumes import Page, Volume
    from digest.edition import Want
    from digest.fetch import Fetch
    from digest.message import Message
    from digest.model import Found

ABSENT = 404


@dataclass(frozen=True, slots=True, kw_only=True)
class PipermailCollector:
    """An archive at an address, where there is a table of its volumes."""

    url: WebAddress

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
        if not shelf:
            what = "no volume of a pipermail archive in it"
            raise FetchError(what, where=root, hint=BROWSE)
        reader = _Reader(root, want, fetch)
        for volume in shelf:
            if volume.touches(around):
                yield from reader.read(volume)
        if reader.failures:
            raise reader.failures[0]


class _Reader:
    """Reads the volumes of an archive, and remembers what could not be read."""

    def __init__(self, root: str, want: Want, fetch: Fetch) -> None:
        self._root, self._want, self._fetch = root, want, fetch
        self._seen: set[str] = set()
        self.failures: list[FetchError] = []

    def read(self, volume: Volume) -> Iterator[Found]:
        """Yield what the mails of a volume announce."""
        settled = self._want.settled(volume.days.until)
        index = _Index(self._root, volume.name, self._fetch, settled=settled)
        try:
            found = self._once(self._mails(volume, settled=settled))
            yield from announced(found, self._want, link=index.link)
        except FetchError as error:
            self.failures.append(error)
        self.failures += index.failures

    def _mails(self, volume: Volume, *, settled: bool) -> Iterator[Message]:
        """Yield the mails of a volume.

        The gzip is made at night, so that of a volume to which mails still come it is
        older than the text. But there may be no text.
        """
        plain = f"{self._root}{volume.name}.txt"
        if not volume.packed or not settled:
            try:
                yield from mails(plain, self._want, self._fetch, settled=settled)
            except StatusError as error:
                if not volume.packed or error.status != ABSENT:
                    raise
            else:
                return
        yield from mails(f"{plain}.gz", self._want, self._fetch, settled=settled)

    def _once(self, found: Iterator[Message]) -> Iterator[Message]:
        """Yield each mail once: archives rebuilt by another clock have two of some."""
        for message in found:
            if message.message_id not in self._seen:
                self._seen.add(message.message_id)
                yield message


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
        known = self._pages
        if known is None:
            return self._root
        return f"{self._folder}{page_of(message, known) or 'date.html'}"

    @cached_property
    def _pages(self) -> tuple[Page, ...] | None:
        try:
            return self._read(f"{self._folder}thread.html")
        except FetchError as error:
            if isinstance(error, StatusError) and error.status == ABSENT:
                return None
            self.failures.append(error)
            return ()

    def _read(self, url: str) -> tuple[Page, ...]:
        with self._fetch.open(url, settled=self._settled) as answer:
            if found := pages(answer.read().decode("utf-8", "replace")):
                return found
            what = "no thread index of a pipermail archive"
            raise FetchError(what, where=url, hint=BROWSE)
