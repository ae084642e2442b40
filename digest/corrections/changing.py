"""What a person changes in the facts: how a release is called, of which day it is."""

from __future__ import annotations

__all__ = ["redate", "rename"]

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.corrections.misfits import MisfitError, no_such, written
from digest.corrections.pages import meant
from digest.inert import web
from digest.merge import key_of, merge, version_of
from digest.model import EvidenceKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from digest.corrections.tables import Redate, Rename
    from digest.merge import Key
    from digest.model import Facts, Record, Sighting


def rename(facts: Facts, item: Rename) -> Facts:
    """Return the facts with another version of a release, or another title of news.

    What is written differently of a tag is the tag's version, not its name. Where all
    that says the old version is renamed, so is what it changed.

    Raises:
        MisfitError: If there is nothing of the kind.
    """
    if item.title:
        return _retitle(facts, item)
    wrong = {said for said in facts.sightings if _is_meant(said, item)}
    if not wrong:
        raise no_such(
            "release",
            " ".join(filter(None, (item.project, item.version, item.url))),
            map(written, facts.sightings),
        )
    names = {s.evidence.title for s in wrong if s.evidence.kind is EvidenceKind.TAG}
    gone = not any(key_of(s) == item.key for s in facts.sightings if s not in wrong)
    return replace(
        facts,
        sightings=tuple(
            replace(said, version=item.to) if said in wrong else said
            for said in facts.sightings
        ),
        records=tuple(
            _renamed(record, item) if gone else record for record in facts.records
        ),
        tags=tuple(
            replace(tag, version=item.to)
            if tag.project == item.project and tag.name in names
            else tag
            for tag in facts.tags
        ),
    )


def redate(
    facts: Facts, item: Redate, told: Collection[Key], languages: Collection[str]
) -> Facts:
    """Return the facts with another day of a release.

    It stays in its issue, whatever the day: what is seen in a month is told in its
    issue. To tell it in another, hide it here and add it there.

    Raises:
        MisfitError: If the issue does not show it, it has another day already, or the
            reason is in a language that no page has.
    """
    for language in item.languages:
        if language not in languages:
            raise no_such("language", language, languages)
    shown = {key: said for key, said in merge(facts).items() if key not in told}
    if item.key not in shown:
        name = f"{item.project} {item.version}"
        known = (written(said.sightings[0]) for said in shown.values())
        raise no_such("release in this issue", name, known)
    if shown[item.key].reason:
        raise MisfitError(f"{item.project} {item.version} has another day already")
    return replace(
        facts,
        sightings=tuple(
            replace(said, redated=item.day, reason=item.words)
            if key_of(said) == item.key
            else said
            for said in facts.sightings
        ),
    )


def _retitle(facts: Facts, item: Rename) -> Facts:
    wrong = meant(facts.news, item.url)
    if not wrong:
        raise no_such("news", item.url, (news.url for news in facts.news if news.url))
    return replace(
        facts,
        news=tuple(
            replace(news, title=item.title) if news in wrong else news
            for news in facts.news
        ),
    )


def _is_meant(said: Sighting, item: Rename) -> bool:
    page = web(item.url)
    return key_of(said) == item.key and (not page or web(said.evidence.url) == page)


def _renamed(record: Record, item: Rename) -> Record:
    """Return a record of the renamed release, or since it, by its new version."""
    if record.project != item.project:
        return record
    own, since = key_of(record), (record.project, version_of(record.since))
    return replace(
        record,
        version=item.to if own == item.key else record.version,
        since=item.to if since == item.key else record.since,
    )
