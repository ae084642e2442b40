"""Threads of a Discourse forum: listed, opened where it may be worth it, dated."""

from __future__ import annotations

import json

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.collectors.discourse import SOONER, DiscourseCollector
from digest.collectors.discourse.forum import NARROW, PAGES, THREADS
from digest.collectors.parts import UNCLEAR
from digest.edition import Project, Want
from digest.errors import FetchError, StatusError
from digest.fetch import Fetch, Limits
from digest.model import Evidence, EvidenceKind, Heard, Sighting
from digest.months import Window
from digest.versions import tag_pattern
from tests.conftest import DATA, FakeFetch
from tests.relay import files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from digest.errors import DigestError
    from digest.model import Found

FORUM = "https://forum.example.org"
CATEGORY = f"{FORUM}/c/announcements/5"
LIST, FEED = f"{CATEGORY}.json?page=", f"{CATEGORY}.rss"
JULY = Window(date(2011, 7, 1), date(2011, 8, 1))
THING = Project(
    id="thing",
    name="Thing",
    about={},
    aliases=("thing", "a thing"),
    repository="",
    tags=(tag_pattern("v{version}"),),
)
WANT = Want(
    source="forum",
    window=JULY,
    timezone=ZoneInfo("Asia/Tokyo"),
    projects=(THING, replace(THING, id="other", aliases=("other",))),
    today=date(2011, 8, 1),
)
LISTED = (DATA / "discourse" / "list.json").read_bytes()
OPENED = (DATA / "discourse" / "topic.json").read_bytes()
ITEM = """\
<item><title>{title}</title><description>&lt;p&gt;{text}&lt;/p&gt;</description>
<link>https://forum.example.org/t/x/{id}</link><pubDate>{day} 03:00:00 +0000</pubDate>
<guid isPermaLink="false">forum.example.org-topic-{id}</guid></item>
"""

Answers = dict[str, bytes | FetchError]


def topic(number: int, title: str = "thing 1.4.1", **said: Any) -> dict[str, Any]:
    """Return a topic as it is listed."""
    day = said.pop("day", "2011-07-26")
    return {
        "id": number,
        "title": title,
        "slug": "x",
        "created_at": f"{day}T03:00:00.000Z",
        "bumped_at": f"{said.pop('bumped', day)}T03:00:00.000Z",
        "pinned": False,
    } | said


def page(*topics: Mapping[str, Any], more: bool = False) -> bytes:
    """Return a page of topics, and whether there are more."""
    listed: dict[str, Any] = {"topics": topics}
    if more:
        listed["more_topics_url"] = "/anywhere"
    return json.dumps({"topic_list": listed}).encode()


def post(text: str = "We have released it. It fixes bugs.") -> bytes:
    """Return the page of a topic."""
    posts = [{"post_number": 1, "cooked": f"<p>{text}</p>"}]
    return json.dumps({"post_stream": {"posts": posts}}).encode()


def item(number: int, title: str = "thing 1.4.1", day: str = "26 Jul 2011") -> str:
    """Return a topic as it is in the feed."""
    text = "We have released it. It fixes bugs."
    return ITEM.format(id=number, title=title, text=text, day=day)


def rss(*items: str) -> bytes:
    """Return a feed with these items."""
    return f"<rss version='2.0'><channel>{''.join(items)}</channel></rss>".encode()


def collect(
    answers: Mapping[str, bytes | DigestError], want: Want = WANT, url: str = CATEGORY
) -> tuple[list[Found], str, list[str]]:
    """Return what is found, what is wrong, if anything, and what was asked for."""
    door, told = FakeFetch(answers), ""
    found: list[Found] = []
    try:
        found += DiscourseCollector(url=url).collect(want, door)  # type: ignore[arg-type] # leads nowhere else
    except FetchError as error:
        told = str(error)
    return found, told, [asked.removeprefix(FORUM) for asked in door.asked]


def versions(found: list[Found]) -> list[str]:
    """Return what was released."""
    return [one.evidence.url for one in found if isinstance(one, Sighting)]


