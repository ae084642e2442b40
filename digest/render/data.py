"""What is published for programs beside the pages: all releases, and the schemas."""

from __future__ import annotations

__all__ = ["data_pages"]

from typing import TYPE_CHECKING

from digest.codec import encode, layout
from digest.ledger import LEDGER, Ledger, ledger
from digest.model import Facts
from digest.release import Page
from digest.schemas import FACTS, schema_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.edition import Edition
    from digest.release import Digest
    from digest.render.stock import Stock

SCHEMAS = {
    "facts": (Facts, FACTS, "The facts of a month"),
    "releases": (Ledger, LEDGER, "All releases"),
}


def data_pages(
    edition: Edition, digests: Sequence[Digest], stock: Stock
) -> Iterator[Page]:
    """Yield the list of all releases, and the schemas of that and of the facts."""
    every = ledger(edition, digests, stock.tags, stock.hidden)
    listed = {"schema": LEDGER} | encode(every)
    yield Page(path="releases.json", text=layout(listed))
    for name, (kind, version, title) in SCHEMAS.items():
        text = layout(schema_of(kind, version, title))
        yield Page(path=f"schemas/{name}.json", text=text)
