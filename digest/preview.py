"""A site on this machine, made again whenever something that it is made of is saved."""

from __future__ import annotations

__all__ = ["Address", "Preview", "in_a_line"]

import logging
import re

from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from threading import Timer
from typing import TYPE_CHECKING

from mkdocs.livereload import LiveReloadServer

from digest.errors import DigestError, UsageError
from digest.watching import Observer, folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

logger = logging.getLogger(__name__)

# Such as 127.0.0.1:8000, localhost:8000 and [::1]:8000.
WRITTEN = re.compile(
    r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[A-Za-z0-9.-]+)):(?P<port>[0-9]{1,5})"
)
PORTS = range(65536)
BREATH = 1  # seconds in which a browser gets its page, before the next round


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
        make: What makes the site, or raises a DigestError and leaves what is there. It
            returns whether that was only the first of it, and the rest is to be made.
        inputs: The files and folders that it is made of, there or not.
        address: Where it listens.
        site: The folder of the site.
    """

    def __init__(
        self,
        make: Callable[[], bool],
        inputs: Iterable[Path],
        address: Address,
        site: Path,
    ) -> None:
        super().__init__(self.renew, address.host, address.port, str(site))
        self._make, self._address, self._site = make, address, site
        self._well, self._calm = True, False
        self._rest = Timer(BREATH, self._ask)
        watched = [path.resolve() for path in inputs]
        self.observer = Observer(watched)  # type: ignore[assignment] # one more kind
        for folder in folders(watched):
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
            self._have_made()
            self.serve()  # type: ignore[no-untyped-call] # it is MkDocs' own
        except KeyboardInterrupt:
            logger.info("stopped")
        finally:
            self.shutdown()
            self._rest.cancel()
            for thread in (self.serve_thread, self.observer, self._rest):
                if thread.ident:  # it was started
                    thread.join()

    def renew(self) -> None:
        """Have the site made again; if it cannot be, say why in a line.

        An error must not get out: the server would keep all who ask waiting until it
        is mended.
        """
        calm, self._calm = self._calm, False
        try:
            with self._nobody_waiting() if calm else nullcontext():
                left = self._have_made()
        except DigestError as error:
            self._well = False
            logger.warning("error: %s", in_a_line(error))
            return
        if left:  # in which may be what is not well
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

    def _have_made(self) -> bool:
        """Make the site, or the first of it; return whether there is a rest.

        That is made when browsers have got the first.
        """
        self._rest.cancel()
        left = self._make()
        if left:
            self._rest = Timer(BREATH, self._ask)
            self._rest.start()
        return left

    def _ask(self) -> None:
        """Ask for a round, as a file would that was saved."""
        with self._rebuild_cond:
            self._want_rebuild = self._calm = True
            self._rebuild_cond.notify_all()

    @contextmanager
    def _nobody_waiting(self) -> Iterator[None]:
        """Let who asks for a page have it as it was.

        Else the server keeps all waiting who ask while the site is made. Browsers
        reload when it is.
        """
        with self._epoch_cond:
            wanted, self._wanted_epoch = self._wanted_epoch, self._visible_epoch
            self._epoch_cond.notify_all()
        try:
            yield
        finally:
            self._wanted_epoch = wanted

    def _error_page(self, status: int) -> bytes | None:
        page = self._site / f"{status}.html"
        return page.read_bytes() if page.is_file() else None


def in_a_line(told: object) -> str:
    """Return an error, or what is told like one, with its hint on the same line."""
    return "; ".join(line.strip() for line in str(told).splitlines())
