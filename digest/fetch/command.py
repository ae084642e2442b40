"""Git as a command: what it prints, or what is wrong in our words."""

from __future__ import annotations

__all__ = ["FORBIDDEN", "OURS", "Git"]

import logging
import re
import signal

from typing import TYPE_CHECKING

from digest.errors import DigestError, FetchError
from digest.fetch.limits import Limits, late, too_large
from digest.fetch.processes import Done, NoCommand, Processes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.fetch.stop import Stop

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


class Git:
    """Runs git; threads share it.

    Args:
        limits: How long a command may take, and how much it may print.
        stop: What tells whether any is to begin.
    """

    def __init__(self, limits: Limits, stop: Stop) -> None:
        self._limits, self._stop = limits, stop
        self._processes = Processes(limits, stop)

    def run(
        self,
        command: Sequence[str],
        *,
        where: str,
        given: bytes = b"",
        alone: bool = False,
    ) -> bytes:
        """Return what a git command prints; ``where`` is what a complaint is about.

        It reads what is ``given``. If it is ``alone``, it may go nowhere for what is
        not here.

        Raises:
            FetchError: If git complains, or takes too long, or prints too much, or we
                are stopped.
            DigestError: If there is no git.
        """
        settings = [f"{key}={value}" for key, value in SETTINGS.items()]
        options = [part for setting in settings for part in ("-c", setting)]
        logger.debug("git %s", " ".join(command))
        whole = ["git", *options, *command]
        environment = ENVIRONMENT | (ALONE if alone else {})
        try:
            done = self._processes.run(whole, environment, given=given, where=where)
        except NoCommand as error:
            raise DigestError("no such command", where="git", hint=INSTALL) from error
        if len(done.printed) > self._limits.size:
            raise FetchError(too_large(self._limits.size), where=where)
        # Git before 2.38 goes on without what it may not bring.
        if done.status or (alone and re.search(GIT_SAYS[FORBIDDEN], done.said)):
            logger.debug("git says: %s", done.said)
            raise FetchError(self._reason(done), where=where)
        return done.printed

    def end(self) -> None:
        """End all that runs, and let nothing begin."""
        self._processes.end()

    def _reason(self, done: Done) -> str:
        """Return in our words why git gave up."""
        if done.late:
            return late(self._limits.git)
        if self._stop or -done.status in {signal.SIGINT, signal.SIGTERM}:
            return STOPPED
        return _told(done.said)


def _told(stderr: str) -> str:
    """Return in our words what git complains of; its own name paths of this machine."""
    for ours, theirs in GIT_SAYS.items():
        if re.search(theirs, stderr, re.IGNORECASE):
            return ours
    return UNCLEAR
