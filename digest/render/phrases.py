"""What an issue says of its facts, in one language's words."""

from __future__ import annotations

__all__ = ["Phrases"]

from typing import TYPE_CHECKING

from digest.inert import anchor, link
from digest.render.compared import Compared
from digest.render.dated import Dated
from digest.render.reasons import reason
from digest.render.remarked import Remarked
from digest.render.reported import Reported
from digest.render.translated import Translated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from digest.model import Evidence, Gap
    from digest.render.translated import Untold
    from digest.render.view import Entry, Issue

MANY = 12  # people who are thanked by name
HEADLINES = 3
NAMED = 8  # releases in one line


class Phrases(Translated, Remarked, Reported, Compared, Dated):
    """Sentences about one month's digest, for the templates."""

    def summary(self, issue: Issue) -> str:
        """Return in one line what was released; the first of very many."""
        finals = _finals(issue)
        if not finals:
            seen = "description_none_seen" if self._digest.gaps else "description_none"
            return self.words.raw(seen, span=self.span)
        names = self.words.raw("comma").join(map(_called, finals[:NAMED]))
        if more := len(finals[NAMED:]):
            names = self.words.raw("description_more", names=names, n=more)
        blanks = {"span": self.span, "names": names}
        lone = all(entry.release.prerelease for entry in finals)
        key = "description_candidates" if lone else "description"
        return self.words.raw(key, n=len(finals), **blanks)

    def headlines(self, issue: Issue) -> list[str]:
        """Return a few of what came out: of each project the newest, then others.

        Where nothing did, it is that.
        """
        if not (finals := _finals(issue)):
            return [self.summary(issue)]
        newest = {entry.release.project: entry for entry in reversed(finals)}
        first = [entry for entry in finals if entry in newest.values()]
        others = [entry for entry in finals if entry not in first]
        return [_called(entry) for entry in (*first, *others)][:HEADLINES]

    def volume(self, issue: Issue) -> Markup:
        """Return how much came out."""
        releases = [e for e in issue.entries if not e.release.prerelease]
        lone = len(issue.entries) - len(releases)
        candidates = lone + sum(len(entry.candidates) for entry in issue.entries)
        if not issue.entries:
            key = "volume_none_seen" if self._digest.gaps else "volume_none"
            return self.words(key, span=self.span)
        said = self.words("volume", n=len(releases), span=self.span)
        if candidates:
            more = self.words("volume_candidates", n=candidates)
            said = self.words("then", one=said, two=more)
        return self.words("then", one=said, two=self.words("volume_end"))

    def proofs(self, entry: Entry) -> Markup:
        """Return all that proves a release, with links, and where to read on."""
        shown = [self._proof(evidence) for evidence in entry.release.evidence]
        if entry.compare_url:
            old = entry.release.previous or ""
            shown.append(link(self.words("compare", old=old), entry.compare_url))
        said = self.words("proofs", proofs=self.words.several(shown))
        if entry.compare_url:
            return said
        previous = entry.release.previous
        key = "previous" if previous else "no_previous"
        return self.words("then", one=said, two=self.words(key, version=previous))

    def _proof(self, evidence: Evidence) -> Markup:
        proof = self.words(f"proof_{evidence.kind}", title=evidence.title)
        day = self.day(evidence.day)
        return self.words("proof_day", proof=link(proof, evidence.url), day=day)

    def newest_summary(self, issue: Issue) -> str:
        """Return how many series are told the newest of, and as of when."""
        count = sum(len(project.series) for project in issue.newest)
        last = self.day(self._digest.window.last)
        return self.words.raw("newest_summary", n=count, last=last)

    def shared(self, entry: Entry) -> Markup:
        """Return where else the changes are told that are not told here."""
        places = (
            self.words(
                "shared_place",
                n=shared.count,
                link=anchor(shared.version, shared.anchor),
            )
            for shared in entry.shared
        )
        key = "shared_besides" if entry.changes.first else "shared"
        told = self.words.several(places)
        return self.words(key, subject=entry.anchor, places=told)

    def untranslated(self, untold: Untold) -> Markup:
        """Return how many entries are shown as upstream wrote them."""
        key = "untranslated" if untold.count < untold.total else "untranslated_all"
        return self.words(key, n=untold.count)

    def thanks(self, entry: Entry) -> Markup:
        """Return thanks to those whom the changes name; to the first of very many."""
        named, others = entry.thanked[:MANY], len(entry.thanked[MANY:])
        names = self.words.several(named)
        said = self.words("thanks", subject=entry.anchor, n=len(named), names=names)
        if not others:
            return said
        return self.words("then", one=said, two=self.words("thanks_more", n=others))

    def reason(self, gap: Gap) -> Markup:
        """Return why a source could not be read; in its own words if we have none."""
        return reason(gap, self.words)


def _finals(issue: Issue) -> Sequence[Entry]:
    """Return the releases that are no candidates, or the candidates if all are."""
    return [e for e in issue.entries if not e.release.prerelease] or issue.entries


def _called(entry: Entry) -> str:
    return f"{entry.name} {entry.release.version}"
