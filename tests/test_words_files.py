"""The files of words say the same in both languages, in both voices, typeset well."""

from __future__ import annotations

import dataclasses
import re
import string
import tomllib

from collections import Counter
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from digest import remarks
from digest.changes import Aspect, How
from digest.edition import Voice
from digest.model import ChangesFrom, EvidenceKind, NewsKind
from digest.months import Month
from digest.release import Remark, State
from digest.words import Wording, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
LANGUAGES = ("ja", "en")
MONTHS = tuple(Month(2011, 8).plus(number) for number in range(12))


def table(name: str) -> dict[str, Wording]:
    """Return what a file of words says."""
    path = TEMPLATES / f"words.{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


OWN = {language: table(language) for language in LANGUAGES}
PLAIN = {language: table(f"plain.{language}") for language in LANGUAGES}
FILES = {Voice.ANDREW: OWN, Voice.PLAIN: PLAIN}
# What the theme says; its sentences have one wording each.
SITE: dict[str, dict[str, Wording]] = yaml.load(
    (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV", ""),
    yaml.BaseLoader,  # noqa: S506 - it makes text of everything
)["extra"]["words"]

# Languages write days in their own way; the number may be said in words.
DAYS = {"year", "month", "month_name", "day"}
FREE = {"n"}
# What stands in Japanese as it is, and file names around their blanks.
NAMES = {"ChangeLog", "Corosync", "DRBD", "JSON", "Linux-HA", "Markdown", "MiB"}
NAMES |= {"Pacemaker", "TODO", "Web", "content/notes/..md", "digest", "git", "gzip"}
NAMES |= {"GitHub", "JavaScript"}
NAMES |= {"hint", "http", "https", "iCalendar", "mbox", "pipermail", "render"}
LATIN = re.compile(r"[A-Za-z][\w./-]*", re.ASCII)
JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
BLANK = re.compile(r"\{.*?\}")
REMARKS = [
    kind
    for kind in vars(remarks).values()
    if isinstance(kind, type) and issubclass(kind, Remark) and kind is not Remark
]

# What is badly set in Japanese. The parts of a title stand apart, as does an entry in
# English behind its translation, and what an arrow points at; a line of the notes is
# quoted as it is. An English comma has a blank behind it.
APART = {"comma", "note_take", "title", "translated_done", "translated_fuzzy"}
JA = r"[\u3001-\u30ff\u3400-\u9fff\uff00-\uffef…]"
BAD_JAPANESE = {
    "a blank beside Japanese": rf"(?<=[^←→]) (?={JA})|(?<={JA}) |(?<=\}}) (?=\{{link)",
    "half-width signs": r"[()!?;:,](?!//)|(?<![\w}])\.|\.(?![\w{])",
    "straight quotes": r"[\"'“”‘’]",
    "full-width letters or digits": r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]",
    "dots that are no ellipsis": r"・・|\.\.|。。|(?<!…)…(?:……)*(?!…)",
    "no blank behind a question": r"[？！](?![？！」』）\u3000]|$)",
    "half-width kana": r"[\uff61-\uff9f]",
}
BAD_ENGLISH = {
    "straight quotes": r"[\"']",
    "blanks": r"  |\A | \Z| [,.;:?!)]|\( ",
    "dots that are no ellipsis": r"\.\.",
    "a day before its month": r"\{month_name\} \{day\}",
    "a dash of hyphens": r"--| - ",
}


def wordings(wording: Wording) -> Iterator[str]:
    """Yield all that may be said for a key."""
    if isinstance(wording, str):
        yield wording
    else:
        for part in wording if isinstance(wording, list) else wording.values():
            yield from wordings(part)


def blanks(wording: str) -> Counter[str]:
    """Return the names of the blanks in a wording."""
    parts = string.Formatter().parse(wording)
    return Counter(name for _, name, _, _ in parts if name is not None)


def all_said(language: str) -> Iterator[tuple[str, str]]:
    """Yield all that is said in a language, in any voice or by the site."""
    for files in FILES.values():
        for key, wording in files[language].items():
            for said in wordings(wording):
                yield key, said
    for key, wording in SITE[language].items():
        for said in wordings(wording):
            yield key, said


