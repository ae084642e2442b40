"""What was announced for later, as a page and as a calendar to subscribe to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from digest.assemble import assemble
from digest.edition import Edition
from digest.history import History
from digest.model import News, NewsKind, Turn
from digest.render import Renderer
from digest.render.ical import as_calendar
from digest.render.planned import agenda
from tests.test_catalogue import ALPHA
from tests.test_matters import END, EVENT, PLAN, Then

if TYPE_CHECKING:
    from digest.release import Digest

EDITION = Edition(
    title={"ja": "月刊", "en": "Monthly"},
    timezone=ZoneInfo("Asia/Tokyo"),
    languages=("ja", "en"),
    watch=(),
    projects=(ALPHA,),
)
RENDERER = Renderer(EDITION, [Path("templates")])
MOVED = replace(
    EVENT,
    day=date(2011, 8, 2),
    title="Cluster gathering in Prague moved",
    url="https://example.org/moved",
    event_day=date(2011, 11, 8),
    turn=Turn.MOVED,
    message_id="4@x",
)
OFF = replace(
    EVENT,
    day=date(2011, 8, 2),
    title="Cluster gathering in Prague cancelled",
    url="https://example.org/off",
    event_day=None,
    turn=Turn.CANCELLED,
    message_id="5@x",
)
OUT = ("1.4.2", date(2011, 8, 22))
GATHERING = "Cluster gathering in Prague"
SOMEDAY = replace(PLAN, event_day=None)


def issues(*months: Then) -> list[Digest]:
    """Return the digests of months in order."""
    history, found = History(), []
    for month in months:
        found.append(assemble(month.facts, EDITION, history))
        history = history.after(month.facts)
    return found


def pages(*months: Then) -> dict[str, str]:
    """Return all pages beside issues."""
    return {page.path: page.text for page in RENDERER.fronts(issues(*months))}


def told(*months: Then, language: str = "en") -> list[str]:
    """Return the headings and the items of the page."""
    text = pages(*months)[f"{language}/calendar.md"]
    return [line for line in text.splitlines() if line.startswith(("## ", "- "))]


def events(*months: Then) -> list[dict[str, Any]]:
    """Return the events of the English calendar."""
    calendar = Calendar.from_ical(pages(*months)["en/calendar.ics"])
    return [
        {
            name.lower(): value.dt if hasattr(value, "dt") else str(value)
            for name, value in event.items()
        }
        for event in calendar.walk("VEVENT")
    ]


def test_nothing() -> None:
    """Without an issue, and without plans, there is a page that says so."""
    for months in ((), (Then(month=8),)):
        assert "Nobody has announced anything yet." in pages(*months)["en/calendar.md"]
        assert events(*months) == []


def test_ahead_first() -> None:
    """What is ahead comes first, the next first, with its proof and its issue."""
    _, *lines = told(Then(month=8, news=(EVENT, PLAN, END)))

    proof = "(announced on 5 July 2011) ([August 2011](issues/2011-08.md#news))"
    assert lines == [
        f"- **20 August 2011** Alpha 1.4.2: [“{PLAN.title}”]({PLAN.url}) {proof}",
        f"- **20 August 2011** Alpha 1.2: [“alpha 1.2 ends”]({END.url}) {proof}",
        f"- **25 October 2011** [“\\[list\\] {GATHERING}”]({EVENT.url}) {proof}",
    ]


def test_japanese() -> None:
    """The page is there in the other language, with the same places."""
    head, line = told(Then(month=8, news=(PLAN,)), language="ja")

    assert head == '## <a id="ahead"></a>これから'
    assert line == (
        "- **2011年8月20日**　Alpha 1.4.2：[「alpha 1.4.2 is planned」]"
        "(https://example.org/plan)（2011年7月5日の知らせ）"
        "（[2011年8月号](issues/2011-08.md#news)）"
    )


def test_came_late() -> None:
    """What came is told by its year, with how that was planned."""
    _, year, line = told(Then(month=8, news=(PLAN,)), Then(month=9, releases=(OUT,)))

    assert year == '## <a id="year-2011"></a>In 2011'
    assert line.startswith("- **22 August 2011** Alpha 1.4.2: ")
    assert "2 days" in line
    assert line.endswith("([September 2011](issues/2011-09.md#follow-ups))")


def test_overdue() -> None:
    """What did not come stands apart while anybody waits, and then in its year."""
    plan = Then(month=8, news=(PLAN,))
    _, waiting, line = told(plan, Then(month=9))

    assert waiting == '## <a id="waiting"></a>The day went by'
    assert "It was due on 20 August 2011" in line

    *_, year, line = told(plan, Then(month=9), Then(month=23))

    assert year == '## <a id="year-2011"></a>In 2011'
    assert "It was due on 20 August 2011" in line


def test_undated() -> None:
    """What has no day is on the page while somebody waits, and in no calendar."""
    plan = Then(month=8, news=(SOMEDAY,))

    assert told(plan)[1] == '## <a id="undated"></a>No day yet'
    assert events(plan) == []
    assert told(plan, Then(month=22)) == []


def test_moved() -> None:
    """What moved stands at its new day and names the first; the event is the same."""
    before = Then(month=8, news=(EVENT,))
    after = Then(month=9, news=(MOVED,))

    assert "It was first set for 25 October 2011." in told(before, after)[1]
    (old,), (new,) = events(before), events(before, after)
    assert old["uid"] == new["uid"]
    assert (old["sequence"], new["sequence"]) == ("0", "1")
    assert (old["dtstart"], new["dtstart"]) == (date(2011, 10, 25), date(2011, 11, 8))
    assert new["url"] == "https://example.org/moved"


def test_called_off() -> None:
    """What was called off stays where it was, and is cancelled in the calendar."""
    months = Then(month=8, news=(EVENT,)), Then(month=9, news=(OFF,)), Then(month=10)
    (event,) = events(*months)

    assert "- **25 October 2011** " in told(*months)[1]
    assert (event["status"], event["sequence"]) == ("CANCELLED", "1")
    assert event["dtstart"] == date(2011, 10, 25)


def test_revived() -> None:
    """What is on again says so."""
    back = replace(
        OFF,
        day=date(2011, 9, 2),
        turn=Turn.REVIVED,
        message_id="6@x",
        title=EVENT.title,
    )
    months = Then(month=8, news=(EVENT,)), Then(month=9, news=(OFF,))

    (event,) = events(*months, Then(month=10, news=(back,)))

    assert event["status"] == "CONFIRMED"
    told_of = told(*months, Then(month=10, news=(back,)))
    assert told_of[1].startswith("- **25 October 2011** ")
    assert "on again" in told_of[1]


def test_held() -> None:
    """Of an event that was, its day is enough."""
    line = told(Then(month=8, news=(EVENT,)), Then(month=11))[-1]

    assert line.startswith("- **25 October 2011** ")
    assert line.endswith("2011) ([November 2011](issues/2011-11.md#follow-ups))")


def test_off_and_planned_again() -> None:
    """A plan that begins again is the same event, and its numbers go on."""
    off = replace(
        PLAN,
        turn=Turn.CANCELLED,
        day=date(2011, 8, 1),
        event_day=None,
        message_id="7@x",
    )
    again = replace(
        PLAN, day=date(2011, 9, 1), event_day=date(2011, 12, 1), message_id="8@x"
    )

    (event,) = events(
        Then(month=8, news=(PLAN,)),
        Then(month=9, news=(off,)),
        Then(month=10, news=(again,)),
    )

    assert event["dtstart"] == date(2011, 12, 1)
    assert (event["status"], event["sequence"]) == ("CONFIRMED", "2")


def test_summaries() -> None:
    """An event has its title, a release its name, and what became of it."""
    came = Then(month=9, releases=(OUT,))

    planned = events(Then(month=8, news=(EVENT, PLAN, END)))

    assert {event["summary"] for event in planned} == {
        "[list] Cluster gathering in Prague",
        "Alpha 1.4.2 planned",
        "Alpha 1.2: end of support",
    }
    assert events(Then(month=8, news=(PLAN,)), came)[0]["summary"] == (
        "Alpha 1.4.2 released"
    )


def test_ours() -> None:
    """What we promised to write is no plan of anybody else's."""
    promise = replace(PLAN, kind=NewsKind.PROMISE, project=None, version="")

    assert agenda(issues(Then(month=8, news=(promise,)))).plans == ()


