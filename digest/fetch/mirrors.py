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
from digest.fetch.command import FORBIDDEN, OURS, run_git
from digest.fetch.limits import is_remote
from digest.fetch.web import leaves_out

if TYPE_CHECKING:
    from digest.fetch.limits import Limits

SAFE = re.compile(r"[^A-Za-z0-9.-]+")
NAME = 40  # letters of a repository's name that its mirror has
PARTIAL = {
    "core.repositoryFormatVersion": "1",
    "extensions.partialClone": "origin",
    "remote.origin.promisor": "true",
    "remote.origin.partialCloneFilter": "blob:none",
}
ABSENT = "not in the cache, and asked to stay offline"
KEPT = "mirrors of repositories are kept there"
MISSING, PATHS = "no such file or folder", "paths start from the projects file"


class Mirrors:
    """Runs git in mirrors, each made or brought up to date once in a run.

    Args:
        cache: The folder that keeps them.
        base: The folder that paths of repositories start from.
        offline: Whether to use remote repositories only as they are here already.
        limits: How long git may take, and how much it may print.
    """

    def __init__(
        self, cache: Path, *, base: Path, offline: bool, limits: Limits
    ) -> None:
        self._cache, self._base = cache, base
        self._offline, self._limits = offline, limits
        self._partial: dict[str, bool] = {}
        self._fresh: set[str] = set()
        self._made: set[str] = set()

    def git(self, url: str, *command: str, given: bytes = b"") -> bytes:
        """Return what a git command prints in the mirror of a repository.

        A mirror that a killed run has broken is made anew. Where the server offers to
        leave files out of a mirror, those that are read come one by one.

        Raises:
            FetchError: If the repository cannot be read.
            DigestError: If there is no git, or mirrors cannot be kept.
        """
        try:
            return self._ask(url, *command, given=given)
        except FetchError as error:
            if error.what == FORBIDDEN and self._absent(url):
                raise FetchError(ABSENT, where=url) from error
            if error.what not in OURS or url in self._made or self._absent(url):
                raise
            self._make(url)
            return self._ask(url, *command, given=given)

    def _ask(self, url: str, *command: str, given: bytes) -> bytes:
        """Return what git prints in a mirror that is as new as this run needs it."""
        mirror = self._mirror(url)
        if url not in self._fresh:
            if not mirror.exists():
                self._make(url)
            elif not self._absent(url):
                self._update(url, mirror)
            self._fresh.add(url)
        return self._run(url, "--git-dir", str(mirror), *command, given=given)

    def _absent(self, url: str) -> bool:
        """Return whether a repository is out of reach, as asked."""
        return self._offline and is_remote(url)

    def _mirror(self, url: str) -> Path:
        digest = hashlib.sha256(self._address(url).encode()).hexdigest()[:16]
        name = SAFE.sub("-", Path(url).stem)[:NAME].strip("-.")
        kind = "partial.git" if self._leaves_out(url) else "git"
        return self._cache / f"{name}-{digest}.{kind}"

    def _leaves_out(self, url: str) -> bool:
        """Return whether a mirror is without files, which a server has to offer.

        In such a mirror git starts itself without end if its server has but files to
        offer, so the server is asked in each run; without it, what is here counts.
        """
        if url not in self._partial:
            self._partial[url] = False
            whole = self._mirror(url)
            if self._absent(url):
                self._partial[url] = whole.with_suffix(".partial.git").exists()
            elif url.startswith(("http://", "https://")):
                self._partial[url] = leaves_out(url, self._limits)
        return self._partial[url]

    def _make(self, url: str) -> None:
        """Make a mirror aside and move it into place, so that half a one is none."""
        if self._absent(url):
            raise FetchError(ABSENT, where=url)
        mirror = self._mirror(url)
        aside = mirror.with_suffix(f".{os.getpid()}.new")
        self._made.add(url)
        try:
            aside.parent.mkdir(parents=True, exist_ok=True)
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
        settings = {"remote.origin.url": address}
        settings |= PARTIAL if self._leaves_out(url) else {}
        for key, value in settings.items():
            self._run(url, *within, "config", key, value)
        fetch = ("fetch", "--quiet", "--prune", "--force", "--no-write-fetch-head")
        refs = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")
        self._run(url, *within, *fetch, "origin", *refs)

    def _run(self, url: str, *command: str, given: bytes = b"") -> bytes:
        alone = self._absent(url)
        return run_git(command, self._limits, where=url, given=given, alone=alone)

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
