"""What reads the sources: one collector for each kind."""

from __future__ import annotations

__all__ = ["COLLECTORS", "Collector", "Source"]

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from digest.collectors.discourse import DiscourseCollector
from digest.collectors.feed import FeedCollector
from digest.collectors.github import GitHubCollector
from digest.collectors.hyperkitty import HyperKittyCollector
from digest.collectors.marc import MarcCollector
from digest.collectors.mbox import MboxCollector
from digest.collectors.pipermail import PipermailCollector
from digest.collectors.public_inbox import PublicInboxCollector
from digest.model import Heard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.edition import Want
    from digest.fetch import Fetch
    from digest.model import Found
    from digest.months import Month, Window


class Collector(Protocol):
    """Reads one kind of source; its fields are the options in projects.toml."""

    @property
    def address(self) -> str:
        """Where it reads."""

    def collect(self, want: Want, fetch: Fetch) -> Iterator[Found]:
        """Yield what the source says of the window.

        Raises:
            FetchError: If the source cannot be read; what was yielded stays.
        """


COLLECTORS: dict[str, type[Collector]] = {
    "pipermail": PipermailCollector,
    "hyperkitty": HyperKittyCollector,
    "public-inbox": PublicInboxCollector,
    "mbox": MboxCollector,
    "feed": FeedCollector,
    "discourse": DiscourseCollector,
    "github": GitHubCollector,
    "marc": MarcCollector,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place that is read by a collector, in the months ``since`` to ``until``.

    ``projects`` narrows what is recognised there, and ``only`` what is taken of that;
    none means all.
    """

    id: str
    collector: Collector
    projects: tuple[str, ...] = ()
    since: Month | None = None
    until: Month | None = None
    only: tuple[str, ...] = ()

    def takes(self, item: Found) -> bool:
        """Return whether what was found is asked for."""
        whose = None if isinstance(item, Heard) else item.project
        return not self.only or whose is None or whose in self.only

    def lives_in(self, window: Window) -> bool:
        """Return whether the source can have anything from the window."""
        begun = not self.since or self.since.first < window.until
        return begun and not (self.until and self.until.plus(1).first <= window.since)
