"""Safe HTML to a tree that can be walked, and shortened for a mail."""

from __future__ import annotations

__all__ = ["inline", "shortened", "tree_of", "words_of"]

from copy import deepcopy
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

DEEPEST = 60  # elements inside elements; what lies deeper lies side by side
FOLDED = 20  # items that a mail unfolds, if the page has the others
EMPTY = {"br", "hr", "img"}
TEXT = "blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p"
MORE = "pre summary table tbody td tfoot th thead tr ul caption"
BLOCKS = {*TEXT.split(), *MORE.split()}


def tree_of(html: str) -> ET.Element:
    """Return HTML that was made safe, and so has an end to each element, as a tree."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def shortened(tree: ET.Element, address: str) -> ET.Element:
    """Return a tree with words for its pictures, and without long folded lists.

    Of those a summary stays that leads to the page at the address; if there is none,
    they stay whole. What a chart shows is unfolded below its name.
    """
    tree = deepcopy(tree)
    for parent in list(tree.iter()):
        before: ET.Element | None = None
        for child in parent:
            if child.tag == "details" and before is not None and _pictured(before):
                _unfold(child)
            elif child.tag == "details" and address and _long(child):
                _fold(child, address)
            before = child
    for picture in tree.iter("img"):
        alt = picture.get("alt", "")
        picture.tag, picture.text = "strong", alt
        picture.attrib.clear()
    return tree


def inline(element: ET.Element) -> bool:
    """Return whether an element stands in a line, and has nothing else in it."""
    return not any(part.tag in BLOCKS for part in element.iter())


def words_of(element: ET.Element) -> str:
    """Return all that is said in an element, on a line."""
    return " ".join("".join(element.itertext()).split())


def _long(details: ET.Element) -> bool:
    return sum(1 for _ in details.iter("li")) > FOLDED


def _fold(details: ET.Element, address: str) -> None:
    """Make a link of what is folded."""
    said = [words_of(part) for part in details if part.tag == "summary"]
    tail = details.tail
    details.clear()
    details.tag, details.tail = "p", tail
    link = ET.SubElement(details, "a", href=address)
    link.text = " ".join(said) or address


def _pictured(element: ET.Element) -> bool:
    """Return whether a paragraph is a picture."""
    return [child.tag for child in element] == ["img"]


def _unfold(details: ET.Element) -> None:
    """Show what is folded; what sums it up says to look at it otherwise."""
    details.tag = "div"
    details.attrib.clear()
    for summary in details.findall("summary"):
        details.remove(summary)


class _Builder(HTMLParser):
    """Makes a tree of elements as they begin and end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = ET.Element("div")
        self._open = [self.root]
        self._deep = 0  # elements that are open and left out

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(self._open) > DEEPEST and tag not in EMPTY:
            self._deep += 1
            return
        values = {name: value or "" for name, value in attrs}
        element = ET.SubElement(self._open[-1], tag, values)
        if tag not in EMPTY:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        del tag  # what is safe ends in the order in which it began
        if self._deep:
            self._deep -= 1
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        last = self._open[-1]
        if len(last):
            last[-1].tail = (last[-1].tail or "") + data
        else:
            last.text = (last.text or "") + data
