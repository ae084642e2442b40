"""A catalogue in gettext's PO to what its entries mean, and where they can be added to.

Babel says what an entry means. It is asked for each by itself: what it would make of a
file, one entry of each sentence, has lost the others.
"""

from __future__ import annotations

__all__ = ["Catalogue", "Entry", "read_catalogue"]

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

from digest.errors import DigestError
from digest.inert import plain
from digest.memory.blocks import BOM, read_blocks, split_lines
from digest.memory.forms import BLANK, Form, normal_form, with_blanks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.memory.blocks import Block

ONE_HEADER = "keep one of them, or give it its sentence; nothing was changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A sentence and its translation, as a catalogue has them.

    ``line`` is the number of the line on which the sentence begins. ``refs`` are the
    places where it occurs; ``refs_at`` is the index of the line before which more of
    them can be put, ``end`` that of the line after the entry. Where entries have the
    same sentence, ``context`` may tell them apart.
    """

    line: int
    context: str
    sentence: str
    translation: str
    fuzzy: bool
    obsolete: bool
    refs: tuple[str, ...]
    refs_at: int
    end: int

    @property
    def form(self) -> Form:
        """The normal form of its sentence; one that has blanks is one already."""
        if BLANK.search(self.sentence):
            return Form(label="", text=plain(self.sentence), values=())
        return normal_form(self.sentence)

    @property
    def shared(self) -> str:
        """Its translation for all sentences of that form, or nothing if it has none.

        It has none if the label of its own sentence cannot be told from the rest.
        """
        form = self.form
        if not self.translation.startswith(form.label):
            return ""
        return with_blanks(self.translation.removeprefix(form.label), form.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """A file's lines as they are, and its entries in order, without the header.

    ``begun`` is whether there is any, be it the header.
    """

    where: str
    begun: bool
    lines: tuple[str, ...]
    entries: tuple[Entry, ...]


def read_catalogue(data: bytes, *, where: str) -> Catalogue:
    """Return what is in a file; obsolete entries are among the others.

    Raises:
        DigestError: If it is no UTF-8, a line of it is no PO, or it has two headers.
    """
    lines = split_lines(data, where=where)
    entries = [_entry(lines, block) for block in read_blocks(lines, where=where)]
    said = tuple(entry for entry in entries if entry.sentence)
    headers = (entry for entry in entries if not (entry.sentence or entry.obsolete))
    for other in islice(headers, 1, None):
        at, what = f"{where}:{other.line}", 'a second header, msgid ""'
        raise DigestError(what, where=at, hint=ONE_HEADER)
    return Catalogue(where=where, begun=bool(entries), lines=lines, entries=said)


def _entry(lines: Sequence[str], block: Block) -> Entry:
    comments = {at: lines[at].strip(f"{BOM} \t\r\n") for at in block.comments}
    refs = [at for at, said in comments.items() if said.startswith("#:")]
    flags = [said for said in comments.values() if said.startswith("#,")]
    below = [at for at, said in comments.items() if said.startswith(("#,", "#|"))]
    sentence, translation, fuzzy = _meaning(flags, block)
    return Entry(
        line=block.at("msgid") + 1,
        context="".join(string for _, string in block.parts.get("msgctxt", ())),
        sentence=sentence,
        translation=translation,
        fuzzy=fuzzy,
        obsolete=block.obsolete,
        refs=tuple(ref for at in refs for ref in comments[at][2:].split()),
        refs_at=refs[-1] + 1 if refs else min([*below, block.first]),
        end=block.last + 1,
    )


def _meaning(flags: Sequence[str], block: Block) -> tuple[str, str, bool]:
    """Return sentence, translation, and whether that is fuzzy; of several the first.

    The header, which translates nothing, says nothing here: Babel would read the dates
    in it, and refuse those that are none.
    """
    said = [[string for _, string in strings] for strings in block.parts.values()]
    keys = [key.partition("[")[0] for key in block.parts]
    texts = dict(zip(reversed(keys), reversed(said), strict=True))
    if set(texts["msgid"]) == {'""'}:
        return "", "", False
    told = [
        line
        for key in ("msgid", "msgstr")
        for line in (f"{key} {texts[key][0]}", *texts[key][1:])
    ]
    message = next(m for m in read_po([*flags, *told], abort_invalid=True) if m.id)
    return str(message.id), str(message.string), message.fuzzy
