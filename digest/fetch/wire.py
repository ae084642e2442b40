"""Connections that keep to their terms: where they lead, how long, and how much."""

from __future__ import annotations

__all__ = ["Terms", "Wire"]

import logging

from dataclasses import dataclass
from functools import partial
from http.client import HTTPResponse  # noqa: TID251 - this is the door
from io import BufferedReader, RawIOBase
from socket import gaierror
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, cast

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    NameResolutionError,
    NewConnectionError,
)
from urllib3.util.connection import create_connection

from digest.fetch.hosts import PLACES
from digest.fetch.limits import Halt, Limits, late, too_large

if TYPE_CHECKING:
    import socket

    from collections.abc import Sequence

    from urllib3 import PoolManager

    from digest.fetch.addresses import Own
    from digest.fetch.meter import Meter

# It would show us a traceback where a server's head has a line that is no field.
logging.getLogger("urllib3.connection").setLevel(logging.ERROR)

HEAD = 1 << 16  # bytes that an answer may have before its body
SHORTEST = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What each connection that is made for the sources at one host keeps to.

    ``own`` is that host; it alone may have an address that is not public.
    """

    own: Own
    limits: Limits
    meter: Meter


class Wire(HTTPAdapter):
    """Opens connections that keep to their terms.

    A connection stays open for the next request, so two hosts never share a wire: one
    could be sent to where the other may go.
    """

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        super().__init__(pool_maxsize=PLACES)

    def init_poolmanager(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - what the base class takes
        """Make what opens connections to a host itself."""
        super().init_poolmanager(*given, **named)
        self._bind(self.poolmanager, _Vetted)

    def proxy_manager_for(self, proxy: str, **named: Any) -> Any:  # noqa: ANN401 - the same
        """Return what opens connections to a proxy; whither it goes on is up to it."""
        known = proxy in self.proxy_manager
        manager = super().proxy_manager_for(proxy, **named)
        if not known:
            self._bind(manager)
        return manager

    def _bind(self, manager: PoolManager, *kinds: type[HTTPConnection]) -> None:
        """Have a manager's connections keep to the terms."""
        answer = partial(_Answer, terms=self._terms)
        own = {"terms": self._terms, "response_class": answer}
        bound = {}
        pools = cast("dict[str, Any]", manager.pool_classes_by_scheme)
        for scheme, pool in pools.items():
            bases = (*kinds, pool.ConnectionCls)
            connection = type(pool.ConnectionCls.__name__, bases, own)
            bound[scheme] = type(pool.__name__, (pool,), {"ConnectionCls": connection})
        manager.pool_classes_by_scheme = bound


class _Vetted(HTTPConnection):
    """A connection to an address that was looked at before, not just to a name.

    A name that stands for one address when it is looked at may stand for another when
    it is used: https://en.wikipedia.org/wiki/DNS_rebinding
    """

    terms: ClassVar[Terms]

    def _new_conn(self) -> socket.socket:
        """Return a socket; the addresses share the time that there is to connect."""
        until = monotonic() + self.terms.limits.connect
        trouble: Exception = NewConnectionError(self, "no address")
        addresses = self._addresses()
        for left in range(len(addresses), 0, -1):
            share = max((until - monotonic()) / left, SHORTEST)
            place = addresses[-left], self.port
            try:
                made = create_connection(
                    place, share, socket_options=self.socket_options
                )
            except TimeoutError:
                trouble = ConnectTimeoutError(self, "too late")
            except OSError as error:
                trouble = NewConnectionError(self, str(error))
            else:
                made.settimeout(self.terms.limits.connect)  # for TLS, which is next
                return made
        raise trouble

    def _addresses(self) -> Sequence[str]:
        try:
            return self.terms.own.resolve(self._dns_host, self.port)
        except gaierror as error:
            raise NameResolutionError(self.host, self, error) from error


class _Answer(HTTPResponse):
    """An answer whose head and body both keep to the terms."""

    def __init__(
        self, sock: socket.socket, debug: int = 0, *, method: str, terms: Terms
    ) -> None:
        super().__init__(sock, debug, method=method)
        terms.meter.count(requests=1)
        self.fp = BufferedReader(_Bounded(cast("Any", self.fp.detach()), sock, terms))


class _Bounded(RawIOBase):
    """The bytes of a socket, until there are too many, or it is too late.

    A server that sends a byte now and then is never silent for as long as a socket
    waits, and may do that within a line of a head, too.
    """

    def __init__(self, source: RawIOBase, sock: socket.socket, terms: Terms) -> None:
        self._source, self._sock, self._terms = source, sock, terms
        self._until = monotonic() + terms.limits.whole
        self._received = 0

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any, /) -> int | None:  # noqa: ANN401 - what the base class takes
        """Read what comes next.

        Raises:
            Halt: If it is too late, or too much.
        """
        limits, left = self._terms.limits, self._until - monotonic()
        self._sock.settimeout(max(min(left, limits.read), SHORTEST))
        try:
            number = self._source.readinto(buffer)
        except TimeoutError:
            if monotonic() < self._until:
                raise
            number = None
        if monotonic() >= self._until:
            raise Halt(late(limits.whole), down=True)
        self._received += number or 0
        self._terms.meter.count(received=number or 0)
        if self._received > limits.size + HEAD:
            raise Halt(too_large(limits.size))
        return number

    def close(self) -> None:
        """Let go of the socket."""
        self._source.close()
        super().close()
