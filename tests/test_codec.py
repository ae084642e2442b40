"""Values become plain data and come back, or every mistake is told."""

from __future__ import annotations

import json

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import pytest

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.changes import Change, How
from digest.codec import Like, decode, encode, layout, read_toml
from digest.errors import DigestError
from digest.model import Evidence, EvidenceKind, Facts, News
from digest.months import Month, Window
from digest.release import Remark

if TYPE_CHECKING:
    from pathlib import Path

    from digest.errors import Problem

st.register_type_strategy(
    Month, st.builds(Month, st.integers(1000, 2999), st.integers(1, 12))
)
st.register_type_strategy(
    Window,
    st.tuples(st.dates(), st.dates())
    .filter(lambda days: days[0] < days[1])
    .map(lambda days: Window(*days)),
)
st.register_type_strategy(
    datetime,
    st.datetimes(min_value=datetime(1000, 1, 2)).map(  # noqa: DTZ001 - it gets its zone here
        lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
    ),
)
SCALARS = st.none() | st.booleans() | st.integers() | st.text()
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)
MOMENT = datetime(2011, 7, 26, 8, 15, 23, tzinfo=UTC)
MOMENT_EXPECTED = "a moment such as 2011-07-26T08:15:00+00:00 expected, not "
MAIL = {
    "kind": "mail",
    "source": "users",
    "url": "https://a.example/",
    "day": "2011-07-26",
    "title": "Corosync 1.4.1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd(Remark):
    """A remark with a part of every other sort."""

    kind: ClassVar[str] = "odd"
    how: How
    names: Mapping[str, Month]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digits:
    """Something with a text that is not any text."""

    code: Annotated[str, Like("a number in digits", "[0-9]+")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two texts that must not be the same."""

    one: str
    other: str

    def __post_init__(self) -> None:
        """See that they differ."""
        if self.one == self.other:
            raise ValueError("one and other must differ")


def problems_of(kind: Any, data: object) -> list[str]:
    """Return what is wrong with data, and where."""
    problems: list[Problem] = []
    decode(kind, data, problems)
    return [f"{problem.what} @ {problem.at}" for problem in problems]


def test_fields_that_do_not_go_together() -> None:
    """A value that refuses its fields is a mistake where it stands."""
    assert problems_of(Pair, {"one": "a", "other": "a"}) == [
        "one and other must differ @ $"
    ]
    assert problems_of(Pair, {"one": "a", "other": "b"}) == []


def test_text_that_is_like_something() -> None:
    """A text that has to be like something is refused with the name of that."""
    problems: list[Problem] = []

    value = decode(Digits, {"code": "123"}, problems)

    assert (value, problems) == (Digits(code="123"), [])
    assert problems_of(Digits, {"code": "12a"}) == [
        'a number in digits expected, not "12a" @ $.code'
    ]
    assert problems_of(Digits, {"code": 12}) == [
        "a number in digits expected, not 12 @ $.code"
    ]


@pytest.mark.parametrize("sparse", [True, False])
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(facts=st.from_type(Facts))
def test_there_and_back(facts: Facts, *, sparse: bool) -> None:
    """A month's facts are the same after they were data, defaults left out or not."""
    problems: list[Problem] = []

    data = json.loads(layout(encode(facts, sparse=sparse)))

    assert decode(Facts, data, problems) == facts
    assert not problems


@given(JSON)
def test_layout(data: Any) -> None:
    """Data is laid out as JSON of the same data, with its keys in their order."""
    text = layout(data)

    assert json.dumps(json.loads(text)) == json.dumps(data)
    assert text.endswith("\n")


SHORT = st.text('a月"', max_size=70)


@given(st.dictionaries(SHORT, st.lists(SHORT, max_size=9)))
def test_layout_in_lines(data: dict[str, list[str]]) -> None:
    """No line is too long for a diff, if no text in it is."""
    lines = layout(data).splitlines()

    assert max(map(len, lines)) <= 160
    assert len(lines) == 1 or lines[0] == "{"


def test_layout_reads_as_a_diff() -> None:
    """A list too long for a line has a line for each of its items."""
    data = {"月": ["a" * 70, "号" * 70, "c" * 70], "none": [], "few": {"a": 1}}

    text = layout(data)

    assert text == (
        "{\n"
        '  "月": [\n'
        f'    "{"a" * 70}",\n'
        f'    "{"号" * 70}",\n'
        f'    "{"c" * 70}"\n'
        "  ],\n"
        '  "none": [],\n'
        '  "few": {"a": 1}\n'
        "}\n"
    )


def test_sparse() -> None:
    """What has its default is left out, what has not stays."""
    change = Change(text="a", depth=1, refs=("b",))

    data = encode(change, sparse=True)

    assert data == {"text": "a", "depth": 1, "refs": ["b"]}


def test_encode_a_moment() -> None:
    """A moment is written in UTC and in whole seconds, whatever it was made of."""
    tokyo = timezone(timedelta(hours=9))
    moment = datetime(2011, 7, 26, 17, 15, 23, 500, tzinfo=tokyo)

    assert encode(moment) == "2011-07-26T08:15:23+00:00"


def test_encode_every_sort() -> None:
    """Each sort of value has its plain form; a remark says its kind first."""
    value = (
        Odd(how=How.ADDED, names={"a": Month(2011, 8)}),
        Window(date(2011, 7, 1), date(2011, 8, 1)),
    )

    data = encode(value)

    assert data == [
        {"kind": "odd", "how": "added", "names": {"a": "2011-08"}},
        ["2011-07-01", "2011-08-01"],
    ]
    assert next(iter(data[0])) == "kind"


@pytest.mark.parametrize(
    ("kind", "data", "value"),
    [
        (str, "a", "a"),
        (int, 3, 3),
        (bool, False, False),
        (Any, {"a": [1]}, {"a": [1]}),
        (date | None, None, None),
        (date | None, "2011-07-26", date(2011, 7, 26)),
        (datetime, "2011-07-26T08:15:23+00:00", MOMENT),
        (str | tuple[str, ...], ["a"], ("a",)),
        (EvidenceKind, "tag", EvidenceKind.TAG),
        (Mapping[str, Month], {"a": "2011-08"}, {"a": Month(2011, 8)}),
        (tuple[Window, ...], [], ()),
    ],
)
def test_decode(kind: Any, data: object, value: object) -> None:
    """Data that is as a type wants it becomes a value of that type."""
    problems: list[Problem] = []

    decoded = decode(kind, data, problems)

    assert (decoded, type(decoded), problems) == (value, type(value), [])


@pytest.mark.parametrize(
    ("kind", "data", "problem"),
    [
        (str, 1, "text expected, not 1"),
        (str, None, "text expected, not null"),
        (int, True, "a number expected, not true"),
        (int, 1.5, "a number expected, not 1.5"),
        (bool, 1, "true or false expected, not 1"),
        (date, "2011-7-26", 'a day such as 2011-07-26 expected, not "2011-7-26"'),
        (date, "2011-02-30", 'a day such as 2011-07-26 expected, not "2011-02-30"'),
        (
            date,
            date(2011, 7, 26),
            'a day such as 2011-07-26 expected, not "2011-07-26"',
        ),
        (datetime, "2011-07-26", MOMENT_EXPECTED + '"2011-07-26"'),
        (datetime, "2011-07-26T08:15:23Z", MOMENT_EXPECTED + '"2011-07-26T08:15:23Z"'),
        (
            datetime,
            "2011-07-26T24:00:00+00:00",
            MOMENT_EXPECTED + '"2011-07-26T24:00:00+00:00"',
        ),
        (
            date,
            "2011-07-26T08:15:23+00:00",
            'a day such as 2011-07-26 expected, not "2011-07-26T08:15:23+00:00"',
        ),
        (Month, "2011-13", 'a month such as 2011-08 expected, not "2011-13"'),
        (Window, ["2011-07-01"], 'two days expected, not ["2011-07-01"]'),
        (Window, ["2011-07-01", 1], 'two days expected, not ["2011-07-01", 1]'),
        (
            Window,
            ["2011-08-01", "2011-07-01"],
            'two days expected, not ["2011-08-01", "2011-07-01"]',
        ),
        (How, "gone", 'one of changed, added, removed expected, not "gone"'),
        (tuple[str, ...], "a", 'a list expected, not "a"'),
        (Mapping[str, str], ["a"], 'a table expected, not ["a"]'),
        (Change, "a", 'a table expected, not "a"'),
        (date | None, 1, "a day such as 2011-07-26 or nothing expected, not 1"),
        (str | tuple[str, ...], {}, "text or a list expected, not {}"),
        (str, ["月" * 100], f'text expected, not ["{"月" * 78}'),
    ],
)
def test_decode_tells(kind: Any, data: object, problem: str) -> None:
    """Data that is not is told with what was expected, in short."""
    told = problems_of(kind, data)

    assert told == [f"{problem} @ $"]


def test_decode_tells_every_mistake() -> None:
    """All the mistakes in a table are told in one go, each with its path."""
    data = {
        "month": "2011-08",
        "window": ["2011-07-01", "2011-08-01"],
        "sightings": [
            {"project": "a", "version": 1, "evidence": MAIL},
            {"project": "a", "version": "1", "evidence": MAIL | {"url": None, "x": 0}},
        ],
        "gaps": {},
        "colour": "red",
        "age": 3,
    }

    told = problems_of(Facts, data)

    assert told == [
        'unknown key "age" @ $.age',
        'unknown key "colour" @ $.colour',
        "required key missing @ $.read_until",
        "text expected, not 1 @ $.sightings[0].version",
        'unknown key "x" @ $.sightings[1].evidence.x',
        "text expected, not null @ $.sightings[1].evidence.url",
        "a list expected, not {} @ $.gaps",
    ]


@pytest.mark.parametrize(
    ("kind", "data", "problem"),
    [
        (str | tuple[str, ...], ["a", 3], "text expected, not 3 @ $[1]"),
        (Mapping[str, int] | str, {"a": "b"}, 'a number expected, not "b" @ $.a'),
        (News | None, {}, "required key missing @ $.kind"),
        (
            Evidence | None,
            MAIL | {"day": 0},
            "a day such as 2011-07-26 expected, not 0 @ $.day",
        ),
    ],
)
def test_decode_tells_which_part(kind: Any, data: object, problem: str) -> None:
    """Where data may be of several types, the mistake is in the one that it is like."""
    told = problems_of(kind, data)

    assert told[0] == problem


@given(JSON)
def test_decode_any_data(data: Any) -> None:
    """Whatever the data, decoding it raises nothing, and tells what is wrong."""
    problems: list[Problem] = []

    facts = decode(Facts, data, problems)

    assert problems
    assert not isinstance(facts, Facts)


def test_toml_nested_too_deep(tmp_path: Path) -> None:
    """A file whose lists are nested without end is refused like a broken one."""
    path = tmp_path / "deep.toml"
    path.write_text(f"a = {'[' * 100_000}", encoding="utf-8")

    with pytest.raises(DigestError) as caught:
        read_toml(path)

    assert str(caught.value).startswith(f"{path}: not TOML: ")