def mistakes(language: str, rules: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return what breaks a rule: the rule, the key, the sentence."""
    return [
        (what, key, said)
        for key, said in all_said(language)
        for what, rule in rules.items()
        if key not in APART and re.search(rule, said)
    ]


@pytest.mark.parametrize("files", [*FILES.values(), SITE], ids=[*Voice, "site"])
def test_keys(files: dict[str, Any]) -> None:
    """Both languages have the same sentences."""
    assert files["en"].keys() ^ files["ja"].keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_keys(language: str) -> None:
    """The plain voice says nothing that Andrew has no words for."""
    assert PLAIN[language].keys() - OWN[language].keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_words(language: str) -> None:
    """The plain voice has one wording for all, also for what Andrew varies."""
    words = OWN[language] | PLAIN[language]

    assert [key for key, said in words.items() if isinstance(said, list)] == []


@pytest.mark.parametrize("key", sorted(OWN["ja"].keys() & OWN["en"].keys()))
def test_blanks(key: str) -> None:
    """Every wording of a sentence has the same blanks, in all languages and voices."""
    found = [
        blanks(wording).keys() - FREE
        for files, language in product(FILES.values(), LANGUAGES)
        for wording in wordings(files[language].get(key, []))
    ]

    if all(names & DAYS for names in found):
        found = [names - DAYS for names in found]
    assert [names for names in found if names != found[0]] == []


@pytest.mark.parametrize("voice", Voice)
def test_pairs(voice: Voice) -> None:
    """The wording that one language draws has as many, and as often, as the other's.

    Pages are compared by their links and numbers, place by place.
    """
    unlike = []
    for key, ja in FILES[voice]["ja"].items():
        en = FILES[voice]["en"][key]
        pairs = [
            (blanks(one), blanks(other))
            for one, other in zip(wordings(ja), wordings(en), strict=False)
        ]
        if len([*wordings(ja)]) != len([*wordings(en)]):
            unlike.append(key)
        if any(one != other and not DAYS & one.keys() for one, other in pairs):
            unlike.append(key)

    assert unlike == []


@pytest.mark.parametrize("voice", Voice)
@pytest.mark.parametrize("language", LANGUAGES)
def test_forms(voice: Voice, language: str) -> None:
    """A wording that is counted has forms for one and for others, maybe for none."""
    every = FILES[voice][language].values()

    parts = [p for said in every for p in (said if isinstance(said, list) else [said])]

    forms = {tuple(part) for part in parts if isinstance(part, dict)}
    assert forms <= {("one", "other"), ("none", "one", "other")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("voice", Voice)
def test_every_wording(language: str, voice: Voice) -> None:
    """Every wording can be said of any number, and leaves no blank open."""
    every = OWN[language] | FILES[voice][language]
    words = Words(language, every, where="")

    for key, n in product(every, [0, 1, 2, 5, 1000]):
        names = {name for said in wordings(every[key]) for name in blanks(said)}
        filled: dict[str, object] = dict.fromkeys(sorted(names - FREE), "*x*")
        drawn = {
            page(key, n=n, **filled)
            for month in MONTHS
            for page in [words.of_month(month)]
        }
        raw = {words.of_month(m).raw(key, n=n, **filled) for m in MONTHS}
        assert drawn == {said.replace("*x*", r"\*x\*") for said in raw}
        assert not [said for said in drawn if not said or BLANK.search(said)]
        many = every[key] if isinstance(every[key], list) else [1]
        assert len(drawn) == len(many)


@pytest.mark.parametrize("kind", REMARKS, ids=lambda kind: kind.__name__)
def test_remarks(kind: type[Remark]) -> None:
    """Every remark has words, and fills their blanks."""
    known = {item.name for item in dataclasses.fields(kind)} | {"n", "name"}

    for language in LANGUAGES:
        for said in wordings(OWN[language][f"remark_{kind.kind.replace('-', '_')}"]):
            assert blanks(said).keys() <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_kinds(language: str) -> None:
    """Every kind of evidence, of records, of news and of options has words."""
    wanted = [f"proof_{kind}" for kind in EvidenceKind]
    wanted += [f"changes_{kind}" for kind in ChangesFrom]
    wanted += [f"news_{kind}" for kind in NewsKind]
    wanted += [f"matter_{state}" for state in State]
    wanted += [f"option_{what}" for what in (*Aspect, *How)]
    wanted += [f"month_{number}" for number in range(1, 13)]

    assert [key for key in wanted if key not in OWN[language]] == []


def test_recurring_words_vary() -> None:
    """What is said nearly every month has three wordings or more; the sign-off, one."""
    often = ["volume", "volume_end", "contents", "changes_commits", "changes_changelog"]
    often += ["remark_quick_succession", "remark_same_day_siblings", "tips_none"]
    often += ["remark_after_candidates", "remark_fix_after_release", "shared"]

    for language in LANGUAGES:
        assert [key for key in often if len(OWN[language][key]) < 3] == []
        assert isinstance(OWN[language]["sign_off"], str)


def test_japanese_is_japanese() -> None:
    """The Japanese words have no Latin letters but in names."""
    found = {
        name for _, w in all_said("ja") for name in LATIN.findall(BLANK.sub("", w))
    }

    assert found - NAMES == set()


def test_english_is_english() -> None:
    """The English words have no kana, kanji or full-width signs."""
    assert [w for _, w in all_said("en") if JAPANESE.search(w)] == []


def test_japanese_is_typeset() -> None:
    """Signs are full-width, with no blanks around Latin words; …… is an ellipsis."""
    assert mistakes("ja", BAD_JAPANESE) == []


def test_english_is_typeset() -> None:
    """Quotes are curly, blanks are single, days come before their months."""
    assert mistakes("en", BAD_ENGLISH) == []


@pytest.mark.parametrize(
    ("bad", "rules"),
    [
        ("Corosync の版", BAD_JAPANESE),
        ("版 Corosync", BAD_JAPANESE),
        ("{name} の版", BAD_JAPANESE),
        ("{link} ({day})", BAD_JAPANESE),
        ("出典: {proofs}", BAD_JAPANESE),
        ("まだ?", BAD_JAPANESE),
        ("これから…", BAD_JAPANESE),
        ("これから………", BAD_JAPANESE),
        ("これから...", BAD_JAPANESE),
        ("どこ？さて", BAD_JAPANESE),
        ("１つ", BAD_JAPANESE),
        ("“版”", BAD_JAPANESE),
        ("終わり.", BAD_JAPANESE),
        ("it's", BAD_ENGLISH),
        ("so  much", BAD_ENGLISH),
        ("here :", BAD_ENGLISH),
        ("{month_name} {day}", BAD_ENGLISH),
        ("so - yes", BAD_ENGLISH),
    ],
)
def test_rules(bad: str, rules: dict[str, str]) -> None:
    """The rules see what they are there for."""
    assert [what for what, rule in rules.items() if re.search(rule, bad)] != []
