"""The bullets of a TODO file's list, as topics."""

from __future__ import annotations

__all__ = [
    "BULLET",
    "DESCRIPTION",
    "LIST",
    "OPEN",
    "PARENT",
    "STATUS",
    "Topic",
    "read_bullets",
    "shorten",
    "unmarked",
]

import re

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.compare.status import is_done

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STATUS, PRIORITY, DESCRIPTION = "Status", "Priority", "Description"
LIST, PARENT = "List", "Parent"
OPEN, DONE = "open", "done"  # what a status is where only a mark says so
LONGEST = 100  # letters of a heading or a parent that each item below it repeats
WIDEST = 1000  # columns that count as indented

# Beside the common marks: dots (crmsh), stars (Org mode), and boxes of no bullet.
BULLET = re.compile(
    r"(?:(?P<mark>\*{1,9}|[+.o•-]|#\.|[0-9]{1,4}[.)]|[a-z]\))[ \t]+"
    r"|(?=\[[ xX]\][ \t]))(?P<text>\S.*)"
)
BOX = re.compile(r"(?:\[(?P<box>[ xX])\]|(?P<word>TODO|OPEN|DONE|FIXED)\b:?)[ \t]+")
BOXES = {" ": OPEN, "TODO": OPEN, "OPEN": OPEN}
# P1 to P3 in Corosync's oldest files, [#A] in Org mode.
RANK = re.compile(r"(?:\[#?(?P<boxed>P[0-9]|[A-C])\]|(?P<bare>P[0-9])(?![^ :]))[ :]*")
ASIDE = re.compile(r"[ \t]*[\[(](?P<first>\w+)(?P<rest>[^\[\]()]{0,200})[\])][ .!]*\Z")
STRUCK = re.compile(r"~~(?P<text>.+)~~")
# "none.", "There are no TODOs for the IPC system."
NOTHING = re.compile(
    r"(?:there (?:is|are) )?(?:none|nothing|n/?a|empty"
    r"|no (?:open |work )?(?:todos?|issues?|items?|tasks?))"
    r"(?: (?:at|currently|for|here|left|now|right|to do|yet)\b.{0,80})?[ .!]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a TODO file has to do: its name, its fields, and its own lines."""

    name: str
    fields: dict[str, str]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A bullet: how far it is indented, its words, and paragraphs below them."""

    indent: int
    words: list[str]
    more: list[str] = field(default_factory=list)


def read_bullets(lines: Iterable[str], where: str) -> tuple[Topic, ...]:
    """Return the bullets of the list ``where``, each with what it is nested in.

    One that only introduces others ("Implement:") is their parent, not a topic; one
    that says that there is nothing to do is none, either.
    """
    return tuple(_topics(_items(lines), where))


def shorten(name: str) -> str:
    """Return a name that can be repeated, without a colon at its end."""
    bare = name.removesuffix(":")
    return bare if len(bare) <= LONGEST else f"{bare[: LONGEST - 1]}…"


def _items(lines: Iterable[str]) -> list[_Item]:
    """Return the bullets.

    What follows without a blank line continues one, however it is indented; after a
    blank line, what is indented further is a paragraph of it. What stands at the margin
    after a colon is one, too: Pacemaker quoted a log that way.
    """
    found: list[_Item] = []
    still_open: list[_Item] = []
    part: list[str] | None = None
    for line in lines:
        words = line.lstrip()
        indent = len(line[: len(line) - len(words)][:WIDEST].expandtabs())
        if bullet := BULLET.fullmatch(words):
            depth = len(bullet["mark"] or "-") - 1 if words[0] == "*" else 0
            found.append(_Item(indent=indent + depth, words=[bullet["text"]]))
            still_open.append(found[-1])
            part = found[-1].words
        elif not words:
            part = None
        elif part is not None:
            if part[-1].endswith(":") and indent <= found[-1].indent:
                part = found[-1].more
            part.append(words)
        else:
            while still_open and indent <= still_open[-1].indent:
                still_open.pop()
            if still_open:
                part = still_open[-1].more
                part.extend(["", words] if part else [words])
    return found


def _topics(items: list[_Item], where: str) -> Iterator[Topic]:
    parents: list[tuple[int, str]] = []
    for item, after in pairwise([*items, _Item(indent=-1, words=[])]):
        while parents and parents[-1][0] >= item.indent:
            parents.pop()
        place = {LIST: where, PARENT: parents[-1][1] if parents else ""}
        topic = _topic(item, {name: value for name, value in place.items() if value})
        parents.append((item.indent, shorten(topic.name)))
        introduces = topic.name.endswith(":") and after.indent > item.indent
        named = any(map(str.isalnum, topic.name))
        if named and not introduces and not NOTHING.fullmatch(topic.name):
            yield topic


def _topic(item: _Item, place: dict[str, str]) -> Topic:
    """Return a bullet as a topic; marks of status and priority are its fields."""
    name, marks = unmarked(" ".join(" ".join(item.words).split()))
    more = "\n".join(item.more)
    aside = ASIDE.fullmatch(more[:LONGEST])
    if aside and is_done(_said(aside)):
        more, marks = "", {STATUS: _said(aside)} | marks
    described = {DESCRIPTION: more} if more else {}
    return Topic(
        name=name,
        fields=marks | place | described,
        text=f"{name}\n\n{more}" if more else name,
    )


def unmarked(text: str) -> tuple[str, dict[str, str]]:
    """Return words without marks such as ``[x] P1 … (DONE)``, and those as fields."""
    status = priority = ""
    if box := BOX.match(text):
        status = BOXES.get(box["box"] or box["word"], DONE)
        text = text[box.end() :]
    if rank := RANK.match(text):
        priority = rank["boxed"] or rank["bare"]
        text = text[rank.end() :]
    start = max(0, len(text) - 3 * LONGEST)
    aside = ASIDE.search(text, start)
    if aside and is_done(_said(aside)):
        status, text = _said(aside), text[: aside.start()]
    if struck := STRUCK.fullmatch(text):
        status, text = status or DONE, struck["text"].strip()
    marks = {STATUS: status, PRIORITY: priority}
    return text, {name: value for name, value in marks.items() if value}


def _said(aside: re.Match[str]) -> str:
    """Return what stands in brackets, as a status: "done: see the manual"."""
    return aside["first"].lower() + aside["rest"]
