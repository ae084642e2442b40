"""A git repository of a fast-import stream, for a sample."""

from __future__ import annotations

__all__ = ["make_repository"]

import os
import shutil

from typing import TYPE_CHECKING

import git

from digest.errors import DigestError

if TYPE_CHECKING:
    from pathlib import Path

# The same objects everywhere, whatever git is set up to do.
APART = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
BARE = ("--bare", "--template=", "--initial-branch=master", "--object-format=sha1")


def make_repository(repository: Path, stream: Path) -> None:
    """Make a bare repository of a stream aside, and move it into place.

    Raises:
        DigestError: If git is not there, or the folder cannot be written.
    """
    aside = repository.absolute().with_suffix(f".{os.getpid()}.new")
    make = ["git", "init", "--quiet", *BARE, str(aside)]
    fill = ["git", "--git-dir", str(aside), "fast-import", "--quiet"]
    try:
        aside.parent.mkdir(parents=True, exist_ok=True)
        git.Git().execute(make, env=APART)
        with stream.open("rb") as file:
            git.Git().execute(fill, istream=file, env=APART)
        shutil.rmtree(repository, ignore_errors=True)
        aside.rename(repository)
    except (git.CommandError, OSError) as error:
        hint = "see that git runs and that there is room"
        raise DigestError("cannot be made", where=str(repository), hint=hint) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
