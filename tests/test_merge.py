"""What sources say of one thing, merged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from digest.merge import merge, news_of, tips_of
from digest.model import (
    Evidence,
    EvidenceKind,
    Facts,
    News,
    NewsKind,
    Sighting,
    Tip,
)
from digest.months import Month, Window

JULY = Facts(
    month=Month(2011, 8),
    window=Window(date(2011, 7, 1), date(2011, 8, 1)),
    read_until=date(2011, 8, 1),
)
MAIL = Evidence(
    kind=EvidenceKind.MAIL,
    source="users",
    url="https://example.org/users/000012.html",
    day=date(2011, 7, 5),
    title="alpha 1.0",
    message_id="1@x",
)
NEWS = News(
    kind=NewsKind.EVENT,
    project=None,
    day=date(2011, 7, 5),
    title="a gathering",
    url="https://example.org/users/000013.html",
    source="users",
    message_id="2@x",
)
TIP = Tip(
    title="how to pour",
    url="https://example.org/users/000014.html",
    day=date(2011, 7, 5),
    project=None,
    replies=2,
    answered=True,
    why=(),
    source="users",
    message_id="3@x",
)


def test_outside_the_window() -> None:
    """What was first seen in the days around the window is another issue's."""
    early = replace(MAIL, day=date(2011, 6, 30))
    sightings = tuple(
        Sighting(project="alpha", version="1.0", evidence=each)
        for each in (early, MAIL)
    )

    assert merge(replace(JULY, sightings=sightings)) == {}


def proofs(*evidence: Evidence) -> tuple[Evidence, ...]:
    """Return the evidence of a release that was seen so."""
    sightings = (
        Sighting(project="alpha", version="1.0", evidence=each) for each in evidence
    )
    (said,) = merge(replace(JULY, sightings=tuple(sightings))).values()
    return said.evidence


def test_message_on_two_lists() -> None:
    """Of a mail on several lists the one that can be read counts, then by name."""
    unlinked = replace(MAIL, source="announce", url="")
    other = replace(MAIL, source="devel", url="https://example.org/devel/1.html")

    assert proofs(MAIL, unlinked) == (MAIL,)
    assert proofs(unlinked, MAIL, other) == (other,)


def test_message_under_two_numbers() -> None:
    """A mail that an archive has under two numbers has one page."""
    renumbered = replace(MAIL, url="https://example.org/users/000011.html")

    assert proofs(MAIL, renumbered) == proofs(renumbered, MAIL) == (renumbered,)


def test_message_in_a_feed() -> None:
    """A mail is a mail, wherever else it is shown."""
    entry = replace(MAIL, kind=EvidenceKind.FEED, source="a-feed")

    assert proofs(entry, MAIL) == (MAIL,)


def test_page_in_two_sources() -> None:
    """An entry without an id is told by its page, or else by its title."""
    entry = replace(MAIL, kind=EvidenceKind.FEED, message_id="")
    again = replace(entry, source="a-feed", title="1.0")
    unlinked = replace(entry, url="")

    assert proofs(entry, again) == (again,)
    assert proofs(unlinked, replace(unlinked, title="1.0")) == (
        replace(unlinked, title="1.0"),
        unlinked,
    )


def test_message_with_two_days() -> None:
    """A mail that lists have under different days belongs to the first of them."""
    late = replace(MAIL, source="a-list", day=date(2011, 8, 1))
    sightings = tuple(
        Sighting(project="alpha", version="1.0", evidence=each) for each in (late, MAIL)
    )

    (said,) = merge(replace(JULY, sightings=sightings)).values()

    assert said.day == MAIL.day
    assert said.evidence == (late,)


def test_news_on_two_lists() -> None:
    """A mail tells its news once: by whom knows the project, and has a page."""
    owned = replace(NEWS, source="zulu", project="alpha")
    unlinked = replace(owned, source="announce", url="")
    facts = replace(JULY, news=(NEWS, unlinked, owned))

    assert news_of(facts) == (owned,)
    assert news_of(replace(facts, news=(NEWS,))) == (NEWS,)


def test_several_news_in_one_mail() -> None:
    """A mail may tell of several things, or of several projects."""
    plans = tuple(
        replace(NEWS, kind=NewsKind.PLANNED, project=project, version=version)
        for project, version in (("alpha", "1.0"), ("alpha", "1.1"), ("beta", "1.1"))
    )
    facts = replace(JULY, news=(NEWS, *plans))

    assert {*news_of(facts)} == {NEWS, *plans}


def test_news_that_was_told() -> None:
    """What an earlier issue told is not told again, on whatever list it comes."""
    elsewhere = replace(NEWS, source="devel", url="https://example.org/devel/2.html")
    facts = replace(JULY, news=(elsewhere,))

    assert news_of(facts, (NEWS,)) == ()


def test_news_outside_the_window() -> None:
    """What the days around the window have belongs to other issues."""
    facts = replace(JULY, news=(replace(NEWS, day=date(2011, 8, 1)),))

    assert news_of(facts) == ()


def test_news_without_an_id() -> None:
    """Where there is no id, the page tells, and else the title."""
    nameless = replace(NEWS, message_id="")
    first, last = (replace(nameless, url="", title=title) for title in "az")
    again = replace(nameless, source="z")
    facts = replace(JULY, news=(again, last, nameless, first))

    assert news_of(facts) == (first, nameless, last)


def test_thread_on_two_lists() -> None:
    """A thread is proposed once, by whom knows the project, on a day of the window."""
    owned = replace(TIP, source="zulu", project="alpha")
    other = replace(TIP, message_id="4@x", title="how to stir")
    nameless = replace(TIP, message_id="", title="a question")
    early = replace(TIP, message_id="5@x", day=date(2011, 6, 30))
    unlinked = replace(nameless, url="", title="how")
    facts = replace(JULY, tips=(other, TIP, owned, early, nameless, unlinked))

    assert tips_of(facts) == (nameless, unlinked, owned, other)
