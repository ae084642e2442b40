"""Feeds: read whatever they are, and what their entries announce."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.clean import title
from digest.clean.markup import shown
from digest.codec import decode, encode
from digest.collectors.feed import FORGE, SOONER, FeedCollector
from digest.collectors.feed.entries import MOST_TAGS, entries
from digest.collectors.feed.newest import LARGEST, read_feed
from digest.edition import Project, Want
from digest.errors import FetchError
from digest.fetch import Fetch, Limits
from digest.model import Evidence, EvidenceKind, Heard, Sighting
from digest.months import Window
from digest.versions import tag_pattern
from tests.conftest import FakeFetch, cases
from tests.relay import files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from digest.errors import Problem
    from digest.model import Found
    from tests.conftest import Expect

    Make = Callable[[str, str], Path]

URL = "https://example.org/feed"
HINT = "look at the address in a browser: it may ask whether you are a bot"
JULY = Window(date(2011, 7, 1), date(2011, 8, 1))
THING = Project(
    id="thing",
    name="Thing",
    about={},
    aliases=("thing",),
    repository="https://github.com/Example/Thing.git",
    tags=(tag_pattern("v{version}"), tag_pattern("thing-{version}")),
)
OTHER = replace(THING, id="other", aliases=("other",), repository="other.git")
WANT = Want(
    source="feed",
    window=JULY,
    timezone=ZoneInfo("Asia/Tokyo"),
    projects=(THING, OTHER),
    today=date(2011, 8, 1),
)
RSS = "<rss version='2.0'><channel>{}</channel></rss>"


@dataclass(frozen=True)
class Door(FakeFetch):
    """A door behind which there are repositories, too: the tags of each."""

    tags: Mapping[str, str] = field(default_factory=dict)

    def git(self, url: str, *command: str) -> str:
        """List the tags that were given for the repository."""
        self.asked.append(f"git {url} {command[-1]}")
        if url not in self.tags:
            raise FetchError("no such repository", where=url)
        return self.tags[url]


def tag(name: str, day: str, committed: str = "") -> str:
    """Return a tag as git lists it, put on a commit on a day, or of an earlier one."""
    seconds = [_seconds(day), _seconds(committed or day)]
    return "\0".join((name, "tag", "commit", seconds[0], "", seconds[1])) + "\n"


def _seconds(day: str) -> str:
    return str(int(datetime.fromisoformat(f"{day}T03:00:00Z").timestamp()))


def release(name: str, day: str = "2011-07-26", **said: str) -> str:
    """Return an entry as GitHub writes it, and when it was published, as others do."""
    edited = said.get("edited", day)
    published = "" if "edited" in said else f"<published>{day}T03:00:00Z</published>"
    link = f"https://github.com/example/thing/releases/tag/{name}"
    return (
        f"<entry><id>tag:github.com,2008:Repository/12/{name}</id>"
        f"{published}<updated>{edited}T03:00:00Z</updated>"
        f"<link rel='alternate' href='{said.get('link', link)}'/>"
        f"<title>{said.get('title', name)}</title>"
        f"<content type='html'>{said.get('text', 'No content.')}</content></entry>"
    )


def atom(*written: str) -> bytes:
    """Return a feed with these entries."""
    inside = "".join(written)
    return f"<feed xmlns='http://www.w3.org/2005/Atom'>{inside}</feed>".encode()


def post(name: str, day: str = "26 Jul 2011") -> str:
    """Return an item as a blog writes it."""
    return (
        f"<item><title>{name}</title><pubDate>{day} 03:00:00 +0000</pubDate>"
        f"<link>https://example.org/1</link></item>"
    )


def rss(*written: str) -> bytes:
    """Return a feed with these items."""
    return RSS.format("".join(written)).encode()


def collect(door: object, want: Want = WANT) -> tuple[list[Found], str]:
    """Return what the collector finds behind a door, and what is wrong, if anything."""
    found: list[Found] = []
    try:
        found += FeedCollector(url=URL).collect(want, door)  # type: ignore[arg-type] # leads nowhere else
    except FetchError as error:
        return found, str(error)
    return found, ""


def versions(found: list[Found]) -> list[tuple[str, str, str]]:
    """Return what was released, and when."""
    return [
        (item.project, item.version, str(item.evidence.day))
        for item in found
        if isinstance(item, Sighting)
    ]


def heard(found: list[Found]) -> list[str]:
    """Return the days on which there was a sign of life."""
    return [str(item.day) for item in found if isinstance(item, Heard)]


# A feed is read.


@pytest.mark.parametrize("feed", cases("feed", "*.xml"), ids=lambda path: path.stem)
def test_entries(feed: Path, expect: Expect) -> None:
    """Every feed gives the entries written beside it."""
    door = FakeFetch({URL: feed.read_bytes()})

    found, cut = read_feed(URL, door)  # type: ignore[arg-type] # leads nowhere else

    assert cut is None
    expect(encode(found, sparse=True), feed.with_suffix(".json"))


WORD = "アンドリュー"
DECLARED = '<?xml version="1.0" encoding="{}"?>' + RSS.format(post("{}"))


@pytest.mark.parametrize(
    ("label", "charset"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("us-ascii", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("unicode_escape", "utf-8"),
        ("no-such-charset", "utf-8"),
        ("gb18030-and-more", "utf-8"),
        ("EUC-JP", "euc-jp"),
        ("Shift_JIS", "cp932"),
        ("iso-2022-jp", "iso-2022-jp"),
        ("utf-8", "utf-16"),
        ("iso-8859-999", "utf-8"),
    ],
)
def test_charset(label: str, charset: str) -> None:
    """A feed is read in its charset, also if its label is wrong."""
    data = DECLARED.format(label, WORD).encode(charset)

    assert _titles(data) == [WORD]


def test_western_letters() -> None:
    """Old feeds of western Europe are read, whatever charset they say they are in."""
    letters = "für “alle”"

    for label in ("utf-8", "iso-8859-1", "iso-8859-999"):
        assert _titles(DECLARED.format(label, letters).encode("cp1252")) == [letters]


def test_one_wrong_byte() -> None:
    """One byte that is wrong spoils one letter only."""
    data = rss(post(f"{WORD}<x/>{WORD}")).replace(b"<x/>", b"\xe3")

    assert _titles(data) == [f"{WORD}\ufffd{WORD}"]


def _titles(data: bytes) -> list[str]:
    found, _ = read_feed(URL, FakeFetch({URL: data}))  # type: ignore[arg-type] # leads nowhere else
    return [entry.message.subject for entry in found]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<!doctype html><title>Making sure you are human</title>", "a web page"),
        (b"<!-- --><!DOCTYPE html><p>hello", "a web page"),
        (b"\n<html><rss></rss></html>", "a web page"),
        (b"<?xml version='1.0'?><html xmlns='x'/>", "a web page"),
        (b"<script>location.reload()</script>", "a web page"),
        (b"<opml version='1.0'></opml>", ""),
        (b'{"version": "https://jsonfeed.org/version/1"}', ""),
        (b"<!-- never ends <rss></rss>", ""),
        (b"/etc/hostname", ""),
        (b"\0\xff", ""),
        (b"", ""),
    ],
)
def test_no_feed(data: bytes, what: str) -> None:
    """What is no feed is told so, a web page as one."""
    found, error = collect(FakeFetch({URL: data}))

    told = f"{what}, not a feed" if what else "not a feed"
    assert (found, error) == ([], f"{URL}: {told}\n  hint: {HINT}")


@pytest.mark.parametrize(
    "written",
    [
        "<item><title>&#x110000; &</title></item>",
        "<item><title>&#xd800; &</title></item>",
        "<item><x:pos xmlns:x='http://www.opengis.net/gml'>1 2</x:pos></item>",
        "<a>" * (MOST_TAGS + 1),
        f"<item {' '.join(f'a{n}=1' for n in range(300))}/>",
    ],
)
def test_too_much(written: str) -> None:
    """What a feed cannot mean is told, and is no other error."""
    _, error = collect(FakeFetch({URL: rss(written)}))

    assert error == f"{URL}: a feed that is not understood"


def test_larger_than_any_feed() -> None:
    """A feed without end is not read to its end."""
    door = FakeFetch({URL: b"<rss>".ljust(LARGEST + 1)})

    assert collect(door) == ([], f"{URL}: larger than 4 MiB")


def test_names_that_take_long() -> None:
    """Long names and many categories, of which nothing is told, take no time."""
    author = f"<Author>{'a' * 500_000}</Author>"
    keywords = f"<media_keywords>{','.join(map(str, range(200_000)))}</media_keywords>"

    found = entries(RSS.format(f"<item>{author}{keywords}</item>"), URL)

    assert len(found) == 1  # and not after many minutes


TWO = "<item><title>thing 1.4.1 released</title></item><item><title>thing 1.4"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"<rss version='2.0'><channel>{TWO}", 1),
        (f"<rss version='2.0'><channel>{TWO}.2</title></item>", 2),
        (f"<rdf:RDF xmlns:rdf='r' xmlns='http://purl.org/rss/1.0/'>{TWO}", 1),
        ("<feed><title>x</title><entry><title>thing 1.4", 0),
        ("<rss", 0),
    ],
)
def test_cut_short(text: str, count: int) -> None:
    """Of a feed that is cut short the whole entries count; half a version is none."""
    found, cut = read_feed(URL, FakeFetch({URL: text.encode()}))  # type: ignore[arg-type] # leads nowhere else

    assert str(cut) == f"{URL}: a feed cut short\n  hint: try again"
    assert len(found) == count


def test_cut_feed_is_not_kept() -> None:
    """What is cut short leaves the door as an error, so that it is asked for again."""
    left: list[BaseException] = []

    @dataclass(frozen=True)
    class Watched(FakeFetch):
        @contextmanager
        def open(self, url, **how):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN003, ANN202 - as it is there
            try:
                with super().open(url, **how) as answer:
                    yield answer
            except FetchError as error:
                left.append(error)
                raise

    found, error = collect(
        Watched({URL: b"<rss>" + post("thing 1.4.1 released").encode()})
    )

    assert versions(found) == [("thing", "1.4.1", "2011-07-26")]
    assert error == f"{URL}: a feed cut short\n  hint: try again"
    assert [str(item) for item in left] == [error]


PIECES = (
    *("<rss version='2.0'>", "<feed>", "<rdf:RDF>", "<channel>", "<item>", "</item>"),
    *("<entry>", "</entry>", "<title type='html'>", "</title>", "</rss>", "</feed>"),
    *(
        "<content type='xhtml'><div>",
        "</content>",
        "<link href='http://['/>",
        "<source>",
    ),
    *("<pubDate>", "9999-12-31T23:59:59-12:00", "0001-01-01", "</pubDate>", "<image>"),
    *("<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE x [", "]>", "<?x ", "?>", "<!"),
    *(
        "&",
        "&#x110000;",
        "&#xd800;",
        "&#99999999999999999999;",
        "&lt;pre&gt;",
        "thing 1",
    ),
    *(
        "<license/>",
        "<textinput>",
        "<x:a xmlns:x='y' x:b='c'/>",
        "<summary mode='base64'>",
    ),
    *("<id>tag:github.com,2008:Repository/1/v1</id>", "\ud7ff\ufeff\x85\x00", "'", '"'),
)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=30))
def test_whatever_comes(pieces: list[str]) -> None:
    """Whatever a feed is, it is read or told to be none, and its text can be kept."""
    data = "".join(pieces).encode("utf-8", "surrogatepass")

    found, error = collect(FakeFetch({URL: b"<rss><channel>" + data}))

    assert repr(found).encode()
    assert not error or error.startswith(URL)


# What its entries announce.


def test_release_of_a_forge() -> None:
    """An entry with a tag of ours is that release, whatever its title says."""
    feed = atom(release("v1.4.1", title="Summer", text="&lt;p&gt;Out.&lt;/p&gt;"))

    found, error = collect(Door({URL: feed}))

    evidence = Evidence(
        kind=EvidenceKind.FEED,
        source="feed",
        url="https://github.com/example/thing/releases/tag/v1.4.1",
        day=date(2011, 7, 26),
        title="Summer",
    )
    day = Heard(day=date(2011, 7, 26))
    assert found == [day, Sighting(project="thing", version="1.4.1", evidence=evidence)]
    assert not error


def test_foreign_tag() -> None:
    """A tag that fits no pattern is no release of ours, but a sign of life."""
    found, _ = collect(
        Door({URL: atom(release("nightly", title="thing 1.4.1 released"))})
    )

    assert found == [Heard(day=date(2011, 7, 26))]


def test_release_without_a_title() -> None:
    """A release that has no title is called by its tag."""
    found, _ = collect(Door({URL: atom(release("thing-1.4.1", title=""))}))

    assert isinstance(found[1], Sighting)
    assert found[1].evidence.title == "thing-1.4.1"


def test_whose_repository() -> None:
    """A repository is known by its page, or the feed's, or if there is one only."""
    here = atom(release("v1.4.1", link=""))
    theirs = atom(release("v1.4.1", link="https://github.com/a/b/releases/tag/v1.4.1"))
    of_feed = "https://github.com/example/thing/tags.atom"
    collector = FeedCollector(url=of_feed)
    found = [*collector.collect(WANT, Door({of_feed: here}))]  # type: ignore[arg-type] # leads nowhere else
    alone = replace(WANT, projects=(OTHER,))

    assert versions(found) == [("thing", "1.4.1", "2011-07-26")]
    assert versions(collect(Door({URL: theirs}))[0]) == []
    assert versions(collect(Door({URL: theirs}), alone)[0]) == []
    assert versions(collect(Door({URL: here}), alone)[0]) == [
        ("other", "1.4.1", "2011-07-26")
    ]


