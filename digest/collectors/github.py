"""Releases of a repository on GitHub, by its REST API."""

from __future__ import annotations

__all__ = ["GitHubCollector"]

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from digest.clean import address, title
from digest.collectors.options import RepositoryName, WebAddress
from digest.collectors.parts import read_json
from digest.collectors.tags.tagged import Listed, Releases
from digest.errors import FetchError
from digest.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.collectors.parts import Part
    from digest.edition import Want
    from digest.fetch import Fetch
    from digest.model import Found

SIZE, PAGES = 100, 20
DATES = ("created_at", "published_at")
# They come by the days of their commits, mostly.
MARGIN = timedelta(days=400)


@dataclass(frozen=True, slots=True, kw_only=True)
class GitHubCollector:
    """The releases of a repository, a hundred a page.

    See https://docs.github.com/rest/releases/releases#list-releases.
    """

    repository: RepositoryName
    url: WebAddress = "https://api.github.com"

    def collect(self, want: Want, fetch: Fetch) -> Iterator[Found]:
        """Yield what was released in the window.

        Raises:
            FetchError: If the releases cannot be read, or are too many.
        """
        releases = Releases(want, fetch)
        start = want.moments[0] - MARGIN
        for number in range(1, PAGES + 1):
            url = f"{self.address}?per_page={SIZE}&page={number}"
            page = read_json(url, fetch).needed.items
            for part in page:
                if not part.at("draft").flag:
                    yield from releases.found(self._listed(part))
            moments = (part.at(key).moment for part in page for key in DATES)
            if all(moment < start for moment in moments if moment):
                return
            if len(page) < SIZE:
                return
        raise FetchError(f"more than {PAGES} pages", where=self.address)

    @property
    def address(self) -> str:
        """Where its releases are listed."""
        return f"{self.url.rstrip('/')}/repos/{self.repository}/releases"

    def _listed(self, part: Part) -> Listed:
        tag, made = part.at("tag_name").needed.text, part.at("created_at").moment
        message = Message(
            message_id="",
            subject=title(part.at("name").text) or title(tag),
            sent=part.at("published_at").moment or made,
            body=part.at("body").text,
            link=address(part.at("html_url").text),
        )
        return Listed(tag=tag, repository=self.repository, message=message, made=made)
