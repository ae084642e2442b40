"""What HTTP answered, kept on disk."""

from __future__ import annotations

__all__ = ["Kept"]

from contextlib import contextmanager
from email.utils import formatdate
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from cachecontrol import CacheController
from requests import PreparedRequest
from urllib3 import HTTPResponse

from digest.errors import DigestError
from digest.fetch.answers import is_whole
from digest.fetch.files import Files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from requests import Response

OK, UNCHANGED, ABSENT = 200, 304, 404
FOR_EVER = {"Cache-Control": f"max-age={1 << 31}"}
VALIDATORS = ("ETag", "Last-Modified")
LONGEST = 1000  # letters of a validator that are worth sending back
PLACE, SEAL_OF_BODY = "Content-Location", "Seal"
HINT = "what addresses answered is kept there"


class Kept:
    """Keeps answers by how they were asked for, to be asked about or used again.

    An answer is kept without its head, except what tells whether it has changed. What
    is settled counts as new for ever, and all else as old from the start, whatever the
    server says of it: a question costs little, and a page that is said to be good for
    a day may miss the release of that day. What may be cut short is never settled.

    Args:
        folder: Where they are kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._files = folder, Files(folder)
        self._rules = CacheController(self._files, status_codes=(OK, ABSENT))

    @staticmethod
    def key(method: str, url: str) -> str:
        """Return what an answer is kept under; all that is known of its request."""
        return CacheController.cache_url(f"{method}+{url}")

    def find(self, key: str, *, old: bool) -> tuple[int, bytes] | None:
        """Return what is kept, if it counts as new, or if it may be ``old``.

        It is a status, 200 or 404, and what came with it.

        Raises:
            DigestError: If the folder cannot be read.
        """
        with self._complaining():
            request = _bare(key)
            found = self._load(key) if old else self._rules.cached_request(request)
        body = _body(found) if found else None
        return (found.status, body) if found and body is not None else None

    def conditions(self, key: str, place: str) -> Mapping[str, str]:
        """Return the fields that ask whether what is kept has changed.

        They are for the place that it came from, to which the address led then.

        Raises:
            DigestError: If the folder cannot be read.
        """
        with self._complaining():
            found = self._load(key)
            if not found or found.headers[PLACE] != place or _body(found) is None:
                return {}
            return self._rules.conditional_headers(_bare(key))

    def keep(self, key: str, answer: Response, body: bytes, *, settled: bool) -> None:
        """Keep what was answered, but what may change not against the server's will.

        Raises:
            DigestError: If the folder cannot be written.
        """
        said = {"cache-control": answer.headers.get("Cache-Control", "").lower()}
        whole = is_whole(answer)
        settled = settled and whole
        with self._complaining():
            if not settled and "no-store" in self._rules.parse_cache_control(said):
                self._files.forget(key)
                return
            marks = _marks(answer) if whole else {}
            self._put(key, OK, marks | _head(answer.url, settled=settled), body)

    def keep_absence(self, key: str, place: str, said: str) -> None:
        """Keep that nothing is there, but not instead of what was there.

        It is for who stays offline: a server may say so by mistake, and to ask again
        costs little.

        Raises:
            DigestError: If the folder cannot be written.
        """
        if not self.find(key, old=True):
            with self._complaining():
                self._put(key, ABSENT, _head(place, settled=False), said.encode())

    def renew(self, key: str, answer: Response, *, settled: bool) -> bytes | None:
        """Return what is kept, which is said to be unchanged; none if it is gone.

        Raises:
            DigestError: If the folder cannot be written.
        """
        head = _marks(answer) | _head(answer.url, settled=settled)
        unchanged = _response(UNCHANGED, head)
        with self._complaining():
            found = self._rules.update_cached_response(_bare(key), unchanged)
        return _body(found) if found is not unchanged else None

    def forget(self, key: str) -> None:
        """Keep no answer under the key.

        Raises:
            DigestError: If the folder cannot be written.
        """
        with self._complaining():
            self._files.forget(key)

    def _load(self, key: str) -> HTTPResponse | None:
        head, body = self._files.get(key) or b"", self._files.get_body(key)
        return self._rules.serializer.loads(_bare(key), head, body)

    def _put(self, key: str, status: int, head: dict[str, str], body: bytes) -> None:
        head |= {SEAL_OF_BODY: sha256(body).hexdigest()}
        self._rules.cache_response(_bare(key), _response(status, head), body)

    @contextmanager
    def _complaining(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            what = (error.strerror or "no access").lower()
            raise DigestError(what, where=str(self._folder), hint=HINT) from error


def _bare(key: str) -> PreparedRequest:
    """Return a request as the rules see it.

    It has no field at all, so none is ever written to the disk, least of all a token.
    """
    request = PreparedRequest()
    request.method, request.url, request.headers = "GET", key, {}  # type: ignore[assignment] # the rules only look fields up
    return request


def _marks(answer: Response) -> dict[str, str]:
    """Return what tells whether an answer has changed, where that is sensible."""
    said = {name: answer.headers.get(name, "") for name in VALIDATORS}
    return {n: v for n, v in said.items() if 0 < len(v) <= LONGEST and v.isprintable()}


def _head(place: str, *, settled: bool) -> dict[str, str]:
    """Return the head that is kept; what servers give for a date need not be one."""
    now = formatdate(usegmt=True)
    always = {PLACE: place, "Date": now, "Expires": now}
    return always | (FOR_EVER if settled else {})


def _response(status: int, head: Mapping[str, str]) -> HTTPResponse:
    return HTTPResponse(BytesIO(), headers=head, status=status, preload_content=False)


def _body(found: HTTPResponse) -> bytes | None:
    """Return what was kept with a head, if it is whole."""
    body = found.read()
    return body if sha256(body).hexdigest() == found.headers.get(SEAL_OF_BODY) else None
