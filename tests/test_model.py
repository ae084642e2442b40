"""The nouns are values."""

from __future__ import annotations

import dataclasses
import inspect

from datetime import date

import pytest

from digest import changes, edition, model, release
from digest.model import Tag

NOUNS = [
    noun
    for module in (model, changes, release, edition)
    for noun in vars(module).values()
    if dataclasses.is_dataclass(noun) and inspect.getmodule(noun) is module
]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_nouns(noun: type) -> None:
    """A noun is complete when made, by name, and stays as it is."""
    parameters = inspect.signature(noun).parameters.values()
    made = noun(**{parameter.name: None for parameter in parameters})

    assert {parameter.kind for parameter in parameters} <= {
        inspect.Parameter.KEYWORD_ONLY
    }
    for name in [*inspect.signature(noun).parameters, "anything"]:
        with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
            setattr(made, name, 1)


@pytest.mark.parametrize(
    ("committed", "made"),
    [
        (None, date(2010, 10, 20)),
        (date(2009, 3, 1), date(2009, 3, 1)),
        (date(2010, 11, 1), date(2010, 10, 20)),
    ],
)
def test_tag_made(committed: date | None, made: date) -> None:
    """A version existed when its commit did, or its tag, whichever came first."""
    tag = Tag(
        project="corosync",
        version="0.91",
        name="v0.91",
        day=date(2010, 10, 20),
        committed=committed,
    )

    assert tag.made == made
