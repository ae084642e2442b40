"""Remarks as sentences, in one language's words."""

from __future__ import annotations

__all__ = ["Remarked"]

from functools import reduce
from typing import TYPE_CHECKING

from digest.codec import encode
from digest.inert import link, quoted
from digest.remarks import (
    AfterCandidates,
    BusiestWeek,
    EndOfSupportNear,
    FixAfterRelease,
    LimitOrDefaultChanged,
    LongSilence,
    MissingVersions,
    QuickSuccession,
    QuietMonth,
    Rush,
    ScheduleBeaten,
    ScheduleKept,
    ScheduleMissed,
    SkippedVersion,
    StatusContradiction,
    VersionJump,
)
from digest.render.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from digest.release import Remark
    from digest.render.view import Entry

LONGEST = 160  # letters of an entry that is quoted in a sentence
FEW = 3  # options that are named in one


class Remarked(Speech):
    """Sentences about what follows from facts alone."""

    def remark(self, remark: Remark, entry: Entry | None = None) -> Markup:
        """Return a remark in a sentence or two; their keys in the words are its kind.

        It is about a release, or about the month as a whole where no entry is given.
        """
        blanks = encode(remark) | {"name": entry.name if entry else ""}
        blanks["subject"] = entry.anchor if entry else ""
        del blanks["kind"]
        blanks |= {
            name: self.words.several(value)
            for name, value in blanks.items()
            if isinstance(value, list)
        }
        blanks |= self._blanks(remark, entry)
        blanks.setdefault("n", blanks.get("days"))
        said = (self.words(key, **blanks) for key in _keys(remark, entry))
        return reduce(lambda one, two: self.words("then", one=one, two=two), said)

    def _blanks(self, remark: Remark, entry: Entry | None) -> dict[str, object]:
        """Return what fills the blanks of a kind otherwise than as it is."""
        match remark:
            case Rush() | QuietMonth() | BusiestWeek():
                return self._of_month(remark)
            case ScheduleKept() | ScheduleMissed() | ScheduleBeaten():
                return {"planned": link(self.day(remark.planned), remark.url)}
            case EndOfSupportNear(day=day, url=url):
                return {"day": link(self.words.day(day, year=True), url)}
            case StatusContradiction(started=said, finished=ready, listed=listed):
                return {"said": ready if said == listed else said}
            case LimitOrDefaultChanged(count=count):
                return {"n": count, "limits": self._limits(remark)}
        return self._of_versions(remark, entry)

    def _of_month(self, remark: Rush | QuietMonth | BusiestWeek) -> dict[str, object]:
        if isinstance(remark, BusiestWeek):
            days = {"first": self.day(remark.first), "last": self.day(remark.last)}
            return {"n": remark.count, **days}
        return {"n": remark.count}

    def _of_versions(self, remark: Remark, entry: Entry | None) -> dict[str, object]:
        match remark:
            case AfterCandidates(count=count):
                return {"n": count, "candidates": self._candidates(remark, entry)}
            case SkippedVersion():
                return self._skipped(remark, entry)
            case FixAfterRelease(change=change, url=url):
                said = change if len(change) < LONGEST else f"{change[:LONGEST]}…"
                than = self._previous(entry)
                return {"than": than, "change": link(quoted(said), url)}
            case QuickSuccession() | MissingVersions():
                return {"than": self._previous(entry)}
            case LongSilence(than=than, tag=tag) | VersionJump(than=than, tag=tag):
                return {"than": self._version(than, tag, entry)}
        return {}

    def _version(self, version: str, tag: str, entry: Entry | None) -> Markup:
        """Return a version of an entry's project, linked to its tag if it has one."""
        project = self._projects.get(entry.release.project) if entry else None
        pattern = project.tag_url if project and tag else ""
        return link(version, pattern.replace("{tag}", tag))

    def _previous(self, entry: Entry | None) -> Markup:
        """Return the version that an entry's release is compared with."""
        release = entry.release if entry else None
        version, tag = (release.previous, release.previous_tag) if release else ("", "")
        return self._version(version or "", tag, entry)

    def _candidates(self, remark: AfterCandidates, entry: Entry | None) -> Markup:
        return self.words.several(
            self.words(
                "listed",
                link=self._version(c.version, c.tag, entry),
                day=self.day(c.day),
            )
            for c in remark.candidates
        )

    def _skipped(
        self, remark: SkippedVersion, entry: Entry | None
    ) -> dict[str, object]:
        unit, n = ("days" if remark.days else "no_day"), remark.days
        if remark.hours:
            unit, n = "hours", remark.hours
        return {
            "version": self._version(remark.version, remark.tag, entry),
            "next": self._version(remark.next, remark.next_tag, entry),
            "hours": self.words(f"remark_after_{unit}", n=n),
        }

    def _limits(self, remark: LimitOrDefaultChanged) -> Markup:
        return self.words.several(
            self.words(
                "remark_limit",
                option=limit.option,
                what=self.words(f"option_{limit.what}"),
                old=limit.old,
                new=limit.new,
            )
            for limit in remark.limits[:FEW]
        )


def _keys(remark: Remark, entry: Entry | None) -> Iterator[str]:
    """Yield the keys of the sentences that say a remark."""
    key = f"remark_{remark.kind.replace('-', '_')}"
    match remark:
        case FixAfterRelease(days=days, broken=broken, change=change):
            if days is not None:
                yield key if days else f"{key}_same_day"
            if change:
                yield f"{key}_broken" if broken else f"{key}_regression"
        case SkippedVersion(version=version, silent=silent):
            itself = entry is not None and entry.release.version == version
            yield f"{key}_itself" if itself else key
            if silent:
                yield f"{key}_silent"
        case ScheduleKept() | ScheduleMissed() | ScheduleBeaten():
            yield key
            if remark.moved:
                yield "remark_schedule_moved"
        case _:
            yield f"{key}{_ending(remark)}"


def _ending(remark: Remark) -> str:
    """Return how the key ends of a kind that has several sentences, one at a time."""
    match remark:
        case LongSilence(series=series) if series:
            return "_of_series"
        case StatusContradiction(listed=listed) if listed:
            return "_in_list"
        case LimitOrDefaultChanged(count=count) if count > FEW:
            return "_many"
        case BusiestWeek(first=first, last=last) if first == last:
            return "_day"
    return ""
