"""A month is told in a few lines at a terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.changes import Aspect, Change, Field, How, OptionChange, TopicChange
from digest.model import (
    ChangesFrom,
    Evidence,
    EvidenceKind,
    Gap,
    News,
    NewsKind,
    Reason,
    Tip,
    Turn,
    Worded,
)
from digest.months import Month, Window
from digest.outline import outline, outline_topics
from digest.release import Current, Digest, Matter, Release, State
from digest.remarks import (
    AfterCandidates,
    Candidate,
    QuickSuccession,
    SameDaySiblings,
    StatusContradiction,
)
from tests.conftest import DATA

DAY = date(2011, 7, 26)
TOPIC = TopicChange(
    topic="topic-snmp",
    how=How.CHANGED,
    old="v1.3.3",
    new="v1.4.1",
    file="TODO",
    fields=(
        Field(name="Finished", old="0%", new="100%"),
        Field(name="Started", old="", new="yes"),
        Field(name="Target", old="1.4", new=""),
    ),
)
OPTION = OptionChange(
    where="corosync.conf.5",
    option="token",
    how=How.CHANGED,
    old="1000 milliseconds",
    new="3000 milliseconds",
    what=Aspect.DEFAULT,
    section="totem",
    file="man/corosync.conf.5",
)
RELEASE = Release(
    project="corosync",
    version="1.4.1",
    day=DAY,
    series="1.4",
    previous="1.4.0",
    prerelease=False,
    backdated=False,
    late=False,
    tag="v1.4.1",
    previous_tag="v1.4.0",
    evidence=(
        Evidence(
            kind=EvidenceKind.TAG,
            source="corosync",
            url="https://a.example/v1.4.1",
            day=DAY,
            title="v1.4.1",
        ),
        Evidence(
            kind=EvidenceKind.MAIL,
            source="users",
            url="",
            day=DAY,
            title="1.4.1 is out",
        ),
    ),
    changes_from=ChangesFrom.COMMITS,
    changes=(Change(text="a"), Change(text="b")),
    topics=(TOPIC,),
    options=(
        OPTION,
        replace(
            OPTION, option="hold", how=How.ADDED, old="", new="Hold it.", what=None
        ),
        replace(OPTION, where="fence.xml", also=("a.xml", "b.xml"), new="", section=""),
    ),
    remarks=(
        QuickSuccession(days=8, than="1.4.0"),
        SameDaySiblings(versions=("1.4.1", "1.3.3")),
        StatusContradiction(topic="snmp", file="TODO", started="No", finished="100%"),
        AfterCandidates(
            count=1,
            days=3,
            candidates=(Candidate(version="1.4.1rc1", day=DAY, tag="v1.4.1rc1"),),
        ),
    ),
)
FIRST = replace(
    RELEASE,
    version="0.1",
    previous=None,
    backdated=True,
    evidence=(),
    changes_from=ChangesFrom.NONE,
    changes=(),
    topics=(),
    options=(),
    remarks=(),
)
NEWS = News(
    kind=NewsKind.EVENT,
    project=None,
    day=DAY,
    title="A meeting",
    url="https://a.example/",
)
PLAN = replace(
    NEWS,
    kind=NewsKind.PLANNED,
    project="corosync",
    version="2.0",
    title="2.0 moves",
    url="",
    turn=Turn.MOVED,
    event_day=date(2011, 12, 24),
)
TIP = Tip(
    title="How?",
    url="https://a.example/how",
    day=DAY,
    project="corosync",
    replies=2,
    answered=True,
    why=("answered", "has commands"),
)
CURRENT = Current(
    project="corosync", series="1.4", version="1.4.1", day=DAY, url="https://a.example"
)
MONTH = Digest(
    month=Month(2011, 8),
    window=Window(date(2011, 7, 1), date(2011, 8, 1)),
    early=True,
    releases=(RELEASE, FIRST),
    news=(NEWS, PLAN),
    matters=(
        Matter(news=(NEWS, PLAN), state=State.DONE, due=DAY, done=DAY),
        Matter(news=(NEWS,), state=State.OPEN),
    ),
    tips=(TIP, replace(TIP, project=None, why=())),
    current=(
        CURRENT,
        replace(CURRENT, version="1.3.3"),
        replace(CURRENT, project="drbd"),
    ),
    remarks=(QuickSuccession(days=2, than="July"),),
    gaps=(Gap(source="users", what="does not answer"),),
)
Expect = Callable[[str, object], None]


def test_outline(expect: Expect) -> None:
    """All that a month holds has its line; what is said of a release is below it."""
    expect(outline(MONTH), DATA / "outline" / "month.txt")


@pytest.mark.parametrize(
    "reason",
    ["tea", (Worded(language="en", text="tea"), Worded(language="ja", text="茶"))],
)
def test_outline_of_another_day(reason: Reason) -> None:
    """A release that a person gave another day says why, in one language."""
    month = replace(MONTH, releases=(replace(RELEASE, redated=reason),))

    assert " redated: tea\n" in outline(month)


def test_outline_of_nothing() -> None:
    """A month without anything is one line."""
    quiet = Digest(month=MONTH.month, window=MONTH.window, early=False, releases=())

    told = outline(quiet)

    assert told == "2011-08: 2011-07-01 to 2011-07-31\n"


def test_outline_topics() -> None:
    """Topics are told field by field; a field that was not there is a dash."""
    told = outline_topics([TOPIC, replace(TOPIC, how=How.ADDED, fields=())])

    assert told == (
        "changed: topic-snmp\n"
        "    Finished: 0% -> 100%\n"
        "    Started: - -> yes\n"
        "    Target: 1.4 -> -\n"
        "added: topic-snmp\n"
    )


def test_outline_of_no_topics() -> None:
    """Where no topic changed there is nothing to tell."""
    assert outline_topics([]) == ""


@pytest.mark.parametrize("sign", ["\x1b[2J", "\x9b2J", "\u202e", "\r", "\n"])
@given(text=st.text())
def test_outline_plays_no_tricks(sign: str, text: str) -> None:
    """Text from outside neither breaks a line nor commands the terminal."""
    evil = text + sign + text
    evidence = replace(RELEASE.evidence[0], title=evil, url=evil)
    topic = replace(
        TOPIC, topic=evil, file=evil, fields=(Field(name=evil, old=evil, new=evil),)
    )
    option = replace(OPTION, where=evil, option=evil, old=evil, new=evil, section=evil)
    remark = SameDaySiblings(versions=(evil,))
    release = replace(
        RELEASE,
        evidence=(evidence,),
        topics=(topic,),
        options=(option,),
        remarks=(remark,),
        version=evil,
    )
    gap = Gap(source=evil, what=evil)
    digest = replace(
        MONTH,
        releases=(release,),
        news=(replace(PLAN, title=evil, url=evil, project=evil),),
        matters=(Matter(news=(replace(PLAN, title=evil),), state=State.OPEN),),
        tips=(replace(TIP, title=evil, url=evil, why=(evil,)),),
        current=(replace(CURRENT, project=evil, version=evil),),
        remarks=(remark,),
        gaps=(gap,),
    )

    told, topics = outline(digest), outline_topics([topic])

    assert len(told.splitlines()) == 14
    assert len(topics.splitlines()) == 2
    assert not set(told + topics) & set("\x1b\x9b\u202e\r\t\x00")
