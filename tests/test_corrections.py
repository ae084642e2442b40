"""Corrections are read strictly, fit the facts or say what would, and change them."""

from __future__ import annotations

import re

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from hypothesis import example, given
from hypothesis import strategies as st

from digest.corrections.draft import draft_corrections
from digest.corrections.issue import assemble_corrected
from digest.corrections.month import Corrections
from digest.corrections.reading import LARGEST, LONGEST, read_corrections
from digest.corrections.tables import Add, Hide
from digest.errors import DigestError
from digest.history import History
from digest.model import Facts, Turn, Worded
from digest.months import Month, Window
from digest.pick import picked
from tests.conftest import cases
from tests.corrections import (
    BETAS,
    EDITION,
    EVENT,
    FACTS,
    HISTORY,
    MAILED,
    RECORDS,
    TAGGED,
    TAGS,
    promised,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from digest.release import Digest, Release
    from tests.conftest import Expect

WHERE = "notes/2011-08.toml"
PICK = '[[{}]]\nproject = "alpha"\nversion = "1.1"\nchange = "{}"\n'
FIELD = re.compile(r"[a-z_]+ = ")
HIDE = '[[hide]]\nproject = "{}"\nversion = "{}"\n'


def issue(
    text: str | bytes, facts: Facts = FACTS, history: History = HISTORY
) -> tuple[Digest, History]:
    """Return the digest with corrections made, and what is told after it."""
    data = text.encode() if isinstance(text, str) else text
    corrections = read_corrections(data, where=WHERE)
    return assemble_corrected(facts, corrections, EDITION, history, where=WHERE)


def corrected(text: str | bytes, facts: Facts = FACTS) -> Digest:
    """Return the digest with corrections made."""
    return issue(text, facts)[0]


def alpha(text: str) -> Release:
    """Return the release that the digest with corrections has of the first project."""
    return corrected(text).releases[0]


def lines(digest: Digest) -> Iterator[str]:
    """Yield what a digest has, in short."""
    for release in digest.releases:
        yield f"{release.day} {release.project} {release.version}"
        for proof in release.evidence:
            yield f"    {proof.day} {proof.kind} {proof.title} {proof.url}"
        yield f"    {len(release.changes)} changes, {release.redated or 'its own day'}"
    for news in digest.news:
        yield f"{news.day} {news.kind} {news.turn} {news.event_day} {news.title}"
    for matter in digest.matters:
        yield f"{matter.state} {matter.due} {matter.done} {matter.news[0].title}"
    for tip in digest.tips:
        yield f"tip {tip.title}"
    for newest in digest.current:
        yield f"current {newest.project} {newest.version} {newest.day}"


@pytest.mark.parametrize(
    "case", cases("corrections", "*.toml"), ids=lambda path: path.stem
)
def test_cases(case: Path, expect: Expect) -> None:
    """Every file does what is written beside it, or says all that is wrong with it."""
    try:
        told = "".join(f"{line}\n" for line in lines(corrected(case.read_bytes())))
    except DigestError as error:
        told = f"{error}\n"

    expect(told, case.with_suffix(".txt"))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("# あ\n".encode("utf-16"), ":1: not UTF-8\n  hint: save it as UTF-8"),
        (b"# a\r\n# \xff", ":2: not UTF-8\n  hint: save it as UTF-8"),
        (b"\n# " + b"a" * LONGEST, f":2: a line of more than {LONGEST} letters"),
        (b"\n" * LARGEST + b"\n", ": larger than 256 KiB"),
        (b"a = " + b"[" * 1500, ": not TOML: too deeply nested"),
        (b"[[hide]]\nproject = 0x" + b"f" * 1900, None),
        (b"a = " + b"9" * 1900 + b"\n\n=", None),
    ],
    ids=["utf-16", "latin", "long", "large", "deep", "number", "digits"],
)
def test_hostile_files(data: bytes, told: str | None) -> None:
    """What is no file of corrections is said in one line, with the line it is in."""
    with pytest.raises(DigestError) as caught:
        read_corrections(data, where=WHERE)

    assert told is None or str(caught.value) == f"{WHERE}{told}"


