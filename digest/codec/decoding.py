"""Plain data to values, and to all that is wrong with it."""

from __future__ import annotations

__all__ = ["Like", "decode"]

import dataclasses
import json
import re
import types

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from digest.errors import DigestError, Problem
from digest.months import Month, Window

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(DAY.pattern + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}\+00:00")
TIMES = {date: DAY, datetime: MOMENT}


@dataclasses.dataclass(frozen=True, slots=True)
class Like:
    """What a text has to be like, beside being text: a pattern, and its name.

    A field says so by its type: ``Annotated[str, Like("a digit", "[0-9]")]``.
    """

    what: str
    pattern: str


def decode(kind: Any, data: object, problems: list[Problem], at: str = "$") -> Any:
    """Return plain data as a value of a type, telling every mistake in it.

    Each mistake is appended to ``problems`` with its path, which starts with ``at``.
    Where there are any, what is returned must not be used. Unknown keys are mistakes.
    """
    origin, arguments = _parts(kind)
    if origin is Annotated:
        return _decode_text(arguments[1], data, problems, at)
    if origin in {Union, types.UnionType}:
        return _decode_union(arguments, data, problems, at)
    if origin is tuple and isinstance(data, list):
        items = enumerate(data)
        return tuple(decode(arguments[0], x, problems, f"{at}[{i}]") for i, x in items)
    if origin is Mapping and isinstance(data, dict):
        pairs = data.items()
        return {k: decode(arguments[1], x, problems, f"{at}.{k}") for k, x in pairs}
    if dataclasses.is_dataclass(kind) and isinstance(data, dict):
        return _decode_fields(kind, data, problems, at)
    value = data
    if kind is not Any:
        try:
            value = _decode_scalar(kind, data)
        except (DigestError, ValueError):
            problems.append(Problem(f"{_named(kind)} expected, not {_told(data)}", at))
    return value


def _decode_text(like: Like, data: object, problems: list[Problem], at: str) -> Any:
    if not (isinstance(data, str) and re.fullmatch(like.pattern, data)):
        problems.append(Problem(f"{like.what} expected, not {_told(data)}", at))
    return data


def _decode_union(
    kinds: tuple[Any, ...], data: object, problems: list[Problem], at: str
) -> Any:
    """Return the data as the first of the types that takes it.

    Where one of them takes all but a part, that part is the mistake.
    """
    complaints: list[list[Problem]] = []
    for kind in kinds:
        complaints.append([])
        value = decode(kind, data, complaints[-1], at)
        if not complaints[-1]:
            return value
    names = " or ".join(map(_named, kinds))
    whole = [Problem(f"{names} expected, not {_told(data)}", at)]
    parts = (told for told in complaints if all(problem.at != at for problem in told))
    problems += next(parts, whole)
    return None


def _decode_fields(
    kind: Any, data: dict[str, object], problems: list[Problem], at: str
) -> Any:
    fields, known = _fields(kind), len(problems)
    problems += (
        Problem(f'unknown key "{key}"', f"{at}.{key}")
        for key in sorted(data.keys() - fields.keys())
    )
    problems += (
        Problem("required key missing", f"{at}.{name}")
        for name, (_, required) in fields.items()
        if required and name not in data
    )
    values = {
        name: decode(hint, data[name], problems, f"{at}.{name}")
        for name, (hint, _) in fields.items()
        if name in data
    }
    if len(problems) > known:
        return None
    try:
        return kind(**values)
    except ValueError as error:  # said by a value that looks at its fields together
        problems.append(Problem(str(error), at))
    return None


def _decode_scalar(kind: Any, data: object) -> Any:
    if kind is type(None) and data is None:
        return None
    if kind in {str, int, bool} and type(data) is kind:
        return data
    if kind is Window and isinstance(data, list):
        since, until = data
        return Window(_decode_scalar(date, since), _decode_scalar(date, until))
    if isinstance(data, str):
        if kind in TIMES and TIMES[kind].fullmatch(data):
            return kind.fromisoformat(data)
        if kind is Month:
            return Month.parse(data)
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return kind(data)
    raise ValueError(data)


@cache
def _parts(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return what a type is of, and with what."""
    return get_origin(kind), get_args(kind)


@cache
def _fields(kind: Any) -> dict[str, tuple[Any, bool]]:
    """Return the types of the fields of a value, and whether each has to be there."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        field.name: (
            hints[field.name],
            field.default is field.default_factory is dataclasses.MISSING,
        )
        for field in dataclasses.fields(kind)
    }


def _told(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, default=str)[:80]


def _named(kind: Any) -> str:
    """Return what a type is called in a message to a person."""
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return "one of " + ", ".join(kind)
    names = {
        str: "text",
        int: "a number",
        bool: "true or false",
        date: "a day such as 2011-07-26",
        datetime: "a moment such as 2011-07-26T08:15:00+00:00",
        Month: "a month such as 2011-08",
        Window: "two days",
        tuple: "a list",
        Mapping: "a table",
        type(None): "nothing",
    }
    return names.get(get_origin(kind) or kind, "a table")
