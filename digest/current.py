"""What is the newest: the last release of each series that lives."""

from __future__ import annotations

__all__ = ["current"]

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from digest.merge import merge
from digest.release import Current
from digest.versions import Version, backdated, parse, series_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from digest.edition import Edition, Project
    from digest.history import History
    from digest.merge import Said
    from digest.model import Facts, Tag

YEAR = timedelta(days=365)
LIVES = 2 * YEAR
LASTS = 5 * YEAR


def current(facts: Facts, edition: Edition, history: History) -> tuple[Current, ...]:
    """Return the newest release of each living series, at the end of the window.

    A series lives if it had a release within two years, the newest of a project if it
    had one within five. What is but the first of its series is followed by the next
    series, and no more: drbd-utils goes from 9.33.0 to 9.34.0. Projects come in the
    edition's order, series newest first.
    """
    told: defaultdict[str, dict[Version | str, Said]] = defaultdict(dict)
    for (project, version), said in {**merge(facts), **history.releases}.items():
        if said.final and not said.backdated:
            told[project][version] = said
    tags: defaultdict[str, set[Tag]] = defaultdict(set)
    for tag in facts.tags:
        tags[tag.project].add(tag)
    until, hidden = facts.window.until, history.lasting.hidden
    found: list[Current] = []
    for one in edition.projects:
        released = _released(one, tags[one.id], told[one.id], until)
        shown = {v: each for v, each in released.items() if (one.id, v) not in hidden}
        found += _living(shown, until)
    return tuple(found)


def _released(
    project: Project,
    tags: Collection[Tag],
    told: Mapping[Version | str, Said],
    until: date,
) -> dict[Version, Current]:
    """Return the releases that tags show, and those that were told without one.

    A release has the day that its issue told, or else its tag's; one of a batch of old
    tags has the day of its commit.
    """
    batch = backdated(tags)
    found: dict[Version, Current] = {}
    # Of two tags of one version the older one counts, and comes last.
    for tag in sorted(tags, key=lambda tag: (tag.day, tag.name), reverse=True):
        known = parse(tag.version)
        if known and not known.prerelease and tag.day < until:
            day = tag.made if tag.name in batch else tag.day
            page = project.tag_url.replace("{tag}", quote(tag.name, safe="/"))
            if said := told.get(known):
                day, page = said.day, page or _page(said)
            found[known] = _current(project, tag.version, day, page)
    for version, said in told.items():
        if isinstance(version, Version) and version not in found:
            found[version] = _current(project, said.version, said.day, _page(said))
    return found


def _page(said: Said) -> str:
    """Return where what was said can be read."""
    return next((evidence.url for evidence in said.evidence if evidence.url), "")


def _current(project: Project, version: str, day: date, url: str) -> Current:
    series = series_of(version, project.series)
    return Current(project=project.id, series=series, version=version, day=day, url=url)


def _living(released: dict[Version, Current], end: date) -> Iterator[Current]:
    """Yield the newest of each series that lives on a day, newest series first."""
    series: defaultdict[str, list[Current]] = defaultdict(list)
    for _, release in sorted(released.items(), reverse=True):
        series[release.series].append(release)
    for number, releases in enumerate(series.values()):
        newest, lasts = releases[0], LIVES if number else LASTS
        first = len(releases) == 1 and parse(newest.version) == parse(newest.series)
        lives = max(release.day for release in releases) >= end - lasts
        if lives and not (number and first):
            yield newest
