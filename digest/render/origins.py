"""What is said of sources, and what issues are called, in one language's words."""

from __future__ import annotations

__all__ = ["Origins"]

from typing import TYPE_CHECKING

from digest.inert import page_link
from digest.render.reasons import reason

if TYPE_CHECKING:
    from markupsafe import Markup

    from digest.edition import Edition
    from digest.months import Month
    from digest.render.stock import Origin
    from digest.render.tips import Written
    from digest.words import Words

TIPS = "tips"  # their place on an issue's page


class Origins:
    """Sentences for the pages about all issues.

    Args:
        edition: Whose pages they are.
        words: The words of their language.
    """

    def __init__(self, edition: Edition, words: Words) -> None:
        self._names = {project.id: project.name for project in edition.projects}
        self.words = words

    def issue(self, month: Month) -> Markup:
        """Return what the issue of a month is called."""
        return self.words(
            "issue_name",
            year=month.year,
            month=month.number,
            month_name=self.words.month(month.first),
        )

    def origin(self, tip: Written) -> Markup:
        """Return where a tip was written, and in which language if in another."""
        page = f"issues/{tip.month}.md"
        told = self.words(
            "tips_from", issue=page_link(self.issue(tip.month), page, TIPS)
        )
        if tip.language == self.words.language:
            return told
        key = f"language_{tip.language}"
        known = key in self.words.table
        name = self.words.raw(key) if known else tip.language
        foreign = self.words("tips_foreign", language=name)
        return self.words("then", one=told, two=foreign)

    def whose(self, origin: Origin) -> Markup:
        """Return the projects that a source tells of."""
        projects = origin.place.projects
        if not projects:
            return self.words("about_all")
        return self.words.several(self._names.get(name, name) for name in projects)

    def state(self, origin: Origin) -> Markup:
        """Return how far a source was read, or why it was not."""
        if origin.gap:
            why = reason(origin.gap, self.words)
            return self.words("about_state_gap", reason=why)
        if not origin.alive:
            until = origin.place.until
            key = "about_state_over" if until else "about_state_later"
            return self.words(key, month=until or origin.place.since)
        if origin.messages is None:
            return self.words("about_state_read")
        return self.words("about_state_messages", n=origin.messages)
