"""The sample that ships: a small digest of one month, to look around in."""

from __future__ import annotations

__all__ = ["lay_out"]

from contextlib import suppress
from importlib import resources
from typing import TYPE_CHECKING

from digest.errors import DigestError
from digest.fetch.streams import make_repository
from digest.replacing import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

SAMPLE = resources.files(__name__) / "sample"
PROJECTS = "projects.toml"
# What must not be written over, unless the projects file says that it is the sample's.
OURS = (PROJECTS, "upstream", "lists", "content/facts")


def lay_out(folder: Path) -> None:
    """Write the sample into a folder: projects.toml, repositories, an mbox, notes.

    Doing so again changes nothing. Notes that are there are kept as they are.

    Raises:
        DigestError: If the folder holds somebody else's digest or cannot be written.
    """
    projects = (SAMPLE / PROJECTS).read_bytes()
    _refuse_others(folder, projects)
    # First, so that what a killed run leaves behind is known to be the sample's.
    replace_file(folder / PROJECTS, projects)
    for archive in _files("lists"):
        replace_file(folder / "lists" / archive.name, archive.read_bytes())
    for stream in _files("upstream"):
        name = stream.name.replace(".stream", ".git")
        with resources.as_file(stream) as path:
            make_repository(folder / "upstream" / name, path)
    for notes in _files("notes"):
        path = folder / "content" / "notes" / notes.name
        if not path.exists():
            replace_file(path, notes.read_bytes())


def _refuse_others(folder: Path, projects: bytes) -> None:
    """See that what is in the folder is the sample's.

    Raises:
        DigestError: If anything that would be written over is somebody else's.
    """
    with suppress(OSError):
        if (folder / PROJECTS).read_bytes() == projects:
            return
    for name in OURS:
        if (folder / name).exists():
            what, hint = "not the sample's", "name a new folder, or an empty one"
            raise DigestError(what, where=str(folder / name), hint=hint)


def _files(kind: str) -> Iterator[Traversable]:
    """Yield the sample's files of a kind, in the order of their names."""
    yield from sorted((SAMPLE / kind).iterdir(), key=lambda file: file.name)
