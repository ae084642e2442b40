"""News and what became of them, in sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.edition import Edition, Project
from digest.model import News, NewsKind, Turn
from digest.months import Month, Window
from digest.release import Current, Digest, Matter, State
from digest.render.reported import Reported
from digest.words import Wording, Words

TEMPLATES = Path(__file__).parent.parent / "templates"
DAY = date(2011, 7, 5)
DUE = date(2011, 7, 20)
NEWS = News(
    kind=NewsKind.EVENT,
    project=None,
    day=DAY,
    title="a *picnic*",
    url="https://example.org/1",
)
PLAN = replace(NEWS, kind=NewsKind.PLANNED, project="alpha", version="1.1")
END = replace(NEWS, kind=NewsKind.PROJECT, project="gone", version="0.9")
TITLE = {
    "en": r"[“a \*picnic\*”](https://example.org/1) (5 July)",
    "ja": r"[「a \*picnic\*」](https://example.org/1)（7月5日）",
}
MATTER = Matter(news=(replace(NEWS, title="first"), NEWS), state=State.OPEN)


def speech(language: str = "en") -> Reported:
    """Return what says it, always in the first of its wordings."""
    words = Words.read(TEMPLATES / f"words.{language}.toml", language)
    table: dict[str, Wording] = {
        key: said[0] if isinstance(said, list) else said
        for key, said in words.table.items()
    }
    alpha = Project(
        id="alpha", name="Alpha", about={}, aliases=(), repository="", tags=()
    )
    edition = Edition(
        title={},
        timezone=ZoneInfo("Asia/Tokyo"),
        languages=(language,),
        watch=(),
        projects=(alpha,),
    )
    digest = Digest(
        month=Month(2011, 8),
        window=Window(date(2011, 7, 1), date(2011, 8, 1)),
        early=False,
        releases=(),
    )
    return Reported(digest, edition, Words(language, table, where=""))


def test_news() -> None:
    """News have whose they are, their title quoted and linked, and their day."""
    say = speech()

    assert say.news(NEWS) == TITLE["en"]
    assert say.news(PLAN) == f"Alpha 1.1: {TITLE['en']}"
    assert say.news(END) == f"gone 0.9: {TITLE['en']}"
    assert say.news(replace(NEWS, url="")) == r"“a \*picnic\*” (5 July)"


@pytest.mark.parametrize(
    ("news", "ja", "en"),
    [
        (
            replace(NEWS, event_day=DUE),
            "日取りは7月20日です。",
            "The date: 20 July.",
        ),
        (
            replace(PLAN, event_day=DUE),
            "予定は7月20日です。",
            "Planned for 20 July.",
        ),
        (
            replace(END, event_day=date(2012, 1, 1)),
            "期日は2012年1月1日です。",
            "The date: 1 January 2012.",
        ),
        (
            replace(NEWS, turn=Turn.MOVED),
            "予定が変わりました。",
            "The plan has changed.",
        ),
        (
            replace(NEWS, turn=Turn.MOVED, event_day=DUE),
            "予定が7月20日に変わりました。",
            "It has moved to 20 July.",
        ),
        (
            replace(NEWS, turn=Turn.CANCELLED, event_day=DUE),
            "とりやめになりました。残念。",
            "It is off. What a pity.",
        ),
        (
            replace(NEWS, turn=Turn.REVIVED, event_day=DUE),
            "と思いきや、復活です。日取りは7月20日です。",
            "And yet: it is on again. The date: 20 July.",
        ),
    ],
)
def test_turns(news: News, ja: str, en: str) -> None:
    """What the news say of a day, and what of a plan, are sentences behind them."""
    assert speech("ja").news(news).endswith(f"{TITLE['ja']}。{ja}")
    assert speech("en").news(news).endswith(f"{TITLE['en']}. {en}")


@pytest.mark.parametrize(
    ("state", "due", "done", "en"),
    [
        (State.OPEN, None, None, "No date yet. We keep an ear out."),
        (State.OPEN, DUE, None, "Due on 20 July. We are counting the days."),
        (State.DONE, DUE, DUE, "The day came: 20 July."),
        (State.CANCELLED, DUE, DAY, "Called off on 5 July."),
        (State.CANCELLED, DUE, None, "Called off on 5 July."),
    ],
)
def test_matter_of_an_event(
    state: State, due: date | None, done: date | None, en: str
) -> None:
    """What became of an event is said behind the last that was said of it."""
    matter = replace(MATTER, state=state, due=due, done=done)

    said = speech().matter(matter)

    assert said == f"{TITLE['en']}. {en}"


@pytest.mark.parametrize(
    ("state", "due", "done", "en"),
    [
        (State.DONE, None, DUE, "It came on 20 July."),
        (State.DONE, DUE, DUE, "It came on 20 July, right on schedule."),
        (
            State.DONE,
            DUE,
            date(2011, 7, 19),
            "Planned for 20 July, it came a day early, on 19 July.",
        ),
        (
            State.DONE,
            DUE,
            date(2011, 7, 22),
            "Planned for 20 July, it came 2 days later, on 22 July.",
        ),
        (
            State.OVERDUE,
            DUE,
            None,
            "It was due on 20 July, and we are still waiting. Tea?",
        ),
    ],
)
def test_matter_of_a_plan(
    state: State, due: date | None, done: date | None, en: str
) -> None:
    """A planned release is told with how well its day was kept."""
    matter = Matter(news=(PLAN,), state=state, due=due, done=done)

    said = speech().matter(matter)

    assert said == f"Alpha 1.1: {TITLE['en']}. {en}"


def test_matter_of_support() -> None:
    """The end of a series' support is nothing to look forward to."""
    matter = Matter(news=(END,), state=State.OPEN, due=DUE)

    assert speech().matter(matter).endswith("The date is 20 July. Better be ready.")


def test_newest() -> None:
    """A version that is current is linked, unless it has no page."""
    current = Current(
        project="alpha",
        series="1.1",
        version="1.1<2",
        day=DAY,
        url="https://example.org/v",
    )

    assert speech().newest_html(current) == (
        '<a href="https://example.org/v">1.1&lt;2</a>'
    )
    assert speech().newest_html(replace(current, url="")) == "1.1&lt;2"


def test_every_kind_and_turn() -> None:
    """There are words for all news and all matters, in both languages."""
    for say in (speech("ja"), speech("en")):
        for kind in NewsKind:
            assert say.words(f"news_{kind}")
            for turn in Turn:
                assert say.news(replace(NEWS, kind=kind, turn=turn, event_day=DUE))
            for state in State:
                news = replace(NEWS, kind=kind)
                assert say.matter(Matter(news=(news,), state=state, due=DUE))
