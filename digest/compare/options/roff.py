"""A line of a manual page in roff to the words that it prints."""

from __future__ import annotations

__all__ = ["arguments", "printed"]

import re

from itertools import cycle
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# groff(7), groff_char(7): what an escape prints; all others print nothing here.
ESCAPE = re.compile(
    r"\\(?:f(?P<font>[A-Z0-9]|\(..|\[[^\]]{0,20}\])|[sn*](?:\(..|\[[^\]]{0,20}\]|[+-]?\w)"
    r"""|[#"].*|\((?P<two>..)|\[(?P<many>[^\]]{1,20})\]|(?P<one>.)|$)"""
)
PRINTED = {
    "-": "-", " ": " ", "~": " ", "0": " ", "e": "\\", "\\": "\\", "'": "'", "`": "`",
    ".": ".", "hy": "-", "en": "-", "em": "-", "mi": "-", "aq": "'", "oq": "'",
    "cq": "'", "dq": '"', "lq": '"', "rq": '"', "rs": "\\", "ti": "~", "ha": "^",
    "at": "@", "sh": "#", "bv": "|", "or": "|",
}  # fmt: skip # a table is read in rows
ITALIC = frozenset(("I", "2"))
ARGUMENT = re.compile(r'"((?:[^"]|"")*+)"?|(\S++)')
# man(7): which of the arguments in turn are slanted; mdoc(7): what a word is.
FONTS = {
    "B": "B", "I": "I", "SM": "R", "SB": "B", "R": "R", "BI": "BI", "IB": "IB",
    "BR": "BR", "RB": "RB", "IR": "IR", "RI": "RI",
}  # fmt: skip
MDOC = "Ad An Aq Ar Bq Brq Cm Dq Dv Em Er Ev Fa Fl Fn Ft Ic Li Ms Nd Nm No Ns Oc Oo Op"
MDOC_TOO = "Ox Pa Pc Pf Po Pq Ql Qq Sq St Sy Tn Va Vt Xr"
WORDS = frozenset((*MDOC.split(), *MDOC_TOO.split()))
SLANTED = frozenset(("Ar", "Fa", "Va"))
GLUED = frozenset(".,:;)]|=")


def printed(line: str, *, marked: bool = False) -> str | None:
    """Return what a line prints, or nothing if it is a request that prints nothing.

    With ``marked``, what is slanted stands for something else: ``<so>``.
    """
    if not line.startswith((".", "'")):
        return _unescaped(line, marked=marked)
    name, *rest = line[1:].split(None, 1)[:2] or [""]
    given = arguments(rest[0] if rest else "")
    if fonts := FONTS.get(name):
        turns = zip(given, cycle(fonts), strict=False)
        parts = (
            f"<{word}>" if marked and font == "I" else word
            for word, font in (
                (_unescaped(word, marked=marked), f) for word, f in turns
            )
        )
        return ("" if len(fonts) > 1 else " ").join(parts)
    if name in WORDS:
        return _said([name, *given], marked=marked)
    return None


def arguments(rest: str) -> list[str]:
    """Return what follows the name of a request, by arguments."""
    return [
        quoted.replace('""', '"') if quoted else plain
        for quoted, plain in ARGUMENT.findall(rest)
    ]


def _unescaped(text: str, *, marked: bool) -> str:
    """Return text with its escapes printed."""
    slanted = False
    parts: list[str] = []
    at = 0
    for match in ESCAPE.finditer(text):
        parts.append(text[at : match.start()])
        at = match.end()
        if match["font"]:
            now = match["font"].strip("([]") in ITALIC
            if marked and now != slanted:
                parts.append("<" if now else ">")
            slanted = now
        else:
            name = match["two"] or match["many"] or match["one"] or ""
            parts.append(PRINTED.get(name, ""))
    parts.append(text[at:])
    if marked and slanted:
        parts.append(">")
    return "".join(parts).replace("<<", "<").replace(">>", ">")


def _said(words: list[str], *, marked: bool) -> str:
    """Return what a line of mdoc's words prints: ``.Fl f Ns = Ns Ar file``."""
    return "".join(_joined(words, marked=marked)).strip()


def _joined(words: list[str], *, marked: bool) -> Iterator[str]:
    kind, apart, opened = "", False, 0
    for word in words:
        if word in WORDS:
            kind, apart = word, apart and word != "Ns"
            if word == "Op":
                yield " ["
                apart, opened = False, opened + 1
            continue
        text = _unescaped(word, marked=marked)
        if text in GLUED:
            kind = ""
        elif kind == "Fl":
            text = f"-{text}"
        elif marked and kind in SLANTED:
            text = f"<{text}>"
        yield " " if apart and text[:1] not in GLUED else ""
        yield text
        apart = True
    yield "]" * opened
