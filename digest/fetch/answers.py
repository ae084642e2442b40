"""What an http(s) server answers, or what went wrong, in our words."""

from __future__ import annotations

__all__ = ["Failure", "content", "failure"]

import re
import zlib

from email.utils import parsedate_to_datetime
from gzip import GzipFile
from io import BytesIO
from time import time
from typing import TYPE_CHECKING

import requests

from urllib3.exceptions import HTTPError, ProtocolError, ReadTimeoutError

from digest.errors import FetchError, StatusError
from digest.fetch.limits import Halt, Limits, late, too_large

if TYPE_CHECKING:
    from requests import Response

CHUNK = 1 << 16
SAID = 2000  # letters of what comes with an error
WORTH_A_TRY = {429, 500, 502, 503, 504}
TOO_MANY, FORBIDDEN, OK = 429, 403, 200
SECONDS = re.compile(r"[0-9]{1,12}")
PLAIN, GZIP = {"", "identity"}, {"gzip", "x-gzip"}
DEAF, UNSAFE = "does not answer", "offers no safe connection"
CUT, PACKED, EMPTY = "its answer broke off", "cannot be unpacked", "an empty answer"
NOWHERE = "leads to what is no address"
LATER, USED_UP = "asks to come back later", "its limit of requests is used up"
COME_BACK = "set GITHUB_TOKEN, or come back later"
HINTS = {UNSAFE: "look at its certificate in a browser"}


class Failure(Exception):  # noqa: N818 - told as the error that it holds
    """What asking an address came to.

    Args:
        told: What to tell if we leave it at that.
        again: Whether it may go well the next time.
        after: How many seconds the server asks us to wait before that.
        down: Whether the whole host is to blame, not just the address.

    ``place`` is where that was, if we were sent on.
    """

    place = ""

    def __init__(
        self,
        told: FetchError,
        *,
        again: bool = False,
        after: float = 0,
        down: bool = False,
    ) -> None:
        super().__init__(told)
        self.told, self.again, self.after, self.down = told, again, after, down


def failure(error: Exception, url: str, limits: Limits) -> Failure:
    """Return what an error means that came of asking an address."""
    if isinstance(error, Halt):
        return Failure(FetchError(error.what, where=url), down=error.down)
    # What is said of it, whether to try again, whether it is the host that is to blame;
    # the first that fits counts.
    fates = {
        requests.ConnectTimeout: (late(limits.connect), True, True),
        requests.Timeout: (late(limits.read), True, True),
        ReadTimeoutError: (late(limits.read), True, True),
        requests.exceptions.SSLError: (UNSAFE, True, True),
        ProtocolError: (CUT, True, False),
        requests.ConnectionError: (DEAF, True, True),
        ValueError: (NOWHERE, False, False),
        Exception: (DEAF, False, False),
    }
    what, again, down = next(f for kind, f in fates.items() if isinstance(error, kind))
    told = FetchError(what, where=url, hint=HINTS.get(what, ""))
    return Failure(told, again=again, down=down)


def content(response: Response, url: str, limits: Limits) -> bytes:
    """Return what an address answers, unpacked.

    Raises:
        Failure: If it answers with an error, or nothing, or what cannot be unpacked.
        Halt: If it is too much, or too late.
    """
    if response.status_code != OK:
        raise _refusal(response, url, limits)
    body = _body(response, limits)
    coding = response.headers.get("Content-Encoding", "").strip().lower()
    if coding in GZIP and body:
        body = _unpacked(body, url, limits)
    elif coding not in PLAIN | GZIP:
        raise Failure(FetchError(PACKED, where=url))
    if not body:
        raise Failure(FetchError(EMPTY, where=url))
    return body


def _body(response: Response, limits: Limits) -> bytes:
    """Return all that comes, as it comes.

    Raises:
        Halt: If it is too much, or too late.
    """
    body = bytearray()
    length = response.headers.get("Content-Length", "")
    if SECONDS.fullmatch(length) and int(length) > limits.size:
        raise Halt(too_large(limits.size))
    while chunk := response.raw.read1(CHUNK, decode_content=False):
        body += chunk
    if len(body) > limits.size:
        raise Halt(too_large(limits.size))
    return bytes(body)


def _unpacked(packed: bytes, url: str, limits: Limits) -> bytes:
    try:
        body = GzipFile(fileobj=BytesIO(packed)).read(limits.size + 1)
    except (EOFError, OSError, zlib.error) as error:
        raise Failure(FetchError(PACKED, where=url)) from error
    if len(body) > limits.size:
        raise Halt(too_large(limits.size))
    return body


def _refusal(response: Response, url: str, limits: Limits) -> Failure:
    """Return what a status other than 200 means."""
    status, after = response.status_code, _asked_to_wait(response)
    remaining = response.headers.get("X-RateLimit-Remaining")
    if status in {FORBIDDEN, TOO_MANY} and remaining == "0" and after is None:
        hint = COME_BACK if "//api.github.com" in url else ""
        return Failure(FetchError(USED_UP, where=url, hint=hint), down=True)
    if status in WORTH_A_TRY and after is not None and after > limits.patience:
        hint = f"in {after:.0f} seconds"
        return Failure(FetchError(LATER, where=url, hint=hint), down=True)
    return Failure(
        StatusError(status, where=url, said=_said(response)),
        again=status in WORTH_A_TRY,
        after=after or 0,
        down=status == TOO_MANY or (status in WORTH_A_TRY and after is not None),
    )


def _asked_to_wait(response: Response) -> float | None:
    """Return how many seconds the server asks us to wait, if it does.

    https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
    """
    asked = response.headers.get("Retry-After", "").strip()
    if SECONDS.fullmatch(asked):
        return float(asked)
    try:
        return max(parsedate_to_datetime(asked).timestamp() - time(), 0)
    except (ValueError, TypeError, OverflowError):
        return None


def _said(response: Response) -> str:
    """Return how an answer begins, as text, if it can be read."""
    try:
        start = response.raw.read(SAID * 4, decode_content=True)
    except (HTTPError, Halt, OSError, ValueError):
        return ""
    return str(start.decode("utf-8", "replace"))[:SAID]
