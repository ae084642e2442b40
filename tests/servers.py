"""Real archive servers on this machine.

Each starts when it is entered, on a free port of the loopback interface, from a sample
in a folder of its own, and is stopped when it is left.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import git
import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    Command = Sequence[str | Path]

PATIENCE = 120.0  # seconds; it takes about 3
BOUND = re.compile(r"http://127\.0\.0\.1:[1-9][0-9]*(?=[/\s])")
DATE_FORMAT = "--date-format=raw-permissive"  # the zones of authors may be anywhere
HYPERKITTY = Path(sys.prefix) / "others" / "servers" / "bin" / "mailman-web"
SETTINGS = """\
from mailman_web.settings.base import *
from mailman_web.settings.mailman import *

SECRET_KEY = "known to all"
ALLOWED_HOSTS = ["127.0.0.1"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "all.db"}}
STATIC_ROOT = "static"
HAYSTACK_CONNECTIONS = {
    "default": {
        "ENGINE": "haystack.backends.whoosh_backend.WhooshEngine",
        "PATH": "index",
    }
}
LOGGING = {"version": 1, "disable_existing_loggers": False}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
COMPRESS_ENABLED = COMPRESS_OFFLINE = False
COMPRESS_PRECOMPILERS = ()
MAILMAN_REST_API_URL = "http://127.0.0.1:1"
"""
LIST = "list@example.org"
# One after the other in one process: each of them takes a second to be ready for work.
SERVE = f"""
from django.core.management import call_command
call_command("migrate", verbosity=0)
how = ("--no-sync-mailman", "--ignore-mtime", "--since", "1970-01-01")
call_command("hyperkitty_import", "-l", "{LIST}", *how, "all.mbox", verbosity=0)
call_command("runserver", "127.0.0.1:0", use_reloader=False)
"""


def make_epoch(folder: Path, stream: bytes) -> Path:
    """Return a new repository of a fast-export stream, as public-inbox keeps it."""
    path = folder / "git" / "0.git"
    _run(["git", "init", "--quiet", "--bare", "-b", "master", path], folder)
    _run(["git", "-C", path, "fast-import", "--quiet", DATE_FORMAT], folder, stream)
    return path


def mails_of(epoch: Path) -> list[bytes]:
    """Return the mails of an epoch, newest first."""
    with git.Repo(epoch) as repository:
        commits = [*repository.iter_commits("master")]
        return [commit.tree["m"].data_stream.read() for commit in commits]


def as_mbox(mails: Iterable[bytes]) -> bytes:
    """Return mails as one mboxrd."""
    escaped = (re.sub(rb"(?m)^(?=>*From )", b">", mail) for mail in mails)
    line = b"From mboxrd@z Thu Jan  1 00:00:00 1970\n"
    return b"".join(line + mail + b"\n" for mail in escaped)


@contextmanager
def public_inbox(folder: Path, stream: bytes) -> Generator[str]:
    """Serve an inbox of the mails in a fast-export stream; skip if that is impossible.

    ``folder`` is to be empty.
    """
    if not shutil.which("public-inbox-httpd"):
        pytest.skip("no public-inbox here (Debian, Ubuntu: apt install public-inbox)")
    inbox = folder / "inbox"
    inbox.mkdir()
    make_epoch(inbox, stream)
    where = ("http://127.0.0.1/list", LIST)
    _run(["public-inbox-init", "-V2", "-L", "full", "list", inbox, *where], folder)
    _run(["public-inbox-index", "-L", "full", inbox], folder)
    serve = ["public-inbox-httpd", "-l", "http://127.0.0.1:0", "-W0"]
    with started(serve, folder) as url:
        yield f"{url}/list/"


@contextmanager
def hyperkitty(folder: Path, mbox: bytes) -> Generator[str]:
    """Serve a list's archive of the mails in an mbox; skip if that is impossible.

    ``folder`` is to be empty.
    """
    if not HYPERKITTY.exists():
        pytest.skip("no HyperKitty here: run make servers")
    (folder / "settings.py").write_text(SETTINGS, encoding="utf-8")
    (folder / "all.mbox").write_bytes(mbox)
    with started([HYPERKITTY, "shell", "-c", SERVE], folder) as url:
        yield f"{url}/archives/list/{LIST}/"


@contextmanager
def started(
    command: Command, folder: Path, patience: float = PATIENCE
) -> Generator[str]:
    """Run a server that says at which address it is, and give that."""
    log = folder / "server.log"
    with (
        log.open("wb") as file,
        subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            deadline = time.monotonic() + patience
            while not (bound := BOUND.search(log.read_text("utf-8", "replace"))):
                if process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(
                        f"{command[0]} did not start:\n{log.read_text('utf-8')}"
                    )
                time.sleep(0.02)
            yield bound[0]
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()


def _run(command: Command, folder: Path, given: bytes = b"") -> None:
    """Run a command that comes to an end."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=_environment(folder),
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"{command[0]} failed:\n{done.stdout.decode(errors='replace')}")


def _environment(folder: Path) -> dict[str, str]:
    """Return what keeps a program from everything that is set up on this machine."""
    return {
        "GIT_CONFIG_NOSYSTEM": "1",
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "MAILMAN_WEB_CONFIG": str(folder / "settings.py"),
        "PATH": os.environ["PATH"],
        "PI_CONFIG": str(folder / "config"),
        "PYTHONUNBUFFERED": "1",
        "TMPDIR": str(folder),
        "TZ": "UTC",
    }