def test_repository_of_another() -> None:
    """What somebody else releases is not the only project's, but if it is named."""
    link = "https://github.com/example/pump/releases/tag/v1.2"
    out = {"text": "We have released version 1.2. It fixes bugs.", "link": link}
    feed = atom(
        release("v1.2", **out),
        release("v1.3", title="Release 1.3", **out),
        release("v1.4", title="thing 1.4 released", **out),
    )

    found, error = collect(Door({URL: feed}), replace(WANT, projects=(THING,)))

    assert versions(found) == [("thing", "1.4", "2011-07-26")]
    assert not error


def test_repository_of_nobody() -> None:
    """A release in a repository that is no project's is recognised by its words."""
    link = "https://github.com/example/packages/releases/tag/x"
    entry = release("x", title="[ANNOUNCE] thing 1.4.1 released", link=link)

    found, _ = collect(Door({URL: atom(entry)}))

    assert versions(found) == [("thing", "1.4.1", "2011-07-26")]
    assert heard(found) == ["2011-07-26"]


def test_two_projects_of_a_repository() -> None:
    """A tag belongs to each project of the repository that has such tags."""
    twin = replace(THING, id="twin", tags=(tag_pattern("{version}"),))
    want = replace(WANT, projects=(THING, twin))

    found, _ = collect(Door({URL: atom(release("1.4.1"), release("v1.4.2"))}), want)

    assert [(project, version) for project, version, _ in versions(found)] == [
        ("twin", "1.4.1"),
        ("thing", "1.4.2"),
    ]


