"""What all pages are made of: an edition, its words, its templates, its glossary."""

from __future__ import annotations

__all__ = ["Maker"]

from typing import TYPE_CHECKING, Any, TypeVar

from digest.edition import Voice
from digest.glossary import ENGLISH, read_glossary
from digest.release import Page
from digest.render.charted import month_chart
from digest.render.phrases import Phrases
from digest.render.templating import Templates
from digest.render.view import view_issue
from digest.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from digest.charts import Chart
    from digest.edition import Edition
    from digest.memory import Memory
    from digest.release import Digest
    from digest.render.view import Issue


T = TypeVar("T")


class Maker:
    """Makes pages of an edition.

    Args:
        edition: Whose pages they are.
        templates: The folders of the templates and the words, the first first.

    Raises:
        DigestError: If the glossary or a file of words is missing or broken.
    """

    def __init__(self, edition: Edition, templates: Sequence[Path]) -> None:
        self._edition = edition
        self._words = {
            language: _words(templates, language, edition.voice)
            for language in edition.languages
        }
        self.glossary = read_glossary(_first(templates, "glossary.toml"))
        self._templates = Templates(templates)
        self._made: dict[str, tuple[object, tuple[Any, ...]]] = {}

    @property
    def translated(self) -> tuple[str, ...]:
        """The languages that upstream does not write, so that they need a memory."""
        return tuple(name for name in self._edition.languages if name != ENGLISH)

    def _view(self, digest: Digest, language: str = "") -> Issue:
        """Return what an issue shows, which many pages ask for."""

        def make() -> Iterator[Issue]:
            yield view_issue(digest, self._edition, language)

        return self._once(f"{language}/{digest.month} view", digest, make)[0]

    def _phrases(
        self, digest: Digest, language: str, memory: Memory | None = None
    ) -> Phrases:
        words = self._words[language].of_month(digest.month)
        return Phrases(digest, self._edition, words, memory, self.glossary)

    def _timeline(self, digest: Digest, language: str) -> Chart:
        """Return the chart of a month, which is shown on its page and a file, too."""

        def make() -> Iterator[Chart]:
            say = self._phrases(digest, language)
            yield month_chart(digest, self._edition, say.span, say.words)

        return self._once(f"{language}/{digest.month} chart", digest, make)[0]

    def _once(
        self, name: str, inputs: object, make: Callable[[], Iterator[T]]
    ) -> tuple[T, ...]:
        """Return what is made, made anew only if its inputs are not the last ones.

        To compare languages and to write their pages, most are needed twice.
        """
        if name not in self._made or self._made[name][0] != inputs:
            self._made[name] = inputs, tuple(make())
        made: tuple[T, ...] = self._made[name][1]
        return made

    def _page(self, path: str, template: str, **context: object) -> Page:
        text = self._templates.text(template, **context)
        return Page(path=path, text=f"{text}\n")


def _words(folders: Sequence[Path], language: str, voice: Voice) -> Words:
    """Return what pages say in a language, each sentence as the first folder says it.

    So a digest's own files have what it says otherwise, and nothing else. Andrew's
    voice needs no file beside the language's.
    """
    own = () if voice is Voice.ANDREW else (f"words.{voice}.{language}.toml",)
    names = (f"words.{language}.toml", *own)
    paths = [folder / name for folder in reversed(folders) for name in names]
    there = [path for path in paths if path.is_file()]
    # What no folder has, is told where it is looked for first.
    missing = [folders[0] / n for n in names if n not in {path.name for path in there}]
    first, *over = *missing, *there
    return Words.read(first, language, over=over)


def _first(folders: Sequence[Path], name: str) -> Path:
    """Return the file in the first folder that has it, or where it should be."""
    there = (folder / name for folder in folders if (folder / name).is_file())
    return next(there, folders[0] / name)
