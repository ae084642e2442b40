"""What an http(s) address answers."""

from __future__ import annotations

__all__ = ["get", "leaves_out"]

import re
import time

from typing import TYPE_CHECKING

import requests

from urllib3.exceptions import HTTPError, ReadTimeoutError

from digest.errors import FetchError
from digest.fetch.limits import late, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.fetch.limits import Limits

USER_AGENT = "monthly-andrew (release digest; reads once a month)"
CHUNK = 1 << 16
DEAF = "does not answer"
# How a server that speaks git begins, and what it says if it can leave files out:
# https://git-scm.com/docs/protocol-v2 and https://git-scm.com/docs/http-protocol
GIT_SERVICE = "info/refs?service=git-upload-pack"
GIT_ANSWER = "application/x-git-upload-pack-advertisement"
FILTER = re.compile(rb"\bfilter\b")
GREETING = 1 << 14


def get(url: str, limits: Limits) -> bytes:
    """Return what an address answers.

    Raises:
        FetchError: If there is nothing, or too much, or too late.
    """
    deadline = time.monotonic() + limits.whole
    try:
        with requests.get(
            url,
            headers={"User-Agent": USER_AGENT},
            timeout=(limits.connect, limits.read),
            stream=True,
            hooks={"response": _without_body},
        ) as response:
            if response.status_code != requests.codes.ok:
                what = f"answers with status {response.status_code}"
                raise FetchError(what, where=url)
            return b"".join(_within(response, deadline, url, limits))
    except requests.ConnectTimeout as error:
        raise FetchError(late(limits.connect), where=url) from error
    except (requests.Timeout, ReadTimeoutError) as error:
        raise FetchError(late(limits.read), where=url) from error
    # A redirect to what is no address comes as an error that is not of requests:
    # https://github.com/psf/requests/issues/5744
    except (requests.RequestException, HTTPError, ValueError) as error:
        raise FetchError(DEAF, where=url) from error


def leaves_out(url: str, limits: Limits) -> bool:
    """Return whether a git server at an address can send history without its files."""
    try:
        with requests.get(
            f"{url.rstrip('/')}/{GIT_SERVICE}",
            headers={"User-Agent": f"git/{USER_AGENT}", "Git-Protocol": "version=2"},
            timeout=(limits.connect, limits.read),
            stream=True,
            hooks={"response": _without_body},
        ) as response:
            greeting = response.raw.read1(GREETING, decode_content=True)
            speaks = response.headers.get("Content-Type") == GIT_ANSWER
            return response.ok and speaks and bool(FILTER.search(greeting))
    except (requests.RequestException, HTTPError, ValueError):
        return False


def _without_body(response: requests.Response, **_: object) -> None:
    """Close a redirect, whose body requests would read to its end, if it has one."""
    if response.is_redirect:
        response.close()


def _within(
    response: requests.Response, deadline: float, url: str, limits: Limits
) -> Iterator[bytes]:
    """Yield an answer's bytes, as they come, while they stay within the limits."""
    received = 0
    while chunk := response.raw.read1(CHUNK, decode_content=True):
        received += len(chunk)
        if received > limits.size:
            raise FetchError(too_large(limits.size), where=url)
        if time.monotonic() > deadline:
            raise FetchError(late(limits.whole), where=url)
        yield chunk
