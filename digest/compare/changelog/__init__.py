"""A changelog's text: the section of each version, and which of them are news."""

from __future__ import annotations

__all__ = ["Section", "between", "entries", "sections"]

from typing import TYPE_CHECKING

from digest.compare.changelog.dialects import cut
from digest.compare.changelog.entries import read_entries
from digest.compare.changelog.page import Page
from digest.compare.changelog.section import Section
from digest.compare.changelog.span import between

if TYPE_CHECKING:
    from digest.changes import Change


def sections(text: str) -> tuple[Section, ...]:
    """Return the sections of a changelog, in file order."""
    page = Page(text)
    cuts = cut(page)
    ends = [heading.at for _, heading in cuts[1:]] + [len(page.lines)]
    return tuple(
        Section(
            version=heading.version,
            name=heading.name,
            day=heading.day,
            said=heading.said,
            dialect=dialect,
            file=text,
            place=(heading.at, heading.body, end),
            lines=page.lines,
        )
        for (dialect, heading), end in zip(cuts, ends, strict=False)
    )


def entries(text: str) -> tuple[Change, ...]:
    """Return the entries of a body of text, such as a tag's message."""
    found = sections(text)
    before = text.removesuffix("".join(section.text for section in found))
    return read_entries(before) + tuple(
        change for section in found for change in section.changes
    )
