"""Digests, notes and words to pages."""

from __future__ import annotations

__all__ = ["Renderer"]

import re

from typing import TYPE_CHECKING

import jinja2

from markupsafe import Markup

from digest.errors import DigestError
from digest.inert import anchor, code, inert, link, page_link, quoted_html, target
from digest.notes import Place
from digest.phrases import Phrases
from digest.release import Page
from digest.view import view_issue
from digest.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from digest.edition import Edition
    from digest.notes import Notes
    from digest.release import Digest

# Where notes go: no text from outside has this sign in it. They are put there last,
# as they were written.
HOLD, HELD = "\0{}\0", re.compile("\0([^\0]+)\0")
BLANK_LINES = re.compile(r"\n{3,}")


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
        self._jinja = jinja2.Environment(  # noqa: S701 - pages are Markdown: `_inert` guards every value
            loader=jinja2.FileSystemLoader(templates),
            finalize=_inert,
            lstrip_blocks=True,
            trim_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        # What a template says as JSON is read by YAML, and by people in a diff.
        self._jinja.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
        self._jinja.filters |= {"code": code, "html": quoted_html}
        self._jinja.globals |= {
            "anchor": anchor,
            "indent": lambda depth: Markup("    ") * depth,
            "link": link,
            "page": page_link,
            "target": target,
        }

    def issue(self, digest: Digest, language: str, notes: Notes) -> Page:
        """Return the page of an issue in a language, with the notes woven in.

        Raises:
            DigestError: If a template or the words do not fit.
        """
        page = self._page(
            f"{language}/issues/{digest.month}.md",
            "issue.md.j2",
            issue=view_issue(digest, self._edition, language),
            notes={key: Markup(HOLD.format(key)) for key in notes},  # noqa: S704 - a key of ours
            say=self._phrases(digest, language),
        )
        text = HELD.sub(lambda held: notes[held[1]], page.text)
        return Page(path=page.path, text=text)

    def fronts(self, digests: Sequence[Digest]) -> Iterator[Page]:
        """Yield the front page of each language, and the one that asks for it."""
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
                language=language,
                words=self._words[language],
            )
        yield self._page(
            "index.md",
            "chooser.md.j2",
            titles=[self._edition.title[name] for name in self._edition.languages],
            languages=self._words,
        )

    def head(self, digest: Digest, language: str) -> str:
        """Return what stands at the top of an issue's notes."""
        phrases = self._phrases(digest, language)
        return phrases.words.raw("note_head", title=phrases.title)

    def places(self, digest: Digest, language: str) -> tuple[Place, ...]:
        """Return where a person can write in an issue, in the order of the page."""
        say = self._phrases(digest, language).words.raw
        entries = view_issue(digest, self._edition, language).entries
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
            for lead in entries
            for entry in (lead, *lead.candidates)
        )
        return (
            Place(key="opening", about=say("note_opening")),
            *releases,
            Place(key="tips", about=say("note_tips")),
            Place(key="sign-off", about=say("note_sign_off")),
        )

    def _phrases(self, digest: Digest, language: str) -> Phrases:
        words = self._words[language].seeded(str(digest.month))
        return Phrases(digest, self._edition, words)

    def _page(self, path: str, template: str, **context: object) -> Page:
        try:
            text = self._jinja.get_template(template).render(context)
        except jinja2.TemplateError as error:
            line = f":{error.lineno}" if hasattr(error, "lineno") else ""
            what = f"template does not fit: {error.message}"
            raise DigestError(what, where=f"templates/{template}{line}") from error
        text = BLANK_LINES.sub("\n\n", text).rstrip("\n")
        return Page(path=path, text=f"{text}\n")


def _first(folders: Sequence[Path], name: str) -> Path:
    """Return the file in the first folder that has it, or where it should be."""
    there = (folder / name for folder in folders if (folder / name).is_file())
    return next(there, folders[0] / name)


def _inert(value: object) -> Markup:
    """Make whatever a template prints inert, unless it is markup already."""
    return value if isinstance(value, Markup) else inert(value)
