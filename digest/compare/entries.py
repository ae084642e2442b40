"""The bullets of a change record, as changes."""

from __future__ import annotations

__all__ = ["read_entries"]

import re

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.model import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEADING = -1  # the indent of what is no bullet but a heading of those below

BULLET = re.compile(r"(?P<mark>[-*+•])\s+(?P<text>\S.*)")
ATX = re.compile(r"#{1,6}\s+(?P<text>\S.*)")
RULER = re.compile(r"([-=~_*])\1{2,}")
NO_WORDS = re.compile(r"([-=~_*])\1{2,}$|\[[^\[\]]+\]:\s")  # a ruler, a link's address
SIGNATURE = "-----BEGIN "

# "Fixes since Pacemaker-2.1.8", "Fixes for regressions introduced in Pacemaker-2.0.4"
GROUP = re.compile(
    r"(?P<title>[A-Z][\w /-]{0,80}?"
    r"(?: in [A-Za-z]+-[0-9][\w.-]*|(?P<since> since (?=\S*[0-9])\S++)))"
    r"(?P<aside> \(.*\))?:?"
)
# Pacemaker counts commits; its oldest files also say from what they were packaged.
STATISTICS = re.compile(
    r"[0-9]+ commits? with [0-9]|[0-9]+ files? changed|(?:Changesets|Diff|Statistics):"
    r"|Update (?:source tarball|the tarball from upstream) to "
)
BOLD = re.compile(r"\*\*([^*]+)\*\*")
ITALIC_ASIDE = re.compile(r"(?<!\*)\*(\([^*()]+\))\*(?!\*)")
SEVERITY = re.compile(r"(?i)(critical|high|med(?:ium)?|low)(?: \([^()]*\))?:\s+")
NO_COMPONENT = re.compile(
    r"(?:feature|fix(?:e[sd])?|bug(?:fix)?|dev|notes?):\s+"
    r"|Bug (?:[A-Za-z]{2,9}#[0-9]+(?:, )?)+ - ",
    re.IGNORECASE,
)
# Two words only where the second says what the first is: prose has colons, too.
NAME = (
    r"[A-Za-z][\w./+-]*+"
    r"(?: (?:agents?|daemon|events|manager|options|plugin|RAs?|Remote|scripts?|spec"
    r"|subagent|tools)\b)?+"
)
COMPONENT = re.compile(rf"(?P<names>{NAME}(?:, ?{NAME})*+):\s")
REFERENCE = re.compile(
    r"[()]|(?<!\w)(?:CVE-[0-9]{4}-[0-9]{4,9}|[A-Za-z]{2,9}#[0-9]+|#[0-9]+)(?!\w)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A bullet or a heading: how far it is indented, and its words on one line."""

    indent: int
    mark: str
    text: str

    def holds(self, other: _Item) -> bool:
        """Return whether the other is nested below it.

        With the same mark, one column is an accident (DRBD 9.0.9rc1); with another it
        is meant (9.2.0).
        """
        return other.indent > self.indent + (other.mark == self.mark)


NOTHING = _Item(indent=HEADING, mark="", text="")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """An open bullet, and what holds for those below it."""

    item: _Item
    depth: int
    group: str


def read_entries(lines: Iterable[str]) -> tuple[Change, ...]:
    """Return the bullets as changes, each below its heading and its parents.

    Prose that belongs to no bullet, statistics and signatures are left out.
    """
    return tuple(_changes(_items([line.rstrip() for line in lines])))


def _items(lines: list[str]) -> list[_Item]:
    """Return bullets and headings, with what continues them.

    Without a blank line between, whatever follows a bullet continues it; after one,
    only what is indented further than the bullet.
    """
    found: list[tuple[int, str, list[str]]] = []
    still_open: list[tuple[int, str, list[str]]] = []
    apart = True
    for line, after in pairwise([*lines, ""]):
        if line.startswith(SIGNATURE):
            break
        words = line.lstrip()
        indent = len(line[: len(line) - len(words)].expandtabs())
        if title := _title(line, after, apart=apart):
            found.append((HEADING, "", [title]))
            still_open.clear()
        elif bullet := BULLET.fullmatch(words):
            found.append((indent, bullet["mark"], [bullet["text"]]))
            still_open.append(found[-1])
        elif words and not NO_WORDS.match(words):
            while apart and still_open and indent <= still_open[-1][0]:
                still_open.pop()
            if still_open:
                still_open[-1][2].append(words)
        apart = bool(title) or not words or RULER.fullmatch(words) is not None
    return [_Item(indent=at, mark=m, text=_one_line(parts)) for at, m, parts in found]


def _title(line: str, after: str, *, apart: bool) -> str:
    """Return the words of a heading, or nothing if the line is none."""
    if atx := ATX.fullmatch(line):
        return atx["text"].rstrip("# ")
    if not apart or not line[:1].isalpha():
        return ""
    return line.rstrip(":") if line.endswith(":") or RULER.fullmatch(after) else ""


def _one_line(parts: list[str]) -> str:
    """Return the parts joined, without Markdown's marks for bold and for asides."""
    text = " ".join(" ".join(parts).split())
    return ITALIC_ASIDE.sub(r"\1", BOLD.sub(r"\1", text))


def _changes(items: list[_Item]) -> Iterator[Change]:
    """Yield a change for each item that is an entry."""
    heading = ""
    parents: list[_Level] = []
    for item, after in pairwise([*items, NOTHING]):
        if item.indent == HEADING:
            heading = _group(item.text) or item.text
            parents.clear()
            continue
        while parents and not parents[-1].item.holds(item):
            parents.pop()
        depth = parents[-1].depth if parents else 0
        group = parents[-1].group if parents else heading
        if not depth and item.holds(after) and (title := _group(item.text)):
            group = title
        elif not STATISTICS.match(item.text):
            yield _change(item.text, group, depth)
            depth += 1
        parents.append(_Level(item=item, depth=depth, group=group))


def _group(text: str) -> str:
    """Return what a heading says, without the version it starts from.

    Nothing is returned where the text does not read as a heading.
    """
    if not (match := GROUP.fullmatch(text)):
        return ""
    return match["title"].removesuffix(match["since"] or "") + (match["aside"] or "")


def _change(text: str, group: str, depth: int) -> Change:
    severity = SEVERITY.match(text)
    word = severity[1].lower() if severity else ""
    rest = text[severity.end() :] if severity else text
    if prefix := NO_COMPONENT.match(rest):
        rest = rest[prefix.end() :]
    component = COMPONENT.match(rest)
    return Change(
        text=text,
        group=group,
        component=component["names"] if component else "",
        severity="medium" if word == "med" else word,
        depth=depth,
        refs=_refs(text),
    )


def _refs(text: str) -> tuple[str, ...]:
    """Return bug numbers in order; bare ones (``#2098``) only from parentheses."""
    found: dict[str, None] = {}
    deep = 0
    for match in REFERENCE.finditer(text):
        if match[0] in "()":
            deep = max(0, deep + (1 if match[0] == "(" else -1))
        elif deep or not match[0].startswith("#"):
            found[match[0]] = None
    return tuple(found)
