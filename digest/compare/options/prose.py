"""What sentences say of an option's default and of what it can be."""

from __future__ import annotations

__all__ = ["Stated", "stated", "states"]

import re

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.compare.options.option import between

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

CODE = re.compile(r"`([^` ]{1,60} [^`]{1,60})`")
LONG = 2000  # letters of a sentence that are read; facts come early

UNIT = (
    r"(?:milli|micro)?seconds?|minutes?|hours?|days?|tenths of a second|ms|s|sectors"
    r"|samples|characters|percent|%|[KMGT]i?"
    r"|(?:[KMGT]i?|kilo|mega|giga)?[Bb](?:ytes?|its?)?(?:/s(?:ec)?)?"
)
NUMBER = rf"-?\d[\w^]*+(?:\.\d\w*+)?(?: ?(?:{UNIT})(?![\w-]))?"
VALUE = rf"""(?P<value>{NUMBER}|"[^"]{{1,60}}"|'[^']{{1,60}}'|[^\s,;:()"'<]{{1,60}})"""
SWITCH = r"(?P<value>on|off|enabled|disabled|unset|not (?:set|enabled|used))(?![\w-])"
OF = r"[\"'<]?(?P<of>[\w.-]{1,60})[\"'>]?"
IS = r"(?: is| are|:|=)"
THE = r"(?:the )?(?:(?:option|parameter) )?"
THING = r"(?: (?:option|parameter|value))"
ASIDE = r"[^()\[\]]{1,60}"
WORD_ = r"\S{1,60}"
DEFAULT = r"\bdefault(?! units?\b| scale)(?: \w{1,20})?"

DEFAULTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # in brackets: "default 2", "default: udp", even "default is jars / 2"
        rf"[(\[]default(?: \w{{1,20}}){{1,2}}: ?(?P<value>{ASIDE})[)\]]",
        rf"[(\[]defaults?(?:{IS}| to|) ?(?P<value>{ASIDE}(?:\({ASIDE}\))?)[)\]]",
        rf"{DEFAULT} (?:of|for) {THE}(?!is\b|are\b){OF}{THING}?{IS}? ?{VALUE}",
        rf"{DEFAULT}(?: of)?{IS} ?{VALUE}",
        rf"\ba default (?:value )?of {VALUE}",
        rf"\bdefaults to {VALUE}",
        rf"(?<!\S){SWITCH} by default\b",
        rf"\bby default,? (?:{WORD_} ){{1,3}}is (?:turned )?{SWITCH}",
        rf"(?<!\S){VALUE} \((?:{ASIDE}, |= ?)?(?:the )?default\)",
        # "number has 0 and jars as default unit", as drbd.conf.5 of DRBD 8.4 has it
        rf"(?<!\S){OF} has {VALUE}(?: \({ASIDE}\))? and {WORD_} as default",
        rf"\bdefault (?P<value>{NUMBER})",
        # "The default values are: jars = 20 (in all), lids = 0", of several at once
        rf"(?<!\S){OF} = {VALUE}",
    )
)
STANDS_OUT = re.compile(r"\bthis is the default\b|\(default\)", re.IGNORECASE)
NO_VALUE = re.compile(
    r"about|an?|as|at|automatically|based|by|calculated|computed|determined|either|for"
    r"|given|half|if|in|it|not|set|that|the|they|this|to|twice|used|value|wh\w+|you"
)
GENERIC = frozenset(("", "it", "option", "parameter", "setting", "this", "value"))

LEAST = re.compile(
    rf"\bminimum:?(?: \w{{1,20}}){{0,6}}? (?P<value>{NUMBER})",
    re.IGNORECASE,
)
MOST = re.compile(
    rf"\b(?:maximum:?|up to)(?: \w{{1,20}}){{0,5}}? (?P<value>{NUMBER})",
    re.IGNORECASE,
)
RANGE = re.compile(
    rf"\b(?:ranges?(?: \w{{1,20}}){{0,4}}?|between) (?P<least>{NUMBER})"
    rf"(?: to | and | ?\.\.\.? ?| ?- ?)(?P<most>{NUMBER})",
    re.IGNORECASE,
)
LISTED = re.compile(
    r"\b(?:allowed|available|possible|supported|valid) \w[\w -]{0,40}?"
    r"(?: are:?| is:?|:) (?P<list>[^:]{3,400})",
    re.IGNORECASE,
)
REMARK = re.compile(r"\([^()]{0,60}\)")
APART = re.compile(r",? (?:and|or) |[,;] ?")
WORD = re.compile(r"[\w.+-]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What sentences say of one option."""

    default: str
    limits: str
    values: tuple[str, ...]


def stated(told: Sequence[str], own: Collection[str], *, alone: bool) -> Stated:
    """Return what sentences say of the option that is called one of ``own``.

    Where they are about several options (not ``alone``), only what names it counts.
    """
    told = [_read(sentence) for sentence in told]
    default = next((d for s in told if (d := _default(s, own, alone=alone))), "")
    about = told if alone else [s for s in told if _only(s, own)]
    return Stated(
        default=default,
        limits=_limits(about),
        values=next((v for s in about if (v := _listed(s))), ()),
    )


def states(sentence: str) -> bool:
    """Return whether a sentence says what is default or possible, of any option."""
    short = _read(sentence)
    patterns = (*DEFAULTS, LEAST, MOST, RANGE, LISTED, STANDS_OUT)
    return any(pattern.search(short) for pattern in patterns)


def _read(sentence: str) -> str:
    """Return what is read of a sentence, without marks of code."""
    return CODE.sub(r'"\1"', sentence[:LONG]).replace("`", "")


def _default(sentence: str, own: Collection[str], *, alone: bool) -> str:
    """Return the default that a sentence gives the option, if it does."""
    if "default" not in sentence.casefold():
        return ""
    for pattern in DEFAULTS:
        for match in pattern.finditer(sentence):
            of = match.groupdict().get("of") or ""
            mine = of.casefold().lstrip("-") in own
            value = match["value"].strip("\"' .")
            if NO_VALUE.fullmatch(value.casefold()) or not (
                mine or (alone and of.casefold() in GENERIC)
            ):
                continue
            return value
    return ""


def _only(sentence: str, own: Collection[str]) -> bool:
    """Return whether a sentence names the option."""
    return any(word.lstrip("-") in own for word in WORD.findall(sentence.casefold()))


def _limits(told: Iterable[str]) -> str:
    """Return the numbers that an option lies between, such as ``1..255``."""
    least = most = ""
    for sentence in told:
        if not least and not most and (match := RANGE.search(sentence)):
            return between(match["least"], match["most"])
        least = least or _number(LEAST, sentence)
        most = most or _number(MOST, sentence)
    return between(least, most)


def _number(pattern: re.Pattern[str], sentence: str) -> str:
    match = pattern.search(sentence)
    return match["value"] if match else ""


def _listed(sentence: str) -> tuple[str, ...]:
    """Return the words that a sentence lists as possible, if it lists nothing else."""
    if not (match := LISTED.search(sentence)):
        return ()
    parts = APART.split(REMARK.sub("", match["list"]))
    words = [part.strip(" .\"'") for part in parts]
    found = tuple(dict.fromkeys(word for word in words if word))
    sure = len(found) > 1 and all(WORD.fullmatch(word) for word in found)
    return found if sure else ()
