"""The one door out: files, HTTP and git."""

from __future__ import annotations

__all__ = ["Fetch", "Limits", "is_remote", "text_of"]

import hashlib
import logging
import os
import re
import shutil
import time

from dataclasses import dataclass
from pathlib import Path

import git
import requests

from digest.errors import FetchError

logger = logging.getLogger(__name__)

USER_AGENT = "monthly-andrew (release digest; reads once a month)"
REMOTE = re.compile(r"[a-z][a-z0-9+.-]*://|[\w.-]+@[\w.-]+:", re.IGNORECASE)
SAFE = re.compile(r"[^A-Za-z0-9.-]+")
MEBIBYTE = 1 << 20

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
GIT_SAYS = (
    (LOCKED, r"\.lock'?: File exists"),
    ("asks for a password", r"could not read (Username|Password)|terminal prompts|"
     r"Authentication failed|Permission denied|returned error: 40[13]"),
    (DAMAGED, r"early EOF|index-pack|unpack|bad object|corrupt|"
     r"loose object|bad pack|invalid|did not send all|bundle header|inflate|"
     r"Repository lacks|missing blob|could not parse|fatal: pack"),
    ("does not answer", r"Could not resolve|Failed to connect|Couldn't connect|"
     r"Connection refused|timed out|unreachable|hung up|Operation too slow|Timeout:"),
    ("no such repository", r"not appear to be a git repo|not a git repo|not found|"
     r"does not exist|no such file|returned error: 404|Could not read from remote"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long to wait, in seconds, and how much to take, in bytes."""

    connect: float = 10
    read: float = 30
    whole: float = 300
    git: float = 600
    size: int = 256 * MEBIBYTE
    file: int = 16 * MEBIBYTE


def is_remote(url: str) -> bool:
    """Return whether an address names another place than a file here."""
    return bool(REMOTE.match(url)) and not url.startswith("file://")


def text_of(data: bytes) -> str:
    """Return bytes as text: each line as UTF-8, or Latin-1 where it is not that.

    Old changelogs mix the two; resource-agents' does.
    """
    lines = []
    for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        try:
            lines.append(line.decode())
        except UnicodeDecodeError:
            lines.append(line.decode("latin-1"))
    return "\n".join(lines)


class Fetch:
    """Brings bytes and git history, each within its limits, or says why not.

    Args:
        cache: The folder that keeps the mirrors of repositories.
        base: The folder that paths in the projects file start from.
        offline: Whether to read only what is here already.
        limits: How long to wait and how much to take.
    """

    def __init__(
        self, cache: Path, *, base: Path, offline: bool = False, limits: Limits
    ) -> None:
        self._cache, self._base = cache, base
        self._offline, self._limits = offline, limits
        self._mirrors: dict[str, Path] = {}

    def read(self, url: str) -> bytes:
        """Return what an address answers, or what a file holds.

        Raises:
            FetchError: If there is nothing, or too much, or too late.
        """
        if is_remote(url):
            return self._get(url)
        path = self._path(url)
        try:
            if path.stat().st_size > self._limits.size:
                raise FetchError(self._too_large(), where=url)
            return path.read_bytes()
        except OSError as error:
            raise self._missing(url, error) from error

    def git(self, url: str, *command: str) -> str:
        """Return what a git command prints in a mirror of the repository.

        The mirror is made, or brought up to date, on first use. A revision among the
        arguments is given as a full name (``refs/tags/v1.0``) or an object id, so
        that no name is ever read as an option.

        Raises:
            FetchError: If the repository cannot be read.
        """
        return text_of(self._git(url, "--git-dir", str(self._mirror(url)), *command))

    def file(self, url: str, revision: str, path: str) -> str | None:
        """Return a file of the repository at a revision, or none if it is not there.

        Raises:
            FetchError: If the repository cannot be read, or the file is too large.
        """
        listed = self.git(url, "ls-tree", "-l", "-z", "--full-tree", revision, path)
        entry = re.match(r"100[0-7]{3} blob ([0-9a-f]+) +([0-9]+)\t", listed)
        if not entry:
            return None
        if int(entry[2]) > self._limits.file:
            size = self._limits.file // MEBIBYTE
            raise FetchError(f"{path} is larger than {size} MiB", where=url)
        return self.git(url, "cat-file", "blob", entry[1])

    def _get(self, url: str) -> bytes:
        if self._offline:
            raise FetchError("not read, as asked: offline", where=url)
        limits, received = self._limits, bytearray()
        deadline = time.monotonic() + limits.whole
        try:
            with requests.get(
                url,
                headers={"User-Agent": USER_AGENT},
                timeout=(limits.connect, limits.read),
                stream=True,
            ) as response:
                response.raise_for_status()
                for chunk in response.iter_content(1 << 16):
                    received += chunk
                    if len(received) > limits.size:
                        raise FetchError(self._too_large(), where=url)
                    if time.monotonic() > deadline:
                        raise FetchError(_late(limits.whole), where=url)
        except requests.HTTPError as error:
            status = error.response.status_code
            raise FetchError(f"answers with status {status}", where=url) from error
        except requests.Timeout as error:
            raise FetchError(_late(limits.read), where=url) from error
        except requests.RequestException as error:
            raise FetchError("does not answer", where=url) from error
        return bytes(received)

    def _mirror(self, url: str) -> Path:
        """Return the mirror of a repository, as new as this run needs it."""
        if url not in self._mirrors:
            digest = hashlib.sha256(self._address(url).encode()).hexdigest()[:16]
            name = SAFE.sub("-", Path(url).stem).strip("-.")
            mirror = self._cache / "git" / f"{name}-{digest}.git"
            if not mirror.exists():
                self._make(url, mirror)
            elif not (self._offline and is_remote(url)):
                self._renew(url, mirror)
            self._mirrors[url] = mirror
        return self._mirrors[url]

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
            self._git(url, "init", "--quiet", "--bare", "--template=", str(aside))
            self._update(url, aside)
            shutil.rmtree(mirror, ignore_errors=True)
            aside.rename(mirror)
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def _update(self, url: str, mirror: Path) -> None:
        """Bring branches and tags; blobs only when they are read, if that is offered."""
        address = self._address(url)
        partial = is_remote(url)
        if not partial and not self._path(url).exists():
            raise self._missing(url)
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
            self._git(url, *within, "config", key, value)
        fetch = ("fetch", "--quiet", "--prune", "--force", "--no-write-fetch-head")
        refs = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")
        self._git(url, *within, *fetch, "origin", *refs)

    def _git(self, url: str, *command: str) -> bytes:
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

    def _path(self, url: str) -> Path:
        return self._base / url.removeprefix("file://")

    def _address(self, url: str) -> str:
        """Return what git is given: a path is made absolute, so it is no option."""
        return url if is_remote(url) else str(self._path(url).resolve())

    def _too_large(self) -> str:
        return f"larger than {self._limits.size // MEBIBYTE} MiB"

    def _missing(self, url: str, error: OSError | None = None) -> FetchError:
        what = "no such file or folder"
        if error and not isinstance(error, FileNotFoundError):
            what = (error.strerror or "cannot be read").lower()
        return FetchError(what, where=url, hint="paths start from the projects file")


def _told(stderr: str, seconds: float) -> str:
    """Return in our words what git complains of; its own name paths of this machine."""
    for ours, theirs in GIT_SAYS:
        if re.search(theirs, stderr, re.IGNORECASE):
            return _late(seconds) if "Timeout:" in stderr else ours
    return "git cannot read it"


def _late(seconds: float) -> str:
    return f"no answer within {seconds:.0f} seconds"