def test_category() -> None:
    """A topic that announces something is opened; of the others it is known when."""
    answers = {
        f"{LIST}0": LISTED,
        f"{LIST}1": page(topic(1, day="2011-05-01"), more=True),
    }

    found, told, asked = collect(
        {**answers, f"{FORUM}/t/17.json": OPENED, FEED: rss(item(1))}
    )

    evidence = Evidence(
        kind=EvidenceKind.FEED,
        source="forum",
        url=f"{FORUM}/t/thing-1-4-1/17",
        day=date(2011, 7, 26),
        title="Thing 1.4.1 released",
    )
    assert found == [
        Heard(day=date(2011, 7, 26)),
        Sighting(project="thing", version="1.4.1", evidence=evidence),
        Heard(day=date(2011, 7, 2)),
        Heard(day=date(2011, 7, 25)),
    ]
    assert not told
    assert asked == [
        "/c/announcements/5.json?page=0",
        "/c/announcements/5.json?page=1",
        "/c/announcements/5.rss",
        "/t/17.json",
    ]


def test_posts_from_the_feed() -> None:
    """One request for the feed saves one for each topic that is in it."""
    answers = {
        f"{LIST}0": page(topic(1), topic(2)),
        FEED: rss(item(1), item(2), "<item/>"),
    }

    found, told, asked = collect(answers)

    assert len(versions(found)) == 2
    assert not told
    assert len(asked) == 2


@pytest.mark.parametrize(
    "title",
    [
        "Where is my disk",
        "About the Thing 1.4.1 category",
        "How to upgrade to thing 1.4.1",
        "Thing 1.4.1 does not start?",
        "Another 1.4.1",
        "Version 2.0",
    ],
)
def test_not_worth_opening(title: str) -> None:
    """A topic that cannot announce anything, by its title, is not opened."""
    found, told, asked = collect({f"{LIST}0": page(topic(1, title))})

    assert found == [Heard(day=date(2011, 7, 26))]
    assert not told
    assert len(asked) == 1


@pytest.mark.parametrize("title", ["A THING of beauty", "Version 2.0 is available"])
def test_worth_opening(title: str) -> None:
    """A topic that names a project, or says that something is out, is opened."""
    _, _, asked = collect(
        {f"{LIST}0": page(topic(1, title)), f"{FORUM}/t/1.json": post()}
    )

    assert asked[-1] == "/t/1.json"


def test_only_signs_of_life() -> None:
    """Where no project is asked for, no topic is opened, nor the feed."""
    found, _, asked = collect({f"{LIST}0": page(topic(1))}, replace(WANT, projects=()))

    assert found == [Heard(day=date(2011, 7, 26))]
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("url", "base", "listed"),
    [
        ("https://a.example/c/news/5/", "https://a.example", "/c/news/5"),
        ("https://a.example/f/c/up/news/5", "https://a.example/f", "/c/up/news/5"),
        ("https://a.example", "https://a.example", "/latest"),
        ("https://a.example/f/latest", "https://a.example/f", "/latest"),
        ("https://a.example/?order=created", "https://a.example", "/latest"),
    ],
)
def test_addresses(url: str, base: str, listed: str) -> None:
    """A category, or a whole forum, may be in a folder of its host."""
    answers = {
        f"{base}{listed}.json?page=0": page(topic(1)),
        f"{base}/t/1.json": post(),
    }

    found, told, asked = collect(answers, url=url)

    assert versions(found) == [f"{base}/t/x/1"]
    assert not told
    assert asked[1] == f"{base}{listed}.rss"


def test_slug_of_a_stranger() -> None:
    """A topic's address is ours, whatever it is called."""
    odd = [topic(1, slug="../../x y"), topic(2, slug=None), topic(3, slug="a" * 2000)]

    found, _, _ = collect({f"{LIST}0": page(*odd), FEED: rss(*map(item, (1, 2, 3)))})

    assert versions(found) == [f"{FORUM}/t/..%2F..%2Fx%20y/1", f"{FORUM}/t/-/2", ""]


