"""Pages say nothing by themselves that is not in their language."""

from __future__ import annotations

import dataclasses
import json
import re

from dataclasses import replace
from datetime import date
from enum import Enum
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from digest.assemble import assemble
from digest.changes import Aspect, Change, Field, How, OptionChange, TopicChange
from digest.codec import decode
from digest.config import read_plan
from digest.edition import Voice
from digest.errors import ConfigError
from digest.model import (
    ChangesFrom,
    Evidence,
    EvidenceKind,
    Facts,
    Gap,
    News,
    NewsKind,
    Turn,
)
from digest.release import Matter, Release, State
from digest.render import Renderer
from digest.words import Words
from tests.conftest import DATA
from tests.scene import RELEASE
from tests.test_remarks_said import OF_A_MONTH, SAID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.edition import Edition
    from digest.release import Digest

Value = TypeVar("Value")

TEMPLATES = Path("templates")
LANGUAGES = ("ja", "en")
# What all words from outside are spelt in here: letters of neither language.
LATIN = "abcdefghijklmnopqrstuvwxyz"
GREEK = "αβγδεζηθικλμνξοπρστυφχψωϊϋ"
SPELT = str.maketrans(LATIN + LATIN.upper(), GREEK + GREEK.upper())
# By these candidates and reasons are known; versions are looked over on a page.
KEPT = {"version", "what"}
DAY = date(2011, 7, 8)
DUE = date(2011, 7, 20)
NEWS = News(kind=NewsKind.EVENT, project="beta", day=DAY, title="news", url="")
CHANGES = tuple(Change(text=f"{name} fixes", by=(name,)) for name in "abc")
TOPIC = TopicChange(topic="tea", how=How.CHANGED, old="1.4.0", new="1.4.1", file="file")
TOPICS = (
    replace(
        TOPIC,
        fields=(
            Field(name="mood", old="", new="good"),
            Field(name="goal", old="none\nat all", new="tea"),
            Field(name="size", old="1", new="2"),
        ),
        before="mood:\ngoal: none\nsize: 1\nStarted: no",
        after="mood: good\ngoal: tea\nsize: 2\nStarted: no",
    ),
    *(replace(TOPIC, topic=f"{how} {n}", how=how) for how in How for n in range(5)),
)
# A year of issues has all wordings; in the plain voice a sentence has one.
YEAR = {Voice.ANDREW: 12, Voice.PLAIN: 1}
# How a matter can end: on its day, before it, after it, without a day.
ENDS = (DUE, date(2011, 7, 19), date(2011, 7, 22), date(2011, 7, 27), None)

HEAD = re.compile(r'\A---\ntitle: "(.*)"\ndescription: "(.*)"\n(?:.*\n)*?---\n')
UNSEEN = re.compile(r"<!--.*?-->|<[^<>]*>|\]\([^()\s]*\)")
VERSION = re.compile(r"[0-9][0-9A-Za-z.-]*")
WORD = re.compile(r"[A-Za-z][\w./-]*", re.ASCII)
REMARK = re.compile(r"^> (.*)", re.MULTILINE)
JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
# Names that Japanese has no other letters for.
NAMES = {"JSON", "MiB", "TODO", "Web", "git", "gzip", "http", "https", "mbox"}
NAMES |= {"pipermail", "Corosync", "DRBD", "Pacemaker"}
SEEN = re.compile(
    "late|redated|volume"
    "|(?:arrow|changes|matter|news|option|promise|proof|reason|remark|told|topic)_"
)
# That a promise is kept is told with the promise.
UNSAID = {"news_kept"}


def spelt(value: Value) -> Value:
    """Return a value with the letters of what is shown of it in neither language."""
    made: Any = value
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        made = value.translate(SPELT)
    elif isinstance(value, tuple):
        made = tuple(map(spelt, value))
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = (field.name for field in dataclasses.fields(value) if field.init)
        told = {name: getattr(value, name) for name in fields if name not in KEPT}
        made = replace(value, **{name: spelt(each) for name, each in told.items()})
    return made  # type: ignore[no-any-return]  # it is of the type that it was of


def reasons() -> Iterator[Gap]:
    """Yield a gap for each reason that there are words for."""
    for key in Words.read(TEMPLATES / "words.en.toml", "en").table:
        if key.startswith("reason_"):
            named = {"n": "3", "day": "2011-07-03"}
            parts = key.removeprefix("reason_").split("_")
            what = " ".join(named.get(part, part) for part in parts)
            yield Gap(source=spelt(key), what=what)
    yield Gap(source=spelt("source"), what=spelt("no reason that we know"))


def news() -> Iterator[News]:
    """Yield news of all kinds, which say all that can be said."""
    for kind in NewsKind:
        for turn in Turn:
            yield replace(NEWS, kind=kind, turn=turn)
            yield replace(NEWS, kind=kind, turn=turn, event_day=DUE, version="2.0")
        yield replace(NEWS, kind=kind, found=DUE)


def matters() -> Iterator[Matter]:
    """Yield matters of all kinds, in all states, with and without a day."""
    for kind in NewsKind:
        told = (replace(NEWS, kind=kind, title="before"),)
        yield from (Matter(news=told, state=state) for state in State)
        yield from (Matter(news=told, state=state, due=DUE) for state in State)
        for done in ENDS:
            yield Matter(news=told, state=State.DONE, due=DUE, done=done)


