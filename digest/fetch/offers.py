"""What a git server offers to those who ask over HTTP."""

from __future__ import annotations

__all__ = ["WEB", "Offer", "Offers"]

import re

from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from digest.errors import FetchError
from digest.fetch.addresses import ELSEWHERE, PRIVATE
from digest.fetch.answers import DEAF, Failure
from digest.fetch.asker import ROUND, USER_AGENT, Ask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from requests import Response

    from digest.fetch.asker import Asker
    from digest.fetch.hosts import Gate

WEB = ("http://", "https://")
# How a server that speaks git begins, and what it says if it can leave files out:
# https://git-scm.com/docs/protocol-v2 and https://git-scm.com/docs/http-protocol
SERVICE = "/info/refs?service=git-upload-pack"
ANSWER = "application/x-git-upload-pack-advertisement"
FIELDS = {"User-Agent": f"git/{USER_AGENT}", "Git-Protocol": "version=2"}
FILTER = re.compile(rb"\bfilter\b")
GREETING = 1 << 14
REFUSED = {ELSEWHERE, PRIVATE, ROUND}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Where a repository is, and whether it comes without its files, if asked to.

    It is ``silent`` if nobody answered.
    """

    url: str
    partial: bool = False
    silent: bool = False


class Offers:
    """Knows what servers offer, each asked once in a run, and whose turn it is.

    Args:
        asker: Who asks.
    """

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._offers: dict[str, Offer] = {}
        self._deaf: set[Gate] = set()

    def of(self, url: str) -> Offer:
        """Return what the server of a repository offers, as far as it says so.

        Raises:
            FetchError: If it sends us to where we do not go, or is known not to answer.
        """
        if url not in self._offers:
            self._check(url)
            web = url.startswith(WEB)
            self._offers[url] = _ask(url, self._asker) if web else Offer(url=url)
        return self._offers[url]

    @contextmanager
    def turn(self, url: str) -> Iterator[None]:
        """Hold a place at a repository's server while git goes there.

        Raises:
            FetchError: If the server has answered neither us nor git before, or we are
                stopped.
        """
        if not url.startswith(WEB):
            yield
            return
        self._check(url)
        gate = self._asker.hosts.gate(url)
        try:
            with gate.hold(url):
                yield
        except FetchError as error:
            if error.what == DEAF and self.of(url).silent:
                self._deaf.add(gate)
            raise

    def _check(self, url: str) -> None:
        if self._asker.hosts.gate(url) in self._deaf:
            raise FetchError(DEAF, where=url)


def _ask(url: str, asker: Asker) -> Offer:
    ask = Ask(url=f"{url.rstrip('/')}{SERVICE}", fields=lambda _: FIELDS)
    try:
        return asker.once(ask, partial(_read, url))
    except Failure as error:
        if error.told.what in REFUSED:
            raise FetchError(error.told.what, where=url) from error
        return Offer(url=url, silent=error.down)
    except FetchError:  # of a host that is known not to answer us; git has its own ways
        return Offer(url=url, silent=True)


def _read(url: str, response: Response) -> Offer:
    place, service, _ = response.url.partition(SERVICE)
    greeting = response.raw.read1(GREETING, decode_content=True)
    speaks = response.ok and response.headers.get("Content-Type") == ANSWER
    there = place if service else url
    return Offer(url=there, partial=speaks and bool(FILTER.search(greeting)))
