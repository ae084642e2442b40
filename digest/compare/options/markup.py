"""Marked-up text to a tree, however broken or hostile it is.

XML parsers refuse a whole file for one stray ``&``, as shell scripts that print XML
have them, and know entities, external files and document types, none of which may
take effect here. This one reads tags, attributes and text, and nothing else: an
entity that the text declares itself stands for a few plain letters, any other for its
name.
"""

from __future__ import annotations

__all__ = ["Node", "read_markup"]

import html
import re

from dataclasses import dataclass, field
from html.entities import html5
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DEEP = 40  # levels; manual pages have 20, and what is deeper is read as its parent's

# Each alternative ends at the next "<" or runs to the end, so that no text is read
# more than twice.
TOKEN = re.compile(
    r"""<!--.*?(?:-->|\Z)
    | <!\[CDATA\[ (?P<raw>.*?) (?:\]\]>|\Z)
    | <!DOCTYPE [^\[>]*+ (?: \[ (?P<declared>.*?) (?:\]\s*>|\Z) | > | \Z )
    | <[!?][^>]*+>?
    | < (?P<end>/)? (?P<name>[A-Za-z_][\w.:-]*+)
        (?P<attributes> (?: [^<>"'] | "[^"<]*" | '[^'<]*' )*+ ) >
    """,
    re.DOTALL | re.VERBOSE,
)
ATTRIBUTE = re.compile(r"""(?<![\w.:-])([\w.:-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)')""")
ENTITY = re.compile(r"&(#?\w{1,32});")
DECLARED = re.compile(
    r"""<!ENTITY\s++([\w.-]++)\s++(?:"([^"&<]{0,64})"|'([^'&<]{0,64})')"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An element: its name without prefix, its attributes, and what is in it."""

    tag: str
    attributes: Mapping[str, str]
    children: tuple[Node | str, ...]

    @property
    def elements(self) -> Iterator[Node]:
        """The elements directly in it."""
        return (child for child in self.children if isinstance(child, Node))

    def every(self, *tags: str) -> Iterator[Node]:
        """Yield the elements of some names that are anywhere in it, in their order."""
        waiting = [*self.elements][::-1]
        while waiting:
            node = waiting.pop()
            if node.tag in tags:
                yield node
            waiting += [*node.elements][::-1]

    @property
    def text(self) -> str:
        """All text in it, on one line."""
        return " ".join("".join(_pieces(self)).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """An element that is being read."""

    tag: str
    attributes: Mapping[str, str]
    children: list[Node | str] = field(default_factory=list)


def read_markup(text: str) -> Node:
    """Return what a text marks up, as one element without a name.

    An element that is not closed ends where an outer one does; an end without a start
    is ignored.
    """
    opened = [_Open(tag="", attributes={})]
    known: dict[str, str] = {}
    at = 0
    for token in TOKEN.finditer(text):
        opened[-1].children.append(_plain(text[at : token.start()], known))
        at = token.end()
        if token["raw"]:
            opened[-1].children.append(token["raw"])
        elif token["declared"]:
            for name, one, other in DECLARED.findall(token["declared"]):
                known.setdefault(name, one or other)
        elif token["name"]:
            _follow(token, opened, known)
    opened[-1].children.append(_plain(text[at:], known))
    while len(opened) > 1:
        _close(opened)
    return _made(opened[0])


def _follow(
    token: re.Match[str], opened: list[_Open], known: Mapping[str, str]
) -> None:
    """Open or close the element that a tag names."""
    tag = token["name"].rpartition(":")[2].lower()
    if token["end"]:
        if tag in [element.tag for element in opened[1:]]:
            while _close(opened) != tag:
                pass
        return
    attributes = {
        name.lower(): _plain(one or other, known)
        for name, one, other in ATTRIBUTE.findall(token["attributes"])
    }
    empty = token["attributes"].rstrip().endswith("/")
    if empty or len(opened) <= DEEP:
        opened.append(_Open(tag=tag, attributes=attributes))
    if empty:
        _close(opened)


def _close(opened: list[_Open]) -> str:
    """Put the innermost element into the one around it, and return its name."""
    node = _made(opened.pop())
    opened[-1].children.append(node)
    return node.tag


def _made(element: _Open) -> Node:
    return Node(
        tag=element.tag,
        attributes=element.attributes,
        children=tuple(child for child in element.children if child),
    )


def _plain(text: str, known: Mapping[str, str]) -> str:
    """Return text with its entities replaced; an unknown one by its name."""

    def meant(match: re.Match[str]) -> str:
        name = match[1]
        if name.startswith("#"):
            return html.unescape(match[0])
        return known.get(name) or html5.get(f"{name};", name)

    return ENTITY.sub(meant, text)


def _pieces(node: Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _pieces(child)
