"""What the text of a message shows: that it asks, answers, thanks, or is no talk."""

from __future__ import annotations

__all__ = ["Sign", "is_of_developers", "own_words", "signs_in"]

import re

from enum import Flag, auto

from digest.threads.shown import (
    CODE,
    COMMAND,
    CONFIGURATION,
    DOCUMENTATION,
    PATCH,
    either,
)

LONGEST = 6_000
# How much code in a question makes it one of developers.
MUCH = 2


class Sign(Flag):
    """What a message shows.

    A ``REPLY`` says by itself that it is one. ``ELSE`` is no talk of operators: a patch
    or its review, an announcement, a robot's mail.
    """

    REPLY = auto()
    ELSE = auto()
    ASKS = auto()
    COMMANDS = auto()
    CONFIGURATION = auto()
    DOCUMENTATION = auto()
    THANKS = auto()
    SOLVED = auto()
    UNSOLVED = auto()


QUOTED = re.compile(r"(?m)^[ \t]*[>|].*$")
# "On Sunday, A. Name wrote:", which may be broken in two.
WROTE = re.compile(
    r"(?m)^.{0,200}(?:\n.{0,100})?"
    r"(?:\b(?:wrote|writes|schrieb|écrit|escribió|skrev)|書きました|のメール)\W{0,3}$"
)
ASKS = re.compile(r"(?m)[^\s?？][?？](?=[\s\"')」』）]|$)")
THANKED = either(
    words=(
        r"(?:thanks|thank you|thank u|thx|merci|danke|much appreciated|very helpful)\b",
    ),
    others=(r"ありがとう|助かりました|感謝",),
    flags=re.IGNORECASE,
)
# Who thanks beforehand has no answer yet, and many thank where others greet.
POLITE = either(
    words=(
        r"(?:thanks|thank you|thx)\b[^.!\n]{0,60}\badvance\b",
        r"(?:thanks|thank you|thx) for (?:any|your) (?:advice|help|hints?|time)\b",
    ),
    others=(r"(?<=\S)\s*\n[ \t]*(?:(?:many )?thanks|thank you|thx),?[ \t]*$",),
    flags=re.IGNORECASE,
)
THING = r"(?:it|that|this|everything|all|which|cluster|resources?|nodes?)"
DONE = r"(?:fixed|solved|resolved)"
WORKS = either(
    words=(
        r"(?:you|your \w+) (?:\w+ )?(?:solved|fixed|helped)\b",
        r"(?:that|this|it|which) was (?:it|the (?:problem|issue|cause|reason|case))\b",
        rf"(?:works?|working|running|{DONE}) now\b|\bnow (?:it )?(?:works?|working)\b",
        rf"(?:problem|issue|question) (?:is |was |has been |now )*(?:{DONE}|gone)\b",
        rf"(?:i|we) (?:have )?{DONE} (?:it|this|that|the|my)\b",
        r"you(?: were|'re| are) (?:absolutely |totally )?right\b",
        r"(?:that|this) (?:answers|explains|clarifies|clears|makes (?:\w+ )?sense)\b",
        rf"{THING} (?:\w+ )?(?:did (?:it|the trick|help)|{DONE}|worked|helped)\b",
        rf"{THING} (?:is|are) (?:now )?(?:working|fine|ok|{DONE})\b",
        rf"{THING} (?:now works?|works? (?:again|fine|well|great|perfectly|for me))\b",
        rf"{THING} works? (?:as expected|like a charm|just fine|very well)\b",
    ),
    others=(
        r"解決(?:し|でき|いたし)まし|うまく(?:い|行|動)きま(?:した|す)(?!せん)",
        r"(?:直り|治り|動き)ました|(?:起動|できる|する|動く)ように?なりました|動作しました|納得",
    ),
    flags=re.IGNORECASE,
)
NOT = r"(?: not|n't)"
FAILS = either(
    words=(
        r"still (?:no|not|can(?:'t|not)|isn't|fail\w*|get|getting|have|having)\b",
        r"still (?:happen\w*|see|seeing|wrong|broken|stuck|the same|same|a problem)\b",
        rf"still do(?:es)?{NOT}\b",
        rf"(?:does|did|do|has|is|was){NOT} (?:work|help|solve|fix|change|seem to)",
        rf"(?:is|was){NOT} (?:the (?:problem|issue)|solved|fixed)\b",
        r"same (?:error|problem|result|issue|behaviou?r|thing)\b",
        r"no (?:luck|success|joy|change|difference|effect)\b",
        r"(?:not|never|un)\s?(?:solved|resolved)\b|\bfail(?:s|ed) again\b",
    ),
    others=(
        r"まだ(?:解決|同じ|駄目|だめ|ダメ|動|うまく)|変わりません|同じ(?:エラー|結果|現象)",
        r"うまく(?:いき|行き|動き)ません|うまく(?:いか|行か|動か)な",
        r"解決(?:しま|できま|できてい|してい|しており|できており)ません",
    ),
    flags=re.IGNORECASE,
)
SHOWS = {
    Sign.ASKS: ASKS,
    Sign.COMMANDS: COMMAND,
    Sign.CONFIGURATION: CONFIGURATION,
    Sign.DOCUMENTATION: DOCUMENTATION,
    Sign.SOLVED: WORKS,
    Sign.UNSOLVED: FAILS,
}


def own_words(body: str) -> tuple[str, bool]:
    """Return what a text says itself, and whether it quotes besides."""
    text, quotes = QUOTED.subn("", body[:LONGEST])
    text, named = WROTE.subn("", text)
    return text, bool(quotes or named)


def signs_in(text: str) -> Sign:
    """Return what a text shows by its own words."""
    if PATCH.search(text):
        return Sign.ELSE
    signs = Sign(0)
    for sign, pattern in SHOWS.items():
        if pattern.search(text):
            signs |= sign
    if THANKED.search(POLITE.sub("", text)):
        signs |= Sign.THANKS
    return signs


def is_of_developers(title: str, text: str) -> bool:
    """Return whether a question is one of those who make a program."""
    return bool(CODE.search(title)) or len(CODE.findall(text)) >= MUCH
