"""Servers on loopback that answer by scripts, well or badly, and remember who asked."""

from __future__ import annotations

import socket
import socketserver
import threading

from collections.abc import Callable

Script = Callable[[socket.socket], None]


class Peers:
    """Serves connections by scripts, until the test is over.

    ``asked`` lists what was sent first on each connection, in the order of arrival.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._servers: list[socketserver.ThreadingTCPServer] = []

    def stop(self) -> None:
        """Serve no longer."""
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def __call__(self, *scripts: Script) -> str:
        """Serve each connection by the next script, or the last; return the address."""
        peers, left = self, list(scripts)

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                self.request.settimeout(5)
                try:
                    sent = self.request.recv(1 << 16)
                    if sent:
                        peers.asked.append(sent.decode("latin-1"))
                        script = left.pop(0) if len(left) > 1 else left[0]
                        script(self.request)
                except OSError:
                    pass

        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        self._servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        return f"http://127.0.0.1:{server.server_address[1]}/"

    @property
    def lines(self) -> list[str]:
        """The first line of each request."""
        return [asked.partition("\r\n")[0] for asked in self.asked]


def answer(head: str, body: bytes = b"", *, length: int | None = None) -> Script:
    """Return a script that answers with a head and a body."""
    size = len(body) if length is None else length
    start = f"HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {size}\r\n\r\n"
    return lambda peer: peer.sendall(start.encode("latin-1") + body)


def redirect(to: str, status: str = "302 Found") -> Script:
    """Return a script that sends the reader elsewhere."""
    return answer(f"{status}\r\nLocation: {to}")


def endless(head: str) -> Script:
    """Return a script that never stops to send."""

    def sending(peer: socket.socket) -> None:
        peer.sendall(f"HTTP/1.1 {head}\r\n\r\n".encode())
        while True:
            peer.sendall(bytes(1 << 16))

    return sending


def drip(start: str, drop: str) -> Script:
    """Return a script that sends little by little, each time before it is too late."""

    def sending(peer: socket.socket) -> None:
        peer.sendall(start.encode())
        while not threading.Event().wait(0.05):
            peer.sendall(drop.encode())

    return sending


def silent(peer: socket.socket) -> None:
    """Answer nothing for as long as the other side waits."""
    peer.recv(1)


def stalled(peer: socket.socket) -> None:
    """Answer the beginning, and then nothing."""
    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")
    peer.recv(1)


def hangs_up(peer: socket.socket) -> None:
    """Answer nothing at all."""
    del peer
