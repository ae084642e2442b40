"""Two TODO files to the topics that changed between them."""

from __future__ import annotations

__all__ = ["Topic", "compare_topics", "fields_of", "read_topics"]

import re

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.model import Field, How, TopicChange

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

RULER = re.compile(r"\s*([-=~])\1{2,}\s*")
FIELD = re.compile(r"([A-Za-z][A-Za-z /_-]{0,30}?):[ \t]*(.*)")
ITEM = re.compile(r"\s*(?:[*+-]|[0-9]{1,4}[.)])[ \t]+(\S.*)")
DESCRIPTION = "Description"
LIST = "List"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One item of a TODO file: its name, its fields, and its own lines."""

    name: str
    fields: Mapping[str, str]
    text: str


def compare_topics(
    old: str, new: str, *, since: str, to: str, file: str
) -> tuple[TopicChange, ...]:
    """Return what became of each topic, in the order of the new file, removed last.

    ``since`` and ``to`` name the two texts, ``file`` is where they were read. Blanks
    alone are no change.
    """
    before = {topic.name: topic for topic in read_topics(old)}
    after = {topic.name: topic for topic in read_topics(new)}
    names = [*after, *(name for name in before if name not in after)]
    changes = []
    for name in names:
        one, other = before.get(name), after.get(name)
        fields = tuple(_changed(one, other))
        if fields or not (one and other):
            how = How.CHANGED if one and other else How.ADDED if other else How.REMOVED
            changes.append(
                TopicChange(
                    topic=name,
                    how=how,
                    old=since,
                    new=to,
                    file=file,
                    fields=fields,
                    before=one.text if one else "",
                    after=other.text if other else "",
                )
            )
    return tuple(changes)


def read_topics(text: str) -> tuple[Topic, ...]:
    """Return the topics of a TODO file, each name once.

    A heading over ``Name: value`` lines is a topic, as Corosync writes them since
    1.3.0. Below any other heading each bullet is one, and the heading is its list.
    """
    topics: dict[str, Topic | None] = {}
    lists: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for heading, lines in _sections(text):
        fields = _fields(lines)
        if heading and fields:
            body = "\n".join([heading, *lines]).rstrip()
            topics[heading] = Topic(name=heading, fields=fields, text=body)
            continue
        for item in _items(lines):
            topics.setdefault(item, None)
            lists[item] |= {heading: None} if heading else {}
    return tuple(topic or _item(name, lists[name]) for name, topic in topics.items())


def _item(name: str, lists: Collection[str]) -> Topic:
    """Return a bullet as a topic whose only field is where it stands, if that is."""
    where = {LIST: ", ".join(lists)} if lists else {}
    return Topic(name=name, fields=where, text=name)


def fields_of(text: str) -> Mapping[str, str]:
    """Return the fields of a topic's own lines, which start with its name."""
    return _fields(text.splitlines()[1:])


def _changed(old: Topic | None, new: Topic | None) -> Iterator[Field]:
    before, after = (topic.fields if topic else {} for topic in (old, new))
    for name in [*after, *(name for name in before if name not in after)]:
        one, other = before.get(name, ""), after.get(name, "")
        if one.split() != other.split():
            yield Field(name=name, old=one, new=other)


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each heading with the lines below it; what stands first has none."""
    lines = [line.rstrip() for line in text.splitlines()]
    heading, body = "", list[str]()
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else ""
        if RULER.fullmatch(line):
            continue
        if line and RULER.fullmatch(below):
            yield heading, body
            heading, body = line.strip(), []
        else:
            body.append(line)
    yield heading, body


def _fields(lines: list[str]) -> dict[str, str]:
    """Return the fields that a body starts with; the rest of it is the description."""
    fields: dict[str, str] = {}
    for at, line in enumerate(lines):
        match = FIELD.fullmatch(line)
        if not match and not line and not fields:
            continue
        if not match or match[1] == DESCRIPTION:
            rest = [match[2] if match else line, *lines[at + 1 :]]
            description = "\n".join(rest).strip()
            return fields | {DESCRIPTION: description} if fields else {}
        fields[match[1]] = match[2].strip()
    return fields


def _items(lines: list[str]) -> Iterator[str]:
    """Yield the bullets, each on one line; a blank line or a bullet ends one."""
    item: list[str] = []
    for line in [*lines, ""]:
        match = ITEM.fullmatch(line)
        if item and (match or not line):
            yield " ".join(" ".join(item).split())
            item = []
        if match or item:
            item.append(match[1] if match else line)
