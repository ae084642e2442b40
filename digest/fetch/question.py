"""What is posted to an address: data, and a secret that only its host is shown."""

from __future__ import annotations

__all__ = ["Question"]

import json

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An address and what is posted there as JSON.

    ``authorization`` is shown with it. As the data may hold a secret, too, neither is
    in what is written of a question.
    """

    url: str
    data: Mapping[str, object] = field(repr=False)
    authorization: str = field(default="", repr=False)

    @property
    def body(self) -> bytes:
        """The data as it goes out."""
        return json.dumps(self.data).encode()

    @property
    def fields(self) -> Mapping[str, str]:
        """What is said at the address besides."""
        told = {"Content-Type": "application/json", "Accept": "application/json"}
        shown = {"Authorization": self.authorization} if self.authorization else {}
        return told | shown
