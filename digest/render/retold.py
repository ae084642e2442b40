"""What is said of one project over all its issues, in one language's words."""

from __future__ import annotations

__all__ = ["Retold", "told_option"]

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from digest.changes import How
from digest.inert import link, page_link
from digest.render.entries import Entries
from digest.render.told import anchor_of
from digest.render.upgrades import place_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from digest.catalogue import Known
    from digest.changes import Change, OptionChange
    from digest.edition import Project
    from digest.render.overview import Line
    from digest.render.upgrades import Upgrade
    from digest.since import Danger
    from digest.words import Words


class Retold:
    """Sentences about a project, for the templates.

    Args:
        project: Which it is.
        words: The words of the page's language.
        entries: Upstream's words on the page, if they are not to stay as they are.
    """

    def __init__(
        self, project: Project, words: Words, entries: Entries | None = None
    ) -> None:
        self.project, self.words = project, words
        self._entries = entries or Entries(words)
        self.language = words.language

    def day(self, day: date) -> str:
        """Return a day with its year."""
        return self.words.day(day, year=True)

    def whole_day(self, day: date) -> Markup:
        """Return the same, not to be broken in two."""
        return Markup('<span class="nowrap">{}</span>').format(self.day(day))

    def series(self, name: str) -> str:
        """Return what a series is called."""
        return self.words.raw("of_series", of=name)

    def issue(self, known: Known) -> Markup:
        """Return the issue that tells of a version, linked; a dash if none does."""
        if known.issue is None or known.release is None:
            return self.words("since_no_issue")
        name = self.words(
            "issue_name",
            year=known.issue.year,
            month=known.issue.number,
            month_name=self.words.month(known.issue.first),
        )
        return page_link(name, f"../issues/{known.issue}.md", anchor_of(known.release))

    def proofs(self, known: Known) -> Markup:
        """Return in short what proves a version, with links."""
        if known.release is None:
            return link(self.words("project_proof_tag"), known.url)
        return self.words.several(
            link(self.words(f"project_proof_{evidence.kind}"), evidence.url)
            for evidence in known.release.evidence
        )

    def candidates(self, line: Line) -> Markup:
        """Return the candidates of a release, each linked to what proves it."""
        return self.words.several(
            link(candidate.version, candidate.url) for candidate in line.candidates
        )

    def danger_html(self, danger: Danger) -> Markup:
        """Return what may hurt, after a word for why, where Markdown is not read."""
        why = escape(self.words.raw(f"risk_{danger.risk}"))
        said = (
            escape(told_option(danger.option, self.words))
            if danger.option
            else self.changes_html(danger.changes)
        )
        return Markup("<strong>{}</strong> {}").format(why, said)

    def changes_html(self, changes: Sequence[Change]) -> Markup:
        """Return an entry with what is nested in it, where Markdown is not read."""
        head, *nested = (self._entries.html(one, self.project) for one in changes)
        if not nested:
            return head
        items = Markup().join(map(Markup("<li>{}</li>").format, nested))
        return Markup("{}<ul>{}</ul>").format(head, items)

    def upgrade_title(self, upgrade: Upgrade) -> str:
        """Return what the page of a series is called."""
        series = self.series(upgrade.series)
        return self.words.raw("since_title", name=self.project.name, series=series)

    def ways(self, upgrade: Upgrade) -> tuple[Markup, Markup]:
        """Return a link to the page of a series, and one to each version there."""
        path = f"{place_of(self.project, upgrade.series)}.md"
        versions = (
            page_link(start.version, path, f"v-{start.version}")
            for start in upgrade.starts
        )
        link = page_link(self.series(upgrade.series), path)
        return link, self.words.several(versions)


def told_option(option: OptionChange, words: Words) -> str:
    """Return what became of an option, as plain text."""
    name = f"{option.section} {option.option}".strip()
    blanks = {"option": name, "file": option.where}
    if option.how is How.REMOVED:
        return words.raw("since_option_gone", **blanks)
    what = words.raw(f"option_{option.what}")
    blanks |= {"what": what, "old": option.old, "new": option.new}
    return words.raw("since_option", **blanks)