def test_hostile() -> None:
    """A title is text in the calendar, whatever it says, and begins no line."""
    title = "x\r\nEND:VCALENDAR\r\n\u202e; a, b\\n" + "あ" * 200
    evil: News = replace(EVENT, title=title, url="javascript:alert(1)", message_id="")

    text = pages(Then(month=8, news=(evil,)))["en/calendar.ics"]

    assert text.count("END:VCALENDAR\r\n") == 1
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event["summary"] == f"x END:VCALENDAR ; a, b\\n{'あ' * 200}"
    assert "url" not in event


def test_same_bytes() -> None:
    """The calendar is the same each time; languages differ in words alone."""
    months = Then(month=8, news=(EVENT, PLAN)), Then(month=9, news=(MOVED,))
    once, again = pages(*months), pages(*months)

    assert once["ja/calendar.ics"] == again["ja/calendar.ics"]
    both = [Calendar.from_ical(once[f"{code}/calendar.ics"]) for code in ("ja", "en")]
    uids = [[str(event["uid"]) for event in one.walk("VEVENT")] for one in both]
    assert uids[0] == uids[1]
    assert len(set(uids[0])) == 2


def test_said_on_two_days() -> None:
    """The stamp is the day of the last word, or of the release if that is later."""
    plan = agenda(issues(Then(month=8, news=(PLAN,)), Then(month=9, releases=(OUT,))))

    text = as_calendar("x", plan.plans, lambda _: "y")

    assert "DTSTAMP:20110822T000000Z\r\n" in text
    assert "DTSTART;VALUE=DATE:20110822\r\n" in text
    assert "SEQUENCE:1\r\n" in text


def test_both_languages_say_the_same() -> None:
    """The page has the same days, links and items in both languages."""
    digests = issues(
        Then(month=8, news=(EVENT, PLAN, END, replace(SOMEDAY, version="1.5.0"))),
        Then(month=9, news=(MOVED,), releases=(OUT,)),
        Then(month=12),
    )

    assert list(RENDERER.compare(digests, [])) == []
