"""Commands that tell what there is: they change nothing."""

from __future__ import annotations

__all__ = ["show", "status"]

from typing import TYPE_CHECKING

import click

from digest.assemble import assemble
from digest.codec import encode, layout
from digest.errors import DigestError
from digest.options import AS_JSON, MONTH, command
from digest.outline import outline
from digest.proposal import Link, propose
from digest.status import Draft, Translated, Written, chores, total
from digest.status.telling import outline_chores

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.desk import Desk
    from digest.months import Month
    from digest.release import Digest


@command(click.argument("month", type=MONTH), AS_JSON)
def show(desk: Desk, month: Month, *, as_json: bool) -> None:
    """Print the digest of a month.

    With --json an object: month, window, releases, news, tips, gaps, with all that
    assembling adds to the facts.

    Reads: projects.toml, content/facts/, content/notes/MONTH.toml.

    Writes: the digest to standard output.

    Example: digest show 2011-08 --json
    """
    shown = desk.digest(month)
    data = {"schema": 1} | encode(shown)
    click.echo(layout(data) if as_json else outline(shown), nl=False)


@command(
    click.argument("month", type=MONTH, required=False),
    AS_JSON,
    click.option("--pr", "as_proposal", is_flag=True, help="As a pull request."),
    click.option("--link", "told", multiple=True, help="NAME=URL to tell there."),
)
def status(
    desk: Desk,
    month: Month | None,
    *,
    as_json: bool,
    as_proposal: bool,
    told: tuple[str, ...],
) -> None:
    """Tell what is left to do for an issue, in the order to do it.

    Without a month it is the newest that has facts. Each chore has its estimated
    minutes; what is optional is not in their sum.

    With --json an object: month, early (the window has not ended), left, minutes. What
    is left is a list of objects: what, where, count, minutes, optional, language,
    run (the command that helps), details (a list of where and said). What is one of
    gap, early, correction, broken, gone, unfinished, tip, empty, one-sided, unusable,
    unused, untranslated, fuzzy, doubtful, stale, and of the optional overdue, waiting,
    offered.

    With --pr the title and, after an empty line, the text of a pull request that brings
    the draft: what could not be read, what was found, what is left to do, how to
    correct it, in GitHub's Markdown; what comes from outside does nothing there.

    Reads: projects.toml, content/, templates/.

    Writes: what is left to standard output.

    Status: 0 Done, whatever is left.

    Example: digest status 2011-08 --json
    """
    draft = _draft_of(desk, month or _newest(desk))
    if as_proposal:
        names = {project.id: project.name for project in desk.plan.edition.projects}
        click.echo(propose(draft, names, map(Link.parse, told)), nl=False)
        return
    left = chores(draft)
    data = {
        "month": encode(draft.digest.month),
        "early": draft.digest.early,
        "left": encode(left),
        "minutes": total(left),
    }
    text = layout(data) if as_json else outline_chores(draft.digest, left)
    click.echo(text, nl=False)


def _newest(desk: Desk) -> Month:
    """Return the newest month that has facts.

    Raises:
        DigestError: If none has.
    """
    if months := desk.store.months():
        return months[-1]
    hint = "run: digest draft MONTH"
    raise DigestError("no month has facts", where=str(desk.store.content), hint=hint)


def _draft_of(desk: Desk, month: Month) -> Draft:
    """Return how an issue stands, as far as that can be told.

    Raises:
        DigestError: If it has no facts, or words or templates cannot be used.
    """
    facts = desk.store.facts(month)
    where = str(desk.store.content / "facts" / f"{month}.json")
    try:
        digest = desk.digest(month)
    except DigestError as error:
        # Corrections that do not fit: what the issue will have is not known before.
        return Draft(
            digest=assemble(facts, desk.plan.edition), facts=where, misfit=error
        )
    stale, unmade = _stale(desk, month)
    return Draft(
        digest=digest,
        facts=where,
        notes=tuple(
            _written(desk, digest, language) for language in desk.plan.edition.languages
        ),
        memories=tuple(
            _translated(desk, digest, language) for language in desk.renderer.translated
        ),
        stale=stale,
        unmade=unmade,
    )


def _written(desk: Desk, digest: Digest, language: str) -> Written:
    data, unread = _read(lambda: desk.store.notes(digest.month, language))
    return Written(
        language=language,
        where=str(desk.store.notes_path(digest.month, language)),
        data=data,
        places=desk.renderer.places(digest, language),
        tables=desk.renderer.tables(digest),
        unread=unread,
    )


def _translated(desk: Desk, digest: Digest, language: str) -> Translated:
    data, unread = _read(lambda: desk.store.memory(language))
    return Translated(
        language=language,
        where=str(desk.store.memory_path(language)),
        data=data,
        sentences=desk.renderer.sentences(digest),
        glossary=desk.renderer.glossary,
        others=_others(desk, digest.month),
        unread=unread,
    )


def _read(door: Callable[[], bytes | None]) -> tuple[bytes, DigestError | None]:
    """Return what people wrote in a file, or why that cannot be read."""
    try:
        return door() or b"", None
    except DigestError as error:
        return b"", error


def _others(desk: Desk, month: Month) -> tuple[str, ...] | None:
    """Return the sentences that other issues show, or nothing if one cannot be made."""
    try:
        digests = desk.digests(desk.store.months())
    except DigestError:
        return None
    others = (digest for digest in digests if digest.month != month)
    return tuple(said for other in others for said in desk.renderer.sentences(other))


def _stale(desk: Desk, month: Month) -> tuple[tuple[str, ...], DigestError | None]:
    """Return the pages that are not as they would be made now, or why none can be."""
    try:
        return desk.store.stale(desk.pages([month])), None
    except DigestError as error:
        return (), error
