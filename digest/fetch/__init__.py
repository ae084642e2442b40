"""The one door out: files, HTTP and git."""

from __future__ import annotations

__all__ = ["Fetch", "Limits", "Traffic", "text_of"]

import re

from contextlib import contextmanager
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from digest.errors import FetchError
from digest.fetch.limits import MISSING, PATHS, Limits, is_remote, too_large
from digest.fetch.meter import Traffic
from digest.fetch.objects import blobs_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from digest.fetch.out import Out
    from digest.fetch.question import Question

BATCH = ("cat-file", "--batch")
ID = re.compile(r"[0-9a-f]{40,64}")
FILE = re.compile(r"100[0-7]{3} blob ([0-9a-f]+) +([0-9]+)\t")


class Fetch:
    """Brings bytes and git history, each within its limits, or says why not.

    Threads share it.

    Args:
        cache: The folder that keeps answers, and the mirrors of repositories.
        base: The folder that paths in the projects file start from.
        offline: Whether to read only what is here already.
        limits: How long to wait and how much to take.
        tokens: What to show to a host that a source names, by its name.
    """

    def __init__(
        self,
        cache: Path,
        *,
        base: Path,
        offline: bool = False,
        limits: Limits,
        tokens: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._cache, self._base, self._offline = cache, base, offline
        self._limits, self._tokens = limits, tokens
        self._lock, self._ways = Lock(), cast("Out | None", None)
        self._stopped = False

    @property
    def traffic(self) -> Traffic:
        """What has gone over HTTP so far, except by git."""
        return self._out.asker.meter.traffic

    @property
    def _out(self) -> Out:
        """The ways out, made when somebody first goes.

        Raises:
            DigestError: If a token is none.
        """
        # It takes long to import, and who renders, or reads files, needs none of it.
        from digest.fetch.out import Out  # noqa: PLC0415 - see above

        with self._lock:
            self._ways = self._ways or Out(
                self._cache,
                base=self._base,
                offline=self._offline,
                limits=self._limits,
                tokens=self._tokens,
            )
            if self._stopped:
                self._ways.git.end()
            return self._ways

    def stop(self) -> None:
        """End what git does, and all waiting, by an error; nothing begins any more."""
        with self._lock:
            self._stopped, ways = True, self._ways
        if ways:
            ways.git.end()

    @contextmanager
    def open(
        self, url: str, *, post: bool = False, settled: bool = False
    ) -> Iterator[BinaryIO]:
        """Open what an address answers, or a file, which may be of any size.

        What is ``settled`` will never change: it is kept, and not asked for again. But
        nothing is kept that an error of ours (DigestError) leaves the context for.
        With ``post`` the address is asked by POST, with nothing in the request.

        Raises:
            StatusError: If an address answers with another status than 200.
            FetchError: If there is nothing, or too much, or too late.
            DigestError: If answers cannot be kept.
        """
        if is_remote(url):
            with self._out.web.open(url, post=post, settled=settled) as answer:
                yield answer
        else:
            with self._file(url) as file:
                yield file

    def read(self, url: str) -> bytes:
        """Return all that `open` gives of what may change.

        Raises:
            StatusError: If an address answers with another status than 200.
            FetchError: If there is nothing, or too much, or too late.
            DigestError: If answers cannot be kept.
        """
        with self.open(url) as source:
            data = source.read(self._limits.size + 1)
        if len(data) > self._limits.size:
            raise FetchError(too_large(self._limits.size), where=url)
        return data

    def ask(self, question: Question) -> bytes:
        """Return what is answered to a question; nothing of either is kept.

        Raises:
            FetchError: If there is no answer, or one that says no.
        """
        return self._out.web.ask(question)

    def _file(self, url: str) -> BinaryIO:
        try:
            return (self._base / url.removeprefix("file://")).open("rb")
        except (FileNotFoundError, ValueError) as error:
            raise FetchError(MISSING, where=url, hint=PATHS) from error
        except OSError as error:
            raise _unreadable(error, url) from error

    def names(self, url: str) -> tuple[str, ...]:
        """Return the names of the files in a folder; none if it is no folder here.

        Raises:
            FetchError: If it may not be read.
        """
        path = self._base / url.removeprefix("file://")
        try:
            if is_remote(url) or not path.is_dir():
                return ()
            return tuple(sorted(item.name for item in path.iterdir() if item.is_file()))
        except OSError as error:
            raise _unreadable(error, url) from error

    def git(self, url: str, *command: str) -> str:
        """Return what a git command prints in a mirror of the repository.

        The mirror is made, or brought up to date, on first use. A revision among the
        arguments is given as a full name (``refs/tags/v1.0``) or an object id, so
        that no name is ever read as an option.

        Raises:
            FetchError: If the repository cannot be read.
        """
        return text_of(self._out.mirrors.git(url, *command))

    def blobs(self, url: str, names: Sequence[str]) -> tuple[bytes | None, ...]:
        """Return objects of the repository by name, such as ``1234abcd:TODO``.

        Raises:
            FetchError: If the repository cannot be read, or they are too large.
        """
        mirrors = self._out.mirrors
        if all(map(ID.fullmatch, names)):
            mirrors.bring(url, names)
        given = "".join(f"{name}\n" for name in names).encode()
        return tuple(blobs_of(mirrors.git(url, *BATCH, given=given)))

    def file(self, url: str, revision: str, path: str) -> str | None:
        """Return a file of the repository at a revision, or none if it is not there.

        Raises:
            FetchError: If the repository cannot be read, or the file is too large.
        """
        listing = ("ls-tree", "-l", "-z", "--full-tree", revision, "--", path)
        entry = FILE.match(self.git(url, *listing))
        if not entry:
            return None
        if int(entry[2]) > self._limits.file:
            raise FetchError(f"{path} is {too_large(self._limits.file)}", where=url)
        return self.git(url, "cat-file", "blob", entry[1])


def _unreadable(error: OSError, url: str) -> FetchError:
    what = (error.strerror or "cannot be read").lower()
    return FetchError(what, where=url, hint=PATHS)
