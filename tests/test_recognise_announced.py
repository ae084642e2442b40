"""What becomes of verdicts where messages are collected."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from digest.collectors.announced import announced
from digest.edition import Project, Want
from digest.message import Message
from digest.model import News, NewsKind, Sighting, Turn
from digest.months import Window

PUMP = Project(
    id="pump", name="Pump", about={}, aliases=("pump",), repository="a", tags=()
)
VALVE = Project(
    id="valve", name="Valve", about={}, aliases=("valve",), repository="b", tags=()
)
WANT = Want(
    source="pump-users",
    window=Window(date(2011, 7, 1), date(2011, 8, 1)),
    timezone=ZoneInfo("Asia/Tokyo"),
    projects=(PUMP, VALVE),
    today=date(2011, 8, 1),
)


def told(subject: str, body: str, link: str = "") -> list[News | Sighting]:
    """Return what is collected of a mail, but that it was heard."""
    mail = Message(
        message_id="one@example.org",
        subject=subject,
        sent=datetime(2011, 7, 20, 20, tzinfo=UTC),
        body=body,
        link=link,
    )
    found = announced([mail], WANT, link=lambda m: f"https://example.org/{m.subject}")
    return [item for item in found if isinstance(item, News | Sighting)]


def test_event() -> None:
    """An event is news with its day, and the page where it is told."""
    assert told("Pump meeting postponed", "The new date is 3 November.") == [
        News(
            kind=NewsKind.EVENT,
            project="pump",
            day=date(2011, 7, 21),
            title="Pump meeting postponed",
            url="https://example.org/Pump meeting postponed",
            event_day=date(2011, 11, 3),
            turn=Turn.MOVED,
            source="pump-users",
            message_id="one@example.org",
        )
    ]


def test_schedule() -> None:
    """A schedule is a piece of news for each release that is planned."""
    text = "Our plans:\n\n1.4.0-rc1: August 1st\n1.4.0: August 15th\n"

    found = told("Schedule for Pump 1.4.0", text, "https://example.org/1")

    assert [
        (item.kind, item.project, item.version, str(item.event_day), item.url)
        for item in found
        if isinstance(item, News)
    ] == [
        ("planned", "pump", "1.4.0-rc1", "2011-08-01", "https://example.org/1"),
        ("planned", "pump", "1.4.0", "2011-08-15", "https://example.org/1"),
    ]


def test_packages() -> None:
    """Packages of a version are news of it, not a release."""
    (news,) = told("Pump 1.4.0 packages available", "Get them there.")

    assert isinstance(news, News)
    assert (news.kind, news.version) == (NewsKind.PACKAGING, "1.4.0")


def test_release() -> None:
    """A release is a sighting for each version."""
    found = told("Pump 1.4.1 and valve 2.0 released", "There.")

    assert [(s.project, s.version) for s in found if isinstance(s, Sighting)] == [
        ("pump", "1.4.1"),
        ("valve", "2.0"),
    ]
