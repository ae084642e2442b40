"""Sentences to suggestions, by a service: asked for once, and checked."""

from __future__ import annotations

__all__ = ["Client"]

import json

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from digest.errors import FetchError, StatusError
from digest.inert import plain
from digest.memory.forms import fill, normal_form
from digest.translators.drafts import Cost, Draft, Refusal, judge
from digest.translators.service import Answer, Order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from digest.fetch.question import Question
    from digest.glossary import Glossary
    from digest.memory.forms import Form
    from digest.translators.answered import Answered
    from digest.translators.service import Service

TOO_LONG = "longer than the service takes"
GARBLED = "its answer makes no sense"
KEY, QUOTA, OVER = {401, 403}, {402, 456}, "its quota is used up"
SAID = 200  # letters of what a service says of an error


class Door(Protocol):
    """What goes out; see `Fetch.ask`."""

    def ask(self, question: Question) -> bytes:
        """Return what is answered to a question."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Asks a service for what it has not answered yet, and judges all that it said.

    With ``again``, it is asked again for what it has answered.
    """

    service: Service
    language: str
    glossary: Glossary
    answered: Answered
    key: str = field(default="", repr=False)
    again: bool = False

    def cost(self, sentences: Iterable[str]) -> Cost:
        """Return what it takes to ask for sentences.

        Raises:
            DigestError: If what was answered before cannot be read.
        """
        asked, known = self._sort(sentences)
        batches = [*self._batches([*asked])]
        return Cost(
            sentences=sum(map(len, batches)),
            letters=sum(len(text) for batch in batches for text in batch),
            requests=len(batches),
            known=len(known),
        )

    def ask(self, sentences: Iterable[str], door: Door) -> Iterator[Draft | Refusal]:
        """Yield what the service makes of each sentence; of each form, of the first.

        What comes before an error counts.

        Raises:
            FetchError: If the service cannot be asked, or does not answer as it should.
            DigestError: If its answers cannot be kept.
        """
        asked, known = self._sort(sentences)
        for sentence, answer in known:
            yield self._judge(sentence, answer)
        batches = [*self._batches([*asked])]
        sent = {text for batch in batches for text in batch}
        for text, sentence in asked.items():
            if text not in sent:
                yield Refusal(sentence=sentence, why=TOO_LONG)
        for batch in batches:
            answers = self._answers(batch, [asked[text] for text in batch], door)
            for text, answer in zip(batch, answers, strict=True):
                self.answered.keep(text, answer)
            for text, answer in zip(batch, answers, strict=True):
                yield self._judge(asked[text], answer)

    def _sort(
        self, sentences: Iterable[str]
    ) -> tuple[dict[str, str], list[tuple[str, Answer]]]:
        """Return the sentences to ask for by what goes out, and those answered."""
        forms: dict[str, tuple[str, Form]] = {}
        for sentence in sentences:
            form = normal_form(sentence)
            if form.has_words:
                forms.setdefault(form.key, (sentence, form))
        asked, known = dict[str, str](), list[tuple[str, Answer]]()
        for sentence, form in forms.values():
            text = self.service.translator.mask(form)
            answer = None if self.again else self.answered.find(text)
            if answer:
                known.append((sentence, answer))
            else:
                asked[text] = sentence
        return asked, known

    def _batches(self, texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield texts, as many at once as the service takes; one too long is none."""
        most, batch = self.service.translator.most, tuple[str, ...]()
        for text in texts:
            if not self._fits((text,)):
                continue
            if len(batch) == most.texts or not self._fits((*batch, text)):
                yield batch
                batch = ()
            batch += (text,)
        if batch:
            yield batch

    def _fits(self, texts: Sequence[str]) -> bool:
        translator = self.service.translator
        question = translator.question(texts, Order(language=self.language))
        return len(question.body) <= translator.most.size

    def _answers(
        self, texts: Sequence[str], sentences: Sequence[str], door: Door
    ) -> Sequence[Answer]:
        """Return what the service answers.

        Raises:
            FetchError: If it does not, or not as it should.
        """
        translator = self.service.translator
        question = self._question(texts, sentences)
        try:
            return translator.answers(json.loads(door.ask(question)), len(texts))
        except StatusError as error:
            raise self._refused(error) from error
        except (ValueError, RecursionError) as error:
            hint = f"is this the address of a {translator.kind} service?"
            raise FetchError(GARBLED, where=question.url, hint=hint) from error

    def _question(self, texts: Sequence[str], sentences: Iterable[str]) -> Question:
        terms = tuple(self._terms(sentences))
        order = Order(language=self.language, key=self.key, terms=terms)
        return self.service.translator.question(texts, order)

    def _terms(self, sentences: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the terms in sentences, with what a translation is to call them."""
        terms = {t.en: t for s in sentences for t, _ in self.glossary.terms_in(s)}
        for name, term in sorted(terms.items()):
            for word in term.accepted.get(self.language, ())[:1]:
                yield name, word

    def _refused(self, error: StatusError) -> FetchError:
        """Return what a status means; what is said of a key may repeat it."""
        if error.status in KEY:
            hint = f"it asks for another key: see {self.service.variable}"
            return FetchError(error.what, where=error.where, hint=hint)
        if error.status in QUOTA:
            hint = "what it answered before is kept; try another month"
            return FetchError(OVER, where=error.where, hint=hint)
        said = plain(_message(error.said))
        said = (said.replace(self.key, "***") if self.key else said)[:SAID]
        hint = f"it says: {said}" if said else ""
        return FetchError(error.what, where=error.where, hint=hint)

    def _judge(self, sentence: str, answer: Answer) -> Draft | Refusal:
        if answer.why:
            return Refusal(sentence=sentence, why=answer.why)
        form = normal_form(sentence)
        text = plain(self.service.translator.unmask(answer.text))
        text = fill(text, form.values)
        return judge(sentence, text, language=self.language, glossary=self.glossary)


def _message(said: str) -> str:
    """Return what a service says of an error: in "message" or "error", if at all."""
    try:
        data = json.loads(said)
    except (ValueError, RecursionError):
        return ""
    for key in ("error", "message"):
        data = data.get(key, data) if isinstance(data, dict) else data
    return data if isinstance(data, str) else ""