def test_numbers_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A number of more digits than Python reads is none, wherever the limit is."""
    monkeypatch.setattr("digest.corrections.reading.LONGEST", 10_000)

    with pytest.raises(DigestError, match="a number of too many digits"):
        read_corrections(b"a = " + b"9" * 9_000, where=WHERE)


def test_windows_and_bom() -> None:
    """A file as Windows saves it says the same."""
    text = HIDE.format("alpha", "1.1")

    assert read_corrections(
        b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), where=WHERE
    ) == read_corrections(text.encode(), where=WHERE)


PLAN = """\
[[add]]
kind = "{}"
project = "alpha"
day = 2011-07-20
event_day = 2011-08-20
title = "{}"
url = "https://example.org/next"
"""


@pytest.mark.parametrize(
    ("kind", "title", "version"),
    [
        ("planned", "Alpha 1.2 comes in August", "1.2"),
        ("planned", "v1.2.0-rc1, at last, on day 20", "1.2.0-rc1"),
        ("planned", "Alpha 1.2 or 1.3", ""),
        ("planned", "The next one", ""),
        ("event", "Alpha 1.2 is 20", ""),
    ],
)
def test_a_plan_waits_for_what_its_title_names(
    kind: str, title: str, version: str
) -> None:
    """A release planned by hand waits for the one version that its title names."""
    assert corrected(PLAN.format(kind, title)).news[-1].version == version


def test_nothing_to_correct() -> None:
    """Without a file there is nothing to correct, and nothing changes."""
    assert read_corrections(b"", where=WHERE) == Corrections()


def test_picked() -> None:
    """A change that is picked comes first, and says that it is picked."""
    release = alpha(PICK.format("pick", "stir slowly, not"))

    shown = picked(release.changes).first[0].changes

    assert [(c.text, c.marks) for c in shown] == [
        ("Stir  `slowly`, not at once", ("picked",)),
        ("Stir `slowly`, not at once", ("picked",)),
        ("Mend a leak in the teapot", ("leak",)),
        ("Mend a leak in the tea", ("leak",)),
    ]


def test_folded() -> None:
    """A change that is folded is in the rest, and still says why it matters."""
    release = alpha(PICK.format("fold", "Mend a leak in the tea"))

    found = picked(release.changes)

    assert [(c.text, c.marks) for c in found.rest[0].changes] == [
        ("Mend a leak in the tea", ("folded", "leak"))
    ]
    assert len(found.first[0].changes) == 3


def test_told_elsewhere() -> None:
    """A change that is told at another release is to be picked there."""
    other = replace(RECORDS[0], version="1.0.1", since="1.0")
    tag = replace(TAGS[1], version="1.0.1", name="v1.0.1", day=date(2011, 7, 9))
    page = replace(TAGGED.evidence, title="v1.0.1", day=tag.day)
    sighting = replace(TAGGED, version="1.0.1", evidence=page)
    facts = replace(
        FACTS,
        sightings=(*FACTS.sightings, sighting),
        records=(*RECORDS, other),
        tags=(*TAGS, tag),
    )

    with pytest.raises(DigestError) as caught:
        corrected(PICK.format("pick", "Stir"), facts)

    assert str(caught.value) == (
        f'{WHERE}:1: "Stir" is told at 1.0.1, so say it of that\n'
        "  hint: digest show 2011-08 --json has all there is"
    )


def test_a_reason_in_each_language() -> None:
    """A reason may be given in each language of the digest, and in no other."""
    text = '[[redate]]\nproject="alpha"\nversion="1.1"\nday=2011-07-02\nreason={}'

    release = alpha(text.format('{en="tea"}'))
    with pytest.raises(DigestError) as other:
        alpha(text.format('{en="tea", fr="du thé"}'))
    with pytest.raises(DigestError) as none:
        alpha(text.format("{}"))

    assert release.redated == (Worded(language="en", text="tea"),)
    assert str(other.value).startswith(
        f'{WHERE}:1: no such language: "fr"; there is "en"'
    )
    assert "a reason is needed" in str(none.value)


def test_the_day_is_said_to_be_ours() -> None:
    """A release of another day says why; its evidence keeps its own days."""
    text = '[[redate]]\nproject="alpha"\nversion="1.1"\nday=2011-07-02\nreason="tea"'

    release = alpha(text)

    assert (release.day, release.redated) == (date(2011, 7, 2), "tea")
    assert release.evidence == (TAGGED.evidence, MAILED.evidence)


def test_what_it_said_goes_too() -> None:
    """Where nobody announces a release any more, nor does anybody say what changed."""
    text = '[[not_a_release]]\nmessage = "beta@example.org"\n'
    text += '[[add]]\nproject="beta"\nversion="2.0"\nday=2011-07-20\ntitle="x"\n'

    digest = corrected(f'{text}url="https://example.org/x"')

    assert digest.releases[-1].changes == ()


def test_somebody_else_announced_it() -> None:
    """What changed is told as long as somebody announces the release."""
    again = replace(
        BETAS, evidence=replace(BETAS.evidence, url="", message_id="again@example.org")
    )
    facts = replace(FACTS, sightings=(*FACTS.sightings, again))

    digest = corrected('[[not_a_release]]\nmessage = "beta@example.org"', facts)

    assert len(digest.releases[-1].changes) == 2


def test_renamed_with_its_record() -> None:
    """What was compared with a version that is renamed is compared with its name."""
    text = '[[rename]]\nproject = "alpha"\nversion = "1.1"\nto = "1.0.5"\n'
    later = replace(RECORDS[0], version="1.2", since="1.1.0")
    page = replace(TAGGED.evidence, title="v1.2", day=date(2011, 7, 20))
    facts = replace(
        FACTS,
        sightings=(*FACTS.sightings, replace(TAGGED, version="1.2", evidence=page)),
        records=(*RECORDS, later),
    )

    newer, older = corrected(text, facts).releases[:2]

    assert (newer.version, newer.previous) == ("1.2", "1.0.5")
    assert (older.version, older.tag, len(older.changes)) == ("1.0.5", "v1.1", 4)


SEPTEMBER = replace(
    FACTS,
    month=Month(2011, 9),
    window=Window(date(2011, 8, 1), date(2011, 9, 1)),
    read_until=date(2011, 9, 1),
    sightings=tuple(
        replace(said, evidence=replace(said.evidence, day=date(2011, 8, 3)))
        for said in (MAILED, BETAS)
    ),
    news=(),
)


def names(digest: Digest) -> list[str]:
    """Return what a digest tells of."""
    return [f"{release.project} {release.version}" for release in digest.releases]


def test_hidden_for_good() -> None:
    """What was hidden is not told when others announce it later, nor is it current."""
    first, history = issue(HIDE.format("alpha", "1.1") + HIDE.format("beta", "2.0"))

    second, _ = issue("", SEPTEMBER, history)

    assert (names(first), names(second)) == ([], [])
    assert [current.version for current in first.current] == ["1.0"]
    assert [current.version for current in second.current] == ["1.0"]


def test_told_in_another_issue() -> None:
    """What was hidden in one issue can be added to a later one."""
    _, history = issue(HIDE.format("alpha", "1.1"))
    text = '[[add]]\nproject="alpha"\nversion="1.1"\nday=2011-08-03\ntitle="x"\n'

    second, after = issue(f'{text}url="https://example.org/x"', SEPTEMBER, history)

    assert names(second) == ["alpha 1.1"]
    assert after.lasting.hide == ()
    assert "1.1" in [current.version for current in second.current]


def test_corrected_for_good() -> None:
    """What was no release, and what was renamed, is so in the facts of later issues."""
    text = '[[not_a_release]]\nmessage = "beta@example.org"\n'
    text += '[[rename]]\nproject = "alpha"\nversion = "1.1"\nto = "1.2"\n'
    _, history = issue(text)

    second, _ = issue("", SEPTEMBER, history)
    without, _ = issue("", SEPTEMBER)

    assert names(second) == []
    assert names(without) == ["alpha 1.1", "beta 2.0"]


def test_promise_kept() -> None:
    """A promise waits from issue to issue, is kept, and is heard of no more."""
    _, history = issue('[[promise]]\ntext = "how to stir"\nmonth = "2011-09"')
    october = replace(
        SEPTEMBER,
        month=Month(2011, 10),
        window=Window(date(2011, 9, 1), date(2011, 10, 1)),
        read_until=date(2011, 10, 1),
        sightings=(),
    )

    late, history = issue("", replace(SEPTEMBER, sightings=()), history)
    kept, history = issue('[[keep]]\npromise = "How to stir"', october, history)

    states = [
        [(m.news[0].title, m.state.value) for m in digest.matters if not m.news[0].url]
        for digest in (late, kept)
    ]
    assert states == [
        [
            ("how to stir", "overdue"),
            ("how to pour tea", "open"),
            ("how to warm the pot", "open"),
        ],
        [
            ("how to stir", "done"),
            ("how to pour tea", "open"),
            ("how to warm the pot", "open"),
        ],
    ]
    assert [news.turn for news in kept.news] == [Turn.KEPT]
    assert [m.news[0].title for m in history.waiting if not m.news[0].url] == [
        "how to pour tea",
        "how to warm the pot",
    ]


def test_the_whole_text_of_a_promise() -> None:
    """A promise whose text is the beginning of another one can be kept."""
    waiting = (promised("how to pour"), promised("how to pour tea"))
    history = replace(HISTORY, waiting=waiting)

    digest, _ = issue('[[keep]]\npromise = "how to pour"', FACTS, history)

    assert [m.news[0].title for m in digest.matters if m.done] == ["how to pour"]


def uncommented(data: bytes) -> Iterator[bytes]:
    """Yield each example of a draft as if it were used."""
    lines = [line.removeprefix("# ") for line in data.decode().splitlines()]
    tables = "\n".join(lines).split("\n[[")[1:]
    for table in tables:
        named, *rest = table.splitlines()
        fields = (line for line in rest if FIELD.match(line))
        yield "\n".join([f"[[{named}", *fields]).encode()


def test_a_draft_corrects_nothing() -> None:
    """A new file is comments, and the same for the same month."""
    draft = draft_corrections(corrected(""))

    assert read_corrections(draft, where=WHERE) == Corrections()
    assert draft == draft_corrections(corrected(""))


def test_examples_fit() -> None:
    """Each example of a new file can be used as it stands."""
    facts = replace(FACTS, news=(EVENT,))

    tables = list(uncommented(draft_corrections(corrected("", facts))))

    assert len(tables) == 12
    assert all(corrected(table, facts) for table in tables)


def test_examples_of_nothing() -> None:
    """A month in which nothing was found has examples all the same."""
    empty = Facts(month=FACTS.month, window=FACTS.window, read_until=FACTS.read_until)
    draft = draft_corrections(issue("", empty, History())[0])

    tables = list(uncommented(draft))

    assert len(tables) == 12
    assert all(read_corrections(table, where=WHERE) for table in tables)
    assert b"corosync" not in draft  # who writes may have never heard of it


HOSTILE = replace(
    EVENT, url='https://example.org/"]]\n[[hide]]', title='a"""\n[[hide]]\r\n\u2028'
)


