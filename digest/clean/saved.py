"""Bytes that a person saved, to text: in the one encoding that we take, or none."""

from __future__ import annotations

__all__ = ["decode_saved"]

import re

from digest.errors import DigestError

# A CR alone ends lines as on old Macs: read as one line, words would be part of it.
LONE = re.compile(r"\r(?!\n)")
# Of the controls, only what moves words apart is text.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
# How ISO-2022-JP, the encoding of Japanese mail, says that other letters follow.
ESCAPE = re.compile(r"\x1b(?:\$[@B]|\$\([A-D]|\([BIJ])")
SAVE = "save it as UTF-8"
ENDS = "save it with ends of lines that all systems know, LF or CRLF"


def decode_saved(data: bytes, *, where: str, kept: str = "") -> str:
    """Return text that a person saved; ``kept`` is what to add to a hint.

    Raises:
        DigestError: If it is no UTF-8 or has controls in it, as other encodings do, or
            if lines end as on old Macs.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        at, hint = f"{where}:{line}", f"{SAVE}{kept}"
        raise DigestError("not UTF-8", where=at, hint=hint) from error
    for found, what, hint in (
        (CONTROL.search(text), _encoding(text), SAVE),
        (LONE.search(text), "a lone CR", ENDS),
    ):
        if found:
            line = text.count("\n", 0, found.start()) + 1
            raise DigestError(what, where=f"{where}:{line}", hint=f"{hint}{kept}")
    return text


def _encoding(text: str) -> str:
    """Return what a text with controls in it seems to be, if it is none."""
    if ESCAPE.search(text):
        return "not UTF-8 but ISO-2022-JP"
    if "\0" in text:
        return "not UTF-8 but UTF-16, or no text"
    return "a control character, which no text has"
