"""What HTTP answered, kept on disk."""

from __future__ import annotations

__all__ = ["Kept"]

from contextlib import contextmanager
from email.utils import formatdate
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from cachecontrol import CacheController
from cachecontrol.caches import FileCache
from requests import PreparedRequest
from urllib3 import HTTPResponse

from digest.errors import DigestError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from requests import Response

OK, UNCHANGED = 200, 304
FOR_EVER = {"Cache-Control": f"max-age={1 << 31}"}
VALIDATORS = ("ETag", "Last-Modified")
LONGEST = 1000  # letters of a validator that are worth sending back
PLACE = "Content-Location"
SEAL = sha256().digest_size
HINT = "what addresses answered is kept there"


class Kept:
    """Keeps answers by how they were asked for, to be asked about or used again.

    An answer is kept without its head, except what tells whether it has changed. What
    is settled counts as new for ever, and all else as old from the start, whatever the
    server says of it: a question costs little, and a page that is said to be good for
    a day may miss the release of that day.

    Args:
        folder: Where they are kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._files = folder, _Files(folder)
        self._rules = CacheController(self._files, status_codes=(OK,))

    @staticmethod
    def key(method: str, url: str) -> str:
        """Return what an answer is kept under; all that is known of its request."""
        return CacheController.cache_url(f"{method}+{url}")

    def find(self, key: str, *, old: bool) -> bytes | None:
        """Return what is kept, if it counts as new, or if it may be ``old``.

        Raises:
            DigestError: If the folder cannot be read.
        """
        with self._complaining():
            request = _bare(key)
            found = self._load(key) if old else self._rules.cached_request(request)
        return found.read() if found else None

    def conditions(self, key: str, place: str) -> Mapping[str, str]:
        """Return the fields that ask whether what is kept has changed.

        They are for the place that it came from, to which the address led then.

        Raises:
            DigestError: If the folder cannot be read.
        """
        with self._complaining():
            found = self._load(key)
            if not found or found.headers[PLACE] != place:
                return {}
            return self._rules.conditional_headers(_bare(key))

    def keep(self, key: str, answer: Response, body: bytes, *, settled: bool) -> None:
        """Keep what was answered, but what may change not against the server's will.

        Raises:
            DigestError: If the folder cannot be written.
        """
        said = {"cache-control": answer.headers.get("Cache-Control", "").lower()}
        with self._complaining():
            if not settled and "no-store" in self._rules.parse_cache_control(said):
                self._files.forget(key)
                return
            kept = _response(OK, _head(answer, settled=settled), body)
            self._rules.cache_response(_bare(key), kept, body)

    def renew(self, key: str, answer: Response, *, settled: bool) -> bytes | None:
        """Return what is kept, which is said to be unchanged; none if it is gone.

        Raises:
            DigestError: If the folder cannot be written.
        """
        unchanged = _response(UNCHANGED, _head(answer, settled=settled))
        with self._complaining():
            found = self._rules.update_cached_response(_bare(key), unchanged)
        return found.read() if found is not unchanged else None

    def forget(self, key: str) -> None:
        """Keep no answer under the key.

        Raises:
            DigestError: If the folder cannot be written.
        """
        with self._complaining():
            self._files.forget(key)

    def _load(self, key: str) -> HTTPResponse | None:
        kept = self._files.get(key) or b""
        return self._rules.serializer.loads(_bare(key), kept)

    @contextmanager
    def _complaining(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            what = (error.strerror or "no access").lower()
            raise DigestError(what, where=str(self._folder), hint=HINT) from error


class _Files(FileCache):
    """Files, each under a seal: what a full disk has cut short counts as none."""

    def get(self, key: str) -> bytes | None:
        """Return what is kept, if it is whole."""
        kept = super().get(key) or b""
        seal, value = kept[:SEAL], kept[SEAL:]
        return value if value and seal == sha256(value).digest() else None

    def set(
        self, key: str, value: bytes, expires: int | datetime | None = None
    ) -> None:
        """Keep what is given."""
        super().set(key, sha256(value).digest() + value, expires)

    def delete(self, key: str) -> None:
        """Keep it all the same.

        The library throws away what is old and has no ETag, before it can be asked
        about by its date: https://github.com/psf/cachecontrol/issues/243
        """

    def forget(self, key: str) -> None:
        """Throw away what is kept."""
        super().delete(key)


def _bare(key: str) -> PreparedRequest:
    """Return a request as the rules see it.

    It has no field at all, so none is ever written to the disk, least of all a token.
    """
    request = PreparedRequest()
    request.method, request.url, request.headers = "GET", key, {}  # type: ignore[assignment] # the rules only look fields up
    return request


def _head(answer: Response, *, settled: bool) -> dict[str, str]:
    """Return the head that is kept; what servers give for a date need not be one."""
    now = formatdate(usegmt=True)
    said = {name: answer.headers.get(name, "") for name in VALIDATORS}
    kept = {n: v for n, v in said.items() if 0 < len(v) <= LONGEST and v.isprintable()}
    always = {PLACE: answer.url, "Date": now, "Expires": now}
    return kept | always | (FOR_EVER if settled else {})


def _response(status: int, head: Mapping[str, str], body: bytes = b"") -> HTTPResponse:
    return HTTPResponse(
        BytesIO(body), headers=head, status=status, preload_content=False
    )
