"""Commands that make the pages, and the site of them."""

from __future__ import annotations

__all__ = ["build", "preview", "render", "tell_notices"]

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from digest.errors import DigestError
from digest.options import ADDRESS, FOLDER, MONTH, command
from digest.preview import Preview
from digest.rounds import Rounds, build_all, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.desk import Desk
    from digest.months import Month
    from digest.preview import Address

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

    Writes: content/LANGUAGE/, content/index.md, content/releases.json and
    content/schemas/; nothing with --check.

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


def tell_notices(desk: Desk, months: Sequence[Month]) -> int:
    """Tell what is to be known of notes; return the exit status.

    Raises:
        DigestError: If they cannot be used as they are.
    """
    notices = desk.notices(months)
    for notice in notices:
        click.echo(f"{'gap' if notice.gap else 'note'}: {notice}", err=True)
    return GAPS if any(notice.gap for notice in notices) else 0
