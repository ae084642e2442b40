"""The polite door to HTTP: what it brings, what it keeps, and what it refuses."""

from __future__ import annotations

import gzip
import socket
import sys
import threading

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from urllib3.util import connection

from digest.errors import DigestError, FetchError, StatusError
from digest.fetch import Fetch, Limits, Traffic, answers, hosts, wire
from digest.fetch.addresses import is_public
from digest.fetch.limits import MEBIBYTE
from digest.fetch.stop import Stop
from tests.peers import (
    Peers,
    answer,
    drip,
    endless,
    hangs_up,
    redirect,
    silent,
    stalled,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.peers import Script

    Door = Callable[..., Fetch]

LIMITS = Limits(connect=0.5, read=0.5, whole=1, patience=60, size=MEBIBYTE)
OK = answer("200 OK", b"text")
ABSENT = "not in the cache, and asked to stay offline"
ELSEWHERE = "leads to something other than http or https"
PRIVATE = "leads to an address that is not public"
NOWHERE = "leads to what is no address"
ROUND = "leads from one address to the next without end"
LATE = "no answer within 1 seconds"
CUT, DEAF, LARGE = "its answer broke off", "does not answer", "larger than 1 MiB"
PACKED, GZIP = "cannot be unpacked", "200 OK\r\nContent-Encoding: gzip"

# What a server does, what is said of it, and how often it is asked.
ANSWERS: dict[str, tuple[Script, str, int]] = {
    "not found": (answer("404 Not Found"), "answers with status 404", 1),
    "gone": (answer("410 Gone"), "answers with status 410", 1),
    "bad request": (answer("400 Bad Request"), "answers with status 400", 1),
    "forbidden": (answer("403 Forbidden"), "answers with status 403", 1),
    "nothing": (answer("204 No Content"), "answers with status 204", 1),
    "unheard of": (answer("999 No"), "answers with status 999", 1),
    "unchanged, unasked": (answer("304 Same"), "answers with status 304", 1),
    "redirect to nowhere": (answer("302 Found"), "answers with status 302", 1),
    "failing": (answer("500 Oops"), "answers with status 500", 3),
    "bad gateway": (answer("502 Bad Gateway"), "answers with status 502", 3),
    "busy": (answer("503 Busy", b"later"), "answers with status 503", 3),
    "bad gateway, late": (answer("504 Late"), "answers with status 504", 3),
    "too many": (answer("429 Slow down"), "answers with status 429", 3),
    "too many, for a moment": (
        answer("429 Slow down\r\nRetry-After: 2"),
        "answers with status 429",
        3,
    ),
    "too many, for long": (
        answer("429 Slow down\r\nRetry-After: 61"),
        "asks to come back later\n  hint: in 61 seconds",
        1,
    ),
    "busy for ever": (
        answer(f"503 Busy\r\nRetry-After: {'9' * 12}"),
        f"asks to come back later\n  hint: in {'9' * 12} seconds",
        1,
    ),
    "not found for ever": (
        answer(f"404 Not Found\r\nRetry-After: {'9' * 12}"),
        f"asks to come back later\n  hint: in {'9' * 12} seconds",
        1,
    ),
    "forbidden, for a moment": (
        answer("403 Forbidden\r\nRetry-After: 2"),
        "answers with status 403",
        3,
    ),
    "forbidden, for long": (
        answer("403 Forbidden\r\nRetry-After: 3600"),
        "asks to come back later\n  hint: in 3600 seconds",
        1,
    ),
    "busy for an absurd time": (
        answer(f"503 Busy\r\nRetry-After: {'9' * 5000}"),
        "answers with status 503",
        3,
    ),
    "busy until no day": (
        answer("503 Busy\r\nRetry-After: Mon, 99 Foo 99999 00:00:00 GMT"),
        "answers with status 503",
        3,
    ),
    "used up": (
        answer("403 Forbidden\r\nX-RateLimit-Remaining: 0"),
        "its limit of requests is used up",
        1,
    ),
    "used up, for a moment": (
        answer("403 Forbidden\r\nX-RateLimit-Remaining: 0\r\nRetry-After: 2"),
        "its limit of requests is used up\n  hint: in 2 seconds",
        3,
    ),
    "used up, for long": (
        answer("429 No\r\nX-RateLimit-Remaining: 0\r\nRetry-After: 3600"),
        "its limit of requests is used up\n  hint: in 3600 seconds",
        1,
    ),
    "a file": (redirect("file:///etc/passwd"), ELSEWHERE, 1),
    "FTP": (redirect("ftp://example.org/a"), ELSEWHERE, 1),
    "data": (redirect("data:text/plain,a"), ELSEWHERE, 1),
    "almost HTTP": (redirect("httpx://example.org/"), ELSEWHERE, 1),
    "no address": (redirect("http://[::1"), NOWHERE, 1),
    "no host": (redirect("http:///a"), ROUND, 6),
    "no name": (redirect("http://a..b/"), NOWHERE, 1),
    "no text": (redirect("http://\xff\xfe/"), NOWHERE, 1),
    "itself": (redirect("/"), ROUND, 6),
    "no HTTP": (lambda peer: peer.sendall(b"\0\1\2\r\n"), DEAF, 3),
    "hangs up": (hangs_up, DEAF, 3),
    "empty": (answer("200 OK"), "an empty answer", 1),
    "empty, packed": (answer(GZIP), "an empty answer", 1),
    "empty when unpacked": (answer(GZIP, gzip.compress(b"")), "an empty answer", 1),
    "too short": (answer("200 OK", b"abc", length=9), CUT, 3),
    "no chunk": (endless("200 OK\r\nTransfer-Encoding: chunked"), CUT, 3),
    "half a chunk": (
        lambda peer: peer.sendall(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc"
        ),
        CUT,
        3,
    ),
    "no gzip": (answer(GZIP, b"abc"), PACKED, 1),
    "half a gzip": (answer(GZIP, gzip.compress(b"abc" * 99)[:-9]), PACKED, 1),
    "packed otherwise": (answer("200 OK\r\nContent-Encoding: br", b"abc"), PACKED, 1),
    "endless": (endless("200 OK"), LARGE, 1),
    "endless head": (
        lambda peer: peer.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * (1 << 16)),
        LARGE,
        1,
    ),
    "a bit too much": (answer("200 OK", bytes(MEBIBYTE + 1)), LARGE, 1),
    "a bit too much, untold": (
        lambda peer: peer.sendall(b"HTTP/1.0 200 OK\r\n\r\n" + bytes(MEBIBYTE + 1)),
        LARGE,
        1,
    ),
    "absurdly much, it says": (answer("200 OK", b"abc", length=10**11), LARGE, 1),
    "unpacks to much": (answer(GZIP, gzip.compress(bytes(9 * MEBIBYTE))), LARGE, 1),
    "drips": (drip("HTTP/1.1 200 OK\r\n\r\n", "x"), LATE, 1),
    "drips chunks": (
        drip("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
        LATE,
        1,
    ),
    "drips a chunk's size": (
        drip("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "0"),
        LATE,
        1,
    ),
    "drips a head": (drip("HTTP/1.1 200 OK\r\nX: ", "x"), LATE, 1),
    "drips an error": (
        drip("HTTP/1.1 404 No\r\n\r\n", "x"),
        "answers with status 404",
        1,
    ),
    "silent": (silent, "no answer within 0.5 seconds", 3),
    "stalled": (stalled, "no answer within 0.5 seconds", 3),
}


class Clock:
    """A clock of our own, which whoever waits puts forward; ``slept`` lists how far."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, list[float]()

    def monotonic(self) -> float:
        """Return the time."""
        return self.now

    def sleep(self, seconds: float, url: str) -> None:
        """Put the clock forward; nobody may be made to wait longer than this."""
        assert seconds <= LIMITS.patience, url
        self.now += seconds
        self.slept.append(seconds)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Wait for nothing: neither for a host's turn, nor before another try."""
    clock = Clock()
    monkeypatch.setattr(hosts, "monotonic", clock.monotonic)
    monkeypatch.setattr(Stop, "sleep", clock.sleep)
    return clock


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Go by no proxy, whatever the environment says."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """Make doors with one cache and low limits, each as a new run has it."""
    return partial(Fetch, tmp_path / "cache", base=tmp_path, limits=LIMITS)


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List the addresses that we try to connect to; those beyond loopback fail."""
    addresses: list[str] = []

    def connecting(place: tuple[str, int], *given: Any, **named: Any) -> socket.socket:
        addresses.append(place[0])
        if place[0] != "127.0.0.1":
            raise ConnectionRefusedError
        return connection.create_connection(place, *given, **named)

    monkeypatch.setattr(wire, "create_connection", connecting)
    return addresses


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Have names stand for addresses, as given here."""
    known: dict[str, list[str]] = {}
    real = socket.getaddrinfo

    def resolving(host: str, port: int, *more: Any) -> list[Any]:
        given = known.get(host, [host])
        return [place for address in given for place in real(address, port, *more)]

    monkeypatch.setattr(socket, "getaddrinfo", resolving)
    return known


def test_answer(door: Door, serve: Peers) -> None:
    """What an address answers is returned as it is, but unpacked."""
    packed = answer(GZIP, gzip.compress(b"text"))
    plain = answer("200 OK\r\nContent-Encoding: identity", b"\xff\0")
    unasked = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nold"

    assert door().read(serve(packed)) == b"text"
    assert door().read(serve(plain)) == b"\xff\0"
    assert door().read(serve(lambda peer: peer.sendall(unasked))) == b"old"


def test_broken_head(
    door: Door, serve: Peers, caplog: pytest.LogCaptureFixture
) -> None:
    """A head that is partly nonsense is no news for the user."""
    url = serve(answer("200 OK\r\nno field\r\n: none\r\nETag", b"text"))

    assert door().read(url) == b"text"
    assert not [record for record in caplog.records if record.levelname != "DEBUG"]


def test_manners(
    door: Door, serve: Peers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """We say who we are, and nothing else of the user, and bring no cookie back."""
    biscuit = answer("200 OK\r\nSet-Cookie: a=b; Path=/", b"text")
    url = serve(biscuit)
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    fetch = door()

    fetch.read(url)
    fetch.read(f"{url}other")

    for asked in serve.asked:
        assert "User-Agent: monthly-andrew (release digest;" in asked
        assert "Accept: */*" in asked
        assert "Cookie" not in asked
        assert "Authorization" not in asked


@pytest.mark.parametrize("name", ANSWERS)
def test_bad_answer(name: str, door: Door, serve: Peers) -> None:
    """Whatever a server does, it is told in a line and soon, and nothing is kept."""
    script, what, times = ANSWERS[name]
    url = serve(script)

    with pytest.raises(FetchError) as caught:
        door().read(url)

    assert str(caught.value) == f"{url}: {what}"
    assert len(serve.asked) == times
    with pytest.raises(FetchError, match=ABSENT):
        door(offline=True).read(url)


@pytest.mark.parametrize(
    "name", [name for name, (_, _, times) in ANSWERS.items() if times == LIMITS.tries]
)
def test_another_try(name: str, door: Door, serve: Peers) -> None:
    """What may pass is tried again, and then it is as if nothing had been."""
    url = serve(ANSWERS[name][0], OK)

    assert door().read(url) == b"text"
    assert len(serve.asked) == 2


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("ftp://example.org/a", ELSEWHERE),
        ("git@example.org:a", NOWHERE),
        ("http://[::1", NOWHERE),
        ("http://a..b/", NOWHERE),
        ("http://user:secret@127.0.0.1/", "leads to an address with a user name in it"),
    ],
)
def test_no_address(url: str, what: str, door: Door, connected: list[str]) -> None:
    """What is no address of the web is not asked, nor what has a secret in it."""
    with pytest.raises(FetchError) as caught:
        door().read(url)

    assert str(caught.value) == f"{url}: {what}"
    assert connected == []


def test_status(door: Door, serve: Peers) -> None:
    """An error comes with its status, and with how its text begins, unpacked."""
    said = gzip.compress("é".encode() * 3000)
    url = serve(
        answer("404 Not Found\r\nContent-Encoding: gzip", said),
        answer("403 No\r\nContent-Encoding: gzip", b"abc"),
    )

    with pytest.raises(StatusError) as packed:
        door().read(url)
    with pytest.raises(StatusError) as broken:
        door().read(url)

    assert (packed.value.status, packed.value.said) == (404, "é" * 2000)
    assert (broken.value.status, broken.value.said) == (403, "")


def test_used_up(door: Door, serve: Peers, names: dict[str, list[str]]) -> None:
    """Whoever has asked GitHub too often is told how to be let in more often."""
    names["api.github.com"] = ["127.0.0.1"]
    busy = answer("429 No\r\nX-RateLimit-Remaining: 0")
    url = serve(busy).replace("127.0.0.1", "api.github.com")

    with pytest.raises(FetchError) as caught:
        door().read(url)

    assert str(caught.value) == (
        f"{url}: its limit of requests is used up\n"
        "  hint: set GITHUB_TOKEN, or come back later"
    )


def test_silent_for_good(door: Door, serve: Peers) -> None:
    """A silent server gets no more time than the whole of an answer may take."""
    url = serve(silent)

    with pytest.raises(FetchError) as caught:
        door(limits=replace(LIMITS, read=3, whole=0.5)).read(url)

    assert str(caught.value) == f"{url}: no answer within 0.5 seconds"
    assert len(serve.asked) == 1


def test_nobody_listens(door: Door) -> None:
    """A port that nobody listens at does not answer."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"

    with pytest.raises(FetchError) as caught:
        door().read(url)

    assert str(caught.value) == f"{url}: does not answer"


def test_nobody_knows(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that stands for nothing does not answer."""

    def resolving(*_: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", resolving)

    with pytest.raises(FetchError) as caught:
        door().read("http://unknown.example.org/")

    assert str(caught.value) == "http://unknown.example.org/: does not answer"


def test_no_tls(door: Door, serve: Peers) -> None:
    """A server whose encryption cannot be trusted is not read."""
    url = serve(OK).replace("http:", "https:")

    with pytest.raises(FetchError) as caught:
        door().read(url)

    assert str(caught.value) == (
        f"{url}: offers no safe connection\n"
        "  hint: look at its certificate in a browser"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="others queue more than they say")
def test_nobody_accepts(door: Door) -> None:
    """A server that lets nobody in is given up after the time to connect."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        queue = [socket.socket() for _ in range(4)]
        for waiting in queue:
            waiting.settimeout(0)
            waiting.connect_ex(full.getsockname())
        url = f"http://127.0.0.1:{full.getsockname()[1]}/"
        with pytest.raises(FetchError) as caught:
            door(limits=replace(LIMITS, tries=1)).read(url)
        for waiting in queue:
            waiting.close()

    assert str(caught.value) == f"{url}: no answer within 0.5 seconds"


def test_waiting(door: Door, serve: Peers, clock: Clock) -> None:
    """Between two requests to a host lies a pause, before another try a longer one."""
    url = serve(OK, OK, answer("500 Oops"), answer("502 Oops"), OK)
    fetch = door()

    for name in "abc":
        fetch.read(f"{url}{name}")

    assert clock.slept == [0.5, 0.5, 1.0, 2.0]


def test_another_host_waits_for_nobody(door: Door, serve: Peers, clock: Clock) -> None:
    """Hosts, told apart by their ports too, have their own pauses."""
    fetch = door()

    fetch.read(serve(OK))
    fetch.read(serve(OK))

    assert clock.slept == []


@pytest.mark.parametrize(
    ("asked", "waits"),
    [
        ("7", [7.0]),
        (" 0 ", [1.0]),
        ("60", [60.0]),
        ("Thu, 01 Jan 1970 00:00:09 GMT", [9.0]),
        ("Thu, 01 Jan 1970 00:00:09 -0000", [9.0]),
        ("Thu, 01 Jan 1960 00:00:09 GMT", [1.0]),
        ("soon", [1.0]),
        ("-1", [1.0]),
        ("", [1.0]),
    ],
)
def test_retry_after(
    asked: str,
    waits: list[float],
    *,
    door: Door,
    serve: Peers,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A server that asks to come back at a time is obeyed, in either form."""
    monkeypatch.setattr(answers, "time", lambda: 0.0)
    url = serve(answer(f"429 Slow down\r\nRetry-After: {asked}"), OK)

    assert door().read(url) == b"text"
    assert clock.slept == waits


def test_retry_after_is_for_all(
    door: Door, serve: Peers, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody goes to a host while it asks for a rest, whatever they want there."""
    url = serve(answer("503 Busy\r\nRetry-After: 40"), OK)
    fetch = door()
    visits = iter([f"{url}other"])

    def sleep(seconds: float, url: str) -> None:
        # While the first waits for another try, somebody else comes.
        for other in visits:
            fetch.read(other)
            return
        clock.sleep(seconds, url)

    monkeypatch.setattr(Stop, "sleep", staticmethod(sleep))

    fetch.read(url)

    assert clock.slept == [40.0, 0.5]
    assert serve.lines == ["GET / HTTP/1.1", "GET /other HTTP/1.1", "GET / HTTP/1.1"]


@pytest.mark.parametrize(
    "name",
    [
        "too many",
        "too many, for long",
        "not found for ever",
        "forbidden, for a moment",
        "forbidden, for long",
        "used up",
        "used up, for a moment",
        "used up, for long",
        "hangs up",
        "silent",
        "drips",
    ],
)
def test_host_that_is_down(name: str, door: Door, serve: Peers) -> None:
    """A host that proved not to answer is not asked again; all hear the reason."""
    script, what, times = ANSWERS[name]
    url = serve(script, *[script] * (times - 1), OK)
    fetch = door()
    with pytest.raises(FetchError):
        fetch.read(url)

    with pytest.raises(FetchError) as caught:
        fetch.read(f"{url}other")

    assert str(caught.value) == f"{url}other: {what}"
    assert len(serve.asked) == times


def test_rest_after_what_is_not_there(door: Door, serve: Peers, clock: Clock) -> None:
    """Whatever a server answers, it may ask for a rest with it."""
    url = serve(answer("404 Not Found\r\nRetry-After: 40"), OK)
    fetch = door()

    with pytest.raises(StatusError):
        fetch.read(url)

    assert fetch.read(f"{url}other") == b"text"
    assert clock.slept == [40.0]


@pytest.mark.parametrize("name", ["not found", "failing", "empty", "endless"])
def test_address_that_fails(name: str, door: Door, serve: Peers) -> None:
    """What is wrong with one address says nothing of the others at its host."""
    script, _, times = ANSWERS[name]
    url = serve(*[script] * times, OK)
    fetch = door()

    with pytest.raises(FetchError):
        fetch.read(url)

    assert fetch.read(f"{url}other") == b"text"


def test_closed_while_waiting(door: Door, serve: Peers) -> None:
    """Whoever waits for a place at a host hears it, too, if it proves to be down."""
    url = serve(*[hangs_up] * 3, OK)
    fetch = door()
    gate = fetch._out.asker.hosts.gate(url)

    with ThreadPoolExecutor() as pool, gate.hold(url), gate.hold(url):
        reading = pool.submit(fetch.read, url)
        waiting = gate._places._cond._waiters  # type: ignore[attr-defined] # how else to see that it waits
        while not waiting and not reading.done():
            pass
        gate.close(FetchError("is down", where=url))

    assert str(reading.exception()) == f"{url}: is down"
    assert serve.asked == []


def test_two_at_a_time(door: Door, serve: Peers) -> None:
    """However many threads read from a host, two at a time are let in."""
    both, lock, there, most = threading.Barrier(2, timeout=5), threading.Lock(), [], []

    def script(peer: socket.socket) -> None:
        with lock:
            there.append(peer)
            most.append(len(there))
        both.wait()
        with lock:
            there.remove(peer)
        OK(peer)

    url = serve(script)
    fetch = door(limits=replace(LIMITS, read=5, whole=9))

    with ThreadPoolExecutor(6) as pool:
        found = [*pool.map(fetch.read, [f"{url}{number}" for number in range(6)])]

    assert found == [b"text"] * 6
    assert max(most) == 2


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect(status: int, door: Door, serve: Peers) -> None:
    """A redirect is followed by the same method; what it says itself is not read."""
    found = serve(OK)
    url = serve(endless(f"{status} Elsewhere\r\nLocation: {found}there"))

    with door().open(url, post=True) as answered:
        assert answered.read() == b"text"
    assert serve.lines == ["POST / HTTP/1.1", "POST /there HTTP/1.1"]
    assert "Content-Length: 0" in serve.asked[1]


def test_redirect_within_a_host(door: Door, serve: Peers) -> None:
    """A redirect may leave out what stays the same; five in a row are followed."""
    url = serve(*[redirect(f"/{number}") for number in range(5)], OK)

    assert door().read(url) == b"text"
    assert len(serve.asked) == 6


@pytest.mark.parametrize(
    "to",
    [
        "http://10.0.0.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://172.16.0.1:8080/",
        "http://192.168.0.1/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://127.0.0.2/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1%25lo]/",
        "http://[fc00::1]/",
        "http://[fec0::1]/",
        "http://[ff02::1]/",
        "https://localhost/",
        "http://LOCALHOST./",
        "http://a.localhost/",
        "//10.0.0.1/",
        "http://private.example.org/",
        "http://both.example.org/",
    ],
)
def test_private_redirect(
    to: str,
    door: Door,
    serve: Peers,
    connected: list[str],
    names: dict[str, list[str]],
) -> None:
    """A redirect to what only we can reach is refused before anything is sent."""
    names["private.example.org"] = ["10.0.0.1"]
    names["both.example.org"] = ["93.184.215.14", "127.0.0.1"]
    url = serve(redirect(to))

    with pytest.raises(FetchError) as caught:
        door().read(url)

    assert str(caught.value) == f"{url}: {PRIVATE}"
    assert connected == ["127.0.0.1"]


def test_redirect_with_a_user(door: Door, serve: Peers, connected: list[str]) -> None:
    """A redirect does not make us somebody's user."""
    url = serve(redirect("http://user:secret@127.0.0.1/"))

    with pytest.raises(FetchError) as caught:
        door().read(url)

    assert str(caught.value) == f"{url}: leads to an address with a user name in it"
    assert connected == ["127.0.0.1"]


def test_public_redirect(
    door: Door, serve: Peers, connected: list[str], names: dict[str, list[str]]
) -> None:
    """We connect to the addresses that were looked at, and ask for no name again."""
    names["away.example.org"] = ["93.184.215.14", "2606:2800:21f:cb07::1"]
    url = serve(redirect("http://away.example.org/"))

    with pytest.raises(FetchError, match=DEAF):
        door(limits=replace(LIMITS, tries=1)).read(url)

    assert connected == ["127.0.0.1", "93.184.215.14", "2606:2800:21f:cb07::1"]


def test_own_private_host(
    door: Door, serve: Peers, names: dict[str, list[str]]
) -> None:
    """A host that a source itself names may be a private one, under that name alone."""
    names["lists.corp.example"] = names["lists.corp.example."] = ["127.0.0.1"]
    url = serve(redirect("/there"), OK).replace("127.0.0.1", "Lists.Corp.example")
    away = serve(redirect(url)).replace("127.0.0.1", "lists.corp.example.")

    assert door().read(url) == b"text"
    assert door().read(away) == b"text"


@pytest.fixture
def mapped(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List the addresses that we connect to; all of them are this machine."""
    addresses: list[str] = []

    def connecting(place: tuple[str, int], *given: Any, **named: Any) -> socket.socket:
        addresses.append(place[0])
        here = ("127.0.0.1", place[1])
        return connection.create_connection(here, *given, **named)

    monkeypatch.setattr(wire, "create_connection", connecting)
    return addresses


@pytest.mark.parametrize("name", ["lists.example.org", "LISTS.example.org."])
def test_own_host_turned_inwards(
    name: str,
    door: Door,
    serve: Peers,
    mapped: list[str],
    names: dict[str, list[str]],
) -> None:
    """A host that was public when it was first asked is so for the whole run."""
    public = "93.184.215.14"
    names["lists.example.org"] = names[name] = [public]
    inside = serve(OK).replace("127.0.0.1", name)

    def turning(peer: socket.socket) -> None:
        names["lists.example.org"] = names[name] = ["127.0.0.1"]
        redirect(inside)(peer)

    url = serve(turning).replace("127.0.0.1", "lists.example.org")
    fetch = door()

    for _ in range(2):
        with pytest.raises(FetchError) as caught:
            fetch.read(url)
        assert str(caught.value) == f"{url}: {PRIVATE}"
    assert mapped == [public]
    assert len(serve.asked) == 1


def test_own_host_that_moves(
    door: Door, serve: Peers, mapped: list[str], names: dict[str, list[str]]
) -> None:
    """A public host may get another public address, and a private one become public."""
    url = serve(OK).replace("127.0.0.1", "lists.example.org")
    inside = serve(OK).replace("127.0.0.1", "lists.corp.example")
    names["lists.example.org"] = ["93.184.215.14"]
    names["lists.corp.example"] = ["10.0.0.1", "93.184.215.14"]
    fetch = door()
    fetch.read(url)
    fetch.read(inside)
    names["lists.example.org"] = ["93.184.215.15"]
    names["lists.corp.example"] = ["93.184.215.16"]

    fetch.read(f"{url}more")
    fetch.read(f"{inside}more")

    assert mapped == ["93.184.215.14", "10.0.0.1", "93.184.215.15", "93.184.215.16"]


def test_each_host_its_own_wire(
    door: Door, serve: Peers, names: dict[str, list[str]]
) -> None:
    """That one source may go to a private host does not let another be sent there."""
    names["lists.corp.example"] = ["127.0.0.1"]
    inside = serve(OK).replace("127.0.0.1", "lists.corp.example")
    url = serve(redirect(inside))
    fetch = door()
    fetch.read(inside)

    with pytest.raises(FetchError) as caught:
        fetch.read(url)

    assert str(caught.value) == f"{url}: {PRIVATE}"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07::1", True),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::5db8:d70e", True),
        ("198.18.0.1", False),
        ("2001:db8::1", False),
        ("::127.0.0.1", False),
        ("4000::1", False),
    ],
)
def test_public(address: str, *, public: bool) -> None:
    """An address is public if all the world can reach it, however it is written."""
    assert is_public(address) is public


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Have the environment name a proxy."""

    def naming(url: str) -> None:
        monkeypatch.setenv("http_proxy", url)
        monkeypatch.setenv("https_proxy", url)

    return naming


def test_proxy(door: Door, serve: Peers, proxied: Callable[[str], None]) -> None:
    """A proxy that the environment names is asked instead, wherever it is."""
    proxied(serve(OK))
    fetch = door()

    assert fetch.read("http://lists.example.org/a") == b"text"
    assert fetch.read("http://lists.example.org/b") == b"text"
    assert serve.lines == [
        "GET http://lists.example.org/a HTTP/1.1",
        "GET http://lists.example.org/b HTTP/1.1",
    ]


@pytest.mark.parametrize(
    ("script", "what"),
    [
        (redirect("http://10.0.0.1/"), PRIVATE),
        (redirect("http://0x7f.1/"), PRIVATE),
        (redirect("http://localhost/"), PRIVATE),
        (drip("HTTP/1.1 200 OK\r\nX: ", "x"), LATE),
        (endless("200 OK"), LARGE),
    ],
)
def test_hostile_by_proxy(
    script: Script,
    what: str,
    door: Door,
    serve: Peers,
    proxied: Callable[[str], None],
) -> None:
    """What comes by a proxy keeps to the same limits."""
    proxied(serve(script))
    url = "http://lists.example.org/"

    with pytest.raises(FetchError) as caught:
        door().read(url)

    assert str(caught.value) == f"{url}: {what}"


def test_no_tunnel(door: Door, serve: Peers, proxied: Callable[[str], None]) -> None:
    """A proxy that lets nobody through is as if the host did not answer."""
    proxied(serve(answer("403 Forbidden")))

    with pytest.raises(FetchError) as caught:
        door().read("https://lists.example.org/")

    assert str(caught.value) == "https://lists.example.org/: does not answer"
    assert serve.lines[0].startswith("CONNECT lists.example.org:443 ")


KEPT = {
    "ETag": answer('200 OK\r\nETag: "a"', b"text"),
    "date": answer("200 OK\r\nLast-Modified: Fri, 01 Jul 2011 00:00:00 GMT", b"text"),
    "lies": answer(
        '200 OK\r\nETag: "a"\r\nDate: today\r\nContent-Location: /b\r\nVary: *\r\n'
        "Expires: Mon, 01 Jan 99999 00:00:00 GMT\r\nCache-Control: max-age=99, max-age",
        b"text",
    ),
    "packed": answer(f'{GZIP}\r\nETag: "a"', gzip.compress(b"text")),
}
CONDITIONS = {
    "ETag": 'If-None-Match: "a"',
    "date": "If-Modified-Since: Fri, 01 Jul 2011 00:00:00 GMT",
    "lies": 'If-None-Match: "a"',
    "packed": 'If-None-Match: "a"',
}
SAME = answer("304 Not Modified")


@pytest.mark.parametrize("name", KEPT)
def test_unchanged(name: str, door: Door, serve: Peers) -> None:
    """In the next run we ask whether an answer has changed, and in this one nothing."""
    url = serve(KEPT[name], SAME, SAME)
    first, second, third = door(), door(), door()

    for fetch in (first, first, second, second, third):
        assert fetch.read(url) == b"text"

    assert len(serve.asked) == 3
    assert "If-" not in serve.asked[0]
    assert CONDITIONS[name] in serve.asked[1]
    assert CONDITIONS[name] in serve.asked[2]


def test_changed(door: Door, serve: Peers) -> None:
    """What has changed takes the place of what was kept."""
    url = serve(KEPT["ETag"], answer('200 OK\r\nETag: "b"', b"new"), SAME)
    door().read(url)

    assert door().read(url) == b"new"
    assert door().read(url) == b"new"
    assert 'If-None-Match: "b"' in serve.asked[2]


@pytest.mark.parametrize(
    "head",
    [
        "200 OK",
        "200 OK\r\nETag: ",
        f"200 OK\r\nETag: {'a' * 1001}",
        '200 OK\r\nETag: "\0"',
    ],
)
def test_nothing_to_ask_with(head: str, door: Door, serve: Peers) -> None:
    """What comes without a sensible mark is asked for again, once in each run."""
    url = serve(answer(head, b"text"))

    for fetch in (door(), door()):
        assert fetch.read(url) == fetch.read(url) == b"text"

    assert len(serve.asked) == 2
    assert "If-" not in serve.asked[1]


def test_settled(door: Door, serve: Peers) -> None:
    """What is settled is asked for once, and never again."""
    url = serve(answer("200 OK\r\nCache-Control: no-store", b"text"))

    for fetch in (door(), door(), door(offline=True)):
        with fetch.open(url, settled=True) as answered:
            assert answered.read() == b"text"

    assert door().read(url) == b"text"
    assert len(serve.asked) == 1


def _open_ended(head: str, body: bytes) -> Script:
    """Return a script whose answer ends where its connection does."""
    return lambda peer: peer.sendall(f"{head}\r\n\r\n".encode() + body)


@pytest.mark.parametrize(
    "head",
    [
        'HTTP/1.0 200 OK\r\nETag: "a"',
        "HTTP/1.0 200 OK\r\nCache-Control: max-age=99",
        'HTTP/1.1 200 OK\r\nETag: "a"\r\nContent-Length: much',
        'HTTP/1.1 200 OK\r\nETag: "a"\r\nTransfer-Encoding: odd, chunked',
    ],
)
def test_maybe_cut(head: str, door: Door, serve: Peers) -> None:
    """What ends with its connection may be cut, so it is never settled, nor marked."""
    url = serve(_open_ended(head, b"te"), OK)

    for text in (b"te", b"text", b"text"):
        with door().open(url, settled=True) as answered:
            assert answered.read() == text
        assert door(offline=True).read(url) == text

    assert len(serve.asked) == 2
    assert "If-" not in serve.asked[1]


def test_maybe_cut_and_not_to_be_kept(door: Door, serve: Peers) -> None:
    """What cannot be settled is not kept against the server's will."""
    url = serve(_open_ended("HTTP/1.0 200 OK\r\nCache-Control: no-store", b"text"))

    with door().open(url, settled=True) as answered:
        assert answered.read() == b"text"

    with pytest.raises(FetchError, match=ABSENT):
        door(offline=True).read(url)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("HTTP/1.0 200 OK\r\nContent-Length: 4", b"text"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked", b"4\r\ntext\r\n0\r\n\r\n"),
        ("HTTP/1.0 200 OK\r\nContent-Encoding: GZip", gzip.compress(b"text")),
    ],
)
def test_surely_whole(head: str, body: bytes, door: Door, serve: Peers) -> None:
    """What says itself where it ends is whole, and may be settled."""
    url = serve(_open_ended(head, body))

    for fetch in (door(), door()):
        with fetch.open(url, settled=True) as answered:
            assert answered.read() == b"text"

    assert len(serve.asked) == 1


def test_settled_absence(door: Door, serve: Peers) -> None:
    """That nothing is where all is settled is known offline; else it is asked again."""
    said = "nothing é".encode()
    url = serve(answer("404 Not Found", said), answer("404 Not Found", said), OK)
    told = []

    for fetch in (door(), door(), door(offline=True)):
        with pytest.raises(StatusError) as caught, fetch.open(url, settled=True):
            pass
        told.append((str(caught.value), caught.value.status, caught.value.said))

    assert told == [(f"{url}: answers with status 404", 404, "nothing é")] * 3
    assert len(serve.asked) == 2
    with door().open(url, settled=True) as answered:
        assert answered.read() == b"text"


@pytest.mark.parametrize("status", [403, 410, 500])
def test_unsettled_absence(status: int, door: Door, serve: Peers) -> None:
    """Only that is kept: not what may pass, nor what was not settled."""
    limits = replace(LIMITS, tries=1)
    url = serve(answer(f"{status} No"), answer("404 Not Found"), OK)

    for settled in (True, False):
        with (
            pytest.raises(StatusError),
            door(limits=limits).open(url, settled=settled),
        ):
            pass

    with door().open(url, settled=True) as answered:
        assert answered.read() == b"text"


def test_absence_after_all(door: Door, serve: Peers) -> None:
    """What was there once is not given up because it is no longer there."""
    url = serve(KEPT["ETag"], answer("404 Not Found"), answer("404 Not Found"))
    door().read(url)

    for fetch in (door(), door()):
        with pytest.raises(StatusError), fetch.open(url, settled=True):
            pass

    assert door(offline=True).read(url) == b"text"
    assert len(serve.asked) == 3


def test_settled_later(door: Door, serve: Peers) -> None:
    """What was kept before it was settled is asked about once more."""
    url = serve(KEPT["ETag"], SAME)
    door().read(url)

    for fetch in (door(), door()):
        with fetch.open(url, settled=True) as answered:
            assert answered.read() == b"text"

    assert len(serve.asked) == 2
    assert CONDITIONS["ETag"] in serve.asked[1]


def test_not_to_be_kept(door: Door, serve: Peers) -> None:
    """What a server wants nobody to keep is not kept, nor what was kept before."""
    private = answer("200 OK\r\nCache-Control: No-Store", b"new")
    url = serve(KEPT["ETag"], private)
    door().read(url)
    fetch = door()

    assert fetch.read(url) == fetch.read(url) == b"new"
    assert len(serve.asked) == 3
    with pytest.raises(FetchError, match=ABSENT):
        door(offline=True).read(url)


def test_posted(door: Door, serve: Peers) -> None:
    """What is posted is kept apart from what is got; unless settled, it is had anew."""
    url = serve(KEPT["ETag"], answer("200 OK", b"posted"))
    door().read(url)

    for settled in (False, True, True):
        with door().open(url, post=True, settled=settled) as answered:
            assert answered.read() == b"posted"

    assert serve.lines == ["GET / HTTP/1.1", *["POST / HTTP/1.1"] * 2]
    assert "If-" not in serve.asked[1]
    assert door(offline=True).read(url) == b"text"


def test_offline(door: Door, serve: Peers) -> None:
    """Offline, what is kept is read, however old, and nobody is asked for the rest."""
    url = serve(OK)
    door().read(url)
    fetch = door(offline=True)

    assert fetch.read(f"{url}#part") == b"text"
    with pytest.raises(FetchError) as caught:
        fetch.read(f"{url}other")
    assert str(caught.value) == f"{url}other: {ABSENT}"
    assert len(serve.asked) == 1


def test_redirect_is_kept(door: Door, serve: Peers) -> None:
    """What a redirect led to is kept for where we began, and asked about there."""
    there = serve(KEPT["ETag"], SAME, SAME)
    url = serve(redirect(there), redirect(there), redirect(f"{there}moved"))

    for fetch in (door(), door(), door(offline=True)):
        assert fetch.read(url) == b"text"
    with pytest.raises(StatusError):
        door().read(url)

    conditions = ["If-None-Match" in asked for asked in serve.asked]
    assert conditions == [False, False, False, True, False, False]


def test_wrong_content(door: Door, serve: Peers) -> None:
    """What proves to be wrong is not kept, settled or not, so it is asked for again."""
    url = serve(answer("200 OK", b"<html>busy</html>"), OK)
    fetch = door()
    with (
        pytest.raises(DigestError, match="no mbox"),
        fetch.open(url, settled=True),
    ):
        raise DigestError("no mbox", where=url)

    with fetch.open(url, settled=True) as answered:
        assert answered.read() == b"text"
    with door().open(url, settled=True) as answered:
        assert answered.read() == b"text"
    assert len(serve.asked) == 2


WALL = b"<html>are you human</html>"


def _reject(
    fetch: Fetch, url: str, meanwhile: Callable[[], object] = lambda: None
) -> bytes:
    """Read what an address answers, find it wrong, and return it."""
    with suppress(DigestError), fetch.open(url) as answered:
        found = answered.read()
        meanwhile()
        raise DigestError("no mbox", where=url)
    return found


@pytest.mark.parametrize(
    "head", ['200 OK\r\nETag: "b"', "200 OK\r\nCache-Control: no-store"]
)
def test_wall_before_what_is_kept(head: str, door: Door, serve: Peers) -> None:
    """What proves to be wrong does not take the place of what was right."""
    url = serve(KEPT["ETag"], answer(head, WALL), SAME)
    door().read(url)
    fetch = door()

    assert _reject(fetch, url) == WALL

    assert door(offline=True).read(url) == b"text"
    assert fetch.read(url) == b"text"
    assert CONDITIONS["ETag"] in serve.asked[2]


def test_two_find_it_wrong(door: Door, serve: Peers) -> None:
    """Who reads what another is reading has the same; if both say no, it is gone."""
    url = serve(KEPT["ETag"], answer("200 OK", WALL), answer("200 OK", b"new"))
    door().read(url)
    fetch, inner = door(), list[bytes]()

    outer = _reject(fetch, url, lambda: inner.append(_reject(fetch, url)))

    assert (outer, inner) == (WALL, [WALL])
    assert door(offline=True).read(url) == b"text"
    assert fetch.read(url) == b"new"


def test_one_finds_it_wrong(door: Door, serve: Peers) -> None:
    """What one reader keeps, another who finds it wrong has forgotten."""
    url = serve(answer("200 OK", WALL), OK)
    fetch = door()

    assert _reject(fetch, url, lambda: fetch.read(url)) == WALL

    with pytest.raises(FetchError, match=ABSENT):
        door(offline=True).read(url)
    assert fetch.read(url) == b"text"


def test_kept_when_read(door: Door, serve: Peers) -> None:
    """An answer is aside for all while the first reads it, and kept after that."""
    url = serve(OK)
    fetch = door()

    with fetch.open(url):
        with pytest.raises(FetchError, match=ABSENT):
            door(offline=True).read(url)
        assert fetch.read(url) == b"text"
        assert door(offline=True).read(url) == b"text"

    assert fetch.read(url) == b"text"
    assert len(serve.asked) == 1


def test_wrong_content_offline(door: Door, serve: Peers) -> None:
    """Offline it stays; it may be all that there is."""
    url = serve(OK)
    door().read(url)
    fetch = door(offline=True)

    with pytest.raises(DigestError, match="no mbox"), fetch.open(url):
        raise DigestError("no mbox", where=url)

    assert fetch.read(url) == b"text"


def test_left_early(door: Door, serve: Peers) -> None:
    """Whoever reads no further, or fails in another way, finds it kept."""
    url = serve(OK)
    fetch = door()

    with pytest.raises(KeyError), fetch.open(url, settled=True):
        raise KeyError

    with door().open(url, settled=True) as answered:
        assert answered.read() == b"text"
    assert len(serve.asked) == 1


@pytest.mark.parametrize(
    ("suffix", "damage"),
    [
        ("", lambda data: data[:-1]),
        ("", lambda data: data[:40]),
        ("", lambda _: b""),
        ("", lambda _: b"cc=4,\x01"),
        ("", lambda data: data[:80] + bytes(20) + data[100:]),
        ("", None),
        (".body", lambda data: data[:-1]),
        (".body", lambda _: b""),
        (".body", lambda _: b"next"),
        (".body", None),
    ],
)
def test_damaged(
    suffix: str,
    damage: Callable[[bytes], bytes] | None,
    door: Door,
    serve: Peers,
    tmp_path: Path,
) -> None:
    """What a full disk or a crash has left of an answer counts as none."""
    url = serve(KEPT["ETag"])
    with door().open(url, settled=True):
        pass
    (kept,) = (p for p in tmp_path.rglob("*") if p.is_file() and p.suffix == suffix)
    if damage:
        kept.write_bytes(damage(kept.read_bytes()))
    else:
        kept.unlink()

    with pytest.raises(FetchError, match=ABSENT):
        door(offline=True).read(url)
    with door().open(url, settled=True) as answered:
        assert answered.read() == b"text"
    assert len(serve.asked) == 2


def test_lost_meanwhile(door: Door, serve: Peers, tmp_path: Path) -> None:
    """That nothing has changed is no answer if what was kept is gone meanwhile."""

    def losing(peer: socket.socket) -> None:
        for path in tmp_path.rglob("*"):
            if path.is_file():
                path.unlink()
        SAME(peer)

    url = serve(KEPT["ETag"], losing)
    door().read(url)

    with pytest.raises(StatusError) as caught:
        door().read(url)

    assert caught.value.status == 304


def test_no_cache(door: Door, serve: Peers, tmp_path: Path) -> None:
    """Where nothing can be kept, that is no source's fault, and is told as such."""
    (tmp_path / "cache").touch()

    with pytest.raises(DigestError) as caught:
        door().read(serve(OK))

    assert not isinstance(caught.value, FetchError)
    assert str(caught.value) == (
        f"{tmp_path}/cache/http: not a directory\n"
        "  hint: what addresses answered is kept there"
    )


def test_once_for_all(door: Door, serve: Peers) -> None:
    """Threads that read one address at a time have it from one request."""
    url = serve(OK)
    fetch = door()

    with ThreadPoolExecutor(4) as pool:
        found = [*pool.map(fetch.read, [url] * 8)]

    assert found == [b"text"] * 8
    assert len(serve.asked) == 1


TOKEN = "s3cr3t-t0k3n"  # noqa: S105 - of a test


def test_token(door: Door, serve: Peers, tmp_path: Path) -> None:
    """A token is shown to its host each time, and is kept nowhere."""
    head = '200 OK\r\nETag: "a"\r\nVary: Authorization, User-Agent'
    url = serve(answer(head, b"text"), SAME, answer("404 No"))
    tokens = {"127.0.0.1": f"{TOKEN}\n"}

    for _ in range(2):
        assert door(tokens=tokens).read(url) == b"text"
    with pytest.raises(FetchError) as caught:
        door(tokens=tokens).read(f"{url}other")

    assert all(f"Authorization: Bearer {TOKEN}\r\n" in a for a in serve.asked)
    assert 'If-None-Match: "a"' in serve.asked[1]
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert any(b"text" in data for data in kept)
    assert not any(TOKEN.encode() in data for data in kept)
    assert TOKEN not in repr(caught.value)


def test_token_for_another(
    door: Door, serve: Peers, names: dict[str, list[str]]
) -> None:
    """Nobody gets a token by a redirect, not even its host, nor over an open line."""
    names["api.example.org"] = ["127.0.0.1"]
    tokens = {"127.0.0.1": TOKEN, "api.example.org": TOKEN}
    other, third = serve(OK), serve(OK)
    url = serve(redirect(other))
    aside = third.replace("127.0.0.1", "api.example.org")
    fetch = door(tokens=tokens)

    fetch.read(url)
    fetch.read(aside)

    assert ["Authorization" in asked for asked in serve.asked] == [True, False, False]


@pytest.mark.parametrize("token", ["", "two words", "a\r\nb", "é"])
def test_no_token(token: str, door: Door) -> None:
    """What can be no token is told before anybody sees it, and not repeated."""
    fetch = door(tokens={"api.github.com": token})

    with pytest.raises(DigestError) as caught:
        fetch.read("https://api.github.com/")

    assert str(caught.value) == "token of api.github.com: empty, or more than a word"


def test_traffic(door: Door, serve: Peers) -> None:
    """What has gone over the wire is counted: all requests, and all that came back."""
    error = b"HTTP/1.0 500 Oops\r\n\r\nSorry"
    found = b'HTTP/1.0 200 OK\r\nETag: "a"\r\n\r\ntext'
    url = serve(lambda peer: peer.sendall(error), lambda peer: peer.sendall(found))
    fetch = door()
    fetch.read(url)
    fetch.read(url)

    assert fetch.traffic == Traffic(requests=2, received=len(error + found))
    assert door().traffic == Traffic(requests=0, received=0)


class _Patient(BaseHTTPRequestHandler):
    """Answers on one connection for as long as it is kept open."""

    protocol_version = "HTTP/1.1"
    callers: list[object]

    def do_GET(self) -> None:
        """Answer, or say that nothing has changed."""
        self.callers.append(self.client_address)
        same = "If-None-Match" in self.headers
        self.send_response(304 if same else 200)
        self.send_header("ETag", '"a"')
        self.send_header("Content-Length", "4")
        self.end_headers()
        if not same:
            self.wfile.write(b"text")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_one_connection(door: Door) -> None:
    """A connection that the server keeps open serves for the next request."""
    _Patient.callers = []
    with ThreadingHTTPServer(("127.0.0.1", 0), _Patient) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        door().read(f"{url}a")
        fetch = door()
        for name in "abc":
            assert fetch.read(f"{url}{name}") == b"text"
        server.shutdown()

    _, *again = _Patient.callers
    assert len(again) == 3
    assert len(set(again)) == 1
