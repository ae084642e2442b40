"""Two TODO files to what became of their topics."""

from __future__ import annotations

__all__ = ["compare_topics"]

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from digest.changes import Field, How, TopicChange
from digest.compare.bullets import LIST, OPEN, PARENT, STATUS, shorten
from digest.compare.pairs import pair_topics
from digest.compare.status import is_done
from digest.compare.todo import read_todo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from digest.compare.bullets import Topic
    from digest.compare.pairs import Pair
    from digest.compare.todo import Todo

NAME = "Name"
TWO = 2  # topics that stay in a list under another heading show that it is the same


def compare_topics(
    old: str, new: str, *, since: str, to: str, file: str
) -> tuple[TopicChange, ...]:
    """Return what became of each topic, in the order of the new file, removed last.

    ``since`` and ``to`` name the two texts, ``file`` is where they were read. Blanks
    alone are no change, nor is the order in a list. A list that has another heading
    comes first, as one change, which those that stay in it do not repeat.
    """
    if old.split() == new.split():
        return ()
    before, after = read_todo(old), read_todo(new)
    pairs = pair_topics(before.topics, after.topics)
    lists = _renamed_lists(before, after, pairs)
    renamed = {LIST: lists, PARENT: _renamed_parents(pairs)}
    change = partial(TopicChange, old=since, new=to, file=file)
    headings = (
        change(
            topic=now,
            how=How.CHANGED,
            fields=(Field(name=LIST, old=was, new=now),),
            before=was,
            after=now,
        )
        for was, now in lists.items()
    )
    topics = (
        change(
            topic=topic.name if topic else was.name if was else "",
            how=How.CHANGED if was and topic else How.ADDED if topic else How.REMOVED,
            fields=fields,
            before=was.text if was else "",
            after=topic.text if topic else "",
            listed=topic.fields.get(LIST, "") if topic else "",
        )
        for was, topic in pairs
        if (fields := tuple(_changed(was, topic, renamed))) or not (was and topic)
    )
    return (*headings, *topics)


def _renamed_lists(before: Todo, after: Todo, pairs: Sequence[Pair]) -> dict[str, str]:
    """Return the lists that only have another heading, by the old one.

    One heading is gone and the other new, and most of what was in the one and still
    stands in a list is in the other, and the other way round. What is done now has
    moved.
    """
    moves: Counter[tuple[str, str]] = Counter(
        (was.fields[LIST], topic.fields[LIST])
        for was, topic in pairs
        if was and topic and LIST in was.fields and LIST in topic.fields
    )
    left, came = Counter[str](), Counter[str]()
    for (was, now), count in moves.items():
        left[was] += count
        came[now] += count
    return {
        was: now
        for (was, now), count in moves.items()
        if was not in after.lists and now not in before.lists
        if TWO <= count > max(left[was], came[now]) / 2
        if _has_done(was) == _has_done(now)
    }


def _has_done(heading: str) -> bool:
    return any(map(is_done, heading.split(" / ")))


def _renamed_parents(pairs: Sequence[Pair]) -> dict[str, str]:
    return {
        shorten(was.name): shorten(topic.name)
        for was, topic in pairs
        if was and topic and was.name != topic.name
    }


def _changed(
    was: Topic | None, topic: Topic | None, renamed: Mapping[str, Mapping[str, str]]
) -> Iterator[Field]:
    """Yield the fields that differ, in the new order, removed last.

    A topic without a mark is open where one with a mark is done.
    """
    before, after = (dict(one.fields) if one else {} for one in (was, topic))
    if was and topic:
        before, after = {NAME: was.name} | before, {NAME: topic.name} | after
        statuses = before.get(STATUS, ""), after.get(STATUS, "")
        if any(status == OPEN or is_done(status) for status in statuses):
            before, after = {STATUS: OPEN} | before, {STATUS: OPEN} | after
    for name in dict.fromkeys((*after, *before)):
        one, other = before.get(name, ""), after.get(name, "")
        meant = renamed.get(name, {}).get(one, one)
        if meant.split() != other.split():
            yield Field(name=name, old=one, new=other)
