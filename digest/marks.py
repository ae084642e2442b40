"""Why a change matters to somebody who runs a cluster: its marks."""

from __future__ import annotations

__all__ = ["FOLDED", "PICKED", "Rank", "find_marks", "rank_of", "watch_for"]

import re

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.changes import Change

# What a person says in the corrections; no word that is watched for says it.
PICKED, FOLDED = "picked", "folded"
SEVERE = {"critical", "high"}
# Groups whose name is a reason: what may hurt, and what is new.
BREAKING = re.compile(
    r"\b(?:breaking|deprecat|incompat|remov|security|vulnerab)", re.IGNORECASE
)
NEWS = re.compile(
    r"\b(?:add(?:ed|itions?)|change[ds]|enhancements?|features?|highlights"
    r"|improvements?|new|news)\b",
    re.IGNORECASE,
)
# In these, entries have to speak for themselves.
SILENT = re.compile(
    r"\b(?:fix|fixe[ds]|bug ?fixes|bugs|minor|misc|miscellaneous|other)\b"
    r"|^changes(?: added)?$",
    re.IGNORECASE,
)
# Groups and components for those who build on it or build it, not for those who run it.
INSIDE = re.compile(
    r"\b(?:api|build|ci|docs|documentation|internal|testing|tests)\b", re.IGNORECASE
)
WORKSHOP = re.compile(
    r"(?:build|ci|configure|cts|docs?|documentation|maint|makefile|man|rpm|spec|tests?)"
    r"(?:[-_./ ].*)?|(?:test|doxygen)[a-z0-9]*",
    re.IGNORECASE,
)
TAGGED = re.compile(r"\[([\w-]+)\]")  # "[BUILD] Set -MMD as default CFLAGS"
# "Avoid leak in the parser's test", "Add a test for deadlocks", "Add comment about …"
ASIDE = re.compile(
    r"(?:\w+: )?(?:(?:add|fix|improve|new|update) )?(?:(?:an?|more|new|the|unit) )*"
    r"(?:comment|test|typo)s?\b.*|.*\btests?\W{0,9}",
    re.IGNORECASE | re.DOTALL,
)
# What counts wherever it is said, and however little upstream makes of it.
DIRE = {"data loss", "security", "vulnerability", "vulnerabilities"}

CODE = re.compile(r"`[^`]*`")
REACH = 40  # letters around a word that say what is meant by it
# Whether a fault is denied does not matter: "no longer crashes" is a fix. With these it
# does: "no regression", "not a security issue", "the default is unchanged".
DENIABLE = re.compile(
    r"default|deprecat|incompatib|regression|removed|security|vulnerab", re.IGNORECASE
)
DENIED = re.compile(
    r"\b(?:no|non|not|never|without|isn't|aren't|unchanged|same|keeps?|kept)"
    r"(?: (?:an?|any|its|known|new|our|the))*[ -]\Z",
    re.IGNORECASE,
)
AFTER_ALL = re.compile(r".*\bany ?(?:more|longer)\b", re.IGNORECASE)
STILL = re.compile(
    r"-\w|[:=] ?(?:no|none|n/a)\b(?! \w)"
    r"|(?: [\w-]+){0,2}? (?:(?:is|are|remains?|stays?) )?"
    r"(?:as before|not (?:affected|changed)|still|unchanged)\b",
    re.IGNORECASE,
)
# "Show deprecated aliases" and "the removed hack" name things that are that already.
PARTICIPLE = re.compile(r"deprecated|removed", re.IGNORECASE)
HAPPENS = re.compile(
    r"(?:^|[:;,.\]-] |\b(?:also|and|are|as|be|been|being|completely|has|have|is|it's"
    r"|longer|now|then|was|were) )\Z",
    re.IGNORECASE,
)
HAPPENED = re.compile(
    r"$|[.,;:]|\)\W*$| (?:and|as|by|due|from|in|now|or|since|when|with)\b",
    re.IGNORECASE,
)
# "using default values" uses them.
USED = re.compile(
    r"\b(?:for|from|handle|override|using|with) (?:an? |the )?\Z", re.IGNORECASE
)
# What upstream sweeps out at home is no loss to anybody.
SWEPT = {
    "no longer": r" (?:necessary|needed|relevant|required|used|useful)\b",
    "regression": r"[- ](?:checks?|suites?|tests?|testing)\b|\.\w",
    "removed": r"(?: (?:an?|some|the))* (?:bogus|dead|debug|duplicate|extra|hard-?coded"
    r"|obsolete|outdated|redundant|stale|un(?:necessary|needed|used)|useless)\b",
}


