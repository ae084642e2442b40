"""A tree to the HTML of a mail: with its few styles in it, and links that lead out."""

from __future__ import annotations

__all__ = ["letter_of", "reach"]

import re

from copy import deepcopy
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Mapping

# Programs that read mail know no style sheets, and some no colours of ours in the dark.
STYLES: Mapping[str, str] = {
    "blockquote": "margin:1em 0;padding:.1em 1em;border-left:4px solid #e2603d",
    "code": "font-family:monospace",
    "h1": "font-size:1.6em;line-height:1.3",
    "h2": "font-size:1.35em;margin-top:2em;border-bottom:2px solid #e2603d",
    "h3": "font-size:1.15em;margin-top:1.8em",
    "h4": "font-size:1em;margin-top:1.5em",
    "pre": "padding:.6em 1em;border:1px solid #b6a99b;white-space:pre-wrap",
    "summary": "font-weight:bold",
    "table": "border-collapse:collapse",
    "td": "padding:.2em .7em;border:1px solid #b6a99b;vertical-align:top",
    "th": "padding:.2em .7em;border:1px solid #b6a99b;text-align:left",
}
KEPT = {"align", "colspan", "href", "lang", "open", "rowspan", "start", "title"}
WHOLE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
EMPTY = re.compile(r"<span>([^<]*)</span>")


def letter_of(tree: ET.Element, address: str) -> str:
    """Return the HTML of a mail; links lead to where they lead from the address.

    What leads nowhere without an address stays as words. The first heading leads to the
    page.
    """
    tree = deepcopy(tree)
    for element in tree.iter():
        target = reach(element.get("href", ""), address)
        for name in (element.attrib.keys() - KEPT) | {"href"}:
            element.attrib.pop(name, None)
        if style := STYLES.get(element.tag):
            element.set("style", style)
        if target:
            element.set("href", target)
        elif element.tag == "a":
            element.tag = "span"
    if address:
        _lead(tree, address)
    tree.attrib.clear()
    html = ET.tostring(tree, encoding="unicode", method="html")
    return EMPTY.sub(r"\1", html.removeprefix("<div>").removesuffix("</div>"))


def reach(target: str, address: str) -> str:
    """Return where a link on the page at an address leads; nothing if nobody knows."""
    if WHOLE.match(target):
        return target
    return urljoin(address, target) if address and target else ""


def _lead(tree: ET.Element, address: str) -> None:
    """Make a link of the first heading."""
    heading = tree.find(".//h1")
    if heading is not None:
        words = "".join(heading.itertext())
        style = heading.get("style", "")
        heading.clear()
        heading.tail = "\n"
        heading.set("style", style)
        ET.SubElement(heading, "a", href=address).text = words