def test_day_of_the_tag() -> None:
    """The tag's own day counts, not when a release was entered or edited."""
    listing = tag("v1.4.1", "2011-07-20") + tag("v1.0", "2009-01-01")
    edited = atom(
        release("v1.4.1", edited="2011-12-24"), release("v1.0", edited="2011-07-26")
    )
    door = Door({URL: edited}, tags={THING.repository: listing})

    found, error = collect(door)

    assert found[0] == Heard(day=date(2011, 7, 26)) or heard(found) == ["2011-07-26"]
    assert versions(found) == [("thing", "1.4.1", "2011-07-20")]
    assert not error
    assert len(door.asked) == 2


def test_day_of_another_spelling() -> None:
    """A version is dated by its oldest tag, however the one that is listed is spelt."""
    listing = tag("v1.4.0", "2011-07-20") + tag("thing-1.4", "2011-07-26")
    door = Door({URL: atom(release("thing-1.4"))}, tags={THING.repository: listing})

    assert versions(collect(door)[0]) == [("thing", "1.4", "2011-07-20")]


def test_tags_of_a_batch() -> None:
    """Tags that were put on old commits in a batch are of the days of those."""
    listing = tag("v1.0", "2011-07-20", "2009-01-01")
    listing += tag("v1.1", "2011-07-20", "2009-03-01")
    feed = atom(release("v1.1", "2011-07-20"), release("v1.0", "2011-07-20"))

    found, _ = collect(Door({URL: feed}, tags={THING.repository: listing}))

    assert versions(found) == []
    assert heard(found) == ["2011-07-20", "2011-07-20"]


