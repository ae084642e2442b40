"""Whether a file is one of text."""

from __future__ import annotations

__all__ = ["readable"]

from digest.errors import DigestError

# By how a file starts; the longer mark first, as one begins with the other.
ENCODINGS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
PACKERS = {
    b"\x1f\x8b": "gunzip",
    b"BZh": "bunzip2",
    b"\xfd7zXZ\x00": "unxz",
    b"\x28\xb5\x2f\xfd": "unzstd",
}
SAMPLE = 4096  # bytes; text in UTF-16 without a mark has zeros all over


def readable(data: bytes, *, where: str) -> bytes:
    """Return the bytes of a file, if they are text in UTF-8 or something like it.

    Raises:
        DigestError: If there are none, or they are packed, binary or another encoding.
    """
    if not data.strip():
        raise DigestError("has no text in it", where=where)
    for start, tool in PACKERS.items():
        if data.startswith(start):
            hint = f"unpack it, with {tool} for example"
            raise DigestError("is packed", where=where, hint=hint)
    if encoding := _encoding(data):
        hint = f"convert it, with iconv -f {encoding} -t UTF-8 for example"
        raise DigestError(f"is text in {encoding}, not UTF-8", where=where, hint=hint)
    if b"\0" in data:
        raise DigestError("is no text, but binary", where=where)
    return data


def _encoding(data: bytes) -> str:
    """Return the encoding in which each letter has two bytes or four, or nothing."""
    for start, encoding in ENCODINGS.items():
        if data.startswith(start):
            return encoding
    sample = data[:SAMPLE]
    for name, letters, zeros in (
        ("UTF-16LE", sample[::2], sample[1::2]),
        ("UTF-16BE", sample[1::2], sample[::2]),
    ):
        if zeros and not any(zeros) and 0 not in letters:
            return name
    return ""
