"""The git repositories, called epochs, in which a public-inbox keeps its mails."""

from __future__ import annotations

__all__ = ["epochs", "mails_of"]

import json
import math
import re
import zlib

from datetime import timedelta
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from digest.collectors.dated import LATEST
from digest.errors import FetchError, StatusError
from digest.mbox import BROWSE, NotAnArchive, messages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.edition import Want
    from digest.fetch import Fetch
    from digest.message import Message

ABSENT = 404
MANIFEST, SIZE = "manifest.js.gz", 1 << 20
GZIP, GZIP_ALONE = b"\x1f\x8b", 31
# /LIST/git/0.git, or /LIST/0 on a mirror.
EPOCH = re.compile(r"/([0-9]{1,2})(?:\.git)?\Z")
COMMIT = re.compile(r"(?m)^([0-9]{1,12}) ([0-9a-f]{40,64})$")
NEWEST = 4  # commits that tell what a repository is
TOGETHER = 16  # mails that are read, and held, at once
# A mail is committed when it comes; but clocks may be wrong.
EARLIEST = timedelta(days=3)
# The line by which public-inbox tells mails apart, and a field, so that it counts as
# such whatever comes next: https://public-inbox.org/public-inbox-v2-format.html
BEFORE = b"From mboxrd@z Thu Jan  1 00:00:00 1970\nX-Epoch:\n"
UNESCAPED = re.compile(rb"(?m)^(?=>*From )")


def epochs(inbox: str, want: Want, fetch: Fetch) -> tuple[str, ...]:
    """Return the epochs of an inbox that may have mails of the window, newest first.

    What does not list its epochs, such as a path, is taken for one.

    Raises:
        FetchError: If the inbox does not answer, or not with such a list.
    """
    if not inbox.startswith(("http://", "https://")):
        return (inbox,)
    url = f"{inbox.rstrip('/')}/"
    try:
        changed = _changes(fetch.read(url + MANIFEST))
    except StatusError as error:
        if error.status != ABSENT:
            raise
        return (inbox,)
    except (RecursionError, ValueError, zlib.error) as error:
        what = "not a list of epochs"
        raise FetchError(what, where=url + MANIFEST, hint=BROWSE) from error
    since, _ = _arrival(want)
    recent = {number for number, when in changed.items() if when >= since}
    newest = sorted(changed)[-1:]
    numbers = sorted(recent.union(newest), reverse=True)
    return tuple(f"{url}{number}" for number in numbers) or (inbox,)


def mails_of(epoch: str, want: Want, fetch: Fetch) -> Iterator[Message]:
    """Yield the mails of the window in an epoch, those that came last first.

    Raises:
        FetchError: If the repository cannot be read, or is no epoch.
    """
    # Not by --since, which ends at the first commit that is older: clocks may be wrong.
    listing = fetch.git(epoch, "rev-list", "--timestamp", "--branches")
    newest = [commit[2] for commit in islice(COMMIT.finditer(listing), NEWEST)]
    # A mail is the file m; where d is instead, a mail was taken out of the inbox.
    if not any(
        fetch.blobs(epoch, [f"{own}:{name}" for own in newest for name in "md"])
    ):
        hint = "give the address of an inbox, or of a repository of one of its epochs"
        raise FetchError("not a repository of mails", where=epoch, hint=hint)
    since, until = _arrival(want)
    names = [
        f"{commit[2]}:m"
        for commit in COMMIT.finditer(listing)
        if since <= int(commit[1]) < until
    ]
    for start in range(0, len(names), TOGETHER):
        for mail in filter(None, fetch.blobs(epoch, names[start : start + TOGETHER])):
            mbox = BytesIO(BEFORE + UNESCAPED.sub(b">", mail))
            try:
                yield from messages(mbox, between=want.moments)
            except NotAnArchive as error:
                raise FetchError(error.what, where=epoch, hint=error.hint) from error


def _changes(packed: bytes) -> dict[int, float]:
    """Return the numbers of epochs, and the time at which each was last changed.

    Raises:
        RecursionError, ValueError, zlib.error: If it is no manifest.
    """
    unpacking = zlib.decompressobj(GZIP_ALONE)
    data = unpacking.decompress(packed, SIZE) if packed.startswith(GZIP) else packed
    listed = json.loads(data)
    if not isinstance(listed, dict):
        raise ValueError(listed)  # noqa: TRY004 - it is what it says that is wrong
    found: dict[int, float] = {}
    for name, about in listed.items():
        changed = about.get("modified") if isinstance(about, dict) else None
        if epoch := EPOCH.search(name):
            found[int(epoch[1])] = changed if isinstance(changed, int) else math.inf
    return found


def _arrival(want: Want) -> tuple[float, float]:
    """Return between which times the mails of the window came."""
    since, until = want.moments
    return (since - EARLIEST).timestamp(), (until + LATEST).timestamp()
