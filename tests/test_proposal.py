"""A pull request says what its draft brings, and nothing from outside acts there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from digest.demo import lay_out
from digest.errors import UsageError
from digest.model import ChangesFrom, Gap, News, NewsKind, Tip
from digest.months import Month, Window
from digest.proposal import Link, propose
from digest.release import Digest, Release
from digest.status import Draft, Written
from tests.conftest import DATA

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Expect, Run

NAMES = {"tea": "Tea"}
EVIL = "`` @kim #1 <img src=x> ![x](https://a.example/x) GH-1 ``"
DAY = date(2011, 7, 26)
RELEASE = Release(
    project="tea",
    version="1.1",
    day=DAY,
    series="1.1",
    previous="1.0",
    prerelease=False,
    backdated=False,
    late=False,
    tag="v1.1",
    previous_tag="v1.0",
    evidence=(),
    changes_from=ChangesFrom.NONE,
)
NEWS = News(
    kind=NewsKind.EVENT, project=None, day=DAY, title="A fair", url="", source="list"
)
TIP = Tip(
    title="How hot?",
    url="https://a.example/hot",
    day=DAY,
    project="tea",
    replies=3,
    answered=True,
    why=(),
)
EMPTY = Digest(
    month=Month(2011, 8),
    window=Window(date(2011, 7, 1), date(2011, 8, 1)),
    early=False,
    releases=(),
)
FULL = replace(
    EMPTY,
    early=True,
    releases=(
        RELEASE,
        replace(RELEASE, version="1.0.9", late=True, found=date(2011, 8, 9)),
        replace(RELEASE, version="0.1", backdated=True),
        replace(RELEASE, project="pot", version="2.0"),
    ),
    news=(NEWS, replace(NEWS, title=EVIL, found=date(2011, 8, 9))),
    tips=(TIP,),
    gaps=(
        Gap(source="tea-list", what="does not answer", url="https://a.example/"),
        Gap(source="git:tea", what="no such file", hint=EVIL),
    ),
)


def text_of(digest: Digest, *links: Link) -> str:
    """Return what a pull request says of a digest."""
    return propose(Draft(digest=digest, facts="facts.json"), NAMES, links)


def test_everything(expect: Expect) -> None:
    """All that there is to say is said, in the order in which to read it."""
    links = Link(name="Preview", url="https://a.example/<x>"), Link.parse("A=http://b")

    expect(text_of(FULL, *links), DATA / "proposal" / "everything.txt")


def test_nothing(expect: Expect) -> None:
    """A month without anything says so, and has no empty parts."""
    notes = Written(language="en", where="notes.en.md", data=b"", places=(), tables=())
    draft = Draft(digest=EMPTY, facts="facts.json", notes=(notes,))

    expect(propose(draft, NAMES), DATA / "proposal" / "nothing.txt")


@pytest.mark.parametrize(
    "evil", [EVIL, "`", "a`", "` `` ```", "x\n\n# y", "\u202e", ""]
)
def test_inert(evil: str) -> None:
    """What comes from outside stays within its code span, on its line."""
    gap = Gap(source="list", what=evil)

    told = text_of(replace(EMPTY, gaps=(gap,))).split("\n")[4]

    span = told.removeprefix("- **`list`**: ")
    fence = span[: len(span) - len(span.lstrip("`"))]
    assert span.endswith(fence)
    assert fence not in span[len(fence) : -len(fence)].replace(" ", "\n").split("\n")
    assert len(span) > 2 * len(fence)


def test_long_and_many() -> None:
    """Long texts and long lists are cut, so that it fits where it goes."""
    gaps = (Gap(source="list", what="no" * 5000),) * 500
    many = tuple(replace(RELEASE, version=f"1.{n}") for n in range(500))

    told = text_of(replace(EMPTY, gaps=gaps, releases=many))

    assert len(told) < 65536
    assert "- and 450 more\n" in told
    assert "and 450 more\n" in told.partition("## Found")[2]


@pytest.mark.parametrize("text", ["", "x", "=https://a.example", "x=", "x=ftp://a"])
def test_no_link(text: str) -> None:
    """A link without a name or an address of the web is refused."""
    with pytest.raises(UsageError) as caught:
        Link.parse(text)

    assert str(caught.value) == (
        f'--link: not a link: "{text}"\n  hint: write it as NAME=https://…'
    )


def test_command(tmp_path: Path, run: Run) -> None:
    """The command prints a title, an empty line, and the text with our links."""
    lay_out(tmp_path)
    run("draft", "2011-08", "--root", tmp_path)

    told = run(
        "status", "--pr", "--link", "Preview=https://a.example", "--root", tmp_path
    )

    assert (told.status, told.err) == (0, "")
    assert told.out.startswith("Draft of 2011-08: 7 releases\n\n## Found\n")
    assert "\n- `Preview`: <https://a.example>\n" in told.out
