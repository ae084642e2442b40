"""What speaks for a thread as a tip."""

from __future__ import annotations

__all__ = ["POINTS", "answerers", "is_answered", "reasons"]

from typing import TYPE_CHECKING

from digest.threads.signs import Sign

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from digest.threads.traces import Trace

# Why a thread is proposed, the best reason first, and how much that is worth.
POINTS = {
    "confirmed": 4,
    "commands": 2,
    "configuration": 2,
    "regular": 2,
    "documentation": 1,
    "thanked": 1,
}
ENOUGH = 3
# Without one of these there is nothing to learn from a thread.
SUBSTANCE = {"confirmed", "commands", "configuration", "documentation"}
GOODS = {
    "commands": Sign.COMMANDS,
    "configuration": Sign.CONFIGURATION,
    "documentation": Sign.DOCUMENTATION,
}


def answerers(first: Trace, others: Iterable[Trace]) -> set[bytes]:
    """Return who else than the asker spoke in a thread."""
    return {trace.person for trace in others} - {first.person, b""}


def reasons(
    first: Trace, others: Sequence[Trace], regulars: Collection[bytes]
) -> tuple[str, ...]:
    """Return what speaks for a thread; nothing if there is nothing to learn from it.

    It is none either if it ends with the asker saying that nothing helps, or if
    somebody answers with a patch.
    """
    answers = [trace for trace in others if trace.person not in {first.person, b""}]
    if not (answers and first.person) or any(t.signs & Sign.ELSE for t in others):
        return ()
    back = [t for t in others if t.person == first.person and t.sent > answers[0].sent]
    if back and _is_open(back[-1], answers):
        return ()
    told = Sign(0)
    for answer in answers:
        told |= answer.signs
    found = {reason for reason, sign in GOODS.items() if told & sign}
    if any(_confirms(trace) for trace in back):
        found.add("confirmed")
    if any(trace.signs & Sign.THANKS for trace in back):
        found.add("thanked")
    if any(answer.person in regulars for answer in answers):
        found.add("regular")
    why = tuple(reason for reason in POINTS if reason in found)
    enough = sum(map(POINTS.__getitem__, why)) >= ENOUGH
    return why if enough and not SUBSTANCE.isdisjoint(why) else ()


def is_answered(why: Collection[str], others: Sequence[Trace]) -> bool:
    """Return whether a thread has an answer that somebody confirms, or can be trusted.

    That is one by a person who answers often, and not just asks back.
    """
    asks = bool(others[-1].signs & Sign.ASKS)
    return not {"confirmed", "thanked"}.isdisjoint(why) or (
        "regular" in why and not asks
    )


def _confirms(trace: Trace) -> bool:
    return bool(trace.signs & Sign.SOLVED) and not trace.signs & Sign.UNSOLVED


def _is_open(last: Trace, answers: Sequence[Trace]) -> bool:
    """Return whether the asker's last word is that it does not work, or what then."""
    answered = answers[-1].sent >= last.sent
    asks = last.signs & (Sign.UNSOLVED | Sign.ASKS)
    return bool(asks) and not answered and not _confirms(last)
