"""A project's month, for the tests of remarks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from digest.history import History
from digest.model import (
    ChangesFrom,
    Evidence,
    EvidenceKind,
    Facts,
    News,
    NewsKind,
    Sighting,
    Tag,
)
from digest.months import Month, Window
from digest.release import Release, Remark
from digest.remarks import Scene, remarks

DAY = date(2011, 7, 20)
RELEASE = Release(
    project="alpha",
    version="1.4.1",
    day=DAY,
    series="1.4",
    previous="1.4.0",
    prerelease=False,
    backdated=False,
    late=False,
    tag="v1.4.1",
    previous_tag="v1.4.0",
    evidence=(),
    changes_from=ChangesFrom.NONE,
)
FACTS = Facts(
    month=Month(2011, 8),
    window=Window(date(2011, 7, 1), date(2011, 8, 1)),
    read_until=date(2011, 8, 1),
)
HISTORY = History()


def release(version: str, previous: str | None = None, **fields: Any) -> Release:
    """Return a release of a version, in a series of two numbers."""
    series = ".".join(version.split(".")[:2])
    return replace(
        RELEASE,
        version=version,
        previous=previous,
        series=series,
        tag=f"v{version}",
        **fields,
    )


def tag(version: str, before: int, committed: int | None = None) -> Tag:
    """Return a tag that was made so many days before the release, as was its commit."""
    return Tag(
        project="alpha",
        version=version,
        name=f"v{version}",
        day=DAY - timedelta(before),
        committed=None if committed is None else DAY - timedelta(committed),
    )


def at(version: str, hours: float) -> Tag:
    """Return a tag that was made so many hours before the noon of the release."""
    moment = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)
    moment -= timedelta(hours=hours)
    return replace(tag(version, 0), day=moment.date(), at=moment)


def scene(*tags: Tag, month: tuple[Release, ...] = (), **fields: Any) -> Scene:
    """Return a scene with these tags; its other fields are those of nothing."""
    known: dict[str, Any] = {"rule": 2, "facts": FACTS, "history": HISTORY}
    return Scene(month=month, tags=tags, **known | fields)


def told(release: Release, *tags: Tag, **fields: Any) -> tuple[Remark, ...]:
    """Return the remarks on a release that is alone in its month, unless others are."""
    fields.setdefault("month", (release,))
    return remarks(release, scene(*tags, **fields))


def of_kind(found: tuple[Remark, ...], *kinds: type[Remark]) -> list[Remark]:
    """Return those that are of some kinds."""
    return [remark for remark in found if isinstance(remark, kinds)]


def announcement(version: str, before: int = 0) -> Evidence:
    """Return the mail that announced a version."""
    return Evidence(
        kind=EvidenceKind.MAIL,
        source="a-list",
        url=f"https://example.org/{version}",
        day=DAY - timedelta(before),
        title=f"alpha {version} is out",
    )


def sighting(version: str, before: int = 0, project: str = "alpha") -> Sighting:
    """Return what the mail that announced a version shows."""
    evidence = announcement(version, before)
    return Sighting(project=project, version=version, evidence=evidence)


def news(kind: NewsKind, version: str, due: int | None, **fields: Any) -> News:
    """Return news of a version, due so many days after the day of the release."""
    known: dict[str, Any] = {
        "project": "alpha",
        "day": DAY - timedelta(30),
        "title": f"{kind} {version} {due} {fields}",
        "url": "https://example.org/news",
    }
    return News(
        kind=kind,
        version=version,
        event_day=None if due is None else DAY + timedelta(due),
        **known | fields,
    )
