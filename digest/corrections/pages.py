"""What is at an address, or in a message, on however many lists it went."""

from __future__ import annotations

__all__ = ["meant", "page_of"]

from typing import TYPE_CHECKING, TypeVar

from digest.inert import web
from digest.model import Evidence, News, Sighting, Tip

if TYPE_CHECKING:
    from collections.abc import Iterable

Item = TypeVar("Item", Sighting, News, Tip)
Page = Evidence | News | Tip


def meant(items: Iterable[Item], url: str, message: str = "") -> frozenset[Item]:
    """Return what stands at the address or in the message, and the same elsewhere.

    An address may be written as the page links it, an id with or without ``<>``.
    """
    known = tuple(items)
    address = web(url)
    pages: list[Page] = [page_of(item) for item in known]
    at: list[Page] = [page for page in pages if address and web(page.url) == address]
    named = {message.strip("<>"), *(page.message_id for page in at)} - {""}
    return frozenset(
        item
        for item, page in zip(known, pages, strict=True)
        if page in at or page.message_id in named
    )


def page_of(item: Sighting | News | Tip) -> Page:
    """Return what says where it can be read."""
    return item.evidence if isinstance(item, Sighting) else item
