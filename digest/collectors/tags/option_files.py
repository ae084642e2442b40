"""The files of a repository that describe options, at two tags, to what changed."""

from __future__ import annotations

__all__ = ["changed_options"]

import re

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from digest.collectors.tags.points import reference
from digest.compare.options import compare_options, pair_files
from digest.errors import FetchError
from digest.fetch import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.changes import OptionChange
    from digest.edition import Project
    from digest.fetch import Fetch
    from digest.model import Tag

MANY = 500  # files that changed between two releases; fence-agents has a hundred
ENTRY = re.compile(
    r"(?P<mode>\d{6}) [a-z]+ (?P<object>[0-9a-f]+)\t(?P<path>.+)", re.DOTALL
)
FOLDER = "040000"


def changed_options(
    project: Project, before: Tag | None, tag: Tag, fetch: Fetch
) -> tuple[OptionChange, ...]:
    """Return what became of a project's options since a tag, if there is one.

    Only files that differ are read.

    Raises:
        FetchError: If the repository cannot be read, or too many files differ.
    """
    url = project.repository
    if not before or not project.options:
        return ()
    old, new = (dict(_files(project, each, fetch)) for each in (before, tag))
    pairs = {
        path: was for path, was in pair_files(old, new).items() if new[path] != old[was]
    }
    if len(pairs) > MANY:
        what = f"{len(pairs)} files of options changed: too many"
        raise FetchError(what, where=url, hint='look at "options" of the project')
    if not pairs:
        return ()
    wanted = [*(old[was] for was in pairs.values()), *(new[path] for path in pairs)]
    texts = [text_of(blob or b"") for blob in fetch.blobs(url, wanted)]
    return compare_options(
        dict(zip(pairs.values(), texts, strict=False)),
        dict(zip(pairs, texts[len(pairs) :], strict=True)),
    )


def _files(project: Project, tag: Tag, fetch: Fetch) -> Iterator[tuple[str, str]]:
    """Yield the path and the object of each file that ``options`` names at a tag.

    It names a file, a folder, or some files of a folder (``man/*.8``).
    """
    for wanted in project.options:
        folder, _, name = wanted.rstrip("/").rpartition("/")
        inside = f"{folder}/" if folder else ""
        for mode, found, path in _listed(project, tag, fetch, inside):
            if mode == FOLDER and path == f"{inside}{name}":
                below = _listed(project, tag, fetch, f"{path}/")
                yield from ((p, o) for kind, o, p in below if kind.startswith("100"))
            elif mode.startswith("100") and fnmatchcase(path, f"{inside}{name}"):
                yield path, found


def _listed(
    project: Project, tag: Tag, fetch: Fetch, folder: str
) -> Iterator[tuple[str, str, str]]:
    """Yield the mode, the object and the path of what is in a folder."""
    command = ("ls-tree", "-z", "--full-tree", reference(tag))
    within = ("--", folder) if folder else ()
    for line in fetch.git(project.repository, *command, *within).split("\0"):
        if entry := ENTRY.fullmatch(line):
            yield entry["mode"], entry["object"], entry["path"]
