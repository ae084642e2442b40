"""The pages of projects: about each, since each version, and the years in pictures."""

from __future__ import annotations

__all__ = ["Press", "Told", "archive_pages", "project_pages", "since_pages", "ways_of"]

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from digest.catalogue import catalogue
from digest.months import Month
from digest.release import Page
from digest.render.charted import (
    cadence_chart,
    chart_page,
    project_chart,
    shown,
    year_chart,
)
from digest.render.entries import Entries
from digest.render.overview import overview
from digest.render.retold import Retold
from digest.render.upgrades import place_of, upgrades

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup

    from digest.catalogue import Known
    from digest.edition import Edition, Project
    from digest.glossary import Glossary
    from digest.memory import Memory
    from digest.release import Digest
    from digest.render.overview import Overview
    from digest.render.stock import Stock
    from digest.render.templating import Templates
    from digest.render.upgrades import Upgrade
    from digest.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What pages are made with."""

    edition: Edition
    templates: Templates
    words: Mapping[str, Words]
    glossary: Glossary | None = None

    def page(self, path: str, template: str, **context: object) -> Page:
        """Return a page made of a template."""
        text = self.templates.text(template, **context)
        return Page(path=path, text=f"{text}\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An issue in a list: its month, its name, and in a line what it tells."""

    month: Month
    name: Markup
    summary: str


def project_pages(
    press: Press, digests: Sequence[Digest], stock: Stock
) -> Iterator[Page]:
    """Yield the pages of all projects that are known of, in all languages.

    Raises:
        DigestError: If a template or the words do not fit.
    """
    newest = max(digests, key=lambda digest: digest.month, default=None)
    for project in press.edition.projects:
        known = catalogue(project, digests, stock.tags, stock.hidden)
        if newest and known:
            view = overview(project, known, newest.current)
            for words in press.words.values():
                say = Retold(project, words)
                yield from _project(press, view, known, _last(newest), say)


def ways_of(
    edition: Edition, digests: Sequence[Digest], stock: Stock
) -> Iterator[tuple[Project, Sequence[Upgrade]]]:
    """Yield the projects that issues tell of, with what each series brought."""
    for project in edition.projects:
        known = catalogue(project, digests, stock.tags, stock.hidden)
        if ways := tuple(upgrades(project, known)):
            yield project, ways


def since_pages(
    press: Press,
    every: Sequence[tuple[Project, Sequence[Upgrade]]],
    language: str,
    memory: Memory | None = None,
) -> Iterator[Page]:
    """Yield a page for each series that issues tell of, and one that leads to them.

    ``every`` are the `ways_of` all projects. What they say in upstream's words is
    translated where that is known.

    Raises:
        DigestError: If a template or the words do not fit.
    """
    words = press.words[language]
    led = [(Retold(project, words), ways) for project, ways in every]
    for project, ways in every:
        for upgrade in ways:
            entries = Entries(words, memory, press.glossary)
            yield press.page(
                f"{language}/since/{place_of(project, upgrade.series)}.md",
                "since.md.j2",
                upgrade=upgrade,
                say=Retold(project, words, entries),
                words=words,
            )
    if led:
        page = f"{language}/since/index.md"
        yield press.page(page, "since_index.md.j2", projects=led, words=words)


def archive_pages(
    press: Press,
    issues: Mapping[str, Sequence[Told]],
    digests: Sequence[Digest],
    stock: Stock,
) -> Iterator[Page]:
    """Yield the pages of all issues by year, and the charts on them.

    ``issues`` has them in each language.

    Raises:
        DigestError: If a template or the words do not fit.
    """
    last = max(map(_last, digests), default=None)
    every = [
        (project, catalogue(project, digests, stock.tags, stock.hidden))
        for project in press.edition.projects
    ]
    for language, words in press.words.items():
        in_order = sorted(issues[language], key=lambda told: told.month, reverse=True)
        years = []
        for year, group in groupby(in_order, key=lambda told: told.month.year):
            chart = year_chart(year, every, last or Month(year, 1), words)
            yield chart_page(chart, language)
            years.append((year, shown(chart, up=""), list(group)))
        page = f"{language}/archive.md"
        yield press.page(page, "archive.md.j2", years=years, words=words)


def _project(
    press: Press, view: Overview, known: Sequence[Known], last: Month, say: Retold
) -> Iterator[Page]:
    """Yield the page of a project in a language, and the charts on it."""
    words, project = say.words, say.project
    charts = (
        project_chart(project, known, last, words),
        cadence_chart(project, known, words),
    )
    yield from (chart_page(chart, words.language) for chart in charts)
    yield press.page(
        f"{words.language}/projects/{project.id}.md",
        "project.md.j2",
        about=project.about.get(words.language, ""),
        charts=[shown(chart) for chart in charts],
        view=view,
        say=say,
        words=words,
    )


def _last(newest: Digest) -> Month:
    """Return the month in which a digest ends."""
    return Month.of(newest.window.last)
