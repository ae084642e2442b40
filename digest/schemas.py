"""The nouns as JSON Schema, so that programs can check what we publish.

A schema refuses what `digest.codec` refuses, as far as the language of schemas goes:
that a window ends after it starts is beyond it.
"""

from __future__ import annotations

__all__ = ["FACTS", "schema_of"]

import dataclasses
import re
import types

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from digest.months import MONTH, Month, Window

FACTS = 1  # the version of what is promised of the facts
DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

# Days that there are; whether 29 February is one, "format" knows.
DAY = (
    "(?!0000)[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9]))"
)
MOMENT = rf"{DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\+00:00"
PLAIN: Mapping[Any, Schema] = {
    Any: {},
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    types.NoneType: {"type": "null"},
}
A_DAY = {"$ref": "#/$defs/Day"}
TIMES: Mapping[Any, tuple[str, Schema]] = {
    date: ("Day", {"type": "string", "format": "date", "pattern": f"^(?:{DAY})$"}),
    datetime: (
        "Moment",
        {"type": "string", "format": "date-time", "pattern": f"^{MOMENT}$"},
    ),
    Month: ("Month", {"type": "string", "pattern": f"^{MONTH.pattern}$"}),
    Window: (
        "Window",
        {
            "description": "Two days: the first one, and the first one behind it.",
            "type": "array",
            "prefixItems": [A_DAY, A_DAY],
            "items": False,
            "minItems": 2,
        },
    ),
}
SENTENCE = re.compile(r"(?<=\.)\s+")


def schema_of(kind: type, version: int, title: str) -> Schema:
    """Return the schema of a file that holds a value, below the ``schema`` it is of.

    ``kind`` is a dataclass; ``version`` is what the file says under ``schema``.
    """
    defs: Schema = {}
    _ref(kind, defs)
    whole = defs.pop(kind.__name__)
    return {
        "$schema": DIALECT,
        "title": title,
        **whole,
        "properties": {
            "schema": {"const": version, "description": "The version of this layout."},
            **whole["properties"],
        },
        "required": ["schema", *whole["required"]],
        "$defs": dict(sorted(defs.items())),
    }


def _schema(kind: Any, defs: Schema) -> Schema:
    """Return the schema of a type; those of nouns are put into ``defs``."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return {"type": "string", "pattern": f"^(?:{arguments[1].pattern})$"}
    if origin in {Union, types.UnionType}:
        return {"anyOf": [_schema(each, defs) for each in arguments]}
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0], defs)}
    if origin is Mapping:
        values = _schema(arguments[1], defs)
        return {"type": "object", "additionalProperties": values}
    if kind in TIMES:
        name, said = TIMES[kind]
        defs |= {"Day": TIMES[date][1], name: said}
        return {"$ref": f"#/$defs/{name}"}
    return PLAIN[kind] if kind in PLAIN else _ref(kind, defs)


def _ref(kind: Any, defs: Schema) -> Schema:
    """Return where the schema of a noun is, once it is there."""
    name = kind.__name__
    if name not in defs:
        defs[name] = {}  # before its parts ask for it
        named = issubclass(kind, StrEnum)
        defs[name] = _words_of(kind) if named else _object(kind, defs)
    return {"$ref": f"#/$defs/{name}"}


def _words_of(kind: type[StrEnum]) -> Schema:
    return {"description": _said(kind), "enum": [str(word) for word in kind]}


def _object(kind: Any, defs: Schema) -> Schema:
    """Return the schema of a dataclass: its fields, and no others."""
    hints = get_type_hints(kind, include_extras=True)
    fields = dataclasses.fields(kind)
    return {
        "description": _said(kind),
        "type": "object",
        "properties": {
            field.name: _schema(hints[field.name], defs) | _about(kind, field.name)
            for field in fields
        },
        "required": [
            field.name
            for field in fields
            if field.default is field.default_factory is dataclasses.MISSING
        ],
        "additionalProperties": False,
    }


def _said(kind: type) -> str:
    """Return what the code says of a noun, in one line."""
    return " ".join((kind.__doc__ or "").split()).replace("``", '"')


def _about(kind: type, name: str) -> Schema:
    """Return what the code says of a field: the sentences that name it."""
    sentences = SENTENCE.split(_said(kind))
    said = " ".join(each for each in sentences if f'"{name}"' in each)
    return {"description": said} if said else {}
