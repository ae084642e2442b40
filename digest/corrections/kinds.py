"""What kinds of texts stand in corrections."""

from __future__ import annotations

__all__ = ["AddKind", "Link", "Number", "Words"]

from enum import StrEnum
from typing import Annotated

from digest.codec import Like
from digest.versions import GRAMMAR

# What is on one line, and no control.
Words = Annotated[
    str, Like("words on one line", r" *+[^\x00-\x20\x7f][^\x00-\x1f\x7f]*")
]
Number = Annotated[str, Like("a version such as 1.4.1", f"(?i:{GRAMMAR})")]
Link = Annotated[
    str, Like("an http(s) address", r"(?i:https?://)[^\x00-\x20\x7f<>\"]+")
]


class AddKind(StrEnum):
    """What can be added: a release, or a kind of news."""

    RELEASE = "release"
    EVENT = "event"
    PROJECT = "project"
    LIST = "list"
    PACKAGING = "packaging"
    PLANNED = "planned"
    SECURITY = "security"
