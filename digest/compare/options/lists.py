"""Lists of options in plain text: what ``--help`` prints, AsciiDoc, POD."""

from __future__ import annotations

__all__ = ["read_asciidoc", "read_help", "read_pod"]

import re

from itertools import pairwise
from typing import TYPE_CHECKING

from digest.compare.options.draft import Draft
from digest.compare.options.entries import is_aside

if TYPE_CHECKING:
    from digest.compare.options.entries import Entry

# "  -f, --file <file>   Read it"; what is said starts after two blanks, or below.
OPTION = re.compile(
    r"\s*(?P<term>-{1,2}[A-Za-z0-9?\[]\S*+(?: \S++){0,6}+)(?:\s\s+(?P<text>.*))?"
)
HEADING = re.compile(r"(?P<title>[A-Za-z][^:]{0,60}):")

# "*-f* 'file'::" of AsciiDoc; "=item B<-f> I<file>" of POD
LABEL = re.compile(r"(?P<term>\S.*?)(?P<mark>:{2,4}|;;)(?:\s+(?P<text>.*))?")
MARKS = re.compile(
    r"[*`+]++|'(?P<one>[\w -]{1,60})'|(?<![\w-])_(?P<other>[\w -]{1,60})_(?![\w-])"
)
RULE = re.compile(r"([-=~^.+_*])\1{3,}")
NEAR = 2  # letters that a rule may be longer or shorter than its title
TITLE = re.compile(r"=+ (?P<title>\S.*)")
COMMAND = re.compile(r"=(?P<word>[a-z]+[0-9]?)(?: +(?P<rest>.*))?")
CODE = re.compile(r"(?P<code>[A-Z])<(?P<text>[^<>]*)>")


class _List:
    """Entries that are being read."""

    def __init__(self) -> None:
        self.section = ""
        self._entries: list[Draft] = []
        self._current: Draft | None = None

    def start(self, title: str) -> None:
        """Start a section."""
        self.section = title
        self.close()

    def name(self, term: str, *, inside: bool = False) -> None:
        """Start an entry, inside the last one or beside it."""
        self._current = Draft(section=self.section, terms=[term])
        holder = (
            self._entries[-1].entries if inside and self._entries else self._entries
        )
        if not is_aside(self.section):
            holder.append(self._current)

    def name_also(self, term: str, *, inside: bool = False) -> None:
        """Name again an entry of which nothing is said yet, or start one."""
        if self._current and self._current.silent:
            self._current.terms.append(term)
        else:
            self.name(term, inside=inside)

    def say(self, line: str) -> None:
        """Add a line to what is said of the entry, if one is open."""
        if self._current:
            self._current.say(line)

    def close(self) -> None:
        """End the entry: what follows is not said of it."""
        self._current = None

    def entries(self) -> tuple[Entry, ...]:
        """Return what was read."""
        return tuple(draft.entry() for draft in self._entries)


def read_help(text: str) -> tuple[Entry, ...]:
    """Return the options that a command prints as its help.

    What is indented further than an option is said of it. A script is no such list,
    though it may have a line that starts with a dash.
    """
    found = _List()
    if text.startswith("#!"):
        return ()
    deep = 0
    for line in text.expandtabs().split("\n"):
        words = line.strip()
        indent = len(line) - len(line.lstrip())
        if option := OPTION.fullmatch(line.rstrip()):
            found.name(option["term"])
            found.say(option["text"] or "")
            deep = indent
        elif not words or indent > deep:
            found.say(words)
        else:
            title = HEADING.fullmatch(words)
            found.start(title["title"] if title and not indent else found.section)
    return found.entries()


def read_asciidoc(text: str) -> tuple[Entry, ...]:
    """Return what the labelled lists of a text describe.

    A paragraph that is neither indented nor joined by a ``+`` ends a list; what stands
    between rules is an example.
    """
    found = _List()
    example, apart, skip = "", False, False
    for line, after in pairwise([*text.split("\n"), ""]):
        words = line.strip()
        if skip or (example and words != example):
            skip = False
        elif RULE.fullmatch(words):
            example = "" if example else words
        elif title := _title(words, after.strip()):
            found.start(title)
            skip = TITLE.fullmatch(words) is None
        elif label := LABEL.fullmatch(words):
            inside = label["mark"] != "::"
            found.name_also(_marked(label["term"]), inside=inside)
            found.say(MARKS.sub(_words, label["text"] or ""))
        else:
            if apart and words and not line[0].isspace() and words != "+":
                found.close()
            found.say("" if words == "+" else MARKS.sub(_words, words))
        apart = not words
    return found.entries()


def read_pod(text: str) -> tuple[Entry, ...]:
    """Return what the items of a text describe, by its headings."""
    found = _List()
    levels = 0
    for line in text.split("\n"):
        command = COMMAND.fullmatch(line)
        word, rest = (command["word"], command["rest"] or "") if command else ("", "")
        if word == "over":
            levels += 1
        elif word == "back":
            levels = max(0, levels - 1)
        elif word == "item":
            found.name_also(CODE.sub(_term, rest), inside=levels > 1)
        elif word.startswith("head"):
            found.start(CODE.sub(r"\g<text>", rest))
            levels = 0
        elif not command:
            found.say(CODE.sub(_spoken, line.strip()))
    return found.entries()


def _title(words: str, after: str) -> str:
    """Return the title that a line of AsciiDoc is, if it is one."""
    if title := TITLE.fullmatch(words):
        return title["title"]
    ruled = RULE.fullmatch(after) and abs(len(after) - len(words)) <= NEAR
    return words if ruled and words else ""


def _marked(term: str) -> str:
    """Return a label without its marks, what stands for something else as ``<so>``."""
    return MARKS.sub(
        lambda m: f"<{so}>" if (so := m["one"] or m["other"]) else "", term
    )


def _words(match: re.Match[str]) -> str:
    return match["one"] or match["other"] or ""


def _spoken(match: re.Match[str]) -> str:
    """Return a part of what is said, code as code."""
    return f"`{match['text']}`" if match["code"] == "C" else match["text"]


def _term(match: re.Match[str]) -> str:
    """Return a part of an item: what is slanted stands for something else."""
    return f"<{match['text']}>" if match["code"] == "I" else match["text"]
