"""Git as a command: what it prints, or what is wrong in our words."""

from __future__ import annotations

__all__ = ["FORBIDDEN", "OURS", "run_git"]

import logging
import os
import re
import signal

from io import BytesIO
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

# Who only renders needs no git; who collects without it is told so below.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

import git

from digest.errors import DigestError, FetchError
from digest.fetch.limits import Limits, late, too_large

if TYPE_CHECKING:
    from collections.abc import Sequence

logger = logging.getLogger(__name__)

INSTALL = "install it, and see that it is in PATH"

# No prompt of git, ssh or a helper may ever wait for an answer; no transport that
# runs a command, such as ext::, may be named by a projects file.
ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "GCM_INTERACTIVE": "never",
    "GIT_SSH_COMMAND": "ssh -o BatchMode=yes -o ConnectTimeout=10",
    "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
}
ALONE = {"GIT_ALLOW_PROTOCOL": "file"}
SETTINGS = {
    "core.askPass": "",
    "gc.auto": "0",
    "http.lowSpeedLimit": "1",
    "http.lowSpeedTime": "30",
    "i18n.logOutputEncoding": "UTF-8",
    "log.showSignature": "false",
    "maintenance.auto": "false",
}
DAMAGED, LOCKED = "damaged or cut short", "locked by another run"
STOPPED = "git was stopped"
UNCLEAR, FORBIDDEN = "git cannot read it", "cannot be reached that way"
# What may be the mirror's fault, not its source's: a run that was killed leaves such.
OURS = {DAMAGED, LOCKED, UNCLEAR}
# What git says, and what we say of it. The first that is found counts.
GIT_SAYS = {
    LOCKED: r"lock.*: File exists",
    "asks for a password": (
        r"could not read (Username|Password)|terminal prompts|Authentication failed"
        r"|Permission denied|returned error: 40[13]"
    ),
    "belongs to another user": r"dubious ownership",
    FORBIDDEN: (r"transport '[^']*' not allowed|is not a git command|strange hostname"),
    "neither a repository nor a bundle": (
        r"invalid gitfile|not appear to be a git repo|is this a git repo"
    ),
    DAMAGED: (
        r"early EOF|index-pack|unpack|bad object|corrupt|loose object|bad pack|invalid"
        r"|did not send all|bundle header|inflate|Repository lacks|missing blob"
        r"|missing object|could not parse|fatal: pack|not a git repo"
    ),
    "does not answer": (
        r"Could not resolve|Failed to connect|Couldn't connect|Connection refused"
        r"|timed out|unreachable|hung up|Operation too slow"
    ),
    "no such repository": (
        r"not found|does not exist|no such file|returned error: 404"
        r"|Could not read from remote"
    ),
}


def run_git(
    command: Sequence[str],
    limits: Limits,
    *,
    where: str,
    given: bytes = b"",
    alone: bool = False,
) -> bytes:
    """Return what a git command prints; ``where`` is what a complaint is about.

    It reads what is ``given``. If it is ``alone``, it may go nowhere for what is not
    here.

    Raises:
        FetchError: If git complains, or takes too long, or prints too much.
        DigestError: If there is no git.
    """
    settings = [f"{key}={value}" for key, value in SETTINGS.items()]
    options = [part for setting in settings for part in ("-c", setting)]
    logger.debug("git %s", " ".join(command))
    basket = _Basket(limits.size)
    try:
        with TemporaryFile() as paper:
            paper.write(given)
            paper.seek(0)
            status, _, stderr = git.Git().execute(
                ["git", *options, *command],
                istream=paper,
                env=ENVIRONMENT | (ALONE if alone else {}),
                kill_after_timeout=limits.git,
                output_stream=basket,
                with_extended_output=True,
                with_exceptions=False,
            )
    except git.GitCommandNotFound as error:
        raise DigestError("no such command", where="git", hint=INSTALL) from error
    if status:
        logger.debug("git says: %s", stderr)
        raise FetchError(_told(status, stderr, limits.git), where=where)
    if basket.spilled:
        raise FetchError(too_large(limits.size), where=where)
    return basket.getvalue()


class _Basket(BytesIO):
    """Holds what git prints, up to a size; all the rest is spilled."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size, self.spilled = size, False

    def write(self, data: Any, /) -> int:  # noqa: ANN401 - what the base class takes
        self.spilled = self.spilled or self.tell() + len(data) > self._size
        return len(data) if self.spilled else super().write(data)


def _told(status: int, stderr: str, seconds: float) -> str:
    """Return in our words what git complains of; its own name paths of this machine."""
    if "Timeout:" in stderr:
        return late(seconds)
    if -status in {signal.SIGINT, signal.SIGTERM}:  # by Ctrl-C: nothing is wrong
        return STOPPED
    for ours, theirs in GIT_SAYS.items():
        if re.search(theirs, stderr, re.IGNORECASE):
            return ours
    return UNCLEAR
