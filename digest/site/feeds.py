"""What the site's feeds tell: all issues of a language, each project's releases."""

from __future__ import annotations

__all__ = ["Feed", "Format", "Item", "feeds_of"]

from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from digest.inert import plain
from digest.site.excerpts import part_of, untitled, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from mkdocs.structure.pages import Page

    from digest.site.headed import Head, Place

ISSUES = 12  # a year of them in a feed
RELEASES = 24  # of a project


class Format(StrEnum):
    """How a feed is written; each is called what its media type is."""

    ATOM = "application/atom+xml"
    RSS = "application/rss+xml"
    JSON = "application/feed+json"

    @property
    def label(self) -> str:
        """What readers call it."""
        return {Format.ATOM: "Atom", Format.RSS: "RSS", Format.JSON: "JSON"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An issue or a release in a feed: its text is safe HTML with whole addresses.

    ``id`` stays when the page is moved.
    """

    id: str
    url: str
    title: str
    summary: str
    text: str
    published: datetime
    updated: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed, newest item first, and the paths at which it is written.

    ``url`` is the page that it belongs to, ``project`` is none for a feed of issues.
    """

    id: str
    url: str
    title: str
    subtitle: str
    author: str
    language: str
    items: tuple[Item, ...]
    paths: Mapping[Format, str]
    project: str | None = None

    @property
    def updated(self) -> datetime:
        """The moment of the newest change."""
        return max(item.updated for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An issue's page with its head and its text: safe HTML without charts in it."""

    page: Page
    head: Head
    text: str


def feeds_of(
    language: str, pages: Sequence[Page], told: Sequence[Told], base: str
) -> Iterator[Feed]:
    """Yield the feeds of a language: of its issues, and of each project with releases.

    ``pages`` are those of the language, ``told`` are its issues; drafts of a month that
    is not over are left out. ``base`` is what ids begin with, whatever the site's
    address is.

    Raises:
        PluginError: If an issue is in a time zone that nobody knows.
    """
    issues = sorted(
        (each for each in told if not each.head.early),
        key=lambda each: (each.head.date, each.page.file.src_uri),
        reverse=True,
    )
    fronts = [page for page in pages if page.meta.get("kind") == "front"]
    if not issues or not fronts:
        return
    front = fronts[0]
    known = {
        "author": plain(front.title),
        "language": language,
        "subtitle": front.meta["description"],
    }
    yield Feed(
        id=_id(front, base),
        url=_url(front),
        title=plain(front.title),
        items=tuple(_issue(each, base) for each in issues[:ISSUES]),
        paths={
            Format.ATOM: f"{language}/atom.xml",
            Format.RSS: f"{language}/rss.xml",
            Format.JSON: f"{language}/feed.json",
        },
        **known,
    )
    for page in pages:
        if page.meta.get("kind") == "project":
            yield from _project(page, issues, base, known)


def _project(
    page: Page, issues: Sequence[Told], base: str, known: Mapping[str, str]
) -> Iterator[Feed]:
    """Yield the feed of a project's releases, if issues tell of any."""
    name = page.meta.get("project")
    items = [
        _release(each, place, base)
        for each in issues
        for place in each.head.releases
        if place.project == name
    ]
    if items:
        items.sort(key=attrgetter("published"), reverse=True)
        place = page.file.src_uri.removesuffix(".md")
        yield Feed(
            id=_id(page, base),
            url=_url(page),
            title=f"{plain(page.title)} - {known['author']}",
            items=tuple(items[:RELEASES]),
            paths={
                Format.ATOM: f"{place}.atom.xml",
                Format.RSS: f"{place}.rss.xml",
                Format.JSON: f"{place}.feed.json",
            },
            project=name,
            author=known["author"],
            language=known["language"],
            subtitle=page.meta["description"],
        )


def _issue(told: Told, base: str) -> Item:
    page, head = told.page, told.head
    return Item(
        id=_id(page, base),
        url=_url(page),
        title=plain(page.title),
        summary=page.meta["description"],
        text=whole(untitled(told.text), _url(page)),
        published=head.moment(head.date),
        updated=head.moment(head.latest),
    )


def _release(told: Told, place: Place, base: str) -> Item:
    """Return a release as the part of an issue that tells of it.

    What was added later came when it was added.
    """
    came = told.head.moment(place.found or told.head.date)
    there = f"#{quote(place.anchor)}"
    return Item(
        id=_id(told.page, base) + there,
        url=_url(told.page) + there,
        title=plain(f"{place.name} {place.version}"),
        summary="",
        text=whole(part_of(told.text, place.anchor), _url(told.page)),
        published=came,
        updated=came,
    )


def _id(page: Page, base: str) -> str:
    """Return what a page is called for ever, however its address ends."""
    return urljoin(base, quote(page.file.src_uri.removesuffix(".md")))


def _url(page: Page) -> str:
    return page.canonical_url or page.url
