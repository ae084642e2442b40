"""Asks addresses politely: where a redirect leads, and again where that may help."""

from __future__ import annotations

__all__ = ["Ask", "Asker"]

import logging
import re

from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urljoin

import requests

from requests.auth import AuthBase
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential
from urllib3.exceptions import HTTPError

from digest.errors import DigestError, FetchError
from digest.fetch.addresses import Own, check, host_of, is_safe, origin_of
from digest.fetch.answers import Failure, failure
from digest.fetch.limits import Halt
from digest.fetch.meter import Meter
from digest.fetch.wire import Terms, Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from requests import PreparedRequest, Response
    from tenacity import RetryCallState

    from digest.fetch.hosts import Hosts
    from digest.fetch.limits import Limits

logger = logging.getLogger(__name__)

Taken = TypeVar("Taken")

USER_AGENT = "monthly-andrew (release digest; reads once a month)"
HEAD = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip"}
REDIRECTS = 5
ROUND = "leads from one address to the next without end"
NO_WORD = "empty, or more than a word"
TOKEN = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """An address, and how to ask it; ``fields`` is what is said at a place besides.

    What has a body is for that address alone: it follows nobody elsewhere, and is not
    sent again unless the server has said no, since what it does may cost something.
    """

    url: str
    method: str = "GET"
    body: bytes = field(default=b"", repr=False)
    fields: Callable[[str], Mapping[str, str]] = lambda _: {}


class Asker:
    """Asks; threads share it.

    Args:
        hosts: The gates that all who go out pass.
        limits: How long to wait, how often to try and how much to take.
        tokens: What to show to a host, if it was named, and nobody else.

    Raises:
        DigestError: If a token is none.
    """

    def __init__(self, hosts: Hosts, limits: Limits, tokens: Mapping[str, str]) -> None:
        self.hosts, self._limits, self.meter = hosts, limits, Meter()
        self._tokens = {h.lower(): token.strip() for h, token in tokens.items()}
        for host, token in self._tokens.items():
            if not TOKEN.fullmatch(token):
                raise DigestError(NO_WORD, where=f"token of {host}")
        self._session = requests.Session()
        self._session.headers.update(HEAD)
        self._session.auth = _Nobody()
        self._lock, self._wires = Lock(), dict[str, Wire]()

    def address(self, ask: Ask) -> str:
        """Return an address as it goes out.

        Raises:
            FetchError: If it cannot be asked.
        """
        try:
            return str(self._request(ask, ask.url).url)
        except (Halt, ValueError) as error:
            raise failure(error, ask.url, self._limits).told from error

    def ask(self, ask: Ask, take: Callable[[Response], Taken]) -> Taken:
        """Return what is taken of an answer, after some tries if need be.

        A host that was to blame for the last one is not asked again.

        Raises:
            FetchError: If there is no answer, or nothing to take.
        """
        backoff = wait_exponential(multiplier=2 * self._limits.pause)

        def wait(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.after if isinstance(error, Failure) else 0
            return max(asked, backoff(state))

        retrying = Retrying(
            stop=stop_after_attempt(self._limits.tries),
            retry=retry_if_exception(lambda e: isinstance(e, Failure) and e.again),
            wait=wait,
            sleep=partial(self.hosts.stop.sleep, url=ask.url),
            reraise=True,
        )
        try:
            return retrying(partial(self.once, ask, take))
        except Failure as error:
            if error.down:
                self.hosts.gate(error.place).close(error.told)
            raise error.told from error

    def once(self, ask: Ask, take: Callable[[Response], Taken]) -> Taken:
        """Return what is taken of an answer, from wherever the address leads.

        Raises:
            Failure: If it cannot be asked, or does not answer so that it can be taken.
            FetchError: If a host on the way is known not to answer.
        """
        place = ask.url
        for _ in range(REDIRECTS + 1):
            try:
                request = self._request(ask, place)
                with (
                    self.hosts.gate(place).place(ask.url),
                    self._send(request, ask) as response,
                ):
                    to = self._session.get_redirect_target(response)
                    if to is None or ask.body:
                        return take(response)
                    place = urljoin(place, to)
            except (Failure, Halt, OSError, HTTPError, ValueError) as error:
                raise self._failure(error, ask, place) from error
        raise Failure(FetchError(ROUND, where=ask.url))

    def _failure(self, error: Exception, ask: Ask, place: str) -> Failure:
        """Return what an error at a place means; the place rests as long as it asks."""
        if not isinstance(error, Failure):
            error = failure(error, ask.url, self._limits)
            error.again = error.again and not ask.body
        error.place = place
        self.hosts.gate(place).rest(min(error.after, self._limits.patience))
        return error

    def _request(self, ask: Ask, place: str) -> PreparedRequest:
        """Return a request to a place that the address leads to.

        Raises:
            Halt: If we do not go there.
            ValueError: If it is no address.
        """
        request = requests.Request(ask.method, place, data=ask.body)
        prepared = self._session.prepare_request(request)
        url = str(prepared.url)
        check(url, host_of(ask.url))
        prepared.headers.update(ask.fields(url))
        token = self._tokens.get(host_of(ask.url))
        if token and origin_of(url) == origin_of(ask.url) and is_safe(url):
            prepared.headers["Authorization"] = f"Bearer {token}"
        return prepared

    def _send(self, request: PreparedRequest, ask: Ask) -> Response:
        """Return an answer whose body has not been read yet."""
        logger.debug("%s %s", request.method, request.url)
        own = host_of(ask.url)
        with self._lock:
            if own not in self._wires:
                terms = Terms(own=Own(own), limits=self._limits, meter=self.meter)
                self._wires[own] = Wire(terms)
        # What the environment says of proxies and certificates counts.
        settings: Mapping[str, Any] = self._session.merge_environment_settings(
            request.url, {}, stream=True, verify=None, cert=None
        )
        if ask.body and str(request.url).startswith("http:"):
            settings = {**settings, "proxies": {}}  # a proxy would read it
        timeout = self._limits.connect, self._limits.read
        return self._wires[own].send(request, timeout=timeout, **settings)


class _Nobody(AuthBase):
    """Says who we are to nobody; requests would look into the user's ~/.netrc."""

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        """Return the request as it is."""
        return request
