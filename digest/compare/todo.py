"""A TODO file's text: its topics, and the lists in which they stand."""

from __future__ import annotations

__all__ = ["Todo", "fields_of", "read_todo"]

import re

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.compare.bullets import (
    DESCRIPTION,
    LIST,
    Topic,
    read_bullets,
    shorten,
    unmarked,
)
from digest.compare.headings import Section, read_sections
from digest.compare.status import is_done, is_open

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FIELD = re.compile(r"([A-Za-z][A-Za-z /_-]{0,30}?):(?!//)[ \t]*(.*)")
EMPTY = Section()


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """A TODO file: its topics, and the headings of its lists, empty ones included."""

    topics: tuple[Topic, ...]
    lists: frozenset[str]


def read_todo(text: str) -> Todo:
    """Return what a TODO file says, in the order of the file.

    A heading over ``Name: value`` lines is a topic, as Corosync writes them since
    1.3.0, and so is one over prose alone. Below any other heading each bullet is one,
    and the heading is its list.
    """
    sections = read_sections(text)
    title = _title(sections)
    blocks: dict[str, Topic] = {}
    found: list[Topic] = []
    lists: set[str] = set()
    above: list[Section] = []
    for section, after in pairwise([*sections, EMPTY]):
        while above and above[-1].rank >= section.rank:
            above.pop()
        if section is not title and (block := _block(section, after)):
            blocks[block.name] = block
            found.append(block)
            continue
        if section is not title:
            above.append(section)
        where = " / ".join(shorten(other.heading) for other in above if other.heading)
        lists |= {where, shorten(section.heading)}
        found.extend(read_bullets(section.lines, where))
    return Todo(topics=_each_once(found, blocks), lists=frozenset(lists))


def fields_of(text: str) -> Mapping[str, str]:
    """Return the fields of a topic's own lines, which start with its name."""
    fields, description = _fields(text.splitlines()[1:])
    return fields | _described(description) if fields else {}


def _title(sections: Sequence[Section]) -> Section | None:
    """Return the heading of the file itself, if it has one.

    It is the first, with no list of its own, and has all other headings below it, or
    nothing at all: Pacemaker's stands beside "Testing".
    """
    headed = [section for section in sections if section.heading]
    if not headed or headed[0].has_list:
        return None
    first, *others = headed
    empty = not any(first.lines) and not is_done(first.heading)
    topic = not others and _fields(first.lines)[0]
    above = not topic and all(other.rank > first.rank for other in others)
    return first if above or (empty and not is_open(first.heading)) else None


def _block(section: Section, after: Section) -> Topic | None:
    """Return a section as a topic, if it is one."""
    if not section.heading or not section.marked:
        return None
    fields, description = _fields(section.lines)
    holds = section.has_list or after.rank > section.rank
    if len(fields) <= 1 and (holds or not any(section.lines)):
        return None
    name, marks = unmarked(section.heading)
    return Topic(
        name=name,
        fields=marks | fields | _described(description),
        text="\n".join([section.heading, *section.lines]).rstrip(),
    )


def _fields(lines: Sequence[str]) -> tuple[dict[str, str], str]:
    """Return the fields that a body starts with, and the rest: the description."""
    fields: dict[str, str] = {}
    for at, line in enumerate(lines):
        match = FIELD.fullmatch(line)
        if not match and not line and not fields:
            continue
        if not match or match[1] == DESCRIPTION:
            rest = [match[2] if match else line, *lines[at + 1 :]]
            return fields, "\n".join(rest).strip()
        fields[match[1]] = match[2].strip()
    return fields, ""


def _described(description: str) -> dict[str, str]:
    return {DESCRIPTION: description} if description else {}


def _each_once(
    topics: Iterable[Topic], blocks: Mapping[str, Topic]
) -> tuple[Topic, ...]:
    """Return the topics, each once; a block that lists name as well stands in them."""
    places: defaultdict[str, dict[str, None]] = defaultdict(dict)
    kept: dict[tuple[object, ...], Topic] = {}
    for topic in topics:
        block = blocks.get(topic.name)
        if block and LIST in topic.fields:
            places[topic.name][topic.fields[LIST]] = None
        key = (topic.name,) if block else (topic.name, *topic.fields.items())
        kept.setdefault(key, block or topic)
    return tuple(_placed(topic, places.get(topic.name, ())) for topic in kept.values())


def _placed(topic: Topic, lists: Iterable[str]) -> Topic:
    """Return a topic with the lists that name it, if there are any."""
    where = {LIST: ", ".join(lists)}
    return replace(topic, fields=topic.fields | where) if where[LIST] else topic
