"""Text from outside to text that does nothing, in Markdown and in HTML."""

from __future__ import annotations

__all__ = [
    "anchor",
    "code",
    "comment",
    "inert",
    "link",
    "link_html",
    "page_link",
    "plain",
    "quoted",
    "quoted_html",
    "target",
    "web",
]

import html
import re
import unicodedata

from functools import lru_cache
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

# Controls, and what turns text round or hides in it: bidi marks, zero-width characters.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
MARKUP = re.compile(r"([\\`*_{}\[\]])")
ENTITIES = {ord("|"): "&#124;", ord("~"): "&#126;"}
# What makes a line a list, a heading or a rule, where it starts with it.
# Python-Markdown numbers lists in any digits, and takes "-- -" for a rule.
START = re.compile(r"\A(\d++(?=[.)](?:\s|\Z))|(?=[-+](?:[-\s]|\Z)|[#=]))(.)")
# What the end of a heading would lose.
END = re.compile(r"()(#)\Z")
# Code between backticks in upstream's words, if nothing in it could be markup.
CODE = re.compile(r"(?<![`\\])`((?:(?!\]:)[^`<>&\\])+)`(?!`)")
LIMIT = 2000  # Python-Markdown takes quadratic time over some lines
CUT = " […]"
NO_ID = re.compile(r"[^A-Za-z0-9._-]+")
WEB = re.compile(r"https?://", re.IGNORECASE)
# What may stand in an address as it is; the rest is percent-encoded.
URL = "/:?#@!$&*+,;=%~-._"
ENTITY = re.compile(r"&(?=#?[0-9A-Za-z]+;)")


def plain(text: object) -> str:
    """Return text as words on one line, with nothing unseen in it, cut if too long.

    It is not escaped.
    """
    seen = str(text)
    if not (seen.isascii() and seen.isprintable()):  # most are
        seen = unicodedata.normalize("NFC", UNSEEN.sub("", seen))
    words = " ".join(seen.split())
    return words if len(words) <= LIMIT else words[:LIMIT].rstrip() + CUT


def inert(text: object) -> Markup:
    """Return text as words that are no markup; what is markup already stays it."""
    if isinstance(text, Markup):
        return text
    return Markup(_at_rest(_escaped(plain(text))))  # noqa: S704 - escaped here


def quoted(text: str) -> Markup:
    """Return upstream's words, inert but for code between backticks."""
    parts = enumerate(CODE.split(plain(text)))
    words = "".join(f"`{p}`" if at % 2 else _escaped(p) for at, p in parts)
    return Markup(_at_rest(words))  # noqa: S704 - code has no markup in it, the rest is escaped


def quoted_html(text: str) -> Markup:
    """Return the same as `quoted`, for a place where Markdown is not read."""
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(plain(text)))))  # noqa: S704 - escaped first


def _escaped(words: str) -> str:
    escaped = html.escape(words, quote=False).translate(ENTITIES)
    # A link whose words have "]:" would define a reference, for all the backslashes.
    return MARKUP.sub(r"\\\1", escaped).replace("]:", "]&#58;")


def _at_rest(escaped: str) -> str:
    """Return escaped words that make nothing of the line that they stand on, either."""
    for edge in (START, END):
        escaped = edge.sub(lambda found: f"{found[1]}&#{ord(found[2])};", escaped)
    return escaped


def code(text: str) -> Markup:
    """Return lines as a code block, which nothing in them can end."""
    lines = (UNSEEN.sub("", line)[:LIMIT].rstrip() for line in text.splitlines())
    return Markup("\n".join(f"    {line}" for line in lines))  # noqa: S704 - an indented block is text


def comment(text: str) -> Markup:
    """Return words that can stand in an HTML comment, and cannot end it."""
    return Markup(re.sub("-(?=-)", "- ", plain(text)).replace(">", "›"))  # noqa: S704 - cannot close a comment


@lru_cache(maxsize=1 << 13)  # a commit is on many pages, in all languages
def web(url: str) -> str:
    """Return an address if it is one of the web, in safe letters, else nothing."""
    url = url.strip()
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return ""
    return quote(url, safe=URL, errors="ignore") if host and WEB.match(url) else ""


def link(text: object, url: str) -> Markup:
    """Return a link to a page of the web, or the words alone if it is no such page."""
    address = web(url)
    words = inert(text)
    href = ENTITY.sub("&amp;", address)
    return Markup(f"[{words}]({href})") if address else words  # noqa: S704 - both are made inert here


def link_html(text: object, url: str) -> Markup:
    """Return the same as `link`, for a place where Markdown is not read."""
    words = text if isinstance(text, Markup) else escape(plain(text))
    address = web(url)
    return Markup('<a href="{}">{}</a>').format(address, words) if address else words


def page_link(text: object, path: str, name: str = "") -> Markup:
    """Return a link to another page of ours, or to a place on it."""
    place = f"{quote(path)}#{_id(name)}" if name else quote(path)
    return Markup(f"[{inert(text)}]({place})")  # noqa: S704 - both are made inert here


def anchor(text: object, name: str) -> Markup:
    """Return a link to a place on the same page."""
    return Markup(f"[{inert(text)}](#{_id(name)})")  # noqa: S704 - both are made inert here


def target(name: str) -> Markup:
    """Return the place on a page that `anchor` links to."""
    return Markup('<a id="{}"></a>').format(_id(name))


def _id(name: str) -> str:
    return NO_ID.sub("-", name)
