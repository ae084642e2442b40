"""All tips that people wrote, project by project, the newest first."""

from __future__ import annotations

__all__ = ["Asked", "Group", "Written", "tip_groups"]

import re

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from digest.inert import comment, inert
from digest.notes.lines import REQUEST, key_of, requests
from digest.notes.tips import headed, tips_in
from digest.recognise.names import LONGEST, Names
from digest.render.moving import moved
from digest.render.places import offered_tips
from digest.render.weaving import weave

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from digest.edition import Project
    from digest.months import Month
    from digest.render.phrases import Phrases
    from digest.render.templating import Templates
    from digest.render.view import Issue

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]*")
LABEL = re.compile(r"^\*\*[^*]{1,20}\*\*")  # "**Question.** Why?"
MARKS = re.compile(r"[*_`#>\[\]]+")
SHORT = 60  # letters of a question that stands for a title
TIP, TIPS = "tip", "tips"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A tip as a page shows it.

    ``language`` is the one in which it was written, ``project`` whom it is about, if
    anybody. ``title`` and ``text`` are a person's Markdown.
    """

    id: str
    month: Month
    language: str
    project: str
    title: Markup
    text: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The tips about a project, the newest issue's first; or about none of them."""

    project: Project | None
    tips: tuple[Written, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An issue, as tips ask of it: what it offers, and what is said on its page."""

    issue: Issue
    say: Phrases
    templates: Templates


def tip_groups(
    written: Mapping[tuple[Month, str], str],
    language: str,
    asked: Callable[[Month], Asked],
    projects: Sequence[Project],
) -> Iterator[Group]:
    """Yield all tips in the order of the projects, then those about none of them.

    A tip that was not written in the language is shown as it was. Tips are the same
    if they are about one thread, or, where they name none, if they stand at the same
    place among those that do not.
    """
    names = Names.of(projects)
    groups: defaultdict[str, list[Written]] = defaultdict(list)
    for month in sorted({month for month, _ in written}, reverse=True):
        there = {code: text for (at, code), text in written.items() if at == month}
        own_first = sorted(there, key=lambda code: code != language)
        words = {code: there[code] for code in own_first if there[code]}
        if words:
            for tip in _of_month(words, asked(month), names):
                groups[tip.project].append(tip)
    for project in projects:
        if found := groups.pop(project.id, None):
            yield Group(project=project, tips=tuple(found))
    if rest := [tip for found in groups.values() for tip in found]:
        yield Group(project=None, tips=tuple(rest))


def _of_month(words: Mapping[str, str], of: Asked, names: Names) -> Iterator[Written]:
    """Yield the tips of an issue, each in the first language that has it."""
    offered = offered_tips(of.issue)
    found: dict[tuple[str, int], tuple[str, str]] = {}
    for language, text in words.items():
        seen: Counter[str] = Counter()
        for tip in tips_in(text, offered):
            thread = _thread(tip)
            seen[thread] += 1
            found.setdefault((thread, seen[thread]), (language, tip))
    for number, ((thread, _), (language, tip)) in enumerate(found.items(), 1):
        title, text = headed(
            weave({TIPS: tip}, of.issue, of.say, of.templates).notes[TIPS]
        )
        about = offered[thread].project if thread in offered else None
        yield Written(
            id=f"tip-{of.issue.digest.month}-{number}",
            month=of.issue.digest.month,
            language=language,
            project=about or _named(f"{title} {text}", names),
            title=Markup(title) if title else _question(tip, of),  # noqa: S704 - a person's
            text=Markup(moved(text, f"issues/{of.issue.digest.month}.md")),  # noqa: S704 - a person's
        )


def _thread(tip: str) -> str:
    """Return the address of what a tip is about, as notes call it, if it names any."""
    keys = (key_of(one) for one in requests(tip) if one["kind"] == TIP)
    return next((comment(key) for key in keys), "")


def _named(text: str, names: Names) -> str:
    """Return the project that a text names first, if any."""
    words: list[str] = []
    for word in NAME.findall(text.lower()):
        words = [*words[1 - LONGEST :], word.rstrip(".")]
        if project := names.ending(words)[0]:
            return project
    return ""


def _question(tip: str, of: Asked) -> Markup:
    """Return the first words of a tip that has no title."""
    bare = (LABEL.sub("", line) for line in REQUEST.sub("", tip).split("\n"))
    lines = (MARKS.sub("", line).strip() for line in bare)
    first = next(filter(None, lines), "")
    if not first:
        return of.say.words("tips_untitled")
    return inert(first if len(first) <= SHORT else f"{first[:SHORT].rstrip()}…")
