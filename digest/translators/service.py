"""What a translation service is to us: questions, answers, and how much at once."""

from __future__ import annotations

__all__ = ["Address", "Answer", "Most", "Order", "Service", "Translator", "in_order"]

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Protocol

from digest.codec import Like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.fetch.question import Question
    from digest.memory.forms import Form

VARIABLE = "DIGEST_KEY_"
# By https, or on this machine: nobody else is to read what is sent, least of all a key.
ADDRESS = (
    r"(?:https://[A-Za-z0-9.-]+"
    r"|http://(?:localhost|127\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}|\[::1\]))"
    r"(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?"
)

Address = Annotated[
    str, Like("an https address, or an http one on this machine", ADDRESS)
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Most:
    """What a service takes at once: how many texts, and how many bytes in all."""

    texts: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What texts are to become: of which language, with which words for which terms.

    The key is for the service alone.
    """

    language: str
    key: str = field(default="", repr=False)
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a service made of a text, or why that is nothing."""

    text: str = ""
    why: str = ""


class Translator(Protocol):
    """A kind of service; its fields are its options in projects.toml.

    It is pure: it says what to ask, and reads what was answered. What it cannot read
    as an answer at all is a ValueError.
    """

    kind: ClassVar[str]
    most: ClassVar[Most]
    needs_key: ClassVar[bool]

    @property
    def name(self) -> str:
        """Whom an answer is from, with all that it depends on besides its question."""
        ...

    def mask(self, form: Form) -> str:
        """Return the text of a form, with its blanks as the service leaves them."""
        ...

    def unmask(self, text: str) -> str:
        """Return an answer's text with its blanks as a form has them."""
        ...

    def question(self, texts: Sequence[str], order: Order) -> Question:
        """Return what to ask for the translation of texts."""
        ...

    def answers(self, data: Any, number: int) -> Sequence[Answer]:  # noqa: ANN401 - what JSON holds
        """Return as many answers as there were texts, in their order.

        Raises:
            ValueError: If the data is no answer of such a service.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service that projects.toml names."""

    id: str
    translator: Translator

    @property
    def variable(self) -> str:
        """The variable of the environment in which its key is."""
        return VARIABLE + self.id.upper().replace("-", "_")


def in_order(texts: Sequence[object], number: int) -> tuple[Answer, ...]:
    """Return the answers of a service that gives them in the order of the questions.

    If it gives more or fewer, nobody can say which is whose.
    """
    if len(texts) != number:
        why = f"{len(texts)} answers to {number} questions"
        return (Answer(why=why),) * number
    return tuple(
        Answer(text=text) if isinstance(text, str) else Answer(why="no text")
        for text in texts
    )
