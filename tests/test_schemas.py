"""The schemas that are published take what we write, and refuse what we refuse."""

from __future__ import annotations

import copy
import json

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import pytest

from jsonschema import Draft202012Validator

from digest.codec import Like, decode, encode
from digest.model import Facts
from digest.months import Month, Window
from digest.schemas import FACTS, schema_of
from digest.store import Store
from tests.conftest import DATA, cases

if TYPE_CHECKING:
    from pathlib import Path

    from digest.errors import Problem

SCHEMA = schema_of(Facts, FACTS, "Facts")
# What a fully told month has of everything, so that each rule has something to refuse.
FULL = json.loads((DATA / "render" / "full.facts.json").read_text(encoding="utf-8"))
MISFITS: Mapping[str, tuple[list[str | int], Any]] = {
    "an unknown key": (["extra"], 1),
    "an unknown key inside": (["sightings", 0, "evidence", "colour"], "red"),
    "a number for text": (["sightings", 0, "version"], 14),
    "text for a number": (["tallies"], [{"source": "a", "messages": "many"}]),
    "true for a number": (["tallies"], [{"source": "a", "messages": True}]),
    "text for a list": (["gaps"], "none"),
    "a list for a table": (["records", 0], []),
    "null for text": (["sightings", 0, "project"], None),
    "a day without zeros": (["read_until"], "2011-8-1"),
    "a day with a blank": (["read_until"], " 2011-08-01"),
    "a day that no month has": (["read_until"], "2011-06-31"),
    "a month that no year has": (["read_until"], "2011-13-01"),
    "the year 0": (["read_until"], "0000-01-01"),
    "29 February 2011": (["read_until"], "2011-02-29"),
    "a moment for a day": (["read_until"], "2011-08-01T00:00:00+00:00"),
    "no month": (["month"], "2011-00"),
    "a month of long ago": (["month"], "0999-01"),
    "one day": (["window"], ["2011-07-01"]),
    "three days": (["window"], ["2011-07-01", "2011-08-01", "2011-09-01"]),
    "an unknown kind": (["sightings", 0, "evidence", "kind"], "rumour"),
    "a kind in capitals": (["sightings", 0, "evidence", "kind"], "TAG"),
    "a moment in another zone": (
        ["tags"],
        [
            {
                "project": "a",
                "version": "1",
                "name": "v1",
                "day": "2011-07-01",
                "at": "2011-07-01T08:00:00+09:00",
            }
        ],
    ),
}


def complaints(data: Any, schema: Any = SCHEMA) -> list[str]:
    """Return what a schema says against plain data."""
    checker = Draft202012Validator.FORMAT_CHECKER
    validator = Draft202012Validator(schema, format_checker=checker)
    return [error.message for error in validator.iter_errors(data)]


def problems(data: dict[str, Any]) -> list[Problem]:
    """Return what the codec says against the facts in plain data."""
    found: list[Problem] = []
    facts = {key: value for key, value in data.items() if key != "schema"}
    decode(Facts, facts, found)
    return found


def test_is_a_schema() -> None:
    """What is published is a schema itself, and every part of it is used."""
    Draft202012Validator.check_schema(SCHEMA)

    text = json.dumps(SCHEMA)
    for name in SCHEMA["$defs"]:
        assert f'"#/$defs/{name}"' in text
    assert text.count('"$ref"') > len(SCHEMA["$defs"])


@pytest.mark.parametrize(
    "path",
    [*cases("assemble", "*.facts.json"), *cases("render", "*.facts.json")],
    ids=lambda path: path.name,
)
def test_takes_our_cases(path: Path) -> None:
    """Every month of the tests fits."""
    month = json.loads(path.read_text(encoding="utf-8"))

    assert complaints({"schema": FACTS} | month) == []


def test_takes_what_is_saved(tmp_path: Path) -> None:
    """What the store saves fits."""
    known: list[Problem] = []
    facts = {key: value for key, value in FULL.items() if key != "schema"}
    month = decode(Facts, facts, known)
    store = Store(tmp_path)

    store.save(month)

    saved = next(tmp_path.rglob("*.json")).read_text(encoding="utf-8")
    assert not known
    assert complaints(json.loads(saved)) == []


def test_takes_every_key() -> None:
    """Keys may be there though they have their default value."""
    month = Facts(
        month=Month(2011, 8),
        window=Window(date(2011, 7, 1), date(2011, 8, 1)),
        read_until=date(2011, 8, 1),
    )

    assert complaints({"schema": FACTS} | encode(month)) == []


@pytest.mark.parametrize("what", MISFITS)
def test_refuses_what_the_codec_refuses(what: str) -> None:
    """What cannot be read as facts does not fit the schema."""
    keys, value = MISFITS[what]
    data = copy.deepcopy(FULL)
    at: Any = data
    for key in keys[:-1]:
        at = at[key]
    at[keys[-1]] = value

    assert problems(data)
    assert complaints(data)


@pytest.mark.parametrize("key", ["month", "window", "read_until"])
def test_refuses_what_is_missing(key: str) -> None:
    """What the facts need has to be there."""
    data = {name: value for name, value in FULL.items() if name != key}

    assert problems(data)
    assert complaints(data) == [f"'{key}' is a required property"]


@pytest.mark.parametrize("schema", [2, "1", None])
def test_refuses_other_layouts(schema: object) -> None:
    """Facts in another layout than the one that is told do not fit."""
    assert complaints(FULL | {"schema": schema}) == ["1 was expected"]


def test_tells_what_fields_mean() -> None:
    """Nouns and fields are explained in the words of the code."""
    facts = SCHEMA["properties"]

    assert facts["read_until"]["description"].startswith('"read_until" is the day')
    evidence = SCHEMA["$defs"]["Evidence"]
    assert "description" not in evidence["properties"]["title"]
    assert "page that proves" in evidence["description"]


def test_other_types() -> None:
    """Patterns, tables and anything at all have a schema, too."""

    @dataclass(frozen=True)
    class Noun:
        digit: Annotated[str, Like("a digit", "[0-9]")]
        table: Mapping[str, int]
        rest: Any = None

    Noun.__doc__ = None
    # Annotations are looked up where the module's are.
    Noun.__annotations__ = {
        "digit": Annotated[str, Like("a digit", "[0-9]")],
        "table": Mapping[str, int],
        "rest": Any,
    }

    schema = schema_of(Noun, 1, "A noun")

    fit = {"schema": 1, "digit": "1", "table": {"a": 1}}
    assert complaints(fit, schema) == []
    assert complaints(fit | {"rest": ["x"]}, schema) == []
    assert complaints(fit | {"digit": "12"}, schema)
    assert complaints(fit | {"table": {"a": "b"}}, schema)
