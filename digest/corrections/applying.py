"""Corrections to facts: what a person knows better, instead of what sources say."""

from __future__ import annotations

__all__ = ["correct"]

from functools import partial
from typing import TYPE_CHECKING

from digest.corrections.changing import redate, rename
from digest.corrections.joining import add, keep, promise
from digest.corrections.misfits import MisfitError
from digest.corrections.taking import hide, take_away
from digest.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from digest.corrections.month import Corrections, Lasting
    from digest.edition import Edition
    from digest.history import History
    from digest.model import Facts

    Steps = Mapping[str, Callable[..., Facts]]

LASTING: Steps = {"not_a_release": take_away, "rename": rename, "hide": hide}


def correct(
    facts: Facts,
    corrections: Corrections,
    edition: Edition,
    history: History,
    problems: list[Problem],
) -> Facts:
    """Return the facts as a person corrects them.

    What corrections to earlier issues hold is done first, wherever it fits. Each of
    this issue's own that does not fit is appended to ``problems`` with its place, and
    left out.
    """
    lasting = history.lasting.without(corrections.add)
    facts = _done(facts, lasting, LASTING, [])
    # In this order: what comes later calls things as they are called by then.
    steps: Steps = {
        "not_a_release": take_away,
        "rename": rename,
        "add": partial(add, edition=edition, history=history),
        "redate": partial(redate, told=history.told, languages=edition.languages),
        "hide": hide,
        "promise": promise,
        "keep": partial(keep, history=history),
    }
    return _done(facts, corrections, steps, problems)


def _done(
    facts: Facts, said: Corrections | Lasting, steps: Steps, problems: list[Problem]
) -> Facts:
    for name, step in steps.items():
        for index, item in enumerate(getattr(said, name)):
            try:
                facts = step(facts, item)
            except MisfitError as error:
                problems.append(Problem(str(error), f"$.{name}[{index}]"))
    return facts
