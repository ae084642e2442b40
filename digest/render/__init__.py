"""Digests, notes and words to pages."""

from __future__ import annotations

__all__ = ["Renderer"]

import re

from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from digest.notes import Place, placed_tables
from digest.release import Page
from digest.render.besides import newest
from digest.render.phrases import Phrases
from digest.render.templating import Templates
from digest.render.view import view_issue
from digest.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from digest.edition import Edition
    from digest.notes import Notes
    from digest.release import Digest
    from digest.render.view import Issue

# Where notes go: no text from outside has this sign in it. They are put there last,
# as they were written.
HOLD, HELD = "\0{}\0", re.compile("\0([^\0]+)\0")


class Renderer:
    """Makes the pages of an edition.

    Args:
        edition: Whose pages they are.
        templates: The folders of the templates and the words, the first first.

    Raises:
        DigestError: If a file of words is missing or broken.
    """

    def __init__(self, edition: Edition, templates: Sequence[Path]) -> None:
        self._edition = edition
        self._words = {
            language: Words.read(_first(templates, f"words.{language}.toml"), language)
            for language in edition.languages
        }
        self._templates = Templates(templates)

    def issue(self, digest: Digest, language: str, notes: Notes) -> Page:
        """Return the page of an issue in a language, with the notes woven in.

        Raises:
            DigestError: If a template or the words do not fit.
        """
        issue = view_issue(digest, self._edition, language)
        say = self._phrases(digest, language)
        written, moved = self._woven(notes, issue, say)
        page = self._page(
            f"{language}/issues/{digest.month}.md",
            "issue.md.j2",
            issue=issue,
            moved=moved,
            notes={key: Markup(HOLD.format(key)) for key in notes},  # noqa: S704 - a key of ours
            say=say,
        )
        text = HELD.sub(lambda held: written[held[1]], page.text)
        return Page(path=page.path, text=text)

    def fronts(self, digests: Sequence[Digest]) -> Iterator[Page]:
        """Yield the pages of each language beside issues, and the one that asks for it.

        They are its front page, and the current versions once there is an issue.
        """
        newest_first = sorted(digests, key=lambda digest: digest.month, reverse=True)
        for language in self._edition.languages:
            yield self._page(
                f"{language}/index.md",
                "front.md.j2",
                issues=[
                    (
                        view_issue(digest, self._edition, language),
                        self._phrases(digest, language),
                    )
                    for digest in newest_first
                ],
                title=self._edition.title[language],
                versions=bool(newest_first and newest_first[0].current),
                language=language,
                words=self._words[language],
            )
            if newest_first:
                yield self._versions(newest_first[0], language)
        yield self._page(
            "index.md",
            "chooser.md.j2",
            titles=[self._edition.title[name] for name in self._edition.languages],
            languages=self._words,
        )

    def _versions(self, digest: Digest, language: str) -> Page:
        """Return the page of what was current when a digest ended."""
        words = self._words[language]
        return self._page(
            f"{language}/versions.md",
            "versions.md.j2",
            early=digest.early,
            last=words.day(digest.window.last, year=True),
            month=digest.month,
            newest=newest(digest),
            say=self._phrases(digest, language),
            words=words,
        )

    def head(self, digest: Digest, language: str) -> str:
        """Return what stands at the top of an issue's notes."""
        phrases = self._phrases(digest, language)
        return phrases.words.raw("note_head", title=phrases.title)

    def tables(self, digest: Digest) -> tuple[str, ...]:
        """Return the keys of the tables that an issue's notes can ask for."""
        return tuple(view_issue(digest, self._edition, "").tables)

    def places(self, digest: Digest, language: str) -> tuple[Place, ...]:
        """Return where a person can write in an issue, in the order of the page."""
        say = self._phrases(digest, language).words.raw
        issue = view_issue(digest, self._edition, language)
        tables = tuple(issue.tables)
        tips = [say("note_tips"), *([say("note_tables")] if tables else ())]
        releases = (
            Place(
                key=f"release {entry.release.project} {entry.release.version}",
                about=say(
                    "note_release",
                    name=entry.name,
                    version=entry.release.version,
                    day=entry.release.day,
                    urls=" ".join(e.url for e in entry.release.evidence),
                ),
            )
            for entry in issue.all_entries
        )
        return (
            Place(key="opening", about=say("note_opening")),
            *releases,
            Place(key="news", about=say("note_news")),
            Place(key="tips", about=" ".join(tips), tables=tables),
            Place(key="sign-off", about=say("note_sign_off")),
        )

    def _woven(
        self, notes: Notes, issue: Issue, say: Phrases
    ) -> tuple[Notes, dict[str, str]]:
        """Return the notes with their tables in them, and at which place each is."""
        moved: dict[str, str] = {}
        tables = issue.tables

        def table(place: str, key: str) -> str:
            entry, comparison = tables[key]
            moved[key] = place
            return self._templates.text(
                "table.md.j2",
                entry=entry,
                comparison=comparison,
                say=say,
                words=say.words,
            )

        woven = {
            place: placed_tables(words, tables, partial(table, place))
            for place, words in notes.items()
        }
        return woven, moved

    def _phrases(self, digest: Digest, language: str) -> Phrases:
        words = self._words[language].seeded(str(digest.month))
        return Phrases(digest, self._edition, words)

    def _page(self, path: str, template: str, **context: object) -> Page:
        text = self._templates.text(template, **context)
        return Page(path=path, text=f"{text}\n")


def _first(folders: Sequence[Path], name: str) -> Path:
    """Return the file in the first folder that has it, or where it should be."""
    there = (folder / name for folder in folders if (folder / name).is_file())
    return next(there, folders[0] / name)
