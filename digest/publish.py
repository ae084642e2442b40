"""Commands that make the pages, and the site of them."""

from __future__ import annotations

__all__ = [
    "Rounds",
    "build",
    "build_all",
    "preview",
    "render",
    "tell",
    "tell_notices",
]

import logging

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from digest.errors import DigestError
from digest.options import ADDRESS, FOLDER, MONTH, command
from digest.preview import Preview, in_a_line, stamps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.desk import Desk
    from digest.months import Month
    from digest.preview import Address, Stamps

logger = logging.getLogger(__name__)

GAPS = 3


@command(
    click.argument("months", type=MONTH, nargs=-1),
    click.option("--all", "every", is_flag=True, help="All months; so without any."),
    click.option(
        "--check", is_flag=True, help="Write nothing; fail if a page is stale."
    ),
)
def render(desk: Desk, months: Sequence[Month], *, every: bool, check: bool) -> int:
    """Make pages of facts, notes and words.

    With --check, it also fails if a page does not say the same in all languages.

    Reads: projects.toml, content/facts/, content/notes/, content/memory/, templates/.

    Writes: content/LANGUAGE/ and content/index.md; nothing with --check.

    Status: 1 Or, with --check, a page is stale.

    Status: 3 Done, but a page lacks something that is in the notes.

    Example: digest render 2011-08
    """
    everything = every or not months
    shown = desk.store.months() if everything else months
    pages = desk.pages(shown)
    gone = desk.orphans(pages, every=everything)
    if check:
        stale = (*desk.store.stale(pages), *gone)
        if stale:
            hint = f"run: digest render {' '.join(map(str, months))}".rstrip()
            raise DigestError(f"stale: {', '.join(stale)}", where="content", hint=hint)
        desk.compare(shown)
    else:
        tell("made", desk.store.write(pages))
        tell("removed", desk.store.remove(gone))
    return tell_notices(desk, shown)


@command(click.option("--site", type=FOLDER, help="Where the site is put."))
def build(desk: Desk, site: Path | None) -> int:
    """Render everything and build the site, strictly.

    All languages have to say the same.

    Reads: what `digest render` reads, mkdocs.yml, and templates/site/.

    Writes: the pages below content/, and the site into site/ or where --site says. What
    is no site is not replaced by one.

    Status: 3 Done, but a page lacks something that is in the notes.

    Example: digest build --site public
    """
    desk.compare(desk.store.months())
    build_all(desk, site)
    return tell_notices(desk, desk.store.months())


@command(
    click.option(
        "--addr",
        type=ADDRESS,
        default="127.0.0.1:8000",
        show_default=True,
        help="Where to listen; port 0 is any that is free.",
    )
)
def preview(desk: Desk, addr: Address) -> None:
    """Serve the site, and make it again whenever something is saved.

    Watched are facts, notes, memory, the templates with words and theme, the projects
    file and mkdocs.yml; what a browser shows reloads by itself. What cannot be used is
    told in a line, and the pages stay as they are until it is mended. Ctrl-C ends it.

    Reads: what `digest build` reads, again and again.

    Writes: the pages below content/; the site is kept aside, and goes in the end.

    Example: digest preview --addr 127.0.0.1:8001
    """
    with TemporaryDirectory() as folder:
        site = Path(folder)
        rounds = Rounds(desk, site)
        Preview(rounds.make, desk.inputs, addr, site).run()


class Rounds:
    """Makes a site again and again: of what has changed, what follows from it.

    Args:
        desk: Whose site it is.
        site: Where it is put.
    """

    def __init__(self, desk: Desk, site: Path) -> None:
        self._desk, self._site = desk, site
        self._seen: Stamps = {}  # of what everything is made
        self._ahead: Stamps = {}  # of what the newest issue is made, and not the rest

    def make(self) -> bool:
        """Make the pages that may have changed since, and the site.

        Of several months the newest is made first, for it is the one that people work
        at; return whether the others are left to the next round.

        Raises:
            DigestError: If a file cannot be used; what it is in counts as unmade.
        """
        seen = stamps(self._desk.inputs)
        rest, self._ahead = seen == self._ahead, {}
        months = self._touched(seen)
        if months is None:
            months = self._desk.store.months()
            if not rest:  # take a desk that has read nothing yet
                self._desk, self._seen = replace(self._desk), {}
        if months[1:] and not rest:
            with suppress(DigestError):  # of links to others that are not made yet
                self._show(months[-1:])
                self._ahead = seen
                return True
        self._show(months)
        self._seen = seen
        self._tell_gaps(months)
        return False

    def _touched(self, seen: Stamps) -> tuple[Month, ...] | None:
        """Return the months whose notes or translations have changed.

        If anything else has, return None: what is known of any month may be wrong.
        """
        store, languages = self._desk.store, self._desk.plan.edition.languages
        months = store.months()
        notes = {store.notes_path(m, code): m for m in months for code in languages}
        memories = {store.memory_path(code) for code in languages}
        changed = {path for path, _ in seen.items() ^ self._seen.items()}
        if not changed <= notes.keys() | memories:
            return None
        if changed & memories:
            return months
        return tuple(sorted({notes[path] for path in changed}))

    def _show(self, months: Sequence[Month]) -> None:
        """Make the pages of months and the front pages, and the site."""
        store, pages = self._desk.store, self._desk.pages(months)
        tell("made", store.write(pages))
        if tuple(months) == store.months():
            tell("removed", store.remove(self._desk.orphans(pages)))
        self._desk.build(self._site, preview=True)

    def _tell_gaps(self, months: Sequence[Month]) -> None:
        """Tell what pages of months lack of what is in their notes."""
        for notice in self._desk.notices(months):
            if notice.gap:
                logger.warning("note: %s", in_a_line(notice))


def build_all(desk: Desk, site: Path | None) -> Path:
    """Make all pages and the site of them; return where the site is.

    Raises:
        DigestError: If a file cannot be used.
    """
    pages = desk.pages(desk.store.months())
    tell("made", desk.store.write(pages))
    tell("removed", desk.store.remove(desk.orphans(pages)))
    return desk.build(site)


def tell_notices(desk: Desk, months: Sequence[Month]) -> int:
    """Tell what is to be known of notes; return the exit status.

    Raises:
        DigestError: If they cannot be used as they are.
    """
    notices = desk.notices(months)
    for notice in notices:
        click.echo(f"{'gap' if notice.gap else 'note'}: {notice}", err=True)
    return GAPS if any(notice.gap for notice in notices) else 0


def tell(what: str, paths: Sequence[str]) -> None:
    """Say what became of files below content/."""
    for path in paths:
        logger.info("%s content/%s", what, path)
