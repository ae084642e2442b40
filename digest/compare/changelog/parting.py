"""A version among words: what stands before it, and what comes after."""

from __future__ import annotations

__all__ = ["VERSION_LIKE", "parted", "staged"]

import re

from digest.compare.changelog.spelling import PUNCTUATION, Spelled, spelled

WORDS = 10  # before the version
STAGE = re.compile(
    # "4.18.0 rc1", "1.2 beta 3", "3.12.0 release candidate 2"
    r"[ -]?(?P<stage>alpha|beta|pre(?:-?release|view)?|rc|release candidate)"
    r"[ .-]?(?P<step>[0-9]{0,4})(?![\w.])",
    re.IGNORECASE,
)
WORD = re.compile(r"\S+")
VERSION_LIKE = re.compile(r"[0-9]\.[0-9]|\b[vV][0-9]|[vV]ersion [0-9]")
# "Version 42", "CHANGES WITH 255" (systemd), but not "Python 3"
COUNTED = re.compile(r"(?:version|release|changes with)$", re.IGNORECASE)
WHOLE = re.compile(r"[0-9]{1,4}")
STAMP = re.compile(r"[(\[]?v?(20[0-9]{6})")  # "20171227", of Argon2


def parted(words: str) -> tuple[list[str], Spelled | None, str]:
    """Return what stands before the first version, the version, what comes after."""
    before: list[str] = []
    for match in WORD.finditer(words):
        word = match[0].rstrip(PUNCTUATION)
        found = spelled(word) or (spelled(_latest(word)) if "/" in word else None)
        if not found and COUNTED.search(" ".join(before)) and WHOLE.fullmatch(word):
            found = Spelled(word)
        if not (found or before) and (stamp := STAMP.fullmatch(word)):
            found = Spelled(stamp[1])
        if found and "://" not in word:
            return before, found, words[match.start() + len(word) :]
        before.append(match[0])
        if len(before) > WORDS:
            break
    return before, None, ""


def _latest(word: str) -> str:
    """Return the last of several versions, of "2.0.4/2.0.5" and of "1.0.16/pre16"."""
    parts = word.strip(PUNCTUATION).split("/")
    numbered = [part for part in parts if VERSION_LIKE.search(part)]
    return numbered[-1] if parts[0].lstrip("vV")[:1].isdigit() and numbered else ""


def staged(version: str, after: str) -> tuple[str, str]:
    """Return the version with the stage that follows it as words, and what follows."""
    if not (stage := STAGE.match(after)):
        return version, after
    word = "rc" if " " in stage["stage"] else stage["stage"].split("-")[0]
    return version + word + stage["step"], after[stage.end() :]
