"""Feeds as files: Atom (RFC 4287), RSS 2.0, JSON Feed 1.1."""

from __future__ import annotations

__all__ = ["written"]

import html
import json
import re

from email.utils import format_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from digest.site.feeds import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.site.feeds import Feed, Item

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# What XML cannot hold, however it is written.
UNHELD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Readers of RSS differ in whether a title is text or HTML; so it is both.
BRACKETS = str.maketrans("<>", "‹›")


def written(feed: Feed, site: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a feed with their paths below the site."""
    writers = {Format.ATOM: _atom, Format.RSS: _rss, Format.JSON: _json}
    for form, path in feed.paths.items():
        yield path, writers[form](feed, urljoin(site, path))


def _atom(feed: Feed, url: str) -> bytes:
    root = ET.Element("feed", {"xmlns": ATOM, LANGUAGE: feed.language})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", feed.updated.isoformat())
    _add(root, "link", rel="self", type=Format.ATOM.value, href=url)
    _add(root, "link", rel="alternate", type="text/html", href=feed.url)
    _add(_add(root, "author"), "name", feed.author)
    for item in feed.items:
        entry = _add(root, "entry")
        _add(entry, "id", item.id)
        _add(entry, "title", item.title)
        _add(entry, "link", rel="alternate", type="text/html", href=item.url)
        _add(entry, "published", item.published.isoformat())
        _add(entry, "updated", item.updated.isoformat())
        if item.summary:
            _add(entry, "summary", item.summary)
        _add(entry, "content", item.text, type="html")
    return _bytes(root)


def _rss(feed: Feed, url: str) -> bytes:
    spaces = {"xmlns:atom": ATOM, "xmlns:content": CONTENT}
    root = ET.Element("rss", {"version": "2.0", **spaces, LANGUAGE: feed.language})
    channel = _add(root, "channel")
    _add(channel, "title", feed.title.translate(BRACKETS))
    _add(channel, "link", feed.url)
    _add(channel, "description", feed.subtitle.translate(BRACKETS))
    _add(channel, "language", feed.language)
    _add(channel, "lastBuildDate", format_datetime(feed.updated))
    _add(channel, "atom:link", rel="self", type=Format.RSS.value, href=url)
    for item in feed.items:
        each = _add(channel, "item")
        _add(each, "title", item.title.translate(BRACKETS))
        _add(each, "link", item.url)
        _add(each, "guid", item.id, isPermaLink="false")
        _add(each, "pubDate", format_datetime(item.published))
        _add(each, "atom:updated", item.updated.isoformat())
        _add(each, "description", html.escape(item.summary))
        _add(each, "content:encoded", item.text)
    return _bytes(root)


def _json(feed: Feed, url: str) -> bytes:
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.subtitle,
        "home_page_url": feed.url,
        "feed_url": url,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [_item(item) for item in feed.items],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return f"{text}\n".encode(errors="replace")


def _item(item: Item) -> dict[str, str]:
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.text,
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
    }


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """Return a new element in another one."""
    element = ET.SubElement(parent, tag, attributes)
    element.text = UNHELD.sub("", text)
    return element


def _bytes(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
