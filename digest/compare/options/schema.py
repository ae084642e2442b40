"""The attributes that a RELAX NG schema allows, as options of their elements."""

from __future__ import annotations

__all__ = ["read_schema"]

from typing import TYPE_CHECKING

from digest.compare.options.markup import read_markup
from digest.compare.options.option import Option, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.compare.options.markup import Node

FREE = frozenset(("optional", "choice", "zeroormore"))


def read_schema(text: str) -> Iterator[Option]:
    """Yield each attribute, with the element or pattern that has it as its section."""
    yield from _below(read_markup(text), "", required=True)


def _below(node: Node, section: str, *, required: bool) -> Iterator[Option]:
    for child in node.elements:
        name = child.attributes.get("name", "").strip()
        if child.tag == "attribute" and name:
            yield _option(child, name, section, required=required)
        elif child.tag in {"element", "define"} and name:
            yield from _below(child, name, required=True)
        else:
            free = child.tag in FREE
            yield from _below(child, section, required=required and not free)


def _option(node: Node, name: str, section: str, *, required: bool) -> Option:
    data = next(node.every("data"), None)
    words = dict.fromkeys(value.text for value in node.every("value") if value.text)
    return Option(
        name=name,
        section=section,
        usage=name,
        type=data.attributes.get("type", "") if data else "",
        values=tuple(Value(name=word) for word in words),
        required=required,
    )
