"""Mirrors of git repositories, kept in a folder and brought up to date."""

from __future__ import annotations

__all__ = ["Mirrors"]

import hashlib
import logging
import os
import re
import shutil

from pathlib import Path

import git

from digest.errors import FetchError
from digest.fetch.limits import Limits, is_remote, late

logger = logging.getLogger(__name__)

SAFE = re.compile(r"[^A-Za-z0-9.-]+")
MISSING, PATHS = "no such file or folder", "paths start from the projects file"

# No prompt of git, ssh or a helper may ever wait for an answer; no transport that
# runs a command, such as ext::, may be named by a projects file.
ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "GCM_INTERACTIVE": "never",
    "GIT_SSH_COMMAND": "ssh -o BatchMode=yes",
    "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
}
SETTINGS = {
    "core.askPass": "",
    "gc.auto": "0",
    "http.lowSpeedLimit": "1",
    "http.lowSpeedTime": "30",
    "log.showSignature": "false",
    "maintenance.auto": "false",
}
DAMAGED = "damaged or cut short"
LOCKED = "locked by another run"
# What git says, and what we say of it. The first that is found counts.
GIT_SAYS = {
    LOCKED: r"\.lock'?: File exists",
    "asks for a password": (
        r"could not read (Username|Password)|terminal prompts|Authentication failed"
        r"|Permission denied|returned error: 40[13]"
    ),
    DAMAGED: (
        r"early EOF|index-pack|unpack|bad object|corrupt|loose object|bad pack|invalid"
        r"|did not send all|bundle header|inflate|Repository lacks|missing blob"
        r"|could not parse|fatal: pack"
    ),
    "does not answer": (
        r"Could not resolve|Failed to connect|Couldn't connect|Connection refused"
        r"|timed out|unreachable|hung up|Operation too slow|Timeout:"
    ),
    "no such repository": (
        r"not appear to be a git repo|not a git repo|not found|does not exist"
        r"|no such file|returned error: 404|Could not read from remote"
    ),
}


class Mirrors:
    """Runs git in mirrors, each made or brought up to date once in a run.

    Args:
        cache: The folder that keeps them.
        base: The folder that paths of repositories start from.
        offline: Whether to use remote repositories only as they are here already.
        limits: How long git may take.
    """

    def __init__(
        self, cache: Path, *, base: Path, offline: bool, limits: Limits
    ) -> None:
        self._cache, self._base = cache, base
        self._offline, self._limits = offline, limits
        self._fresh: dict[str, Path] = {}

    def git(self, url: str, *command: str) -> bytes:
        """Return what a git command prints in the mirror of a repository.

        Raises:
            FetchError: If the repository cannot be read.
        """
        return self._run(url, "--git-dir", str(self._mirror(url)), *command)

    def _mirror(self, url: str) -> Path:
        """Return the mirror of a repository, as new as this run needs it."""
        if url not in self._fresh:
            digest = hashlib.sha256(self._address(url).encode()).hexdigest()[:16]
            name = SAFE.sub("-", Path(url).stem).strip("-.")
            mirror = self._cache / f"{name}-{digest}.git"
            if not mirror.exists():
                self._make(url, mirror)
            elif not (self._offline and is_remote(url)):
                self._renew(url, mirror)
            self._fresh[url] = mirror
        return self._fresh[url]

    def _renew(self, url: str, mirror: Path) -> None:
        """Bring a mirror up to date, or make it anew if a killed run has broken it."""
        try:
            self._update(url, mirror)
        except FetchError as error:
            if error.what not in {DAMAGED, LOCKED}:
                raise
            self._make(url, mirror)

    def _make(self, url: str, mirror: Path) -> None:
        """Make a mirror aside and move it into place, so that half a one is none."""
        if self._offline and is_remote(url):
            raise FetchError("not in the cache, and asked to stay offline", where=url)
        aside = mirror.with_suffix(f".{os.getpid()}.new")
        aside.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(aside, ignore_errors=True)
        try:
            self._run(url, "init", "--quiet", "--bare", "--template=", str(aside))
            self._update(url, aside)
            shutil.rmtree(mirror, ignore_errors=True)
            aside.rename(mirror)
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def _update(self, url: str, mirror: Path) -> None:
        """Bring branches and tags; blobs only when they are read, where offered."""
        address = self._address(url)
        partial = is_remote(url)
        if not partial and not Path(address).exists():
            raise FetchError(MISSING, where=url, hint=PATHS)
        settings = {"remote.origin.url": address}
        if partial:
            settings |= {
                "core.repositoryFormatVersion": "1",
                "extensions.partialClone": "origin",
                "remote.origin.promisor": "true",
                "remote.origin.partialCloneFilter": "blob:none",
            }
        within = ("--git-dir", str(mirror))
        for key, value in settings.items():
            self._run(url, *within, "config", key, value)
        fetch = ("fetch", "--quiet", "--prune", "--force", "--no-write-fetch-head")
        refs = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")
        self._run(url, *within, *fetch, "origin", *refs)

    def _run(self, url: str, *command: str) -> bytes:
        settings = [f"{key}={value}" for key, value in SETTINGS.items()]
        options = [part for setting in settings for part in ("-c", setting)]
        logger.debug("git %s", " ".join(command))
        status, stdout, stderr = git.Git().execute(
            ["git", *options, *command],
            env=ENVIRONMENT,
            kill_after_timeout=self._limits.git,
            with_extended_output=True,
            with_exceptions=False,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
        )
        if status:
            logger.debug("git says: %s", stderr)
            raise FetchError(_told(stderr, self._limits.git), where=url)
        return stdout

    def _address(self, url: str) -> str:
        """Return what git is given: a path is made absolute, so it is no option."""
        if is_remote(url):
            return url
        return str((self._base / url.removeprefix("file://")).resolve())


def _told(stderr: str, seconds: float) -> str:
    """Return in our words what git complains of; its own name paths of this machine."""
    for ours, theirs in GIT_SAYS.items():
        if re.search(theirs, stderr, re.IGNORECASE):
            return late(seconds) if "Timeout:" in stderr else ours
    return "git cannot read it"
