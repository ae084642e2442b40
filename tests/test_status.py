"""What is left to do for an issue is told in the order to do it, with its minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from digest.codec import encode
from digest.errors import ConfigError, DigestError, Problem
from digest.glossary import Glossary, Term
from digest.memory import Memory, State
from digest.model import Gap, News, NewsKind, Tip
from digest.months import Month, Window
from digest.notes import Place
from digest.release import Digest, Matter
from digest.release import State as Fate
from digest.status import (
    Chore,
    Draft,
    Translated,
    What,
    Written,
    chores,
    total,
)
from digest.status.telling import outline_chores
from tests.conftest import DATA

if TYPE_CHECKING:
    from tests.conftest import Expect

PLACES = (
    Place(key="opening", about="How was the month?"),
    Place(key="release tea 1.0.1", about="Tea 1.0.1"),
    Place(key="news", about="Events"),
    Place(key="tips", about="A question, and its answer."),
    Place(key="sign-off", about="A joke."),
)
EMPTY = """\
<!-- digest: opening -->
<!-- about: How was the month? -->

<!-- digest: release tea 1.0.1 -->

<!-- digest: news -->

<!-- digest: tips -->

<!-- digest: sign-off -->
"""
FULL = """\
<!-- digest: opening -->
It rained.

<!-- digest: release tea 1.0.1 -->
Stir it.

<!-- digest: news -->
A fair.

<!-- digest: tips -->
Warm the pot.

<!-- digest: sign-off -->
Bye.
"""
PO = r"""
msgid ""
msgstr ""
"Language: ja\n"

#: tea-1.0.1
msgid "Fix a leak in {1}"
msgstr "{1}の漏れを修正"

#: tea-1.0.1
#, fuzzy
msgid "Add a handle"
msgstr "取っ手を追加"

#: tea-1.0.1
msgid "Clean the pot"
msgstr ""

#: tea-1.0.1
msgid "Wash {1} and {2}"
msgstr "{1}を洗う"

#: tea-1.0.1
msgid "Elect a new quorum"
msgstr "新しい定数を選出"

