"""Changes that a person puts first, or folds, whatever marks them."""

from __future__ import annotations

__all__ = ["choose"]

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.corrections.misfits import MisfitError, no_such, written
from digest.errors import Problem
from digest.inert import plain
from digest.marks import FOLDED, PICKED
from digest.merge import version_of

if TYPE_CHECKING:
    from digest.changes import Change
    from digest.corrections.month import Corrections
    from digest.corrections.tables import Pick
    from digest.release import Digest, Release

FEW = 3  # changes that are named
LONGEST = 60  # letters of each


def choose(digest: Digest, corrections: Corrections, problems: list[Problem]) -> Digest:
    """Return the digest with the changes marked that were picked or folded.

    Each pick that does not fit is appended to ``problems`` with its place.
    """
    for name, mark in (("pick", PICKED), ("fold", FOLDED)):
        for index, item in enumerate(getattr(corrections, name)):
            try:
                digest = _marked(digest, item, mark)
            except MisfitError as error:
                problems.append(Problem(str(error), f"$.{name}[{index}]"))
    return digest


def _marked(digest: Digest, item: Pick, mark: str) -> Digest:
    """Return the digest with one more mark.

    Raises:
        MisfitError: If no change is meant, or several, or one that is told elsewhere.
    """
    release = _release(digest, item)
    meant = _changes(release, item)
    by_hand = {PICKED, FOLDED}.intersection(meant[0].marks)
    if by_hand:
        raise MisfitError(f'"{item.change}" is {by_hand.pop()} already')
    changes = tuple(
        replace(change, marks=(mark, *change.marks)) if change in meant else change
        for change in release.changes
    )
    marked = replace(release, changes=changes)
    return replace(
        digest,
        releases=tuple(marked if r is release else r for r in digest.releases),
    )


def _release(digest: Digest, item: Pick) -> Release:
    for release in digest.releases:
        if (release.project, version_of(release.version)) == item.key:
            return release
    name = f"{item.project} {item.version}"
    raise no_such("release in this issue", name, map(written, digest.releases))


def _changes(release: Release, item: Pick) -> list[Change]:
    """Return the change that begins so; the same words twice are one."""
    start = _read(item.change)
    found = [c for c in release.changes if _read(c.text).startswith(start)]
    meant = [change for change in found if _read(change.text) == start] or found
    if not meant:
        texts = (change.text for change in release.changes)
        raise no_such(f"change of {written(release)}", item.change, texts)
    if len({_read(change.text) for change in meant}) > 1:
        texts = (f'"{plain(change.text)[:LONGEST]}"' for change in meant[:FEW])
        many = f"{len(meant)} changes begin so: {', '.join(texts)}"
        raise MisfitError(f'which is "{item.change}"? {many}')
    own = [change for change in meant if not change.also_in]
    if not own:
        other = meant[0].also_in
        raise MisfitError(f'"{item.change}" is told at {other}, so say it of that')
    return own


def _read(text: str) -> str:
    """Return words as they are read on the page, where code has no backticks."""
    return plain(text).replace("`", "").casefold()
