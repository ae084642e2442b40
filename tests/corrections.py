"""An invented month that is corrected, and the issue before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from digest.changes import Change
from digest.edition import Edition, Project
from digest.history import History
from digest.merge import version_of
from digest.model import (
    ChangesFrom,
    Evidence,
    EvidenceKind,
    Facts,
    News,
    NewsKind,
    Record,
    Sighting,
    Tag,
    Tip,
)
from digest.months import Month, Window
from digest.release import Matter, State

ALPHA = Project(
    id="alpha",
    name="Alpha",
    about={},
    aliases=("alpha",),
    repository="alpha.git",
    tags=(),
    tag_url="https://example.org/alpha/{tag}",
)
BETA = replace(ALPHA, id="beta", name="Beta", repository="", tag_url="")
EDITION = Edition(
    title={"en": "Tea"},
    timezone=ZoneInfo("UTC"),
    languages=("en",),
    watch=("leak", "crash"),
    projects=(ALPHA, BETA),
)


def proof(kind: EvidenceKind, day: date, title: str, url: str, ident: str) -> Evidence:
    """Return a page that proves something."""
    return Evidence(
        kind=kind,
        source="list" if ident else "git",
        url=f"https://example.org/{url}",
        day=day,
        title=title,
        message_id=f"{ident}@example.org" if ident else "",
    )


def seen(project: str, version: str, evidence: Evidence) -> Sighting:
    """Return what that page shows."""
    return Sighting(project=project, version=version, evidence=evidence)


TAGS = tuple(
    Tag(project="alpha", version=version, name=f"v{version}", day=day)
    for version, day in (("1.0", date(2011, 6, 2)), ("1.1", date(2011, 7, 10)))
)
TAGGED = seen(
    "alpha",
    "1.1",
    proof(EvidenceKind.TAG, date(2011, 7, 10), "v1.1", "alpha/v1.1", ""),
)
MAILED = seen(
    "alpha",
    "1.1",
    proof(EvidenceKind.MAIL, date(2011, 7, 11), "Alpha 1.1", "list/alpha", "alpha"),
)
BETAS = seen(
    "beta",
    "2.0",
    proof(EvidenceKind.MAIL, date(2011, 7, 14), "Beta 2.0", "list/beta", "beta"),
)
OLD = seen(
    "beta",
    "1.9",
    proof(EvidenceKind.FEED, date(2011, 6, 30), "Beta 1.9", "feed/beta", "old"),
)
EVENT = News(
    kind=NewsKind.EVENT,
    project=None,
    day=date(2011, 7, 5),
    title="A gatherin",
    url="https://example.org/list/gathering",
    event_day=date(2011, 10, 25),
    source="list",
    message_id="event@example.org",
)
TIP = Tip(
    title="how to pour",
    url="https://example.org/list/tip",
    day=date(2011, 7, 6),
    project="alpha",
    replies=2,
    answered=True,
    why=("a command",),
    source="list",
    message_id="tip@example.org",
)
RECORDS = (
    Record(
        project="alpha",
        version="1.1",
        changes_from=ChangesFrom.CHANGELOG,
        since="1.0",
        file="ChangeLog",
        changes=(
            Change(text="Mend a leak in the teapot"),
            Change(text="Mend a leak in the tea"),
            Change(text="Stir  `slowly`, not at once", url="https://example.org/c"),
            Change(text="Stir `slowly`, not at once"),
        ),
    ),
    Record(
        project="beta",
        version="2.0",
        changes_from=ChangesFrom.ANNOUNCEMENT,
        since="1.9",
        changes=(Change(text="Mend a crash of the kettle"), Change(text="Pour faster")),
    ),
)
FACTS = Facts(
    month=Month(2011, 8),
    window=Window(date(2011, 7, 1), date(2011, 8, 1)),
    read_until=date(2011, 8, 1),
    sightings=(TAGGED, MAILED, BETAS, OLD),
    records=RECORDS,
    news=(EVENT, replace(EVENT, url="https://example.org/other/1", source="other")),
    tips=(TIP,),
    tags=TAGS,
)


def promised(text: str, month: Month | None = None) -> Matter:
    """Return what an earlier issue promised."""
    news = News(
        kind=NewsKind.PROMISE,
        project=None,
        day=date(2011, 6, 30),
        title=text,
        url="",
        event_day=month.first if month else None,
    )
    return Matter(news=(news,), state=State.OPEN, due=news.event_day)


HISTORY = History(
    told=frozenset({("alpha", version_of("1.0"))}),
    waiting=(promised("how to pour tea"), promised("how to warm the pot")),
)
