"""What became of sentences that were to be translated, and what that takes."""

from __future__ import annotations

__all__ = ["Cost", "Draft", "Refusal", "counted", "judge"]

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.memory.checks import check_translation
from digest.memory.forms import normal_form
from digest.translators.masks import tidy

if TYPE_CHECKING:
    from digest.glossary import Glossary


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What it takes to ask: sentences, their letters as they go out, and requests.

    ``known`` are sentences besides that have been answered before.
    """

    sentences: int
    letters: int
    requests: int
    known: int

    def __str__(self) -> str:
        """Return it as words."""
        told = (
            f"{counted(self.sentences, 'sentence')}, {counted(self.letters, 'letter')}"
        )
        known = f"; {self.known} answered before" if self.known else ""
        return f"{told}, {counted(self.requests, 'request')}{known}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a sentence could read like."""

    sentence: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A sentence for which nothing came that could be used, and why not."""

    sentence: str
    why: str


def judge(
    sentence: str, text: str, *, language: str, glossary: Glossary
) -> Draft | Refusal:
    """Return a translation as a draft, or why it is none; its label comes from us."""
    label = normal_form(sentence).label
    text = label + tidy(text, sentence=sentence, language=language)
    breaches = check_translation(sentence, text, language=language, glossary=glossary)
    if breaches:
        return Refusal(sentence=sentence, why="; ".join(map(str, breaches)))
    return Draft(sentence=sentence, text=text)


def counted(number: int, name: str) -> str:
    """Return a number of things as words."""
    return f"{number:,} {name}{'s'[: number != 1]}"