def test_pages() -> None:
    """Pages are read until nothing on one was active in the window; each topic once."""
    old = topic(9, "Old and pinned", day="2009-01-01", pinned=True)
    answers = {
        f"{LIST}0": page(old, more=True),
        f"{LIST}1": page(
            topic(1), topic(2, day="2010-01-01", bumped="2011-08-09"), more=True
        ),
        f"{LIST}2": page(topic(1), topic(3, day="2011-06-30"), more=True),
        f"{LIST}3": page(topic(4, day="2011-05-01", bumped_at=None), more=True),
        FEED: rss(item(1), item(3)),
    }

    found, told, asked = collect(answers)

    assert versions(found) == [f"{FORUM}/t/x/1", f"{FORUM}/t/x/3"]
    assert not told
    assert asked[3:] == ["/c/announcements/5.json?page=3", "/c/announcements/5.rss"]


def test_topic_without_a_day() -> None:
    """A topic of which no day is known is passed over, and ends no reading."""
    odd = topic(1, created_at=None, bumped_at=None)
    ancient = topic(2, created_at="0001-01-01T00:00:00+14:00", bumped_at="1970-01-01")
    answers = {f"{LIST}0": page(odd, ancient, more=True), f"{LIST}1": page(topic(3))}

    found, told, _ = collect({**answers, FEED: rss(item(3))})

    assert versions(found) == [f"{FORUM}/t/x/3"]
    assert not told


def test_no_end() -> None:
    """A forum of which there is always more is a gap."""
    answers = {f"{LIST}{number}": page(more=True) for number in range(PAGES)}

    found, told, asked = collect(answers)

    assert told == f"{CATEGORY}: more than 50 pages\n  hint: {NARROW}"
    assert found == []
    assert len(asked) == PAGES


def test_too_many_to_open() -> None:
    """Of more topics than are opened, titles are known, and texts that the feed has."""
    titles = dict.fromkeys(range(THREADS), "thing 1.4.1: what is new")
    titles |= {
        200: "thing 1.4.2 released",
        201: "thing 1.4.3: what is new",
        202: titles[0],
    }
    answers = {f"{FORUM}/t/{number}.json": post() for number in titles}
    listed = page(*(topic(number, title) for number, title in titles.items()))

    found, told, asked = collect({**answers, f"{LIST}0": listed, FEED: rss(item(202))})

    assert told == f"{CATEGORY}: more than 100 topics to read\n  hint: {NARROW}"
    assert len([one for one in found if isinstance(one, Heard)]) == THREADS + 3
    assert versions(found)[THREADS:] == [f"{FORUM}/t/x/{n}" for n in (200, 202)]
    assert len(asked) == THREADS + 2


def test_forum_of_a_vendor() -> None:
    """Where every title names the product, those with its versions are opened first."""
    titles = {**dict.fromkeys(range(THREADS), "My thing"), 200: "thing 1.4.1: new"}
    answers = {f"{FORUM}/t/{number}.json": post() for number in titles}
    listed = page(*(topic(number, title) for number, title in titles.items()))

    found, _, asked = collect({**answers, f"{LIST}0": listed})

    assert versions(found) == [f"{FORUM}/t/x/200"]
    assert asked[2:4] == ["/t/200.json", "/t/0.json"]


@pytest.mark.parametrize("status", [403, 404, 410])
def test_topic_that_is_gone(status: int) -> None:
    """A topic that was taken away is known by its title."""
    gone = StatusError(status, where="x")
    titles = ("thing 1.4.1 released", "thing 1.4.1 and more")
    listed = page(*(topic(number, title) for number, title in enumerate(titles)))

    found, told, _ = collect(
        {f"{LIST}0": listed, f"{FORUM}/t/0.json": gone, f"{FORUM}/t/1.json": gone}
    )

    assert versions(found) == [f"{FORUM}/t/x/0"]
    assert not told


def test_topics_that_fail() -> None:
    """A topic that cannot be read now is a gap; the others are told."""
    answers: Answers = {
        f"{LIST}0": page(*map(topic, (1, 2, 3, 4))),
        f"{FORUM}/t/1.json": post(),
        f"{FORUM}/t/2.json": StatusError(500, where="x"),
        f"{FORUM}/t/3.json": b"{",
        f"{FORUM}/t/4.json": post(),
    }

    found, told, _ = collect(answers)

    assert versions(found) == [f"{FORUM}/t/x/1", f"{FORUM}/t/x/4"]
    assert len([one for one in found if isinstance(one, Heard)]) == 4
    assert told == "x: answers with status 500"


