"""Translation services on loopback that speak the real protocols, well or badly."""

from __future__ import annotations

import json
import threading

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Script = Callable[[BaseHTTPRequestHandler, Any], None]


@dataclass(frozen=True)
class Asked:
    """What a service was asked: where, with which head, and for what."""

    path: str
    head: dict[str, str]
    data: Any


@dataclass
class Interpreter:
    """A service: its address, what it was asked, and how it answers next."""

    url: str
    scripts: list[Script]
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def interpreting(*scripts: Script) -> Generator[Interpreter]:
    """Answer each request by the next script, or the last."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            data = json.loads(body)
            service.asked.append(Asked(self.path, dict(self.headers), data))
            left = service.scripts
            script = left.pop(0) if len(left) > 1 else left[0]
            script(self, data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        url = f"http://127.0.0.1:{server.server_address[1]}"
        service = Interpreter(url=url, scripts=list(scripts))
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        try:
            yield service
        finally:
            server.shutdown()


def reply(
    handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **head: str
) -> None:
    """Answer with a status, a head and a body."""
    handler.send_response(status)
    for name, value in head.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def says(body: object, status: int = 200, **head: str) -> Script:
    """Return a script that answers the same to everything, as JSON if it is no text."""
    data = body if isinstance(body, str) else json.dumps(body)
    return lambda handler, _: reply(handler, data.encode(), status, **head)


def deepl(translate: Callable[[str], str | None]) -> Script:
    """Return a script that answers as DeepL does; what is none is left out."""

    def script(handler: BaseHTTPRequestHandler, data: Any) -> None:
        texts = [text for text in map(translate, data["text"]) if text is not None]
        items = [{"detected_source_language": "EN", "text": text} for text in texts]
        reply(handler, json.dumps({"translations": items}).encode())

    return script


def libretranslate(translate: Callable[[str], str]) -> Script:
    """Return a script that answers as LibreTranslate does."""

    def script(handler: BaseHTTPRequestHandler, data: Any) -> None:
        texts = [translate(text) for text in data["q"]]
        reply(handler, json.dumps({"translatedText": texts}).encode())

    return script


def openai(answer: Callable[[list[dict[str, Any]]], object]) -> Script:
    """Return a script that answers as OpenAI's chat does, with text or with JSON."""

    def script(handler: BaseHTTPRequestHandler, data: Any) -> None:
        said = answer(json.loads(data["messages"][1]["content"]))
        content = said if isinstance(said, str) else json.dumps(said)
        message = {"role": "assistant", "content": content}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        body = {"object": "chat.completion", "choices": [choice]}
        reply(handler, json.dumps(body).encode())

    return script


def silent(handler: BaseHTTPRequestHandler, data: Any) -> None:
    """Answer nothing for as long as the other side waits."""
    del data
    handler.rfile.read(1)


def cut(handler: BaseHTTPRequestHandler, data: Any) -> None:
    """Answer half, and hang up."""
    del data
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    handler.wfile.write(b'{"translations": [')
    handler.close_connection = True
