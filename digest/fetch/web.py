"""The polite door to HTTP: what addresses answer, asked for as seldom as can be."""

from __future__ import annotations

__all__ = ["Web"]

from contextlib import contextmanager
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from digest.errors import DigestError, FetchError
from digest.fetch.answers import content
from digest.fetch.asker import Ask
from digest.fetch.hosts import Locks
from digest.fetch.kept import UNCHANGED, Kept
from digest.fetch.limits import ABSENT, Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from requests import Response

    from digest.fetch.asker import Asker

CONDITIONS = ("If-None-Match", "If-Modified-Since")


class Web:
    """Brings what addresses answer, and keeps it; threads share it.

    An address is asked once in a run, and whether its answer has changed in the next;
    what is settled is asked for once and never again.

    Args:
        folder: Where answers are kept.
        asker: Who asks.
        offline: Whether to bring only what is kept.
        limits: How much to take.
    """

    def __init__(
        self, folder: Path, asker: Asker, *, offline: bool, limits: Limits
    ) -> None:
        self._kept, self._asker = Kept(folder), asker
        self._offline, self._limits = offline, limits
        self._locks, self._new = Locks(), set[str]()

    @contextmanager
    def open(self, url: str, *, post: bool, settled: bool) -> Iterator[BinaryIO]:
        """Open what an address answers; `Fetch.open` says how.

        Raises:
            FetchError: If there is nothing, or too much, or too late.
            DigestError: If answers cannot be kept.
        """
        method = "POST" if post else "GET"
        key = Kept.key(method, self._asker.address(Ask(url=url)))
        ask = Ask(url=url, method=method, fields=partial(self._fields, key, post=post))
        with self._locks.of(key):
            body = self._body(key, ask, partial(self._take, key, ask, settled=settled))
        try:
            yield BytesIO(body)
        except DigestError:
            self._forget(key)
            raise

    def _fields(self, key: str, place: str, *, post: bool) -> Mapping[str, str]:
        """Return what asks whether an answer has changed; a posted one always has."""
        return {} if post else self._kept.conditions(key, place)

    def _body(self, key: str, ask: Ask, take: Callable[[Response], bytes]) -> bytes:
        found = self._kept.find(key, old=self._offline or key in self._new)
        if found is not None:
            return found
        if self._offline:
            raise FetchError(ABSENT, where=ask.url)
        body = self._asker.ask(ask, take)
        self._new.add(key)
        return body

    def _take(self, key: str, ask: Ask, response: Response, *, settled: bool) -> bytes:
        """Return an answer's content, kept, or what is kept if it has not changed."""
        asked = any(name in response.request.headers for name in CONDITIONS)
        if asked and response.status_code == UNCHANGED:
            response.raw.drain_conn()
            body = self._kept.renew(key, response, settled=settled)
            if body is not None:
                return body
        body = content(response, ask.url, self._limits)
        self._kept.keep(key, response, body, settled=settled)
        return body

    def _forget(self, key: str) -> None:
        """Keep no longer what proved wrong; but offline it may be all that there is."""
        with self._locks.of(key):
            if not self._offline:
                self._kept.forget(key)
                self._new.discard(key)
