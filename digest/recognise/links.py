"""What links say: whose release a page is of, and which a source is linked of."""

from __future__ import annotations

__all__ = ["linked", "links_source", "page_of"]

import re

from typing import TYPE_CHECKING

from digest.recognise.mentions import Mention
from digest.versions import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.edition import Project

LONGEST = 300
LINK = re.compile(r"https?://[^\s<>\"]{1,300}", re.IGNORECASE)
WEB = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
# https://github.com/corosync/corosync/releases/tag/v1.4.3, or a GitLab's /-/tags/1.2
PAGE = re.compile(
    r"(?P<repository>[^/]+(?:/[^/]+){2,3}?)/(?:-/)?"
    r"(?:releases/tag|releases|tags|archive/refs/tags|archive)(?:/(?P<tag>[^/?#]+))?",
    re.IGNORECASE,
)
PACKED = re.compile(r"(?i)(?:\.orig)?\.(?:tar(?:\.\w{1,4})?|tgz|tbz2?|txz|zip)\b")
NAMED = re.compile(r"(?P<name>[A-Za-z][\w+.-]*)[-_]v?(?P<version>[0-9].*)", re.ASCII)
APART = re.compile(r"[\s_-]+")


def page_of(link: str, projects: Sequence[Project]) -> tuple[str, ...] | None:
    """Return the projects whose release's page an address is.

    That is none of them for a page of somebody else's. If it is no such page, or we
    cannot know whose, there is no answer.
    """
    page = PAGE.match(WEB.sub("", link[:LONGEST], count=1))
    if not page:
        return None
    known = all(WEB.match(project.repository) for project in projects)
    return _owners(page["repository"], projects) or (() if known else None)


def linked(text: str, projects: Sequence[Project]) -> Iterator[Mention]:
    """Yield the versions of ours whose source, or whose page, a text links to."""
    for link in LINK.findall(text):
        address = WEB.sub("", link, count=1)
        packed = PACKED.search(address)
        if page := PAGE.match(address):
            owners = _owners(page["repository"], projects)
            tag = PACKED.split(page["tag"] or "")[0]
            yield from _tagged(tag, [p for p in projects if p.id in owners])
        elif packed:
            yield from _filed(address[: packed.start()].rpartition("/")[2], projects)


def links_source(text: str, versions: Sequence[str]) -> bool:
    """Return whether a text links to a source, or a page, of any of these versions."""
    for link in LINK.findall(text):
        address = WEB.sub("", link, count=1).lower()
        if PACKED.search(address) or PAGE.match(address):
            last = address.rpartition("/")[2]
            if any(version in last for version in versions):
                return True
    return False


def _filed(name: str, projects: Sequence[Project]) -> Iterator[Mention]:
    """Yield what a file holds, by its name: ``libqb-0.10.0``."""
    parts = NAMED.fullmatch(name)
    if not (parts and parse(parts["version"])):
        return
    words = APART.sub(" ", parts["name"].lower())
    for project in projects:
        called = (*project.aliases, project.id)
        if words in {APART.sub(" ", own.lower()) for own in called}:
            yield _mention(project, parts["version"])
    yield from _tagged(name, projects)


def _tagged(tag: str, projects: Sequence[Project]) -> Iterator[Mention]:
    for project in projects:
        matches = (pattern.fullmatch(tag) for pattern in project.tags)
        if match := next(filter(None, matches), None):
            yield _mention(project, match["version"])


def _owners(repository: str, projects: Sequence[Project]) -> tuple[str, ...]:
    wanted = repository.lower().removesuffix(".git")
    return tuple(p.id for p in projects if _place(p.repository) == wanted)


def _place(repository: str) -> str:
    return WEB.sub("", repository.lower().rstrip("/"), count=1).removesuffix(".git")


def _mention(project: Project, version: str) -> Mention:
    version = version.lower()
    return Mention(project=project.id, version=version, known=True, start=0, end=0)
