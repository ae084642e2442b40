"""What people write in, prepared: notes, corrections, translations."""

from __future__ import annotations

__all__ = ["Wish", "scaffold", "scaffold_memory", "translate"]

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.corrections.draft import draft_corrections
from digest.errors import UsageError
from digest.fetch import Limits
from digest.render.sentences import sentences_of
from digest.render.view import view_issue
from digest.translating import Bureau
from digest.translators.keys import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from digest.desk import Desk
    from digest.months import Month
    from digest.translators import Service
    from digest.translators.drafter import Outcome

THINKING = Limits(read=180)  # a model may take its time over a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How translations are to be drafted: by which service, if by any.

    With ``dry_run`` none is asked and nothing is written; with ``again`` one is asked
    for what it has answered before, too.
    """

    service: str = ""
    dry_run: bool = False
    again: bool = False


def scaffold(desk: Desk, month: Month) -> tuple[Path, ...]:
    """Add to the notes a place for everything; return the files that this changed.

    Raises:
        DigestError: If notes cannot be read or written.
    """
    digest = desk.digest(month)
    changed = []
    for language in desk.plan.edition.languages:
        path = desk.store.notes_path(month, language)
        file = desk.notes(digest, language)
        notes = desk.renderer.scaffold(digest, language, file)
        if desk.store.save_notes(month, language, notes):
            changed.append(path)
    if desk.store.corrections(month) is None:
        desk.store.save_corrections(month, draft_corrections(digest))
        changed.append(desk.store.corrections_path(month))
    return tuple(changed)


def scaffold_memory(desk: Desk) -> tuple[Path, ...]:
    """Add to the translations a place for every sentence of any issue.

    Return the files that this changed.

    Raises:
        DigestError: If translations, or others beside them, cannot be used.
    """
    digests = desk.digests(desk.store.months())
    changed = []
    for language in desk.renderer.translated:
        text = desk.renderer.scaffold_memory(
            digests,
            language,
            desk.memory(language),
            desk.store.references(language),
        )
        if desk.store.save_memory(language, text):
            changed.append(desk.store.memory_path(language))
    return tuple(changed)


def translate(desk: Desk, month: Month, wish: Wish) -> Iterator[Outcome]:
    """Add drafts to the translations that are missing; yield what became of them.

    Raises:
        UsageError: If the service is not one of the projects file.
        DigestError: If a file cannot be used, or there is no key.
    """
    service = _service(desk, wish.service) if wish.service else None
    key = key_of(service, desk.keys) if service and not wish.dry_run else ""
    bureau = Bureau(
        store=desk.store,
        templates=desk.templates,
        cache=desk.cache / "translators",
        service=service,
        key=key,
        again=wish.again,
    )
    edition = desk.plan.edition
    issue = view_issue(desk.digest(month), edition, edition.languages[0])
    shown = tuple(sentences_of(issue))
    for language in desk.renderer.translated:
        door = None if wish.dry_run else desk.door(limits=THINKING)
        yield bureau.draft(language, shown, door)


def _service(desk: Desk, name: str) -> Service:
    services = {service.id: service for service in desk.plan.services}
    if name not in services:
        known = f"known are: {', '.join(sorted(services))}" if services else ""
        hint = known or f"name it as a [[translator]] in {desk.projects_file}"
        raise UsageError(f'unknown service "{name}"', where="--service", hint=hint)
    return services[name]
