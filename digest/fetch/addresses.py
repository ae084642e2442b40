"""Which addresses we go to.

A server may send us on to any other place; none of them may be one that only we can
reach. A place that a source itself names is its owner's choice.
"""

from __future__ import annotations

__all__ = [
    "ELSEWHERE",
    "PRIVATE",
    "Own",
    "check",
    "host_of",
    "is_public",
    "is_safe",
    "origin_of",
]

import socket

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Lock
from typing import TYPE_CHECKING

from urllib3.util import parse_url
from urllib3.util.connection import allowed_gai_family

from digest.fetch.limits import Halt

if TYPE_CHECKING:
    from collections.abc import Sequence

ELSEWHERE = "leads to something other than http or https"
USER = "leads to an address with a user name in it"
PRIVATE = "leads to an address that is not public"
PORTS = {"http": 80, "https": 443}
# https://www.iana.org/assignments/ipv6-address-space: all that is given out so far,
# 6to4, whose addresses hold one of IPv4, and the same for a translator (RFC 6052).
UNICAST = IPv6Network("2000::/3")
SIX_TO_FOUR = IPv6Network("2002::/16")
TRANSLATED = IPv6Network("64:ff9b::/96")


def host_of(url: str) -> str:
    """Return the host that an address names, as a connection to it has it.

    Raises:
        ValueError: If it is no address.
    """
    return (parse_url(url).host or "").strip("[]").rstrip(".").lower()


def origin_of(url: str) -> tuple[str | None, str, int | None]:
    """Return by which scheme an address names which host, and the port there.

    Raises:
        ValueError: If it is no address.
    """
    parts = parse_url(url)
    return parts.scheme, host_of(url), parts.port or PORTS.get(parts.scheme or "")


def check(url: str, own: str) -> None:
    """Refuse an address that cannot be right whatever its host's name stands for.

    That is all there is to look at where a proxy knows the names, and not we.

    Raises:
        Halt: If it is not to be asked.
        ValueError: If it is no address.
    """
    parts, host = parse_url(url), host_of(url)
    if parts.scheme not in {"http", "https"} or not host:
        raise Halt(ELSEWHERE)
    if parts.auth is not None:
        raise Halt(USER)
    if host == own:
        return
    if host == "localhost" or host.endswith(".localhost"):
        raise Halt(PRIVATE)
    literal = _literal(host)
    if literal and not is_public(literal):
        raise Halt(PRIVATE)


class Own:
    """The host that sources name, which may be one that only we can reach.

    But if it was public when it was first asked, it stays so in this run: its name is
    given by who runs it, who may have it stand for a place of ours later, and send us
    there. Threads share it.
    """

    def __init__(self, host: str) -> None:
        self._host, self._lock = host, Lock()
        self._public: bool | None = None

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """Return what the name of this or another host stands for, if we may go there.

        One address that is not public is enough to refuse them all.

        Raises:
            Halt: If we may not go there.
            OSError: If there is no such host.
            UnicodeError: If it cannot be the name of a host.
        """
        found = socket.getaddrinfo(host, port, allowed_gai_family(), socket.SOCK_STREAM)
        addresses = tuple(dict.fromkeys(str(place[0]) for *_, place in found))
        public = all(map(is_public, addresses))
        if self._is_public(host, now=public) and not public:
            raise Halt(PRIVATE)
        return addresses

    def _is_public(self, host: str, *, now: bool) -> bool:
        """Return whether a host is to be public; of ours the first look tells."""
        if host.rstrip(".").lower() != self._host:
            return True
        with self._lock:
            if self._public is None:
                self._public = now
            return self._public


def is_public(address: str) -> bool:
    """Return whether an IP address is one that all the world can reach."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip in TRANSLATED:
            ip = IPv4Address(int(ip) & 0xFFFFFFFF)
        elif ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        elif ip not in UNICAST or ip in SIX_TO_FOUR:
            return False
    return ip.is_global and not ip.is_multicast


def is_safe(url: str) -> bool:
    """Return whether nobody listens on the way: by TLS, or on this machine.

    This machine is "localhost", too: https://www.rfc-editor.org/rfc/rfc6761#section-6.3

    Raises:
        ValueError: If it is no address.
    """
    host = host_of(url)
    literal = _literal(host)
    here = ip_address(literal).is_loopback if literal else host == "localhost"
    return here or url.startswith("https://")


def _literal(host: str) -> str:
    """Return the IP address that a host is written as, in any form; none if by name."""
    try:
        return str(ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))  # such as 127.1 and 0x7f000001
    except OSError:
        return ""
