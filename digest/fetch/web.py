"""What an http(s) address answers."""

from __future__ import annotations

__all__ = ["get"]

import time

from typing import TYPE_CHECKING

import requests

from digest.errors import FetchError
from digest.fetch.limits import late, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.fetch.limits import Limits

USER_AGENT = "monthly-andrew (release digest; reads once a month)"
CHUNK = 1 << 16


def get(url: str, limits: Limits) -> bytes:
    """Return what an address answers.

    Raises:
        FetchError: If there is nothing, or too much, or too late.
    """
    try:
        with requests.get(
            url,
            headers={"User-Agent": USER_AGENT},
            timeout=(limits.connect, limits.read),
            stream=True,
        ) as response:
            response.raise_for_status()
            return b"".join(_within(response, url, limits))
    except requests.HTTPError as error:
        status = error.response.status_code
        raise FetchError(f"answers with status {status}", where=url) from error
    except requests.Timeout as error:
        raise FetchError(late(limits.read), where=url) from error
    except requests.RequestException as error:
        raise FetchError("does not answer", where=url) from error


def _within(response: requests.Response, url: str, limits: Limits) -> Iterator[bytes]:
    """Yield an answer's bytes as long as they stay within the limits."""
    deadline, received = time.monotonic() + limits.whole, 0
    for chunk in response.iter_content(CHUNK):
        received += len(chunk)
        if received > limits.size:
            raise FetchError(too_large(limits.size), where=url)
        if time.monotonic() > deadline:
            raise FetchError(late(limits.whole), where=url)
        yield chunk
