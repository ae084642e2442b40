"""What a person takes away from the facts: what is hidden, what never was."""

from __future__ import annotations

__all__ = ["hide", "take_away"]

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.corrections.misfits import no_such, written
from digest.corrections.pages import meant, page_of
from digest.merge import ANNOUNCED, key_of
from digest.model import ChangesFrom

if TYPE_CHECKING:
    from digest.corrections.tables import Hide, NotARelease
    from digest.model import Facts


def hide(facts: Facts, item: Hide) -> Facts:
    """Return the facts without a release, news or a tip.

    Its tag stays: others are compared with it.

    Raises:
        MisfitError: If there is nothing of the kind.
    """
    if item.key:
        kept = tuple(said for said in facts.sightings if key_of(said) != item.key)
        if len(kept) == len(facts.sightings):
            name = f"{item.project} {item.version}"
            raise no_such("release", name, map(written, facts.sightings))
        return replace(facts, sightings=kept)
    news = meant(facts.news, item.url, item.message)
    tips = meant(facts.tips, item.url, item.message)
    if not news and not tips:
        known = [page_of(each) for each in facts.news]
        known += [page_of(each) for each in facts.tips]
        names = (each.url if item.url else each.message_id for each in known)
        raise no_such("news or tip", item.url or item.message, filter(None, names))
    return replace(
        facts,
        news=tuple(each for each in facts.news if each not in news),
        tips=tuple(each for each in facts.tips if each not in tips),
    )


def take_away(facts: Facts, item: NotARelease) -> Facts:
    """Return the facts without what was seen on a page or in a message.

    What it says that changed goes as well, unless somebody else announced the same.

    Raises:
        MisfitError: If nothing was seen there.
    """
    wrong = meant(facts.sightings, item.url, item.message)
    if not wrong:
        pages = (said.evidence for said in facts.sightings)
        names = (page.url if item.url else page.message_id for page in pages)
        what = "page or message that announces a release"
        raise no_such(what, item.url or item.message, filter(None, names))
    kept = tuple(said for said in facts.sightings if said not in wrong)
    told = {key_of(said) for said in kept if said.evidence.kind in ANNOUNCED}
    mute = {key_of(said) for said in wrong} - told
    return replace(
        facts,
        sightings=kept,
        records=tuple(
            record
            for record in facts.records
            if record.changes_from is not ChangesFrom.ANNOUNCEMENT
            or key_of(record) not in mute
        ),
    )
