"""LibreTranslate, on one's own machine or elsewhere: https://docs.libretranslate.com."""

from __future__ import annotations

__all__ = ["LibreTranslate"]

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from digest.fetch.question import Question
from digest.translators.masks import tagged, untagged
from digest.translators.service import Address, Answer, Most, Order, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.memory.forms import Form

# It is left alone, as is what says so:
# https://github.com/argosopentech/translate-html
TAG, ALONE = "code", ' translate="no"'


@dataclass(frozen=True, slots=True, kw_only=True)
class LibreTranslate:
    """A LibreTranslate server.

    How much it takes is up to who runs it; the public one takes 2000 letters.
    """

    kind: ClassVar[str] = "libretranslate"
    most: ClassVar[Most] = Most(texts=20, size=2000)
    needs_key: ClassVar[bool] = False

    url: Address

    @property
    def name(self) -> str:
        """The server."""
        return f"libretranslate {self.url}"

    def mask(self, form: Form) -> str:
        """Return a form as HTML."""
        return tagged(form, TAG, ALONE)

    def unmask(self, text: str) -> str:
        """Return such HTML as text."""
        return untagged(text, TAG)

    def question(self, texts: Sequence[str], order: Order) -> Question:
        """Return what to ask for the translation of texts; the key goes with them."""
        key = {"api_key": order.key} if order.key else {}
        return Question(
            url=f"{self.url.rstrip('/')}/translate",
            data={
                "q": [*texts],
                "source": "en",
                "target": order.language,
                "format": "html",
                **key,
            },
        )

    def answers(self, data: Any, number: int) -> Sequence[Answer]:  # noqa: ANN401 - what JSON holds
        """Return the answers, in order.

        Raises:
            ValueError: If the data is none of LibreTranslate's.
        """
        match data:
            case {"translatedText": [*texts]}:
                return in_order(texts, number)
        raise ValueError(data)
