"""Sentences to drafts, the cheapest way first: the phrase table, then a service."""

from __future__ import annotations

__all__ = ["Drafter", "Outcome", "tell"]

import logging

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.errors import FetchError
from digest.inert import plain
from digest.memory.suggestions import Suggestion
from digest.translators.drafts import Draft, Refusal, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from digest.translators.client import Client, Door
    from digest.translators.drafts import Cost
    from digest.translators.phrasebook import Phrasebook

logger = logging.getLogger(__name__)

PHRASES = "phrase table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of sentences, in one language.

    ``suggestions`` are by sentence. ``cost`` is what it would take to ask a service for
    the rest, if none was asked; ``error`` is what has stopped one, after what it gave.
    """

    language: str
    suggestions: Mapping[str, Suggestion]
    refusals: tuple[Refusal, ...] = ()
    cost: Cost | None = None
    error: FetchError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafter:
    """Makes drafts in one language: of phrases, if they are known, and by a service."""

    language: str
    phrasebook: Phrasebook | None = None
    client: Client | None = None

    def draft(self, sentences: Iterable[str], door: Door | None = None) -> Outcome:
        """Return what became of sentences; without a door, no service is asked.

        Raises:
            DigestError: If what a service answers cannot be kept.
        """
        found: dict[str, Suggestion] = {}
        rest: list[str] = []
        for sentence in sentences:
            draft = self.phrasebook.draft(sentence) if self.phrasebook else None
            if draft:
                found[sentence] = Suggestion(text=draft.text, source=PHRASES)
            else:
                rest.append(sentence)
        if not self.client:
            return Outcome(language=self.language, suggestions=found)
        cost, name = self.client.cost(rest), self.client.service.id
        if not door:
            return Outcome(language=self.language, suggestions=found, cost=cost)
        logger.info("%s: asking %s: %s", self.language, name, cost)
        refusals: list[Refusal] = []
        error = None
        try:
            for told in self.client.ask(rest, door):
                if isinstance(told, Draft):
                    found[told.sentence] = Suggestion(text=told.text, source=name)
                else:
                    refusals.append(told)
        except FetchError as stopped:
            error = stopped
        return Outcome(
            language=self.language,
            suggestions=found,
            refusals=tuple(refusals),
            error=error,
        )


def tell(outcome: Outcome, service: str) -> Iterator[str]:
    """Yield what became of sentences, a line for each thing to know."""
    from_phrases = sum(s.source == PHRASES for s in outcome.suggestions.values())
    yield f"{outcome.language}: {PHRASES}: {counted(from_phrases, 'draft')}"
    if outcome.cost:
        yield f"{outcome.language}: {service}: {outcome.cost}"
    elif service:
        others = len(outcome.suggestions) - from_phrases
        told = f"{counted(others, 'draft')}, {len(outcome.refusals)} dropped"
        yield f"{outcome.language}: {service}: {told}"
    for refusal in outcome.refusals:
        yield f"dropped: {plain(refusal.sentence)}: {plain(refusal.why)}"
