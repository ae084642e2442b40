"""Charts of our own, put into a page in place of the images that show them.

A chart in the page takes the page's colours and letters, and can be pointed at. It is
put there after the page's HTML was made safe; so what is no chart of ours stays an
image, in which nothing runs.
"""

from __future__ import annotations

__all__ = ["drawn", "path_of", "with_charts"]

import html
import posixpath
import re

from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

SPACE = "{http://www.w3.org/2000/svg}"
IMAGE = r'<img((?: [a-z]+="[^"]*")*)>'
# An image that is a paragraph of its own is a figure; another one stays in its line.
ALONE = re.compile(rf"<p>{IMAGE}</p>")
ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
PLACE = re.compile(r"([A-Za-z-]+)/charts/[a-z0-9-]+\.svg")
LARGEST = 1_000_000  # bytes; a project's years take some ten thousand
DEEPEST = 8
ID = re.compile(r"chart-[a-z0-9-]+")
REFERENCE = re.compile(r"#chart-[a-z0-9-]+")
PAINT = re.compile(r"(?:var\(--[a-z-]+, #[0-9a-f]{3,6}\)|currentColor)")
NUMBERS = re.compile(r"[-+0-9.,% A-Za-z]*")
WORDS = {"title", "desc", "text"}
# What a chart is made of, and what each attribute may be.
PARTS = WORDS | {"circle", "defs", "g", "line", "path", "rect", "svg", "use"}
VALUES: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(("id", "aria-labelledby", "aria-describedby"), ID),
    **dict.fromkeys(("fill", "stroke"), PAINT),
    **dict.fromkeys(
        (
            "cx",
            "cy",
            "d",
            "dx",
            "fill-opacity",
            "font-size",
            "font-weight",
            "height",
            "overflow",
            "r",
            "rx",
            "stroke-dasharray",
            "stroke-linecap",
            "stroke-opacity",
            "stroke-width",
            "text-anchor",
            "width",
            "x",
            "x1",
            "x2",
            "y",
            "y1",
            "y2",
        ),
        NUMBERS,
    ),
    "class": re.compile("chart"),
    "href": REFERENCE,
    "role": re.compile("img"),
}


class _NoChart(Exception):  # noqa: N818 - no error: what is no chart stays an image
    """It has something in it that no chart of ours has."""


def with_charts(text: str, read: Callable[[str], str | None]) -> str:
    """Return a page's HTML with charts in place of images, each once.

    ``read`` returns what an image's address leads to, if that may be a chart. The
    HTML is one that was made safe: its images have no attributes but plain ones.
    """
    there: set[str] = set()

    def chart(match: re.Match[str], around: Markup) -> str:
        attributes = dict(ATTRIBUTE.findall(match[1]))
        source = html.unescape(attributes.get("src", ""))
        svg = None if source in there else drawn(read(source) or "")
        if svg is None:
            return match[0]
        there.add(source)
        return around.format(svg, html.unescape(attributes.get("alt", "")))

    figure = Markup('<figure class="chart"><figcaption>{1}</figcaption>{0}</figure>')
    text = ALONE.sub(lambda match: chart(match, figure), text)
    return re.sub(IMAGE, lambda match: chart(match, Markup("{0}")), text)


def path_of(source: str, url: str, languages: Collection[str]) -> str:
    """Return which file below ``content/`` an image shows, if charts are kept there.

    ``source`` is its address as seen from the page at ``url``.
    """
    place = posixpath.join(posixpath.dirname(url), unquote(source))
    found = PLACE.fullmatch(posixpath.normpath(place))
    return found[0] if found and found[1] in languages else ""


def drawn(text: str) -> Markup | None:
    """Return a chart as it stands in HTML, written anew; nothing if it is none of ours.

    What is not known to be harmless is none of ours: any other element or attribute,
    any address but one inside the chart, any declaration.
    """
    # No declaration, so no entities that grow, and nothing from elsewhere.
    if len(text) > LARGEST or "<!" in text or "<?" in text:
        return None
    try:
        root = ET.fromstring(text)  # noqa: S314 - nothing is declared in it
        if root.tag != f"{SPACE}svg" or root.get("class") != "chart":
            return None
        return Markup("".join(_written(root, 0)))  # noqa: S704 - all is known, or escaped
    except (ET.ParseError, _NoChart):
        return None


def _written(part: ET.Element, depth: int) -> Iterator[str]:
    """Yield an element as HTML reads it."""
    tag = part.tag.removeprefix(SPACE)
    if (
        tag == part.tag
        or tag not in PARTS
        or depth > DEEPEST
        or (tag in WORDS and len(part))
    ):
        raise _NoChart
    yield f"<{tag}"
    for name, value in part.items():
        if name not in VALUES or not VALUES[name].fullmatch(value):
            raise _NoChart
        yield f' {name}="{value}"'  # no value has a sign of HTML in it
    yield ">"
    if tag in WORDS:
        yield escape(part.text or "")
    for inside in part:
        yield from _written(inside, depth + 1)
    yield f"</{tag}>"
