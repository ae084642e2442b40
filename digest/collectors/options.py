"""What the options of a collector are like."""

from __future__ import annotations

__all__ = ["ARCHIVE", "ArchiveAddress", "PageTemplate", "RepositoryName", "WebAddress"]

from typing import Annotated

from digest.codec import Like

# Further addresses are made by adding to it, and nothing can be added to a query.
ARCHIVE = Like(
    'an http(s) address without "?" and "#"',
    r"https?://[^\s/?#@<>\"]+(?:/[^\s?#<>\"]*)?",
)

ArchiveAddress = Annotated[str, ARCHIVE]
WebAddress = Annotated[
    str, Like("an http(s) address", r"https?://[^\s/?#@<>\"]+(?:[/?][^\s#<>\"]*)?")
]
PageTemplate = Annotated[
    str,
    Like(
        'an http(s) address with "{message_id}" in it',
        r"(?:https?://[^\s/?#@<>\"{}]+[/?#][^\s<>\"{}]*\{message_id\}[^\s<>\"{}]*)?",
    ),
]
RepositoryName = Annotated[
    str, Like('a name such as "owner/project"', r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+")
]
