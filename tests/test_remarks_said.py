"""How remarks are said, in each language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from digest import remarks
from digest.changes import Aspect
from digest.edition import Edition
from digest.release import Digest, Remark
from digest.remarks import (
    AfterCandidates,
    AnnouncedNotTagged,
    BusiestWeek,
    Candidate,
    EndOfSupportNear,
    FixAfterRelease,
    Limit,
    LimitOrDefaultChanged,
    LongSilence,
    MissingVersions,
    NewSeries,
    QuickSuccession,
    QuietMonth,
    Rush,
    SameDaySiblings,
    ScheduleBeaten,
    ScheduleKept,
    ScheduleMissed,
    SkippedVersion,
    StatusContradiction,
    TaggedNotAnnounced,
    VersionJump,
)
from digest.render.remarked import LONGEST, Remarked
from digest.render.view import view_issue
from digest.words import Words
from tests.scene import FACTS, RELEASE
from tests.told import project

if TYPE_CHECKING:
    from digest.render.view import Entry

TEMPLATES = Path(__file__).parent.parent / "templates"
ALPHA = replace(project("alpha"), name="Alpha", tag_url="https://example.org/tag/{tag}")
EDITION = Edition(
    title={"ja": "", "en": ""},
    timezone=ZoneInfo("UTC"),
    languages=("ja", "en"),
    watch=(),
    projects=(ALPHA,),
)
DIGEST = Digest(
    month=FACTS.month, window=FACTS.window, early=False, releases=(RELEASE,)
)
DAY = date(2011, 7, 18)
URL = "https://example.org/news"
HERE = "[1.4.1](https://example.org/tag/v1.4.1)"
BEFORE = "[1.4.0](https://example.org/tag/v1.4.0)"
LINE = "[1.0](https://example.org/tag/v1.0)"
PLANNED: dict[str, Any] = {"planned": DAY, "url": URL}
LIMIT = Limit(option="patience", what=Aspect.DEFAULT, old="3 s", new="5 s")
SKIPPED = SkippedVersion(
    version="1.4.0", tag="v1.4.0", next="1.4.1", next_tag="v1.4.1", days=1
)
ITSELF = SkippedVersion(
    version="1.4.1", tag="v1.4.1", next="1.4.2", next_tag="", days=0, silent=True
)
CONTRADICTION = StatusContradiction(
    topic="tea", file="TODO", started="open", finished="done"
)
FIX = FixAfterRelease(days=3, than="1.4.0")
BROKEN = replace(FIX, broken="1.3.9", change="regression in `a_b`", url=URL)

# A remark, and what its sentences have to have in them, in any language.
SAID: list[tuple[Remark, list[str]]] = [
    (QuickSuccession(days=8, than="1.4.0"), ["8", BEFORE]),
    (QuickSuccession(days=1, than="1.4.0"), [BEFORE]),
    (FIX, ["3", BEFORE]),
    (replace(FIX, days=1), [BEFORE]),
    (replace(FIX, days=0), [BEFORE]),
    (BROKEN, ["3", BEFORE, "1.3.9", f"[regression in `a_b`]({URL})"]),
    (replace(BROKEN, days=None), ["1.3.9", "`a_b`"]),
    (replace(BROKEN, days=None, broken=""), ["`a_b`"]),
    (replace(BROKEN, change="x" * 300, url=""), ["x" * LONGEST + "…"]),
    (SKIPPED, [BEFORE, HERE]),
    (replace(SKIPPED, days=2), ["2", BEFORE, HERE]),
    (replace(SKIPPED, hours=3), ["3", BEFORE, HERE]),
    (ITSELF, [HERE, "1.4.2"]),
    (MissingVersions(versions=("1.3.8", "1.3.9"), than="1.4.0"), ["1.3.9", BEFORE]),
    (TaggedNotAnnounced(tag="v1.4.1"), ["v1.4.1"]),
    (AnnouncedNotTagged(series="1.4"), ["1.4"]),
    (VersionJump(than="1.0", tag="v1.0"), [LINE]),
    (VersionJump(than="1.0", tag=""), ["1.0"]),
    (NewSeries(series="1.4", after="1.3"), ["1.4", "1.3"]),
    (LongSilence(days=90, than="1.0", tag="v1.0"), ["90", LINE]),
    (LongSilence(days=90, than="1.0", tag="v1.0", series="2.9"), ["90", LINE, "2.9"]),
    (ScheduleKept(days=0, **PLANNED), ["18", URL]),
    (ScheduleKept(days=0, moved=True, **PLANNED), ["18", URL]),
    (ScheduleMissed(days=5, **PLANNED), ["18", URL, "5"]),
    (ScheduleBeaten(days=5, **PLANNED), ["18", URL, "5"]),
    (EndOfSupportNear(series="1.4", day=DAY, url=URL), ["1.4", "18", "2011", URL]),
    (LimitOrDefaultChanged(count=1, limits=(LIMIT,)), ["patience", "3 s", "5 s"]),
    (LimitOrDefaultChanged(count=4, limits=(LIMIT,) * 4), ["patience", "3 s", "4"]),
    (CONTRADICTION, ["tea", "TODO", "open", "done"]),
    (replace(CONTRADICTION, listed="open"), ["tea", "TODO", "open", "done"]),
    (replace(CONTRADICTION, listed="done"), ["tea", "TODO", "open", "done"]),
    (
        AfterCandidates(
            count=1,
            days=9,
            candidates=(Candidate(version="1.0", day=DAY, tag="v1.0"),),
        ),
        ["9", "18", LINE],
    ),
    (SameDaySiblings(versions=("1.4.1", "1.3.9")), ["1.4.1", "1.3.9", "Alpha"]),
    (Rush(count=9, usual=3), ["9", "3"]),
    (QuietMonth(count=2, usual=5), ["2", "5"]),
    (BusiestWeek(first=DAY, last=date(2011, 7, 23), count=7), ["18", "23", "7"]),
    (BusiestWeek(first=DAY, last=DAY, count=7), ["18", "7"]),
]
OF_A_MONTH = (Rush, QuietMonth, BusiestWeek)


def entry(**fields: Any) -> Entry:
    """Return the release as a page shows it."""
    digest = replace(DIGEST, releases=(replace(RELEASE, **fields),))
    (found,) = view_issue(digest, EDITION, "en").entries
    return found


def sentences(remark: Remark, language: str, about: Entry | None) -> list[str]:
    """Return a remark in all the words that some issue draws."""
    words = Words.read(TEMPLATES / f"words.{language}.toml", language)
    return [
        Remarked(DIGEST, EDITION, words.of_month(month)).remark(remark, about)
        for month in map(FACTS.month.plus, range(12))
    ]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("remark", "parts"), SAID)
def test_said(remark: Remark, parts: list[str], language: str) -> None:
    """Each remark says what it knows, in all wordings, with links to the tags."""
    about = None if isinstance(remark, OF_A_MONTH) else entry()

    found = sentences(remark, language, about)

    assert not [said for said in found for part in parts if part not in said]


def test_every_kind() -> None:
    """There is no kind of remark that is not said above."""
    kinds = {
        kind
        for kind in vars(remarks).values()
        if isinstance(kind, type) and issubclass(kind, Remark)
    }

    assert kinds - {type(remark) for remark, _ in SAID} == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FIX, replace(FIX, days=0)),
        (SKIPPED, replace(SKIPPED, silent=True)),
        (
            ScheduleMissed(days=5, **PLANNED),
            ScheduleMissed(days=5, moved=True, **PLANNED),
        ),
        (CONTRADICTION, replace(CONTRADICTION, listed="open")),
        (CONTRADICTION, replace(CONTRADICTION, listed="done")),
        (
            LongSilence(days=90, than="1.0", tag="v1.0"),
            LongSilence(days=90, than="1.0", tag="v1.0", series="1.0"),
        ),
    ],
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_said_otherwise(one: Remark, other: Remark, language: str) -> None:
    """What is another case has other sentences, not those of the first."""
    found = (sentences(remark, language, entry()) for remark in (one, other))

    first, second = map(set, found)
    assert not first & second


@pytest.mark.parametrize("language", ["ja", "en"])
def test_skipped_itself(language: str) -> None:
    """A version that was skipped says so of itself, the next one of the other."""
    of_other = sentences(SKIPPED, language, entry())
    of_itself = sentences(SKIPPED, language, entry(version="1.4.0"))

    assert not {*of_other} & {*of_itself}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_nothing_to_link(language: str) -> None:
    """A project that nobody watches has no tags to link to, nor has a month."""
    remark = QuickSuccession(days=8, than="1.4.0")

    unknown = sentences(remark, language, entry(project="beta"))
    none = sentences(remark, language, None)

    assert not [said for said in (*unknown, *none) if "](" in said]
    assert all("1.4.0" in said for said in unknown)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_said_of_hostile_words(language: str) -> None:
    """Nothing of what others wrote is markup, nor a link to anything but the web."""
    evil = "](javascript:x) <b> *x* regression"
    found = (
        *sentences(replace(BROKEN, change=evil, url="javascript:x"), language, entry()),
        *sentences(replace(CONTRADICTION, topic=evil), language, entry()),
    )

    assert not [said for said in found if "<b>" in said or " *x*" in said]
    assert not [said for said in found if "](javascript" in said.replace("\\]", "")]
