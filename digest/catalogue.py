"""All versions of a project that there are: those that issues tell, and the others."""

from __future__ import annotations

__all__ = ["Known", "catalogue"]

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from digest.merge import version_of
from digest.versions import Version, backdated, parse, series_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from digest.edition import Project
    from digest.merge import Key
    from digest.model import Tag
    from digest.months import Month
    from digest.release import Digest, Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A version that there is, with the release and the issue that tell of it.

    A version that is known by its tag alone has neither; a release that was no news
    when it was tagged has no issue. ``url`` is where the version can be seen.
    """

    project: str
    version: str
    day: date
    series: str
    url: str = ""
    release: Release | None = None
    issue: Month | None = None

    @property
    def number(self) -> Version:
        """The version as a number; what is written like none is below all others."""
        return parse(self.version) or Version(())

    @property
    def candidate(self) -> bool:
        """Whether it is a candidate, not a release."""
        return self.number.prerelease


def catalogue(
    project: Project,
    digests: Sequence[Digest],
    tags: Iterable[Tag],
    hidden: Collection[Key] = (),
) -> tuple[Known, ...]:
    """Return all known versions of a project, newest version first.

    ``tags`` are those of the newest facts, which know all that went before; a tag on
    or after the day on which the newest digest ends waits for its issue. Where nearly
    every release opens a series of its own, as resource-agents 4.16.0 and 4.17.0 do,
    series go by the first number. What is ``hidden`` is left out.
    """
    told = {
        known.version: known
        for digest in sorted(digests, key=lambda digest: digest.month)
        for known in _told(digest, project)
    }
    until = max((digest.window.until for digest in digests), default=None)
    mine = [tag for tag in tags if tag.project == project.id]
    past = [tag for tag in mine if until and tag.day < until and parse(tag.version)]
    numbers = {known.number for known in told.values()}
    found = {
        known.number: known
        for known in _tagged(past, project)
        if known.number not in numbers
    }
    both = (*_dated(told, past), *found.values())
    every = [one for one in both if _key(one) not in hidden]
    every.sort(key=lambda known: (known.number, known.version), reverse=True)
    return tuple(_gathered(every))


def _key(known: Known) -> Key:
    """Return what corrections call a release."""
    return known.project, version_of(known.version)


def _told(digest: Digest, project: Project) -> Iterable[Known]:
    """Yield what a digest tells of a project."""
    for release in digest.releases:
        if release.project == project.id:
            urls = (evidence.url for evidence in release.evidence if evidence.url)
            yield Known(
                project=project.id,
                version=release.version,
                day=release.day,
                series=release.series,
                url=next(urls, ""),
                release=release,
                issue=None if release.backdated else digest.month,
            )


def _dated(told: Mapping[str, Known], tags: Sequence[Tag]) -> Iterable[Known]:
    """Yield what is told; a release that was tagged late, with its commit's day."""
    made = {parse(tag.version): tag.made for tag in tags}
    for known in told.values():
        old = known.release is not None and known.release.backdated
        yield replace(known, day=made.get(known.number, known.day)) if old else known


def _tagged(tags: Sequence[Tag], project: Project) -> Iterable[Known]:
    """Yield what tags show; of two tags of one version the older one comes last."""
    batch = backdated(tags)
    for tag in sorted(tags, key=lambda tag: (tag.day, tag.name), reverse=True):
        yield Known(
            project=project.id,
            version=tag.version,
            day=tag.made if tag.name in batch else tag.day,
            series=series_of(tag.version, project.series),
            url=project.tag_url.replace("{tag}", quote(tag.name, safe="/")),
        )


def _gathered(every: Sequence[Known]) -> Iterable[Known]:
    """Yield the versions, in wider series where most series have but one release."""
    finals = Counter(known.series for known in every if not known.candidate)
    alone = sum(count == 1 for count in finals.values())
    scattered = 2 * alone > len(finals) > 1
    for known in every:
        wide = series_of(known.version, 1) if scattered else known.series
        yield replace(known, series=wide)