def test_page_that_fails() -> None:
    """If a list breaks off, what was on its pages before that is told."""
    answers: Answers = {
        f"{LIST}0": page(topic(1), more=True),
        f"{LIST}1": StatusError(500, where="x"),
        f"{FORUM}/t/1.json": post(),
    }

    found, told, _ = collect(answers)

    assert versions(found) == [f"{FORUM}/t/x/1"]
    assert told == "x: answers with status 500"


def test_address() -> None:
    """A forum is where its page is."""
    assert DiscourseCollector(url=CATEGORY).address == CATEGORY


def test_topic_without_its_first_post() -> None:
    """A topic whose first post was taken away says nothing."""
    posts = {"post_stream": {"posts": [{"post_number": 2, "cooked": "<p>Out.</p>"}]}}
    answers = {f"{LIST}0": page(topic(1, "thing 1.4.1 and more"))}

    found, told, _ = collect(
        {**answers, f"{FORUM}/t/1.json": json.dumps(posts).encode()}
    )

    assert found == [Heard(day=date(2011, 7, 26))]
    assert not told


@pytest.mark.parametrize("status", [403, 404])
def test_feed_alone(status: int) -> None:
    """Where the lists are not given out, the feed is read."""
    refused = StatusError(status, where=f"{LIST}0")
    feed = rss(item(1), item(2, "On holiday", "20 Jul 2011"), "<item/>")

    found, told, asked = collect({f"{LIST}0": refused, FEED: feed})

    assert versions(found) == [f"{FORUM}/t/x/1"]
    assert [one.day.day for one in found if isinstance(one, Heard)] == [26, 20]
    assert not told
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("first", "gap"), [("02 Jul 2011", "2011-07-02"), ("01 Jun 2011", "")]
)
def test_feed_alone_that_may_have_scrolled(first: str, gap: str) -> None:
    """A full feed that begins inside the window is a gap; what is there is told."""
    feed = rss(*(item(number) for number in range(24)), item(24, "x", first))

    found, told, _ = collect({FEED: feed})

    expected = f"{FEED}: reaches back to {gap} only\n  hint: {SOONER}" if gap else ""
    assert told == expected
    assert len(versions(found)) == 24


def test_feed_alone_that_is_cut_short() -> None:
    """What is whole in a feed that is cut short is told."""
    found, told, _ = collect({FEED: rss(item(1), item(2))[:-100]})

    assert versions(found) == [f"{FORUM}/t/x/1"]
    assert told == f"{FEED}: a feed cut short\n  hint: try again"


def test_nothing_there() -> None:
    """Where there is neither a list nor a feed, that is told."""
    assert collect({})[:2] == ([], f"{FEED}: answers with status 404")


def test_forum_that_is_down() -> None:
    """A forum that fails is not asked for its feed as well."""
    down = StatusError(503, where=f"{LIST}0")

    assert collect({f"{LIST}0": down, FEED: rss(item(1))})[:2] == (
        [],
        f"{LIST}0: answers with status 503",
    )


NESTED = b'{"topic_list":' + b"[" * 100_000
ODD = (
    *(
        b"null",
        b"[]",
        b"1",
        b'"topic_list"',
        b"{}",
        b'{"topic_list": []}',
        b"{",
        b"\xff",
    ),
    *(b'{"topic_list": {}}', b'{"topic_list": {"topics": {}}}', NESTED, b"1" * 5000),
    *(page({"id": 1, "title": 2}), page({"id": "1"}), page({"id": True}), page({})),
    *(page(topic(1, created_at="now")), page(topic(1, pinned="yes")), page(["id"])),  # type: ignore[arg-type] # no topic
)


@pytest.mark.parametrize("answer", ODD, ids=range(len(ODD)))
def test_odd_answer(answer: bytes) -> None:
    """An answer that is nothing of what it should be is told so."""
    found, told, _ = collect({f"{LIST}0": answer})

    assert (found, told) == ([], f"{LIST}0: {UNCLEAR}")


