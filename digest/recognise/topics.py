"""What a subject may be news of, beside a release."""

from __future__ import annotations

__all__ = ["Topic", "topics", "turn_of"]

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.model import Turn
from digest.recognise.subject import LONGEST
from digest.recognise.verdicts import VerdictKind
from digest.recognise.wording import (
    ANNOUNCED,
    ASKED,
    BROKEN,
    CHANGE,
    COMMIT,
    END,
    EVENT,
    LIST,
    NOTHING,
    OF_CHANGE,
    PACKAGING,
    RENAMED,
    REPORTED,
    SECURITY,
    TESTED,
    TURNS,
)

if TYPE_CHECKING:
    import re

    from collections.abc import Iterator

    from digest.recognise.letter import Title


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A kind of news, and how subjects speak of it.

    ``said`` is what they say, ``never`` what they only say of something else. What is
    ``ours`` names a project of ours.
    """

    kind: VerdictKind
    said: re.Pattern[str]
    never: re.Pattern[str] = NOTHING
    ours: bool = True

    def find(self, title: Title) -> re.Match[str] | None:
        """Return where a subject, or a label of it, speaks of it, if it does."""
        text = title.heading.text[:LONGEST]
        if self.never.search(text):
            return None
        return self.said.search(text) or self.said.search(title.heading.labels)


PROJECT = VerdictKind.PROJECT
TOPICS = (
    Topic(kind=VerdictKind.SECURITY, said=SECURITY, never=TESTED),
    Topic(kind=VerdictKind.LIST, said=LIST, ours=False),
    Topic(kind=VerdictKind.EVENT, said=EVENT, never=REPORTED, ours=False),
    Topic(kind=PROJECT, said=END, ours=False),
    Topic(kind=PROJECT, said=CHANGE, ours=False),
    Topic(kind=VerdictKind.PACKAGING, said=PACKAGING),
)


def topics(title: Title) -> Iterator[Topic]:
    """Yield what a subject may be news of, the most telling first."""
    text = title.heading.text[:LONGEST]
    if title.heading.closed or ASKED.search(text) or COMMIT.match(text):
        return
    broken = bool(BROKEN.search(text))
    for topic in TOPICS:
        if topic.ours and not title.projects:
            continue
        if broken and topic.kind is not VerdictKind.SECURITY:
            continue
        if topic.kind is PROJECT and not _is_of_project(title):
            continue
        if topic.find(title):
            yield topic


def turn_of(text: str) -> Turn:
    """Return what a text says has become of a matter."""
    found = (turn for turn, said in TURNS.items() if said.search(text))
    return next(found, Turn.NEW)


def _is_of_project(title: Title) -> bool:
    """Return whether a change is announced, or is of a project, and of nothing else."""
    if title.subject.framed or ANNOUNCED.match(title.heading.text):
        return True
    named = {name.lower() for name in RENAMED.findall(title.heading.text[:LONGEST])}
    words = {*title.line.before, *title.line.after} - named
    return bool(title.projects) and all(map(OF_CHANGE.fullmatch, words))
