"""All that it takes to go out, which files and commands that only render need not."""

from __future__ import annotations

__all__ = ["Out"]

from typing import TYPE_CHECKING

from digest.fetch.asker import Asker
from digest.fetch.command import Git
from digest.fetch.hosts import Hosts
from digest.fetch.mirrors import Mirrors
from digest.fetch.stop import Stop
from digest.fetch.web import Web

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from digest.fetch.limits import Limits


class Out:
    """The ways out: HTTP and git; threads share them.

    Args:
        cache: The folder that keeps answers, and the mirrors of repositories.
        base: The folder that paths in the projects file start from.
        offline: Whether to read only what is here already.
        limits: How long to wait and how much to take.
        tokens: What to show to a host that a source names, by its name.

    Raises:
        DigestError: If a token is none.
    """

    def __init__(
        self,
        cache: Path,
        *,
        base: Path,
        offline: bool,
        limits: Limits,
        tokens: Mapping[str, str],
    ) -> None:
        stop = Stop()
        self.asker = Asker(Hosts(limits.pause, stop), limits, tokens)
        self.git = Git(limits, stop)
        self.web = Web(cache / "http", self.asker, offline=offline, limits=limits)
        self.mirrors = Mirrors(
            cache / "git",
            base=base,
            offline=offline,
            git=self.git,
            asker=self.asker,
        )