#: tea-0.9
msgid "Promote the quorum of old"
msgstr "古い定数"
"""
SENTENCES = (
    "Fix a leak in pour()",
    "Fix a leak in fill()",
    "Add a handle",
    "Clean the pot",
    "Wash cup_a and cup_b",
    "Elect a new quorum",
    "Never seen before",
    "1.2.3",
)
GLOSSARY = Glossary([Term(en="quorum", accepted={"ja": ("クォーラム",)}, about={})])
MONTH = Digest(
    month=Month(2011, 8),
    window=Window(date(2011, 7, 1), date(2011, 8, 1)),
    early=False,
    releases=(),
)
FACTS = "content/facts/2011-08.json"
TIP = Tip(
    title="How hot?",
    url="https://a.example/how-hot",
    day=date(2011, 7, 2),
    project="tea",
    replies=3,
    answered=True,
    why=("answered", "commands in it"),
)
PLAN = News(
    kind=NewsKind.PLANNED,
    project="tea",
    version="2.0",
    day=date(2011, 5, 1),
    title="Tea 2.0 in June",
    url="https://a.example/plan",
    event_day=date(2011, 6, 1),
)
FAIR = News(
    kind=NewsKind.EVENT,
    project=None,
    day=date(2011, 5, 1),
    title="A tea fair",
    url="",
    source="tea-list",
)
GAPS = (
    Gap(source="git:tea", what="no such file or folder", hint="paths start here"),
    Gap(source="tea-list", what="does not answer", url="https://a.example/list"),
)


def written(language: str, text: str | bytes, tables: tuple[str, ...] = ()) -> Written:
    """Return notes of all places."""
    return Written(
        language=language,
        where=f"content/notes/2011-08.{language}.md",
        data=text if isinstance(text, bytes) else text.encode(),
        places=PLACES,
        tables=tables,
    )


def translated(text: str, sentences: tuple[str, ...] = SENTENCES) -> Translated:
    """Return a memory, and what it is asked for."""
    return Translated(
        language="ja",
        where="content/memory/ja.po",
        data=text.encode(),
        sentences=sentences,
        glossary=GLOSSARY,
    )


def left(digest: Digest = MONTH, **more: tuple[object, ...]) -> tuple[Chore, ...]:
    """Return what is left of an issue."""
    return chores(Draft(digest=digest, facts=FACTS, **more))  # type: ignore[arg-type] # as they are given


def places(chore: Chore) -> list[str]:
    """Return where all of a chore is."""
    return [detail.where for detail in chore.details]


def test_everything(expect: Expect) -> None:
    """All kinds of chores are told in one order, as data and in a few lines."""
    digest = replace(
        MONTH,
        early=True,
        gaps=GAPS,
        tips=(TIP, replace(TIP, title="How long?", why=())),
        matters=(
            Matter(news=(FAIR,), state=Fate.OPEN),
            Matter(news=(PLAN, PLAN), state=Fate.OVERDUE, due=date(2011, 6, 1)),
            Matter(news=(PLAN,), state=Fate.DONE, done=date(2011, 7, 2)),
        ),
    )
    misfit = ConfigError(
        (
            Problem("no release tea 9", "$.hide[0]"),
            Problem("no such day", "$.redate[1]"),
        ),
        where="content/notes/2011-08.toml",
        hint="see there",
    )
    unfinished = EMPTY.replace(
        "release tea 1.0.1 -->\n", "release tea 0.9 -->\n\nSip.\n"
    )
    draft = Draft(
        digest=digest,
        facts=FACTS,
        notes=(
            written("ja", unfinished),
            written("en", EMPTY.replace("news -->\n", "news -->\nA fair.\n")),
        ),
        memories=(translated(PO),),
        misfit=misfit,
        stale=("ja/issues/2011-08.md", "en/issues/2011-08.md"),
    )

    found = chores(draft)

    expect(encode(found), DATA / "status" / "everything.json")
    expect(outline_chores(digest, found), DATA / "status" / "everything.txt")
    order = [list(What).index(chore.what) for chore in found]
    assert order == sorted(order)
    assert total(found) == sum(c.minutes for c in found if not c.optional) > 0


def test_nothing_is_left() -> None:
    """Who has done all is told so, kindly."""
    done = tuple(s for s in SENTENCES if s.startswith("Fix"))
    found = left(
        replace(MONTH, tips=(TIP,)),
        notes=(written("ja", FULL), written("en", FULL)),
        memories=(translated(PO, done),),
    )

    assert (found, total(found)) == ((), 0)
    assert outline_chores(MONTH, found) == (
        "2011-08: nothing is left to do, so put the kettle on :-)\n"
    )


def test_what_is_optional_is_not_in_the_sum() -> None:
    """Places that may stay empty, and what is announced, do not keep anybody busy."""
    text = EMPTY.replace("opening -->\n", "opening -->\nRain.\n")
    found = left(notes=(written("en", f"{text}Bye.\n"),))

    assert [(chore.what, chore.minutes) for chore in found] == [(What.OFFERED, 2)]
    assert total(found) == 0
    told = outline_chores(MONTH, found).splitlines()
    assert told[1:3] == [
        "and if you like:",
        "    2 min: places that may stay empty (en): 2",
    ]


def test_one_minute() -> None:
    """One minute is one minute."""
    found = left(stale=("en/index.md",))

    assert outline_chores(MONTH, found).startswith(
        "2011-08: about 1 minute of work is left\n"
    )


def test_what_is_broken_hides_more() -> None:
    """Where something has to be mended first, the sum is the least that is left."""
    found = left(notes=(written("en", b"\xff"),))

    assert outline_chores(MONTH, found).startswith(
        "2011-08: at least 2 minutes of work are left\n"
    )


def test_much_is_told_in_few_lines() -> None:
    """Of a chore with many parts the first have a line, and the rest is counted."""
    many = tuple(f"Sentence {'x' * 9 * n}" for n in range(1, 40))
    found = left(memories=(translated("", many),))

    told = outline_chores(MONTH, found).splitlines()

    assert [chore.count for chore in found] == [39]
    assert len(told) == 7
    assert told[1].endswith("39; run: digest draft 2011-08")
    assert max(map(len, told)) < 80
    assert told[-1] == "        and 35 more"


def test_empty_in_both_is_told_in_both() -> None:
    """What every issue has is asked for in each language, on its line."""
    found = left(notes=(written("ja", EMPTY), written("en", "")))

    empty = [chore for chore in found if chore.what is What.EMPTY]
    assert [(chore.language, places(chore)) for chore in empty] == [
        ("ja", ["content/notes/2011-08.ja.md:1", "content/notes/2011-08.ja.md:10"]),
        ("en", ["content/notes/2011-08.en.md", "content/notes/2011-08.en.md"]),
    ]


def test_one_language_only() -> None:
    """What is written in one language is asked for in the other, and counts once."""
    found = left(notes=(written("ja", FULL), written("en", EMPTY)))

    assert [(chore.what, chore.language, chore.count) for chore in found] == [
        (What.ONE_SIDED, "en", 5)
    ]
    assert found[0].details[1].said == (
        "release tea 1.0.1: written in content/notes/2011-08.ja.md:4"
    )


def test_a_tip_is_chosen_once() -> None:
    """Threads are proposed until there are words at the tips, the best first."""
    digest = replace(MONTH, tips=(TIP, replace(TIP, url="https://a.example/b")))

    (tip, *_) = left(digest, notes=(written("en", EMPTY),))
    none = left(digest, notes=(written("en", FULL),))

    assert (tip.what, tip.where) == (What.TIP, "content/notes/2011-08.en.md:8")
    assert places(tip) == ["https://a.example/how-hot", "https://a.example/b"]
    assert none == ()


def test_notes_that_cannot_be_used() -> None:
    """What is wrong with notes is a chore; those of the other language are told too."""
    ours, others = written("en", "\n```\nhalf\n"), written("ja", EMPTY)

    found = left(replace(MONTH, tips=(TIP,)), notes=(ours, others))

    broken = found[0]
    assert (broken.what, broken.language) == (What.BROKEN, "en")
    assert broken.where == "content/notes/2011-08.en.md:2"
    assert broken.details[0].said == "a block of code without end; end it: ```"
    assert [chore.what for chore in found[1:]] == [What.TIP, What.EMPTY, What.OFFERED]


def test_no_notes_can_be_used() -> None:
    """Where all notes are broken, nothing is said of what they lack."""
    found = left(replace(MONTH, tips=(TIP,)), notes=(written("en", b"\xff"),))

    assert [chore.what for chore in found] == [What.BROKEN]


def test_notes_lack_something() -> None:
    """A table that is not there, and a tip without what it needs, are asked for."""
    asked = "tips -->\n<!-- table: tea 9 -->\n<!-- question -->\nHow hot?\n"
    notes = written("en", EMPTY.replace("tips -->\n", asked), tables=("tea 1 tea.xml",))
    found = left(notes=(notes,))

    (unfinished,) = (chore for chore in found if chore.what is What.UNFINISHED)
    assert places(unfinished) == [f"{notes.where}:9", f"{notes.where}:10"]
    table, question = unfinished.details
    assert table.said == 'no such table: "tea 9"; there are: tea 1 tea.xml'
    assert question.said.startswith("a question without a link")


def test_translations() -> None:
    """Sentences that share a translation count once, as the memory counts them."""
    found = left(memories=(translated(PO),))

    assert [(chore.what, chore.count, places(chore)) for chore in found] == [
        (What.UNUSABLE, 1, ["content/memory/ja.po:20"]),
        (
            What.UNTRANSLATED,
            2,
            ["content/memory/ja.po:16", "content/memory/ja.po"],
        ),
        (What.FUZZY, 1, ["content/memory/ja.po:12"]),
        (What.DOUBTFUL, 1, ["content/memory/ja.po:24"]),
    ]
    counts = Memory.read(PO.encode(), where="").count(SENTENCES)
    assert counts == {State.DONE: 2, State.FUZZY: 1, State.MISSING: 3}


@pytest.mark.parametrize("turned", [False, True])
def test_the_least_of_a_form_counts(*, turned: bool) -> None:
    """A sentence that is written out leaves the others of its form to be translated."""
    own = 'msgid "Pour from pot_a into pot_b"\nmsgstr "pot_aから注ぐ"\n'
    sentences = ("Pour from pot_a into pot_b", "Pour from pot_c into pot_d")
    found = left(memories=(translated(own, sentences[:: -1 if turned else 1]),))

    assert found[0].what is What.UNUSABLE
    assert found[0].details[0].said == "Pour from pot_c into pot_d: {2} is missing"


def test_a_memory_that_cannot_be_used() -> None:
    """A catalogue with a merge conflict is to be mended first."""
    found = left(memories=(translated("<<<<<<< ours\n"),))

    (broken,) = found
    assert (broken.what, broken.where) == (What.BROKEN, "content/memory/ja.po:1")
    assert broken.details[0].said.startswith("a merge conflict; settle")


def test_what_is_there_twice_seems_wrong_once() -> None:
    """An entry that a merge left twice is told where it stands first."""
    entry = 'msgid "Elect a new quorum"\nmsgstr "新しい定数を選出"\n\n'
    found = left(memories=(translated(2 * entry, ("Elect a new quorum",)),))

    assert [(chore.what, places(chore)) for chore in found] == [
        (What.DOUBTFUL, ["content/memory/ja.po:1"])
    ]


def test_unused_translations() -> None:
    """A translation whose sentence somebody changed is told with the one it is near."""
    text = (
        'msgid "Clean the potty"\nmsgstr "ポットを洗う"\n\n'
        'msgid "Fill the kettle to the brim"\nmsgstr "やかんを満たす"\n\n'
        'msgid "Clean the pots"\nmsgstr ""\n'
    )
    memory = translated(text, ("Clean the pot", "Wash {1}"))

    (unused, missing) = left(memories=(replace(memory, others=()),))
    (elsewhere,) = left(memories=(replace(memory, others=("Clean the potty.",)),))
    (unknown,) = left(memories=(memory,))

    assert (unused.what, unused.count) == (What.UNUSED, 1)
    assert places(unused) == ["content/memory/ja.po:1"]
    assert unused.details[0].said == (
        "unused translation: Clean the potty; nearest: Clean the pot"
    )
    assert missing == elsewhere == unknown
    assert missing.what is What.UNTRANSLATED


def test_files_that_cannot_be_read() -> None:
    """What stands in place of a file is a chore; the rest is told all the same."""
    unread = DigestError("a folder", where="content/notes/2011-08.en.md", hint="move")
    memory = replace(translated(""), unread=replace_where(unread, "content/memory"))

    found = left(
        notes=(replace(written("en", ""), unread=unread), written("ja", FULL)),
        memories=(memory,),
    )

    assert [(chore.what, chore.where) for chore in found] == [
        (What.BROKEN, "content/notes/2011-08.en.md"),
        (What.BROKEN, "content/memory"),
    ]
    assert found[0].details[0].said == "a folder; move"


def replace_where(error: DigestError, where: str) -> DigestError:
    """Return the same error of another file."""
    return DigestError(error.what, where=where, hint=error.hint)


def test_why_pages_cannot_be_made() -> None:
    """What keeps the pages from being made is told once, by whoever knows the line."""
    notes = written("en", FULL.replace("tea 1.0.1", "tea 9"))
    known = DigestError("lost", where=notes.where, hint="move it")
    other = DigestError("a word too many", where="templates/words.en.toml")

    once = chores(Draft(digest=MONTH, facts=FACTS, notes=(notes,), unmade=known))
    told = chores(Draft(digest=MONTH, facts=FACTS, notes=(notes,), unmade=other))

    assert [chore.what for chore in once] == [What.GONE, What.OFFERED]
    assert [chore.what for chore in told] == [What.BROKEN, What.GONE, What.OFFERED]
    assert told[0].details[0].said == "a word too many"


def test_text_plays_no_tricks() -> None:
    """Text from outside neither breaks a line nor commands the terminal."""
    evil = "a\x1b[2J\u202e\nb"
    tip = replace(TIP, title=evil, url=evil, why=(evil,))
    gap = Gap(source=evil, what=evil, url=evil, hint=evil)
    digest = replace(MONTH, tips=(tip,), gaps=(gap,))

    told = outline_chores(digest, left(digest, notes=(written("en", EMPTY),)))

    assert not set(told) & set("\x1b\u202e")
    assert all(
        line.startswith(("2011-08", "    ", "and if")) for line in told.split("\n")[:-1]
    )