def test_repository_that_cannot_be_read() -> None:
    """If the tags cannot be read, that is a gap of theirs; the feed's day counts."""
    door = Door({URL: atom(release("v1.4.1"), release("v1.4.0"))})

    found, error = collect(door)

    assert len(versions(found)) == 2
    assert not error
    assert len(door.asked) == 2


def test_edited_while_the_repository_cannot_be_read() -> None:
    """That a release was edited dates it only if the tags say nothing of it."""
    said = "Release date: 2011-07-05"
    entries = (release("v1.4.1", edited="2011-07-26", text=t) for t in (said, ""))
    feed = atom(*entries, release("v1.4.2", edited="2011-07-26"))

    unread, error = collect(Door({URL: feed}))
    read, _ = collect(Door({URL: feed}, tags={THING.repository: ""}))

    assert versions(unread) == [("thing", "1.4.1", "2011-07-05")]
    assert heard(unread) == ["2011-07-26"] * 3
    assert not error
    assert {day for *_, day in versions(read)} == {"2011-07-26"}


def test_project_without_a_repository() -> None:
    """A project that has no repository is dated by the feed."""
    want = replace(WANT, projects=(replace(THING, repository=""),))

    feed = atom(release("v1.4.1", edited="2011-07-26"))

    found, _ = collect(FakeFetch({URL: feed}), want)

    assert versions(found) == [("thing", "1.4.1", "2011-07-26")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Release date: 2011-07-05", "2011-07-05"),
        ("* **Released on** 2011/7/5.", "2011-07-05"),
        ("Two bugs.&lt;p&gt;Released: 2011.7.5", "2011-07-05"),
        ("&lt;b&gt;リリース日&lt;/b&gt;：2011年7月5日", "2011-07-05"),
        ("公開日 2011 年 7 月 5 日", "2011-07-05"),
        ("Release date: 2011-12-20", ""),
        ("Release date: 2011-13-32", ""),
        ("On 2011-07-05 somebody slept.", ""),
        ("It is better than 1.3, released on 2011-07-05.", ""),
    ],
)
def test_day_that_the_text_says(text: str, day: str) -> None:
    """What was entered months after its day is of the day that its text says."""
    found, _ = collect(Door({URL: atom(release("v1.4.1", "2011-12-24", text=text))}))

    assert [said for *_, said in versions(found)] == ([day] if day else [])


