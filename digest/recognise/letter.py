"""A message, read: its subject taken apart, and what its text says."""

from __future__ import annotations

__all__ = ["Letter", "Title"]

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from digest.recognise.links import page_of
from digest.recognise.mentions import dissect
from digest.recognise.names import Names
from digest.recognise.signals import weigh
from digest.recognise.subject import Heading, Subject

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from digest.edition import Project
    from digest.message import Message
    from digest.recognise.mentions import Line
    from digest.recognise.signals import Signals


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A subject, read: what it mentions, and of what the talk is there.

    ``listed`` are the projects that its labels name; ``page`` says that it is the title
    of a release's page, on a forge.
    """

    heading: Heading
    line: Line
    subject: Subject
    names: Names
    listed: tuple[str, ...]
    page: bool

    @classmethod
    def of(cls, subject: str, projects: Sequence[Project], link: str = "") -> Self:
        """Return a subject, read; ``link`` is where its message is on the web."""
        heading, names = Heading.of(subject), Names.of(projects)
        page = page_of(link, projects)
        if page is not None:
            names = names.only(page)
        listed = dissect(heading.list_name, names).projects
        names = names.about(listed)
        line = dissect(heading.sentence, names)
        return cls(
            heading=heading,
            line=line,
            subject=Subject.of(heading, line),
            names=names.about(line.projects),
            listed=listed,
            page=bool(page),
        )

    @property
    def projects(self) -> tuple[str, ...]:
        """The projects it names, or its labels do, or the only one that is watched."""
        alone = (self.names.alone,) if self.names.alone else ()
        return self.line.projects or self.listed or alone

    @property
    def named(self) -> bool:
        """Whether it says whose its version is, or that something is out."""
        own = self.line.projects or self.listed or self.page
        return bool(own or self.subject.claim)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message, read. ``today`` is the day it was sent, if that is known."""

    title: Title
    text: Signals
    threaded: bool
    today: date | None

    @classmethod
    def of(cls, message: Message, title: Title) -> Self:
        """Return a message, read, given its title."""
        return cls(
            title=title,
            text=weigh(message.body, title.names),
            threaded=title.heading.forward
            or bool(message.in_reply_to or message.references),
            today=message.sent.date() if message.sent else None,
        )
