"""Messages to threads: who answers whom, also where the ids are missing."""

from __future__ import annotations

__all__ = ["chains"]

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from digest.threads.signs import Sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from digest.threads.traces import Trace

    Chain: TypeAlias = list[Trace]


def chains(traces: Mapping[bytes, Trace]) -> Iterator[tuple[Trace, tuple[Trace, ...]]]:
    """Yield the threads that begin among messages: the first, and those after it.

    Ids lead from a reply to what it answers; but who only takes an old mail to write a
    new one, with another subject, begins a thread. Replies whose ids lead nowhere, or
    that have none, belong to the newest thread before them with their subject:
    HyperKitty's feeds have no ids, and other archives not all.
    """
    begun: list[tuple[Trace, Chain]] = []
    lost: list[Chain] = []
    for chain in _linked(traces):
        first = next((t for t in chain if _begins(t, traces)), None)
        if first:
            begun.append((first, [t for t in chain if t is not first]))
        else:
            lost.append(chain)
    _find(lost, begun)
    for first, others in begun:
        yield first, tuple(sorted(others, key=lambda trace: trace.place))


def _linked(traces: Mapping[bytes, Trace]) -> Iterator[Chain]:
    """Yield messages of one topic that ids lead from one to another, oldest first."""
    heads: dict[bytes, bytes] = {}
    for trace in traces.values():
        for parent in trace.parents:
            heads[_head(heads, parent)] = _head(heads, trace.id)
    found: defaultdict[tuple[bytes, bytes], Chain] = defaultdict(list)
    for trace in sorted(traces.values(), key=lambda trace: trace.place):
        found[_head(heads, trace.id), trace.topic].append(trace)
    yield from found.values()


def _head(heads: dict[bytes, bytes], id_: bytes) -> bytes:
    """Return the one that stands for all that are linked with an id."""
    while (head := heads.setdefault(id_, id_)) != id_:
        heads[id_] = heads[head]
        id_ = head
    return id_


def _begins(trace: Trace, traces: Mapping[bytes, Trace]) -> bool:
    """Return whether a message begins a thread.

    One that answers what is not here does not, even if it does not look like a reply.
    """
    if trace.signs & Sign.REPLY:
        return False
    known = [traces[parent] for parent in trace.parents if parent in traces]
    if any(parent.topic == trace.topic for parent in known):
        return False
    return bool(known) or not trace.parents


def _find(lost: Sequence[Chain], begun: Sequence[tuple[Trace, Chain]]) -> None:
    """Add replies that are lost to the threads in which they belong."""
    topics: defaultdict[bytes, list[tuple[Trace, Chain]]] = defaultdict(list)
    for thread in sorted(begun, key=lambda thread: thread[0].place):
        topics[thread[0].topic].append(thread)
    topics[b""].clear()
    for chain in lost:
        known = topics[chain[0].topic]
        earlier = bisect_right(known, chain[0].sent, key=lambda thread: thread[0].sent)
        if earlier:
            known[earlier - 1][1].extend(chain)
