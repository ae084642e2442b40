"""An issue with its corrections: facts, corrected, assembled, with changes picked."""

from __future__ import annotations

__all__ = ["assemble_corrected"]

from typing import TYPE_CHECKING

from digest.assemble import assemble
from digest.corrections.applying import correct
from digest.corrections.lines import placed
from digest.corrections.picking import choose
from digest.errors import ConfigError, Problem

if TYPE_CHECKING:
    from digest.corrections.month import Corrections
    from digest.edition import Edition
    from digest.history import History
    from digest.model import Facts
    from digest.release import Digest


def assemble_corrected(
    facts: Facts,
    corrections: Corrections,
    edition: Edition,
    history: History,
    *,
    where: str,
) -> tuple[Digest, History]:
    """Return the digest of corrected facts, and what is told once it is out.

    Raises:
        ConfigError: If corrections do not fit; every one is told.
    """
    problems: list[Problem] = []
    corrected = correct(facts, corrections, edition, history, problems)
    history = history.corrected(corrections)
    digest = choose(assemble(corrected, edition, history), corrections, problems)
    if problems:
        hint = f"digest show {facts.month} --json has all there is"
        told = placed(problems, corrections.lines)
        raise ConfigError(told, where=where, hint=hint)
    return digest, history.after(corrected)
