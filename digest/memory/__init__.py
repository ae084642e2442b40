"""What has been translated: upstream's sentences, and how they read in a language.

``content/memory/<language>.po`` is in gettext's PO, for people and their tools. An
entry is the whole of a change's text; its ``msgid`` is the normal form, in which
numbered blanks stand for what no translation may change::

    #. libqb 0.5.1: ipcs: Fix a leak in qb_ipcs_create() (rhbz#1234)
    #: libqb-0.5.1 libqb-0.6.0
    #, python-brace-format
    msgid "Fix a leak in {1} ({2})"
    msgstr "{1}のメモリリークを修正（{2}）"

So it serves all sentences that differ in nothing else, whatever label they have
("ipcs: "), in any case and with or without a last full stop. In the translation, blanks
may stand in another order, and all have to be there: python-brace-format makes PO
editors and msgfmt see to that. A person may also write a sentence out, without blanks;
that translation comes first for just this sentence, and serves others like any.

Entries marked fuzzy are shown as unsure; where there is no translation, or not one that
can be used, the page shows the English.
"""

from __future__ import annotations

__all__ = ["Memory", "State", "Translation"]

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from digest.errors import DigestError
from digest.inert import plain
from digest.memory.entries import read_catalogue
from digest.memory.forms import blanks_of, fill, fold, normal_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Self

    from digest.memory.entries import Catalogue, Entry
    from digest.memory.forms import Form

CLASH = "keep one of them, or mark one fuzzy; nothing was changed"


class State(StrEnum):
    """How far the translation of a sentence is, the farthest first."""

    DONE = "done"
    FUZZY = "fuzzy"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What a sentence reads like in another language.

    ``text`` is empty where it is missing. ``line`` is where the catalogue has it, zero
    if nowhere; ``why`` says why what stands there cannot be used.
    """

    text: str
    state: State
    line: int = 0
    why: str = ""


ORDER = tuple(State)
MISSING = Translation(text="", state=State.MISSING)


class Memory:
    """The translations of one language.

    Args:
        catalogue: Where they are.

    Raises:
        DigestError: If two entries that are not fuzzy translate a sentence differently.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._whole: defaultdict[str, list[Entry]] = defaultdict(list)
        self._forms: defaultdict[str, list[Entry]] = defaultdict(list)
        living = [entry for entry in catalogue.entries if not entry.obsolete]
        _refuse_clashes(living, catalogue.where)
        for entry in living:
            self._whole[fold(plain(entry.sentence))].append(entry)
            self._forms[entry.form.key].append(entry)

    @classmethod
    def read(cls, data: bytes, *, where: str) -> Self:
        """Return the translations in a file.

        Raises:
            DigestError: If it is no UTF-8, if a line of it is no PO, or if two entries
                that are not fuzzy translate a sentence differently.
        """
        return cls(read_catalogue(data, where=where))

    def look_up(self, sentence: str) -> Translation:
        """Return how a sentence reads; one without words reads as it is.

        What was written for just this sentence comes before what was written for all
        of its form, and what is done before what is fuzzy.
        """
        form = normal_form(sentence)
        if not form.has_words:
            return Translation(text=plain(sentence), state=State.DONE)
        told = self._candidates(plain(sentence), form)
        return min(told, key=lambda one: ORDER.index(one.state), default=MISSING)

    def entry(self, form: Form) -> Entry | None:
        """Return the first entry that is made for sentences of a form, if any is."""
        return next(iter(self._forms.get(form.key, ())), None)

    def count(self, sentences: Iterable[str]) -> Mapping[State, int]:
        """Return how many translations the sentences take, by how far they are.

        Those of one form take one, which is as far as the least of them is; those
        without words take none.
        """
        states: defaultdict[str, set[State]] = defaultdict(set)
        for sentence in sentences:
            form = normal_form(sentence)
            if form.has_words:
                states[form.key].add(self.look_up(sentence).state)
        counts = Counter(max(told, key=ORDER.index) for told in states.values())
        return {state: counts[state] for state in ORDER}

    def unusable(self, sentences: Iterable[str]) -> int:
        """Return how many translations stand there for sentences and cannot be used.

        Those of one form take one.
        """
        unsound = {
            key for key, told in self._forms.items() if not all(map(_fits, told))
        }
        if not unsound:
            return 0
        forms = ((each, normal_form(each).key) for each in sentences)
        doubtful = ((each, key) for each, key in forms if key in unsound)
        return len({key for each, key in doubtful if self.look_up(each).why})

    def _candidates(self, sentence: str, form: Form) -> Iterator[Translation]:
        bare = sentence.removeprefix(form.label)
        for label, words in dict.fromkeys((("", sentence), (form.label, bare))):
            for entry in self._whole.get(fold(words), ()):
                yield _translation(entry, label + entry.translation.strip())
        for entry in self._forms.get(form.key, ()):
            yield _filled(entry, form)


def _refuse_clashes(entries: Iterable[Entry], where: str) -> None:
    """See that no sentence has two translations that are not fuzzy.

    Raises:
        DigestError: If one has.
    """
    first: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        if entry.fuzzy or not entry.translation:
            continue
        other = first.setdefault((entry.context, entry.sentence), entry)
        if other.translation != entry.translation:
            what = f"translates what line {other.line} does, otherwise"
            raise DigestError(what, where=f"{where}:{entry.line}", hint=CLASH)


def _translation(entry: Entry, text: str) -> Translation:
    state = State.FUZZY if entry.fuzzy else State.DONE
    if not entry.translation.strip():
        text, state = "", State.MISSING
    return Translation(text=text, state=state, line=entry.line)


def _fits(entry: Entry) -> bool:
    """Return whether a translation, if there is one, has the blanks of its form."""
    return not entry.translation or blanks_of(entry.shared) == blanks_of(
        entry.form.text
    )


def _filled(entry: Entry, form: Form) -> Translation:
    """Return an entry's translation with the pieces of another sentence of its form."""
    shared, wanted = entry.shared.strip(), set(range(1, len(form.values) + 1))
    there = blanks_of(shared)
    lost, made_up = min(wanted - there, default=0), min(there - wanted, default=0)
    if shared and not lost and not made_up:
        return _translation(entry, form.label + fill(shared, form.values))
    why = f"{{{lost}}} is missing" if lost else f"{{{made_up}}} is made up"
    why = why if shared else ""
    return Translation(text="", state=State.MISSING, line=entry.line, why=why)
