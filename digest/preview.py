"""A site on this machine, made again whenever something that it is made of is saved."""

from __future__ import annotations

__all__ = ["Address", "Preview", "Stamps", "in_a_line", "stamps"]

import logging
import os
import re

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserverVFS

from digest.errors import DigestError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

logger = logging.getLogger(__name__)

# Such as 127.0.0.1:8000, localhost:8000 and [::1]:8000.
WRITTEN = re.compile(
    r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[A-Za-z0-9.-]+)):(?P<port>[0-9]{1,5})"
)
PORTS = range(65536)
PAUSE = 0.3  # seconds between two looks at what was saved

Stamps = dict[Path, tuple[int, int]]  # when files were saved, and how long they are


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a server listens; port 0 is any that is free."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Address:
        """Return the address that is written as HOST:PORT.

        Raises:
            UsageError: If it is none.
        """
        found = WRITTEN.fullmatch(text)
        if not found or int(found["port"]) not in PORTS:
            hint = "write it as HOST:PORT, such as 127.0.0.1:8000"
            raise UsageError(f'not an address: "{text}"', where="--addr", hint=hint)
        return cls(host=found["six"] or found["host"], port=int(found["port"]))

    def __str__(self) -> str:
        """Return it as it stands in a link."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


class Preview(LiveReloadServer):
    """Serves a site, and has it made again when what it is made of has changed.

    Args:
        make: What makes the site, or raises a DigestError and leaves what is there.
        inputs: The files and folders that it is made of, there or not.
        address: Where it listens.
        site: The folder of the site.
    """

    def __init__(
        self,
        make: Callable[[], None],
        inputs: Iterable[Path],
        address: Address,
        site: Path,
    ) -> None:
        super().__init__(self.renew, address.host, address.port, str(site))
        self._make, self._address, self._site = make, address, site
        self._well = True
        watched = [path.resolve() for path in inputs]
        self.observer = _Observer(watched)  # type: ignore[assignment] # one more kind
        for folder in _folders(watched):
            self.watch(str(folder))
        self.error_handler = self._error_page

    def run(self) -> None:
        """Make the site and serve it, until Ctrl-C or `shutdown`.

        Raises:
            DigestError: If there is no site yet, and none can be made; or if nobody
                can listen at the address.
        """
        # A strict build counts every warning of MkDocs, be it of a request meanwhile.
        logging.getLogger("mkdocs.livereload").setLevel(logging.CRITICAL)
        try:
            self.observer.start()  # before what is read now can change
            self._make()
            self.serve()  # type: ignore[no-untyped-call] # it is MkDocs' own
        except KeyboardInterrupt:
            logger.info("stopped")
        finally:
            self.shutdown()
            for thread in (self.serve_thread, self.observer):
                if thread.ident:  # it was started
                    thread.join()

    def renew(self) -> None:
        """Have the site made again; if it cannot be, say why in a line.

        An error must not get out: the server would keep all who ask waiting until it
        is mended.
        """
        try:
            self._make()
        except DigestError as error:
            self._well = False
            logger.warning("error: %s", in_a_line(error))
            return
        if not self._well:
            logger.info("mended")
        self._well = True

    def server_bind(self) -> None:
        """Take the address.

        Raises:
            DigestError: If somebody has it, or it is none of this machine's.
        """
        try:
            super().server_bind()
        except OSError as error:
            what = error.strerror or "cannot be used"
            hint = "name another with --addr, such as 127.0.0.1:8001"
            where = str(self._address)
            raise DigestError(what.lower(), where=where, hint=hint) from error

    def server_activate(self) -> None:
        """Listen, and say where."""
        super().server_activate()
        logger.info("look at http://%s/", replace(self._address, port=self.server_port))

    def _error_page(self, status: int) -> bytes | None:
        page = self._site / f"{status}.html"
        return page.read_bytes() if page.is_file() else None


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


def in_a_line(told: object) -> str:
    """Return an error, or what is told like one, with its hint on the same line."""
    return "; ".join(line.strip() for line in str(told).splitlines())


class _Observer(PollingObserverVFS):
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


def _folders(inputs: Iterable[Path]) -> tuple[Path, ...]:
    """Return the folders that all inputs are or will be in, none in another of them.

    What lies in two of them would be noticed twice, and be the reason of two rounds.
    """
    near = {next(f for f in path.parents if f.is_dir()) for path in inputs}
    return tuple(sorted(f for f in near if not near.intersection(f.parents)))