KEYS = (*topic(1), "x")
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=9),
    st.sampled_from(
        ("2011-07-26T03:00:00Z", "0001-01-01", "thing 1.0 released", "\ud800")
    ),
)


@given(
    st.recursive(
        LEAVES,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(KEYS), inner, max_size=9)
        ),
        max_leaves=30,
    )
)
def test_whatever_comes(odd: Any) -> None:
    """Whatever an answer is, it is read or told, and its text can be kept."""
    listed = json.dumps({"topic_list": {"topics": [odd]}}).encode()
    found, told, _ = collect({f"{LIST}0": listed})

    assert repr(found).encode()
    assert told in {"", f"{LIST}0: {UNCLEAR}"}


def test_web_page_instead() -> None:
    """A web page that asks who we are is told as one."""
    _, told, _ = collect({f"{LIST}0": b"\xef\xbb\xbf<!doctype html><p>Are you a bot?"})

    hint = "look at the address in a browser: it may ask whether you are a bot"
    assert told == f"{LIST}0: a web page, not JSON\n  hint: {hint}"


def test_larger_than_any_list() -> None:
    """A list without end is not read to its end."""
    _, told, _ = collect({f"{LIST}0": b" " * (16 * 2**20 + 1)})

    assert told == f"{LIST}0: larger than 16 MiB"


REAL = {
    "discourse_topics.json": 2,
    "discourse_topics_empty.json": 0,
    "discourse_topics_last_posted_at_null.json": 2,
    "discourse_topics_pinned.json": 3,
}


@pytest.mark.parametrize("name", REAL)
def test_real_list(name: str, real_data: Path) -> None:
    """Every topic of a real list is heard of."""
    data = (real_data / "archives/perceval-testdata/discourse" / name).read_bytes()
    want = replace(WANT, window=Window(date(2000, 1, 1), date(2030, 1, 1)), projects=())

    found, told, _ = collect({f"{LIST}0": data}, want)

    assert len(found) == REAL[name]
    assert not told


def test_real_topics(real_data: Path) -> None:
    """Real topics are opened, and read."""
    folder = real_data / "archives/perceval-testdata/discourse"
    numbers = (1148, 1149)
    answers = {
        f"{FORUM}/t/{number}.json": (
            folder / f"discourse_topic_{number}.json"
        ).read_bytes()
        for number in numbers
    }

    found, told, asked = collect({**answers, f"{LIST}0": page(*map(topic, numbers))})

    assert [one.day for one in found if isinstance(one, Heard)] == [
        date(2011, 7, 26)
    ] * 2
    assert not told
    assert len(asked) == 4


def test_every_real_answer(real_data: Path) -> None:
    """Whatever real answer comes for a list, it is read or told to be none."""
    folder = real_data / "archives/perceval-testdata"
    samples = [*(folder / "discourse").iterdir(), *(folder / "github").iterdir()]
    told = {collect({f"{LIST}0": path.read_bytes()})[1] for path in samples}

    assert told == {"", f"{LIST}0: {UNCLEAR}"}


def test_served(tmp_path: Path) -> None:
    """Over HTTP the same is found."""
    for name, content in {
        "latest.json": page(topic(1), topic(2)),
        "latest.rss": rss(item(1)),
        "t/2.json": post(),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    door = Fetch(tmp_path / "cache", base=tmp_path, limits=Limits(pause=0))

    with files(tmp_path) as site:
        found = [*DiscourseCollector(url=site).collect(WANT, door)]

    assert versions(found) == [f"{site}t/x/1", f"{site}t/x/2"]


def test_served_feed(tmp_path: Path, real_data: Path) -> None:
    """Over HTTP a real feed stands in for lists that are not given out."""
    feed = (real_data / "archives/discourse/latest.rss").read_bytes()
    (tmp_path / "latest.rss").write_bytes(feed)
    door = Fetch(tmp_path / "cache", base=tmp_path, limits=Limits(pause=0))
    want = replace(WANT, window=Window(date(2021, 7, 20), date(2022, 1, 1)))

    with files(tmp_path) as site:
        found = [*DiscourseCollector(url=site).collect(want, door)]

    assert len(found) == 25  # with the day before
