"""Values to plain data, and plain data to JSON that reads well as a diff."""

from __future__ import annotations

__all__ = ["encode", "layout"]

import dataclasses
import json

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from digest.months import Month, Window

WIDTH = 160


def encode(value: object, *, sparse: bool = False) -> Any:
    """Return the value as plain data, ready for JSON.

    With ``sparse``, fields that have their default value are left out; `decode`
    puts them back.
    """
    match value:
        case Window():
            return [str(value.since), str(value.until)]
        case Month() | date():
            return _written(value)
        case tuple():
            return [encode(item, sparse=sparse) for item in value]
        case Mapping():
            return {key: encode(item, sparse=sparse) for key, item in value.items()}
        case _ if dataclasses.is_dataclass(value):
            kind = getattr(type(value), "kind", None)
            return ({"kind": kind} if isinstance(kind, str) else {}) | {
                field.name: encode(item, sparse=sparse)
                for field in dataclasses.fields(value)
                if (item := getattr(value, field.name)) != field.default or not sparse
            }
    return value


def _written(time: Month | date) -> str:
    if isinstance(time, datetime):  # a date, too, to Python
        return time.astimezone(UTC).isoformat(timespec="seconds")
    return str(time)


def layout(data: Any) -> str:
    """Return plain data as JSON that reads well as a diff.

    What fits on one line stands on one line; anything longer has a line for each of
    its items. Keys keep their order.
    """
    return _layout(data, "") + "\n"


def _layout(data: Any, indent: str, key: str = "") -> str:
    line = key + json.dumps(data, ensure_ascii=False)
    if len(indent) + len(line) < WIDTH or not (isinstance(data, dict | list) and data):
        return line
    deeper = indent + "  "
    if isinstance(data, dict):
        brackets = "{}"
        keys = {key: json.dumps(key, ensure_ascii=False) for key in data}
        items = [_layout(data[k], deeper, f"{keys[k]}: ") for k in data]
    else:
        brackets = "[]"
        items = [_layout(item, deeper) for item in data]
    body = f",\n{deeper}".join(items)
    return f"{key}{brackets[0]}\n{deeper}{body}\n{indent}{brackets[1]}"
