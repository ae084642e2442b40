"""Mirrors of git repositories, kept in a folder and brought up to date."""

from __future__ import annotations

__all__ = ["Mirrors"]

import hashlib
import os
import re
import shutil

from pathlib import Path
from typing import TYPE_CHECKING

from digest.errors import DigestError, FetchError
from digest.fetch.command import FORBIDDEN, OURS
from digest.fetch.hosts import Locks
from digest.fetch.leftovers import clear
from digest.fetch.limits import ABSENT, MISSING, PATHS, is_remote
from digest.fetch.offers import WEB, Offer, Offers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.fetch.asker import Asker
    from digest.fetch.command import Git

SAFE = re.compile(r"[^A-Za-z0-9.-]+")
# What git itself asks for, where it is without objects:
# https://git-scm.com/docs/partial-clone
BRING = (
    *("-c", "fetch.negotiationAlgorithm=noop", "fetch", "--quiet", "--no-tags"),
    *("--no-write-fetch-head", "--filter=blob:none"),
)
NAME = 40  # letters of a repository's name that its mirror has
PARTIAL = {
    "core.repositoryFormatVersion": "1",
    "extensions.partialClone": "origin",
    "remote.origin.promisor": "true",
    "remote.origin.partialCloneFilter": "blob:none",
}
# The door has looked where redirects lead; git would follow any.
LED = {"http.followRedirects": "false"}
KEPT = "mirrors of repositories are kept there"


class Mirrors:
    """Runs git in mirrors, each made or brought up to date once in a run.

    Threads share it; one at a time uses a mirror.

    Args:
        cache: The folder that keeps them.
        base: The folder that paths of repositories start from.
        offline: Whether to use remote repositories only as they are here already.
        git: Who runs git.
        asker: Who asks servers what they offer, and knows whose turn it is.
    """

    def __init__(
        self, cache: Path, *, base: Path, offline: bool, git: Git, asker: Asker
    ) -> None:
        self._cache, self._base = cache, base
        self._offline, self._git = offline, git
        self._locks, self._offers = Locks(), Offers(asker)
        self._fresh: set[str] = set()
        self._made: set[str] = set()

    def git(self, url: str, *command: str, given: bytes = b"") -> bytes:
        """Return what a git command prints in the mirror of a repository.

        A mirror that a killed run has broken is made anew. Where the server offers to
        leave files out of a mirror, those that are read come one by one, in our turn.

        Raises:
            FetchError: If the repository cannot be read.
            DigestError: If there is no git, or mirrors cannot be kept.
        """
        with self._locks.of(self._address(url)):
            try:
                return self._ask(url, *command, given=given)
            except FetchError as error:
                if error.what == FORBIDDEN and self._absent(url):
                    raise FetchError(ABSENT, where=url) from error
                if error.what not in OURS or url in self._made or self._absent(url):
                    raise
                self._make(url)
                return self._ask(url, *command, given=given)

    def bring(self, url: str, objects: Sequence[str]) -> None:
        """Have objects of a mirror that is without files here, by one request.

        Git would ask for them one by one.

        Raises:
            FetchError: If the repository cannot be read.
            DigestError: If there is no git, or mirrors cannot be kept.
        """
        if self._absent(url) or not self._offer(url).partial:
            return
        given = "".join(f"{name}\n" for name in objects).encode()
        self.git(url, *BRING, "--stdin", "origin", given=given)

    def _ask(self, url: str, *command: str, given: bytes) -> bytes:
        """Return what git prints in a mirror that is as new as this run needs it."""
        mirror = self._mirror(url)
        if url not in self._fresh:
            if not mirror.exists():
                self._make(url)
            elif not self._absent(url):
                self._update(url, mirror)
            self._fresh.add(url)
        whole = ("--git-dir", str(mirror), *command)
        if self._absent(url) or not self._offer(url).partial:
            return self._run(url, *whole, given=given)
        # Most is here; git goes out for the rest, by itself, so only when it may.
        try:
            return self._git.run(whole, where=url, given=given, alone=True)
        except FetchError as error:
            if error.what != FORBIDDEN:
                raise
        with self._offers.turn(url):
            return self._run(url, *whole, given=given)

    def _absent(self, url: str) -> bool:
        """Return whether a repository is out of reach, as asked."""
        return self._offline and is_remote(url)

    def _mirror(self, url: str) -> Path:
        return self._place(url, "partial.git" if self._offer(url).partial else "git")

    def _place(self, url: str, kind: str) -> Path:
        digest = hashlib.sha256(self._address(url).encode()).hexdigest()[:16]
        name = SAFE.sub("-", Path(url).stem)[:NAME].strip("-.")
        return self._cache / f"{name}-{digest}.{kind}"

    def _offer(self, url: str) -> Offer:
        """Return where a repository is, and whether its mirror is without files.

        In such a mirror git starts itself without end if its server has but files to
        offer, so the server is asked in each run; without it, what is here counts.
        """
        if self._absent(url):
            return Offer(url=url, partial=self._place(url, "partial.git").exists())
        return self._offers.of(url)

    def _make(self, url: str) -> None:
        """Make a mirror aside and move it into place, so that half a one is none."""
        if self._absent(url):
            raise FetchError(ABSENT, where=url)
        mirror = self._mirror(url)
        aside = mirror.with_suffix(f".{os.getpid()}.new")
        self._made.add(url)
        try:
            aside.parent.mkdir(parents=True, exist_ok=True)
            clear(mirror)
            shutil.rmtree(aside, ignore_errors=True)
            self._run(url, "init", "--quiet", "--bare", "--template=", str(aside))
            self._update(url, aside)
            shutil.rmtree(mirror, ignore_errors=True)
            aside.rename(mirror)
        except OSError as error:
            what = (error.strerror or "no access").lower()
            raise DigestError(what, where=str(self._cache), hint=KEPT) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def _update(self, url: str, mirror: Path) -> None:
        """Bring all branches and tags."""
        address = self._address(url)
        if not is_remote(url) and not _is_there(Path(address)):
            raise FetchError(MISSING, where=url, hint=PATHS)
        within = ("--git-dir", str(mirror))
        offer = self._offer(url)
        settings = {"remote.origin.url": offer.url if is_remote(url) else address}
        settings |= LED if url.startswith(WEB) else {}
        settings |= PARTIAL if offer.partial else {}
        for key, value in settings.items():
            self._run(url, *within, "config", key, value)
        fetch = ("fetch", "--quiet", "--prune", "--force", "--no-write-fetch-head")
        refs = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")
        with self._offers.turn(url):
            self._run(url, *within, *fetch, "origin", *refs)

    def _run(self, url: str, *command: str, given: bytes = b"") -> bytes:
        alone = self._absent(url)
        return self._git.run(command, where=url, given=given, alone=alone)

    def _address(self, url: str) -> str:
        """Return what git is given: a path is made absolute, so it is no option."""
        if is_remote(url):
            return url
        return str((self._base / url.removeprefix("file://")).absolute())


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # such as a name that is too long
        return False
