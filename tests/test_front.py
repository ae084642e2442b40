"""The front page: the newest issue first, with what nobody should miss."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from digest.changes import Aspect, Change, How, OptionChange
from digest.memory import Memory
from digest.model import News, NewsKind
from digest.months import Month
from digest.remarks import FixAfterRelease, Rush, VersionJump
from digest.render.hot import MOST
from digest.render.stock import NOTHING, Stock
from tests.test_calendar import RENDERER
from tests.test_catalogue import JUNE, digest, release

if TYPE_CHECKING:
    from digest.release import Digest

GONE = Change(text="The wire is removed", marks=("removed",))
HOLE = Change(text="A hole is closed, see CVE-2011-1", marks=("CVE",))
LOSS = Change(text="Data loss is no more", marks=("data loss",))
OPTION = OptionChange(
    where="ring.conf.5",
    option="token",
    how=How.CHANGED,
    what=Aspect.DEFAULT,
    old="1000",
    new="3000",
)
NEWS = News(
    kind=NewsKind.SECURITY,
    project="alpha",
    day=date(2011, 7, 8),
    title="a key was lost",
    url="https://example.org/key",
)


def front(*digests: Digest, language: str = "en", stock: Stock = NOTHING) -> str:
    """Return the front page of a language."""
    made = RENDERER.fronts(digests, stock)
    return next(page.text for page in made if page.path == f"{language}/index.md")


def told(*changes: Change, **fields: object) -> list[str]:
    """Return what the front page says of a release, line by line."""
    text = front(digest(release("1.4.1", changes=changes, **fields)))
    return [line for line in lines(text) if "#alpha-1.4.1) **" in line]


def lines(text: str) -> list[str]:
    """Return what stands of the newest issue."""
    _, shown = text.split('<a id="newest"></a>')
    return shown.partition('<a id="ways"></a>')[0].split("\n")


LINE = "- [Alpha 1.4.1](issues/2011-08.md#alpha-1.4.1) **{}** {}"


def test_newest_first() -> None:
    """The newest issue stands first, whatever comes first in the facts."""
    july, june = digest(release("1.4.1")), digest(release("1.4.0"), month=JUNE)

    text = front(july, june)

    assert lines(text)[0] == "[August 2011](issues/2011-08.md)"
    assert "On stage: [Alpha 1.4.1](issues/2011-08.md#alpha-1.4.1)." in text
    assert text.index("- [August 2011]") < text.index("- [July 2011]")


def test_worst_first() -> None:
    """What may hurt is told, the worst first, with the release that brought it."""
    assert told(GONE, LOSS, Change(text="Paint it"), HOLE, options=(OPTION,)) == [
        LINE.format("Data", "Data loss is no more"),
        LINE.format("Security", "A hole is closed, see CVE-2011-1"),
        LINE.format("Going away", "The wire is removed"),
        LINE.format("Default", "token in ring.conf.5: default from “1000” to “3000”"),
    ]


def test_nested() -> None:
    """What is nested in an entry is told behind it, up to a point."""
    nested = (replace(LOSS, text=f"Loss {at}", depth=1) for at in range(4))

    assert told(Change(text="In the end"), *nested) == [
        LINE.format("Data", "In the end – Loss 0 – Loss 1")
    ]


def test_several_releases() -> None:
    """One release does not crowd out the others, and all together are few."""
    many = tuple(replace(LOSS, text=f"Loss {at}") for at in range(9))
    text = front(
        digest(release("1.4.1", changes=many), release("1.3.1", changes=[GONE]))
    )

    found = [line for line in lines(text) if line.startswith("- ")]

    assert len(found) == MOST
    assert "The wire is removed" in found[2]


def test_told_elsewhere() -> None:
    """What another release of the month tells is told there."""
    assert told(replace(LOSS, also_in="1.3.1")) == []


def test_calm() -> None:
    """Where nothing hurts, nothing is warned of; where nothing came, no name stands."""
    assert "nothing else" not in front(digest(release("1.4.1")))
    assert "On stage" not in front(digest())


def test_security_news() -> None:
    """News about security come before all releases."""
    packaged = replace(NEWS, kind=NewsKind.PACKAGING, title="in a box")
    july = replace(digest(release("1.4.1", changes=[LOSS])), news=(packaged, NEWS))

    found = [line for line in lines(front(july)) if line.startswith("- ")]

    assert found[0] == (
        "- **Security** Alpha: [“a key was lost”](https://example.org/key) (8 July)"
    )
    assert len(found) == 2


def test_remarks() -> None:
    """The most telling remarks are told, and their links lead into the issue."""
    fix = FixAfterRelease(days=3, than="1.4.0")
    jump = VersionJump(than="1.0.4", tag="v1.4.1")
    july = replace(
        digest(release("1.4.1", remarks=(jump, fix))), remarks=(Rush(count=9, usual=3),)
    )

    found = [line for line in lines(front(july)) if line.startswith("> ")]

    assert len(found) == 2
    assert found[0].startswith("> [Alpha 1.4.1](issues/2011-08.md#alpha-1.4.1): ")
    assert "1.4.0" in found[0]
    assert "](#" not in front(july)


def test_remark_on_the_month() -> None:
    """What is said of the month as a whole names no release."""
    july = replace(digest(release("1.4.1")), remarks=(Rush(count=9, usual=3),))

    assert "> [Alpha" not in front(july)
    assert "\n> " in front(july)


def test_early() -> None:
    """An issue whose month is not over says so."""
    assert "\n> " in front(replace(digest(), early=True))


def test_translated() -> None:
    """What may hurt is told in the page's language, where that is known."""
    data = 'msgid ""\nmsgstr "Language: ja\\n"\n\nmsgid "{}"\nmsgstr "線がない"\n'
    memory = Memory.read(data.format(GONE.text).encode(), where="ja.po")
    july = digest(release("1.4.1", changes=(GONE, HOLE)))

    text = front(july, language="ja", stock=Stock(memories={"ja": memory}))

    assert f'【廃止・非互換】線がない <small lang="en">{GONE.text}</small>' in text
    assert f'【セキュリティ】<span lang="en">{HOLE.text}</span>' in text