def test_a_draft_of_hostile_facts() -> None:
    """Whatever facts hold, a new file is comments."""
    changes = (replace(RECORDS[0].changes[0], text='x"\n[[hide]]\n\0'),)
    facts = replace(
        FACTS, news=(HOSTILE,), records=(replace(RECORDS[0], changes=changes),)
    )

    draft = draft_corrections(corrected("", facts))

    assert read_corrections(draft, where=WHERE) == Corrections()


def test_a_value_of_its_own() -> None:
    """Things that name nothing, or two things, cannot be made."""
    with pytest.raises(ValueError, match="project and version of a release expected"):
        Hide()
    with pytest.raises(ValueError, match='"project" is needed for kind "release"'):
        Add(day=date(2011, 7, 1), title="x", url="https://example.org/")


GOOD = """\
# a comment of mine
[[hide]]
project = "beta"
version = "2.0"
[[redate]]
project = "alpha"
version = "1.1"
day = 2011-07-15
reason = "会議で聞きました"

[[pick]]
project = "alpha"
version = "1.1"
change = "Stir"
[[promise]]
text = "how to stir"
month = "2011-10"
"""
LINES = GOOD.splitlines(keepends=True)


def edits() -> st.SearchStrategy[bytes]:
    """Return files as people leave them: lines moved, cut, doubled, in conflict."""
    line = st.sampled_from([*LINES, "<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n", '"'])
    text = st.lists(line, max_size=30).map("".join)
    cut = st.integers(0, len(GOOD)).map(lambda at: GOOD[:at])
    moved = st.permutations(LINES).map("".join)
    written = st.one_of(text, cut, moved, st.text(max_size=60).map(GOOD.__add__))
    encoded = st.tuples(
        written, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "shift-jis"])
    )
    plain = encoded.map(lambda both: both[0].encode(both[1], errors="replace"))
    return st.one_of(plain, plain.map(lambda b: b.replace(b"\n", b"\r\n")))


@given(edits())
@example(GOOD.encode())
@example(b"[[hide]]\nproject='x'\nversion='\xed\xa0\x80'")
def test_any_edit(data: bytes) -> None:
    """Whatever people do to the file, all of it counts, or a line says what is wrong.

    What counts is every table that stands there.
    """
    try:
        digest = corrected(data)
    except DigestError as error:
        first = str(error).splitlines()[0]
        assert first.startswith(WHERE)
        assert len(first) > len(WHERE) + 5
        return
    text = data.decode("utf-8-sig")
    ours = [line for line in text.splitlines() if line.startswith("[[")]
    assert ("[[hide]]" in ours) == ("beta 2.0" not in names(digest))
    assert ("[[redate]]" in ours) == any(r.redated for r in digest.releases)
    assert ("[[promise]]" in ours) == any(not n.url for n in digest.news)


@given(st.permutations(["hide", "redate", "pick", "promise"]))
def test_the_order_of_tables(order: list[str]) -> None:
    """In which order corrections stand in the file makes no difference."""
    tables = {part.split("]]")[0]: part for part in GOOD.split("[[")[1:]}
    text = "".join(f"[[{tables[name]}" for name in order)

    assert corrected(text) == corrected(GOOD)
