"""The HTML that pages become, made harmless."""

from __future__ import annotations

__all__ = ["safe"]

import re

import nh3

from digest.inert import UNSEEN

# A file of the site: no scheme, no host.
PICTURE = re.compile(r"[\w.%-]+(?:/[\w.%-]+)*")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TEXT = "a abbr b br cite code del dfn em i img ins kbd mark q s samp small span strong"
FLOW = "blockquote dd details div dl dt figcaption figure hr li ol p pre summary ul"
MORE = "caption rp rt ruby sub sup table tbody td tfoot th thead time tr var"


def safe(html: str) -> str:
    """Return HTML in which nothing runs, hides or calls another host.

    It is cleaned again if unseen characters went, because one of them may be all that
    keeps ``&#8203;javascript:`` from being a scheme.
    """
    clean = CLEANER.clean(html)
    seen = UNSEEN.sub("", clean)
    return clean if seen == clean else CLEANER.clean(seen)


def _allowed(tag: str, name: str, value: str) -> str | None:
    """Return the value, unless it is a picture elsewhere or an id of the theme."""
    if tag == "img" and name == "src" and not PICTURE.fullmatch(value):
        return None
    return None if name == "id" and value.startswith("site-") else value


CLEANER = nh3.Cleaner(
    tags={*HEADINGS, *TEXT.split(), *FLOW.split(), *MORE.split()},
    attributes={
        "*": {"lang", "title"},
        "a": {"href", "hreflang", "id"},
        "details": {"open"},
        "img": {"alt", "height", "src", "width"},
        "ol": {"start"},
        "td": {"align", "colspan", "rowspan"},
        "th": {"align", "colspan", "rowspan", "scope"},
        "time": {"datetime"},
        **{heading: {"id"} for heading in HEADINGS},
    },
    allowed_classes={"span": {"nowrap"}},
    attribute_filter=_allowed,
    url_schemes={"http", "https", "mailto"},
    # What may scroll sideways can be scrolled from the keyboard.
    set_tag_attribute_values={"pre": {"tabindex": "0"}, "table": {"tabindex": "0"}},
)
