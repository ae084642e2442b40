"""Files that are watched: what tells whether they were saved, and who looks."""

from __future__ import annotations

__all__ = ["Observer", "Stamps", "folders", "stamps"]

import os

from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from watchdog.observers.polling import PollingObserverVFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PAUSE = 0.3  # seconds between two looks at what was saved

Stamps = dict[Path, tuple[int, int]]  # when files were saved, and how long they are


def stamps(inputs: Iterable[Path]) -> Stamps:
    """Return what tells the files, and those in the folders, from what they will be."""
    every = (file for path in inputs for file in (path, *path.rglob("*")))
    found: Stamps = {}
    for file in every:
        with suppress(OSError):  # it has gone meanwhile, or was never there
            said = file.stat()
            if S_ISREG(said.st_mode):
                found[file] = (said.st_mtime_ns, said.st_size)
    return found


class Observer(PollingObserverVFS):
    """Looks at certain files and folders, there or not, and at nothing beside them.

    What is made of them may lie among them, and does not count.
    """

    def __init__(self, inputs: Iterable[Path]) -> None:
        self._inputs = tuple(inputs)
        super().__init__(os.stat, self._list, polling_interval=PAUSE)

    def start(self) -> None:
        """Look from now on; being told so again changes nothing."""
        if not self.is_alive():
            super().start()

    def _list(self, folder: str | None) -> Iterator[os.DirEntry[str]]:
        with os.scandir(folder) as entries:
            return iter([entry for entry in entries if self._counts(Path(entry))])

    def _counts(self, path: Path) -> bool:
        """Return whether a path leads to an input, or is one and no editor's own."""
        if any(path in known.parents for known in self._inputs):
            return True
        own = path.name.startswith(".") or path.name.endswith("~")
        return not own and any(known in (path, *path.parents) for known in self._inputs)


def folders(inputs: Iterable[Path]) -> tuple[Path, ...]:
    """Return the folders that all inputs are or will be in, none in another of them.

    What lies in two of them would be noticed twice, and be the reason of two rounds.
    """
    near = {next(f for f in path.parents if f.is_dir()) for path in inputs}
    return tuple(sorted(f for f in near if not near.intersection(f.parents)))
