"""What an issue tells besides its releases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from digest.model import News, NewsKind
from digest.months import Month, Window
from digest.release import Current, Digest, Matter, State
from digest.render.besides import KINDS, follow_ups, newest, topical

DAY = date(2011, 7, 5)
NEWS = News(
    kind=NewsKind.EVENT,
    project=None,
    day=DAY,
    title="a picnic",
    url="https://example.org/1",
)
EARLIER = replace(NEWS, day=date(2011, 6, 5), title="a picnic?")
DIGEST = Digest(
    month=Month(2011, 8),
    window=Window(date(2011, 7, 1), date(2011, 8, 1)),
    early=False,
    releases=(),
    news=(NEWS,),
)


def matter(state: State, *news: News, due: date | None = None) -> Matter:
    """Return a matter of which this was said."""
    return Matter(news=news, state=state, due=due)


def test_topical() -> None:
    """News come by kind, security first, and stay in their order otherwise."""
    kinds = ["planned", "packaging", "list", "event", "security", "project", "event"]
    news = tuple(
        replace(NEWS, kind=NewsKind(kind), title=str(number))
        for number, kind in enumerate(kinds)
    )

    found = topical(replace(DIGEST, news=news))

    assert [(each.kind, [n.title for n in each.news]) for each in found] == [
        ("security", ["4"]),
        ("event", ["3", "6"]),
        ("project", ["5"]),
        ("list", ["2"]),
        ("packaging", ["1"]),
        ("planned", ["0"]),
    ]


def test_every_kind_has_a_place() -> None:
    """No kind of news is forgotten."""
    assert set(KINDS) == set(NewsKind)


def test_follow_ups() -> None:
    """What is over comes first, then what is overdue, what is due sooner sooner."""
    far, near = date(2012, 1, 1), date(2011, 9, 1)
    matters = (
        matter(State.OPEN, EARLIER),
        matter(State.OPEN, EARLIER, due=far),
        matter(State.OPEN, EARLIER, due=near),
        matter(State.OVERDUE, EARLIER, due=DAY),
        matter(State.CANCELLED, EARLIER),
        matter(State.DONE, EARLIER, due=DAY),
    )

    found = follow_ups(replace(DIGEST, matters=matters))

    assert [(each.state, each.due) for each in found] == [
        ("done", DAY),
        ("cancelled", None),
        ("overdue", DAY),
        ("open", near),
        ("open", far),
        ("open", None),
    ]


@pytest.mark.parametrize(
    ("state", "news", "told"),
    [
        (State.OPEN, [NEWS], False),
        (State.CANCELLED, [NEWS], False),
        (State.OPEN, [EARLIER, NEWS], True),
        (State.CANCELLED, [EARLIER, NEWS], True),
        (State.DONE, [NEWS], True),
        (State.OVERDUE, [NEWS], True),
    ],
)
def test_not_told_twice(state: State, news: list[News], *, told: bool) -> None:
    """What the issue's own news say is told there, unless it came or did not."""
    digest = replace(DIGEST, matters=(matter(state, *news),))

    assert bool(follow_ups(digest)) is told


def test_newest() -> None:
    """What is current is told project by project, in its order."""
    current = tuple(
        Current(project=project, series=series, version="1", day=DAY, url="")
        for project, series in (("b", "2"), ("b", "1"), ("a", "3"))
    )

    found = newest(replace(DIGEST, current=current))

    assert [(each.project, [s.series for s in each.series]) for each in found] == [
        ("b", ["2", "1"]),
        ("a", ["3"]),
    ]


def test_nothing_besides() -> None:
    """Where there is nothing, nothing is told."""
    quiet = replace(DIGEST, news=())

    assert (topical(quiet), follow_ups(quiet), newest(quiet)) == ((), (), ())
