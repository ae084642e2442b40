"""The tables of ``notes/MONTH.toml``: what can be corrected, and what is said of it."""

from __future__ import annotations

__all__ = [
    "Add",
    "Hide",
    "NotARelease",
    "Pick",
    "Redate",
    "Rename",
]

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from digest.corrections.kinds import AddKind, Link, Number, Words
from digest.inert import web
from digest.merge import Key, version_of
from digest.model import Reason, Worded


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfRelease:
    """What is said of a release."""

    project: Words
    version: Words

    @property
    def key(self) -> Key:
        """The release that is meant, however its version is spelt."""
        return self.project, version_of(self.version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hide:
    """A release that is not shown, or news or a tip; ``url`` or ``message`` says which.

    ``message`` is a Message-ID.
    """

    project: Words = ""
    version: Words = ""
    url: Link = ""
    message: Words = ""
    reason: Words = ""

    def __post_init__(self) -> None:
        """See that one thing is meant.

        Raises:
            ValueError: If it is nothing, or several things.
        """
        release = bool(self.project and self.version)
        if [release, bool(self.url), bool(self.message)].count(True) != 1 or (
            bool(self.project or self.version) != release
        ):
            raise ValueError(
                "project and version of a release expected, or the url or message of "
                "news or a tip"
            )

    @property
    def key(self) -> Key | None:
        """The release that is meant, if it is one."""
        return (self.project, version_of(self.version)) if self.project else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick(_OfRelease):
    """A change of a release, by how its text begins."""

    change: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Redate(_OfRelease):
    """A release that is of another day than its sources say.

    The reason may be given in each language, by its code.
    """

    day: date
    reason: Words | Mapping[str, Words]

    def __post_init__(self) -> None:
        """See that there is a reason.

        Raises:
            ValueError: If it is in no language.
        """
        if not self.reason:
            raise ValueError("a reason is needed")

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the reason is said to be in."""
        return () if isinstance(self.reason, str) else tuple(self.reason)

    @property
    def words(self) -> Reason:
        """The reason, as the page tells it."""
        if isinstance(self.reason, str):
            return self.reason
        told = self.reason.items()
        return tuple(Worded(language=code, text=text) for code, text in told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Add:
    """A release or news that the sources lack, with the page that proves it."""

    day: date
    title: Words
    url: Link
    kind: AddKind = AddKind.RELEASE
    project: Words = ""
    version: Number = ""
    event_day: date | None = None

    def __post_init__(self) -> None:
        """See that it is whole.

        Raises:
            ValueError: If something is missing, or the address leads nowhere.
        """
        needs = {AddKind.RELEASE: ("project", "version"), AddKind.PLANNED: ("project",)}
        for name in needs.get(self.kind, ()):
            if not getattr(self, name):
                raise ValueError(f'"{name}" is needed for kind "{self.kind}"')
        if self.event_day and self.kind is AddKind.RELEASE:
            raise ValueError("event_day is for news; a release has its day")
        if not web(self.url):
            raise ValueError(f'no such address can be: "{self.url}"')

    @property
    def key(self) -> Key | None:
        """The release that is added, if it is one."""
        release = self.kind is AddKind.RELEASE
        return (self.project, version_of(self.version)) if release else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """A release whose version is ``to``, or news whose title is to be ``title``.

    Of a release only what is at ``url`` is meant, if that is said.
    """

    project: Words = ""
    version: Words = ""
    to: Number = ""
    url: Link = ""
    title: Words = ""

    def __post_init__(self) -> None:
        """See that one thing is meant.

        Raises:
            ValueError: If it is neither, or both.
        """
        release = bool(self.project and self.version and self.to)
        news = bool(self.url and self.title)
        if release == news or (news and (self.project or self.version or self.to)):
            raise ValueError(
                "project, version and to of a release expected, or the url and title "
                "of news"
            )

    @property
    def key(self) -> Key:
        """The release that is meant, as it was written."""
        return self.project, version_of(self.version)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotARelease:
    """A message, or a page, that was taken for a release and is none."""

    url: Link = ""
    message: Words = ""
    reason: Words = ""

    def __post_init__(self) -> None:
        """See that one is meant.

        Raises:
            ValueError: If it is none, or both.
        """
        if bool(self.url) == bool(self.message):
            raise ValueError("either the url or the message expected")
