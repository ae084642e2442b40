"""The head of an issue's page tells its days, and what was added to it late."""

from __future__ import annotations

import json
import re

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from digest.edition import Edition
from digest.model import News, NewsKind
from digest.months import Window
from digest.render import Renderer
from digest.render.twins import compare
from digest.words import Words
from tests.test_catalogue import ALPHA, digest, release

if TYPE_CHECKING:
    from digest.release import Digest, Page

TEMPLATES = Path(__file__).parent.parent / "templates"
RENDERER = Renderer(
    Edition(
        title={"ja": "月刊", "en": "Monthly"},
        timezone=ZoneInfo("Europe/Prague"),
        languages=("ja", "en"),
        watch=(),
        projects=(ALPHA,),
    ),
    [TEMPLATES],
)
KEY = re.compile(r"(?m)^(date|updated|timezone|early|releases): (.*)$")
LATE = release("1.3.9", found=date(2011, 8, 3), late=True)
NEWS = News(
    kind=NewsKind.EVENT,
    project=None,
    day=date(2011, 7, 9),
    title="A *meeting*",
    url="https://example.org/meeting",
    found=date(2011, 8, 5),
)


def rendered(month: Digest, language: str = "en") -> Page:
    """Return the page of an issue."""
    return RENDERER.issue(month, language, {})


def head(month: Digest) -> dict[str, object]:
    """Return the days and places in the head of an issue's page."""
    return {key: json.loads(said) for key, said in KEY.findall(rendered(month).text)}


def test_head() -> None:
    """An issue appears on the first day that it does not cover."""
    assert head(digest(release("1.4.1"))) == {
        "date": "2011-08-01",
        "updated": "2011-08-01",
        "timezone": "Europe/Prague",
        "early": False,
        "releases": [
            {
                "project": "alpha",
                "name": "Alpha",
                "version": "1.4.1",
                "anchor": "alpha-1.4.1",
            }
        ],
    }


def test_odd_window() -> None:
    """The window says when an issue appears, not the month that names it."""
    window = Window(date(2011, 6, 20), date(2011, 8, 12))
    odd = replace(digest(), window=window, early=True)

    assert head(odd)["date"] == head(odd)["updated"] == "2011-08-12"
    assert head(odd)["early"] is True


def test_candidates_are_releases() -> None:
    """Candidates are listed behind their release; what is no news is not."""
    month = digest(
        release("1.4.1-rc1", prerelease=True),
        release("1.4.1"),
        release("0.1", backdated=True, found=date(2011, 9, 9)),
    )

    found = head(month)

    assert [place["version"] for place in found["releases"]] == ["1.4.1", "1.4.1-rc1"]  # type: ignore[attr-defined]
    assert found["updated"] == "2011-08-01"


def test_late() -> None:
    """What was found late moves the day of the last change, and is listed on top."""
    month = replace(digest(release("1.4.1"), LATE), news=(NEWS,))

    found = head(month)
    text = rendered(month).text

    assert found["date"] == "2011-08-01"
    assert found["updated"] == "2011-08-05"
    assert [place.get("found") for place in found["releases"]] == [None, "2011-08-03"]  # type: ignore[attr-defined]
    (told,) = re.findall("(?m)^> (.*#news.*)$", text)
    assert "[Alpha 1.3.9](#alpha-1.3.9) (3 August)" in told
    assert r"A \*meeting\*" in told
    assert "(5 August)" in told


@pytest.mark.parametrize("late", [LATE, replace(LATE, found=None)])
def test_languages_agree(late: object) -> None:
    """Both languages tell the same additions."""
    month = replace(digest(release("1.4.1"), late), news=(NEWS,))  # type: ignore[arg-type]
    words = [
        Words.read(TEMPLATES / f"words.{code}.toml", code) for code in ("en", "ja")
    ]

    one, other = (rendered(month, code) for code in ("en", "ja"))

    assert list(compare(one, other, (words[0], words[1]))) == []


def test_nothing_late() -> None:
    """Without additions there is no word of them."""
    assert "#alpha-1.4.1) (" in rendered(digest(release("1.4.1"))).text
    assert "3 August" not in rendered(digest(release("1.4.1"))).text
