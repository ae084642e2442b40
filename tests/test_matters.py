"""What was announced for later, from issue to issue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.history import History
from digest.matters import matters
from digest.model import (
    Evidence,
    EvidenceKind,
    Facts,
    News,
    NewsKind,
    Sighting,
    Tag,
    Turn,
)
from digest.months import Month, Window
from digest.release import Matter, State

PLAN = News(
    kind=NewsKind.PLANNED,
    project="alpha",
    day=date(2011, 7, 5),
    title="alpha 1.4.2 is planned",
    url="https://example.org/plan",
    event_day=date(2011, 8, 20),
    version="1.4.2",
    message_id="1@x",
)
EVENT = News(
    kind=NewsKind.EVENT,
    project=None,
    day=date(2011, 7, 5),
    title="[list] Cluster gathering in Prague",
    url="https://example.org/event",
    event_day=date(2011, 10, 25),
    message_id="2@x",
)
END = replace(
    PLAN, kind=NewsKind.PROJECT, title="alpha 1.2 ends", version="1.2", message_id="3@x"
)


@dataclass(frozen=True, kw_only=True)
class Then:
    """What an issue has: its month, news, releases with their days."""

    month: int
    news: tuple[News, ...] = ()
    releases: tuple[tuple[str, date], ...] = ()
    tags: tuple[Tag, ...] = ()
    read_until: date | None = None

    @property
    def facts(self) -> Facts:
        """The facts of it; months count on after the twelfth."""
        month = Month(2011, 1).plus(self.month - 1)
        window = Window.before(month)
        sightings = (_sighting(version, day) for version, day in self.releases)
        return Facts(
            month=month,
            window=window,
            read_until=self.read_until or window.until,
            sightings=tuple(sightings),
            news=self.news,
            tags=self.tags,
        )


def _sighting(version: str, day: date) -> Sighting:
    evidence = Evidence(
        kind=EvidenceKind.MAIL,
        source="list",
        url="",
        day=day,
        title=f"alpha {version}",
        message_id=f"{version}@x",
    )
    return Sighting(project="alpha", version=version, evidence=evidence)


def later(news: News, day: date, turn: Turn = Turn.NEW, **changes: object) -> News:
    """Return another mail about the same."""
    named = f"{day}@x"
    return replace(news, day=day, turn=turn, message_id=named, **changes)  # type: ignore[arg-type] # fields of News


def shown(*issues: Then) -> list[tuple[Matter, ...]]:
    """Return the matters of each of the issues."""
    history, found = History(), []
    for issue in issues:
        found.append(matters(issue.facts, history))
        history = history.after(issue.facts)
    return found


def states(*issues: Then) -> list[list[tuple[str, date | None, date | None]]]:
    """Return what became of the matters in each of the issues: state, due, done."""
    return [[(m.state, m.due, m.done) for m in found] for found in shown(*issues)]


DUE = date(2011, 8, 20)
FIRST = Then(month=8, news=(PLAN,))
WAITS = [("open", DUE, None)]


def test_planned_and_released() -> None:
    """A planned release is open until it comes, is shown once then, and no more."""
    came = date(2011, 8, 22)

    assert states(
        FIRST, Then(month=9, releases=(("1.4.2", came),)), Then(month=10)
    ) == [WAITS, [("done", DUE, came)], []]


def test_planned_and_released_at_once() -> None:
    """What comes in the window in which it was announced is done in its first issue."""
    came = date(2011, 7, 30)

    assert states(replace(FIRST, releases=(("1.4.2", came),)), Then(month=9)) == [
        [("done", DUE, came)],
        [],
    ]


def test_overdue() -> None:
    """A day that passes without a release is told until it comes, for a year."""
    came = Then(month=11, releases=(("1.4.2", date(2011, 10, 3)),))
    late = [("overdue", DUE, None)]

    assert states(FIRST, Then(month=9), Then(month=10), came) == [
        WAITS,
        late,
        late,
        [("done", DUE, date(2011, 10, 3))],
    ]
    assert states(FIRST, Then(month=20), Then(month=21)) == [WAITS, late, []]


def test_not_overdue_before_the_day_is_over() -> None:
    """In a draft that is made early, only what had passed by then is overdue."""
    on_the_day = Then(month=9, read_until=DUE)
    day_after = replace(on_the_day, read_until=date(2011, 8, 21))

    assert states(FIRST, on_the_day)[1] == WAITS
    assert states(FIRST, day_after)[1] == [("overdue", DUE, None)]


@pytest.mark.parametrize(
    ("planned", "seen", "done"),
    [
        ("1.4.2", "1.4.3", True),
        ("1.4.2", "1.4.2-rc1", False),
        ("1.4.2-rc1", "1.4.2-rc2", True),
        ("1.4.2-rc1", "1.4.2", True),
        ("1.4.2", "1.5.0", False),
        ("1.4.2", "1.4.1", False),
        ("2.0", "2.0.0", True),
        ("1.34", "1.35", True),
        ("9", "9.1", True),
        ("unstable", "1.0", False),
        ("1.0", "unstable", False),
        ("unstable", "unstable", True),
        ("", "1.0", True),
        ("", "1.0-rc1", False),
    ],
)
def test_what_ends_a_plan(planned: str, seen: str, done: bool) -> None:  # noqa: FBT001 - pytest gives it by name
    """The version itself ends a plan, or a newer one that replaces it."""
    plan = replace(PLAN, version=planned)

    issues = states(
        Then(month=8, news=(plan,)),
        Then(month=9, releases=((seen, date(2011, 8, 2)),)),
    )

    assert issues[1][0][0] == ("done" if done else "overdue")


@pytest.mark.parametrize("version", ["1.4.2", "1.4.3"])
def test_planned_when_it_was_there(version: str) -> None:
    """What had been released before anybody called it planned is no matter."""
    before = Then(month=7, releases=((version, date(2011, 6, 9)),))
    after = replace(FIRST, releases=((version, date(2011, 7, 3)),))
    tag = Tag(project="alpha", version=version, name="v", day=date(2011, 6, 9))

    itself = version == PLAN.version
    assert states(before, FIRST)[1] == ([] if itself else WAITS)
    assert states(after) == [[] if itself else WAITS]
    assert states(replace(FIRST, tags=(tag,))) == [[] if itself else WAITS]


def test_released_where_no_issue_was_made() -> None:
    """What came in a month that has no issue is over, and is not told."""
    tag = Tag(project="alpha", version="1.4.2", name="v1.4.2", day=date(2011, 8, 4))

    assert states(FIRST, Then(month=11, tags=(tag,))) == [WAITS, []]


def test_old_tags_in_a_batch() -> None:
    """A plan that somebody tagged afterwards, when it was old, was done long ago."""
    made, day = date(2011, 7, 6), date(2011, 8, 29)
    tags = tuple(
        Tag(project="alpha", version=v, name=v, day=day, committed=made)
        for v in ("1.4.1", "1.4.2")
    )
    seen = tuple(
        Sighting(
            project="alpha",
            version=tag.version,
            evidence=Evidence(
                kind=EvidenceKind.TAG, source="git", url="", day=day, title=tag.name
            ),
        )
        for tag in tags
    )
    august = replace(Then(month=9, tags=tags).facts, sightings=seen)

    assert matters(august, History().after(FIRST.facts)) == ()


def test_tag_of_the_window() -> None:
    """A tag of the window is news, however old the commit is."""
    day, made = date(2011, 8, 4), date(2011, 7, 30)
    tag = Tag(project="alpha", version="1.4.2", name="v", day=day, committed=made)
    seen = Then(month=9, tags=(tag,), releases=(("1.4.2", date(2011, 8, 5)),))

    assert states(FIRST, seen)[1] == [("done", DUE, date(2011, 8, 5))]


def test_moved() -> None:
    """The day that was said last counts; moved to no day, there is none."""
    moved = later(PLAN, date(2011, 8, 3), Turn.MOVED, event_day=date(2011, 9, 30))
    lost = later(PLAN, date(2011, 9, 3), Turn.MOVED, event_day=None)
    again = later(PLAN, date(2011, 9, 4), event_day=None)

    found = shown(
        FIRST, Then(month=9, news=(moved,)), Then(month=10, news=(lost, again))
    )

    assert [[m.due for m in issue] for issue in found] == [
        [DUE],
        [date(2011, 9, 30)],
        [None],
    ]
    assert found[2][0].news == (PLAN, moved, lost, again)


def test_called_off_and_revived() -> None:
    """What is called off is told once; it may come back within a year."""
    off = later(PLAN, date(2011, 8, 3), Turn.CANCELLED)
    again = later(PLAN, date(2011, 8, 9), Turn.CANCELLED)
    back = later(PLAN, date(2011, 11, 9), Turn.REVIVED, event_day=date(2011, 12, 24))
    issues = (FIRST, Then(month=9, news=(off, again)), Then(month=10))

    found = states(*issues, Then(month=12, news=(back,)))

    assert found == [
        WAITS,
        [("cancelled", DUE, date(2011, 8, 3))],
        [],
        [("open", date(2011, 12, 24), None)],
    ]
    too_late = replace(back, day=date(2012, 11, 9))
    gone = shown(*issues, Then(month=23), Then(month=24, news=(too_late,)))
    assert gone[4][0].news == (too_late,)


def test_called_off_and_announced() -> None:
    """What is announced after another was called off is another matter."""
    off = later(PLAN, date(2011, 8, 3), Turn.CANCELLED)
    fresh = later(PLAN, date(2011, 9, 3), event_day=date(2011, 12, 1))

    found = shown(FIRST, Then(month=9, news=(off,)), Then(month=10, news=(fresh,)))

    assert [matter.news for matter in found[2]] == [(fresh,)]


def test_event() -> None:
    """An event is open until its day, is told once when that is over, and no more."""
    october = [("open", EVENT.event_day, None)]

    assert states(
        Then(month=8, news=(EVENT,)), Then(month=10), Then(month=11), Then(month=12)
    ) == [october, october, [("done", EVENT.event_day, EVENT.event_day)], []]


def test_event_that_is_called_off() -> None:
    """An event that was called off does not take place when its day comes."""
    off = later(EVENT, date(2011, 10, 3), Turn.CANCELLED)

    found = states(Then(month=8, news=(EVENT,)), Then(month=11, news=(off,)))

    assert found[1] == [("cancelled", EVENT.event_day, off.day)]


def test_event_that_is_over() -> None:
    """Who tells of an event that was, announces nothing."""
    recap = replace(EVENT, event_day=date(2011, 7, 1))

    assert states(Then(month=8, news=(recap,))) == [[]]


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Re: cluster gathering in Prague: call for papers"},
        {"title": "Prague gathering 2011", "project": "alpha", "event_day": None},
        {"title": "The gathering: rooms"},
        {"title": "Gathering moved to Vienna, for clusters", "turn": Turn.MOVED},
        {
            "title": "Cluster gathering moved to Vienna",
            "turn": Turn.MOVED,
            "event_day": date(2011, 11, 2),
        },
    ],
    ids=lambda other: other["title"],
)
def test_one_event_over_its_mails(other: dict[str, object]) -> None:
    """Mails with the day and a word in common, or the same words, are of one event."""
    mail = later(EVENT, date(2011, 7, 9), **other)  # type: ignore[arg-type] # fields of News

    ((matter,),) = shown(Then(month=8, news=(EVENT, mail)))

    assert matter.news == (EVENT, mail)


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Winter school"},
        {"title": "Cluster gathering in Vienna", "event_day": date(2011, 11, 2)},
        {"title": "Gathering", "event_day": None},
        {"title": "2011", "event_day": None},
        {"kind": NewsKind.LIST},
        {"kind": NewsKind.PROJECT, "project": "alpha", "version": "1.0"},
    ],
    ids=str,
)
def test_other_matters(other: dict[str, object]) -> None:
    """Mails that have less in common are not of one event."""
    mail = later(EVENT, date(2011, 7, 9), **other)  # type: ignore[arg-type] # fields of News

    (found,) = shown(Then(month=8, news=(EVENT, mail)))

    assert (EVENT,) in [matter.news for matter in found]


def test_events_of_two_projects() -> None:
    """Two projects have two events, be they on one day and called the same."""
    mine, theirs = (replace(EVENT, project=p, message_id=p) for p in ("alpha", "beta"))

    (found,) = shown(Then(month=8, news=(mine, theirs)))

    assert len(found) == 2


def test_event_that_comes_again() -> None:
    """What is announced after its day had passed is the next one."""
    weekly = replace(EVENT, title="Weekly call", event_day=date(2011, 7, 7))
    following = later(weekly, date(2011, 7, 9), event_day=date(2011, 8, 14))

    assert states(Then(month=8, news=(weekly, following))) == [
        [
            ("done", date(2011, 7, 7), date(2011, 7, 7)),
            ("open", date(2011, 8, 14), None),
        ]
    ]


def test_event_of_one_word() -> None:
    """One word is enough for a name where there is no other in either title."""
    short = replace(EVENT, title="Gathering", event_day=None)
    reminder = later(short, date(2011, 8, 9), title="Reminder: gathering!")

    found = shown(Then(month=8, news=(short,)), Then(month=9, news=(reminder,)))

    assert [matter.news for matter in found[1]] == [(short, reminder)]


def test_end_of_support() -> None:
    """The end of a series' support is over on its day."""
    assert states(Then(month=8, news=(END,)), Then(month=9)) == [
        WAITS,
        [("done", DUE, DUE)],
    ]