def test_the_last_twelve() -> None:
    """Of many issues the front page lists a year, and leads to the others."""
    text = front(*(digest(month=Month(2010, 1).plus(at)) for at in range(14)))

    assert text.count("\n- [") == 12
    assert "- [March 2010]" in text
    assert "- [February 2010]" not in text
    assert "(archive.md)" in text


def test_every_way() -> None:
    """From the front page all pages can be reached."""
    july = digest(release("1.4.1"))

    for page in ("tips", "calendar", "about", "glossary", "search", "since/index"):
        assert f"({page}.md)" in front(july)
    assert "(projects/alpha.md)" in front(july)
    assert "(since/index.md)" not in front()


def test_made_once() -> None:
    """Pages whose inputs are the same are not made again; others are."""
    july, other = digest(release("1.4.1")), digest(release("1.4.2"))

    def project(*digests: Digest) -> str:
        made = RENDERER.fronts(digests)
        return next(p.text for p in made if p.path == "en/projects/alpha.md")

    assert project(july) is project(july)
    assert "1.4.2" in project(other)


def test_recent_issues_are_one_line_each() -> None:
    """Of very many releases a few are named; candidates alone are called that."""
    many = [release(f"1.4.{number}") for number in range(20)]
    candidate = release("1.4.1-rc1", prerelease=True)
    july, june = digest(*many), digest(candidate, month=JUNE)

    text = front(july, june)

    names = ", ".join(f"Alpha 1.4.{number}" for number in range(8))
    assert f": 20 releases in July 2011: {names}, and 12 more\n" in text
    assert ": One release candidate in June 2011: Alpha 1.4.1-rc1\n" in text
