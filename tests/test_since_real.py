"""What changed since a version, in the histories of the upstreams."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from digest.catalogue import catalogue
from digest.months import Month
from digest.risks import Risk
from digest.since import Step, since
from tests.test_history_real import Shelf, _facts, shelf  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from digest.catalogue import Known


def known(shelf: Shelf, project: str, month: Month) -> tuple[Known, ...]:  # noqa: F811 - the fixture's value
    """Return what is known of a project after an issue."""
    (own,) = (one for one in shelf.edition.projects if one.id == project)
    return catalogue(own, [shelf.digest(month)], _facts(shelf, month).tags)


def risky(step: Step) -> list[tuple[Risk, str]]:
    """Return what may hurt of a release."""
    return [(danger.risk, danger.changes[0].text) for danger in step.dangers]


def test_default_of_corosync(shelf: Shelf) -> None:  # noqa: F811 - the fixture's value
    """Corosync 3.1.0 waits longer for the token; nobody tells of what is below it."""
    found = since(known(shelf, "corosync", Month(2020, 11)), "3.0.2")

    assert [(step.known.version, step.told) for step in found] == [
        ("3.1.0", True),
        ("3.0.4", False),
        ("3.0.3", False),
    ]
    ((risk, text),) = risky(found[0])
    assert risk is Risk.DEFAULT
    assert "token" in text


def test_farewells_of_pacemaker(shelf: Shelf) -> None:  # noqa: F811 - the fixture's value
    """Pacemaker 3.0.0 drops support for much that 2.1 still knew."""
    (step, *_) = since(known(shelf, "pacemaker", Month(2025, 2)), "2.1.9")

    removed = [text for risk, text in risky(step) if risk is Risk.REMOVED]
    assert step.known.version == "3.0.0"
    assert len(removed) > 15
    assert any("nagios" in text for text in removed)


@pytest.mark.parametrize(
    ("project", "series"),
    [("corosync", "3.1"), ("resource-agents", "4"), ("drbd", "9.3")],
)
def test_series_of_a_project(shelf: Shelf, project: str, series: str) -> None:  # noqa: F811 - the fixture's value
    """Series are as upstream counts them: resource-agents has but one 4.18."""
    found = known(shelf, project, Month(2026, 4))

    newest = max((one for one in found if not one.candidate), key=lambda one: one.day)
    assert newest.series == series
