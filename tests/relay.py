"""Servers in this process: of files, and of what others answer, counted."""

from __future__ import annotations

import threading

from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler
from http.server import ThreadingHTTPServer as Server
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

OWN = {"connection", "content-length", "date", "server", "transfer-encoding"}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request, and how many bytes of what kind came back."""

    method: str
    path: str
    status: int
    kind: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Relay:
    """Hands requests on to a server, and remembers them."""

    url: str
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def files(folder: Path) -> Generator[str]:
    """Serve the files in a folder."""
    with _serving(partial(_Files, directory=str(folder))) as url:
        yield f"{url}/"


@contextmanager
def relayed(target: str) -> Generator[Relay]:
    """Serve what the server of an address answers, under another address."""
    parts = urlsplit(target)
    asked: list[Asked] = []

    class Handler(_Relaying):
        upstream, remembered = parts.netloc, asked

    with _serving(Handler) as url:
        yield Relay(url=f"{url}{parts.path}", asked=asked)


@contextmanager
def _serving(handler: Callable[..., BaseHTTPRequestHandler]) -> Generator[str]:
    with Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class _Quiet(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Files(_Quiet, SimpleHTTPRequestHandler):
    """Serves files, and writes no log."""


class _Relaying(_Quiet):
    upstream = ""
    remembered: list[Asked]

    def do_GET(self) -> None:
        """Answer as the other server does, in one piece."""
        given = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        connection = HTTPConnection(self.upstream, timeout=30)
        try:
            connection.putrequest(
                self.command, self.path, skip_host=True, skip_accept_encoding=True
            )
            for name, value in self.headers.items():
                if name.lower() not in OWN:
                    connection.putheader(name, value)
            connection.putheader("Content-Length", str(len(given)))
            connection.endheaders(given)
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        self.remembered.append(
            Asked(
                method=self.command,
                path=self.path,
                status=response.status,
                kind=response.headers.get_content_type(),
                size=len(body),
            )
        )
        self.send_response(response.status)
        for name, value in response.getheaders():
            if name.lower() not in OWN:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """Do the same with what is posted."""
        self.do_GET()
