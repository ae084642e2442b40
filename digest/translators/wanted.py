"""Which sentences nobody has translated, and nobody has made a suggestion for."""

from __future__ import annotations

__all__ = ["untranslated"]

from typing import TYPE_CHECKING

from digest.memory import State
from digest.memory.forms import normal_form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.memory import Memory


def untranslated(sentences: Iterable[str], memory: Memory) -> tuple[str, ...]:
    """Return the first sentence of each form that has nothing in a memory.

    What stands there but cannot be used is somebody's work, and is left to people.
    """
    wanted: dict[str, str] = {}
    for sentence in sentences:
        form = normal_form(sentence)
        entry = memory.entry(form)
        written = entry and entry.translation
        missing = memory.look_up(sentence).state is State.MISSING
        if missing and not written:
            wanted.setdefault(form.key, sentence)
    return tuple(wanted.values())
