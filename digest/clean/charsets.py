"""Bytes to text, whatever charset they are said to be in."""

from __future__ import annotations

__all__ = ["decoded"]

import codecs
import re

WESTERN = "cp1252"
WRONG = "\ufffd"
# What senders mean by these is a little more than the charsets of these names hold.
MEANT = {
    "ascii": WESTERN,
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso2022_jp": "iso2022_jp_ext",
    "iso8859_1": WESTERN,
    "shift_jis": "cp932",
}
# These are no charsets of mails, but slow, or loud, or a way to lone surrogates.
ODD = {"idna", "punycode", "raw_unicode_escape", "unicode_escape"}
# Pipermail does not say the charset, and writes Japanese in this one:
# https://gitlab.com/mailman/mailman/-/blob/2.1.39/Mailman/Defaults.py.in
JAPANESE = "euc_jp"
KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")


def decoded(data: bytes, charset: str) -> str:
    """Return bytes as text, guessing where the charset is wrong, unknown or not said.

    Bytes beyond ASCII that can be read as UTF-8 hardly ever are anything else, so that
    goes before the label of western Europe, which is given to everything. Some bytes
    that are wrong change nothing of that.
    """
    label = _codec(charset) or ("iso2022_jp_ext" if b"\x1b$" in data else WESTERN)
    said = () if label == WESTERN else (label,)
    for codec in (*said, "utf-8", JAPANESE):
        try:
            text = data.decode(codec)
        except ValueError:
            continue
        if codec != JAPANESE or codec == label or KANA.search(text):
            return text
    text = data.decode("utf-8", "replace")
    if sum(not letter.isascii() for letter in text) > 2 * text.count(WRONG):
        return text
    text = data.decode(label, "replace")
    nothing = text.replace(WRONG, "").isascii()
    return data.decode(WESTERN, "replace") if nothing else text


def _codec(charset: str) -> str:
    """Return what a charset is to be decoded with, or nothing if there is none."""
    try:
        codec = codecs.lookup(charset.lower().removeprefix("x-")).name.replace("-", "_")
        b"    ".decode(codec)
    except (LookupError, ValueError):
        return ""
    return "" if codec in ODD else MEANT.get(codec, codec)
