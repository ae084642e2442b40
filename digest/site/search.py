"""What the search looks through: a script for each language, with its pages' text.

It is a script because a page that is opened as a file may load nothing else.
"""

from __future__ import annotations

__all__ = ["Entry", "comparable", "search_script", "search_scripts", "text_of"]

import json
import re
import unicodedata

from dataclasses import asdict, dataclass
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from mkdocs.structure.pages import Page

# The kinds of pages that are found; the others only lead to these.
FOUND = ("issue", "project", "tips", "glossary")
# In HTML that was made safe, where all that is opened is closed, and ">" may stand
# between quotes. A chart has a table beside it, which is to be found, not to be quoted.
UNREAD = re.compile(r"(?s)<(svg|rt|rp)\b.*?</\1>")
TABLE = re.compile(
    r'(?s)(<figure class="chart">.*?</figure>)\s*(<details>.*?</details>)'
)
REST = r'(?:[^<>"]++|"[^"]*+")*+>'
# Elements between whose letters no reader sees a space, and all others.
WORDS = "a abbr b cite code del dfn em i ins kbd mark q ruby s samp small span strong"
MORE = "sub sup time var"
INLINE = re.compile(rf"</?(?:{'|'.join([*WORDS.split(), *MORE.split()])})\b{REST}")
BLOCK = re.compile(rf"</?[a-z]{REST}")
# What would end a script, or a line in it.
UNSAFE = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page to be found; ``url`` is its address below the language's folder."""

    kind: str
    title: str
    url: str
    date: str
    text: str


def search_scripts(languages: Iterable[str], pages: Collection[Page]) -> dict[str, str]:
    """Return the scripts by where they are, one for the pages of each language."""
    return {
        f"assets/search.{language}.js": search_script(_entries(pages, f"{language}/"))
        for language in languages
    }


def search_script(entries: Iterable[Entry]) -> str:
    """Return a script that defines the pages to search, in the order of addresses."""
    lines = (
        json.dumps(asdict(entry), ensure_ascii=False).translate(UNSAFE)
        for entry in sorted(entries, key=lambda entry: entry.url)
    )
    return "window.digestPages = [\n{}\n];\n".format(",\n".join(lines))


def text_of(html: str) -> str:
    """Return the words of safe HTML, with a blank between what stands apart.

    The table of a chart comes last: the search quotes what it finds first.
    """
    read = UNREAD.sub("", html)
    tables = (table[2] for table in TABLE.finditer(read))
    read = "".join((TABLE.sub(r"\1", read), *tables))
    words = BLOCK.sub(" ", INLINE.sub("", read))
    return comparable(" ".join(unescape(words).split()))


def comparable(text: str) -> str:
    """Return a text that has each letter where its NFKC in lower case has it.

    So the search compares the one and quotes the other. A letter that becomes several
    is written as these, such as … as three dots; all others stay as they are.
    """
    text = unicodedata.normalize("NFC", text)
    longer = {ord(letter): made for letter in set(text) if (made := _longer(letter))}
    written = text.translate(longer)
    whole = _folded(text)  # such as half-width ｶﾞ, two letters that become one
    return written if _length(written) == _length(whole) else whole


def _entries(pages: Iterable[Page], folder: str) -> Iterator[Entry]:
    """Yield what can be found below a language's folder, of the pages that are made."""
    for page in pages:
        sought = page.meta["kind"] in FOUND and page.url.startswith(folder)
        if sought and page.content is not None:
            yield Entry(
                kind=page.meta["kind"],
                title=page.meta["title"],
                url=page.url.removeprefix(folder),
                date=str(page.meta.get("date", "")),
                text=text_of(page.content),
            )


@lru_cache(maxsize=1 << 14)  # pages are written in the same few thousand
def _longer(letter: str) -> str:
    """Return what a letter becomes if that is longer or shorter, else nothing."""
    became = _folded(letter)
    return became if _length(letter) != _length(became) else ""


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _length(text: str) -> int:
    """Return the length of a text as a browser counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
