"""Links of a built site that lead to none of its pages."""

from __future__ import annotations

__all__ = ["Dead", "dead_links"]

from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ADDRESSES = frozenset({"href", "src"})
NAMES = frozenset({"id", "name"})
INDEX = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Dead:
    """A link that leads nowhere: the page that has it, its address, what is amiss."""

    page: str
    address: str
    what: str


def dead_links(site: Path, at: str = "") -> tuple[Dead, ...]:
    """Return the links between pages of a site that lead nowhere, page by page.

    ``at`` is where the site is published: what lies below it is the site's, too. A link
    to a place on a page is dead where the page has no such place. Other sites are not
    asked. If ``at`` is left out, the address is what the front page says is its own.
    """
    folder = site.resolve()
    read = cache(_read)
    at = at or _own_address(folder / INDEX, read)
    found = (
        Dead(page=page.relative_to(folder).as_posix(), address=address, what=what)
        for page in sorted(folder.rglob("*.html"))
        for address in sorted(read(page).addresses)
        if (path := _path(address, page.relative_to(folder).as_posix(), at)) is not None
        for what in _amiss(folder, path, read)
    )
    return tuple(found)


def _own_address(front: Path, read: Callable[[Path], _Reader]) -> str:
    """Return where a site is published, none if its front page does not say it."""
    return urljoin(read(front).own, ".") if front.is_file() else ""


@dataclass(frozen=True, slots=True)
class _Target:
    """What a link leads to: a path in the site, and a place there."""

    path: str
    place: str


def _path(address: str, page: str, at: str) -> _Target | None:
    """Return what an address of a page leads to, none if that is another site."""
    own = urlsplit(at)
    try:
        parts = urlsplit(address)
    except ValueError:
        return _Target("\0", "")
    path = unquote(parts.path)
    if parts.scheme or parts.netloc:
        here = own.netloc and (parts.scheme or own.scheme, parts.netloc) == own[:2]
        if not here or not path.startswith(own.path):
            return None
    if not path:
        return _Target(page, unquote(parts.fragment))
    root = own.path if own.path and path.startswith(own.path) else "/"
    inside = path.removeprefix(root) if path[0] == "/" else join(dirname(page), path)
    end = "/" if path[-1] == "/" else ""
    return _Target(normpath(inside or ".") + end, unquote(parts.fragment))


def _amiss(
    folder: Path, target: _Target, read: Callable[[Path], _Reader]
) -> Iterator[str]:
    try:
        file = folder / target.path
        file = file / INDEX if file.is_dir() else file
        there = not target.path.startswith("../") and file.is_file()
    except (OSError, ValueError):  # no path can be so
        there = False
    if not there:
        yield "leads to no page"
    elif (
        target.place
        and file.suffix == ".html"
        and target.place not in read(file).places
    ):
        yield "leads to no place on its page"


class _Reader(HTMLParser):
    """Collects where a page leads, and the places that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: set[str] = set()
        self.places: set[str] = set()
        self.own = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of what an element says."""
        if tag == "link" and ("rel", "canonical") in attrs:
            self.own = dict(attrs).get("href") or ""
        for name, value in attrs:
            if name in ADDRESSES:
                self.addresses.add((value or "").strip())
            elif name in NAMES:
                self.places.add(value or "")


def _read(page: Path) -> _Reader:
    reader = _Reader()
    reader.feed(page.read_text("utf-8", errors="replace"))
    reader.close()
    return reader
