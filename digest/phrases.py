"""What an issue says of its facts, in one language's words."""

from __future__ import annotations

__all__ = ["Phrases"]

import re

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from digest.changes import How
from digest.codec import encode
from digest.inert import anchor, code, inert, link, link_html, quoted, quoted_html
from digest.months import Month, Window
from digest.remarks import AfterCandidates, StatusContradiction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from digest.changes import Change, Field, TopicChange
    from digest.edition import Edition
    from digest.model import Evidence, Gap
    from digest.release import Digest, Remark
    from digest.view import Entry, Issue
    from digest.words import Words

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"[0-9]+")
UNWORDED = re.compile(r"[^a-z]+")


class Phrases:
    """Sentences about one month's digest, for the templates."""

    def __init__(self, digest: Digest, edition: Edition, words: Words) -> None:
        self.words, self.language = words, words.language
        self._digest, self._edition = digest, edition
        self._projects = {project.id: project for project in edition.projects}

    @property
    def name(self) -> Markup:
        """What the issue is called beside others: its month."""
        return self.words("issue_name", **self._month(self._digest.month.first))

    @property
    def title(self) -> str:
        """What the issue is called."""
        name = self._edition.title[self.language]
        return self.words.raw(
            "title", name=name, **self._month(self._digest.month.first)
        )

    @property
    def span(self) -> str:
        """The days that the issue covers."""
        window = self._digest.window
        if window == Window.before(Month.of(window.until)):
            return self.words.raw("span_month", **self._month(window.since))
        return self.words.raw(
            "span",
            first=self.words.day(window.since, year=True),
            last=self.words.day(
                window.last, year=window.last.year != window.since.year
            ),
        )

    def day(self, day: date) -> str:
        """Return a day; with its year where that is not the window's."""
        return self.words.day(day, year=day.year != self._digest.window.since.year)

    def summary(self, issue: Issue) -> str:
        """Return in one line what was released."""
        finals = [e for e in issue.entries if not e.release.prerelease] or issue.entries
        names = (f"{entry.name} {entry.release.version}" for entry in finals)
        if not finals:
            seen = "description_none_seen" if self._digest.gaps else "description_none"
            return self.words.raw(seen, span=self.span)
        blanks = {"span": self.span, "names": self.words.raw("comma").join(names)}
        return self.words.raw("description", n=len(finals), **blanks)

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

    def remark(self, remark: Remark, entry: Entry) -> Markup:
        """Return a remark as a sentence; its key in the words is its kind."""
        key = f"remark_{remark.kind.replace('-', '_')}"
        blanks = encode(remark) | {"name": entry.name}
        del blanks["kind"]
        match remark:
            case AfterCandidates(candidates=candidates, count=count):
                project = self._projects.get(entry.release.project)
                pattern = project.tag_url if project else ""
                blanks["candidates"] = self.words.several(
                    self.words(
                        "listed",
                        link=link(c.version, pattern.replace("{tag}", c.tag)),
                        day=self.day(c.day),
                    )
                    for c in candidates
                )
                return self.words(key, n=count, **blanks)
        lists = {
            k: self.words.several(v) for k, v in blanks.items() if isinstance(v, list)
        }
        return self.words(key, n=blanks.get("days"), **blanks | lists)

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
        return self.words(key, places=self.words.several(places))

    def after(self, topic: TopicChange, entry: Entry) -> Markup:
        """Return a topic's lines as they are, with an arrow at each that changed."""
        arrows = {
            field.name.casefold(): self.words.raw(_arrow(field), old=field.old)
            for field in topic.fields
        }
        contradicts = any(
            isinstance(remark, StatusContradiction) and remark.topic == topic.topic
            for remark in entry.remarks
        )
        if contradicts:
            arrows.setdefault("started", self.words.raw("arrow_contradiction"))
        return code("\n".join(_pointed(topic.after, arrows)))

    def item(self, topic: TopicChange) -> Markup:
        """Return in one line what became of a topic."""
        return inert(self._item(topic))

    def _item(self, topic: TopicChange) -> str:
        if topic.how is not How.CHANGED:
            return self.words.raw(f"topic_{topic.how}", topic=topic.topic)
        fields = self.words.raw("comma").join(
            self.words.raw(
                "field_changed", name=f.name, old=f.old or "-", new=f.new or "-"
            )
            for f in topic.fields
        )
        return self.words.raw("topic_changed", topic=topic.topic, fields=fields)

    def topic_at(self, file: str, tag: str, entry: Entry) -> Markup:
        """Return which file of which tag is quoted, linked to the tag."""
        project = self._projects.get(entry.release.project)
        pattern = project.file_url or project.tag_url if project else ""
        url = pattern.replace("{tag}", tag).replace("{file}", file)
        return link(self.words("topic_at", tag=tag, file=file), url)

    def change(self, change: Change) -> Markup:
        """Return an entry of a record in upstream's words, linked where it can be."""
        return link(quoted(change.text), change.url)

    def change_html(self, change: Change) -> Markup:
        """Return the same where Markdown is not read."""
        return link_html(quoted_html(change.text), change.url)

    def item_html(self, topic: TopicChange) -> Markup:
        """Return in one line what became of a topic, where Markdown is not read."""
        return escape(self._item(topic))

    def reason(self, gap: Gap) -> Markup:
        """Return why a source could not be read; in its own words if we have none."""
        day, number = DAY.search(gap.what), NUMBER.search(gap.what)
        plain = NUMBER.sub("n", DAY.sub("day", gap.what)).lower()
        key = f"reason_{UNWORDED.sub('_', plain)}"
        if key not in self.words.table:
            return inert(gap.what)
        n = number[0] if number else ""
        return self.words(key, n=n, day=day[0] if day else "")

    def _month(self, first: date) -> dict[str, object]:
        name = self.words.month(first)
        return {"year": first.year, "month": first.month, "month_name": name}


def _arrow(field: Field) -> str:
    """Return how a changed field is pointed at; what had several lines is not told."""
    if not field.old:
        return "arrow_added"
    return "arrow_rewritten" if "\n" in field.old else "arrow_changed"


def _pointed(text: str, arrows: Mapping[str, str]) -> Iterator[str]:
    """Yield lines with the arrow of the field that each of them starts with."""
    left = dict(arrows)
    for line in text.splitlines():
        arrow = left.pop(line.partition(":")[0].casefold(), "")
        yield f"{line}  {arrow}" if arrow else line
