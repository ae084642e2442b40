"""A new digest for another community: its files, all of them or none."""

from __future__ import annotations

__all__ = ["Charter", "Outlet", "Watched", "found", "languages"]

from contextlib import ExitStack, suppress
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from digest.config import read_plan
from digest.errors import ConfigError, DigestError
from digest.founding.charter import Charter, Outlet, Watched
from digest.founding.skeleton import files_of, words_of
from digest.packaged import packaged
from digest.replacing import replace_file

if TYPE_CHECKING:
    from collections.abc import Mapping

PROJECTS = "projects.toml"
HINT = "nothing was written"
SCRIPT = b"#!"


def languages() -> tuple[str, ...]:
    """Return the languages that a new digest can have: those with words for it."""
    return tuple(words_of())


def found(folder: Path, charter: Charter) -> tuple[str, ...]:
    """Write a new digest into a folder; return the names of its files.

    What the folder has of other names stays as it is.

    Raises:
        DigestError: If a file is there already, or cannot be written; what was written
            before that is taken away again.
        ConfigError: If the projects file would not do; nothing is written.
    """
    plan = read_plan(packaged(PROJECTS))
    version = metadata.version("monthly-andrew")
    files = files_of(charter, plan.edition.watch, version)
    _check(folder, files[PROJECTS])
    _refuse(folder, files)
    _write(folder, files)
    return tuple(files)


def _check(folder: Path, projects: bytes) -> None:
    """See that a projects file can be used.

    Raises:
        ConfigError: If it cannot.
    """
    with TemporaryDirectory() as place:
        path = Path(place, PROJECTS)
        path.write_bytes(projects)
        try:
            read_plan(path)
        except ConfigError as error:
            where = str(folder / PROJECTS)
            raise ConfigError(error.problems, where=where, hint=HINT) from error


def _refuse(folder: Path, files: Mapping[str, bytes]) -> None:
    """See that no file is there.

    Raises:
        DigestError: If one is.
    """
    if folder.exists() and not folder.is_dir():
        raise DigestError("not a folder", where=str(folder), hint=HINT)
    there = [n for n in files if (folder / n).exists() or (folder / n).is_symlink()]
    if there:
        what = f"there already: {', '.join(there)}"
        hint = f"{HINT}; name a new folder, or move them out of the way"
        raise DigestError(what, where=str(folder), hint=hint)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files, or none.

    Raises:
        DigestError: If one cannot be written.
    """
    with ExitStack() as undoing:  # also whoever stops us wants no half of a digest
        for name, text in files.items():
            for path in _missing(folder / name):
                undoing.callback(_remove, path)
            replace_file(folder / name, text)
            if text.startswith(SCRIPT):
                (folder / name).chmod(0o755)
        undoing.pop_all()


def _remove(path: Path) -> None:
    with suppress(OSError):  # the folder of what could not be written
        path.rmdir() if path.is_dir() else path.unlink()


def _missing(path: Path) -> list[Path]:
    """Return the path and the folders above it that are not there, from the top."""
    return [each for each in (*reversed(path.parents), path) if not each.exists()]
