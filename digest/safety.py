"""Words and HTML from outside, made harmless for the site."""

from __future__ import annotations

__all__ = ["plain", "safe"]

import re

import nh3

# Controls, and what turns text round or hides in it: bidi marks, zero-width characters.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff]"
)
PICTURE = re.compile(r"[\w.%-]+(?:/[\w.%-]+)*")  # a file of the site: no host, no scheme
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TAGS = """
    a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption
    figure hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub
    summary sup table tbody td tfoot th thead time tr ul var
""".split()


def plain(text: object) -> str:
    """Return what should be words as one line of words; it is not escaped."""
    return " ".join(UNSEEN.sub("", str(text)).split())


def safe(html: str) -> str:
    """Return HTML in which nothing runs, hides or calls another host.

    It is cleaned again after the unseen characters went, because one of them may be
    all that keeps ``&#8203;javascript:`` from being a scheme.
    """
    return CLEANER.clean(UNSEEN.sub("", CLEANER.clean(html)))


def _allowed(tag: str, name: str, value: str) -> str | None:
    """Return the value, unless it is a picture elsewhere or an id of the theme."""
    if tag == "img" and name == "src" and not PICTURE.fullmatch(value):
        return None
    return None if name == "id" and value.startswith("site-") else value


CLEANER = nh3.Cleaner(
    tags={*TAGS, *HEADINGS},
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