@pytest.mark.parametrize(
    "news",
    [
        replace(END, event_day=None),
        replace(END, version=""),
        replace(PLAN, project=None),
        replace(PLAN, kind=NewsKind.SECURITY),
    ],
)
def test_nothing_to_wait_for(news: News) -> None:
    """News that no version, day or project can end is no matter."""
    assert states(Then(month=8, news=(news,))) == [[]]


def test_without_a_day() -> None:
    """What has no day is dropped when nobody spoke of it for a year."""
    someday = replace(PLAN, event_day=None)
    waits = [("open", None, None)]

    assert states(
        Then(month=8, news=(someday,)), Then(month=19), Then(month=20), Then(month=21)
    ) == [waits, waits, [], []]


def test_told_twice() -> None:
    """A mail that an earlier issue had is not counted again."""
    found = shown(FIRST, replace(FIRST, month=9, news=(replace(PLAN, day=DUE),)))

    assert [matter.news for matter in found[1]] == [(PLAN,)]


@given(st.permutations([PLAN, EVENT, END, later(EVENT, date(2011, 7, 9))]))
def test_order_of_news(news: list[News]) -> None:
    """In whatever order news stands, what is due first comes first."""
    (found,) = shown(Then(month=8, news=tuple(news)))

    assert [matter.due for matter in found] == [DUE, DUE, EVENT.event_day]
    assert found == shown(Then(month=8, news=tuple(news[::-1])))[0]


def test_state_of_a_matter() -> None:
    """A matter says in one word what has become of it."""
    ((matter,),) = shown(FIRST)

    assert matter == Matter(news=(PLAN,), state=State.OPEN, due=DUE)
