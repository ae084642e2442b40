"""The bytes of an archive, plain or gzipped, a piece at a time."""

from __future__ import annotations

__all__ = ["BROWSE", "NotAnArchive", "unpack"]

import zlib

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from digest.errors import DigestError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

MEBIBYTE = 2**20
GZIP = b"\x1f\x8b"
# Bytes that are taken at once, unpacked at once, and handed on at once.
TAKEN, UNPACKED, FULL = 2**15, 2**16, 2**16
HAS_HEADER = 31
BROWSE = "look at the address in a browser: it may ask whether you are a bot"


class NotAnArchive(DigestError):  # noqa: N818 - it says what the bytes are
    """Bytes that are no mbox; who fetched them knows where they are from."""

    def __init__(self, what: str, *, where: str = "archive", hint: str = "") -> None:
        super().__init__(what, where=where, hint=hint)


def unpack(archive: BinaryIO, limit: int) -> Iterator[bytes]:
    """Yield what an archive holds, in pieces of bounded size.

    Raises:
        NotAnArchive: Where it goes beyond ``limit``, or the packing breaks off; what
            stands before that was yielded.
    """
    full = bytearray()
    try:
        for piece in _limited(archive, limit):
            full += piece
            if len(full) >= FULL:
                yield bytes(full)
                full.clear()
    except DigestError:
        yield bytes(full)
        raise
    yield bytes(full)


def _limited(archive: BinaryIO, limit: int) -> Iterator[bytes]:
    taken = iter(partial(archive.read, TAKEN), b"")
    head = next(taken, b"")
    while len(head) < len(GZIP) and (more := next(taken, b"")):
        head += more
    packed = head.startswith(GZIP)
    pieces = chain((head,), taken)
    size = 0
    for piece in _unpacked(pieces) if packed else pieces:
        size += len(piece)
        if size > limit:
            what = "unpacks to more than" if packed else "larger than"
            hint = "ask for a shorter time" if packed else "split it by years"
            raise NotAnArchive(f"{what} {limit / MEBIBYTE:g} MiB", hint=hint)
        yield piece


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what gzip data holds; several in a row are one (RFC 1952, 2.2)."""
    member = zlib.decompressobj(HAS_HEADER)
    try:
        for piece in pieces:
            rest = piece
            while rest:
                # gzip pads what it writes to tapes with zeros.
                if member.eof and not (rest := rest.lstrip(b"\0")):
                    break
                if member.eof:
                    member = zlib.decompressobj(HAS_HEADER)
                yield member.decompress(rest, UNPACKED)
                rest = member.unused_data or member.unconsumed_tail
    except zlib.error as error:
        raise NotAnArchive("broken gzip data", hint="try again") from error
    if not member.eof:
        hint = "the download broke off, or the file is still being written: try again"
        raise NotAnArchive("gzip data cut short", hint=hint)
