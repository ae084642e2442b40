"""What the search looks through: a script for each language, with its pages' text.

It is a script because a page that is opened as a file may load nothing else.
"""

from __future__ import annotations

__all__ = ["Entry", "add_search", "comparable", "search_script", "text_of"]

import json
import unicodedata

from dataclasses import asdict, dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

# The kinds of pages that are found; the others only lead to these.
FOUND = ("issue", "project", "tips", "glossary")
# Elements between whose letters no reader sees a space.
WORDS = "a abbr b cite code del dfn em i ins kbd mark q s samp small span strong"
MORE = "sub sup time var"
INLINE = {*WORDS.split(), *MORE.split()}
UNREAD = {"svg", "rt", "rp"}  # a chart has a table beside it
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


def add_search(
    languages: Iterable[str],
    pages: Collection[Page],
    config: MkDocsConfig,
    files: Files,
) -> None:
    """Add the scripts to the files of the site, one for the pages of each language."""
    for language in languages:
        script = search_script(_entries(pages, f"{language}/"))
        name = f"assets/search.{language}.js"
        files.append(File.generated(config, name, content=script))


def search_script(entries: Iterable[Entry]) -> str:
    """Return a script that defines the pages to search, in the order of addresses."""
    lines = (
        json.dumps(asdict(entry), ensure_ascii=False).translate(UNSAFE)
        for entry in sorted(entries, key=lambda entry: entry.url)
    )
    return "window.digestPages = [\n{}\n];\n".format(",\n".join(lines))


def text_of(html: str) -> str:
    """Return the words of a page's HTML, with a blank between what stands apart."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return comparable(" ".join("".join(reader.said).split()))


def comparable(text: str) -> str:
    """Return a text that has each letter where its NFKC in lower case has it.

    So the search compares the one and quotes the other. A letter that becomes several
    is written as these, such as … as three dots; all others stay as they are.
    """
    text = unicodedata.normalize("NFC", text)
    folded = {letter: _folded(letter) for letter in set(text)}
    longer = {
        ord(letter): became
        for letter, became in folded.items()
        if _length(letter) != _length(became)
    }
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


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _length(text: str) -> int:
    """Return the length of a text as a browser counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Reader(HTMLParser):
    """Notes what a page says."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs  # none of them is read
        if tag in UNREAD:
            self._unread.append(tag)
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._unread[-1:] == [tag]:
            self._unread.pop()
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.said.append(data)

    def _part(self, tag: str) -> None:
        if tag not in INLINE | UNREAD:
            self.said.append(" ")
