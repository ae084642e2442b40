"""DeepL: https://developers.deepl.com/docs/api-reference/translate."""

from __future__ import annotations

__all__ = ["DeepL"]

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from digest.fetch.question import Question
from digest.translators.masks import tagged, untagged
from digest.translators.service import Address, Answer, Most, Order, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.memory.forms import Form

FREE, PRO = "https://api-free.deepl.com", "https://api.deepl.com"
# https://developers.deepl.com/docs/getting-started/auth: the keys of free accounts.
OF_FREE = ":fx"
TAG = "x"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeepL:
    """DeepL's API; without ``url``, the one that the key is for.

    ``glossary_id`` names a glossary that was made there before, from English.
    """

    kind: ClassVar[str] = "deepl"
    most: ClassVar[Most] = Most(texts=50, size=128 * 1024)
    needs_key: ClassVar[bool] = True

    url: Address = PRO
    glossary_id: str = ""

    @property
    def name(self) -> str:
        """DeepL, and the glossary."""
        return f"deepl {self.glossary_id}".rstrip()

    def mask(self, form: Form) -> str:
        """Return a form as XML, in which DeepL leaves alone what is in our tag."""
        return tagged(form, TAG)

    def unmask(self, text: str) -> str:
        """Return such XML as text."""
        return untagged(text, TAG)

    def question(self, texts: Sequence[str], order: Order) -> Question:
        """Return what to ask for the translation of texts."""
        glossary = {"glossary_id": self.glossary_id} if self.glossary_id else {}
        free = self.url == PRO and order.key.endswith(OF_FREE)
        host = FREE if free else self.url
        return Question(
            url=f"{host.rstrip('/')}/v2/translate",
            authorization=f"DeepL-Auth-Key {order.key}",
            data={
                "text": [*texts],
                "source_lang": "EN",
                "target_lang": order.language.upper(),
                "tag_handling": "xml",
                "tag_handling_version": "v2",
                "ignore_tags": [TAG],
                "split_sentences": "0",  # a change is one, however many it has
                **glossary,
            },
        )

    def answers(self, data: Any, number: int) -> Sequence[Answer]:  # noqa: ANN401 - what JSON holds
        """Return the answers, in order.

        Raises:
            ValueError: If the data is none of DeepL's.
        """
        match data:
            case {"translations": [*items]}:
                found = [i.get("text") if isinstance(i, dict) else None for i in items]
                return in_order(found, number)
        raise ValueError(data)
