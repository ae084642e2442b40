"""A catalogue with a place for every sentence that the pages show.

Nothing that stands in it changes: what is added are whole lines, after those that are
there or between them.
"""

from __future__ import annotations

__all__ = ["add_suggestions", "scaffold"]

import textwrap

from collections import defaultdict
from typing import TYPE_CHECKING

from babel.messages.pofile import normalize

from digest.inert import plain
from digest.memory import Memory
from digest.memory.blocks import BOM
from digest.memory.forms import BLANK, blanks_of, fill, normal_form, with_blanks
from digest.memory.suggestions import Suggestions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from digest.memory.entries import Catalogue
    from digest.memory.forms import Form
    from digest.memory.sentences import Occurrence
    from digest.memory.suggestions import Suggestion

HEADER = r"""# Upstream's sentences, and how they read here. Write what is missing into
# msgstr, with all blanks {1}, {2} ... in any order. Where a suggestion is
# right, take out "fuzzy".
msgid ""
msgstr ""
"Language: %s\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"""
WIDTH = 79


def scaffold(
    data: bytes,
    occurrences: Iterable[Occurrence],
    *,
    language: str,
    where: str,
    references: Sequence[Catalogue] = (),
) -> bytes:
    """Return the catalogue with an entry for each sentence and the releases it is in.

    A new entry is translated, and marked fuzzy, where a reference or an entry that was
    made obsolete translates the same sentence; one that translates a similar sentence
    is named in a comment.

    Raises:
        DigestError: If the catalogue cannot be read; see `Memory.read`.
    """
    memory = Memory.read(data, where=where)
    suggestions = Suggestions(memory.catalogue, references)
    added: defaultdict[int, list[str]] = defaultdict(list)
    end = len(memory.catalogue.lines)
    if not memory.catalogue.begun:
        added[end] += (HEADER % language).splitlines()
    for form, said in _by_form(occurrences):
        refs = tuple(dict.fromkeys(one.ref for one in said))
        if entry := memory.entry(form):
            new = [ref for ref in refs if ref not in entry.refs]
            added[entry.refs_at] += _ref_lines(new)
        else:
            example = f"{plain(said[0].release)}: {plain(said[0].sentence)}"
            comments = [f"#. {example}", *_ref_lines(refs)]
            added[end] += ["", *_entry_lines(form, comments, suggestions)]
    return _with_lines(memory.catalogue.lines, added)


def add_suggestions(
    data: bytes, suggestions: Mapping[str, Suggestion], *, where: str
) -> bytes:
    """Return the catalogue with suggestions where nothing is written, marked fuzzy.

    They are given by sentence, as it is upstream. One that lacks a piece of its
    sentence is not put in: no blank could stand for it.

    Raises:
        DigestError: If the catalogue cannot be read; see `Memory.read`.
    """
    memory = Memory.read(data, where=where)
    added: defaultdict[int, list[str]] = defaultdict(list)
    for sentence, suggestion in suggestions.items():
        form = normal_form(sentence)
        entry = memory.entry(form)
        if not entry or entry.translation or entry.refs_at in added:
            continue
        text = plain(suggestion.text).removeprefix(form.label)
        text = with_blanks(text, form.values)
        if len(blanks_of(text)) == len(form.values):
            written = entry.form.label + fill(text, entry.form.values)
            added[entry.refs_at] += [f"# {plain(suggestion.source)}", "#, fuzzy"]
            added[entry.end] += _string_lines(written)
    return _with_lines(memory.catalogue.lines, added)


def _by_form(
    occurrences: Iterable[Occurrence],
) -> Iterator[tuple[Form, list[Occurrence]]]:
    """Yield each form with words, and where it occurs."""
    found: dict[str, tuple[Form, list[Occurrence]]] = {}
    for one in occurrences:
        form = normal_form(one.sentence)
        if form.has_words:
            found.setdefault(form.key, (form, []))[1].append(one)
    yield from found.values()


def _entry_lines(
    form: Form, comments: Sequence[str], suggestions: Suggestions
) -> Iterator[str]:
    """Yield the lines of a new entry."""
    same = suggestions.same(form)
    if same:
        yield f"# {plain(same.source)}"
    elif similar := suggestions.similar(form):
        alike = f"{similar.source}, {similar.alike:.0%}"
        yield f"# {plain(alike)}: {plain(similar.sentence)} = {plain(similar.text)}"
    yield from comments
    # Another brace would be no such format, and msgfmt would complain of it.
    braced = form.values and not set("{}") & set(BLANK.sub("", form.text))
    flags = ["fuzzy"] * bool(same) + ["python-brace-format"] * bool(braced)
    if flags:
        yield f"#, {', '.join(flags)}"
    yield from f"msgid {normalize(form.text, width=WIDTH)}".split("\n")
    yield from f"msgstr {normalize(same.text if same else '', width=WIDTH)}".split("\n")


def _ref_lines(refs: Sequence[str]) -> list[str]:
    return textwrap.wrap(
        " ".join(refs),
        WIDTH,
        initial_indent="#: ",
        subsequent_indent="#: ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _string_lines(text: str) -> list[str]:
    """Return the lines that go on with an empty string."""
    return normalize(text, width=WIDTH).removeprefix('""\n').split("\n")


def _with_lines(lines: Sequence[str], added: Mapping[int, Sequence[str]]) -> bytes:
    """Return lines with others put in before those of an index."""
    newline = "\r\n" if any(line.endswith("\r\n") for line in lines) else "\n"
    first = lines[0] if lines else ""
    parts = [BOM] if first.startswith(BOM) else []
    lines = [first.removeprefix(BOM), *lines[1:]]
    for at in range(len(lines) + 1):
        for line in added.get(at, ()):
            if parts and not parts[-1].endswith(("\n", BOM)):
                parts.append(newline)
            parts.append(line + newline)
        parts += lines[at : at + 1]
    return "".join(parts).encode()