class Rank(IntEnum):
    """How early a reason comes: is it unsafe, severe, gone, watched for, or named.

    What a person picked comes before all that.
    """

    PICKED = -1
    UNSAFE = 0
    SEVERE = 1
    GONE = 2
    WATCHED = 3
    NAMED = 4


def watch_for(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds the words, whole and whatever their case."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    either = "|".join(map(re.escape, longest_first)) or "(?!)"
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w])", re.IGNORECASE)


def find_marks(change: Change, watch: re.Pattern[str]) -> tuple[str, ...]:
    """Return why a change matters, each reason once; nothing if it does not.

    The reasons are, in this order: CVE numbers; upstream's severity, if that is high;
    the group, if its name says something; and the words that are watched for, as they
    stand. Words do not count where they are about something else: tests, code, what
    upstream calls low, or what is denied.
    """
    marks = [ref.upper() for ref in change.refs if ref.upper().startswith("CVE-")]
    if change.severity in SEVERE:
        marks.append(f"severity: {change.severity}")
    if _is_telling(change.group):
        marks.append(f"group: {change.group}")
    words = dict.fromkeys(_words(change, watch))
    inside = INSIDE.search(change.group) or _is_workshop(change)
    if inside or change.severity == "low":
        words = {word: None for word in words if word in DIRE}
    beaten = ("cve",) if any(mark.startswith("CVE-") for mark in marks) else ()
    for word in (*beaten, PICKED, FOLDED):
        words.pop(word, None)
    return tuple(dict.fromkeys([*marks, *words]))


def rank_of(mark: str) -> Rank:
    """Return what sort of reason a mark is."""
    if mark == PICKED:
        return Rank.PICKED
    kind, colon, said = mark.partition(": ")
    if mark in DIRE or mark.startswith("CVE-") or said.casefold() == "security":
        return Rank.UNSAFE
    if not colon:
        return Rank.WATCHED
    if kind == "severity":
        return Rank.SEVERE
    return Rank.GONE if BREAKING.search(said) else Rank.NAMED


def _is_telling(group: str) -> bool:
    """Return whether the name of a group says why its entries matter."""
    news = BREAKING.search(group) or NEWS.search(group)
    return bool(news) and not (INSIDE.search(group) or SILENT.search(group))


def _words(change: Change, watch: re.Pattern[str]) -> Iterator[str]:
    """Yield the words in a change that count; code is no words."""
    text = CODE.sub(lambda code: "`" * len(code[0]), change.text)
    for match in watch.finditer(text):
        before = text[max(0, match.start() - REACH) : match.start()]
        after = text[match.end() : match.end() + REACH]
        word = match[0].casefold()
        if not _is_denied(word, before, after) and not _is_old(word, before, after):
            yield word


def _is_denied(word: str, before: str, after: str) -> bool:
    if not DENIABLE.match(word) or AFTER_ALL.match(after):
        return False
    used = word.startswith("default") and USED.search(before)
    return bool(used or DENIED.search(before) or STILL.match(after))


def _is_old(word: str, before: str, after: str) -> bool:
    """Return whether a word only says what something is, or what is swept out."""
    swept = SWEPT.get(word.removesuffix("s"))
    if swept and re.match(swept, after, re.IGNORECASE):
        return True
    happens = HAPPENS.search(before) or HAPPENED.match(after)
    return PARTICIPLE.fullmatch(word) is not None and not happens


def _is_workshop(change: Change) -> bool:
    """Return whether a change is about tests, documentation, or how it is built."""
    tag = TAGGED.match(change.text)
    parts = [tag[1]] if tag else change.component.split(",")
    return (
        all(WORKSHOP.fullmatch(part.strip()) for part in parts)
        or ASIDE.fullmatch(change.text) is not None
    )
