"""Which subjects are worth reading on: none that announces something is missed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hypothesis import example, given
from hypothesis import strategies as st

from digest.edition import Project
from digest.message import Message
from digest.recognise import recognise
from digest.recognise.glance import may_announce, names_version
from digest.versions import tag_pattern


def project(name: str, *aliases: str) -> Project:
    """Return a project of which nothing but its names is known."""
    return Project(
        id=name,
        name=name,
        about={},
        aliases=(name, *aliases),
        repository="",
        tags=(),
        announces=(tag_pattern("why {version} rocks"),),
    )


PUMP, VALVE = project("pump"), project("valve", "valve kit")
BOTH = (PUMP, VALVE)


@pytest.mark.parametrize(
    "subject",
    [
        "Pump 1.4.1",
        "[Pump] 1.4.1",
        "Version 1.4.1 of the valve kit, and what is in it",
        "A pump, and its past",
        "It is available",
        "why 1.4.1 rocks",
        "Meeting cancelled",
        "Pump 1.4.1 planned",
        "Next release of the valve kit",
        "Pump renamed",
        "New mailing list: users@example.org",
        "CVE-2011-0001: pump leaks",
        "Pump packages updated",
        "",
    ],
)
def test_worth_reading(subject: str) -> None:
    """A subject that names us, or says that something is out, is worth it."""
    assert may_announce(subject, BOTH)


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Pump 1.4.1",
        "[PATCH] pump 1.4.1",
        "How to start pump 1.4.1",
        "Pump 1.4.1?",
        "Meeting?",
        "Minutes of the meeting",
        "Plans for boat 1.4.1",
        "Boat 1.4.1 released",
        "A pumpkin",
        "Section 1.4",
    ],
)
def test_not_worth_reading(subject: str) -> None:
    """A reply, a question, a patch, or a version of somebody else's is not worth it."""
    assert not may_announce(subject, BOTH)


def test_nobody_asked_for() -> None:
    """Where no project is asked for, nothing is worth it."""
    assert not may_announce("Pump 1.4.1 released", ())


@pytest.mark.parametrize(
    ("subject", "named"),
    [
        ("Pump 1.4.1", True),
        ("[Pump] 1.4.1", True),
        ("Boat 1.4.1", False),
        ("1.4.1", False),
        ("Pumps of the year", False),
    ],
)
def test_version_of_ours(subject: str, *, named: bool) -> None:
    """A version is ours if our name stands with it."""
    assert names_version(subject, BOTH) is named


def test_version_of_the_only_one() -> None:
    """Where there is one project only, a version without a name is its."""
    assert names_version("1.4.1", (PUMP,))
    assert may_announce("1.4.1", (PUMP,))


SUBJECTS = (
    *("Pump", "valve kit", "valve-kit", "Boat", "1.4.1", "v2.0", "3.0-rc1", "and", ","),
    *("[Pump]", "[ANNOUNCE]", "Fwd:", "Re:", "released", "is out", "version", "of the"),
    *("why", "rocks", "planned", "schedule", "July 26", "meeting", "cancelled", "CFP"),
    *("renamed", "end of life", "mailing list", "moved", "packages", "CVE-2011-0001"),
    *("for", "new", "(final)", ":", "–", "?", "notes", "candidate", "リリースしました"),
)
BODIES = (
    *(
        "We have released pump 1.4.1.",
        "We announce valve 2.0.",
        "It is out now: 1.4.1.",
    ),
    *("We meet on 2011-10-25.", "Subscribe to the list.", "All are affected."),
    *("1.4.1: July 26", "We plan to tag it.", "Registration is open."),
    *("It fixes bugs.", "Download it.", "I get an error.", "We will release it.", "\n"),
)


def joined(parts: tuple[str, ...], most: int) -> st.SearchStrategy[str]:
    """Return texts that are made of these parts."""
    return st.lists(st.sampled_from(parts), max_size=most).map(" ".join)


@given(joined(SUBJECTS, 6), joined(BODIES, 4), st.sampled_from([BOTH, (PUMP,)]))
@example("why 1.4.1 rocks", "", BOTH)
@example("pump 1.4.1 planned", "On July 26.", BOTH)
@example("meeting cancelled", "July 26", (PUMP,))
@example("end of life pump", "Yes.", (PUMP,))
@example("", "We have released pump 1.4.1. It fixes bugs.", BOTH)
@example("released", "We have released pump 1.4.1. It fixes bugs.", BOTH)
@example("Pump", "We have released pump 1.4.1. It fixes bugs.", BOTH)
def test_nothing_is_missed(
    subject: str, body: str, projects: tuple[Project, ...]
) -> None:
    """Whatever is recognised has a subject that was worth it."""
    sent = datetime(2011, 7, 20, tzinfo=UTC)
    message = Message(message_id="", subject=subject, sent=sent, body=body)

    if recognise(message, projects):
        assert may_announce(subject, projects)


@given(joined(SUBJECTS, 6), st.sampled_from([BOTH, (PUMP,)]))
def test_most_is_not_read(subject: str, projects: tuple[Project, ...]) -> None:
    """A reply is never worth it, whatever stands behind."""
    assert not may_announce(f"Re: {subject}", projects)
