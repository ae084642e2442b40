"""One option, before and after, to what changed of it."""

from __future__ import annotations

__all__ = ["Told", "changes_of"]

import re

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.changes import Aspect, How
from digest.compare.options.option import Option, place_of
from digest.compare.options.prose import states
from digest.compare.options.sentences import clipped, clipped_both, joined
from digest.compare.options.wording import differences, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from digest.compare.options.match import Pair

PLACEHOLDER = re.compile(r"<[^<>]*>")
SWITCHES = {"on": "yes", "true": "yes", "enabled": "yes"} | dict.fromkeys(
    ("off", "false", "disabled", "not enabled", "not set", "unset"), "no"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of one option, wherever it stands."""

    how: How
    old: str
    new: str
    what: Aspect | None = None
    default: str = ""
    limits: str = ""


def changes_of(pair: Pair, names: Mapping[str, str]) -> Iterator[Told]:
    """Yield what became of an option; ``names`` says what is called otherwise now."""
    old, new = pair.before, pair.option
    if not old:
        said = clipped(new.meaning[0] if new.meaning else new.usage)
        yield Told(
            how=How.REMOVED if pair.gone else How.ADDED,
            old=said if pair.gone else "",
            new="" if pair.gone else said,
            default="" if "$" in new.default else clipped(new.default),
            limits=clipped(_limits(new)),
        )
        return
    parts = {
        Aspect.NAME: _names(old, new) if pair.renamed else None,
        Aspect.SECTION: _section(old, new) if pair.moved else None,
        Aspect.DEFAULT: _default(old, new),
        Aspect.RANGE: _range(old, new),
        Aspect.TYPE: _type(old, new),
        Aspect.REQUIRED: _required(old, new),
        Aspect.MEANING: None if new.within else _meaning(old, new, names),
    }
    for what, part in parts.items():
        if part:
            before, after = clipped_both(*part)
            yield Told(how=How.CHANGED, old=before, new=after, what=what)


Part = tuple[str, str] | None


def _names(old: Option, new: Option) -> Part:
    """Return all that an option is called: the old name may still do."""
    return ", ".join(old.spellings), ", ".join(new.spellings)


def _section(old: Option, new: Option) -> Part:
    before, after = place_of(old.section), place_of(new.section)
    return (before, after) if before and after else None


def _default(old: Option, new: Option) -> Part:
    """Return the defaults, where they differ.

    One that a script puts together when it runs (``$HA_RSCTMP/...``) is not known.
    """
    before, after = (option.default.casefold() for option in (old, new))
    if SWITCHES.get(before, before) == SWITCHES.get(after, after):
        return None
    if "$" in before + after:
        return None
    if not after and _mentions(old.default, _about_default(new)):
        return None
    if not before and _mentions(new.default, _about_default(old)):
        return None
    return old.default, new.default


def _about_default(option: Option) -> Iterator[str]:
    """Yield the sentences that speak of a default, in words that were not read."""
    for sentence in (*option.meaning, *(s for v in option.values for s in v.meaning)):
        if "default" in sentence.casefold():
            yield sentence


def _range(old: Option, new: Option) -> Part:
    """Return the words and numbers that an option can be, where they differ."""
    before, after = ({v.name.casefold() for v in o.values} for o in (old, new))
    same_words = before == after or (
        not (before and after)
        and all(_mentions(v.name, new.meaning) for v in old.values)
        and all(_mentions(v.name, old.meaning) for v in new.values)
    )
    same_numbers = old.limits == new.limits or (
        not (old.limits and new.limits)
        and _mentions(old.limits, new.meaning)
        and _mentions(new.limits, old.meaning)
    )
    return None if same_words and same_numbers else (_limits(old), _limits(new))


def _limits(option: Option) -> str:
    listed = ", ".join(value.name for value in option.values)
    return "; ".join(filter(None, (listed, option.limits)))


def _type(old: Option, new: Option) -> Part:
    """Return what an option takes, where that is more, or fewer, or of another type.

    What stands for something else may be called otherwise.
    """
    if old.type != new.type and old.type and new.type:
        return old.type, new.type
    before, after = (len(PLACEHOLDER.findall(o.takes)) for o in (old, new))
    return (old.takes, new.takes) if before != after else None


def _required(old: Option, new: Option) -> Part:
    if old.required == new.required:
        return None
    return tuple("required" if o.required else "optional" for o in (old, new))  # type: ignore[return-value]


def _meaning(old: Option, new: Option, names: Mapping[str, str]) -> Part:
    """Return the sentences that say what the other side does not say.

    Those that state a default or a range are compared above.
    """
    shared = {v.name for v in old.values} & {v.name for v in new.values}
    texts = [
        [*o.meaning, *(s for v in o.values if v.name in shared for s in v.meaning)]
        for o in (old, new)
    ]
    lost, gained = (
        joined(sentence for sentence in sentences if not states(sentence))
        for sentences in differences(texts[0], texts[1], names)
    )
    return (lost, gained) if lost or gained else None


def _mentions(text: str, sentences: Iterable[str]) -> bool:
    """Return whether all words of a text are among those of sentences."""
    wanted = set(words(text.replace("..", " ")))
    for sentence in sentences:
        wanted -= set(words(sentence))
    return not wanted