def releases() -> Iterator[Release]:
    """Yield releases with each remark, their changes from everywhere."""
    sources = tuple(ChangesFrom)
    for number, (remark, _) in enumerate(SAID):
        if isinstance(remark, OF_A_MONTH):
            continue
        version = "1.4.1" if "1.4.1" in str(remark) else f"1.4.{number + 100}"
        yield replace(
            RELEASE,
            project=f"alpha{number}",
            version=version,
            tag=f"v{version}",
            changes_from=sources[number % len(sources)],
            changes=CHANGES[: number % 4],
            left_out=number % 4,
            found=DUE if number % 2 else None,
            redated="a reason" if number % 3 else "",
            topics=TOPICS,
            options=tuple(options()) if not number else (),
            evidence=tuple(
                Evidence(kind=kind, source="a", url="", day=DAY, title="a title")
                for kind in EvidenceKind
            ),
            remarks=(remark,),
        )


def options() -> Iterator[OptionChange]:
    """Yield options of which each part changed, and some that came and went."""
    change = OptionChange(
        where="a.8", option="--hops", how=How.CHANGED, old="4", new="5"
    )
    for what in (None, *Aspect):
        yield replace(change, option=f"--{what}", what=what)
    stated: dict[str, Any] = {"default": "3", "limits": "1 to 9"}
    yield replace(change, option="--a", how=How.ADDED, old="", new="", **stated)
    yield replace(change, option="--b", how=How.REMOVED, **stated)


@cache
def edition(voice: Voice) -> Edition:
    """Return the edition of the cases of pages, with names in letters of nobody."""
    read = read_plan(DATA / "render" / "projects.toml").edition
    return replace(
        read,
        projects=tuple(
            replace(
                project,
                id=spelt(project.id),
                name=spelt(project.name),
                about=dict.fromkeys(LANGUAGES, spelt(project.name)),
            )
            for project in read.projects
        ),
        title=dict.fromkeys(LANGUAGES, spelt("title")),
        voice=voice,
    )


@cache
def everything() -> Digest:
    """Return a digest that has one of everything, in letters of neither language."""
    path = DATA / "render" / "full.facts.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    del data["schema"]
    read = read_plan(DATA / "render" / "projects.toml").edition
    digest = assemble(decode(Facts, data, []), read)
    every = replace(
        digest,
        releases=(*digest.releases, *releases()),
        news=(*digest.news, *news()),
        matters=(*digest.matters, *matters()),
        remarks=tuple(r for r, _ in SAID if isinstance(r, OF_A_MONTH)),
        gaps=(),
    )
    return replace(spelt(every), gaps=tuple(reasons()))


def frame(page: str) -> str:
    """Return what can be seen of a page, without versions."""
    head = HEAD.match(page)
    assert head
    text = "\n".join((*head.groups(), page[head.end() :]))
    return VERSION.sub("0", unescape(UNSEEN.sub("]", text)))


def pages(language: str, voice: Voice, months: int = 1) -> Iterator[str]:
    """Yield issues that have everything, nothing, or candidates alone."""
    renderer = Renderer(edition(voice), [TEMPLATES])
    for month in range(months):
        whole = replace(everything(), month=everything().month.plus(month))
        nothing = replace(whole, releases=(), news=(), matters=(), remarks=(), gaps=())
        candidate = replace(whole.releases[-1], prerelease=True)
        for each in (
            whole,
            nothing,
            replace(nothing, gaps=whole.gaps[:1], early=True),
            replace(nothing, releases=(candidate,)),
        ):
            yield frame(renderer.issue(each, language, {}).text)


@pytest.mark.parametrize("voice", Voice)
def test_japanese_page(voice: Voice) -> None:
    """Nothing on a Japanese page is in Latin letters but names and versions."""
    year = pages("ja", voice, YEAR[voice])

    assert {word for page in year for word in WORD.findall(page)} - NAMES == set()


@pytest.mark.parametrize("voice", Voice)
def test_english_page(voice: Voice) -> None:
    """Nothing on an English page is in kana, kanji or full-width signs."""
    year = pages("en", voice, YEAR[voice])

    assert {sign for page in year for sign in JAPANESE.findall(page)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_said(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages above have every sentence about releases, news, matters and gaps."""
    said: set[str] = set()
    wording = Words._wording

    def noted(words: Words, key: str, blanks: dict[str, object]) -> str:
        said.add(key)
        return wording(words, key, blanks)

    monkeypatch.setattr(Words, "_wording", noted)
    assert all(pages(language, Voice.ANDREW))

    table = Words.read(TEMPLATES / f"words.{language}.toml", language).table
    assert {key for key in table if SEEN.match(key)} - said == UNSAID


@pytest.mark.parametrize("language", LANGUAGES)
def test_voices(language: str) -> None:
    """The voices make the same remarks, but none of them in the same words."""
    own, plain = (next(pages(language, voice)) for voice in Voice)

    andrew, sober = REMARK.findall(own), REMARK.findall(plain)
    assert len(andrew) == len(sober) >= len(SAID)
    assert [one for one, other in zip(andrew, sober, strict=True) if one == other] == []


@pytest.mark.parametrize(
    ("written", "voice"), [("", Voice.ANDREW), ('voice = "plain"', Voice.PLAIN)]
)
def test_voice_of_an_edition(written: str, voice: Voice, tmp_path: Path) -> None:
    """An edition says which voice it has; else it has Andrew's."""
    path = tmp_path / "projects.toml"
    path.write_text(f"[edition]\n{written}\n", encoding="utf-8")

    assert read_plan(path).edition.voice is voice


def test_voice_that_nobody_has(tmp_path: Path) -> None:
    """Another voice is a mistake that names those that there are."""
    path = tmp_path / "projects.toml"
    path.write_text('[edition]\nvoice = "loud"\n', encoding="utf-8")

    with pytest.raises(ConfigError, match="one of andrew, plain"):
        read_plan(path)
