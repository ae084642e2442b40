"""A manual page in DocBook, whole or in parts, to what it describes."""

from __future__ import annotations

__all__ = ["read_docbook"]

import re

from typing import TYPE_CHECKING

from digest.compare.options.entries import Entry, is_aside
from digest.compare.options.markup import read_markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.compare.options.markup import Node

EXAMPLE = re.compile(r"`[^`]*`")
TERMS = frozenset(("term", "glossterm"))
BODIES = frozenset(("listitem", "definition", "glossdef"))
LISTS = frozenset(("varlistentry", "drbdsetup_option", "glossentry"))
SECTIONS = re.compile(r"(?:ref|simple)?sect[1-5]?|section|refsynopsisdiv")
# Examples and index words say nothing of what an option does.
ASIDE = frozenset(
    ("indexterm", "programlisting", "screen", "remark", "example", "title")
)
CODE = re.compile(
    r"code|command|constant|envar|filename|literal|option|parameter|varname"
)
BLOCKS = re.compile(
    r"(?:formal|sim)?para|listitem|member|entry|note|warning|caution|important|tip"
    r"|literallayout|(?:itemized|ordered)list"
)


def read_docbook(text: str) -> Iterator[Entry]:
    """Yield what a page describes, place by place.

    DRBD's own elements are known: an option is described in ``drbdsetup_option``, and
    ``pick_drbdsetup_option`` puts it into a list. An included file that is called like
    a command of the page (``drbdsetup_attach.xml``) stands for its name.
    """
    root = read_markup(text)
    page = next((node.text for node in root.every("refname")), "")
    yield from _below(root, "", page)


def _below(node: Node, section: str, page: str) -> Iterator[Entry]:
    """Yield what is described in an element."""
    terms: list[str] = []
    for child in node.elements:
        if SECTIONS.fullmatch(child.tag):
            if not is_aside(title := _title(child)):
                yield from _below(child, title or section, page)
        elif child.tag in TERMS:
            terms.append(_line(child))
        elif child.tag == "include":
            terms += _command(child, page)
        elif child.tag == "pick_drbdsetup_option":
            name = child.attributes.get("name", "")
            yield Entry(terms=(name,), section=section, reference=True)
        elif child.tag in BODIES and terms:
            yield Entry(
                terms=tuple(terms),
                blocks=_blocks(child),
                entries=tuple(_below(child, section, page)),
                section=section,
            )
            terms = []
        elif child.tag not in ASIDE:
            yield from _below(child, section, page)
    for term in terms:
        yield Entry(terms=(term,), section=section)


def _title(node: Node) -> str:
    """Return what a section is called; a name in its title is what it is about."""
    title = next((child for child in node.elements if child.tag == "title"), None)
    if title is None:
        return ""
    names = [name.text for name in title.every("option", "command")]
    return names[0] if len(names) == 1 else title.text


def _command(include: Node, page: str) -> list[str]:
    """Return the command whose usage an included file shows."""
    stem = include.attributes.get("href", "").rpartition("/")[2].partition(".")[0]
    start = f"{page}_"
    return [stem.removeprefix(start)] if page and stem.startswith(start) else []


def _line(node: Node) -> str:
    """Return a term as it reads, with what stands for something else as ``<so>``."""
    return "".join(
        child if isinstance(child, str) else _piece(child)
        for child in node.children
        if isinstance(child, str) or child.tag not in ASIDE
    )


def _piece(node: Node) -> str:
    """Return a part of a term with the brackets that a manual page shows."""
    match node.tag:
        case "replaceable":
            line = _line(node)
            optional = line.startswith("[") and line.endswith("]")
            return f"[<{line[1:-1]}>]" if optional else f"<{line}>"
        case "arg" if _stands_for_something(node):
            return f"<{_line(node)}>"
        case "group":
            return "{" + "|".join(map(_line, node.elements)) + "}"
        case "optional":
            return f"[{_line(node)}]"
        case "arg" if node.attributes.get("choice", "opt") == "opt":
            return f"[{_line(node)}]"
    return _line(node)


def _stands_for_something(arg: Node) -> bool:
    """Return whether an argument is words alone: ``<arg>number-of-slots</arg>``."""
    return not any(arg.elements) and not arg.text.startswith("-")


def _blocks(body: Node) -> tuple[str, ...]:
    """Return the paragraphs of a description, without what is described within it.

    A paragraph that is code alone is an example.
    """
    blocks = (block.strip() for block in "".join(_text(body)).split("\0"))
    return tuple(block for block in blocks if block and not EXAMPLE.fullmatch(block))


def _text(node: Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, str):
            yield child.replace("\0", " ")
        elif BLOCKS.fullmatch(child.tag):
            yield "\0"
            yield from _text(child)
            yield "\0"
        elif CODE.fullmatch(child.tag):
            yield f"`{child.text}`"
        elif child.tag not in ASIDE and child.tag not in LISTS:
            yield from _text(child)
