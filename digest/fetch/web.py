"""The polite door to HTTP: what addresses answer, asked for as seldom as can be."""

from __future__ import annotations

__all__ = ["Web"]

from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from digest.errors import DigestError, FetchError, StatusError
from digest.fetch.addresses import is_safe
from digest.fetch.answers import content
from digest.fetch.asker import Ask
from digest.fetch.hosts import Locks
from digest.fetch.kept import ABSENT as GONE
from digest.fetch.kept import UNCHANGED, Kept
from digest.fetch.limits import ABSENT, Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from requests import Response

    from digest.fetch.asker import Asker
    from digest.fetch.question import Question

OPEN, SAFE = "would be overheard", "write https, unless it is on this machine"
CONDITIONS = ("If-None-Match", "If-Modified-Since")


@dataclass(slots=True, kw_only=True, eq=False)
class _Served:
    """An answer that somebody reads; ``keep`` keeps it, unless that is done."""

    body: bytes
    keep: Callable[[], None] | None = None


class Web:
    """Brings what addresses answer, and keeps it; threads share it.

    An address is asked once in a run, and whether its answer has changed in the next;
    what is settled is asked for once and never again. What is new is aside while it
    is read; it takes the place of what is kept when a reader has found nothing wrong.

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
        self._aside: dict[str, _Served] = {}

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
            served = self._serve(key, ask, settled=settled)
        wrong = False
        try:
            yield BytesIO(served.body)
        except DigestError:
            wrong = True
            raise
        finally:
            with self._locks.of(key):
                if wrong:
                    self._forget(key, served)
                else:
                    self._keep(key, served)

    def ask(self, question: Question) -> bytes:
        """Return what is answered to a question; `Fetch.ask` says how.

        Raises:
            FetchError: If there is no answer, or one that says no, or it is not safe.
        """
        url = question.url
        ask = Ask(
            url=url, method="POST", body=question.body, fields=lambda _: question.fields
        )
        if not is_safe(self._asker.address(Ask(url=url))):
            raise FetchError(OPEN, where=url, hint=SAFE)
        if self._offline:
            raise FetchError(ABSENT, where=url)
        return self._asker.ask(ask, lambda found: content(found, url, self._limits))

    def _fields(self, key: str, place: str, *, post: bool) -> Mapping[str, str]:
        """Return what asks whether an answer has changed; a posted one always has."""
        return {} if post else self._kept.conditions(key, place)

    def _serve(self, key: str, ask: Ask, *, settled: bool) -> _Served:
        """Return what is aside, or kept, or else what is answered."""
        if key in self._aside:
            return self._aside[key]
        found = self._kept.find(key, old=self._offline or key in self._new)
        if found:
            status, body = found
            if status == GONE:
                raise StatusError(GONE, where=ask.url, said=body.decode())
            return _Served(body=body)
        if self._offline:
            raise FetchError(ABSENT, where=ask.url)
        try:
            served = self._asker.ask(
                ask, partial(self._take, key, ask, settled=settled)
            )
        except StatusError as error:
            if settled and error.status == GONE:
                self._kept.keep_absence(key, ask.url, error.said)
            raise
        if served.keep:
            self._aside[key] = served
        else:
            self._new.add(key)
        return served

    def _take(
        self, key: str, ask: Ask, response: Response, *, settled: bool
    ) -> _Served:
        """Return an answer's content, or what is kept if it has not changed."""
        asked = any(name in response.request.headers for name in CONDITIONS)
        if asked and response.status_code == UNCHANGED:
            response.raw.drain_conn()
            kept = self._kept.renew(key, response, settled=settled)
            if kept is not None:
                return _Served(body=kept)
        body = content(response, ask.url, self._limits)
        keep = partial(self._kept.keep, key, response, body, settled=settled)
        return _Served(body=body, keep=keep)

    def _keep(self, key: str, served: _Served) -> None:
        """Keep what a reader has found nothing wrong with."""
        self._drop(key, served)
        if served.keep:
            served.keep()
            served.keep = None
            self._new.add(key)

    def _forget(self, key: str, served: _Served) -> None:
        """Keep no longer what proved wrong; but offline it may be all that there is."""
        self._drop(key, served)
        if not served.keep and not self._offline:
            self._kept.forget(key)
            self._new.discard(key)

    def _drop(self, key: str, served: _Served) -> None:
        if self._aside.get(key) is served:
            del self._aside[key]
