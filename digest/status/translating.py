"""What is left to translate of an issue."""

from __future__ import annotations

__all__ = ["Translated", "on_memory"]

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.errors import DigestError
from digest.memory import Memory, State
from digest.memory.checks import check_catalogue
from digest.memory.forms import normal_form
from digest.memory.unused import find_unused
from digest.status.chore import Detail, What, chore_of, of_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.glossary import Glossary
    from digest.memory import Translation
    from digest.status.chore import Chore

ORDER = tuple(State)


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """The translations into a language, as they are in their file.

    ``sentences`` are those that the issue shows, ``others`` those of other issues; if
    these are not known, what no page uses is not, either. ``unread`` is why the file
    cannot be read, if it cannot.
    """

    language: str
    where: str
    data: bytes
    sentences: tuple[str, ...]
    glossary: Glossary
    others: tuple[str, ...] | None = None
    unread: DigestError | None = None


def on_memory(translated: Translated) -> Iterator[Chore]:
    """Yield what is left to do for a language's translations of an issue.

    Sentences that share a translation count once. What the rest of the catalogue
    lacks is no chore of this issue.
    """
    where, language = translated.where, translated.language
    try:
        if translated.unread:
            raise translated.unread
        memory = Memory.read(translated.data, where=where)
    except DigestError as error:
        yield from chore_of(What.BROKEN, of_error(error), language=language)
        return
    left: defaultdict[What, list[Detail]] = defaultdict(list)
    forms = _by_form(translated, memory)
    for sentence, found in forms.values():
        if found.state is State.DONE:
            continue
        what = What.FUZZY if found.state is State.FUZZY else What.UNTRANSLATED
        what = What.UNUSABLE if found.why else what
        said = f"{sentence}: {found.why}" if found.why else sentence
        left[what].append(Detail(where=_at(where, found.line), said=said))
    missing = [s for s, one in forms.values() if one.state is State.MISSING]
    left[What.UNUSED] += _unused(translated, memory, frozenset(forms), missing)
    told = {detail.where for detail in left[What.UNUSABLE]}
    seeming = _doubtful(translated, memory, frozenset(forms))
    left[What.DOUBTFUL] += (each for each in seeming if each.where not in told)
    for what, details in left.items():
        yield from chore_of(what, details, language=language)


def _by_form(
    translated: Translated, memory: Memory
) -> dict[str, tuple[str, Translation]]:
    """Return by form the sentence whose translation is the least far, and that."""
    least: dict[str, tuple[str, Translation]] = {}
    for sentence in translated.sentences:
        form = normal_form(sentence)
        if not form.has_words:
            continue
        found = memory.look_up(sentence)
        known = least.get(form.key)
        if known is None or ORDER.index(known[1].state) < ORDER.index(found.state):
            least[form.key] = sentence, found
    return least


def _unused(
    translated: Translated,
    memory: Memory,
    forms: frozenset[str],
    missing: Sequence[str],
) -> Iterator[Detail]:
    """Yield the translations that fit nothing, and what they seem to be meant for."""
    if translated.others is None or not missing:
        return
    used = forms.union(normal_form(each).key for each in translated.others)
    for found in find_unused(memory.catalogue, used, missing):
        where = _at(translated.where, found.entry.line)
        said = f"unused translation: {found.entry.sentence}; nearest: {found.sentence}"
        yield Detail(where=where, said=said)


def _doubtful(
    translated: Translated, memory: Memory, forms: frozenset[str]
) -> Iterator[Detail]:
    """Yield the translations that something seems to be wrong with.

    An entry that stands there twice is told once.
    """
    mine = {
        (entry.context, entry.sentence, entry.translation): entry
        for entry in reversed(memory.catalogue.entries)
        if entry.form.key in forms and not (entry.fuzzy or entry.obsolete)
    }
    checked = check_catalogue(
        replace(memory.catalogue, entries=tuple(reversed(mine.values()))),
        language=translated.language,
        glossary=translated.glossary,
    )
    for entry, breaches in checked:
        reasons = ", ".join(map(str, breaches))
        where = _at(translated.where, entry.line)
        yield Detail(where=where, said=f"{entry.sentence}: {reasons}")


def _at(where: str, line: int) -> str:
    return f"{where}:{line}" if line else where
