"""What people wrote, woven into a page, with what it asks for."""

from __future__ import annotations

__all__ = ["Woven", "weave"]

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from digest.inert import comment, link, web
from digest.notes import fill_requests
from digest.notes.requests import meant
from digest.render.places import offered_tips

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.notes import Notes
    from digest.render.phrases import Phrases
    from digest.render.templating import Templates
    from digest.render.view import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Woven:
    """Notes with what they asked for in them; by its key, where each table went."""

    notes: Mapping[str, str]
    moved: Mapping[str, str]


def weave(notes: Notes, issue: Issue, say: Phrases, templates: Templates) -> Woven:
    """Return the notes of an issue as its page has them.

    What asks for nothing that there is stays as it is: `check_requests` tells of it.
    """
    moved: dict[str, str] = {}
    tips = offered_tips(issue)

    def put(place: str, kind: str, key: str) -> str | None:
        match kind:
            case "table":
                return table(place, key)
            case "tip":
                return tip(key)
        return f"**{say.words(f'tip_{kind}')}**"

    def table(place: str, key: str) -> str | None:
        found = meant(key, issue.tables)
        if len(found) != 1:
            return None
        moved[found[0]] = place
        entry, comparison = issue.tables[found[0]]
        return templates.text(
            "table.md.j2",
            entry=entry,
            comparison=comparison,
            say=say,
            words=say.words,
        )

    def tip(key: str) -> str | None:
        if found := tips.get(comment(key)):
            return templates.text("tip.md.j2", say=say, tip=found, words=say.words)
        if not web(key):
            return None
        source = link(Markup("{}").format(key), key)
        return say.words("tip_source", link=source)

    woven = {
        place: fill_requests(words, partial(put, place))
        for place, words in notes.items()
    }
    return Woven(notes=woven, moved=moved)