def test_release_without_a_day() -> None:
    """A release of which no day is known is not told."""
    entry = release("v1.4.1", "some day")

    assert collect(Door({URL: atom(entry)})) == (
        [],
        f"{URL}: none of its entries has a date",
    )


def test_announcement_in_a_blog() -> None:
    """A blog's entry that announces something is recognised as a mail would be."""
    feed = rss(post("thing 1.4.1 released"), post("On holiday"))

    found, error = collect(FakeFetch({URL: feed}))

    day = Heard(day=date(2011, 7, 26))
    assert versions(found) == [("thing", "1.4.1", "2011-07-26")]
    assert [found[0], found[2]] == [day, day]
    assert not error


def test_reply_in_a_feed() -> None:
    """A reply in a list's feed is no announcement."""
    feed = rss(post("Re: thing 1.4.1 released"), post("other 2.0 released"))

    assert versions(collect(FakeFetch({URL: feed}))[0]) == [
        ("other", "2.0", "2011-07-26")
    ]


def test_only_signs_of_life() -> None:
    """Where no project is asked for, no repository is, and no reach is needed."""
    feed = atom(*(release(f"v1.4.{number}") for number in range(10)))
    door = Door({URL: feed})

    found, error = collect(door, replace(WANT, projects=()))

    assert heard(found) == ["2011-07-26"] * 10
    assert (versions(found), error) == ([], "")
    assert door.asked == [URL]


