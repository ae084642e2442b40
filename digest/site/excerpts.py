"""Safe HTML of a page, cut and made fit to be read elsewhere."""

from __future__ import annotations

__all__ = ["part_of", "untitled", "whole"]

import html
import re

from urllib.parse import urljoin

# A tag of safe HTML, whose attributes are all quoted, and one of its attributes.
TAG = re.compile(r'<(?:a|img)(?: [a-z-]+="[^"]*")+>')
ADDRESS = re.compile(r'(?<= )(href|src)="([^"]*)"')
TITLE = re.compile(r"(?s)<h1[^>]*>.*?</h1>\s*")
# A heading that a link can lead to begins a part of an issue.
PART = re.compile(r'<h[2-6][^>]*><a id="([^"]*)"[^>]*></a>')
HEADING = re.compile(r"(?s)<h([2-6])[^>]*>.*?</h\1>\s*")


def untitled(text: str) -> str:
    """Return a page without its title, which is told beside it."""
    return TITLE.sub("", text, count=1)


def part_of(text: str, anchor: str) -> str:
    """Return what stands below a heading, up to the next one that begins a part."""
    parts = list(PART.finditer(text))
    for at, part in enumerate(parts):
        if html.unescape(part[1]) == anchor:
            end = parts[at + 1].start() if parts[at + 1 :] else len(text)
            return HEADING.sub("", text[part.start() : end], count=1)
    return ""


def whole(text: str, url: str) -> str:
    """Return HTML in which every address is whole, as seen from the page at ``url``."""

    def made_whole(found: re.Match[str]) -> str:
        if found[2].startswith("https://"):
            return found[0]
        try:
            address = urljoin(url, html.unescape(found[2]))
        except ValueError:  # no address to any browser, either
            address = url
        return f'{found[1]}="{html.escape(address)}"'

    return TAG.sub(lambda tag: ADDRESS.sub(made_whole, tag[0]), text).strip()
