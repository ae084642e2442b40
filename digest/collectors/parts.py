"""What an address answers in JSON, read with care."""

from __future__ import annotations

__all__ = ["Part", "read_json", "read_whole"]

import json
import re

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from digest.clean import believed, tidy
from digest.errors import FetchError
from digest.fetch.limits import MEBIBYTE, too_large
from digest.mbox import BROWSE

if TYPE_CHECKING:
    from typing import BinaryIO

    from digest.fetch import Fetch

Kind = TypeVar("Kind")

LARGEST = 16 * MEBIBYTE
PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
UNCLEAR = "an answer that is not understood"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of an answer; what is null or not there has nothing in it.

    Whatever is asked of it raises a FetchError where it is of another type.
    """

    data: object
    url: str

    def at(self, key: str) -> Part:
        """Return what a table has under a key."""
        table = self._as(dict, {})
        return Part(data=table.get(key), url=self.url)

    @property
    def needed(self) -> Part:
        """The part itself, which has to be there."""
        if self.data is None:
            raise FetchError(UNCLEAR, where=self.url)
        return self

    @property
    def items(self) -> tuple[Part, ...]:
        """The items of a list."""
        return tuple(Part(data=item, url=self.url) for item in self._as(list, []))

    @property
    def text(self) -> str:
        """The text, without what cannot be printed or encoded."""
        return tidy(self._as(str, ""))

    @property
    def number(self) -> int:
        """The number."""
        return self._as(int, 0)

    @property
    def flag(self) -> bool:
        """Whether it is true."""
        return self._as(bool, False)  # noqa: FBT003 - what nothing counts as

    @property
    def moment(self) -> datetime | None:
        """The time, in UTC; none if it is not to be believed."""
        if not self.text:
            return None
        try:
            found = datetime.fromisoformat(self.text)
            return believed(found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC))
        except OverflowError:
            return None
        except ValueError as error:
            raise FetchError(UNCLEAR, where=self.url) from error

    def _as(self, kind: type[Kind], nothing: Kind) -> Kind:
        if self.data is None:
            return nothing
        if type(self.data) is not kind:
            raise FetchError(UNCLEAR, where=self.url)
        return self.data


def read_json(url: str, fetch: Fetch) -> Part:
    """Return what an address answers.

    Raises:
        FetchError: If that is no JSON, or too much.
    """
    with fetch.open(url) as answer:
        data = read_whole(answer, LARGEST, url)
        if PAGE.match(data):
            raise FetchError("a web page, not JSON", where=url, hint=BROWSE)
        try:
            return Part(data=json.loads(data), url=url)
        # Brackets in brackets a thousand deep are too much for the parser.
        except (RecursionError, ValueError) as error:
            raise FetchError(UNCLEAR, where=url) from error


def read_whole(answer: BinaryIO, largest: int, url: str) -> bytes:
    """Return all that an address answers.

    Raises:
        FetchError: If that is more than ``largest`` bytes.
    """
    data = bytearray()
    while chunk := answer.read(largest + 1 - len(data)):
        data += chunk
    if len(data) > largest:
        raise FetchError(too_large(largest), where=url)
    return bytes(data)
