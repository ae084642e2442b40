"""Whether a page says the same in two languages, as far as a program can tell."""

from __future__ import annotations

__all__ = ["compare"]

import re

from collections import Counter
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from digest.errors import ConfigError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from digest.release import Page
    from digest.words import Words

PLACE = re.compile(r'<a id="([^"]*)"></a>')
TOP = "the top"
LINK = re.compile(r'\]\(([^()\s]*)\)|\bhref="([^"]*)"')
UNSEEN = re.compile(r"\]\([^()\s]*\)|<[^<>]*>")
# "One of them" and "the day after" have no number, where another language has.
SPELT = {"0", "1", "2"}
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")
COUNTED = {
    "list items": re.compile(r"^ *(?:- |[0-9]+\. )|<li>", re.MULTILINE),
    "remarks": re.compile(r"^> ", re.MULTILINE),
    "table rows": re.compile(r"<tr>"),
}
HINT = "see to the words and templates of both languages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a part of a page carries in any language: how often each thing is there."""

    links: Counter[str]
    numbers: frozenset[str]
    counts: Counter[str]


def compare(
    one: Page, other: Page, words: tuple[Words, Words]
) -> Iterator[ConfigError]:
    """Yield what the other page lacks of the one, and what it has beyond it, if any.

    Compared are the places on them; from place to place the addresses of links, the
    numbers, and how many list items, remarks and table rows there are. Numbers that
    a language may write out, as in "the day after", are left aside.
    """
    months = [dict(_months(each)) for each in words]
    names = {name: number for each in months for name, number in each.items()}
    mine, yours = (_parts(page.text, names) for page in (one, other))
    problems = tuple(_differences(mine, yours))
    if problems:
        yield ConfigError(problems, where=f"content/{other.path}", hint=HINT)


def _months(words: Words) -> Iterator[tuple[str, str]]:
    for number in range(1, 13):
        yield words.raw(f"month_{number}"), str(number)
        yield words.raw(f"chart_month_{number}"), str(number)


def _parts(text: str, months: Mapping[str, str]) -> dict[str, Carried]:
    """Return what a page carries from place to place."""
    top, *rest = PLACE.split(text)
    names = (TOP, *rest[::2])
    texts = (top, *rest[1::2])
    return {
        name: _carried(said, months) for name, said in zip(names, texts, strict=True)
    }


def _carried(text: str, months: Mapping[str, str]) -> Carried:
    # "January" before "Jan", and the tables of charts before they lose their cells.
    named = "|".join(map(re.escape, sorted(months, key=len, reverse=True)))
    headed = re.sub(rf"(?<=>)(?:{named})(?=</th>)", lambda m: months[m[0]], text)
    dated = re.sub(
        rf"(?<=[0-9] )(?:{named})\b|\b(?:{named})(?= [0-9])",
        lambda found: months[found[0]],
        unescape(UNSEEN.sub("]", headed)),
    )
    return Carried(
        links=Counter(md or html for md, html in LINK.findall(text)),
        numbers=frozenset(NUMBER.findall(dated)) - SPELT,
        counts=Counter({what: len(p.findall(text)) for what, p in COUNTED.items()}),
    )


def _differences(
    mine: Mapping[str, Carried], yours: Mapping[str, Carried]
) -> Iterator[Problem]:
    for name in [*mine, *(name for name in yours if name not in mine)]:
        if name not in yours:
            yield Problem("a place is missing", name)
        elif name not in mine:
            yield Problem("a place that the other page has not", name)
        else:
            for what in _unlike(mine[name], yours[name]):
                yield Problem(what, name)


def _unlike(mine: Carried, yours: Carried) -> Iterator[str]:
    """Yield in what a part of a page is unlike that of the other."""
    for what, one, other in (
        ("link", mine.links, yours.links),
        ("number", Counter(mine.numbers), Counter(yours.numbers)),
    ):
        for said in sorted(one - other):
            yield f"a {what} is missing: {said}"
        for said in sorted(other - one):
            yield f"a {what} that the other page has not: {said}"
    for what, count in mine.counts.items():
        if count != yours.counts[what]:
            yield f"{yours.counts[what]} {what}, not {count}"
