"""What an http(s) server answers, or what went wrong, in our words."""

from __future__ import annotations

__all__ = ["Failure", "content", "failure", "is_whole"]

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
    from urllib3 import HTTPResponse

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
    length, coding = response.headers.get("Content-Length", ""), _coding(response)
    if SECONDS.fullmatch(length) and int(length) > limits.size:
        raise Halt(too_large(limits.size))
    if coding not in PLAIN | GZIP:
        raise Failure(FetchError(PACKED, where=url))
    try:
        packed = coding in GZIP
        body = _read(GzipFile(fileobj=response.raw) if packed else response.raw, limits)
    except (EOFError, OSError, zlib.error) as error:
        raise Failure(FetchError(PACKED, where=url)) from error
    if not body:
        raise Failure(FetchError(EMPTY, where=url))
    return body


def is_whole(response: Response) -> bool:
    """Return whether an answer that was read says where it ends, so that none is cut.

    Of any other, all that came before its connection was closed may be but a part:
    https://www.rfc-editor.org/rfc/rfc9112#section-6.3
    """
    counted = response.raw.length_remaining is not None
    chunks = response.headers.get("Transfer-Encoding", "").strip().lower()
    return counted or chunks == "chunked" or _coding(response) in GZIP


def _coding(response: Response) -> str:
    return response.headers.get("Content-Encoding", "").strip().lower()


def _read(source: GzipFile | HTTPResponse, limits: Limits) -> bytes:
    """Return all that comes, unpacked as it comes, in the one buffer that took it.

    Raises:
        Halt: If it is too much, or too late.
    """
    body = BytesIO()
    while chunk := source.read1(CHUNK):
        body.write(chunk)
        if body.tell() > limits.size:
            raise Halt(too_large(limits.size))
    return body.getvalue()


def _refusal(response: Response, url: str, limits: Limits) -> Failure:
    """Return what a status other than 200 means."""
    status, after = response.status_code, _asked_to_wait(response)
    hint = "" if after is None else f"in {after:.0f} seconds"
    long = after is not None and after > limits.patience
    remaining = response.headers.get("X-RateLimit-Remaining")
    if status in {FORBIDDEN, TOO_MANY} and remaining == "0":
        hint = COME_BACK if "//api.github.com" in url else hint
        told = FetchError(USED_UP, where=url, hint=hint)
        if after is None or long:
            return Failure(told, down=True)
        return Failure(told, again=True, after=after, down=True)
    if long:
        return Failure(FetchError(LATER, where=url, hint=hint), down=True)
    # https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
    busy = status in WORTH_A_TRY or (status == FORBIDDEN and after is not None)
    return Failure(
        StatusError(status, where=url, said=_said(response)),
        again=busy,
        after=after or 0,
        down=status == TOO_MANY or (busy and after is not None),
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
