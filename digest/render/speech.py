"""What is said of a month's digest begins here: whose words, and which days."""

from __future__ import annotations

__all__ = ["Speech"]

import re

from typing import TYPE_CHECKING

from markupsafe import Markup

from digest.inert import inert
from digest.model import Worded
from digest.months import Month, Window

if TYPE_CHECKING:
    from datetime import date

    from digest.edition import Edition
    from digest.model import Reason
    from digest.release import Digest
    from digest.words import Words

OTHER = Markup('<span lang="{}">{}</span>')
# What tells the language of a few words, if anything does.
KANA = re.compile("[\u3041-\u30ff]")


class Speech:
    """What all sentences about one month's digest have in common."""

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

    def why(self, reason: Reason) -> Markup:
        """Return why a person did something, in the page's language if they said so."""
        if isinstance(reason, str):
            said = Worded(language=_language_of(reason), text=reason)
        else:
            own = (each for each in reason if each.language == self.language)
            said = next(own, reason[0])
        if said.language in {"", self.language}:
            return inert(said.text)
        return OTHER.format(said.language, inert(said.text))

    def day(self, day: date) -> str:
        """Return a day; with its year where that is not the window's."""
        return self.words.day(day, year=day.year != self._digest.window.since.year)

    def _month(self, first: date) -> dict[str, object]:
        name = self.words.month(first)
        return {"year": first.year, "month": first.month, "month_name": name}


def _language_of(text: str) -> str:
    """Return the language that a text is likely to be in, or nothing."""
    return "ja" if KANA.search(text) else "en" if text.isascii() else ""