@pytest.mark.parametrize(
    ("days", "gap"),
    [
        (["26 Jul 2011"] * 9, ""),
        (["26 Jul 2011"] * 10, "2011-07-26"),
        (["26 Jul 2011"] * 9 + ["01 Jul 2011"], "2011-07-01"),
        (["26 Jul 2011"] * 9 + ["30 Jun 2011"], ""),
        (["30 Jun 2011"] * 10, ""),
        (["26 Aug 2012"] * 10, "2012-08-26"),
        ([], ""),
    ],
)
def test_reach(days: list[str], gap: str) -> None:
    """A full feed that begins inside the window is a gap; what is there is told."""
    feed = rss(*(post("thing 1.4.1 released", day) for day in days))

    found, error = collect(FakeFetch({URL: feed}))

    assert error == (
        f"{URL}: reaches back to {gap} only\n  hint: {SOONER}" if gap else ""
    )
    assert len(versions(found)) == sum(
        day.endswith("Jul 2011") or day == "30 Jun 2011" for day in days
    )


@pytest.mark.parametrize("text", ["", "Release date: 2009-01-01"])
def test_reach_of_a_forge(text: str) -> None:
    """Ten releases of a forge reach as far as they were entered, not as they are old.

    There is another way to ask for them.
    """
    feed = atom(*(release(f"v1.4.{number}", text=text) for number in range(10)))
    listing = tag("v1.4.0", "2009-01-01")

    _, error = collect(Door({URL: feed}, tags={THING.repository: listing}))

    assert error == f"{URL}: reaches back to 2011-07-26 only\n  hint: {FORGE}"


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://example.org/feed?a=b", True),
        ("http://localhost:8000", True),
        ("feeds/the news.xml", True),
        ("C:\\feeds\\news.xml", True),
        ("file:///feeds/news.xml", True),
        ("", False),
        (" ", False),
        ("file://", False),
        ("https://", False),
        ("https:///feed", False),
        ("https://example.org/a feed", False),
        ("ftp://example.org/feed", False),
        ("feed\n", False),
        ("feed\x7f", False),
    ],
)
def test_options(url: str, *, taken: bool) -> None:
    """A feed is at an http(s) address or in a file, or projects.toml is refused."""
    problems: list[Problem] = []

    collector = decode(FeedCollector, {"url": url}, problems, "$.source[0]")

    told = [] if taken else ["$.source[0].url"]
    assert [problem.at for problem in problems] == told
    assert not taken or collector.address == url


def test_no_answer() -> None:
    """A feed that is not there is told as what the door says."""
    assert collect(FakeFetch({})) == ([], f"{URL}: answers with status 404")


