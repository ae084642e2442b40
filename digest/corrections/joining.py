"""What a person adds to the facts: what sources lack, what we promise, what we keep."""

from __future__ import annotations

__all__ = ["add", "keep", "promise"]

import re

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.corrections.kinds import AddKind
from digest.corrections.misfits import MisfitError, no_such
from digest.inert import plain, web
from digest.merge import key_of, merge
from digest.model import Evidence, EvidenceKind, News, NewsKind, Sighting, Turn
from digest.versions import GRAMMAR

if TYPE_CHECKING:
    from digest.corrections.month import Keep, Promise
    from digest.corrections.tables import Add
    from digest.edition import Edition
    from digest.history import History
    from digest.model import Facts

NOTES = "notes"  # the source of what a person says
NAMED = re.compile(rf"(?<![\w.-])v?(?P<version>{GRAMMAR})(?![\w-]|\.\w)", re.IGNORECASE)


def add(facts: Facts, item: Add, edition: Edition, history: History) -> Facts:
    """Return the facts with a release or news that the sources lack.

    What the sources have by now gets one more proof.

    Raises:
        MisfitError: If it is of no project we watch, or no matter of this issue.
    """
    projects = [project.id for project in edition.projects]
    if item.project and item.project not in projects:
        raise no_such("project", item.project, projects)
    if item.day not in facts.window:
        window = f"{facts.window.since} to {facts.window.last}"
        raise MisfitError(f"{item.day} is not in this issue, which covers {window}")
    if not item.key:
        return replace(facts, news=(*facts.news, _news(item)))
    evidence = Evidence(
        kind=EvidenceKind.MAIL,
        source=NOTES,
        url=web(item.url),
        day=item.day,
        title=item.title,
    )
    sighting = Sighting(project=item.project, version=item.version, evidence=evidence)
    more = replace(facts, sightings=(*facts.sightings, sighting))
    name = f"{item.project} {item.version}"
    if item.key in history.told:
        raise MisfitError(f"{name} was told in an earlier issue")
    if item.key not in merge(more):
        first = min(s.evidence.day for s in facts.sightings if key_of(s) == item.key)
        raise MisfitError(f"{name} was seen on {first} already, before this issue")
    return more


def _news(item: Add) -> News:
    return News(
        kind=NewsKind(item.kind),
        project=item.project or None,
        day=item.day,
        title=item.title,
        url=web(item.url),
        event_day=item.event_day,
        version=item.version or _planned(item),
        source=NOTES,
    )


def _planned(item: Add) -> str:
    """Return the version that the title of a plan names, if it names just one.

    Any release would else count as the planned one.
    """
    if item.kind is not AddKind.PLANNED:
        return ""
    named = {found["version"] for found in NAMED.finditer(item.title)}
    numbers = {version for version in named if "." in version}
    return numbers.pop() if len(numbers) == 1 else ""


def promise(facts: Facts, item: Promise) -> Facts:
    """Return the facts with what we say that a later issue will tell.

    Raises:
        MisfitError: If it is promised for an issue that is no later one.
    """
    if item.month and item.month <= facts.month:
        raise MisfitError(f"{item.month} is no later issue than {facts.month}")
    news = News(
        kind=NewsKind.PROMISE,
        project=None,
        day=facts.window.last,
        title=plain(item.text),
        url="",
        event_day=item.month.first if item.month else None,
        source=NOTES,
    )
    return replace(facts, news=(*facts.news, news))


def keep(facts: Facts, item: Keep, history: History) -> Facts:
    """Return the facts with a promise of an earlier issue kept.

    Raises:
        MisfitError: If no promise is open that begins so, or several are.
    """
    waiting = (matter.news[-1] for matter in history.waiting)
    known = [news.title for news in waiting if news.kind is NewsKind.PROMISE]
    start = plain(item.promise).casefold()
    found = [title for title in known if title.casefold().startswith(start)]
    if not found:
        raise no_such("open promise", item.promise, known)
    exact = [title for title in found if title.casefold() == start] or found
    if len(exact) > 1:
        raise MisfitError(f'several promises begin with "{item.promise}"')
    kept = News(
        kind=NewsKind.PROMISE,
        project=None,
        day=facts.window.last,
        title=exact[0],
        url="",
        turn=Turn.KEPT,
        source=NOTES,
    )
    return replace(facts, news=(*facts.news, kept))