# Text.


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>one<p>two", "one\ntwo"),
        ("one<br/>two  three\nfour", "one\ntwo three four"),
        ("<pre>a\n  b</pre> c\nd", "a\n  b\nc d"),
        ("<pre>a\n b", "a\n b"),
        ("a</pre>\nb", "a\nb"),
        ("<style>p {}</style>a<!-- b", "a"),
        ("a &lt;b&gt; &amp;amp; &#1; &nosuch; 1 < 2", "a <b> &amp;  &nosuch; 1 < 2"),
    ],
)
def test_html(markup: str, text: str) -> None:
    """HTML is told as a reader sees it; what stands as it is, stays so."""
    assert shown(markup) == text


def test_title() -> None:
    """A title is one line, and ends somewhere."""
    assert title("  a\x1b\n\ud800b ") == "a b"
    assert len(title("a " * 2000)) == 999


# Real feeds, and a real door.


COUNTS = {
    "discourse/latest.rss": 30,
    "discourse/posts.rss": 29,
    "discourse/c/operations-related-issues-20.rss": 25,
    "hyperkitty/feed.rss": 30,
    "perceval-testdata/rss/rss_entries.xml": 30,
    "public-inbox/new.atom": 25,
    "public-inbox/search-gfs2-utils-released.atom": 20,
    "public-inbox/search-month-2023-02.atom": 37,
    "public-inbox/thread-gfs2-utils-3.5.0.atom": 8,
}


@pytest.mark.parametrize("name", COUNTS)
def test_real_feed(name: str, real_data: Path, tmp_path: Path) -> None:
    """Every entry of a real feed has a title, a day and a page."""
    door = Fetch(tmp_path, base=real_data / "archives", limits=Limits())

    found, cut = read_feed(name, door)

    assert len(found) == COUNTS[name]
    assert cut is None
    for entry in found:
        message = entry.message
        assert all((message.subject, message.sent, message.link))


def test_every_sample(real_data: Path, tmp_path: Path) -> None:
    """Whatever else is given for a feed is told to be none."""
    door = Fetch(tmp_path, base=real_data, limits=Limits())
    samples = [path for path in (real_data / "archives").rglob("*") if path.is_file()]
    told = set()

    for path in samples:
        if path.suffix not in {".rss", ".atom", ".xml"}:
            with pytest.raises(FetchError) as error:
                read_feed(str(path), door)
            told.add(error.value.what)

    assert told == {"a web page, not a feed", "not a feed", "larger than 4 MiB"}


def test_announcements_in_a_real_feed(real_data: Path, tmp_path: Path) -> None:
    """In a real feed of announcements and replies the announcements are found."""
    gfs2 = replace(THING, id="gfs2-utils", aliases=("gfs2-utils",), repository="")
    window = Window(date(2020, 9, 3), date(2024, 1, 1))
    want = replace(WANT, window=window, projects=(gfs2, OTHER))
    url = "public-inbox/search-gfs2-utils-released.atom"
    door = Fetch(tmp_path, base=real_data / "archives", limits=Limits())

    found = [*FeedCollector(url=url).collect(want, door)]

    assert [version for _, version, _ in versions(found)] == [
        "3.5.1",
        "3.5.0",
        "3.4.1",
        "3.4.0",
        "3.3.0",
    ]


def test_served(tmp_path: Path, repository: Make) -> None:
    """Over HTTP, and with a real repository, the same is found."""
    made = repository(
        "example/thing.git",
        "commit refs/heads/main\nmark :1\n"
        "committer A. Name <a@example.org> 1311000000 +0000\ndata 3\none\n\n"
        "tag v1.4.1\nfrom :1\n"
        "tagger A. Name <a@example.org> 1311000000 +0000\ndata 3\none\n",
    )
    want = replace(WANT, projects=(replace(THING, repository=str(made)),))
    door = Fetch(tmp_path / "cache", base=tmp_path, limits=Limits(pause=0))
    (tmp_path / "releases.atom").write_bytes(atom(release("v1.4.1")))

    with files(tmp_path) as site:
        found = [*FeedCollector(url=f"{site}releases.atom").collect(want, door)]

    assert versions(found) == [("thing", "1.4.1", "2011-07-18")]
    assert heard(found) == ["2011-07-26"]
